"""Sessions found by routine, exercise, day and words, and the days they belong to."""

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
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

from bandtimer.core.facts import NoteWritten
from bandtimer.core.plan import Side
from bandtimer.core.routine import Routine
from bandtimer.core.state import State
from bandtimer.storage.editing import SetValues, delete, edit_set, write_note
from bandtimer.storage.filters import EVERYTHING, SessionFilter
from bandtimer.storage.history import History, SessionRow
from bandtimer.storage.journal import Journal

# Days and hours after STARTED, which is ten to midnight; two begin at one instant.
DAYS = ((0, 0), (0, 1), (1, 0), (40, 0))


def local_day(connection: sqlite3.Connection, session_id: int) -> date:
    query = "SELECT local_day FROM session WHERE id = ?"
    return date.fromisoformat(connection.execute(query, (session_id,)).fetchone()[0])


def ids(rows: tuple[SessionRow, ...]) -> list[int]:
    return [row.id for row in rows]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (EVERYTHING, [4, 3, 2, 1]),
        (SessionFilter(routine_id="short"), [4, 2]),
        (SessionFilter(routine_id="missing"), []),
        (SessionFilter(exercise="bridge"), [3, 1]),
        (SessionFilter(exercise="squat"), [4, 3, 2, 1]),
        (SessionFilter(exercise="Bridge"), []),
        (SessionFilter(since=date(2026, 11, 24)), [4, 3]),
        (SessionFilter(until=date(2026, 11, 23)), [2, 1]),
        (SessionFilter(since=date(2026, 11, 23), until=date(2026, 11, 23)), [2]),
        (SessionFilter(since=date(2026, 11, 24), until=date(2026, 11, 23)), []),
        (SessionFilter(text="mixed"), [3, 1]),
        (SessionFilter(text="glute BRIDGE hold"), [3, 1]),
        (SessionFilter(text="müde"), [2]),
        (SessionFilter(text="MÜDE short"), [2]),
        (SessionFilter(text="müde mixed"), []),
        (SessionFilter(text="wobbl"), [3]),
        (SessionFilter(text="100%"), [2]),
        (SessionFilter(text="100_"), []),
        (SessionFilter(text="  "), [4, 3, 2, 1]),
        (SessionFilter("mixed", "bridge", date(2026, 11, 24), date(2026, 11, 24), "wobbly"), [3]),
        (SessionFilter("short", "bridge"), []),
    ],
)
def test_sessions_are_found_by_what_they_have_in_common(
    connection: sqlite3.Connection, history: History, wanted: SessionFilter, found: list[int]
) -> None:
    journal = Journal(connection)
    for day, routine in enumerate((MIXED, SHORT, MIXED, SHORT, SHORT)):
        record_session(connection, routine, STARTED + timedelta(days=day))
    write_note(journal, 2, "Sehr müde, but 100% done", WALL_MS)
    edit_set(journal, 3, 1, Side.LEFT, SetValues(3, 1_000, "", None, "Wobbly"), WALL_MS)
    delete(journal, 5, WALL_MS)
    rows = history.sessions(10, filter=wanted)
    assert ids(rows) == found
    assert history.count(wanted) == len(found)
    assert rows == tuple(row for row in history.sessions(10) if row.id in found)
    paged, before = list[int](), None
    while page := history.sessions(1, before, wanted):
        paged += ids(page)
        before = page[0]
    assert paged == found


def test_a_note_that_was_saved_together_with_the_end_is_found(
    connection: sqlite3.Connection, history: History
) -> None:
    plan, journal = plan_of(SHORT), Journal(connection)
    session_id = journal.begin(SHORT.id, SHORT, plan, STARTED)
    *facts, end = facts_of(plan)
    state = append_each(journal, session_id, State(plan), [facts])
    append_each(journal, session_id, state, [[end, NoteWritten(end.at, "Späte Runde")]])
    assert ids(history.sessions(10, filter=SessionFilter(text="späte"))) == [session_id]


def test_routines_and_exercises_are_listed_by_their_latest_names(
    connection: sqlite3.Connection, history: History
) -> None:
    assert (history.routines_done(), history.exercises_done()) == ((), ())
    record_session(connection, MIXED)
    record_session(connection, SHORT, STARTED + timedelta(days=1))
    record_session(connection, replace(SHORT, name="A short one"), STARTED + timedelta(days=2))
    assert history.routines_done() == (("short", "A short one"), ("mixed", "Mixed"))
    assert history.exercises_done() == (
        ("walk", "Band walk"),
        ("bridge", "Glute bridge “hold”"),
        ("kickback", "Kickback"),
        ("squat", "Squat"),
    )
    delete(Journal(connection), 3, WALL_MS)
    assert history.routines_done() == (("mixed", "Mixed"), ("short", "Short"))


@pytest.mark.parametrize(
    "plan",
    [
        SessionFilter(),
        SessionFilter(routine_id="short"),
        SessionFilter(exercise="squat"),
        SessionFilter(since=date(2026, 1, 1), until=date(2026, 12, 1)),
        SessionFilter("short", "squat", date(2026, 1, 1), date(2026, 12, 1), "squat"),
    ],
)
def test_no_filter_sorts_or_reads_the_whole_table(
    connection: sqlite3.Connection, history: History, plan: SessionFilter
) -> None:
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    history.sessions(50, filter=plan)
    connection.set_trace_callback(None)
    (statement,) = (text for text in statements if text.startswith("SELECT"))
    steps = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
    assert not [step for step in steps if "TEMP B-TREE" in step or step == "SCAN session"]


