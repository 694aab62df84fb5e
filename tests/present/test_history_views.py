"""Calendar, weeks, axes, trends and the course of a session, at their edges."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bandtimer.core.choices import Side
from bandtimer.core.compile import Choices, compile_plan
from bandtimer.core.engine import Engine
from bandtimer.core.facts import Fact, Outcome, PauseReason, Relief
from bandtimer.core.record import SetRecord, set_records
from bandtimer.core.routine import (
    SECOND,
    Block,
    Exercise,
    Hold,
    Prescription,
    Range,
    Reps,
    Routine,
    Sides,
)
from bandtimer.core.state import Pain, fold
from bandtimer.core.tally import DayBand, DayTotal, DayValue, Metric
from bandtimer.present.arrivals import Arrival, arrivals_view, came_in_text
from bandtimer.present.axis import COUNTS, TIMES, ticks
from bandtimer.present.calendar import (
    SHADES,
    calendar,
    calendar_text,
    day_text,
    shade_texts,
)
from bandtimer.present.course import course
from bandtimer.present.session_detail import Sums, comparisons, set_rows
from bandtimer.present.tone import Tone
from bandtimer.present.trends import Period, band_view, chronological, period_start, trend_view
from bandtimer.present.weeks import streak, week_start, week_view, weekly_sessions

MINUTE = 60_000
MONDAY, SUNDAY = 0, 6
days_of_life = st.dates(date(1999, 1, 1), date(2101, 1, 1))


def total(minutes: float = 30, sessions: int = 1) -> DayTotal:
    return DayTotal(sessions, round(minutes * MINUTE))


@given(days_of_life, st.integers(0, 6))
def test_a_week_has_seven_days_and_begins_where_the_locale_says(day: date, first: int) -> None:
    start = week_start(day, first)
    assert start.weekday() == first
    assert timedelta(0) <= day - start < timedelta(days=7)


@given(days_of_life, st.integers(0, 6), st.integers(1, 120), st.integers(0, 400))
def test_the_calendar_has_every_day_once_and_none_to_come(
    today: date, first: int, weeks: int, ago: int
) -> None:
    view = calendar({}, today - timedelta(days=ago), today, weeks, first)
    days = [cell.day for week in view.weeks for cell in week]
    assert all(later - day == timedelta(days=1) for day, later in pairwise(days))
    assert days[0] == view.first
    assert days[-1] == view.last <= today
    assert len(view.weeks) == weeks
    assert all(week[0].day.weekday() == first for week in view.weeks if week)
    for label in view.months:
        in_week = {day.month for day in days[7 * label.week : 7 * label.week + 1]}
        assert in_week


def test_a_leap_day_is_a_day() -> None:
    view = calendar({date(2028, 2, 29): total()}, date(2028, 3, 5), date(2028, 3, 5), 2, MONDAY)
    (cell,) = [cell for week in view.weeks for cell in week if cell.shade]
    assert cell.day == date(2028, 2, 29)


def test_months_are_named_where_they_begin_with_the_year_in_january() -> None:
    view = calendar({}, date(2026, 3, 1), date(2026, 3, 1), 16, MONDAY)
    assert [label.text for label in view.months] == ["Nov", "Dec", "Jan 2026", "Feb"]


@pytest.mark.parametrize(
    ("minutes", "shade"),
    [(0.5, 1), (9.9, 1), (10, 2), (19, 2), (20, 3), (39, 3), (40, 4), (600, 4)],
)
def test_a_longer_day_is_shaded_more(minutes: float, shade: int) -> None:
    day = date(2026, 11, 23)
    view = calendar({day: total(minutes)}, day, day, 1, MONDAY)
    assert view.weeks[0][0].shade == shade


def test_every_shade_has_words() -> None:
    assert len(shade_texts()) == SHADES
    assert shade_texts()[1] == "10 to 20 min"


def test_a_day_in_words() -> None:
    day = date(2026, 11, 22)
    assert day_text(day, None) == "Sunday 22 November 2026: no session"
    assert day_text(day, total(44.5)) == "Sunday 22 November 2026: 1 session, 44 min"
    assert day_text(day, DayTotal(2, 999)) == "Sunday 22 November 2026: 2 sessions, under 1 min"
    view = calendar({}, day, day, 1, MONDAY)
    assert calendar_text(view, {day: total(1, 2), date(1999, 1, 1): total()}) == (
        "2 sessions on 1 day from Monday 16 November 2026 to Sunday 22 November 2026"
    )


TODAY = date(2026, 11, 25)  # a Wednesday


def weeks_of(*counts: int) -> dict[date, DayTotal]:
    """Return days with so many sessions a week, this week first, each on the week's first day."""
    monday = week_start(TODAY, MONDAY)
    return {monday - timedelta(weeks=ago): total(30, n) for ago, n in enumerate(counts) if n}


