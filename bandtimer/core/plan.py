"""A routine with every choice made: a flat run of steps.

Flat, so that back, skip, resume, time left and the timeline are index arithmetic.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bandtimer.core.choices import Adjustment, Choices, Side
from bandtimer.core.routine import SECOND, Exercise, Hold, Reps, Routine, Tempo, Timed, Work

__all__ = [
    "Plan",
    "Side",
    "Step",
    "StepKind",
    "estimated_ms",
    "estimated_reps",
    "rep_phases",
]

# How long the open-ended takes when a length has to be guessed: an untrained bridge or plank
# lasts about half a minute, and a set to fatigue with a mini band about fifteen reps.
GUESSED_MAX_HOLD_MS = 30 * SECOND
GUESSED_MAX_REPS = 15


class StepKind(StrEnum):
    """What a step is for."""

    PREPARE = "prepare"
    WORK = "work"
    SWITCH_SIDES = "switch_sides"
    REST = "rest"
    CHANGE_EXERCISE = "change_exercise"


@dataclass(frozen=True, slots=True)
class Step:
    """One stretch of a session, with its place in it.

    A step that is no work carries the place of the work it leads to, and `duration_ms`. Work
    carries the tempo, which leads it where it is `paced` and else only tells its likely length.
    With `alternate_every` above 0 the reps change side after so many, from `first_side` on, and
    the target counts each side's. `entry` is its place in the routine: block, place in the block.
    """

    kind: StepKind
    exercise: str
    set_number: int
    sets: int
    block: str = ""
    side: Side | None = None
    duration_ms: int = 0
    work: Work | None = None
    tempo: Tempo | None = None
    paced: bool = False
    alternate_every: int = 0
    first_side: Side = Side.LEFT
    entry: tuple[int, int] = (0, 0)

    @property
    def rep_ms(self) -> int:
        """Return the length of one rep at this step's tempo, its hold included."""
        tempo = _rep_tempo(self)
        return 0 if tempo is None else tempo.rep_ms

    @property
    def self_counted(self) -> bool:
        """Tell whether the athlete counts the reps of this step."""
        return isinstance(self.work, Reps) and not self.paced


def rep_phases(step: Step) -> tuple[tuple[str, int], ...]:
    """List the phases of one rep of the step with their milliseconds; none without a tempo."""
    tempo = _rep_tempo(step)
    return () if tempo is None else tempo.phases()


def _rep_tempo(step: Step) -> Tempo | None:
    tempo = step.tempo
    if tempo is not None and isinstance(step.work, Reps) and step.work.hold_ms:
        return replace(tempo, top_ms=step.work.hold_ms)
    return tempo


def estimated_reps(step: Step) -> int:
    """Return how many reps the step is likely to take, both sides of alternating ones together."""
    if not isinstance(step.work, Reps):
        return 0
    count = step.work.count
    reps = count.high or count.low or GUESSED_MAX_REPS
    return reps * 2 if step.alternate_every else reps


def estimated_ms(step: Step) -> int:
    """Return how long the step takes, a guess where it is open-ended."""
    match step.work:
        case None:
            return step.duration_ms
        case Timed(duration_ms):
            return duration_ms
        case Hold(time):
            return time.high or time.low or GUESSED_MAX_HOLD_MS
        case Reps():
            return estimated_reps(step) * step.rep_ms


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps of one session, and what is needed to plan the rest of it anew.

    `exercises` has those the steps name and all their easier and harder variants.
    """

    name: str
    steps: tuple[Step, ...]
    exercises: Mapping[str, Exercise]
    routine: Routine = field(default_factory=lambda: Routine("", "", ()))
    choices: Choices = field(default_factory=Choices)
    adjustments: tuple[Adjustment, ...] = ()

    @property
    def used(self) -> tuple[Exercise, ...]:
        """List the exercises that the steps name, in the order they come."""
        return tuple(self.exercises[name] for name in dict.fromkeys(s.exercise for s in self.steps))

    @property
    def estimated_ms(self) -> int:
        """Return how long the session takes without pauses."""
        return sum(estimated_ms(step) for step in self.steps)

    def starts(self) -> Iterator[tuple[int, Step]]:
        """Yield every step with the time at which it is expected to start."""
        at = 0
        for step in self.steps:
            yield at, step
            at += estimated_ms(step)

    def next_work(self, index: int) -> int | None:
        """Return the index of the first work at or after `index`, or None."""
        steps = range(index, len(self.steps))
        return next((i for i in steps if self.steps[i].kind is StepKind.WORK), None)

    def last_work(self, index: int) -> int | None:
        """Return the index of the last work before `index`, or None."""
        steps = range(min(index, len(self.steps)) - 1, -1, -1)
        return next((i for i in steps if self.steps[i].kind is StepKind.WORK), None)