# Local days


@pytest.mark.parametrize(
    ("zone", "local", "on"),
    [
        ("Pacific/Auckland", "2026-11-22T23:50", "2026-11-22"),
        ("Pacific/Auckland", "2026-11-22T00:10", "2026-11-22"),
        ("America/Los_Angeles", "2026-11-22T23:50", "2026-11-22"),
        ("Pacific/Kiritimati", "2026-11-22T00:00", "2026-11-22"),
        ("Pacific/Pago_Pago", "2026-11-22T23:59:59", "2026-11-22"),
        ("Asia/Kathmandu", "2026-11-22T00:01", "2026-11-22"),
        # The nights in which summer time begins and ends, and the hour that comes twice.
        ("Europe/Berlin", "2026-03-28T23:59", "2026-03-28"),
        ("Europe/Berlin", "2026-03-29T03:01", "2026-03-29"),
        ("Europe/Berlin", "2026-10-25T00:05", "2026-10-25"),
        ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25"),
        ("Europe/Berlin", "2026-10-25T23:59", "2026-10-25"),
        ("Pacific/Auckland", "2026-09-27T23:50", "2026-09-27"),
        ("America/St_Johns", "2026-11-01T00:30", "2026-11-01"),
    ],
)
def test_a_session_belongs_to_the_day_it_had_where_it_was_done(
    connection: sqlite3.Connection, history: History, zone: str, local: str, on: str
) -> None:
    # Of the hour that comes twice, the second time.
    started = datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone), fold=1)
    day = date.fromisoformat(on)
    session_id = record_session(connection, SHORT, started)
    assert local_day(connection, session_id) == day
    (row,) = history.sessions(10, filter=SessionFilter(since=day, until=day))
    assert row.started.isoformat() == started.isoformat()
    for other in (day - timedelta(days=1), day + timedelta(days=1)):
        assert history.sessions(10, filter=SessionFilter(since=other, until=other)) == ()


instants = st.integers(2 * 86_400, 4_000_000_000).map(lambda s: datetime.fromtimestamp(s, UTC))
offsets = st.integers(-24 * 60 + 1, 24 * 60 - 1).map(lambda m: timezone(timedelta(minutes=m)))


@settings(deadline=None, max_examples=50)
@given(instant=instants, zone=offsets)
def test_the_local_day_is_the_dates_own_at_any_offset(instant: datetime, zone: timezone) -> None:
    started = instant.astimezone(zone)
    with TemporaryDirectory() as folder, opened(Path(folder) / "history.sqlite3") as connection:
        session_id = record_session(connection, SHORT, started)
        assert local_day(connection, session_id) == started.date()
        on_that_day = SessionFilter(since=started.date(), until=started.date())
        assert History(connection).count(on_that_day) == 1


days = st.sampled_from([STARTED + timedelta(days=day, hours=hour) for day, hour in DAYS])
routines = st.sampled_from([MIXED, SHORT, replace(SHORT, id="own", name="Own mix")])
notes = st.sampled_from(["", "Müde", "mixed feelings"])
wanted_days = st.none() | days.map(lambda when: when.date())
filters = st.builds(
    SessionFilter,
    st.none() | st.sampled_from(["mixed", "short", "own"]),
    st.none() | st.sampled_from(["squat", "bridge"]),
    wanted_days,
    wanted_days,
    st.sampled_from(["", "mix", "MÜDE", "own müde", "band walk"]),
)


def is_wanted(wanted: SessionFilter, routine: Routine, started: datetime, note: str) -> bool:
    """Say the same as the filter in other words."""
    exercises = {item.exercise for item in routine.prescriptions}
    names = {"walk": "Band walk", "squat": "Squat"}
    words = " ".join([routine.name, note, *(names.get(name, "") for name in exercises)]).casefold()
    return (
        wanted.routine_id in {None, routine.id}
        and (wanted.exercise is None or wanted.exercise in exercises)
        and (wanted.since is None or wanted.since <= started.date())
        and (wanted.until is None or started.date() <= wanted.until)
        and all(word in words for word in wanted.text.casefold().split())
    )


@settings(deadline=None, max_examples=60)
@given(
    done=st.lists(st.tuples(routines, days, notes), max_size=6),
    wanted=filters,
    size=st.integers(1, 3),
)
def test_pages_have_each_session_that_is_wanted_once_and_in_order(
    done: list[tuple[Routine, datetime, str]], wanted: SessionFilter, size: int
) -> None:
    with TemporaryDirectory() as folder, opened(Path(folder) / "history.sqlite3") as connection:
        connection.execute("PRAGMA synchronous = OFF")
        expected = []
        for routine, started, note in done:
            number = record_session(connection, routine, started)
            write_note(Journal(connection), number, note, WALL_MS)
            if is_wanted(wanted, routine, started, note):
                expected.append((started, number))
        history, before = History(connection), None
        found = list[int]()
        while page := history.sessions(size, before, wanted):
            found += ids(page)
            before = page[-1]
        assert found == [number for _, number in sorted(expected, reverse=True)]
        assert history.count(wanted) == len(found)