@pytest.mark.parametrize(
    ("counts", "weeks"),
    [
        ((), 0),
        ((0, 3), 1),
        ((2, 3, 4), 2),
        ((3, 3, 3), 3),
        ((3,), 1),
        ((3, 2, 3), 1),
        ((0, 0, 3), 0),
    ],
)
def test_the_running_week_adds_to_the_streak_and_never_breaks_it(
    counts: tuple[int, ...], weeks: int
) -> None:
    assert streak_of(weeks_of(*counts), TODAY, MONDAY) == weeks


def streak_of(days: dict[date, DayTotal], today: date, first_weekday: int) -> int:
    def read(first: date, number: int) -> list[int]:
        begins = [first + timedelta(weeks=week) for week in range(number)]
        return [
            sum(
                total.sessions for day, total in days.items() if week_start(day, first_weekday) == b
            )
            for b in begins
        ]

    sessions = weekly_sessions(read, today, first_weekday)
    return streak(next(sessions), sessions, 3)


def test_a_long_streak_is_read_a_year_at_a_time() -> None:
    asked: list[tuple[date, int]] = []

    def read(first: date, number: int) -> list[int]:
        asked.append((first, number))
        return [3] * number if len(asked) < 3 else [3, 3, 2] + [3] * (number - 3)

    sessions = weekly_sessions(read, TODAY, MONDAY)
    assert streak(next(sessions), sessions, 3) == 53 * 2 + 50
    assert asked[0][0] + timedelta(weeks=52) == date(2026, 11, 23)
    assert all(later + timedelta(weeks=n) == day for (day, _), (later, n) in pairwise(asked))


def test_sunday_belongs_to_the_week_of_the_locale() -> None:
    sunday = {date(2026, 11, 22): total(30, 3)}
    assert streak_of(sunday, date(2026, 11, 22), MONDAY) == 1
    assert streak_of(sunday, TODAY, MONDAY) == 1
    # Counted from Sunday it lies in the same week as the Wednesday after it.
    assert streak_of(sunday, date(2026, 11, 30), MONDAY) == 0
    assert streak_of(sunday, date(2026, 11, 28), SUNDAY) == 1


def test_the_week_in_words() -> None:
    assert week_view(1, 3, 5).told == (
        "1 of 3 sessions this week, 2 more to the goal. 5 weeks in a row with the goal met"
    )
    assert week_view(4, 3, 1).told.startswith("4 sessions this week, goal of 3 met. 1 week in")


@given(
    st.lists(st.integers(0, 10**8), max_size=20),
    st.sampled_from((COUNTS, TIMES)),
    st.integers(1, 8),
)
def test_ticks_are_even_and_enclose_all(
    values: list[int], steps: tuple[int, ...], most: int
) -> None:
    found = ticks(values, steps, most)
    assert 2 <= len(found) <= most + 2
    assert len({later - tick for tick, later in pairwise(found)}) == 1
    assert found[0] <= min(values, default=0)
    assert found[-1] >= max(values, default=0)


