"""What a session comes to."""

from hypothesis import given
from hypothesis import strategies as st
from routine_shapes import plans, thorough
from small_plans import circuit_of, plan_of

from bandtimer.core.compile import Choices
from bandtimer.core.engine import Engine
from bandtimer.core.facts import Outcome
from bandtimer.core.plan import Plan, Side, StepKind
from bandtimer.core.record import (
    SetRecord,
    records_of_step,
    set_records,
    sets_done,
    sets_planned,
)
from bandtimer.core.routine import Hold, Range, Reps, Sides, Timed, work_name, work_target


def played(plan: Plan, until: int) -> Engine:
    engine = Engine(plan)
    engine.poll(until)
    return engine


def record(plan: Plan, step: int, **changes: object) -> SetRecord:
    work = plan.steps[step].work
    assert work is not None
    given: dict[str, object] = {
        "step": step,
        "side": Side.BOTH,
        "exercise": "bridge",
        "exercise_name": "Bridge",
        "set_number": plan.steps[step].set_number,
        "sets": plan.steps[step].sets,
        "work": work_name(work),
        "target": work_target(work),
        "outcome": Outcome.DONE,
    }
    return SetRecord(**(given | changes))  # type: ignore[arg-type]


def test_reps_on_each_side() -> None:
    plan = plan_of(Reps(Range(2, 3)), sets=1, sides=Sides.EACH)
    assert set_records(played(plan, 60_000).state) == (
        record(plan, 1, side=Side.LEFT, reps=3, elapsed_ms=6_000),
        record(plan, 3, side=Side.RIGHT, reps=3, elapsed_ms=6_000),
    )


def test_holds_have_no_reps() -> None:
    plan = plan_of(Hold(Range(20_000, 30_000)))
    assert set_records(played(plan, 60_000).state) == (
        record(plan, 1, work="hold", target=Range(20_000, 30_000), reps=None, elapsed_ms=30_000),
    )


def test_timed_work_has_the_reps_that_were_counted() -> None:
    plan = plan_of(Timed(20_000))
    engine = played(plan, 12_000)
    engine.count_rep(15_000)
    engine.poll(60_000)
    assert set_records(engine.state) == (
        record(plan, 1, work="timed", target=Range(20_000, 20_000), reps=1, elapsed_ms=20_000),
    )


def test_alternating_sides_make_two_records() -> None:
    plan = plan_of(Reps(Range(6, 6)), sides=Sides.ALTERNATE, every=4)
    engine = played(plan, 10_000 + 5 * 2_000)
    engine.stop(21_000)
    assert set_records(engine.state) == (
        record(plan, 1, side=Side.LEFT, reps=4, elapsed_ms=8_800, outcome=Outcome.STOPPED),
        record(plan, 1, side=Side.RIGHT, reps=1, elapsed_ms=2_200, outcome=Outcome.STOPPED),
    )


def test_right_first_is_recorded_first() -> None:
    choices = Choices(first_side=Side.RIGHT)
    for sides in (Sides.EACH, Sides.ALTERNATE):
        plan = plan_of(Reps(Range(3, 3)), sides=sides, choices=choices)
        records = set_records(played(plan, 90_000).state)
        assert [item.side for item in records] == [Side.RIGHT, Side.LEFT]


def test_only_ended_sets_are_on_record() -> None:
    plan = plan_of(Timed(20_000), sets=2)
    engine = played(plan, 29_999)
    assert set_records(engine.state) == ()
    engine.skip(29_999)
    assert [item.outcome for item in set_records(engine.state)] == [Outcome.SKIPPED]
    engine.poll(90_000)
    assert [item.set_number for item in set_records(engine.state)] == [1, 2]


def test_sets_are_counted_as_the_athlete_counts_them() -> None:
    each = plan_of(Reps(Range(3, 3)), sets=2, sides=Sides.EACH)
    assert sets_planned(each) == 2
    half = played(each, 17_000)
    assert (len(set_records(half.state)), sets_done(half.state)) == (1, 0)
    assert sets_done(played(each, 29_000).state) == 1
    assert sets_done(played(each, 90_000).state) == 2

    second = played(each, 11_000)
    second.skip(11_000)
    second.poll(26_500)
    assert [item.outcome for item in set_records(second.state)] == [Outcome.SKIPPED, Outcome.DONE]
    assert sets_done(second.state) == 0

    circuit = circuit_of({"bridge": Timed(5_000), "row": Timed(5_000)}, rounds=3)
    assert sets_planned(circuit) == 6


@thorough
@given(plans, st.integers(0, 200_000))
def test_the_records_of_a_step_share_out_its_reps_and_time(plan: Plan, until: int) -> None:
    engine = played(plan, until)
    if engine.state.is_open:
        engine.stop(until)
    for index, result in engine.state.results.items():
        records = records_of_step(engine.state, index)
        assert plan.steps[index].kind is StepKind.WORK
        assert sum(item.elapsed_ms for item in records) == result.elapsed_ms
        assert sum(item.reps or 0 for item in records) == result.reps
        assert all(item.elapsed_ms >= 0 and item.outcome is result.outcome for item in records)
