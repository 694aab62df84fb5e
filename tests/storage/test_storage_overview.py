"""What sessions add up to, and trends, against a plain count of what was written."""

import sqlite3
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from storage_samples import MIXED, SHORT, STARTED, opened, record_session

from bandtimer.core.facts import EffortRated
from bandtimer.core.plan import Side
from bandtimer.core.tally import DayBand, DayTotal, DayValue, Metric
from bandtimer.storage import editing
from bandtimer.storage.history import History
from bandtimer.storage.journal import Journal
from bandtimer.storage.overview import Overview, Totals
from bandtimer.storage.trends import Trends

DAY = STARTED.date()
LONG_AGO, FAR_AHEAD = date(1990, 1, 1), date(2090, 1, 1)


def overview(connection: sqlite3.Connection) -> Overview:
    return Overview(connection, "hold-timer")


def test_nothing_adds_up_to_nothing(connection: sqlite3.Connection) -> None:
    assert overview(connection).totals() == Totals(0, 0, None)
    assert overview(connection).days(LONG_AGO, FAR_AHEAD) == {}
    assert Trends(connection).exercises() == ()


def test_a_session_stays_on_the_day_it_had_where_it_was_done(
    connection: sqlite3.Connection,
) -> None:
    # Ten minutes to midnight in Auckland, and just after it in Honolulu: one instant apart.
    record_session(connection, started=STARTED)
    honolulu = STARTED.astimezone(timezone(timedelta(hours=-10)))
    record_session(connection, started=honolulu)
    days = overview(connection).days(LONG_AGO, FAR_AHEAD)
    assert set(days) == {date(2026, 11, 22), date(2026, 11, 22)}
    later = honolulu.replace(hour=0, minute=10) + timedelta(days=1)
    record_session(connection, started=later)
    assert set(overview(connection).days(LONG_AGO, FAR_AHEAD)) == {DAY, later.date()}


def test_only_the_span_is_counted_both_ends_included(connection: sqlite3.Connection) -> None:
    for ago in range(5):
        record_session(connection, started=STARTED - timedelta(days=ago))
    days = overview(connection).days(DAY - timedelta(days=3), DAY - timedelta(days=1))
    assert sorted(days) == [DAY - timedelta(days=ago) for ago in (3, 2, 1)]


def test_sessions_of_the_hold_timer_count_as_one_a_day(connection: sqlite3.Connection) -> None:
    for minutes in range(3):
        record_session(connection, started=STARTED - timedelta(minutes=minutes))
    record_session(connection, MIXED, started=STARTED - timedelta(hours=2))
    record_session(connection, MIXED, started=STARTED - timedelta(days=1))
    grouped = Overview(connection, SHORT.id)
    days = grouped.days(LONG_AGO, FAR_AHEAD)
    assert [days[DAY].sessions, days[DAY - timedelta(days=1)].sessions] == [2, 1]
    assert grouped.totals().sessions == 3
    assert overview(connection).totals().sessions == 5


def test_a_deleted_session_counts_no_longer_and_again_once_it_is_back(
    connection: sqlite3.Connection,
) -> None:
    session_id = record_session(connection, MIXED)
    journal = Journal(connection)
    before = (overview(connection).totals(), Trends(connection).exercises())
    change = editing.delete(journal, session_id, 0)
    assert overview(connection).totals() == Totals(0, 0, None)
    assert Trends(connection).exercises() == ()
    editing.undo(journal, change, 1)
    assert (overview(connection).totals(), Trends(connection).exercises()) == before


def test_the_one_before_is_of_the_same_routine(connection: sqlite3.Connection) -> None:
    first = record_session(connection, MIXED, STARTED - timedelta(days=2))
    record_session(connection, SHORT, STARTED - timedelta(days=1))
    last = record_session(connection, MIXED)
    history = History(connection)
    row = history.session(last)
    assert row is not None
    previous = overview(connection).previous(row)
    assert previous is not None
    assert previous.id == first
    assert overview(connection).previous(previous) is None


