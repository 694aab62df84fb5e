"""What was foreseen is what then happens when nobody intervenes."""

from hypothesis import given
from hypothesis import strategies as st
from routine_shapes import Act, everything, plans, scripts, thorough
from small_plans import plan_of

from bandtimer.core.ahead import foreseen
from bandtimer.core.cues import CueKind
from bandtimer.core.engine import Engine, Output
from bandtimer.core.plan import Plan
from bandtimer.core.routine import Hold, Range
from bandtimer.core.state import IllegalTransition


def performed(plan: Plan, acts: list[Act]) -> Engine:
    engine = Engine(plan)
    for act in acts:
        try:
            act.command.do(engine, act.at)
        except IllegalTransition:
            continue
    return engine


@thorough
@given(plans, scripts(everything), st.lists(st.integers(0, 120_000), min_size=1, max_size=6))
def test_what_was_foreseen_then_happens(plan: Plan, acts: list[Act], waits: list[int]) -> None:
    engine = performed(plan, acts)
    start = engine.state.at
    seen = foreseen(engine, start + max(waits))
    polled = [engine.poll(start + wait) for wait in sorted(waits)]
    assert seen == Output(
        tuple(fact for output in polled for fact in output.facts),
        tuple(cue for output in polled for cue in output.cues),
    )


@thorough
@given(plans, scripts(everything), st.integers(0, 120_000))
def test_looking_ahead_changes_nothing(plan: Plan, acts: list[Act], wait: int) -> None:
    engine = performed(plan, acts)
    state, deadline = engine.state, engine.next_deadline()
    seen = foreseen(engine, state.at + wait)
    assert engine.state is state
    assert engine.next_deadline() == deadline
    assert foreseen(engine, state.at + wait) == seen


def test_nothing_is_foreseen_of_the_past_or_of_a_pause() -> None:
    engine = Engine(plan_of(Hold(Range.exactly(30_000))))
    engine.poll(0)
    assert {cue.kind for cue in foreseen(engine, 20_000).cues} == {CueKind.COUNTDOWN, CueKind.GO}
    engine.pause(5_000)
    assert foreseen(engine, 4_000) == Output((), ())
    assert foreseen(engine, 3_600_000) == Output((), ())
