"""A session in a list, and what goes with a number: light, as lists are shown at once."""

from dataclasses import dataclass
from datetime import datetime

from bandtimer.present.dates import short_day, time_of_day
from bandtimer.present.wording import clock


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and what it counts."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session in a list."""

    day: str
    name: str
    length: str
    sets: str
    effort: str


def sets_line(done: int, planned: int) -> str:
    """Return how many sets were done of those planned: 3 of 4 sets, 1 of 1 set."""
    return f"{done} of {planned} {'set' if planned == 1 else 'sets'}"


def session_line(
    name: str,
    status: str,
    started: datetime,
    active_ms: int,
    sets: tuple[int, int],
    effort: int | None,
    now: datetime,
) -> SessionLine:
    """Return a session's line; `sets` are those done and those planned."""
    unfinished = {"active": ", not ended", "stopped": ", ended early"}.get(status, "")
    return SessionLine(
        day=f"{short_day(started, now)} {time_of_day(started)}",
        name=name,
        length=clock(active_ms),
        sets=f"{sets_line(*sets)}{unfinished}",
        effort="" if effort is None else f"Effort {effort}",
    )
