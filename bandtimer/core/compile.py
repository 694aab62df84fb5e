"""Turn a routine and the athlete's choices into a plan."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bandtimer.core.choices import WHOLE_BLOCK, Choices, Side
from bandtimer.core.plan import Plan, Step, StepKind
from bandtimer.core.routine import (
    HOUR,
    MAX_REPS,
    MAX_ROUTINE_MS,
    MAX_SETS,
    MAX_STEPS,
    Block,
    Exercise,
    Order,
    Prescription,
    Range,
    Reps,
    Routine,
    Sides,
    Timed,
    Work,
)

__all__ = [
    "Choices",
    "PlanError",
    "PlannedSet",
    "compile_plan",
    "pause_step",
    "planned_sets",
    "reps_offered",
    "sets_offered",
    "suited",
]


class PlanError(ValueError):
    """A routine that cannot be planned; the message is for the user."""


@dataclass(frozen=True, slots=True)
class PlannedSet:
    """The steps of one set of one entry: what leads to it, and its work with switches."""

    entry: tuple[int, int]
    set_number: int
    lead: tuple[Step, ...]
    work: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class _Bout:
    """One set of one entry of a block, with its numbers settled."""

    entry: tuple[int, int]
    block: Block
    prescription: Prescription
    set_number: int
    sets: int


def sets_offered(routine: Routine) -> Range | None:
    """Return the sets an athlete may choose from, or None where the routine fixes them."""
    return _offered(
        block.rounds if block.order is Order.CIRCUIT else item.sets
        for block in routine.blocks
        for item in block.exercises
    )


def reps_offered(routine: Routine) -> Range | None:
    """Return the reps an athlete may choose from, or None where the routine fixes them."""
    return _offered(
        item.work.count for item in routine.prescriptions if isinstance(item.work, Reps)
    )


def _offered(ranges: Iterator[Range]) -> Range | None:
    open_ones = [r for r in ranges if r.is_choice]
    if not open_ones:
        return None
    return Range(min(r.low for r in open_ones), max(r.high or r.low for r in open_ones))


def compile_plan(
    routine: Routine, exercises: Mapping[str, Exercise], choices: Choices | None = None
) -> Plan:
    """Return the plan of one session.

    Raises PlanError for an exercise that is unknown, for a choice of sets outside 1 to 50 or of
    reps outside 1 to 1,000, for more than 10,000 steps and for more than 24 h.
    """
    choices = choices or Choices()
    _check("sets", choices.sets, MAX_SETS)
    _check("reps", choices.reps, MAX_REPS)
    known = dict(exercises) | {own.id: own for own in routine.own_exercises}
    for item in routine.prescriptions:
        if item.exercise not in known:
            raise PlanError(
                f"“{routine.name}” asks for the exercise '{item.exercise}', which is not in the "
                "library; add its file or define it in the routine."
            )
    used = _with_variants(routine, known)
    plan = Plan(routine.name, (), used, routine, choices)
    plan = replace(plan, steps=_flattened(plan.name, planned_sets(plan)))
    if plan.estimated_ms > MAX_ROUTINE_MS:
        raise PlanError(
            f"“{routine.name}” takes more than {MAX_ROUTINE_MS // HOUR} hours; "
            "use fewer sets or shorter rests."
        )
    return plan


def planned_sets(plan: Plan) -> Iterator[PlannedSet]:
    """Yield the sets that routine, choices and adjustments of the plan come to, in order."""
    before: _Bout | None = None
    choices = plan.choices
    for bout in _bouts(plan):
        work = tuple(_work_steps(bout, plan.exercises[bout.prescription.exercise], choices))
        if before is None:
            lead = tuple(pause_step(StepKind.PREPARE, choices.get_ready_ms, work[0]))
        else:
            lead = tuple(_between(before, bout, choices, work[0]))
            if not lead and len(work) > 1 and before.entry == bout.entry:
                lead = (_switch(work[0], choices),)
        yield PlannedSet(bout.entry, bout.set_number, lead, work)
        before = bout


def _flattened(name: str, sets: Iterable[PlannedSet]) -> tuple[Step, ...]:
    steps: list[Step] = []
    for planned in sets:
        steps.extend((*planned.lead, *planned.work))
        if len(steps) > MAX_STEPS:
            raise PlanError(
                f"“{name}” has more than {MAX_STEPS:,} steps; use fewer sets or rounds."
            )
    return tuple(steps)


def _with_variants(routine: Routine, known: Mapping[str, Exercise]) -> dict[str, Exercise]:
    """Return the routine's exercises with all that lead on from them, easier and harder."""
    used: dict[str, Exercise] = {}
    ahead = [item.exercise for item in routine.prescriptions]
    while ahead:
        name = ahead.pop(0)
        if name in known and name not in used:
            used[name] = known[name]
            ahead.extend((*known[name].easier, *known[name].harder))
    return used


def _check(name: str, choice: int | None, most: int) -> None:
    if choice is not None and not 1 <= choice <= most:
        raise PlanError(f"{choice} {name} cannot be planned; choose 1 to {most:,}.")


