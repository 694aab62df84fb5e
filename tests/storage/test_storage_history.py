import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from storage_samples import (
    MIXED,
    SHORT,
    STARTED,
    append_each,
    facts_of,
    opened,
    plan_of,
    record_session,
)

from bandtimer.core.engine import Engine
from bandtimer.core.facts import RepsCorrected
from bandtimer.core.plan import Side
from bandtimer.core.record import set_records
from bandtimer.core.routine import Block, Hold, Prescription, Range, Routine
from bandtimer.core.state import State, fold
from bandtimer.storage.history import Best, History, SessionRow
from bandtimer.storage.journal import Journal


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with opened(tmp_path / "history.sqlite3") as connection:
        yield connection


@pytest.fixture
def history(connection: sqlite3.Connection) -> History:
    return History(connection)


def stop_at(connection: sqlite3.Connection, routine: Routine, at: int, started: datetime) -> int:
    """Write a session that is stopped at `at`."""
    plan, journal = plan_of(routine), Journal(connection)
    engine = Engine(plan)
    facts = engine.stop(at).facts
    session_id = journal.begin(routine.id, routine, plan, started)
    append_each(journal, session_id, State(plan), [facts])
    return session_id


def test_an_empty_history_has_no_answers(history: History) -> None:
    assert history.sessions(10) == ()
    assert history.session(1) is None
    assert history.sets(1) == ()
    assert history.last_done("mixed") is None
    assert history.last_done_by_routine() == {}
    assert history.bests("bridge") == {}


def test_a_session_is_shown_with_all_that_a_list_needs(
    connection: sqlite3.Connection, history: History
) -> None:
    session_id = record_session(connection, MIXED)
    assert history.sessions(10) == (
        SessionRow(
            id=session_id,
            name="Mixed",
            routine_id="mixed",
            status="finished",
            started=STARTED,
            active_ms=195_000,
            sets_done=6,
            sets_planned=6,
            effort=None,
            note="",
        ),
    )
    assert history.sessions(10)[0].started.utcoffset() == timedelta(hours=13)
    assert history.sets(session_id) == set_records(fold(plan_of(MIXED), facts_of(plan_of(MIXED))))


@pytest.mark.parametrize("first", [Side.LEFT, Side.RIGHT])
def test_alternating_sides_come_in_the_order_they_were_done(
    connection: sqlite3.Connection, history: History, first: Side
) -> None:
    plan, journal = plan_of(MIXED, first_side=first), Journal(connection)
    session_id = journal.begin(MIXED.id, MIXED, plan, STARTED)
    append_each(journal, session_id, State(plan), [facts_of(plan)])
    records = history.sets(session_id)
    assert records == set_records(fold(plan, facts_of(plan)))
    assert [record.side for record in records if record.exercise == "walk"] == [first, first.other]


def test_an_active_and_a_stopped_session_are_listed_as_such(
    connection: sqlite3.Connection, history: History
) -> None:
    stopped = stop_at(connection, MIXED, 33_000, STARTED)
    plan, journal = plan_of(MIXED), Journal(connection)
    active = journal.begin(MIXED.id, MIXED, plan, STARTED + timedelta(hours=1))
    append_each(journal, active, State(plan), [facts_of(plan)[:1]])
    rows = history.sessions(10)
    assert [(row.id, row.status, row.active_ms, row.sets_done) for row in rows] == [
        (active, "active", 0, 0),
        (stopped, "stopped", 33_000, 0),
    ]


def test_sessions_come_newest_first_a_page_at_a_time(
    connection: sqlite3.Connection, history: History
) -> None:
    # The third begins at the same instant as the second, the fourth before all, the fifth last.
    hours = [0, 5, 5, -3, 7]
    ids = [record_session(connection, SHORT, STARTED + timedelta(hours=h)) for h in hours]
    newest_first = [ids[4], ids[2], ids[1], ids[0], ids[3]]
    for size in range(1, 7):
        seen: list[SessionRow] = []
        while page := history.sessions(size, seen[-1] if seen else None):
            assert len(page) <= size
            seen += page
            assert len(seen) <= len(ids)
        assert [row.id for row in seen] == newest_first


def test_a_page_follows_a_session_that_was_deleted_meanwhile(
    connection: sqlite3.Connection, history: History
) -> None:
    ids = [record_session(connection, SHORT, STARTED + timedelta(hours=h)) for h in range(3)]
    (last,) = history.sessions(1)
    Journal(connection).discard(last.id)
    assert [row.id for row in history.sessions(10, last)] == [ids[1], ids[0]]


def test_a_routine_is_done_when_it_is_finished(
    connection: sqlite3.Connection, history: History
) -> None:
    hobart = datetime(2026, 11, 24, 8, 0, tzinfo=timezone(timedelta(hours=11)))
    record_session(connection, SHORT, hobart)
    record_session(connection, SHORT, STARTED)
    stop_at(connection, SHORT, 12_000, hobart + timedelta(days=1))
    record_session(connection, MIXED, datetime(2025, 1, 1, tzinfo=UTC))
    stop_at(connection, Routine("other", "Other", SHORT.blocks), 12_000, STARTED)
    done = history.last_done_by_routine()
    assert done == {"short": hobart, "mixed": datetime(2025, 1, 1, tzinfo=UTC)}
    assert done["short"].isoformat() == "2026-11-24T08:00:00+11:00"
    assert {routine: history.last_done(routine) for routine in (*done, "other")} == {
        **done,
        "other": None,
    }


def test_bests_are_the_most_ever_done_on_each_side(
    connection: sqlite3.Connection, history: History
) -> None:
    more_on_the_right = RepsCorrected(195_000, 3, 5)
    record_session(connection, MIXED, more=[more_on_the_right])
    record_session(connection, MIXED)
    assert history.bests("kickback") == {
        Side.LEFT: Best(hold_ms=None, reps=3),
        Side.RIGHT: Best(hold_ms=None, reps=5),
    }
    assert history.bests("walk") == {
        Side.LEFT: Best(hold_ms=None, reps=4),
        Side.RIGHT: Best(hold_ms=None, reps=4),
    }
    assert history.bests("bridge") == {Side.BOTH: Best(hold_ms=4_000, reps=None)}
    assert history.bests("squat") == {}


def test_what_was_stopped_or_came_to_nothing_is_no_best(
    connection: sqlite3.Connection, history: History
) -> None:
    long_hold = Routine(
        "hold", "Hold", (Block((Prescription("bridge", Hold(Range.exactly(60_000))),)),)
    )
    stop_at(connection, long_hold, 50_000, STARTED)
    record_session(connection, SHORT, more=[RepsCorrected(20_000, 1, 0)])
    assert history.bests("bridge") == {}
    assert history.bests("squat") == {}


@pytest.mark.parametrize(
    ("ask", "index"),
    [
        (lambda history: history.sessions(10), "session_by_start"),
        (lambda history: history.last_done("short"), "session_last_done"),
        (lambda history: history.last_done_by_routine(), "session_last_done"),
        (lambda history: history.bests("squat"), "set_log_longest_hold"),
        (lambda history: history.bests("squat"), "set_log_most_reps"),
    ],
)
def test_every_index_serves_a_question(connection, history, ask, index) -> None:  # type: ignore[no-untyped-def]
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    ask(history)
    connection.set_trace_callback(None)
    plan = [
        row[3]
        for query in asked
        if query.startswith("SELECT")
        for row in connection.execute(f"EXPLAIN QUERY PLAN {query}")
    ]
    assert any(index in line for line in plan), plan
    assert not any("TEMP B-TREE" in line for line in plan), plan
