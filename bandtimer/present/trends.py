"""An exercise in the course of time, made ready to be drawn and to be told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from bandtimer.core.choices import Side
from bandtimer.core.routine import SECOND
from bandtimer.core.tally import DayBand, DayValue, FollowedExercise, Metric
from bandtimer.present.axis import COUNTS, TIMES, ticks
from bandtimer.present.dates import MONTHS, brief_day
from bandtimer.present.tone import Tone
from bandtimer.present.wording import duration_text, reps_text

METRIC_WORDS: Mapping[Metric, str] = {
    Metric.LONGEST_HOLD: "Longest hold",
    Metric.TOTAL_HOLD: "Total hold time",
    Metric.MOST_REPS: "Most reps a set",
    Metric.TOTAL_REPS: "Total reps",
    Metric.TOTAL_TIME: "Total time",
    Metric.BAND: "Band",
    Metric.EFFORT: "Effort",
}
_TIMED = {Metric.LONGEST_HOLD, Metric.TOTAL_HOLD, Metric.TOTAL_TIME}
_TOTALS = {Metric.TOTAL_HOLD, Metric.TOTAL_REPS, Metric.TOTAL_TIME}
_BESTS = {Metric.LONGEST_HOLD, Metric.MOST_REPS}
_MAX_EFFORT = 10
# More points than this cannot be told apart; then those of a week, or of a month, are put together.
_MOST_POINTS = 110
_MONTH_LABELS = 7
_SIDE_WORDS = {Side.LEFT: "Left", Side.RIGHT: "Right", Side.BOTH: ""}


class Period(StrEnum):
    """How far back a trend goes."""

    QUARTER = "quarter"
    YEAR = "year"
    ALL = "all"


PERIOD_WORDS: Mapping[Period, str] = {
    Period.QUARTER: "3 months",
    Period.YEAR: "Year",
    Period.ALL: "All",
}
_DAYS = {Period.QUARTER: 91, Period.YEAR: 365}


@dataclass(frozen=True, slots=True)
class Point:
    """A value of the chart and the words for it; `is_best` marks one that was a best then."""

    day: date
    value: int
    told: str
    is_best: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """The points of one side, or of both together; `is_second` has another shape and tone."""

    name: str
    points: tuple[Point, ...]
    tone: Tone
    is_second: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """A value on the axis at the side, with its words."""

    value: int
    text: str


@dataclass(frozen=True, slots=True)
class DateTick:
    """A day on the axis below, with its words."""

    day: date
    text: str


@dataclass(frozen=True, slots=True)
class TrendView:
    """All that a chart draws; `told` describes it, `best` is the headline.

    With `is_stepped` a value holds until the next one.
    """

    series: tuple[Series, ...]
    ticks: tuple[Tick, ...]
    dates: tuple[DateTick, ...]
    first: date
    last: date
    best: str
    told: str
    is_stepped: bool = False


def period_start(period: Period, today: date, since: date | None) -> date:
    """Return the first day of the period; all of it begins with the day `since`."""
    if period is Period.ALL:
        return min(since or today, today)
    return today - timedelta(days=_DAYS[period] - 1)


def exercise_to_open(
    exercises: Sequence[FollowedExercise], own: str, first: date
) -> FollowedExercise:
    """Return the user's own choice if it was done since the day `first`, else the latest done."""
    for one in exercises:
        if one.id == own and one.latest >= first:
            return one
    # What is held tells more of getting stronger than a count that a range cuts off.
    return max(exercises, key=lambda one: (one.latest, Metric.LONGEST_HOLD in one.metrics))


