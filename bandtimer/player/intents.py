"""What a person can want of a running session, whichever key, click or remote it came from."""

from enum import Enum, auto


class Intent(Enum):
    """One wish."""

    PRIMARY = auto()  # count a rep where the athlete counts, else pause or resume
    PAUSE = auto()  # pause or resume
    HALT = auto()  # pause, never resume
    RESUME = auto()
    FORWARD = auto()  # count a rep where the athlete counts and some are left, else next
    NEXT = auto()
    SKIP = auto()
    BACK = auto()
    MORE_TIME = auto()
    LESS_TIME = auto()
    MORE_REPS = auto()
    FEWER_REPS = auto()
    MORE_SETS = auto()
    FEWER_SETS = auto()
    HURT = auto()
    LEAVE = auto()
    STOP = auto()
