"""The hold timer: one hold without a routine, and what it comes to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from bandtimer.core.choices import Side
from bandtimer.core.routine import (
    MINUTE,
    SECOND,
    Block,
    Exercise,
    Hold,
    Prescription,
    Range,
    Routine,
    Sides,
)
from bandtimer.core.tally import HOLD_TIMER
from bandtimer.present.wording import duration_text, side_text

DEFAULT_EXERCISE = "isometric-glute-bridge"

_STEP_S = 5
_LONGEST_S = 5 * MINUTE // SECOND


@dataclass(frozen=True, slots=True)
class HoldChoice:
    """What to hold: the exercise by its id, seconds to reach, None for none, and the sides."""

    exercise: str = DEFAULT_EXERCISE
    target_s: int | None = 30
    minimum_s: int | None = None
    sides: Sides | None = None

    def to_texts(self) -> dict[str, str]:
        """Return the choice as it is remembered."""
        return {
            "exercise": self.exercise,
            "target": str(self.target_s),
            "minimum": str(self.minimum_s),
            "sides": str(self.sides),
        }

    @classmethod
    def from_texts(cls, texts: Mapping[str, str]) -> Self:
        """Return the choice that was remembered; the usual one for what cannot be meant."""
        usual = cls()
        sides = texts.get("sides", "")
        return cls(
            texts.get("exercise", usual.exercise),
            _seconds(texts.get("target", ""), usual.target_s),
            _seconds(texts.get("minimum", ""), usual.minimum_s),
            Sides(sides) if sides in {Sides.BOTH, Sides.EACH} else None,
        )


def _seconds(text: str, usual: int | None) -> int | None:
    if text == str(None):
        return None
    offered = {str(seconds): seconds for seconds in range(_STEP_S, _LONGEST_S + 1, _STEP_S)}
    return offered.get(text, usual)


def hold_routine(
    exercise: Exercise, minimum_s: int | None, target_s: int | None, sides: Sides
) -> Routine:
    """Return a hold as a routine of one set that goes on until it is released.

    Minimum and target are in seconds, None for none; a minimum above the target gives way.
    """
    low = (minimum_s or 0) * SECOND
    if target_s is None:
        work = Hold(Range(low, None), until_released=True)
    else:
        target = target_s * SECOND
        work = Hold(Range(min(low or target, target), target), until_released=True)
    prescription = Prescription(exercise.id, work, sides=sides)
    return Routine(HOLD_TIMER, "Hold timer", (Block((prescription,)),))


def second_choices(none: str) -> tuple[tuple[int | None, str], ...]:
    """List the seconds to choose from, in steps of five; `none` puts no choice in words."""
    seconds = range(_STEP_S, _LONGEST_S + 1, _STEP_S)
    return ((None, none), *((s, duration_text(s * SECOND)) for s in seconds))


def side_choices(exercise: Exercise) -> tuple[tuple[str, str], ...]:
    """List the sides to choose from: as the exercise does it first."""
    each = (Sides.EACH.value, f"Each {exercise.side_noun}")
    both = (Sides.BOTH.value, "Both together")
    return (each, both) if exercise.sides is not Sides.BOTH else (both, each)


def holdable(exercises: Iterable[Exercise]) -> tuple[Exercise, ...]:
    """List the exercises by name, those that are holds by nature first."""
    return tuple(sorted(exercises, key=lambda e: (not isinstance(e.usual, Hold), e.name)))


def hold_text(exercise: Exercise, side: Side, hold_ms: int) -> str:
    """Return one hold: 42 s, or 42 s left leg."""
    return f"{hold_ms // SECOND} s {side_text(exercise, side)}".rstrip()
