"""What a session will say, known before it begins."""

from hypothesis import assume, given
from hypothesis import strategies as st
from routine_shapes import plans, thorough

from bandtimer.core.choices import CountAloud
from bandtimer.core.compile import Choices, compile_plan
from bandtimer.core.facts import Outcome, StepEnded
from bandtimer.core.plan import Plan
from bandtimer.core.routine import (
    BandKind,
    BandUse,
    Block,
    Exercise,
    Hold,
    Prescription,
    Range,
    Routine,
)
from bandtimer.core.simulate import simulate
from bandtimer.core.state import State
from bandtimer.present.narration import wishes
from bandtimer.present.rehearsal import phrases_of_session
from bandtimer.present.wish import Telling

tellings = st.builds(Telling, st.sampled_from(CountAloud), st.booleans(), st.booleans())


@thorough
@given(plans, tellings)
def test_it_is_what_the_simulated_athlete_hears(plan: Plan, telling: Telling) -> None:
    session = list(simulate(plan))
    # What is let go of within a second was never taken up, and is announced again.
    assume(all(one.outcome is Outcome.DONE for one in session if isinstance(one, StepEnded)))
    heard = wishes(State(plan), session, telling, plan.estimated_ms)
    said = phrases_of_session(State(plan), telling)
    assert {*said} == {phrase for wish in heard for phrase in wish.variants}
    assert len(said) == len({*said})


def test_a_session_under_way_says_what_is_left_with_the_band_chosen() -> None:
    clam = Exercise("clam", "Clamshell", band=BandUse(BandKind.LOOP, "above the knees"))
    item = Prescription("clam", Hold(Range.exactly(10_000)), Range.exactly(2), rest_ms=9_000)
    plan = compile_plan(Routine("r", "R", (Block((item,)),)), {"clam": clam}, Choices())
    whole = phrases_of_session(State(plan, bands={"clam": "red"}), Telling())
    assert any(
        "set one of two" in phrase and "red loop" in phrase for phrase in map(str.lower, whole)
    )
    left = phrases_of_session(State(plan, step=2), Telling())
    assert any("Set two of two" in phrase for phrase in left)
    assert not any("Set one of two" in phrase for phrase in left)