def value_text(metric: Metric, value: int) -> str:
    """Return a value with its unit: 42 s, 12 reps, Effort 7."""
    if metric in _TIMED:
        return duration_text(value // SECOND * SECOND)
    return f"Effort {value}" if metric is Metric.EFFORT else reps_text(value)


def trend_view(
    metric: Metric,
    values: Iterable[DayValue],
    before: Mapping[Side, int],
    span: tuple[date, date],
) -> TrendView:
    """Return the view of a metric; `before` has the bests of the time before the span."""
    first, last = span
    values = tuple(values)
    days = {value.day for value in values}
    width = _bucket_days(len(days))
    series = tuple(
        Series(
            _SIDE_WORDS[side],
            _points(metric, side, [v for v in values if v.side is side], before, (width, last)),
            _tone(metric, side),
            is_second=side is Side.RIGHT,
        )
        for side in (Side.BOTH, Side.LEFT, Side.RIGHT)
        if any(value.side is side for value in values)
    )
    numbers = [point.value for one in series for point in one.points]
    return TrendView(
        series,
        _ticks(metric, numbers),
        _dates(first, last),
        first,
        last,
        _best(metric, numbers, before),
        _told(metric, series),
    )


def band_view(used: Iterable[DayBand], order: Sequence[str], span: tuple[date, date]) -> TrendView:
    """Return the view of the bands used; `order` has those owned, the lightest first."""
    first, last = span
    used = tuple(used)
    named = {one.band for one in used}
    steps = [*(name for name in dict.fromkeys(order) if name in named), *sorted(named - {*order})]
    points = tuple(
        Point(one.day, steps.index(one.band), f"{brief_day(one.day, last)}: {one.band}")
        for one in used
    )
    series = (Series("", points, Tone.READY),) if points else ()
    now = used[-1].band if used else ""
    told = f"Band, {len(points)} days. {points[0].told}, {points[-1].told}" if points else _NOTHING
    marks = tuple(Tick(place, name) for place, name in enumerate(steps))
    return TrendView(series, marks, _dates(first, last), first, last, now, told, is_stepped=True)


_NOTHING = "Nothing in this period"


def chronological(view: TrendView) -> tuple[tuple[int, Point], ...]:
    """List all points with the number of their series, by day, left before right."""
    points = [(place, point) for place, one in enumerate(view.series) for point in one.points]
    return tuple(sorted(points, key=lambda pair: (pair[1].day, pair[0])))


def _tone(metric: Metric, side: Side) -> Tone:
    if side is Side.RIGHT:
        return Tone.REST
    if metric is Metric.EFFORT:
        return Tone.READY
    return Tone.HOLD if metric in {Metric.LONGEST_HOLD, Metric.TOTAL_HOLD} else Tone.WORK


def _bucket_days(days: int) -> int:
    """Return how many days are put together where there are so many: 1, 7 or 28."""
    return next((width for width in (1, 7) if days / width <= _MOST_POINTS), 28)


def _points(
    metric: Metric,
    side: Side,
    values: Sequence[DayValue],
    before: Mapping[Side, int],
    bucket: tuple[int, date],
) -> tuple[Point, ...]:
    width, last = bucket
    best = before.get(side)
    points = []
    for _, group in groupby(values, key=lambda value: value.day.toordinal() // width):
        one = list(group)
        numbers = [value.value for value in one]
        # A total of several days is told as that of the middle one, so that widths compare.
        value = sum(numbers) // len(numbers) if metric in _TOTALS else max(numbers)
        day = max(one, key=lambda item: item.value).day if metric in _BESTS else one[-1].day
        is_best = metric in _BESTS and best is not None and _whole(metric, value) > best
        if metric in _BESTS:
            best = max(best or 0, _whole(metric, value))
        told = f"{brief_day(day, last)}: {_words(metric, value, side, width)}"
        points.append(Point(day, value, f"{told}, a best" if is_best else told, is_best))
    return tuple(points)


def _whole(metric: Metric, value: int) -> int:
    """Return the value as far as it is shown: a best is one by whole seconds."""
    return value // SECOND * SECOND if metric in _TIMED else value


def _words(metric: Metric, value: int, side: Side, width: int) -> str:
    words = value_text(metric, value)
    if metric in _TOTALS and width > 1:
        words = f"{words} a day on average"
    return f"{words} {_SIDE_WORDS[side].lower()}" if side is not Side.BOTH else words


def _ticks(metric: Metric, numbers: Sequence[int]) -> tuple[Tick, ...]:
    if metric is Metric.EFFORT:
        return tuple(Tick(value, str(value)) for value in range(0, _MAX_EFFORT + 1, 2))
    steps = TIMES if metric in _TIMED else COUNTS
    found = ticks(numbers, steps)
    if metric in _TIMED:
        return tuple(Tick(value, duration_text(value) if value else "0") for value in found)
    return tuple(Tick(value, str(value)) for value in found)


def _dates(first: date, last: date) -> tuple[DateTick, ...]:
    """Return firsts of months, evenly apart; a year is named where it begins."""
    months = []
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        day = date(year, month, 1)
        if day >= first:
            months.append(day)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    every = next((n for n in (1, 2, 3, 6, 12, 24, 60) if len(months) / n <= _MONTH_LABELS), 120)
    kept = [day for day in months if (day.year * 12 + day.month - 1) % every == 0]
    return tuple(DateTick(day, _month(day, every)) for day in kept)


def _month(day: date, every: int) -> str:
    if every >= 12:
        return str(day.year)
    name = MONTHS[day.month - 1][:3]
    return f"{name} {day.year}" if day.month == 1 else name


def _best(metric: Metric, numbers: Sequence[int], before: Mapping[Side, int]) -> str:
    if not numbers:
        return ""
    if metric not in _BESTS:
        return ""
    return f"{value_text(metric, max(*numbers, *before.values(), 0))} best"


def _told(metric: Metric, series: Sequence[Series]) -> str:
    if not series:
        return _NOTHING
    parts = [METRIC_WORDS[metric]]
    for one in series:
        lowest = min(point.value for point in one.points)
        highest = max(point.value for point in one.points)
        number = "1 point" if len(one.points) == 1 else f"{len(one.points)} points"
        who = f"{one.name}: " if one.name else ""
        parts.append(
            f"{who}{number}, from {value_text(metric, lowest)} to {value_text(metric, highest)}, "
            f"last on {one.points[-1].told}"
        )
    return ". ".join(parts)
