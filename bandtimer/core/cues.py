"""What is said, sounded or flashed at an instant, and then gone."""

from dataclasses import dataclass
from enum import StrEnum


class CueKind(StrEnum):
    """The kinds of cue; the comment names what `Cue.value` holds."""

    GET_READY = "get_ready"  # seconds
    GO = "go"
    PHASE = "phase"  # the phase that begins
    REP = "rep"  # reps so far
    MINIMUM_REACHED = "minimum_reached"  # the minimum, in reps or seconds
    TARGET_REACHED = "target_reached"  # the target, in seconds, of a hold that goes on
    HALFWAY = "halfway"  # seconds done
    SECONDS_LEFT = "seconds_left"  # seconds to the end of the step
    COUNTDOWN = "countdown"  # 3, 2, 1 to the end of the step
    SWITCH_SIDES = "switch_sides"  # the side to work next
    REST = "rest"  # seconds
    CHANGE_EXERCISE = "change_exercise"  # the exercise that comes
    SET_DONE = "set_done"
    SESSION_DONE = "session_done"


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue of step `step`, due at `due` milliseconds on the session's clock."""

    due: int
    kind: CueKind
    step: int
    value: int | str | None = None
