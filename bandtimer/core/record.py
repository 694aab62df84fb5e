"""What a session comes to: one record a set and side, worked out from its facts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bandtimer.core.facts import Outcome
from bandtimer.core.plan import Plan, Side, Step, StepKind
from bandtimer.core.routine import Hold, Range, work_name, work_target
from bandtimer.core.schedule import reps_by_side
from bandtimer.core.state import State, is_done


@dataclass(frozen=True, slots=True)
class SetRecord:
    """One set on one side, as done; `target` is in reps or, for hold and time, milliseconds.

    `work` is "reps", "hold" or "timed". `reps` is None for holds. `band` is the band's name.
    `effort` is 1 to 10, None where it was not rated. `edited` tells that the athlete put it right
    afterwards.
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
    effort: int | None = None
    note: str = ""
    edited: bool = False


def set_records(state: State) -> tuple[SetRecord, ...]:
    """List the sets of the session that have ended, in the order of the plan."""
    return tuple(
        record for index in range(len(state.plan.steps)) for record in records_of_step(state, index)
    )


def records_of_step(state: State, index: int) -> tuple[SetRecord, ...]:
    """List the records of one step: two where its sides alternate, none before work has ended.

    The time of alternating sides is shared out by their reps. A side that was never begun has a
    record once the athlete has entered one.
    """
    step = state.plan.steps[index]
    if step.work is None:
        return ()
    recorded = {record.side: record for record in _recorded(state, index, step)}
    sides = reps_by_side(step, 0)
    found = (_amended(state, index, side, recorded.get(side)) for side in sides)
    return tuple(record for record in found if record is not None)


def record_of(state: State, index: int, side: Side) -> SetRecord | None:
    """Return the record of one side of a step, blank and skipped where it was never begun.

    None where the step is no work or works another side.
    """
    if not 0 <= index < len(state.plan.steps) or state.plan.steps[index].work is None:
        return None
    found = (record for record in records_of_step(state, index) if record.side is side)
    blank = _blank(state, index, side) if side in reps_by_side(state.plan.steps[index], 0) else None
    return next(found, blank)


def original_records(state: State) -> tuple[SetRecord, ...]:
    """List the sets as they were recorded, before any edit in the history."""
    return set_records(replace(state, edits={}))


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
    sides = [state.plan.steps[i].side for i in steps]
    both = {None, Side.BOTH}
    wanted = {sides[-1]} if sides[-1] in both else set(sides) - both
    done = {side for i, side in zip(steps, sides, strict=True) if _is_step_done(state, i)}
    return wanted <= done


def _is_step_done(state: State, index: int) -> bool:
    if not state.edits:
        return is_done(state.results.get(index))
    done = {r.side for r in records_of_step(state, index) if r.outcome is Outcome.DONE}
    return done == set(reps_by_side(state.plan.steps[index], 0))


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


def _recorded(state: State, index: int, step: Step) -> Iterator[SetRecord]:
    result = state.results.get(index)
    if result is None:
        return
    shares = reps_by_side(step, result.reps)
    left = result.elapsed_ms
    for place, (side, reps) in enumerate(shares.items(), start=1):
        share = left if place == len(shares) else result.elapsed_ms * reps // max(result.reps, 1)
        left -= share
        yield replace(
            _blank(state, index, side),
            reps=None if isinstance(step.work, Hold) else reps,
            elapsed_ms=share,
            outcome=result.outcome,
            band=result.band,
        )


def _amended(state: State, index: int, side: Side, record: SetRecord | None) -> SetRecord | None:
    """Return the record as the athlete has put it right; None where there is nothing of it."""
    edit = state.edits.get((index, side))
    if edit is not None:
        record = replace(
            record or _blank(state, index, side),
            reps=edit.reps,
            elapsed_ms=edit.elapsed_ms,
            outcome=edit.outcome,
            band=edit.band,
            edited=True,
        )
    remark = state.remarks.get((index, side))
    if record is None or remark is None:
        return record
    return replace(record, effort=remark.effort, note=remark.note)


def _blank(state: State, index: int, side: Side) -> SetRecord:
    step = state.plan.steps[index]
    if step.work is None:
        raise AssertionError("only work has records")
    return SetRecord(
        step=index,
        side=side,
        exercise=step.exercise,
        exercise_name=state.plan.exercises[step.exercise].name,
        set_number=step.set_number,
        sets=step.sets,
        work=work_name(step.work),
        target=work_target(step.work),
        reps=None if isinstance(step.work, Hold) else 0,
        elapsed_ms=0,
        outcome=Outcome.SKIPPED,
    )
