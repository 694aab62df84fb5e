"""From a routine and choices to a flat run of steps."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from routine_shapes import choices as any_choices
from routine_shapes import libraries, plans, routines, thorough
from small_plans import QUICK, circuit_of, exercise, plan_of

from bandtimer.core.compile import (
    Choices,
    PlanError,
    compile_plan,
    reps_offered,
    sets_offered,
)
from bandtimer.core.plan import (
    GUESSED_MAX_HOLD_MS,
    GUESSED_MAX_REPS,
    Plan,
    Side,
    Step,
    StepKind,
    estimated_ms,
    estimated_reps,
)
from bandtimer.core.routine import (
    DEFAULT_TEMPO,
    HOUR,
    Block,
    Exercise,
    Hold,
    Order,
    Prescription,
    Range,
    Reps,
    Routine,
    Sides,
    Tempo,
    Timed,
)

TWELVE = Reps(Range(12, 12))
LIBRARY = {name: exercise(name) for name in ("bridge", "row", "walk")}


def routine_of(*blocks: Block) -> Routine:
    return Routine("r", "R", blocks)


def straight(*items: Prescription, between: int | None = None) -> Routine:
    return routine_of(Block(items, rest_between_ms=between))


def shape(plan: Plan) -> list[str]:
    """Put every step in a word or two, with what tells it from its neighbours."""
    words = {
        StepKind.PREPARE: "prepare",
        StepKind.WORK: "work",
        StepKind.SWITCH_SIDES: "switch",
        StepKind.REST: "rest",
        StepKind.CHANGE_EXERCISE: "change",
    }
    return [
        f"{words[step.kind]} {step.exercise} {step.set_number}/{step.sets}"
        + (f" {step.side}" if step.side in {Side.LEFT, Side.RIGHT} else "")
        + (f" {step.duration_ms // 1000}" if step.work is None else "")
        for step in plan.steps
    ]


def test_sets_with_rests_between_and_none_after_the_last() -> None:
    assert shape(plan_of(TWELVE, sets=3)) == [
        "prepare bridge 1/3 10",
        "work bridge 1/3",
        "rest bridge 2/3 20",
        "work bridge 2/3",
        "rest bridge 3/3 20",
        "work bridge 3/3",
    ]


def test_each_side_with_a_switch_between() -> None:
    choices = Choices(first_side=Side.RIGHT, switch_ms=8_000)
    assert shape(plan_of(TWELVE, sets=2, sides=Sides.EACH, choices=choices)) == [
        "prepare bridge 1/2 10",
        "work bridge 1/2 right",
        "switch bridge 1/2 left 8",
        "work bridge 1/2 left",
        "rest bridge 2/2 20",
        "work bridge 2/2 right",
        "switch bridge 2/2 left 8",
        "work bridge 2/2 left",
    ]


def test_without_a_rest_there_is_still_time_to_turn_over() -> None:
    assert shape(plan_of(TWELVE, sets=2, sides=Sides.EACH, rest_ms=0)) == [
        "prepare bridge 1/2 10",
        "work bridge 1/2 left",
        "switch bridge 1/2 right 6",
        "work bridge 1/2 right",
        "switch bridge 2/2 left 6",
        "work bridge 2/2 left",
        "switch bridge 2/2 right 6",
        "work bridge 2/2 right",
    ]
    assert shape(plan_of(TWELVE, sets=2, rest_ms=0)) == [
        "prepare bridge 1/2 10",
        "work bridge 1/2",
        "work bridge 2/2",
    ]


def test_alternating_reps_are_one_step() -> None:
    (_, work) = plan_of(
        TWELVE, sides=Sides.ALTERNATE, every=4, choices=Choices(first_side=Side.RIGHT)
    ).steps
    assert (work.side, work.alternate_every, work.first_side) == (Side.BOTH, 4, Side.RIGHT)
    assert estimated_reps(work) == 24


def test_alternating_time_is_one_step_and_an_alternating_hold_two() -> None:
    (_, timed) = plan_of(Timed(20_000), sides=Sides.ALTERNATE).steps
    assert (timed.side, timed.alternate_every) == (Side.BOTH, 0)
    assert shape(plan_of(Hold(Range(20_000, 20_000)), sides=Sides.ALTERNATE))[1:] == [
        "work bridge 1/1 left",
        "switch bridge 1/1 right 6",
        "work bridge 1/1 right",
    ]


def test_prescribed_sides_turns_and_tempo_come_before_the_exercise_s_own() -> None:
    slow = Tempo(4_000, 0, 4_000, 0)
    library = {"bridge": exercise(sides=Sides.EACH, every=2)}
    item = Prescription("bridge", TWELVE, sides=Sides.ALTERNATE, alternate_every=3, tempo=slow)
    (_, own) = compile_plan(straight(item), library).steps
    assert (own.alternate_every, own.tempo) == (3, slow)
    (_, left, *_) = compile_plan(straight(Prescription("bridge", TWELVE)), library).steps
    assert (left.side, left.alternate_every, left.tempo) == (Side.LEFT, 0, QUICK)


def test_a_variant_keeps_the_prescribed_tempo_and_has_its_own_sides() -> None:
    slow = Tempo(4_000, 0, 4_000, 0)
    known = {
        "bridge": Exercise("bridge", "Bridge", tempo=QUICK, harder=("single",)),
        "single": Exercise("single", "Single", sides=Sides.EACH, tempo=QUICK),
    }
    instead = Choices(variants={"bridge": "single"})
    for prescribed, tempo in ((slow, slow), (None, QUICK)):
        item = Prescription("bridge", TWELVE, sides=Sides.BOTH, tempo=prescribed)
        plan = compile_plan(Routine("r", "R", (Block((item,)),)), known, instead)
        work = [step for step in plan.steps if step.kind is StepKind.WORK]
        assert [(step.exercise, step.side, step.tempo) for step in work] == [
            ("single", Side.LEFT, tempo),
            ("single", Side.RIGHT, tempo),
        ]


def test_the_chosen_tempo_is_the_last_resort() -> None:
    slow = Tempo(4_000, 0, 4_000, 0)
    library = {"bridge": Exercise("bridge", "Bridge")}
    routine = straight(Prescription("bridge", TWELVE))
    assert compile_plan(routine, library).steps[1].tempo == DEFAULT_TEMPO
    assert compile_plan(routine, library, Choices(tempo=slow)).steps[1].tempo == slow


def test_change_of_exercise_takes_the_rest_before_it() -> None:
    items = (
        Prescription("bridge", TWELVE, Range(2, 2), rest_ms=30_000),
        Prescription("row", TWELVE, rest_ms=40_000),
        Prescription("row", Timed(20_000)),
    )
    assert shape(compile_plan(straight(*items), LIBRARY)) == [
        "prepare bridge 1/2 10",
        "work bridge 1/2",
        "rest bridge 2/2 30",
        "work bridge 2/2",
        "change row 1/1 30",
        "work row 1/1",
        "rest row 1/1 40",
        "work row 1/1",
    ]


def test_rest_between_exercises_comes_instead() -> None:
    items = (
        Prescription("bridge", TWELVE, Range(2, 2), rest_ms=30_000),
        Prescription("row", TWELVE),
    )
    chosen = compile_plan(straight(*items, between=60_000), LIBRARY, Choices(rest_ms=5_000))
    assert shape(chosen) == [
        "prepare bridge 1/2 10",
        "work bridge 1/2",
        "rest bridge 2/2 5",
        "work bridge 2/2",
        "change row 1/1 60",
        "work row 1/1",
    ]


def test_chosen_rest_is_the_change_too_where_the_routine_has_no_other() -> None:
    items = (Prescription("bridge", TWELVE), Prescription("row", TWELVE))
    for rest_ms, change in ((5_000, ["change row 1/1 5"]), (0, [])):
        plan = compile_plan(straight(*items), LIBRARY, Choices(rest_ms=rest_ms))
        assert shape(plan)[2:-1] == change


def test_a_circuit_goes_round() -> None:
    plan = circuit_of({"bridge": TWELVE, "row": Timed(20_000)}, rounds=2, rest_ms=10_000)
    assert shape(plan) == [
        "prepare bridge 1/2 10",
        "work bridge 1/2",
        "change row 1/2 10",
        "work row 1/2",
        "change bridge 2/2 10",
        "work bridge 2/2",
        "change row 2/2 10",
        "work row 2/2",
    ]
    assert {step.block for step in plan.steps} == {"Circuit"}


def test_tabata_is_a_circuit_of_one() -> None:
    plan = circuit_of({"bridge": Timed(20_000)}, rounds=8, rest_ms=10_000)
    assert shape(plan)[:3] == ["prepare bridge 1/8 10", "work bridge 1/8", "rest bridge 2/8 10"]
    assert len(plan.steps) == 16
    assert plan.estimated_ms == 10_000 + 8 * 20_000 + 7 * 10_000


def test_blocks_follow_one_another() -> None:
    blocks = (
        Block((Prescription("bridge", TWELVE, rest_ms=15_000),), "Warm-up"),
        Block((Prescription("row", TWELVE),), "Strength"),
    )
    plan = compile_plan(routine_of(*blocks), LIBRARY)
    assert shape(plan)[2:] == ["change row 1/1 15", "work row 1/1"]
    assert [step.block for step in plan.steps] == ["Warm-up", "Warm-up", "Strength", "Strength"]


def test_no_time_to_get_ready() -> None:
    assert shape(plan_of(TWELVE, choices=Choices(get_ready_ms=0))) == ["work bridge 1/1"]


def test_no_time_to_switch_is_still_a_switch() -> None:
    plan = plan_of(TWELVE, sides=Sides.EACH, choices=Choices(switch_ms=0))
    assert shape(plan)[2] == "switch bridge 1/1 right 0"


# Choices

RANGES = routine_of(
    Block(
        (
            Prescription("bridge", Reps(Range(12, 15)), Range(3, 4)),
            Prescription("row", Reps(Range(8, 10)), Range(2, 2)),
            Prescription("walk", Hold(Range(20_000, 30_000))),
        )
    ),
    Block(
        (Prescription("walk", Reps(Range(20, 20)), Range(9, 9)),),
        order=Order.CIRCUIT,
        rounds=Range(2, 5),
    ),
)
FIXED = straight(Prescription("bridge", TWELVE, Range(3, 3)), Prescription("row", TWELVE))


def sets_and_targets(plan: Plan) -> dict[str, tuple[int, object]]:
    """Map exercise and block place to its sets and work, the last one of a kind winning."""
    return {
        f"{step.exercise} {type(step.work).__name__}": (step.sets, step.work)
        for step in plan.steps
        if step.work is not None
    }


def test_what_there_is_to_choose() -> None:
    assert sets_offered(RANGES) == Range(2, 5)
    assert reps_offered(RANGES) == Range(8, 15)
    assert sets_offered(FIXED) is None
    assert reps_offered(FIXED) is None
    assert reps_offered(straight(Prescription("bridge", Reps(Range(8, None))))) is None


def test_without_a_choice_the_fewest_sets_and_the_whole_range_of_reps() -> None:
    assert sets_and_targets(compile_plan(RANGES, LIBRARY)) == {
        "bridge Reps": (3, Reps(Range(12, 15))),
        "row Reps": (2, Reps(Range(8, 10))),
        "walk Hold": (1, Hold(Range(20_000, 30_000))),
        "walk Reps": (2, Reps(Range(20, 20))),
    }


def test_a_choice_settles_the_ranges_and_leaves_fixed_numbers() -> None:
    assert sets_and_targets(compile_plan(RANGES, LIBRARY, Choices(sets=4, reps=14))) == {
        "bridge Reps": (4, Reps(Range(14, 14))),
        "row Reps": (2, Reps(Range(14, 14))),
        "walk Hold": (1, Hold(Range(20_000, 30_000))),
        "walk Reps": (4, Reps(Range(20, 20))),
    }


def test_a_choice_where_all_is_fixed_changes_the_fixed_numbers() -> None:
    assert sets_and_targets(compile_plan(FIXED, LIBRARY, Choices(sets=2, reps=8))) == {
        "bridge Reps": (2, Reps(Range(8, 8))),
        "row Reps": (2, Reps(Range(8, 8))),
    }


def test_a_choice_of_reps_leaves_the_open_ended_open() -> None:
    routine = straight(Prescription("bridge", Reps(Range(8, None))), Prescription("row", TWELVE))
    assert sets_and_targets(compile_plan(routine, LIBRARY, Choices(reps=5))) == {
        "bridge Reps": (1, Reps(Range(8, None))),
        "row Reps": (1, Reps(Range(5, 5))),
    }


def test_a_choice_of_reps_keeps_their_hold() -> None:
    routine = straight(Prescription("bridge", Reps(Range(5, 8), 10_000)))
    assert compile_plan(routine, LIBRARY, Choices(reps=6)).steps[1].work == Reps(
        Range(6, 6), 10_000
    )


def test_self_counted_is_a_choice_for_reps_alone() -> None:
    routine = straight(Prescription("bridge", TWELVE), Prescription("row", Timed(20_000)))
    paced, counted = (
        [step.paced for step in compile_plan(routine, LIBRARY, Choices(paced=paced)).steps]
        for paced in (True, False)
    )
    assert paced == [False, True, False, False]
    assert not any(counted)


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        (Choices(sets=0), "0 sets cannot be planned; choose 1 to 50."),
        (Choices(sets=51), "51 sets cannot be planned; choose 1 to 50."),
        (Choices(reps=0), "0 reps cannot be planned; choose 1 to 1,000."),
        (Choices(reps=1_001), "1001 reps cannot be planned; choose 1 to 1,000."),
    ],
)
def test_choices_have_the_bounds_that_files_have(choices: Choices, message: str) -> None:
    with pytest.raises(PlanError) as raised:
        compile_plan(FIXED, LIBRARY, choices)
    assert str(raised.value) == message


# Limits and estimates


def test_an_unknown_exercise_is_named() -> None:
    with pytest.raises(PlanError, match="“R” asks for the exercise 'plank', which is not in the"):
        compile_plan(straight(Prescription("plank", TWELVE)), LIBRARY)


def test_the_routine_s_own_exercise_comes_before_the_library_s() -> None:
    own = Exercise("bridge", "My bridge")
    routine = replace(straight(Prescription("bridge", TWELVE)), own_exercises=(own,))
    assert dict(compile_plan(routine, LIBRARY).exercises) == {"bridge": own}


def test_ten_thousand_steps_and_no_more() -> None:
    def steps(extra: int) -> Routine:
        # A set without a rest is one step, and getting ready the first of all.
        sets = [Range.exactly(50)] * 199 + [Range.exactly(49 + extra)]
        items = tuple(Prescription("bridge", Timed(1_000), n, rest_ms=0) for n in sets)
        return straight(*items)

    assert len(compile_plan(steps(0), LIBRARY).steps) == 10_000
    with pytest.raises(PlanError, match="more than 10,000 steps"):
        compile_plan(steps(1), LIBRARY)


def test_a_day_and_no_more() -> None:
    day = Prescription("bridge", Timed(HOUR), Range(24, 24), rest_ms=0)
    at_once = Choices(get_ready_ms=0)
    assert compile_plan(straight(day), LIBRARY, at_once).estimated_ms == 24 * HOUR
    with pytest.raises(PlanError, match="more than 24 hours"):
        compile_plan(straight(day), LIBRARY, Choices(get_ready_ms=1))


@pytest.mark.parametrize(
    ("work", "ms"),
    [
        (Reps(Range(12, 15)), 30_000),
        (Reps(Range(8, None)), 16_000),
        (Reps(Range(0, None)), GUESSED_MAX_REPS * 2_000),
        (Reps(Range(5, 5), 10_000), 5 * 12_000),
        (Hold(Range(20_000, 30_000)), 30_000),
        (Hold(Range(20_000, None)), 20_000),
        (Hold(Range(0, None)), GUESSED_MAX_HOLD_MS),
        (Timed(40_000), 40_000),
    ],
)
def test_estimates(work: Reps | Hold | Timed, ms: int) -> None:
    assert estimated_ms(plan_of(work).steps[1]) == ms


def test_finding_work_around_a_step() -> None:
    plan = plan_of(TWELVE, sets=2)
    assert [plan.next_work(i) for i in range(5)] == [1, 1, 3, 3, None]
    assert [plan.last_work(i) for i in range(6)] == [None, None, 1, 1, 3, 3]


def test_sides_are_each_other_s_opposite() -> None:
    assert [side.other for side in Side] == [Side.RIGHT, Side.LEFT, Side.BOTH]


@thorough
@given(plans)
def test_every_plan_alternates_work_with_what_leads_to_it(plan: Plan) -> None:
    steps = plan.steps
    assert steps[-1].kind is StepKind.WORK
    assert all(step.kind is not StepKind.PREPARE for step in steps[1:])
    for step, after in pairwise(steps):
        if step.kind is not StepKind.WORK:
            assert after.kind is StepKind.WORK
            assert (after.exercise, after.set_number) == (step.exercise, step.set_number)
            assert (after.sets, after.block) == (step.sets, step.block)
        if step.kind is StepKind.SWITCH_SIDES:
            assert step.side is after.side
    assert all(step.duration_ms > 0 or step.kind in _MAY_BE_EMPTY for step in steps)


_MAY_BE_EMPTY = {StepKind.WORK, StepKind.SWITCH_SIDES}


@thorough
@given(plans)
def test_left_and_right_get_the_same_work(plan: Plan) -> None:
    def sided(side: Side) -> list[Step]:
        return [replace(s, side=None) for s in plan.steps if s.work is not None and s.side is side]

    assert sided(Side.LEFT) == sided(Side.RIGHT)


@thorough
@given(routines, libraries(), any_choices)
def test_the_first_side_is_a_mirror(
    routine: Routine, library: dict[str, Exercise], choices: Choices
) -> None:
    one = compile_plan(routine, library, choices)
    other = compile_plan(routine, library, replace(choices, first_side=choices.first_side.other))
    mirrored = tuple(
        replace(
            step, side=step.side and step.side.other, first_side=_first(step, choices.first_side)
        )
        for step in one.steps
    )
    assert other.steps == mirrored


def _first(step: Step, first_side: Side) -> Side:
    return first_side.other if step.kind is StepKind.WORK else step.first_side


@thorough
@given(plans)
def test_steps_start_one_behind_the_other(plan: Plan) -> None:
    at = 0
    for start, step in plan.starts():
        assert start == at
        at += estimated_ms(step)
    assert plan.estimated_ms == at
