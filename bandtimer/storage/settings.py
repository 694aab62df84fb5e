"""The user's settings and last choices.

Every field carries its own rule, so that what a setting may be stands in one place:
`rules(Settings)` and `rules(RoutineChoices)` are what the file is read by and what a page of
settings offers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, get_origin, get_type_hints

from bandtimer.core.compile import Choices
from bandtimer.core.plan import Side
from bandtimer.core.routine import (
    DEFAULT_TEMPO,
    MAX_REPS,
    MAX_SETS,
    MAX_STEP_MS,
    SECOND,
    Tempo,
)
from bandtimer.storage.setting_rules import OneOf, Pace, Rule, Whole


class Counting(StrEnum):
    """Who counts the reps: the program, leading them by the tempo, or the athlete."""

    PACED = "paced"
    SELF = "self"


class ThemeChoice(StrEnum):
    """The colours of the window; SYSTEM follows the desktop."""

    DARK = "dark"
    LIGHT = "light"
    HIGH_CONTRAST = "high-contrast"
    SYSTEM = "system"


class Motion(StrEnum):
    """Whether figure, ring and timeline glide, or move once a second."""

    FULL = "full"
    REDUCED = "reduced"


_ONE_SIDE = OneOf((Side.LEFT, Side.RIGHT))
_COUNTING = OneOf(tuple(Counting))


@dataclass(frozen=True, slots=True)
class RoutineChoices:
    """What was last chosen for one routine; None leaves it to the routine or the settings."""

    sets: Annotated[int | None, Whole(1, MAX_SETS)] = None
    reps: Annotated[int | None, Whole(1, MAX_REPS)] = None
    rest_s: Annotated[int | None, Whole(0, MAX_STEP_MS // SECOND)] = None
    counting: Annotated[Counting | None, _COUNTING] = None
    first_side: Annotated[Side | None, _ONE_SIDE] = None


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings; times in seconds. `routines` has the last choices by the routine's id."""

    get_ready_s: Annotated[int, Whole(3, 60)] = 10
    switch_s: Annotated[int, Whole(2, 60)] = 6
    first_side: Annotated[Side, _ONE_SIDE] = Side.LEFT
    counting: Annotated[Counting, _COUNTING] = Counting.PACED
    tempo: Annotated[Tempo, Pace()] = DEFAULT_TEMPO
    theme: Annotated[ThemeChoice, OneOf(tuple(ThemeChoice))] = ThemeChoice.DARK
    text_percent: Annotated[int, Whole(80, 200)] = 100
    motion: Annotated[Motion, OneOf(tuple(Motion))] = Motion.FULL
    routines: Mapping[str, RoutineChoices] = field(default_factory=lambda: MappingProxyType({}))


def rules(kind: type[Settings | RoutineChoices]) -> Mapping[str, Rule]:
    """Return the rule of every field that has one, in the order of the fields."""
    hints = get_type_hints(kind, include_extras=True)
    return {
        name: hint.__metadata__[0] for name, hint in hints.items() if get_origin(hint) is Annotated
    }


def choices(settings: Settings, routine_id: str) -> Choices:
    """Return what to plan the routine with: what was last chosen for it, else the settings."""
    own = settings.routines.get(routine_id, RoutineChoices())
    return Choices(
        sets=own.sets,
        reps=own.reps,
        rest_ms=None if own.rest_s is None else own.rest_s * SECOND,
        paced=(own.counting or settings.counting) is Counting.PACED,
        first_side=own.first_side or settings.first_side,
        get_ready_ms=settings.get_ready_s * SECOND,
        switch_ms=settings.switch_s * SECOND,
        tempo=settings.tempo,
    )
