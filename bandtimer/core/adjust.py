"""Changing the rest of a session in its middle: another exercise, more or fewer sets.

The routine is planned anew with one adjustment more, and what lies ahead of the step in progress
is taken from the new plan. What has been done stays as it is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bandtimer.core.choices import WHOLE_BLOCK, Adjustment
from bandtimer.core.compile import PlannedSet, pause_step, planned_sets
from bandtimer.core.plan import Plan, Side, Step, StepKind
from bandtimer.core.routine import MAX_ROUTINE_MS, MAX_SETS, MAX_STEPS, Order
from bandtimer.core.state import IllegalTransition, State, is_done


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
class _Place:
    """A set of an entry of the routine."""

    entry: tuple[int, int]
    number: int


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a session stands: the step in progress, and the work that it is or leads to.

    `places` are all sets of the plan in order, and the one at hand is among them. It `has_begun`
    once its first side is behind or at work. A step that a change cut off from what it led to is
    not `direct`: steps of another set may come before the work.
    """

    index: int
    work: Step
    places: tuple[_Place, ...]
    has_begun: bool
    direct: bool

    @property
    def here(self) -> _Place:
        return _place(self.work)

    @property
    def begun(self) -> frozenset[_Place]:
        """The sets that are behind or in progress."""
        until = self.places.index(self.here) + (1 if self.has_begun else 0)
        return frozenset(self.places[:until])


def swapped(state: State, exercise: str) -> PlanChange:
    """Go on with another exercise of the plan in place of the one at hand.

    In the middle of a set what was done of it stays, and the set begins anew with the other
    exercise, after time to get ready; where the first side is behind, only the second does.
    Raises IllegalTransition for an exercise that the plan does not know or that is at hand
    already, and where there is no set ahead.
    """
    spot = _spot(state)
    if exercise not in state.plan.exercises or exercise == spot.work.exercise:
        raise IllegalTransition(f"{exercise} cannot take the place of {spot.work.exercise}")
    adjustment = Adjustment(spot.work.entry, spot.work.set_number, exercise=exercise)
    planned = _planned(state.plan, adjustment)
    this = next(item for item in planned if _place(item) == spot.here)
    later = _later(planned, {*spot.begun, spot.here})
    current = state.plan.steps[spot.index]
    again = _from_side(this, _next_side(state, spot))
    if spot.direct and current.kind not in {StepKind.WORK, StepKind.SWITCH_SIDES}:
        steps = (replace(current, exercise=exercise), *again, *later)
        change = PlanChange(adjustment, spot.index, steps, ends_open=False)
    elif spot.direct:
        steps = (*_ready(state.plan, again[0]), *again, *later)
        change = PlanChange(adjustment, spot.index + 1, steps, ends_open=True)
    else:
        lead = this.lead or tuple(_ready(state.plan, again[0]))
        steps = (*lead, *again, *later)
        change = PlanChange(adjustment, spot.index + 1, steps, ends_open=False)
    return _possible(state.plan, change)


def with_sets(state: State, more: int) -> PlanChange:
    """Do `more` sets of the exercise at hand, in a circuit rounds, or fewer below 0.

    Raises IllegalTransition below one set, below those already begun, and above 50.
    """
    spot = _spot(state)
    entry = spot.work.entry
    in_circuit = state.plan.routine.blocks[entry[0]].order is Order.CIRCUIT
    scope = (entry[0], WHOLE_BLOCK) if in_circuit else entry
    sets = max(_numbers(spot.places, scope)) + more
    least = max(_numbers(spot.begun, scope), default=1)
    if not least <= sets <= MAX_SETS:
        raise IllegalTransition(f"{sets} sets are not possible at set {spot.work.set_number}")
    adjustment = Adjustment(scope, spot.work.set_number, sets=sets)
    if sets < spot.work.set_number:
        return _passing_over(state, spot, adjustment)
    first = spot.index if spot.direct else spot.index + 1
    ahead = [replace(step, sets=sets) for step in _rest_of_set(state.plan, first, spot.here)]
    later = _later(_planned(state.plan, adjustment), {*spot.begun, spot.here})
    change = PlanChange(adjustment, first, (*ahead, *later), ends_open=False)
    return _possible(state.plan, change)


