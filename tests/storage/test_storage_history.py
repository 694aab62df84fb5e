import re
import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from storage_samples import (
    EXERCISES,
    MIXED,
    SHORT,
    STARTED,
    append_each,
    facts_of,
    plan_of,
    record_session,
)

from bandtimer.core.engine import Engine, Output
from bandtimer.core.facts import Relief, RepsCorrected
from bandtimer.core.personal_best import Best
from bandtimer.core.plan import Side
from bandtimer.core.progress import Suggestion, SuggestionKind, Why, suggestion
from bandtimer.core.record import set_records
from bandtimer.core.routine import Block, Hold, Prescription, Range, Reps, Routine
from bandtimer.core.state import State, fold
from bandtimer.storage.history import History, LastPain, SessionRow
from bandtimer.storage.journal import Journal


def lead(
    connection: sqlite3.Connection,
    routine: Routine,
    started: datetime,
    *commands: tuple[int, Callable[[Engine, int], Output]],
    and_on: bool = True,
) -> int:
    """Write a session in which these commands are given at these instants, to its end if so."""
    plan, journal = plan_of(routine), Journal(connection)
    engine, session_id = Engine(plan), journal.begin(routine.id, routine, plan, started)
    facts = [fact for at, command in commands for fact in command(engine, at).facts]
    if and_on:
        facts += engine.poll(3_600_000).facts
    append_each(journal, session_id, State(plan), [facts])
    return session_id


def hurt(relief: Relief) -> Callable[[Engine, int], Output]:
    return lambda engine, now: engine.report_pain(now, relief)


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


def test_a_side_without_any_rep_has_no_best(connection: sqlite3.Connection) -> None:
    routine = Routine(
        "walk", "Walk", (Block((Prescription("walk", Reps(Range.exactly(4))),)),)
    )  # fmt: skip
    lead(connection, routine, STARTED, (20_000, Engine.finish_step))
    assert History(connection).bests("walk") == {Side.LEFT: Best(hold_ms=None, reps=2)}


def test_bests_before_a_session_leave_out_its_own_and_later_ones(
    connection: sqlite3.Connection, history: History
) -> None:
    three = Routine("short", "Short", (Block((Prescription("squat", Reps(Range.exactly(3))),)),))
    five = Routine("short", "Short", (Block((Prescription("squat", Reps(Range.exactly(5))),)),))
    lead(connection, SHORT, STARTED)
    middle = lead(connection, five, STARTED + timedelta(days=1))
    # One that was written down later, but done before.
    lead(connection, three, STARTED + timedelta(hours=5))
    last = lead(connection, SHORT, STARTED + timedelta(days=2))
    for session_id, reps in ((1, None), (middle, 3), (last, 5)):
        row = history.session(session_id)
        before = history.bests("squat", row)
        assert before == ({} if reps is None else {Side.BOTH: Best(None, reps)})
    assert history.bests("squat") == {Side.BOTH: Best(None, 5)}
    # Of two that began at the same instant, the first written is the earlier one.
    again = lead(connection, SHORT, STARTED)
    assert history.bests("squat", history.session(again)) == {Side.BOTH: Best(None, 2)}


def hold_of(ms: int) -> Routine:
    work = Hold(Range.exactly(ms))
    return Routine("hold", "Hold", (Block((Prescription("bridge", work, Range.exactly(2)),)),))


def test_the_holds_of_a_day(connection: sqlite3.Connection, history: History) -> None:
    noon = STARTED.replace(hour=12, minute=0)
    lead(connection, hold_of(4_000), noon)
    lead(connection, hold_of(3_000), noon - timedelta(days=1))
    lead(connection, hold_of(5_000), noon + timedelta(hours=1), (20_000, Engine.stop), and_on=False)
    lead(connection, SHORT, noon)
    held = history.holds_on("bridge", noon.date())
    assert [(item.started, item.side, item.hold_ms) for item in held] == [
        (noon, Side.BOTH, 4_000),
        (noon, Side.BOTH, 4_000),
        (noon + timedelta(hours=1), Side.BOTH, 5_000),
    ]
    assert held[0].started.utcoffset() == STARTED.utcoffset()
    assert history.holds_on("squat", noon.date()) == ()


