"""What a routine file says: exercises, blocks and prescriptions, free of the file's syntax.

Durations are integer milliseconds. Names are the field's: set, rep, hold, tempo, rest, block,
circuit.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Self

from bandtimer.core.figure import Figure

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE

# Upper bounds guard against typing mistakes; no sensible routine comes near them.
MAX_STEP_MS = HOUR
MAX_SETS = 50
MAX_REPS = 1_000
MAX_STEPS = 10_000
MAX_ROUTINE_MS = 24 * HOUR

DEFAULT_REST_MS = 45 * SECOND


@dataclass(frozen=True, slots=True)
class Range:
    """A number with a lower bound and, unless open-ended, an upper one; both inclusive.

    The four shapes a target comes in: fixed (12, 12), range (12, 15), at least (8, None) and
    as much as possible (0, None).
    """

    low: int
    high: int | None

    @classmethod
    def exactly(cls, value: int) -> Self:
        """Return the range that holds one value only."""
        return cls(value, value)

    @property
    def is_choice(self) -> bool:
        """Tell whether it leaves something to choose: two different bounds."""
        return self.high is not None and self.low != self.high

    @property
    def is_max(self) -> bool:
        """Tell whether it asks for as much as possible."""
        return self.high is None and self.low == 0


@dataclass(frozen=True, slots=True)
class Reps:
    """Repetitions; with `hold_ms` above 0 every one of them is held that long at the top."""

    count: Range
    hold_ms: int = 0


@dataclass(frozen=True, slots=True)
class Hold:
    """An isometric hold; `time` is in milliseconds.

    With `until_released` it goes on past its upper bound, the target, until the athlete lets go.
    """

    time: Range
    until_released: bool = False


@dataclass(frozen=True, slots=True)
class Timed:
    """Work for a while, any number of reps."""

    duration_ms: int


Work = Reps | Hold | Timed


def work_name(work: Work) -> str:
    """Return the name a kind of work goes by in records and in JSON."""
    match work:
        case Reps():
            return "reps"
        case Hold():
            return "hold"
        case Timed():
            return "timed"


def work_target(work: Work) -> Range:
    """Return what the work asks for: reps, or milliseconds of hold or time."""
    match work:
        case Reps(count=count):
            return count
        case Hold(time):
            return time
        case Timed(duration_ms):
            return Range.exactly(duration_ms)


class Phase(StrEnum):
    """The four parts of one repetition, in the order a rep from a standstill runs through them."""

    CONCENTRIC = "concentric"
    TOP = "top"
    ECCENTRIC = "eccentric"
    BOTTOM = "bottom"


@dataclass(frozen=True, slots=True)
class Tempo:
    """Milliseconds of each phase; written `eccentric-bottom-concentric-top`, in seconds.

    That order is the one strength coaching writes tempo in: a squat at 3-1-1-0 goes down for
    three seconds. A rep is led from the start position, so it begins with the concentric phase.
    """

    eccentric_ms: int
    bottom_ms: int
    concentric_ms: int
    top_ms: int

    @property
    def rep_ms(self) -> int:
        """Return the length of one whole repetition."""
        return self.eccentric_ms + self.bottom_ms + self.concentric_ms + self.top_ms

    def phases(self) -> tuple[tuple[Phase, int], ...]:
        """List the phases that take time, in order of execution, with their milliseconds."""
        every = (
            (Phase.CONCENTRIC, self.concentric_ms),
            (Phase.TOP, self.top_ms),
            (Phase.ECCENTRIC, self.eccentric_ms),
            (Phase.BOTTOM, self.bottom_ms),
        )
        return tuple((phase, length) for phase, length in every if length > 0)


DEFAULT_TEMPO = Tempo(2 * SECOND, 0, 2 * SECOND, 1 * SECOND)


class Sides(StrEnum):
    """How an exercise shares its work between left and right."""

    BOTH = "both"
    EACH = "each"
    ALTERNATE = "alternate"


class SideNoun(StrEnum):
    """What the two sides of an exercise are called: left leg, to the left, …"""

    SIDE = "side"
    LEG = "leg"
    ARM = "arm"
    WAY = "way"


class BandKind(StrEnum):
    """The kinds of resistance band: a closed mini loop, a long band, or none at all."""

    LOOP = "loop"
    LONG = "long"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class BandUse:
    """Which band an exercise needs, where it goes, and a tip about it."""

    kind: BandKind = BandKind.NONE
    where: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class FormCue:
    """One thing to do, said in a few words; `phase` is the part of the rep it belongs to."""

    text: str
    phase: Phase | None = None


@dataclass(frozen=True, slots=True)
class FitName:
    """An exercise in Garmin's FIT profile: `exercise_category` and the name within it."""

    category: int
    name: int


@dataclass(frozen=True, slots=True)
class Exercise:
    """All there is to know about an exercise apart from how much of it to do.

    `usual` is what it is mostly done for; it stands in where another exercise was planned whose
    work does not suit this one, as reps do not suit an isometric hold.
    """

    id: str
    name: str
    summary: str = ""
    band: BandUse = BandUse()
    sides: Sides = Sides.BOTH
    alternate_every: int = 1
    side_noun: SideNoun = SideNoun.SIDE
    muscles: tuple[str, ...] = ()
    setup: tuple[str, ...] = ()
    cues: tuple[FormCue, ...] = ()
    mistakes: tuple[str, ...] = ()
    phases: Mapping[Phase, str] = field(default_factory=lambda: MappingProxyType({}))
    tempo: Tempo | None = None
    easier: tuple[str, ...] = ()
    harder: tuple[str, ...] = ()
    speech: str = ""
    fit: FitName | None = None
    figure: Figure | None = None
    usual: Work | None = None

    @property
    def spoken(self) -> str:
        """Return the short form to say aloud, or the name where there is none."""
        return self.speech or self.name


@dataclass(frozen=True, slots=True)
class Prescription:
    """How much of one exercise: sets × work, how the sides share it, at which tempo, then rest.

    `sets` always has an upper bound. `sides`, `alternate_every` and `tempo` are None where the
    exercise's own apply. In a circuit `sets` counts the rounds.
    """

    exercise: str
    work: Work
    sets: Range = Range(1, 1)
    sides: Sides | None = None
    alternate_every: int | None = None
    tempo: Tempo | None = None
    rest_ms: int = DEFAULT_REST_MS


class Order(StrEnum):
    """How a block goes through its exercises."""

    STRAIGHT = "straight"
    CIRCUIT = "circuit"


@dataclass(frozen=True, slots=True)
class Block:
    """Exercises done in one order: straight sets, or a circuit of `rounds`.

    `rest_between_ms` is None where a change of exercise takes as long as the rest after a set.
    """

    exercises: tuple[Prescription, ...]
    name: str = ""
    order: Order = Order.STRAIGHT
    rounds: Range = Range(1, 1)
    rest_between_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Routine:
    """A routine, with the exercises that its file defines in place."""

    id: str
    name: str
    blocks: tuple[Block, ...]
    summary: str = ""
    own_exercises: tuple[Exercise, ...] = ()

    @property
    def prescriptions(self) -> tuple[Prescription, ...]:
        """List what is prescribed, through all blocks."""
        return tuple(item for block in self.blocks for item in block.exercises)
