"""A plan seen as a whole: its exercises in order, its lengths, its timeline."""

from dataclasses import dataclass
from itertools import accumulate

from bandtimer.core.plan import Plan, Step, StepKind, estimated_ms
from bandtimer.core.routine import Hold
from bandtimer.present.tone import Tone

_TONES = {
    StepKind.PREPARE: Tone.READY,
    StepKind.SWITCH_SIDES: Tone.SWITCH,
    StepKind.REST: Tone.REST,
    StepKind.CHANGE_EXERCISE: Tone.REST,
}


def step_tone(step: Step) -> Tone:
    """Return the tone of a step."""
    if step.kind is StepKind.WORK:
        return Tone.HOLD if isinstance(step.work, Hold) else Tone.WORK
    return _TONES[step.kind]


@dataclass(frozen=True, slots=True)
class Segment:
    """One step on the timeline; `opens_group` sets it off from the exercise before."""

    length_ms: int
    tone: Tone
    opens_group: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """What is asked of a plan again and again while it runs, worked out once."""

    segments: tuple[Segment, ...]
    places: tuple[int, ...]
    exercises: int
    remaining_ms: tuple[int, ...]

    def place(self, index: int) -> str:
        """Return which of the exercises the step belongs to: Exercise 3 of 6."""
        return f"Exercise {self.places[index]} of {self.exercises}"


def outline(plan: Plan) -> Outline:
    """Work out the outline of a plan."""
    lengths = [estimated_ms(step) for step in plan.steps]
    remaining = list(accumulate(reversed(lengths), initial=0))
    order: dict[tuple[str, str], int] = {}
    for step in plan.steps:
        order.setdefault((step.block, step.exercise), len(order) + 1)
    places = tuple(order[step.block, step.exercise] for step in plan.steps)
    segments = tuple(
        Segment(length, step_tone(step), place > 0 and places[place - 1] != places[place])
        for place, (step, length) in enumerate(zip(plan.steps, lengths, strict=True))
    )
    return Outline(segments, places, len(order), tuple(reversed(remaining)))
