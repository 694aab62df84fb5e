"""Weeks against the goal: this one, and how many in a row have met it.

A week begins where the locale has it begin; `first_weekday` is 0 for Monday to 6 for Sunday.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

from bandtimer.core.tally import DayTotal

WEEK = timedelta(days=7)
# A year of whole weeks, the one it begins in and the one it ends in.
YEAR_WEEKS = 53

ReadDays = Callable[[date, date], Mapping[date, DayTotal]]
ReadWeeks = Callable[[date, int], Sequence[int]]


@dataclass(frozen=True, slots=True)
class WeekView:
    """This week's sessions beside the goal, and the streak, in words and numbers."""

    done: int
    goal: int
    streak: int
    week_text: str
    streak_text: str
    told: str


def week_start(day: date, first_weekday: int) -> date:
    """Return the first day of the week that the day lies in."""
    return day - timedelta(days=(day.weekday() - first_weekday) % 7)


def weekly_sessions(read: ReadWeeks, today: date, first_weekday: int) -> Iterator[int]:
    """Yield how many sessions each week had, this one first, then ever earlier ones without end.

    `read` returns them for so many weeks from a first day on, the earliest first.
    """
    start = week_start(today, first_weekday)
    while True:
        start -= (YEAR_WEEKS - 1) * WEEK
        yield from reversed(read(start, YEAR_WEEKS))
        start -= WEEK


def streak(this_week: int, before: Iterable[int], goal: int) -> int:
    """Return how many weeks in a row met the goal; `before` has the earlier ones, latest first.

    The running week counts as soon as it meets the goal; until then it breaks nothing.
    """
    in_a_row = sum(1 for _ in takewhile(lambda sessions: sessions >= goal, before))
    return in_a_row + (this_week >= goal)


def week_view(done: int, goal: int, weeks: int) -> WeekView:
    """Put this week's sessions and the streak in words."""
    missing = goal - done
    if missing > 0:
        told = f"{done} of {goal} sessions this week, {missing} more to the goal"
    else:
        told = f"{done} sessions this week, goal of {goal} met"
    streak_text = "week in a row" if weeks == 1 else "weeks in a row"
    told = f"{told}. {weeks} {streak_text} with the goal met"
    return WeekView(done, goal, weeks, f"of {goal} this week", streak_text, told)