def test_exercises_come_latest_first_with_what_can_be_followed(
    connection: sqlite3.Connection,
) -> None:
    record_session(connection, MIXED, STARTED - timedelta(days=1))
    record_session(connection, SHORT)
    found = {one.id: one for one in Trends(connection).exercises()}
    assert next(iter(found)) == "squat"
    assert found["bridge"].name == "Glute bridge “hold”"
    assert found["bridge"].metrics[:2] == (Metric.LONGEST_HOLD, Metric.TOTAL_HOLD)
    assert found["kickback"].metrics[:2] == (Metric.MOST_REPS, Metric.TOTAL_REPS)
    assert Metric.TOTAL_TIME in found["squat"].metrics


def test_an_exercise_that_was_only_ever_skipped_is_not_followed(
    connection: sqlite3.Connection,
) -> None:
    record_session(connection, SHORT, STARTED - timedelta(days=1))
    session_id = record_session(connection, SHORT)
    trends, journal = Trends(connection), Journal(connection)
    assert [one.latest for one in trends.exercises()] == [DAY]
    editing.edit_set(journal, session_id, 1, Side.BOTH, editing.SetValues(0, 0), 1)
    assert [one.latest for one in trends.exercises()] == [DAY - timedelta(days=1)]
    editing.edit_set(journal, session_id - 1, 1, Side.BOTH, editing.SetValues(0, 0), 1)
    assert trends.exercises() == ()


def test_what_can_be_followed_begins_with_what_was_done_last(
    connection: sqlite3.Connection,
) -> None:
    record_session(connection, MIXED, STARTED - timedelta(days=1))
    session_id = record_session(connection, SHORT)
    (squat, *_) = Trends(connection).exercises()
    assert squat.metrics[:3] == (Metric.MOST_REPS, Metric.TOTAL_REPS, Metric.TOTAL_TIME)
    skipped = editing.SetValues(0, 0)
    editing.edit_set(Journal(connection), session_id, 1, Side.BOTH, skipped, 1)
    found = {one.id: one for one in Trends(connection).exercises()}
    assert found["squat"].metrics == (Metric.TOTAL_TIME, Metric.BAND, Metric.EFFORT)


def test_values_by_day_and_side(connection: sqlite3.Connection) -> None:
    record_session(connection, MIXED)
    record_session(connection, MIXED, STARTED - timedelta(hours=1))
    trends = Trends(connection)
    span = (DAY, DAY)
    assert trends.values("kickback", Metric.MOST_REPS, *span) == (
        DayValue(DAY, Side.LEFT, 3),
        DayValue(DAY, Side.RIGHT, 3),
    )
    assert trends.values("kickback", Metric.TOTAL_REPS, *span) == (
        DayValue(DAY, Side.LEFT, 12),
        DayValue(DAY, Side.RIGHT, 12),
    )
    assert trends.values("bridge", Metric.LONGEST_HOLD, *span) == (DayValue(DAY, Side.BOTH, 4_000),)
    assert trends.values("bridge", Metric.TOTAL_HOLD, *span) == (DayValue(DAY, Side.BOTH, 14_000),)
    assert trends.values("squat", Metric.TOTAL_TIME, *span) == (DayValue(DAY, Side.BOTH, 12_000),)
    nothing = (DAY + timedelta(days=1), FAR_AHEAD)
    assert trends.values("squat", Metric.TOTAL_TIME, *nothing) == ()


def test_effort_is_the_sets_or_else_the_sessions(connection: sqlite3.Connection) -> None:
    session_id = record_session(connection, MIXED, more=(EffortRated(10**6, 4),))
    trends = Trends(connection)
    assert trends.values("bridge", Metric.EFFORT, DAY, DAY) == (DayValue(DAY, Side.BOTH, 4),)
    (record, *_) = [r for r in History(connection).sets(session_id) if r.exercise == "bridge"]
    harder = editing.values_of(record)
    harder = editing.SetValues(harder.reps, harder.elapsed_ms, harder.band, 9)
    editing.edit_set(Journal(connection), session_id, record.step, record.side, harder, 1)
    assert trends.values("bridge", Metric.EFFORT, DAY, DAY) == (DayValue(DAY, Side.BOTH, 9),)
    assert trends.values("kickback", Metric.EFFORT, DAY, DAY) == (DayValue(DAY, Side.BOTH, 4),)