def test_ticks_stand_where_people_count() -> None:
    assert ticks([20_000, 42_000], TIMES) == (20_000, 30_000, 40_000, 50_000)
    assert ticks([10_000, 42_000], TIMES) == (0, 20_000, 40_000, 60_000)
    assert ticks([31_000, 42_000], TIMES) == (30_000, 35_000, 40_000, 45_000)
    assert ticks([12], COUNTS) == (11, 12, 13)
    assert ticks([30_000] * 3, TIMES) == (26_000, 28_000, 30_000, 32_000, 34_000)


DAY = date(2026, 11, 1)


def values(*pairs: tuple[int, int], side: Side = Side.BOTH) -> list[DayValue]:
    return [DayValue(DAY + timedelta(days=ago), side, value) for ago, value in pairs]


SPAN = (DAY, DAY + timedelta(days=90))


def test_an_empty_trend_says_so() -> None:
    view = trend_view(Metric.MOST_REPS, [], {}, SPAN)
    assert (view.series, view.best) == ((), "")
    assert view.told == "Nothing in this period"
    assert band_view([], (), SPAN).told == "Nothing in this period"


def test_one_point_is_a_trend() -> None:
    view = trend_view(Metric.LONGEST_HOLD, values((0, 42_900)), {}, (DAY, DAY))
    assert view.best == "42 s best"
    assert [point.told for point in view.series[0].points] == ["1 Nov: 42 s"]
    assert not view.series[0].points[0].is_best


def test_what_surpasses_all_before_is_a_best() -> None:
    points = values((0, 20_500), (1, 20_900), (2, 21_000), (3, 19_000), (4, 30_000))
    (series,) = trend_view(Metric.LONGEST_HOLD, points, {}, SPAN).series
    assert [point.is_best for point in series.points] == [False, False, True, False, True]
    (series,) = trend_view(Metric.LONGEST_HOLD, points, {Side.BOTH: 25_000}, SPAN).series
    assert [point.is_best for point in series.points] == [False, False, False, False, True]
    (series,) = trend_view(Metric.TOTAL_HOLD, points, {}, SPAN).series
    assert not any(point.is_best for point in series.points)


def test_left_and_right_are_told_apart_by_name_tone_and_shape() -> None:
    both = values((0, 10), (2, 12), side=Side.LEFT) + values((0, 9), (1, 11), side=Side.RIGHT)
    view = trend_view(Metric.MOST_REPS, both, {}, SPAN)
    left, right = view.series
    assert (left.name, right.name) == ("Left", "Right")
    assert left.tone is not right.tone
    assert (left.is_second, right.is_second) == (False, True)
    told = [point.told for _, point in chronological(view)]
    assert told == [
        "1 Nov 2026: 10 reps left",
        "1 Nov 2026: 9 reps right",
        "2 Nov 2026: 11 reps right, a best",
        "3 Nov 2026: 12 reps left, a best",
    ]


@given(st.lists(st.integers(1, 1_000), min_size=1, max_size=1_500))
def test_a_long_trend_keeps_its_best_in_fewer_points(reps: list[int]) -> None:
    all_of_it = values(*enumerate(reps))
    view = trend_view(Metric.MOST_REPS, all_of_it, {}, (DAY, all_of_it[-1].day))
    points = view.series[0].points
    assert len(points) <= 112
    assert max(point.value for point in points) == max(reps)
    assert view.ticks[0].value <= min(point.value for point in points)
    assert view.ticks[-1].value >= max(reps)


@given(days_of_life, st.integers(0, 12_000))
def test_the_axis_of_days_is_never_crowded(last: date, length: int) -> None:
    first = last - timedelta(days=length)
    view = trend_view(Metric.MOST_REPS, [], {}, (first, last))
    assert len(view.dates) <= 8
    assert all(first <= mark.day <= last for mark in view.dates)


