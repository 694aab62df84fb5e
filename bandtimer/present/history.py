"""What the history says above its list: numbers, and what a list is narrowed down to."""

from dataclasses import dataclass
from datetime import date

from bandtimer.core.routine import HOUR, MINUTE
from bandtimer.present.dates import full_day
from bandtimer.present.session_line import Figure
from bandtimer.present.weeks import WeekView


@dataclass(frozen=True, slots=True)
class HistoryFigures:
    """The numbers at the top; `share` of this week's goal is met, `told` has all in words."""

    figures: tuple[Figure, ...]
    share: float
    told: str


def history_figures(week: WeekView, sessions: int, active_ms: int) -> HistoryFigures:
    """Return this week against the goal, the streak, and what all sessions come to."""
    number = Figure(f"{sessions:,}", "session" if sessions == 1 else "sessions")
    length = long_time(active_ms)
    return HistoryFigures(
        (
            Figure(str(week.done), week.week_text),
            Figure(str(week.streak), week.streak_text),
            number,
            Figure(length, "in all"),
        ),
        week.done / week.goal,
        f"{week.told}. {number.value} {number.label}, {length} in all",
    )


def long_time(ms: int) -> str:
    """Return a length that may be many hours: 44 min, 3 h 20 min, 310 h."""
    hours, minutes = divmod(ms // MINUTE, HOUR // MINUTE)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {minutes} min" if hours < 10 and minutes else f"{hours:,} h"


def narrowed_text(count: int, day: date | None) -> str:
    """Return how many sessions a filter has found: 12 sessions on Sunday 22 November 2026."""
    found = "1 session" if count == 1 else f"{count:,} sessions"
    return f"{found} on {full_day(day)}" if day is not None else found