def _bouts(plan: Plan) -> Iterator[_Bout]:
    routine, choices = plan.routine, plan.choices
    any_sets, any_reps = sets_offered(routine), reps_offered(routine)
    for b, block in enumerate(routine.blocks):
        settled = [
            replace(item, work=_chosen_work(item.work, choices.reps, any_reps))
            for item in block.exercises
        ]
        in_circuit = block.order is Order.CIRCUIT
        sets = [
            _adjusted_sets(
                plan,
                (b, i),
                _chosen(block.rounds if in_circuit else item.sets, choices.sets, any_sets),
            )
            for i, item in enumerate(settled)
        ]
        for number, i in _turns(in_circuit, sets):
            item = _suited(plan, (b, i), number, settled[i])
            yield _Bout((b, i), block, item, number, sets[i])


def _turns(in_circuit: bool, sets: list[int]) -> Iterator[tuple[int, int]]:
    """Yield (set number, place in the block) in the order the block is done."""
    if in_circuit:
        for number in range(1, max(sets, default=0) + 1):
            yield from ((number, i) for i, most in enumerate(sets) if number <= most)
    else:
        for i, most in enumerate(sets):
            yield from ((number, i) for number in range(1, most + 1))


def _adjusted_sets(plan: Plan, entry: tuple[int, int], sets: int) -> int:
    # An entry that was given up stays so when its circuit gets another round.
    wanted = {item.entry: item.sets for item in plan.adjustments if item.sets is not None}
    return wanted.get(entry, wanted.get((entry[0], WHOLE_BLOCK), sets))


def suited(item: Prescription, name: str, exercises: Mapping[str, Exercise]) -> Prescription:
    """Return the prescription with that exercise in place of its own; as it is if unknown.

    It keeps the pace that the routine prescribes, which is how hard the set is meant to be; its
    sides are its own, as one leg at a time and both at once are different movements.
    """
    if name == item.exercise or name not in exercises:
        return item
    usual = exercises[name].usual
    work = item.work if usual is None or type(usual) is type(item.work) else usual
    return Prescription(name, work, item.sets, tempo=item.tempo, rest_ms=item.rest_ms)


def _suited(plan: Plan, entry: tuple[int, int], number: int, item: Prescription) -> Prescription:
    """Return the prescription with the exercise that is done instead, where there is one."""
    name = plan.choices.variants.get(item.exercise, item.exercise)
    for adjustment in plan.adjustments:
        is_its_own = adjustment.entry == entry and adjustment.from_set <= number
        if is_its_own and adjustment.exercise is not None:
            name = adjustment.exercise
    return suited(item, name, plan.exercises)


def _chosen(given: Range, choice: int | None, offered: Range | None) -> int:
    if choice is not None and (given.is_choice or offered is None):
        return choice
    return given.low


def _chosen_work(work: Work, choice: int | None, offered: Range | None) -> Work:
    if choice is None or not isinstance(work, Reps) or work.count.high is None:
        return work
    if work.count.is_choice or offered is None:
        return replace(work, count=Range.exactly(choice))
    return work


def _between(before: _Bout, after: _Bout, choices: Choices, leads_to: Step) -> Iterator[Step]:
    rest_ms = before.prescription.rest_ms if choices.rest_ms is None else choices.rest_ms
    if before.entry != after.entry and before.block.rest_between_ms is not None:
        rest_ms = before.block.rest_between_ms
    same = before.prescription.exercise == after.prescription.exercise
    yield from pause_step(StepKind.REST if same else StepKind.CHANGE_EXERCISE, rest_ms, leads_to)


def pause_step(kind: StepKind, duration_ms: int, leads_to: Step) -> Iterator[Step]:
    """Yield the step of that kind that leads to the work; none where it takes no time."""
    if duration_ms > 0:
        yield Step(
            kind,
            leads_to.exercise,
            leads_to.set_number,
            leads_to.sets,
            leads_to.block,
            duration_ms=duration_ms,
            entry=leads_to.entry,
        )


def _work_steps(bout: _Bout, exercise: Exercise, choices: Choices) -> Iterator[Step]:
    item = bout.prescription
    sides = item.sides or exercise.sides
    is_reps = isinstance(item.work, Reps)
    every = (item.alternate_every or exercise.alternate_every) if is_reps else 0
    work = Step(
        StepKind.WORK,
        item.exercise,
        bout.set_number,
        bout.sets,
        bout.block.name,
        side=Side.BOTH,
        work=item.work,
        tempo=item.tempo or exercise.tempo or choices.tempo,
        paced=is_reps and choices.paced,
        first_side=choices.first_side,
        entry=bout.entry,
    )
    match sides:
        case Sides.ALTERNATE if is_reps:
            yield replace(work, alternate_every=every)
        case Sides.ALTERNATE if isinstance(item.work, Timed):
            yield work
        case Sides.EACH | Sides.ALTERNATE:
            first = replace(work, side=choices.first_side)
            second = replace(work, side=choices.first_side.other)
            yield first
            yield _switch(second, choices)
            yield second
        case Sides.BOTH:
            yield work


def _switch(leads_to: Step, choices: Choices) -> Step:
    return Step(
        StepKind.SWITCH_SIDES,
        leads_to.exercise,
        leads_to.set_number,
        leads_to.sets,
        leads_to.block,
        side=leads_to.side,
        duration_ms=choices.switch_ms,
        entry=leads_to.entry,
    )
