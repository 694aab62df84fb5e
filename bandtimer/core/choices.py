"""What the athlete decides about a routine, before the session and in its middle."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from bandtimer.core.routine import DEFAULT_TEMPO, SECOND, Tempo


class Side(StrEnum):
    """The side that works."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"

    @property
    def other(self) -> "Side":
        """Return the opposite side; both sides are their own opposite."""
        return {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}.get(self, self)


class CountAloud(StrEnum):
    """Which reps are counted aloud; LAST_THREE tells how many are left of a set."""

    ALL = "all"
    FIFTH = "every-fifth"
    LAST_THREE = "last-three"
    NONE = "none"


def _nothing() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Choices:
    """What the athlete decides before starting; None keeps what the routine says.

    `sets` and `reps` settle every range of the routine, or, where it has none, its fixed
    numbers; `sets` also settles the rounds of circuits. `rest_ms` replaces the rest after sets.
    `tempo` is the pace where neither routine nor exercise names one. `lead_in_ms` is the countdown
    before work that goes on after a pause or begins anew. Milliseconds throughout.
    `variants` maps exercises to those done instead, `bands` exercises to the band's name.
    """

    sets: int | None = None
    reps: int | None = None
    rest_ms: int | None = None
    paced: bool = True
    first_side: Side = Side.LEFT
    get_ready_ms: int = 10 * SECOND
    switch_ms: int = 6 * SECOND
    lead_in_ms: int = 0
    tempo: Tempo = DEFAULT_TEMPO
    variants: Mapping[str, str] = field(default_factory=_nothing)
    bands: Mapping[str, str] = field(default_factory=_nothing)


WHOLE_BLOCK = -1


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A change to one entry of the routine, for one session.

    `entry` is (block, place in the block), with the place `WHOLE_BLOCK` for all of a circuit.
    From set `from_set` on `exercise` is done instead, where that is given; `sets` is how many
    sets there are in all, where that is given.
    """

    entry: tuple[int, int]
    from_set: int = 1
    exercise: str | None = None
    sets: int | None = None
