"""Sessions entered by hand, carried to another history, and merged there."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from storage_samples import (
    EXERCISES,
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

from bandtimer.core.entered import EnteredSet, Entry, EntryError
from bandtimer.core.facts import EffortRated
from bandtimer.core.personal_best import Best
from bandtimer.core.plan import Side
from bandtimer.core.state import State
from bandtimer.storage.database import database_path, open_database
from bandtimer.storage.editing import SetValues, delete, edit_set, rate, undelete, write_note
from bandtimer.storage.history import History
from bandtimer.storage.journal import Journal
from bandtimer.storage.merging import Merged, Outcome, Refused, merge
from bandtimer.storage.whole import WholeSession, enter_session, read_whole

NOW = STARTED + timedelta(days=1)
SETS = (
    EnteredSet(EXERCISES["kickback"], 12, 30_000, Side.LEFT, band="red", effort=8, note="Tief"),
    EnteredSet(EXERCISES["kickback"], 11, 30_000, Side.RIGHT, band="red"),
    EnteredSet(EXERCISES["bridge"], None, 41_000),
)
ENTRY = Entry("Im Park", SETS, 600_000, 7, "Sonnig")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Journal]:
    with opened(tmp_path / "elsewhere.sqlite3") as connection:
        yield Journal(connection)


def merge_whole(journal: Journal, session: WholeSession) -> Outcome:
    (outcome,) = merge(journal, [session], NOW)
    return outcome


def contents(journal: Journal) -> dict[str, list[tuple[object, ...]]]:
    """Return all that is known of the sessions, whatever their numbers are."""
    query = "SELECT session.uid, {} FROM {} t JOIN session ON session.id = t.{} ORDER BY 1, {}"
    columns = {
        "session": ("t.name, t.deleted_ms, t.sets_done, t.effort, t.note, t.source", "id", "1"),
        "journal": ("seq, at_ms, wall_ms, kind, data", "session_id", "seq"),
        "set_log": ("t.step, side, reps, elapsed_ms, band, t.note", "session_id", "step, side"),
        "session_text": ("body", "session_id", "1"),
    }
    return {
        table: journal.connection.execute(query.format(what, table, key, order)).fetchall()
        for table, (what, key, order) in columns.items()
    }


def test_a_session_by_hand_is_one_like_any_other(
    connection: sqlite3.Connection, journal: Journal
) -> None:
    session_id = enter_session(journal, "by-hand", ENTRY, STARTED, NOW)
    assert session_id is not None
    history = History(connection)
    (row,) = history.sessions(10)
    assert (row.id, row.name, row.routine_id, row.status) == (
        session_id,
        "Im Park",
        "by-hand",
        "finished",
    )
    assert (row.started, row.active_ms, row.sets_done, row.sets_planned) == (STARTED, 600_000, 2, 2)
    assert (row.effort, row.note, row.source) == (7, "Sonnig", "by_hand")
    assert history.bests("kickback")[Side.LEFT] == Best(None, 12)
    assert len(history.recent("bridge")) == 1
    before = list(connection.iterdump())
    journal.rebuild(session_id)
    assert list(connection.iterdump()) == before
    edit_set(journal, session_id, 0, Side.LEFT, SetValues(13, 30_000, "red"), WALL_MS)
    assert history.bests("kickback")[Side.LEFT] == Best(None, 13)


def test_it_can_be_entered_while_another_one_is_under_way(journal: Journal) -> None:
    journal.begin(SHORT.id, SHORT, plan_of(SHORT), STARTED)
    assert enter_session(journal, "by-hand", ENTRY, STARTED, NOW) == 2
    active = journal.active()
    assert active is not None
    assert active.id == 1


def test_the_same_one_is_imported_once(connection: sqlite3.Connection, journal: Journal) -> None:
    uid = "0123456789abcdef" * 2
    assert enter_session(journal, "x", ENTRY, STARTED, NOW, "imported", uid) == 1
    before = list(connection.iterdump())
    assert enter_session(journal, "x", ENTRY, STARTED, NOW, "imported", uid) is None
    assert list(connection.iterdump()) == before
    row = History(connection).session(1)
    assert row is not None
    assert row.source == "imported"


@pytest.mark.parametrize(
    ("entry", "started", "says"),
    [
        (ENTRY, NOW + timedelta(seconds=1), "in the future"),
        (ENTRY, STARTED.replace(year=1970), "begun in 1970"),
        (replace(ENTRY, sets=()), STARTED, "at least one set"),
    ],
)
def test_what_cannot_have_been_leaves_nothing(
    connection: sqlite3.Connection, journal: Journal, entry: Entry, started: datetime, says: str
) -> None:
    before = list(connection.iterdump())
    with pytest.raises(EntryError, match=says):
        enter_session(journal, "by-hand", entry, started, NOW)
    assert list(connection.iterdump()) == before


def test_a_session_carried_over_is_the_same_there(journal: Journal, elsewhere: Journal) -> None:
    session_id = record_session(journal.connection, MIXED)
    edit_set(journal, session_id, 1, Side.LEFT, SetValues(9, 1_000, "red", 5, "x"), WALL_MS)
    record_session(elsewhere.connection)
    number = enter_session(journal, "by-hand", ENTRY, STARTED, NOW)
    assert number is not None
    delete(journal, number, WALL_MS)
    for one in (session_id, number):
        whole = read_whole(journal, one)
        assert merge_whole(elsewhere, whole) is Merged.ADDED
        assert merge_whole(elsewhere, whole) is Merged.KNOWN
        assert read_whole(elsewhere, one + 1) == whole
    elsewhere.discard(1)
    assert contents(elsewhere) == contents(journal)
    assert elsewhere.active() is None


Change = Callable[[Journal, int, int], object]
CHANGES: list[Change] = [
    lambda journal, number, now: rate(journal, number, 3, now),
    lambda journal, number, now: write_note(journal, number, "Here", now),
    lambda journal, number, now: write_note(journal, number, "There", now),
    delete,
    undelete,
    lambda journal, number, now: edit_set(journal, number, 1, Side.LEFT, SetValues(7, 1), now),
    lambda journal, number, now: edit_set(journal, number, 1, Side.LEFT, SetValues(8, 2), now),
]


@pytest.mark.parametrize("here", CHANGES)
@pytest.mark.parametrize("there", CHANGES)
def test_what_was_done_to_it_in_two_places_is_put_together_in_both(
    journal: Journal, elsewhere: Journal, here: Change, there: Change
) -> None:
    session_id = record_session(journal.connection, MIXED)
    merge_whole(elsewhere, read_whole(journal, session_id))
    here(journal, session_id, WALL_MS + 500_000)
    there(elsewhere, session_id, WALL_MS + 400_000)
    ours, theirs = read_whole(journal, session_id), read_whole(elsewhere, session_id)
    merge_whole(journal, theirs)
    merge_whole(elsewhere, ours)
    assert contents(journal) == contents(elsewhere)
    merged = read_whole(journal, session_id)
    assert set(merged.facts) == {*ours.facts, *theirs.facts}
    assert merge_whole(journal, theirs) is Merged.KNOWN
    before = contents(journal)
    journal.rebuild(session_id)
    assert contents(journal) == before


def test_the_last_word_holds(journal: Journal, elsewhere: Journal) -> None:
    session_id = record_session(journal.connection)
    merge_whole(elsewhere, read_whole(journal, session_id))
    write_note(journal, session_id, "Later", WALL_MS + 500_000)
    write_note(elsewhere, session_id, "Earlier", WALL_MS + 400_000)
    assert merge_whole(journal, read_whole(elsewhere, session_id)) is Merged.EXTENDED
    row = History(journal.connection).session(session_id)
    assert row is not None
    assert row.note == "Later"


def test_a_uid_in_capitals_is_that_of_the_same_session(
    journal: Journal, elsewhere: Journal
) -> None:
    session_id = record_session(journal.connection)
    whole = read_whole(journal, session_id)
    capitals = replace(whole, uid=whole.uid.upper())
    assert merge_whole(journal, capitals) is Merged.KNOWN
    assert merge_whole(elsewhere, capitals) is Merged.ADDED
    assert read_whole(elsewhere, 1) == whole
    # As one was kept before.
    elsewhere.connection.execute("UPDATE session SET uid = upper(uid)")
    rate(journal, session_id, 3, WALL_MS)
    assert merge_whole(elsewhere, read_whole(journal, session_id)) is Merged.EXTENDED
    assert merge_whole(elsewhere, read_whole(journal, session_id)) is Merged.KNOWN


def test_one_that_has_not_ended_stays_where_it_is(journal: Journal, elsewhere: Journal) -> None:
    session_id = journal.begin(SHORT.id, SHORT, plan_of(SHORT), STARTED)
    append_each(journal, session_id, State(plan_of(SHORT)), [facts_of(plan_of(SHORT))[:3]])
    assert merge_whole(elsewhere, read_whole(journal, session_id)) is Merged.UNFINISHED
    assert History(elsewhere.connection).count() == 0


def test_one_that_went_another_way_is_a_conflict_and_stays(
    journal: Journal, elsewhere: Journal
) -> None:
    session_id = record_session(journal.connection)
    whole = read_whole(journal, session_id)
    merge_whole(elsewhere, whole)
    before = contents(elsewhere)
    times = tuple(wall_ms + 1 for wall_ms in whole.saved_ms)
    assert merge_whole(elsewhere, replace(whole, saved_ms=times)) is Merged.CONFLICT
    assert contents(elsewhere) == before


class Meanwhile(tuple[WholeSession, ...]):
    """Sessions; each time that they are gone through something else happens first."""

    happens: Callable[[], object]

    def __iter__(self) -> Iterator[WholeSession]:
        self.happens()
        return super().__iter__()


def test_others_can_write_while_sessions_are_merged(journal: Journal, elsewhere: Journal) -> None:
    record_session(elsewhere.connection, MIXED)
    coming = Meanwhile([read_whole(elsewhere, 1)])
    path = database_path(journal.connection)
    with closing(open_database(path, busy_ms=0)) as another:
        coming.happens = lambda: record_session(another)
        assert merge(journal, coming, NOW) == (Merged.ADDED,)
    assert [row.name for row in History(journal.connection).sessions(9)] == ["Mixed", "Short"]


def test_what_is_done_to_a_session_while_it_is_merged_is_kept(
    journal: Journal, elsewhere: Journal
) -> None:
    session_id = record_session(journal.connection)
    merge_whole(elsewhere, read_whole(journal, session_id))
    write_note(elsewhere, 1, "There", WALL_MS + 1)
    coming = Meanwhile([read_whole(elsewhere, 1)])
    with closing(open_database(database_path(journal.connection), busy_ms=0)) as another:
        efforts = iter((3, 4))

        def rate_it() -> None:
            for effort in efforts:
                rate(Journal(another), session_id, effort, WALL_MS + 2)
                return

        coming.happens = rate_it
        assert merge(journal, coming, NOW) == (Merged.EXTENDED,)
    row = History(journal.connection).session(session_id)
    assert row is not None
    assert (row.effort, row.note) == (4, "There")


def test_one_that_is_twice_in_a_file_is_put_together(journal: Journal, elsewhere: Journal) -> None:
    session_id = record_session(journal.connection)
    earlier = read_whole(journal, session_id)
    write_note(journal, session_id, "Later", WALL_MS)
    later = read_whole(journal, session_id)
    outcomes = merge(elsewhere, [earlier, later, earlier], NOW)
    assert outcomes == (Merged.ADDED, Merged.EXTENDED, Merged.KNOWN)
    assert contents(elsewhere) == contents(journal)


def test_what_makes_no_sense_is_refused(journal: Journal) -> None:
    whole = read_whole(journal, record_session(journal.connection))
    before = contents(journal)
    for broken, told in (
        (replace(whole, uid="x"), "its uid 'x' is not 32 hexadecimal digits"),
        (replace(whole, uid="z" * 32), "is not 32 hexadecimal digits"),
        (replace(whole, saved_ms=()), "when each of its facts was saved"),
        (replace(whole, facts=whole.facts[1:], saved_ms=whole.saved_ms[1:]), "not fit together"),
        (replace(whole, facts=(EffortRated(0, 3),), saved_ms=(0,)), "do not fit together"),
    ):
        outcome = merge_whole(journal, broken)
        assert isinstance(outcome, Refused)
        assert told in outcome.reason
    assert contents(journal) == before
