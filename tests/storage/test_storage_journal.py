import shutil
import sqlite3
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from session_strategies import Session, sessions
from storage_samples import (
    MIXED,
    SHORT,
    STARTED,
    WALL_MS,
    append_each,
    facts_of,
    opened,
    plan_of,
    record_session,
)

from bandtimer.core.facts import (
    EffortRated,
    Ending,
    Fact,
    NoteWritten,
    Paused,
    PauseReason,
    RepsCorrected,
    SessionEnded,
    StepStarted,
)
from bandtimer.core.record import set_records, sets_done, sets_planned
from bandtimer.core.state import State, fold
from bandtimer.storage.errors import StorageError
from bandtimer.storage.history import History, SessionRow, SessionStatus
from bandtimer.storage.journal import Journal, JournaledSession, SessionActiveError

PLAN = plan_of(SHORT)
FACTS = facts_of(PLAN)
STATUSES: dict[Ending | None, SessionStatus] = {
    None: "active",
    Ending.FINISHED: "finished",
    Ending.STOPPED: "stopped",
}


def dump(connection: sqlite3.Connection) -> list[str]:
    return list(connection.iterdump())


def count(connection: sqlite3.Connection, table: str) -> int:
    return sum(line.startswith(f'INSERT INTO "{table}"') for line in dump(connection))


def begun(journal: Journal) -> int:
    return journal.begin(SHORT.id, SHORT, PLAN, STARTED)


def test_a_session_is_there_from_its_beginning(journal: Journal) -> None:
    assert journal.active() is None
    session_id = begun(journal)
    assert journal.active() == JournaledSession(
        id=session_id,
        name="Short",
        routine_id="short",
        started=STARTED,
        routine=SHORT,
        plan=PLAN,
        facts=(),
    )


def test_the_start_keeps_its_own_local_time(journal: Journal) -> None:
    session = journal.load(begun(journal))
    assert session.started.isoformat() == "2026-11-22T23:50:12.345000+13:00"


def test_a_start_without_a_time_zone_is_a_mistake(journal: Journal) -> None:
    with pytest.raises(ValueError, match="time zone"):
        journal.begin(SHORT.id, SHORT, PLAN, datetime(2026, 11, 22, 23, 50))  # noqa: DTZ001


def test_only_one_session_is_active(connection: sqlite3.Connection, journal: Journal) -> None:
    session_id = begun(journal)
    before = dump(connection)
    with pytest.raises(SessionActiveError, match=r"“Short” has not ended\. Resume, finish or"):
        journal.begin(MIXED.id, MIXED, plan_of(MIXED), STARTED)
    assert dump(connection) == before
    append_each(journal, session_id, State(PLAN), [FACTS])
    assert begun(journal) == session_id + 1


def test_the_database_itself_allows_one_active_session(connection: sqlite3.Connection) -> None:
    for _ in range(2):
        record_session(connection)
    connection.execute("UPDATE session SET status = 'active' WHERE id = 1")
    with pytest.raises(sqlite3.IntegrityError, match=r"session\.status"):
        connection.execute("UPDATE session SET status = 'active' WHERE id = 2")


def test_sessions_with_the_same_routine_and_plan_share_them(
    connection: sqlite3.Connection, journal: Journal
) -> None:
    for _ in range(3):
        record_session(connection)
    assert count(connection, "snapshot") == 2
    session_id = journal.begin(SHORT.id, SHORT, plan_of(SHORT, paced=False), STARTED)
    assert count(connection, "snapshot") == 3
    journal.discard(session_id)
    assert count(connection, "snapshot") == 2


def test_the_routine_stays_as_it_was_when_the_file_changes(connection: sqlite3.Connection) -> None:
    first = record_session(connection, SHORT)
    second = record_session(connection, replace(SHORT, summary="Changed since."))
    journal = Journal(connection)
    assert journal.load(first).routine == SHORT
    assert journal.load(second).routine == replace(SHORT, summary="Changed since.")


def test_no_facts_write_nothing(connection: sqlite3.Connection, journal: Journal) -> None:
    session_id = begun(journal)
    before = connection.total_changes
    journal.append(session_id, (), State(PLAN), WALL_MS)
    assert connection.total_changes == before


def test_what_cannot_be_recorded_whole_is_not_recorded_at_all(
    connection: sqlite3.Connection, journal: Journal
) -> None:
    session_id = record_session(connection)
    before = dump(connection)
    with pytest.raises(sqlite3.IntegrityError, match="CHECK constraint failed: effort"):
        append_each(journal, session_id, fold(PLAN, FACTS), [[EffortRated(99_000, 11)]])
    assert dump(connection) == before
    append_each(journal, session_id, fold(PLAN, FACTS), [[EffortRated(99_000, 10)]])
    assert journal.load(session_id).facts == (*FACTS, EffortRated(99_000, 10))