def test_a_day_begins_at_its_own_midnight_when_the_clocks_change(
    connection: sqlite3.Connection, history: History
) -> None:
    winter, summer = timezone(timedelta(hours=1)), timezone(timedelta(hours=2))
    lead(connection, hold_of(3_000), datetime(2026, 3, 28, 23, 30, tzinfo=winter))
    lead(connection, hold_of(4_000), datetime(2026, 3, 29, 0, 10, tzinfo=winter))
    lead(connection, hold_of(5_000), datetime(2026, 3, 29, 23, 50, tzinfo=summer))
    held = history.holds_on("bridge", date(2026, 3, 29))
    assert {item.hold_ms for item in held} == {4_000, 5_000}


KICKBACK = Routine(
    "k", "K", (Block((Prescription("kickback", Reps(Range.exactly(2)), Range.exactly(2)),)),)
)


def test_pain_is_told_until_a_session_without_it(
    connection: sqlite3.Connection, history: History
) -> None:
    days = [STARTED + timedelta(days=n) for n in range(6)]
    assert history.last_pain("kickback") is None
    lead(connection, KICKBACK, days[1], (12_000, hurt(Relief.STOP_EXERCISE)))
    assert history.last_pain("kickback") == LastPain(days[1], Relief.STOP_EXERCISE)
    # Neither one before it nor one that passes over it all is a session without pain.
    lead(connection, KICKBACK, days[0])
    lead(connection, KICKBACK, days[2], *((n * 1_000, Engine.skip) for n in range(8)))
    lead(connection, SHORT, days[2])
    lead(connection, KICKBACK, days[3], (12_000, Engine.stop), and_on=False)
    pain = history.last_pain("kickback")
    assert pain is not None
    assert (pain.started, pain.started.utcoffset()) == (days[1], STARTED.utcoffset())
    assert history.last_pain("squat") is None
    # Nor is one that is not over yet.
    plan, journal = plan_of(KICKBACK), Journal(connection)
    session_id = journal.begin("k", KICKBACK, plan, days[4])
    engine = Engine(plan)
    state = append_each(journal, session_id, State(plan), [engine.poll(40_000).facts])
    assert state.results
    assert history.last_pain("kickback") == pain
    append_each(journal, session_id, state, [engine.poll(3_600_000).facts])
    assert history.last_pain("kickback") is None
    lead(
        connection, KICKBACK, days[5],
        (12_000, hurt(Relief.EASIER)), (13_000, lambda e, now: e.swap_exercise(now, "kickback")),
        (14_000, hurt(Relief.END_SESSION)), and_on=False,
    )  # fmt: skip
    assert history.last_pain("kickback") == LastPain(days[5], Relief.END_SESSION)