def without_the_rest(state: State) -> PlanChange:
    """Do no more of the exercise at hand; the step in progress ends."""
    spot = _spot(state)
    kept = spot.work.set_number - (0 if spot.has_begun else 1)
    adjustment = Adjustment(spot.work.entry, spot.work.set_number, sets=kept)
    return _passing_over(state, spot, adjustment)


def _spot(state: State) -> _Spot:
    plan, index = state.plan, state.step
    ahead = plan.next_work(index)
    if not state.is_open or ahead is None:
        raise IllegalTransition("there is no set ahead that could be changed")
    if any(done > index for done in state.results):
        raise IllegalTransition("a later set is behind you already; go on to it first")
    if not plan.routine.blocks:
        raise IllegalTransition("this session was planned by an older version; it stays as it is")
    work = plan.steps[ahead]
    spot = _Spot(
        index,
        work,
        tuple(map(_place, planned_sets(plan))),
        has_begun=ahead == index or work.side is work.first_side.other,
        direct=all(_place(step) == _place(work) for step in plan.steps[index:ahead]),
    )
    if spot.here not in spot.places:
        raise IllegalTransition("this set was taken out of the session; go on to the next")
    return spot


def _place(item: Step | PlannedSet) -> _Place:
    return _Place(item.entry, item.set_number)


def _numbers(places: Iterable[_Place], scope: tuple[int, int]) -> list[int]:
    """List the set numbers of an entry, or of all entries of a block."""
    whole = (scope[0], WHOLE_BLOCK)
    return [p.number for p in places if scope in (p.entry, whole) and p.entry[0] == scope[0]]


def _planned(plan: Plan, adjustment: Adjustment) -> list[PlannedSet]:
    return list(planned_sets(replace(plan, adjustments=(*plan.adjustments, adjustment))))


def _later(planned: Iterable[PlannedSet], gone: Iterable[_Place]) -> list[Step]:
    """List the steps of the sets that are not `gone`, which are the first."""
    behind = frozenset(gone)
    ahead = (item for item in planned if _place(item) not in behind)
    return [step for item in ahead for step in (*item.lead, *item.work)]


def _passing_over(state: State, spot: _Spot, adjustment: Adjustment) -> PlanChange:
    later = _later(_planned(state.plan, adjustment), spot.begun)
    if later and later[0].kind is StepKind.WORK:
        # Without a rest there would be none to take up the other exercise in.
        later = [*_ready(state.plan, later[0]), *later]
    return PlanChange(adjustment, spot.index + 1, tuple(later), ends_open=True)


def _ready(plan: Plan, leads_to: Step) -> Iterator[Step]:
    return pause_step(StepKind.PREPARE, plan.choices.get_ready_ms, leads_to)


def _next_side(state: State, spot: _Spot) -> Side | None:
    """Return the side that the set goes on with: the second, once the first has been done."""
    second = spot.work.first_side.other
    earlier = (
        step.side
        for index, step in enumerate(state.plan.steps[: spot.index])
        if _place(step) == spot.here and is_done(state.results.get(index))
    )
    return second if second.other in earlier else spot.work.side


def _from_side(planned: PlannedSet, side: Side | None) -> tuple[Step, ...]:
    """Return the set's steps from the work on this side on, or all where it has none."""
    for place, step in enumerate(planned.work):
        if step.kind is StepKind.WORK and step.side is side:
            return planned.work[place:]
    return planned.work


def _rest_of_set(plan: Plan, first: int, place: _Place) -> Iterator[Step]:
    for step in plan.steps[first:]:
        if _place(step) != place:
            return
        yield step


def _possible(plan: Plan, change: PlanChange) -> PlanChange:
    """Return the change; raise IllegalTransition where the session would become too long."""
    changed = replace(plan, steps=plan.steps[: change.first] + change.steps)
    if len(changed.steps) > MAX_STEPS or changed.estimated_ms > MAX_ROUTINE_MS:
        raise IllegalTransition("the session would become too long")
    return change