def test_a_discarded_session_leaves_nothing_and_its_number_is_not_used_again(
    connection: sqlite3.Connection, journal: Journal
) -> None:
    session_id = begun(journal)
    append_each(journal, session_id, State(PLAN), [FACTS[:5]])
    journal.discard(session_id)
    journal.discard(session_id)
    tables = ("session", "journal", "set_log", "snapshot")
    assert {table: count(connection, table) for table in tables} == dict.fromkeys(tables, 0)
    assert journal.active() is None
    assert begun(journal) == session_id + 1


def test_discarding_leaves_other_sessions_alone(connection: sqlite3.Connection) -> None:
    kept = record_session(connection, MIXED)
    before = dump(connection)
    journal = Journal(connection)
    journal.discard(begun(journal))
    after = dump(connection)
    assert [line for line in after if line not in before] == [
        line for line in after if "sqlite_sequence" in line and line not in before
    ]
    assert journal.load(kept).facts == facts_of(plan_of(MIXED))


def test_an_ended_session_takes_corrections_effort_and_a_note_only(
    connection: sqlite3.Connection, journal: Journal
) -> None:
    session_id = record_session(connection)
    state = fold(PLAN, FACTS)
    before = dump(connection)
    for fact in (
        StepStarted(state.at, 0),
        Paused(state.at, PauseReason.USER),
        SessionEnded(state.at, Ending.STOPPED),
    ):
        with pytest.raises(StorageError, match="ended in another BandTimer"):
            journal.append(session_id, [fact], state, WALL_MS)
        with pytest.raises(ValueError, match="is not possible while ended"):
            journal.amend(session_id, [fact], WALL_MS)
    assert dump(connection) == before
    more = (RepsCorrected(0, 1, 9), EffortRated(state.at, 8), NoteWritten(state.at, "Fine."))
    append_each(journal, session_id, state, [more])
    assert journal.load(session_id).facts == FACTS + more
    history = History(connection)
    (record,) = history.sets(session_id)
    assert record.reps == 9
    row = history.session(session_id)
    assert row is not None
    assert (row.status, row.effort, row.note) == ("finished", 8, "Fine.")


@pytest.mark.parametrize("saved", [0, 2])
def test_two_programs_cannot_mix_up_one_session(tmp_path: Path, saved: int) -> None:
    with opened(tmp_path / "history") as here, opened(tmp_path / "history") as there:
        ours, theirs = Journal(here), Journal(there)
        session_id = begun(ours)
        state = append_each(ours, session_id, State(PLAN), [FACTS[:saved]])
        taken_up = theirs.active()
        assert taken_up is not None
        append_each(theirs, session_id, fold(PLAN, taken_up.facts), [FACTS[saved : saved + 2]])
        with pytest.raises(StorageError, match="went on in another BandTimer"):
            append_each(ours, session_id, state, [FACTS[saved : saved + 1]])
        theirs.discard(session_id)
        with pytest.raises(StorageError, match=f"There is no session {session_id}"):
            append_each(ours, session_id, state, [FACTS[saved : saved + 1]])


def test_a_session_that_is_not_there_is_said_so(journal: Journal) -> None:
    with pytest.raises(StorageError, match="There is no session 4 in the history"):
        journal.load(4)
    with pytest.raises(StorageError, match="There is no session 4 in the history"):
        journal.rebuild(4)


def test_a_full_disk_loses_nothing_and_the_same_facts_can_be_tried_again(
    connection: sqlite3.Connection, journal: Journal
) -> None:
    session_id = begun(journal)
    note = NoteWritten(FACTS[-1].at, "long " * 20_000)
    append_each(journal, session_id, State(PLAN), [FACTS])
    before = dump(connection)
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StorageError, match=r"the disk is full\. Free some space"):
        append_each(journal, session_id, fold(PLAN, FACTS), [[note]])
    with pytest.raises(StorageError, match=r"the disk is full\. Free some space"):
        journal.begin(MIXED.id, replace(MIXED, summary="long " * 20_000), PLAN, STARTED)
    assert dump(connection) == before
    connection.execute("PRAGMA max_page_count = 1000000")
    append_each(journal, session_id, fold(PLAN, FACTS), [[note, EffortRated(note.at, 3)]])
    assert journal.load(session_id).facts == (*FACTS, note, EffortRated(note.at, 3))


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE snapshot SET body = '{}'",
        "UPDATE journal SET kind = 'Jumped'",
        "UPDATE journal SET data = '{}'",
    ],
)
def test_content_that_makes_no_sense_is_damage(
    connection: sqlite3.Connection, journal: Journal, damage: str
) -> None:
    session_id = record_session(connection)
    connection.execute(damage)
    with pytest.raises(StorageError, match="is damaged"):
        journal.load(session_id)


