"""Turn a routine and the athlete's choices into a plan."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bandtimer.core.plan import Plan, Side, Step, StepKind
from bandtimer.core.routine import (
    DEFAULT_TEMPO,
    HOUR,
    MAX_REPS,
    MAX_ROUTINE_MS,
    MAX_SETS,
    MAX_STEPS,
    SECOND,
    Block,
    Exercise,
    Order,
    Prescription,
    Range,
    Reps,
    Routine,
    Sides,
    Tempo,
    Timed,
    Work,
)


class PlanError(ValueError):
    """A routine that cannot be planned; the message is for the user."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the athlete decides before starting; None keeps what the routine says.

    `sets` and `reps` settle every range of the routine, or, where it has none, its fixed
    numbers; `sets` also settles the rounds of circuits. `rest_ms` replaces the rest after sets.
    `tempo` is the pace where neither routine nor exercise names one. Milliseconds throughout.
    """

    sets: int | None = None
    reps: int | None = None
    rest_ms: int | None = None
    paced: bool = True
    first_side: Side = Side.LEFT
    get_ready_ms: int = 10 * SECOND
    switch_ms: int = 6 * SECOND
    tempo: Tempo = DEFAULT_TEMPO


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
    used: dict[str, Exercise] = {}
    for item in routine.prescriptions:
        if item.exercise not in known:
            raise PlanError(
                f"“{routine.name}” asks for the exercise '{item.exercise}', which is not in the "
                "library; add its file or define it in the routine."
            )
        used[item.exercise] = known[item.exercise]
    steps: list[Step] = []
    for step in _steps(routine, used, choices):
        steps.append(step)
        if len(steps) > MAX_STEPS:
            raise PlanError(
                f"“{routine.name}” has more than {MAX_STEPS:,} steps; use fewer sets or rounds."
            )
    plan = Plan(routine.name, tuple(steps), used)
    if plan.estimated_ms > MAX_ROUTINE_MS:
        raise PlanError(
            f"“{routine.name}” takes more than {MAX_ROUTINE_MS // HOUR} hours; "
            "use fewer sets or shorter rests."
        )
    return plan


def _check(name: str, choice: int | None, most: int) -> None:
    if choice is not None and not 1 <= choice <= most:
        raise PlanError(f"{choice} {name} cannot be planned; choose 1 to {most:,}.")


def _steps(routine: Routine, used: Mapping[str, Exercise], choices: Choices) -> Iterator[Step]:
    before: _Bout | None = None
    for bout in _bouts(routine, choices):
        work = list(_work_steps(bout, used[bout.prescription.exercise], choices))
        if before is None:
            yield from _pause(StepKind.PREPARE, choices.get_ready_ms, work[0])
        else:
            between = list(_between(before, bout, choices, work[0]))
            yield from between
            if not between and len(work) > 1 and before.entry == bout.entry:
                yield _switch(work[0], choices)
        yield from work
        before = bout


def _bouts(routine: Routine, choices: Choices) -> Iterator[_Bout]:
    any_sets, any_reps = sets_offered(routine), reps_offered(routine)
    for b, block in enumerate(routine.blocks):
        settled = [
            replace(item, work=_chosen_work(item.work, choices.reps, any_reps))
            for item in block.exercises
        ]
        if block.order is Order.CIRCUIT:
            rounds = _chosen(block.rounds, choices.sets, any_sets)
            for number in range(1, rounds + 1):
                for i, item in enumerate(settled):
                    yield _Bout((b, i), block, item, number, rounds)
        else:
            for i, item in enumerate(settled):
                sets = _chosen(item.sets, choices.sets, any_sets)
                for number in range(1, sets + 1):
                    yield _Bout((b, i), block, item, number, sets)


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
    yield from _pause(StepKind.REST if same else StepKind.CHANGE_EXERCISE, rest_ms, leads_to)


def _pause(kind: StepKind, duration_ms: int, leads_to: Step) -> Iterator[Step]:
    if duration_ms > 0:
        yield Step(
            kind,
            leads_to.exercise,
            leads_to.set_number,
            leads_to.sets,
            leads_to.block,
            duration_ms=duration_ms,
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
    )
