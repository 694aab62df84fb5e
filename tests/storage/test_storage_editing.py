"""Sets edited, sessions rated, noted and deleted, and all of it taken back."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from storage_samples import (
    MIXED,
    SHORT,
    STARTED,
    WALL_MS,
    append_each,
    facts_of,
    plan_of,
    record_session,
)

from bandtimer.core.engine import Engine
from bandtimer.core.facts import Outcome, PainReported, Relief
from bandtimer.core.personal_best import Best
from bandtimer.core.plan import Side
from bandtimer.core.record import SetRecord, original_records
from bandtimer.core.state import State, fold
from bandtimer.storage.deleted import (
    KEPT,
    DeletedSession,
    deleted_sessions,
    remove_deleted,
    remove_expired,
)
from bandtimer.storage.editing import (
    EditError,
    SetValues,
    Undo,
    delete,
    edit_set,
    rate,
    undelete,
    undo,
    values_of,
    write_note,
)
from bandtimer.storage.history import History
from bandtimer.storage.journal import Journal

# Steps of MIXED: kickback left and right, the walk in turns, a hold, work for a time.
LEFT_KICK, RIGHT_KICK, WALK, BRIDGE, SQUAT = 1, 3, 9, 10, 14


@pytest.fixture
def session_id(connection: sqlite3.Connection) -> int:
    return record_session(connection, MIXED)


def projected(connection: sqlite3.Connection) -> list[list[tuple[object, ...]]]:
    tables = ("session", "set_log", "pain", "session_text")
    return [connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables]  # noqa: S608


def record(history: History, session_id: int, step: int, side: Side) -> SetRecord:
    (found,) = (s for s in history.sets(session_id) if (s.step, s.side) == (step, side))
    return found


def test_every_value_of_a_set_can_be_edited_and_is_restored_exactly(
    connection: sqlite3.Connection, journal: Journal, history: History, session_id: int
) -> None:
    before = projected(connection)
    values = SetValues(9, 40_000, "red", 8, "Wobbly")
    change = edit_set(journal, session_id, RIGHT_KICK, Side.RIGHT, values, WALL_MS)
    edited = record(history, session_id, RIGHT_KICK, Side.RIGHT)
    assert (values_of(edited), edited.edited, edited.outcome) == (values, True, Outcome.DONE)
    assert history.bests("kickback")[Side.RIGHT] == Best(None, 9)
    undo(journal, change, WALL_MS)
    assert projected(connection) == before


def test_the_original_stays_in_the_journal(journal: Journal, session_id: int) -> None:
    original = journal.load(session_id)
    for reps in (5, 6):
        edit_set(journal, session_id, LEFT_KICK, Side.LEFT, SetValues(reps, 1_000), WALL_MS)
    edited = journal.load(session_id)
    assert edited.facts[: len(original.facts)] == original.facts
    assert original_records(fold(edited.plan, edited.facts)) == original_records(
        fold(original.plan, original.facts)
    )


def test_an_edit_is_taken_back_to_the_one_before(
    journal: Journal, history: History, session_id: int
) -> None:
    original = record(history, session_id, BRIDGE, Side.BOTH)
    recorded = values_of(original)
    edit_set(journal, session_id, BRIDGE, Side.BOTH, SetValues(None, 50_000), WALL_MS)
    later = edit_set(journal, session_id, BRIDGE, Side.BOTH, SetValues(None, 60_000), WALL_MS)
    undo(journal, later, WALL_MS)
    assert record(history, session_id, BRIDGE, Side.BOTH).elapsed_ms == 50_000
    as_recorded = edit_set(journal, session_id, BRIDGE, Side.BOTH, recorded, WALL_MS)
    assert record(history, session_id, BRIDGE, Side.BOTH) == original
    undo(journal, as_recorded, WALL_MS)
    assert record(history, session_id, BRIDGE, Side.BOTH).elapsed_ms == 50_000


def test_one_of_two_alternating_sides_is_edited_alone(
    journal: Journal, history: History, session_id: int
) -> None:
    left, right = (record(history, session_id, WALK, side) for side in (Side.LEFT, Side.RIGHT))
    edit_set(journal, session_id, WALK, Side.RIGHT, SetValues(0, 0), WALL_MS)
    assert record(history, session_id, WALK, Side.LEFT) == left
    skipped = replace(right, reps=0, elapsed_ms=0, outcome=Outcome.SKIPPED, edited=True)
    assert record(history, session_id, WALK, Side.RIGHT) == skipped
    row = history.session(session_id)
    assert row is not None
    assert row.sets_done == 5


@pytest.mark.parametrize(
    ("step", "side", "values", "outcome"),
    [
        (LEFT_KICK, Side.LEFT, SetValues(0, 10_000), Outcome.SKIPPED),
        (BRIDGE, Side.BOTH, SetValues(None, 0), Outcome.SKIPPED),
        (SQUAT, Side.BOTH, SetValues(0, 0), Outcome.SKIPPED),
        (SQUAT, Side.BOTH, SetValues(4, 0), Outcome.DONE),
        (SQUAT, Side.BOTH, SetValues(0, 4_000), Outcome.DONE),
    ],
)
def test_a_set_without_reps_or_time_counts_as_skipped(
    journal: Journal,
    history: History,
    session_id: int,
    step: int,
    side: Side,
    values: SetValues,
    outcome: Outcome,
) -> None:
    edit_set(journal, session_id, step, side, values, WALL_MS)
    assert record(history, session_id, step, side).outcome is outcome


def test_another_band_leaves_a_stopped_set_stopped_and_unbegun_ones_can_be_entered(
    connection: sqlite3.Connection, journal: Journal, history: History
) -> None:
    plan = plan_of(MIXED)
    number = journal.begin(MIXED.id, MIXED, plan, STARTED)
    append_each(journal, number, State(plan), [Engine(plan).stop(15_000).facts])
    (stopped,) = history.sets(number)
    values = replace(values_of(stopped), band="red")
    edit_set(journal, number, LEFT_KICK, Side.LEFT, values, WALL_MS)
    edited = replace(stopped, band="red", edited=True)
    assert history.sets(number) == (edited,)
    before = projected(connection)
    change = edit_set(journal, number, BRIDGE, Side.BOTH, SetValues(None, 30_000), WALL_MS)
    entered = record(history, number, BRIDGE, Side.BOTH)
    assert (entered.outcome, entered.elapsed_ms) == (Outcome.DONE, 30_000)
    undo(journal, change, WALL_MS)
    assert projected(connection) == before
    done = []
    for side in (Side.LEFT, Side.RIGHT):
        edit_set(journal, number, WALK, side, SetValues(4, 9_000), WALL_MS)
        row = history.session(number)
        assert row is not None
        done.append(row.sets_done)
    assert done == [0, 1]


def test_what_changes_nothing_leaves_no_fact(
    journal: Journal, history: History, session_id: int
) -> None:
    length = len(journal.load(session_id).facts)
    same = values_of(record(history, session_id, WALK, Side.LEFT))
    for change in (
        edit_set(journal, session_id, WALK, Side.LEFT, same, WALL_MS),
        rate(journal, session_id, None, WALL_MS),
        write_note(journal, session_id, "", WALL_MS),
        undelete(journal, session_id, WALL_MS),
    ):
        assert change == Undo(session_id, ())
        undo(journal, change, WALL_MS)
    assert len(journal.load(session_id).facts) == length


def test_effort_and_note_of_a_session_are_replaced_and_taken_back(
    connection: sqlite3.Connection, journal: Journal, history: History, session_id: int
) -> None:
    before = projected(connection)
    changes = [
        rate(journal, session_id, 6, WALL_MS),
        write_note(journal, session_id, "Good", WALL_MS),
        rate(journal, session_id, 7, WALL_MS),
    ]
    row = history.session(session_id)
    assert row is not None
    assert (row.effort, row.note) == (7, "Good")
    for change in reversed(changes):
        undo(journal, change, WALL_MS)
    assert projected(connection) == before


@pytest.mark.parametrize(
    ("step", "side", "values", "says"),
    [
        (LEFT_KICK, Side.LEFT, SetValues(1_001, 0), "0 to 1,000 reps, not 1,001"),
        (LEFT_KICK, Side.LEFT, SetValues(-1, 0), "0 to 1,000 reps, not -1"),
        (LEFT_KICK, Side.LEFT, SetValues(None, 0), "A hold has seconds and no reps"),
        (BRIDGE, Side.BOTH, SetValues(3, 0), "A hold has seconds and no reps"),
        (BRIDGE, Side.BOTH, SetValues(None, -1), "0 s to 24 h"),
        (BRIDGE, Side.BOTH, SetValues(None, 86_400_001), "0 s to 24 h"),
        (BRIDGE, Side.BOTH, SetValues(None, 5, "", 11), "from 1 to 10, not 11"),
        (LEFT_KICK, Side.RIGHT, SetValues(3, 0), "no longer there"),
        (0, Side.BOTH, SetValues(3, 0), "no longer there"),
        (99, Side.BOTH, SetValues(3, 0), "no longer there"),
    ],
)
def test_values_that_cannot_be_are_refused(
    connection: sqlite3.Connection,
    journal: Journal,
    session_id: int,
    step: int,
    side: Side,
    values: SetValues,
    says: str,
) -> None:
    before = list(connection.iterdump())
    with pytest.raises(EditError, match=says):
        edit_set(journal, session_id, step, side, values, WALL_MS)
    with pytest.raises(EditError, match="from 1 to 10, not 0"):
        rate(journal, session_id, 0, WALL_MS)
    assert list(connection.iterdump()) == before


CHANGES: list[Callable[[Journal, int], Undo]] = [
    lambda journal, number: edit_set(journal, number, 1, Side.BOTH, SetValues(1, 1), WALL_MS),
    lambda journal, number: rate(journal, number, 3, WALL_MS),
    lambda journal, number: write_note(journal, number, "x", WALL_MS),
    lambda journal, number: delete(journal, number, WALL_MS),
]


@pytest.mark.parametrize("change", CHANGES)
def test_neither_an_unfinished_nor_a_deleted_session_is_changed(
    connection: sqlite3.Connection, journal: Journal, change: Callable[[Journal, int], Undo]
) -> None:
    number = record_session(connection)
    delete(journal, number, WALL_MS)
    with pytest.raises(EditError, match=r"has been deleted\. Bring it back"):
        change(journal, number)
    number = journal.begin(SHORT.id, SHORT, plan_of(SHORT), STARTED)
    with pytest.raises(EditError, match=r"“Short” has not ended\. Resume, finish or discard"):
        change(journal, number)


def test_a_summary_that_is_still_open_undoes_no_edit(
    connection: sqlite3.Connection, journal: Journal, history: History
) -> None:
    """What the engine of the session remembers must not overwrite what was edited meanwhile."""
    number = record_session(connection)
    write_note(Journal(connection), number, "Edited", WALL_MS)
    engine = Engine(plan_of(SHORT), facts_of(plan_of(SHORT)))
    facts = engine.rate(99_000, 8).facts
    journal.append(number, facts, engine.state, WALL_MS)
    row = history.session(number)
    assert row is not None
    assert (row.effort, row.note) == (8, "Edited")


# Deleting


def answers(history: History) -> list[object]:
    """Return what the history says to every question that sessions have a part in."""
    return [
        history.sessions(10),
        history.session(1),
        history.count(),
        history.sets(1),
        history.last_done("mixed"),
        history.last_done_by_routine(),
        history.routines_done(),
        history.exercises_done(),
        *(history.bests(name) for name in ("kickback", "walk", "bridge")),
        history.holds_on("bridge", STARTED.date()),
        history.last_pain("kickback"),
        history.recent("kickback"),
    ]


def test_a_deleted_session_has_no_part_in_any_answer_and_comes_back_exactly(
    connection: sqlite3.Connection, journal: Journal, history: History
) -> None:
    nothing = answers(history)
    plan = plan_of(MIXED)
    first, *facts = facts_of(plan)
    number = journal.begin(MIXED.id, MIXED, plan, STARTED)
    pain = PainReported(first.at, 0, "kickback", Relief.EASIER)
    append_each(journal, number, State(plan), [[first, pain, *facts]])
    edit_set(journal, number, BRIDGE, Side.BOTH, SetValues(None, 50_000, "", 9, "Long"), WALL_MS)
    everything, before = answers(history), projected(connection)
    assert all(one != other for one, other in zip(nothing, everything, strict=True))
    change = delete(journal, number, WALL_MS)
    assert answers(history) == nothing
    undo(journal, change, WALL_MS)
    assert answers(history) == everything
    assert projected(connection) == before
    delete(journal, number, WALL_MS)
    undelete(journal, number, WALL_MS)
    assert projected(connection) == before


def test_deleted_sessions_are_listed_and_removed_after_thirty_days(
    connection: sqlite3.Connection, journal: Journal, history: History
) -> None:
    numbers = [record_session(connection) for _ in range(3)]
    deleted = datetime(2026, 11, 27, 12, tzinfo=UTC)
    for number, days in zip(numbers, (0, 1), strict=False):
        delete(journal, number, round((deleted + timedelta(days=days)).timestamp() * 1_000))
    found = deleted_sessions(connection)
    assert [session.id for session in found] == [numbers[1], numbers[0]]
    local = deleted.astimezone()
    assert found[1] == DeletedSession(
        numbers[0], "Short", STARTED, local, (local + timedelta(days=30)).date()
    )
    assert remove_expired(connection, deleted + KEPT) == 0
    assert remove_expired(connection, deleted + KEPT + timedelta(seconds=1)) == 1
    assert [session.id for session in deleted_sessions(connection)] == [numbers[1]]
    assert remove_deleted(connection, deleted + timedelta(days=1)) == 1
    assert deleted_sessions(connection) == ()
    assert [row.id for row in history.sessions(10)] == [numbers[2]]
    assert journal.load(numbers[2]).routine == SHORT
