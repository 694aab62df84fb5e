"""The tones in which the screen speaks; a theme gives each its colour."""

from enum import StrEnum


class Tone(StrEnum):
    """What something is about; told by word and shape as well, never by colour alone."""

    READY = "ready"
    WORK = "work"
    HOLD = "hold"
    REST = "rest"
    SWITCH = "switch"
    ALERT = "alert"
    NEUTRAL = "neutral"
