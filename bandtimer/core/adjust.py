"""Changing the rest of a session in its middle: another exercise, more or fewer sets.

The routine is planned anew with one adjustment more, and what lies ahead of the step in progress
is taken from the new plan. What has been done stays as it is.
"""

from dataclasses import dataclass, replace

from bandtimer.core.choices import WHOLE_BLOCK, Adjustment
from bandtimer.core.compile import PlannedSet, flattened, planned_sets
from bandtimer.core.plan import Plan, Side, Step, StepKind
from bandtimer.core.routine import MAX_SETS, Order
from bandtimer.core.state import IllegalTransition, State


@dataclass(frozen=True, slots=True)
class PlanChange:
    """What a change comes to: `steps` take over from the index `first` on.

    `ends_open` says that the step in progress ends for it, and `first` lies behind it.
    """

    adjustment: Adjustment
    first: int
    steps: tuple[Step, ...]
    ends_open: bool


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where in the plan a session stands: its step, and the set that it belongs or leads to."""

    index: int
    step: Step
    number: int
    is_within: bool


def swapped(state: State, exercise: str) -> PlanChange:
    """Go on with another exercise in place of the one at hand.

    In the middle of a set what was done of it stays, and the set begins anew with the other
    exercise, after time to get ready. Raises IllegalTransition for an exercise that is no
    variant, and where there is no set ahead.
    """
    spot = _spot(state)
    if exercise not in state.plan.exercises or exercise == spot.step.exercise:
        raise IllegalTransition(f"{exercise} cannot take the place of {spot.step.exercise}")
    adjustment = Adjustment(spot.step.entry, spot.step.set_number, exercise=exercise)
    sets = _planned(state.plan, adjustment)
    this, later = sets[spot.number], sets[spot.number + 1 :]
    if not spot.is_within:
        stand_in = replace(state.plan.steps[spot.index], exercise=exercise)
        steps = (stand_in, *this.work, *_flat(state, later))
        return PlanChange(adjustment, spot.index, steps, ends_open=False)
    again = _from_side(this, spot.step.side)
    ready_ms = state.plan.choices.get_ready_ms
    ready = replace(
        again[0], kind=StepKind.PREPARE, side=None, work=None, tempo=None, paced=False,
        alternate_every=0, duration_ms=ready_ms,
    )  # fmt: skip
    lead = (ready,) if ready_ms else ()
    steps = (*lead, *again, *_flat(state, later))
    return PlanChange(adjustment, spot.index + 1, steps, ends_open=True)


def with_sets(state: State, more: int) -> PlanChange:
    """Do `more` sets of the exercise at hand, in a circuit rounds, or fewer below 0.

    Raises IllegalTransition below one set, below those already begun, and above 50.
    """
    spot = _spot(state)
    sets = spot.step.sets + more
    begun = spot.step.set_number - (0 if spot.is_within else 1)
    if not max(begun, 1) <= sets <= MAX_SETS:
        raise IllegalTransition(f"{sets} sets are not possible at set {spot.step.set_number}")
    entry = spot.step.entry
    if state.plan.routine.blocks[entry[0]].order is Order.CIRCUIT:
        entry = (entry[0], WHOLE_BLOCK)
    adjustment = Adjustment(entry, spot.step.set_number, sets=sets)
    planned = _planned(state.plan, adjustment)
    if sets < spot.step.set_number:
        return _passing_over(state, spot, planned, adjustment)
    this, later = planned[spot.number], planned[spot.number + 1 :]
    if spot.is_within:
        left = _end_of_set(state, spot) - spot.index
        ahead = tuple(replace(step, sets=sets) for step in this.work[-left:])
    else:
        ahead = (replace(state.plan.steps[spot.index], sets=sets), *this.work)
    return PlanChange(adjustment, spot.index, (*ahead, *_flat(state, later)), ends_open=False)


def without_the_rest(state: State) -> PlanChange:
    """Do no more of the exercise at hand; the step in progress ends."""
    spot = _spot(state)
    kept = spot.step.set_number - (0 if spot.is_within else 1)
    adjustment = Adjustment(spot.step.entry, spot.step.set_number, sets=kept)
    return _passing_over(state, spot, _planned(state.plan, adjustment), adjustment)


def _spot(state: State) -> _Spot:
    plan, index = state.plan, state.step
    ahead = plan.next_work(index)
    if not state.is_open or ahead is None:
        raise IllegalTransition("there is no set ahead that could be changed")
    if any(done > index for done in state.results):
        raise IllegalTransition("a later set has been done already; go on to it first")
    step = plan.steps[ahead]
    within = {StepKind.WORK, StepKind.SWITCH_SIDES}
    numbers = [
        number
        for number, planned in enumerate(planned_sets(plan))
        if (planned.entry, planned.set_number) == (step.entry, step.set_number)
    ]
    if not numbers:
        raise IllegalTransition("this session was planned by an older version; it stays as it is")
    return _Spot(index, step, numbers[0], plan.steps[index].kind in within)


def _planned(plan: Plan, adjustment: Adjustment) -> list[PlannedSet]:
    return list(planned_sets(replace(plan, adjustments=(*plan.adjustments, adjustment))))


def _passing_over(
    state: State, spot: _Spot, planned: list[PlannedSet], adjustment: Adjustment
) -> PlanChange:
    later = planned[spot.number + (1 if spot.is_within else 0) :]
    return PlanChange(adjustment, spot.index + 1, _flat(state, later), ends_open=True)


def _from_side(planned: PlannedSet, side: Side | None) -> tuple[Step, ...]:
    """Return the set's steps from the work on this side on, or all where it has none."""
    for place, step in enumerate(planned.work):
        if step.kind is StepKind.WORK and step.side is side:
            return planned.work[place:]
    return planned.work


def _end_of_set(state: State, spot: _Spot) -> int:
    """Return the index behind the last step of the set in progress."""
    steps = state.plan.steps
    end = spot.index
    place = (spot.step.entry, spot.step.set_number)
    within = {StepKind.WORK, StepKind.SWITCH_SIDES}
    while end < len(steps) and steps[end].kind in within:
        if (steps[end].entry, steps[end].set_number) != place:
            break
        end += 1
    return end


def _flat(state: State, sets: list[PlannedSet]) -> tuple[Step, ...]:
    return flattened(state.plan.name, sets)
