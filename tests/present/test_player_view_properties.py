"""The player has something to show whatever the athlete does, to any routine."""

from copy import copy

from hypothesis import given
from hypothesis import strategies as st
from routine_shapes import Act, everything, plans, scripts, thorough

from bandtimer.core.engine import Engine
from bandtimer.core.facts import Relief
from bandtimer.core.plan import Plan
from bandtimer.core.state import IllegalTransition, Status
from bandtimer.present.options import bands_offered, relief_offered, variants_offered
from bandtimer.present.outline import outline
from bandtimer.present.player import Background, player_view


@thorough
@given(plans, scripts(everything), st.integers(0, 90_000), st.booleans())
def test_every_instant_can_be_shown(plan: Plan, acts: list[Act], wait: int, is_still: bool) -> None:
    engine = Engine(plan)
    for act in acts:
        try:
            act.command.do(engine, act.at)
        except IllegalTransition:
            continue
        state = engine.state
        background = Background(outline(state.plan))
        for now in (act.at, act.at + wait):
            view = player_view(state, now, background, is_still=is_still)
            assert 0 <= view.progress <= 1
            assert 0 <= view.step_fraction <= 1
            assert view.minimum is None or 0 < view.minimum <= 1


@thorough
@given(plans, scripts(everything))
def test_what_is_offered_is_for_the_set_at_hand(plan: Plan, acts: list[Act]) -> None:
    engine = Engine(plan)
    for act in acts:
        try:
            act.command.do(engine, act.at)
        except IllegalTransition:
            continue
        state = engine.state
        assert relief_offered(state).options
        if state.at_hand is not None:
            name = state.plan.exercises[state.at_hand.exercise].name
            assert variants_offered(state).title == f"Instead of {name}"
            assert bands_offered(state, ()).title == f"Band for {name}"


@thorough
@given(plans, scripts(everything))
def test_it_is_known_whether_stopping_an_exercise_ends_the_session(
    plan: Plan, acts: list[Act]
) -> None:
    engine = Engine(plan)
    for act in acts:
        try:
            act.command.do(engine, act.at)
            told = relief_offered(engine.state).options[0].detail
            stopped = copy(engine)
            stopped.report_pain(act.at, Relief.STOP_EXERCISE)
        except IllegalTransition:
            continue
        has_ended = stopped.state.status is Status.ENDED
        assert has_ended == (told == "it is the last one: the session is done")
