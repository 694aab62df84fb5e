"""A routine on a watch asks for what its plan asks for."""

from datetime import UTC, datetime

import pytest
from exported import decoded, named
from hypothesis import given
from hypothesis import strategies as st
from storage_samples import EXERCISES, MIXED, plan_of

from bandtimer.core.compile import compile_plan
from bandtimer.core.plan import StepKind
from bandtimer.core.routine import SECOND, Block, Hold, Prescription, Range, Reps, Routine, Tempo
from bandtimer.exchange.fit_workout import Repeat, WatchStep, folded, watch_steps, workout_file
from bandtimer.exchange.selection import ExchangeError

NOW = datetime(2026, 11, 27, 14, 0, tzinfo=UTC)


def one(work: Reps | Hold, sets: int) -> Routine:
    item = Prescription("squat", work, Range(sets, sets), rest_ms=45 * SECOND)
    return Routine("one", "One", (Block((item,)),))


def unfolded(steps: tuple[WatchStep | Repeat, ...]) -> list[WatchStep]:
    """Do what a watch does with the steps."""
    done: list[WatchStep] = []
    for at, step in enumerate(steps):
        if isinstance(step, Repeat):
            again = [item for item in steps[step.first : at] if isinstance(item, WatchStep)]
            done.extend(again * (step.times - 1))
        else:
            done.append(step)
    return done


def test_sets_are_repeated() -> None:
    messages = decoded(workout_file(compile_plan(one(Reps(Range(12, 15)), 4), EXERCISES), NOW))
    assert [name for name, _ in messages][:2] == ["file_id", "workout"]
    assert messages[0][1]["type"] == "workout"
    work, rest, again, last = named(messages, "workout_step")
    assert (work["duration_type"], work["duration_reps"]) == ("reps", 15)
    assert work["wkt_step_name"] == "Squat, 12–15 reps"
    assert (rest["duration_type"], rest["duration_time"]) == ("time", 45.0)
    assert rest["intensity"] == "rest"
    assert again["duration_type"] == "repeat_until_steps_cmplt"
    assert (again["duration_step"], again["repeat_steps"]) == (0, 3)
    assert last["duration_reps"] == 15


@pytest.mark.parametrize(
    ("work", "kind"),
    [
        (Hold(Range(20 * SECOND, 30 * SECOND)), "time"),
        (Hold(Range(30 * SECOND, None)), "open"),
        (Reps(Range(0, None)), "open"),
    ],
)
def test_what_ends_a_step(work: Reps | Hold, kind: str) -> None:
    plan = compile_plan(one(work, 1), EXERCISES)
    (step,) = named(decoded(workout_file(plan, NOW)), "workout_step")
    assert step["duration_type"] == kind
    if kind == "time":
        assert step["duration_time"] == 30.0


def test_the_watch_is_led_through_all_but_getting_ready() -> None:
    plan = plan_of(MIXED)
    assert len(watch_steps(plan)) == sum(step.kind is not StepKind.PREPARE for step in plan.steps)


def test_a_routine_longer_than_any_watch_takes_is_refused() -> None:
    quick = Tempo(0, 0, SECOND, 0)
    many = tuple(
        Prescription("squat", Reps(Range.exactly(1 + n * n % 101)), tempo=quick) for n in range(600)
    )
    plan = compile_plan(Routine("many", "Many", (Block(many),)), EXERCISES)
    with pytest.raises(ExchangeError, match="Use fewer sets, or split the routine"):
        workout_file(plan, NOW)


STEPS = st.lists(st.sampled_from([WatchStep(name) for name in "abc"]), max_size=40)


@given(STEPS)
def test_what_is_folded_unfolds_to_the_same(steps: list[WatchStep]) -> None:
    written = folded(tuple(steps))
    assert unfolded(written) == steps
    assert len(written) <= len(steps)