def test_bands_are_steps_from_the_lightest_on() -> None:
    used = [DayBand(DAY, "heavy"), DayBand(DAY + timedelta(days=3), "light")]
    view = band_view([*used, DayBand(SPAN[1], "grandpa's")], ("light", "medium", "heavy"), SPAN)
    assert [tick.text for tick in view.ticks] == ["light", "heavy", "grandpa's"]
    assert [point.value for point in view.series[0].points] == [1, 0, 2]
    assert view.is_stepped


def test_effort_has_one_scale_whatever_it_was() -> None:
    view = trend_view(Metric.EFFORT, values((0, 7)), {}, SPAN)
    assert [tick.text for tick in view.ticks] == ["0", "2", "4", "6", "8", "10"]


def test_the_periods() -> None:
    assert period_start(Period.QUARTER, TODAY, None) == date(2026, 8, 27)
    assert period_start(Period.YEAR, date(2028, 2, 29), None) == date(2027, 3, 2)
    assert period_start(Period.ALL, TODAY, date(2020, 5, 1)) == date(2020, 5, 1)
    assert period_start(Period.ALL, TODAY, None) == TODAY


KICK = Exercise("kick", "Kickback", sides=Sides.EACH)
BRIDGE = Exercise("bridge", "Bridge")
PLAN = compile_plan(
    Routine(
        "r",
        "Test",
        (
            Block(
                (
                    Prescription("kick", Reps(Range.exactly(2)), rest_ms=5_000),
                    Prescription("bridge", Hold(Range.exactly(30_000)), Range(2, 2), rest_ms=5_000),
                )
            ),
        ),
    ),
    {item.id: item for item in (KICK, BRIDGE)},
)


def led(*, pause_at: int | None = None, skip_at: int | None = None) -> tuple[Engine, list[Fact]]:
    engine, facts = Engine(PLAN), list[Fact]()
    for now in range(0, 400_000, 500):
        facts += engine.poll(now).facts
        if now == pause_at:
            facts += engine.pause(now, PauseReason.USER).facts
        if pause_at is not None and now == pause_at + 20_000:
            facts += engine.resume(now).facts
        if now == skip_at:
            facts += engine.skip(now).facts
    return engine, facts


def test_the_course_of_an_undisturbed_session_has_no_holes() -> None:
    _, facts = led()
    shown = course(PLAN, facts)
    ends = [piece.start_ms + piece.length_ms for piece in shown.pieces]
    assert [piece.start_ms for piece in shown.pieces[1:]] == ends[:-1]
    assert shown.length_ms == ends[-1]
    assert [piece.tone for piece in shown.pieces][:3] == [Tone.READY, Tone.WORK, Tone.SWITCH]
    assert shown.pieces[1].told == "Kickback, left side, Set 1 of 1, 0:10"


def test_a_pause_is_as_long_as_it_was() -> None:
    _, facts = led(pause_at=12_000)
    shown = course(PLAN, facts)
    (pause,) = [piece for piece in shown.pieces if piece.tone is Tone.NEUTRAL]
    assert (pause.start_ms, pause.length_ms, pause.told) == (12_000, 20_000, "Pause, 0:20")
    undisturbed = course(PLAN, led()[1])
    assert shown.length_ms == undisturbed.length_ms + 20_000
    assert "0:20 pauses" in shown.told


def test_the_countdown_before_work_goes_on_is_none_of_the_work() -> None:
    plan = compile_plan(PLAN.routine, PLAN.exercises, Choices(lead_in_ms=4_000))
    engine = Engine(plan)
    facts = [*engine.poll(12_000).facts, *engine.pause(12_000).facts]
    facts += [*engine.resume(32_000).facts, *engine.poll(600_000).facts]
    still = [piece for piece in course(plan, facts).pieces if piece.tone is Tone.NEUTRAL]
    assert [(piece.start_ms, piece.length_ms, piece.told) for piece in still] == [
        (12_000, 20_000, "Pause, 0:20"),
        (32_000, 4_000, "Get ready, 0:04"),
    ]
    assert fold(plan, facts).paused_ms == 24_000


