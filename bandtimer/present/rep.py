"""Where in its rep an exercise is at an instant, and how that is to be pictured."""

from dataclasses import dataclass

from bandtimer.core.plan import Plan, Side, Step, StepKind, rep_phases
from bandtimer.core.routine import DEFAULT_TEMPO, Exercise, Hold, Phase, Range, Reps
from bandtimer.core.schedule import side_of_rep
from bandtimer.core.state import State

# Into so many moments a phase is divided where an exercise is shown before it is done.
_PREVIEW_MOMENTS = 10


@dataclass(frozen=True, slots=True)
class Figure:
    """Which exercise to picture, and where in its movement.

    Figures are posed with the right side at work, so the left one is mirrored. `is_held` says
    that there is no movement to tell apart from its start.
    """

    exercise: Exercise
    phase: Phase | None
    progress: float
    is_mirrored: bool
    is_held: bool


def led_phase(step: Step, elapsed: int) -> Phase | None:
    """Return the phase of the rep that the tempo leads at this time of the step."""
    if step.kind is not StepKind.WORK or step.self_counted:
        return None
    return place_in_rep(step, elapsed)[0]


def place_in_rep(work: Step, elapsed: int) -> tuple[Phase | None, float]:
    """Return where in its movement the work is after this time at its tempo.

    A rest that no work follows, as when the last set was given up in it, is where that starts.
    """
    if isinstance(work.work, Hold):
        return Phase.TOP, 0.0
    if work.work is None:
        return None, 0.0
    left = elapsed % work.rep_ms
    for name, length in rep_phases(work):
        if left < length:
            return Phase(name), left / length
        left -= length
    return None, 0.0


def figure_at(plan: Plan, index: int, state: State, elapsed: int, *, is_still: bool) -> Figure:
    """Picture the work in hand; before it, show how it goes; at one's own pace, where it starts.

    Without motion every phase is pictured by the pose it leads to.
    """
    ahead = plan.next_work(index)
    work = plan.steps[index if ahead is None else ahead]
    is_now = ahead == index
    phase, progress = (None, 0.0) if is_now and work.self_counted else place_in_rep(work, elapsed)
    if not is_now:
        # Nobody moves along with it yet, and moments that come again need not be worked out again.
        progress = round(progress * _PREVIEW_MOMENTS) / _PREVIEW_MOMENTS
    if is_still and phase is not None:
        progress = 1.0
    side = side_of_rep(work, state.reps if is_now else 0)
    return Figure(
        exercise=plan.exercises[work.exercise],
        phase=phase,
        progress=progress,
        is_mirrored=side is Side.LEFT,
        is_held=isinstance(work.work, Hold),
    )


def usual_place(exercise: Exercise, ms: int) -> tuple[Phase | None, float]:
    """Return where an exercise is that is shown for so long, as it is usually done."""
    work = exercise.usual if isinstance(exercise.usual, Hold) else Reps(Range.exactly(1))
    tempo = exercise.tempo or DEFAULT_TEMPO
    return place_in_rep(Step(StepKind.WORK, exercise.id, 1, 1, work=work, tempo=tempo), ms)
