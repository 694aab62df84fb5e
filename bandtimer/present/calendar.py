"""The calendar of sessions: a column a week, a row a weekday, a shade for how long."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from bandtimer.core.routine import MINUTE
from bandtimer.core.tally import DayTotal
from bandtimer.present.dates import MONTHS, WEEKDAYS, full_day
from bandtimer.present.weeks import WEEK, week_start

# From so many minutes on a day has the shades 2, 3 and 4; a shorter session has shade 1.
SHADES_FROM_MIN = (10, 20, 40)
SHADES = len(SHADES_FROM_MIN) + 1

# Names of months stand at least so many weeks apart.
_LABEL_WEEKS = 3


@dataclass(frozen=True, slots=True)
class DayCell:
    """A day and its shade, 0 for none to `SHADES`."""

    day: date
    shade: int


@dataclass(frozen=True, slots=True)
class MonthLabel:
    """The name of a month above the first week that begins in it; January has its year."""

    week: int
    text: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """Weeks side by side, the last one ending with `last`; days to come have no cell."""

    weeks: tuple[tuple[DayCell, ...], ...]
    months: tuple[MonthLabel, ...]
    weekdays: tuple[str, ...]
    first: date
    last: date


def calendar(
    days: Mapping[date, DayTotal], last: date, today: date, weeks: int, first_weekday: int
) -> Calendar:
    """Return the calendar of so many weeks up to that which has the day `last`."""
    first = week_start(last, first_weekday) - (weeks - 1) * WEEK
    columns = tuple(
        tuple(
            DayCell(day, _shade(days.get(day)))
            for day in (first + number * WEEK + timedelta(days=place) for place in range(7))
            if day <= today
        )
        for number in range(weeks)
    )
    names = tuple(WEEKDAYS[(first_weekday + place) % 7][:3] for place in range(7))
    end = min(first + weeks * WEEK - timedelta(days=1), today)
    return Calendar(columns, _months(first, weeks), names, first, end)


def day_text(day: date, total: DayTotal | None) -> str:
    """Return what a day had: Sunday 22 November 2026: 1 session, 44 min."""
    if total is None:
        return f"{full_day(day)}: no session"
    sessions = "1 session" if total.sessions == 1 else f"{total.sessions} sessions"
    return f"{full_day(day)}: {sessions}, {minutes_text(total.active_ms)}"


def minutes_text(ms: int) -> str:
    """Return a length in minutes: 44 min, under 1 min."""
    return f"{ms // MINUTE} min" if ms >= MINUTE else "under 1 min"


def shade_texts() -> tuple[str, ...]:
    """Return what each shade but none stands for, the lightest first."""
    first, *_ = SHADES_FROM_MIN
    return (
        f"under {first} min",
        *(f"{low} to {high} min" for low, high in pairwise(SHADES_FROM_MIN)),
        f"{SHADES_FROM_MIN[-1]} min or more",
    )


def calendar_text(view: Calendar, days: Mapping[date, DayTotal]) -> str:
    """Describe the calendar for a screen reader."""
    shown = [total for day, total in days.items() if view.first <= day <= view.last]
    sessions = sum(total.sessions for total in shown)
    number = "1 session" if sessions == 1 else f"{sessions} sessions"
    on_days = "1 day" if len(shown) == 1 else f"{len(shown)} days"
    return f"{number} on {on_days} from {full_day(view.first)} to {full_day(view.last)}"


def _shade(total: DayTotal | None) -> int:
    if total is None:
        return 0
    return 1 + sum(total.active_ms >= least * MINUTE for least in SHADES_FROM_MIN)


def _months(first: date, weeks: int) -> tuple[MonthLabel, ...]:
    labels: list[MonthLabel] = []
    for week in range(weeks):
        start = first + week * WEEK
        is_new = week == 0 or (start - WEEK).month != start.month
        if not is_new:
            continue
        name = MONTHS[start.month - 1][:3]
        label = MonthLabel(week, f"{name} {start.year}" if start.month == 1 and week else name)
        # The first column may be the end of a month, whose name would run into the next.
        if labels and week - labels[-1].week < _LABEL_WEEKS:
            labels.pop()
        labels.append(label)
    return tuple(labels)
