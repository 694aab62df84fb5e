"""Weeks against the goal: this one, and how many in a row have met it.

A week begins where the locale has it begin; `first_weekday` is 0 for Monday to 6 for Sunday.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bandtimer.core.tally import DayTotal

WEEK = timedelta(days=7)


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


def sessions_in_week(days: Mapping[date, DayTotal], start: date) -> int:
    """Return how many sessions the week that begins on that day had."""
    week = (start + timedelta(days=number) for number in range(7))
    return sum(days[day].sessions for day in week if day in days)


def streak(
    days: Mapping[date, DayTotal], today: date, goal: int, first_weekday: int
) -> tuple[int, date]:
    """Return how many weeks in a row met the goal, and the first day of the last one looked at.

    The running week counts as soon as it meets the goal; until then it breaks nothing. Where the
    week looked at last lies before all that `days` was read for, there may be more.
    """
    start = week_start(today, first_weekday)
    weeks = int(sessions_in_week(days, start) >= goal)
    start -= WEEK
    while sessions_in_week(days, start) >= goal:
        weeks += 1
        start -= WEEK
    return weeks, start


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