def test_facts_that_do_not_follow_are_damage_and_the_record_stays(
    connection: sqlite3.Connection, journal: Journal
) -> None:
    session_id = record_session(connection)
    connection.execute("DELETE FROM journal WHERE seq = 0")
    before = dump(connection)
    with pytest.raises(StorageError, match="is damaged"):
        journal.rebuild(session_id)
    assert dump(connection) == before


def test_names_that_utf_8_has_no_form_for_are_stored_all_the_same(
    connection: sqlite3.Connection,
) -> None:
    odd = replace(SHORT, id="caf\udce9", name="Caf\udce9")
    session_id = record_session(connection, odd)
    row = History(connection).session(session_id)
    assert row is not None
    assert (row.routine_id, row.name) == ("caf?", "Caf?")
    assert History(connection).last_done(odd.id) == STARTED
    assert Journal(connection).load(session_id).routine == odd


@settings(deadline=None)
@given(session=sessions(), ways=st.lists(st.sampled_from(["wait", "append", "reopen"])))
def test_any_session_survives_in_any_batches_and_reopenings(
    session: Session, ways: list[str]
) -> None:
    with TemporaryDirectory() as folder, ExitStack() as stack:
        path = Path(folder) / "history.sqlite3"
        connection = stack.enter_context(opened(path))
        journal = Journal(connection)
        session_id = journal.begin("mixed", MIXED, session.plan, STARTED)
        unsaved: list[Fact] = []
        last = len(session.outputs) - 1
        for number, (facts, state) in enumerate(session.outputs):
            unsaved += facts
            way = ways[number] if number < min(len(ways), last) else "append"
            if way == "wait":
                continue
            journal.append(session_id, unsaved, state, WALL_MS + state.at)
            unsaved.clear()
            if way == "reopen":
                stack.close()
                connection = stack.enter_context(opened(path))
                journal = Journal(connection)
        _check(connection, session_id, session)
        _check_rebuilt(connection, session_id)


def _check(connection: sqlite3.Connection, session_id: int, session: Session) -> None:
    journal, history, state = Journal(connection), History(connection), session.state
    loaded = journal.load(session_id)
    assert loaded.facts == session.facts
    assert loaded.plan == session.plan
    assert history.sets(session_id) == set_records(state)
    assert history.session(session_id) == SessionRow(
        id=session_id,
        name="Mixed",
        routine_id="mixed",
        status=STATUSES[state.ending],
        started=STARTED,
        active_ms=state.active_ms(state.at),
        sets_done=sets_done(state),
        sets_planned=sets_planned(state.plan),
        effort=state.effort,
        note=state.note.replace("\ud800", "?"),
    )
    active = journal.active()
    assert active == (None if state.ending else loaded)


def _check_rebuilt(connection: sqlite3.Connection, session_id: int) -> None:
    before = dump(connection)
    connection.execute("UPDATE set_log SET elapsed_ms = elapsed_ms + 1")
    connection.execute("DELETE FROM set_log WHERE step % 4 = 3")
    connection.execute("UPDATE set_log SET step = step + 1000 WHERE step % 4 = 1")
    connection.execute("UPDATE set_log SET started_ms = 0, band = 'x'")
    connection.execute("UPDATE pain SET exercise = 'x', number = number + 1000, started_ms = 0")
    connection.execute("DELETE FROM pain WHERE number % 2 = 1")
    connection.execute("UPDATE session_text SET body = 'x'")
    connection.execute(
        "UPDATE session SET active_ms = 0, sets_done = 0, sets_planned = 99, effort = 1, note = 'x'"
    )
    Journal(connection).rebuild(session_id)
    assert dump(connection) == before


def test_a_database_can_be_taken_along_while_a_session_runs(
    tmp_path: Path, connection: sqlite3.Connection, journal: Journal
) -> None:
    append_each(journal, begun(journal), State(PLAN), [FACTS[:3]])
    for file in tmp_path.glob("history.sqlite3*"):
        (tmp_path / "copy").mkdir(exist_ok=True)
        shutil.copy(file, tmp_path / "copy" / file.name)
    with opened(tmp_path / "copy" / "history.sqlite3") as copy:
        active = Journal(copy).active()
        assert active is not None
        assert active.facts == FACTS[:3]