def test_the_last_band_of_a_day_counts(connection: sqlite3.Connection) -> None:
    journal = Journal(connection)
    for hours, band in ((2, "light"), (1, "heavy"), (30, "light")):
        session_id = record_session(connection, SHORT, STARTED - timedelta(hours=hours))
        values = editing.SetValues(2, 3_000, band)
        editing.edit_set(journal, session_id, 1, Side.BOTH, values, 1)
    assert Trends(connection).bands("squat", LONG_AGO, FAR_AHEAD) == (
        DayBand(DAY - timedelta(days=1), "light"),
        DayBand(DAY, "heavy"),
    )


def test_bests_before_a_day(connection: sqlite3.Connection) -> None:
    record_session(connection, MIXED, datetime(2026, 3, 1, 12, tzinfo=UTC))
    trends = Trends(connection)
    assert trends.bests_before("bridge", Metric.LONGEST_HOLD, date(2026, 3, 2)) == {
        Side.BOTH: 4_000
    }
    assert trends.bests_before("bridge", Metric.LONGEST_HOLD, date(2026, 3, 1)) == {}
    assert trends.bests_before("bridge", Metric.TOTAL_HOLD, date(2026, 3, 2)) == {}


@pytest.mark.parametrize(
    ("started", "is_before"),
    [
        (datetime(2026, 3, 2, 8, tzinfo=timezone(timedelta(hours=13))), False),
        (datetime(2026, 3, 1, 23, tzinfo=timezone(timedelta(hours=13))), True),
        (datetime(2026, 3, 1, 20, tzinfo=timezone(timedelta(hours=-8))), True),
        (datetime(2026, 3, 2, 0, 5, tzinfo=timezone(timedelta(hours=-8))), False),
    ],
)
def test_a_day_is_that_of_the_place(
    connection: sqlite3.Connection, started: datetime, is_before: bool
) -> None:
    record_session(connection, MIXED, started)
    bests = Trends(connection).bests_before("bridge", Metric.LONGEST_HOLD, date(2026, 3, 2))
    assert bool(bests) is is_before


@given(
    starts=st.lists(
        st.tuples(st.integers(0, 40 * 24 * 60), st.integers(-12 * 60, 14 * 60), st.booleans()),
        max_size=8,
    ),
    edges=st.tuples(st.integers(-2, 42), st.integers(-2, 42)),
)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_days_and_totals_agree_with_the_list(
    tmp_path_factory: pytest.TempPathFactory,
    starts: list[tuple[int, int, bool]],
    edges: tuple[int, int],
) -> None:
    with opened(tmp_path_factory.mktemp("days") / "history.sqlite3") as connection:
        for minutes, offset, is_mixed in starts:
            zone = timezone(timedelta(minutes=offset))
            started = datetime(2026, 2, 10, tzinfo=UTC) + timedelta(minutes=minutes)
            record_session(connection, MIXED if is_mixed else SHORT, started.astimezone(zone))
        rows = History(connection).sessions(100)
        first, last = (date(2026, 2, 10) + timedelta(days=edge) for edge in sorted(edges))
        expected: dict[date, DayTotal] = {}
        for row in rows:
            day = row.started.date()
            if first <= day <= last:
                sofar = expected.get(day, DayTotal(0, 0))
                expected[day] = DayTotal(sofar.sessions + 1, sofar.active_ms + row.active_ms)
        assert overview(connection).days(first, last) == expected
        weeks = Overview(connection, SHORT.id).weeks(first, 3)
        grouped = Overview(connection, SHORT.id).days(first, first + timedelta(days=20))
        assert weeks == tuple(
            sum(total.sessions for day, total in grouped.items() if (day - first).days // 7 == week)
            for week in range(3)
        )
        totals = overview(connection).totals()
        assert totals.sessions == len(rows)
        assert totals.active_ms == sum(row.active_ms for row in rows)
        assert totals.first == min((row.started.date() for row in rows), default=None)


def test_what_is_added_up_is_read_from_indexes_alone(connection: sqlite3.Connection) -> None:
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    overview(connection).days(DAY, DAY)
    overview(connection).totals()
    overview(connection).weeks(DAY, 53)
    connection.set_trace_callback(None)
    queries = [query for query in asked if query.startswith("SELECT")]
    assert len(queries) == 3
    for query in queries:
        first, *_ = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}")]
        assert "USING COVERING INDEX session_totals" in first