def test_the_last_sessions_of_an_exercise(connection: sqlite3.Connection, history: History) -> None:
    days = [STARTED + timedelta(days=n) for n in range(8)]
    assert history.recent("kickback") == ()
    older = lead(connection, KICKBACK, days[1])
    oldest = record_session(connection, MIXED, days[0])
    lead(connection, KICKBACK, days[2], *((n * 1_000, Engine.skip) for n in range(8)))
    lead(connection, SHORT, days[3])
    assert [past.sets for past in history.recent("kickback")] == [
        tuple(item for item in history.sets(session_id) if item.exercise == "kickback")
        for session_id in (oldest, older)
    ]
    latest = lead(
        connection, KICKBACK, days[4],
        (5_000, lambda engine, now: engine.choose_band(now, "green")),
        (12_000, Engine.stop), (12_000, lambda engine, now: engine.rate(now, 7)), and_on=False,
    )  # fmt: skip
    before, after = history.recent("kickback")
    assert (before.effort, before.hurt) == (None, False)
    assert (after.effort, after.hurt, after.sets) == (7, False, history.sets(latest))
    assert [item.band for item in after.sets] == ["green"]
    # Where it hurts before the first set, that is all there is to tell.
    lead(connection, KICKBACK, days[5], (5_000, hurt(Relief.END_SESSION)), and_on=False)
    assert [(len(past.sets), past.hurt) for past in history.recent("kickback")] == [
        (1, False),
        (0, True),
    ]
    lead(connection, KICKBACK, days[6], (12_000, hurt(Relief.STOP_EXERCISE)))
    assert [(len(past.sets), past.hurt) for past in history.recent("kickback", 3)] == [
        (1, False),
        (0, True),
        (1, True),
    ]
    plan = plan_of(KICKBACK)
    Journal(connection).begin("k", KICKBACK, plan, days[7])
    assert len(history.recent("kickback", 9)) == 5


def test_what_to_do_next_follows_from_the_history(
    connection: sqlite3.Connection, history: History
) -> None:
    ended, green = 3_600_000, (1_000, lambda engine, now: engine.choose_band(now, "green"))
    easy = (green, (ended, Engine.poll), (ended, lambda engine, now: engine.rate(now, 6)))
    kickback = EXERCISES["kickback"]

    def next_time() -> Suggestion | None:
        return suggestion(kickback, history.recent("kickback"), ("green", "blue"), EXERCISES)

    lead(connection, KICKBACK, STARTED, *easy)
    assert next_time() is None
    lead(connection, KICKBACK, STARTED + timedelta(days=1), *easy)
    assert next_time() == Suggestion(SuggestionKind.STRONGER_BAND, "blue", Why.TOP_TWICE, "reps", 2)
    hurts = (12_000, hurt(Relief.STOP_EXERCISE))
    lead(connection, KICKBACK, STARTED + timedelta(days=2), green, hurts)
    assert next_time() == Suggestion(SuggestionKind.EASIER, "squat", Why.PAIN)


def test_a_discarded_session_takes_its_pain_along(connection: sqlite3.Connection) -> None:
    session_id = lead(connection, KICKBACK, STARTED, (5_000, hurt(Relief.STOP_EXERCISE)))
    Journal(connection).discard(session_id)
    assert connection.execute("SELECT count(*) FROM pain").fetchone() == (0,)


@pytest.mark.parametrize(
    ("ask", "index"),
    [
        (lambda history: history.sessions(10), "session_by_start"),
        (lambda history: history.last_done("short"), "session_last_done"),
        (lambda history: history.last_done_by_routine(), "session_last_done"),
        (lambda history: history.bests("squat"), "set_log_longest_hold"),
        (lambda history: history.bests("squat"), "set_log_most_reps"),
        (lambda history: history.bests("squat", history.session(1)), "set_log_longest_hold"),
        (lambda history: history.bests("squat", history.session(1)), "set_log_most_reps"),
        (lambda history: history.holds_on("squat", STARTED.date()), "set_log_latest"),
        (lambda history: history.recent("squat"), "set_log_latest"),
        (lambda history: history.recent("squat"), "pain_latest"),
        (lambda history: history.last_pain("squat"), "set_log_latest"),
        (lambda history: history.last_pain("squat"), "pain_latest"),
    ],
)
def test_every_index_serves_a_question(connection, history, ask, index) -> None:  # type: ignore[no-untyped-def]
    lead(connection, SHORT, STARTED, (12_000, hurt(Relief.STOP_EXERCISE)))
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
    # What one session holds may be sorted; of all sessions that would take its time.
    assert not any(re.fullmatch("USE TEMP B-TREE FOR (ORDER|GROUP) BY", line) for line in plan)