def test_a_session_without_facts_has_no_course() -> None:
    assert course(PLAN, []).told == "Nothing was recorded"


def test_sets_beside_the_plan_with_pain_and_notes() -> None:
    engine, _ = led(skip_at=12_000)
    records = list(set_records(engine.state))
    bridge = next(place for place, r in enumerate(records) if r.exercise == "bridge")
    records[bridge] = amended(records[bridge], effort=8, note="shaky", band="green", edited=True)
    left, right, holds = set_rows(PLAN, records, [Pain(0, "kick", Relief.STOP_EXERCISE)])
    assert (left.done, left.is_complete) == ("skipped", False)
    assert (left.pain, right.pain) == ("hurt: exercise stopped", "")
    assert right.plan == "right side · 1 × 2 reps"
    assert holds.plan == "2 × hold 30 s · green"
    assert holds.remarks == ("Effort 8 · –", "Set 1: shaky", "Edited: set 1")
    assert "shaky" in holds.told


def amended(record: SetRecord, *, effort: int, note: str, band: str, edited: bool) -> SetRecord:
    from dataclasses import replace  # noqa: PLC0415

    return replace(record, effort=effort, note=note, band=band, edited=edited)


def test_a_session_beside_the_one_before() -> None:
    def record(side: Side, reps: int | None, ms: int, work: str = "reps") -> SetRecord:
        exercise = "kick" if work == "reps" else "bridge"
        target = Range.exactly(1)
        outcome = Outcome.DONE
        return SetRecord(0, side, exercise, exercise.title(), 1, 1, work, target, reps, ms, outcome)

    now = [record(Side.LEFT, 12, 0), record(Side.LEFT, 10, 0), record(Side.RIGHT, 9, 0)]
    now.append(record(Side.BOTH, None, 42_900, "hold"))
    before = [record(Side.LEFT, 20, 0), record(Side.BOTH, None, 45_000, "hold")]
    lines = comparisons((Sums(90 * SECOND, 3), now), (Sums(100 * SECOND, 3), before))
    assert [(line.name, line.now, line.change) for line in lines] == [
        ("Length", "1:30", "−0:10"),
        ("Sets", "3", "same"),
        ("Kick, left", "22 reps", "+2"),
        ("Kick, right", "9 reps", "not done then"),
        ("Bridge", "42 s", "−3 s"),
    ]
    *_, last = comparisons((Sums(0, 0), []), (Sums(0, 1), [record(Side.LEFT, 1, 0)]))
    assert (last.name, last.now, last.change) == ("Kick, left", "not done", "1 rep then")


def test_what_a_file_brings_in_words() -> None:
    evening = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)
    arrivals = [
        Arrival("Older", evening - timedelta(days=400), 1, "added"),
        Arrival("Newer", evening, 12, "added"),
        Arrival("Known", evening, 3, "known"),
        Arrival("Put right", evening, 3, "extended"),
        Arrival("Nonsense", evening, 3, "refused"),
    ]
    problems = ["a", "b", "c", "d", "e"]
    view = arrivals_view(arrivals, problems, ["r"], list("stuvwxyz"), TODAY)
    assert view.summary == (
        "2 new sessions, 1 already here, 1 changed elsewhere, 1 left out, 5 cannot be read"
    )
    assert view.unknown == "Not in the library, kept by name: s, t, u, v, w, x and 2 more"
    assert view.problems == ("r", "a", "b", "and 3 more")
    assert view.rows == (("Newer", "20 Nov 18:30, 12 sets"), ("Older", "16 Oct 2025 18:30, 1 set"))


def test_what_came_in_in_words() -> None:
    assert came_in_text(Counter()) == "There was nothing to import."
    assert came_in_text(Counter(added=1)) == "1 session came in."
    several = Counter(known=3, added=1_200, conflict=1)
    assert came_in_text(several) == "1,200 sessions came in, 3 known already, 1 left as it is here."
