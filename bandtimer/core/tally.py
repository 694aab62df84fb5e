"""What sessions add up to: by day, and for one exercise in the course of time."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bandtimer.core.choices import Side

# The id of the routine that holds of the hold timer are recorded under.
HOLD_TIMER = "hold-timer"


@dataclass(frozen=True, slots=True)
class DayTotal:
    """How many sessions a day had, and how long they took without pauses, in ms."""

    sessions: int
    active_ms: int


class Metric(StrEnum):
    """What of an exercise is followed; times in ms.

    The longest hold and the most reps are those of a single set, the totals those of a day. The
    band is the last one of the day, the effort the day's hardest rating.
    """

    LONGEST_HOLD = "longest_hold"
    TOTAL_HOLD = "total_hold"
    MOST_REPS = "most_reps"
    TOTAL_REPS = "total_reps"
    TOTAL_TIME = "total_time"
    BAND = "band"
    EFFORT = "effort"


@dataclass(frozen=True, slots=True)
class DayValue:
    """What was reached on a day on one side, in the metric's unit."""

    day: date
    side: Side
    value: int


@dataclass(frozen=True, slots=True)
class DayBand:
    """The band an exercise was last done with on a day, as its owner calls it."""

    day: date
    band: str


@dataclass(frozen=True, slots=True)
class FollowedExercise:
    """An exercise that was done, by its latest name; `latest` is the day it was done last.

    `metrics` has what can be followed of it, first what it was last done as.
    """

    id: str
    name: str
    metrics: tuple[Metric, ...]
    latest: date
