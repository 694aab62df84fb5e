"""What a session comes to: one record a set and side, worked out from its facts."""

from collections.abc import Iterator
from dataclasses import dataclass

from bandtimer.core.facts import Outcome
from bandtimer.core.plan import Plan, Side, Step, StepKind
from bandtimer.core.routine import Hold, Range, work_name, work_target
from bandtimer.core.schedule import reps_by_side
from bandtimer.core.state import State, StepResult, is_done


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
    """Return how many sets the plan has, as the athlete counts them: both sides make one.

    A set that was begun anew with another exercise is still one.
    """
    return len(_steps_by_set(plan))


def sets_done(state: State) -> int:
    """Return how many sets have been done, on both sides where they have two."""
    return sum(_is_done(state, steps) for steps in _steps_by_set(state.plan))


def _is_done(state: State, steps: list[int]) -> bool:
    """Tell whether a set has been done on the sides that it ends with, with any exercise."""
    last = state.plan.steps[steps[-1]].side
    wanted = {last} if last in {None, Side.BOTH} else {Side.LEFT, Side.RIGHT}
    done = {state.plan.steps[i].side for i in steps if is_done(state.results.get(i))}
    return wanted <= done


def _steps_by_set(plan: Plan) -> list[list[int]]:
    sets: dict[object, list[int]] = {}
    key: object = None
    for index, step in enumerate(plan.steps):
        if step.kind is not StepKind.WORK:
            continue
        if plan.routine.blocks:
            key = (step.entry, step.set_number)
        elif step.side is not step.first_side.other:
            # Plans of the first version do not tell the entries of their routine apart.
            key = index
        sets.setdefault(key, []).append(index)
    return list(sets.values())


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
