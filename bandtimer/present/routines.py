"""What the routines page says of a routine."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bandtimer.core.compile import Choices, compile_plan, reps_offered, sets_offered, suited
from bandtimer.core.plan import Plan, Side
from bandtimer.core.routine import (
    SECOND,
    BandKind,
    Block,
    Exercise,
    Order,
    Prescription,
    Range,
    Reps,
    Routine,
    Sides,
)
from bandtimer.present.dates import how_long_ago
from bandtimer.present.library_view import ExerciseRow, Offer, RoutineCard, RoutineView, Values
from bandtimer.present.wording import about, own_band_text, prescription_text

# What the counting is called in the settings.
PACED, SELF_COUNTED = "paced", "self"
OWN_VARIANTS = "own"
REST_STEP_MS = 5 * SECOND
_LONGEST_REST_MS = 180 * SECOND


def routine_card(
    routine: Routine,
    plan: Plan,
    last: datetime | None,
    now: datetime,
) -> RoutineCard:
    """Return how the list shows a routine; `last` is when it was done last."""
    count = len({item.exercise for item in routine.prescriptions})
    parts = [f"{count} exercise" if count == 1 else f"{count} exercises"]
    sets = sets_offered(routine)
    if sets is not None:
        parts.append(f"{sets.low}–{sets.high} sets")
    else:
        fixed = {_sets_of(block, item).low for block in routine.blocks for item in block.exercises}
        if len(fixed) == 1:
            number = fixed.pop()
            parts.append("1 set" if number == 1 else f"{number} sets")
    parts.append(about(plan.estimated_ms))
    used = plan.used
    search = " ".join([routine.name, routine.summary, *(exercise.name for exercise in used)])
    return RoutineCard(
        id=routine.id,
        name=routine.name,
        outline=" · ".join(parts),
        bands=f"{_bands(used)} · {how_long_ago(last, now)}",
        search=search.casefold(),
        routine=routine,
        pictured=used[0],
    )


def routine_view(
    routine: Routine, exercises: Mapping[str, Exercise], choices: Choices
) -> RoutineView:
    """Return the chosen routine with these choices made; raises PlanError as compile_plan."""
    plan = compile_plan(routine, exercises, choices)
    return RoutineView(
        name=routine.name,
        summary=routine.summary,
        sets=Offer(_numbers(sets_offered(routine)), choices.sets),
        reps=Offer(_rep_values(routine), choices.reps),
        rest=Offer(_rest_values(routine), choices.rest_ms),
        counting=Offer(_counting_values(routine), PACED if choices.paced else SELF_COUNTED),
        first_side=Offer(_side_values(routine, plan.exercises), choices.first_side.value),
        variants=Offer(_variant_values(routine, choices), OWN_VARIANTS),
        exercises=tuple(
            _exercise_row(plan.exercises, block, item, choices)
            for block in routine.blocks
            for item in block.exercises
        ),
        length=about(plan.estimated_ms),
        length_ms=plan.estimated_ms,
    )


def _sets_of(block: Block, item: Prescription) -> Range:
    return block.rounds if block.order is Order.CIRCUIT else item.sets


def _bands(exercises: Sequence[Exercise]) -> str:
    kinds = {exercise.band.kind for exercise in exercises} - {BandKind.NONE}
    names = [f"{kind} band" for kind in (BandKind.LOOP, BandKind.LONG) if kind in kinds]
    text = ", ".join(names) or "no band"
    return text[0].upper() + text[1:]


def _numbers(offered: Range | None) -> Values:
    if offered is None or offered.high is None:
        return ()
    return tuple((number, str(number)) for number in range(offered.low, offered.high + 1))


def _rep_values(routine: Routine) -> Values:
    offered = reps_offered(routine)
    if offered is None:
        return ()
    ranges = {item.work.count for item in routine.prescriptions if isinstance(item.work, Reps)}
    whole = f"{offered.low}–{offered.high}" if len(ranges) == 1 else "As written"
    return ((None, whole), *_numbers(offered))


def _rest_values(routine: Routine) -> Values:
    rests = {item.rest_ms for item in routine.prescriptions}
    if len(rests) == 1:
        own = rests.pop()
        steps = {*range(0, _LONGEST_REST_MS + 1, REST_STEP_MS), own}
        return tuple((None if ms == own else ms, _rest_text(ms)) for ms in sorted(steps))
    steps = set(range(0, _LONGEST_REST_MS + 1, REST_STEP_MS))
    return ((None, "As written"), *((ms, _rest_text(ms)) for ms in sorted(steps)))


def _rest_text(ms: int) -> str:
    return f"{ms // SECOND} s" if ms else "None"


def _counting_values(routine: Routine) -> Values:
    if not any(isinstance(item.work, Reps) for item in routine.prescriptions):
        return ()
    return ((PACED, "Paced"), (SELF_COUNTED, "Your pace"))


def _side_values(routine: Routine, used: Mapping[str, Exercise]) -> Values:
    sided = ((item.sides or used[item.exercise].sides) for item in routine.prescriptions)
    if all(sides is Sides.BOTH for sides in sided):
        return ()
    return ((Side.LEFT.value, "Left"), (Side.RIGHT.value, "Right"))


def _variant_values(routine: Routine, choices: Choices) -> Values:
    if choices.variants.keys().isdisjoint(item.exercise for item in routine.prescriptions):
        return ()
    return ((None, "As written"), (OWN_VARIANTS, "Your variants"))


def _exercise_row(
    exercises: Mapping[str, Exercise], block: Block, item: Prescription, choices: Choices
) -> ExerciseRow:
    written = exercises[item.exercise]
    item = suited(item, choices.variants.get(item.exercise, item.exercise), exercises)
    exercise = exercises[item.exercise]
    sets = _sets_of(block, item)
    if sets.is_choice:
        sets = Range.exactly(choices.sets or sets.low)
    if choices.reps is not None and isinstance(item.work, Reps) and item.work.count.is_choice:
        work = Reps(Range.exactly(choices.reps), item.work.hold_ms)
        item = Prescription(item.exercise, work, sets, item.sides, item.alternate_every)
    prescribed = prescription_text(item, exercise, sets)
    band = own_band_text(exercise, choices.bands.get(exercise.id, ""))
    if exercise is not written:
        band = f"{band} · instead of {written.name}"
    return ExerciseRow(exercise.name, prescribed, band, exercise)
