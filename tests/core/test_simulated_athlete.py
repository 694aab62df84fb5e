"""The simulated session takes as long as the plan says, at the instants it says."""

from hypothesis import given
from routine_shapes import plans, thorough
from small_plans import plan_of

from bandtimer.core.compile import Choices
from bandtimer.core.cues import Cue
from bandtimer.core.facts import (
    Ending,
    Fact,
    Outcome,
    RepCounted,
    SessionEnded,
    StepEnded,
    StepStarted,
)
from bandtimer.core.plan import Plan, Step, StepKind, estimated_ms, estimated_reps
from bandtimer.core.record import set_records
from bandtimer.core.routine import Hold, Range, Reps
from bandtimer.core.schedule import length_ms
from bandtimer.core.simulate import simulate
from bandtimer.core.state import fold


def facts_of(plan: Plan) -> list[Fact]:
    return [item for item in simulate(plan) if not isinstance(item, Cue)]


@thorough
@given(plans)
def test_it_takes_exactly_as_long_as_estimated(plan: Plan) -> None:
    assert facts_of(plan)[-1] == SessionEnded(plan.estimated_ms, Ending.FINISHED)


@thorough
@given(plans)
def test_every_step_starts_and_ends_when_the_plan_says(plan: Plan) -> None:
    facts = facts_of(plan)
    starts = [(fact.at, fact.step) for fact in facts if isinstance(fact, StepStarted)]
    assert starts == [(at, index) for index, (at, _) in enumerate(plan.starts())]
    ends = [fact for fact in facts if isinstance(fact, StepEnded)]
    assert ends == [
        StepEnded(
            at + estimated_ms(step),
            index,
            Outcome.SKIPPED if let_go_at_once(step) else Outcome.DONE,
            estimated_reps(step),
            estimated_ms(step),
        )
        for index, (at, step) in enumerate(plan.starts())
    ]


def let_go_at_once(step: Step) -> bool:
    """Tell whether the step is an open-ended hold too short to have been taken up."""
    return isinstance(step.work, Hold) and length_ms(step) is None and estimated_ms(step) < 1_000


@thorough
@given(plans)
def test_items_come_by_time_and_facts_first(plan: Plan) -> None:
    items = list(simulate(plan))
    times = [item.due if isinstance(item, Cue) else item.at for item in items]
    assert times == sorted(times)


@thorough
@given(plans)
def test_every_set_is_done_and_on_record(plan: Plan) -> None:
    records = set_records(fold(plan, facts_of(plan)))
    work = [step for step in plan.steps if step.kind is StepKind.WORK]
    assert len(records) == sum(2 if step.alternate_every else 1 for step in work)


def test_self_counted_reps_come_at_the_tempo() -> None:
    plan = plan_of(Reps(Range(2, 3)), choices=Choices(paced=False))
    counted = [fact for fact in facts_of(plan) if isinstance(fact, RepCounted)]
    assert counted == [RepCounted(12_000, 1), RepCounted(14_000, 2), RepCounted(16_000, 3)]
