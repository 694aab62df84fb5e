"""What a session comes to: one record a set and side, worked out from its facts."""

from collections.abc import Iterator
from dataclasses import dataclass

from bandtimer.core.facts import Outcome
from bandtimer.core.plan import Plan, Side, Step, StepKind
from bandtimer.core.routine import Hold, Range, Reps, Timed, Work
from bandtimer.core.schedule import reps_by_side
from bandtimer.core.state import State, StepResult


@dataclass(frozen=True, slots=True)
class SetRecord:
    """One set on one side, as done; `target` is in reps or, for hold and time, milliseconds.

    `work` is "reps", "hold" or "timed". `reps` is None for holds. `band` is the band's name.
    """

    step: int
    side: Side
    exercise: str
    exercise_name: str
    set_number: int
    sets: int
    work: str
    target: Range
    reps: int | None
    elapsed_ms: int
    outcome: Outcome
    band: str = ""


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


def set_records(state: State) -> tuple[SetRecord, ...]:
    """List the sets of the session that have ended, in the order of the plan."""
    return tuple(
        record
        for index, step in enumerate(state.plan.steps)
        if step.kind is StepKind.WORK and index in state.results
        for record in records_of_step(state, index)
    )


def records_of_step(state: State, index: int) -> tuple[SetRecord, ...]:
    """List the records of one ended work step: two where its sides alternate.

    The time of alternating sides is shared out by their reps.
    """
    return tuple(_records(state, index, state.plan.steps[index], state.results[index]))


def sets_planned(plan: Plan) -> int:
    """Return how many sets the plan has, as the athlete counts them: both sides make one."""
    return len(_steps_by_set(plan))


def sets_done(state: State) -> int:
    """Return how many sets have been done, on both sides where they have two."""
    done = {i for i, result in state.results.items() if result.outcome is Outcome.DONE}
    return sum(done.issuperset(steps) for steps in _steps_by_set(state.plan))


def _steps_by_set(plan: Plan) -> list[list[int]]:
    sets: list[list[int]] = []
    for index, step in enumerate(plan.steps):
        if step.kind is not StepKind.WORK:
            continue
        if sets and step.side is step.first_side.other:
            sets[-1].append(index)
        else:
            sets.append([index])
    return sets


def _records(state: State, index: int, step: Step, result: StepResult) -> Iterator[SetRecord]:
    if step.work is None:
        return
    shares = reps_by_side(step, result.reps)
    left = result.elapsed_ms
    for place, (side, reps) in enumerate(shares.items(), start=1):
        share = left if place == len(shares) else result.elapsed_ms * reps // max(result.reps, 1)
        left -= share
        yield SetRecord(
            step=index,
            side=side,
            exercise=step.exercise,
            exercise_name=state.plan.exercises[step.exercise].name,
            set_number=step.set_number,
            sets=step.sets,
            work=work_name(step.work),
            target=work_target(step.work),
            reps=None if isinstance(step.work, Hold) else reps,
            elapsed_ms=share,
            outcome=result.outcome,
            band=result.band,
        )
