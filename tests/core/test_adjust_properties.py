"""What holds whenever a session's plan is changed, whatever else the athlete does."""

import json
from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st
from routine_shapes import (
    RESUME,
    Act,
    anything,
    change_sets,
    changing,
    plans,
    scripts,
    thorough,
)
from test_engine_properties import Session, finished, played

from bandtimer.core.codec import fact_from_data, fact_to_data, from_data, to_data
from bandtimer.core.compile import planned_sets
from bandtimer.core.engine import Engine
from bandtimer.core.facts import Fact, Outcome, PlanChanged, StepEnded
from bandtimer.core.plan import Plan, Side, Step, StepKind
from bandtimer.core.record import set_records, sets_done, sets_planned
from bandtimer.core.simulate import simulate
from bandtimer.core.state import State, Status, apply, fold

# Changes come often, and no script stops the session or hurts so much that it ends.
willing = changing.filter(lambda command: command.name != "hurt end_session")
restless = st.one_of(anything, willing, willing, st.just(change_sets(1)))
onward = restless.filter(lambda command: command.name not in {"back", "stop"})
# Setting reps right makes a set that was passed over one that was done.
uncorrected = onward.filter(lambda command: "correct" not in command.name)


Place = tuple[tuple[int, int], int]


def stored(value: object, kind: type) -> object:
    return from_data(kind, json.loads(json.dumps(to_data(value))))


def restored(facts: list[Fact]) -> tuple[Fact, ...]:
    """Return the facts as they come back from the journal."""
    rows = [(fact.at, *fact_to_data(fact)) for fact in facts]
    return tuple(fact_from_data(kind, at, json.loads(json.dumps(d))) for at, kind, d in rows)


def to_the_end(plan: Plan, acts: list[Act]) -> Session:
    """Play the acts, and then lead the session to its end without any more changes."""
    session = played(plan, acts)
    now = acts[-1].at if acts else 0
    session.take(Act(now, RESUME))
    session.facts += finished(session.engine, now)[0]
    return session


def place_of(step: Step) -> Place:
    return step.entry, step.set_number


@thorough
@given(plans, scripts(restless))
def test_the_journal_alone_tells_the_whole_session(plan: Plan, acts: list[Act]) -> None:
    session = played(plan, acts)
    told = fold(stored(plan, Plan), restored(session.facts))  # type: ignore[arg-type]
    assert told == session.engine.state
    assert set_records(told) == set_records(session.engine.state)


@thorough
@given(plans, scripts(restless))
def test_nothing_points_outside_the_plan(plan: Plan, acts: list[Act]) -> None:
    session = Session(plan)
    for act in acts:
        session.take(act)
        state = session.engine.state
        steps = state.plan.steps
        assert 0 <= state.step <= len(steps)
        assert state.is_open <= (state.step < len(steps))
        assert all(steps[index].kind is StepKind.WORK for index in state.results)
        assert {step.exercise for step in steps} <= set(state.plan.exercises)
        assert all(step.set_number >= 1 and 1 <= step.sets <= 50 for step in steps)
        assert sets_done(state) <= sets_planned(state.plan)
        assert not state.is_open or state.at_hand is not None


@thorough
@given(plans, scripts(restless))
def test_what_has_been_done_stays_as_it_is(plan: Plan, acts: list[Act]) -> None:
    state = State(plan)
    for fact in played(plan, acts).facts:
        before, state = state, apply(state, fact)
        if isinstance(fact, PlanChanged):
            assert state.results == before.results
            assert state.plan.steps[: fact.first] == before.plan.steps[: fact.first]
            assert state.elapsed_ms(fact.at) == before.elapsed_ms(fact.at)


@thorough
@given(plans, scripts(restless))
def test_what_lies_ahead_is_what_planning_anew_says(plan: Plan, acts: list[Act]) -> None:
    state = State(plan)
    for fact in played(plan, acts).facts:
        state = apply(state, fact)
        if not isinstance(fact, PlanChanged):
            continue
        planned = {(item.entry, item.set_number): item for item in planned_sets(state.plan)}
        ahead: dict[Place, list[Step]] = defaultdict(list)
        for step in state.plan.steps[state.step :]:
            ahead[place_of(step)].append(step)
        if not state.plan.steps[fact.first :]:
            continue
        # The set that the change was made in, and a rest it may have cut short, are their own;
        # from the next set on there is nothing but what was planned, and all of it.
        last = list(ahead)
        while last and list(planned)[-len(last) :] != last:
            last.pop(0)
        assert place_of(state.plan.steps[-1]) in last
        assert len(ahead) - len(last) <= 2
        for place in last[1:]:
            assert ahead[place] == [*planned[place].lead, *planned[place].work]


@thorough
@given(plans, scripts(uncorrected))
def test_both_sides_stay_equal(plan: Plan, acts: list[Act]) -> None:
    state = to_the_end(plan, acts).engine.state
    done: dict[Place, list[Side | None]] = defaultdict(list)
    passed_over = set()
    for index, step in enumerate(state.plan.steps):
        if step.kind is StepKind.WORK and index in state.results:
            if state.results[index].outcome is Outcome.DONE:
                done[place_of(step)].append(step.side)
            else:
                passed_over.add(place_of(step))
    # Who stops an exercise that hurts while turning over leaves its second side undone.
    given_up = {
        (item.entry, item.from_set) for item in state.plan.adjustments if item.sets is not None
    }
    for place, sides in done.items():
        assert sides.count(Side.LEFT) <= 1
        assert sides.count(Side.RIGHT) <= 1
        # From the second side on an exercise without sides may have taken over.
        if place not in passed_over | given_up and Side.BOTH not in sides:
            assert sides.count(Side.LEFT) == sides.count(Side.RIGHT)


@thorough
@given(plans, scripts(onward))
def test_a_changed_session_runs_through_to_its_end(plan: Plan, acts: list[Act]) -> None:
    session = to_the_end(plan, acts)
    ended = [fact.step for fact in session.facts if isinstance(fact, StepEnded)]
    assert ended == list(range(len(session.engine.state.plan.steps)))
    assert fold(plan, tuple(session.facts)) == session.engine.state


@thorough
@given(plans, scripts(restless), st.data())
def test_cut_between_two_outputs_and_taken_up_it_is_the_same_session(
    plan: Plan, acts: list[Act], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(acts)))
    session = played(plan, acts[:cut])
    again = Session(stored(plan, Plan))  # type: ignore[arg-type]
    kept = restored(session.facts)
    again.engine, again.facts = Engine(again.engine.state.plan, kept), list(kept)
    for act in acts[cut:]:
        session.take(act)
        again.take(act)
    assert again.facts == session.facts
    assert again.engine.state == session.engine.state


@thorough
@given(plans, scripts(restless), st.data())
def test_cut_anywhere_it_can_be_resumed(plan: Plan, acts: list[Act], data: st.DataObject) -> None:
    facts = played(plan, acts).facts
    # At every fact of every session it takes minutes.
    anywhere = st.integers(0, len(facts))
    for cut in data.draw(st.lists(anywhere, min_size=1, max_size=10, unique=True)):
        engine, output = Engine.interrupted(plan, facts[:cut])
        assert engine.state == fold(plan, (*facts[:cut], *output.facts))
        assert engine.state.status in {Status.PAUSED, Status.ENDED}


@thorough
@given(plans, scripts(restless))
def test_an_adjusted_plan_is_one_like_any_other(plan: Plan, acts: list[Act]) -> None:
    state = played(plan, acts).engine.state
    *_, last = simulate(state.plan)
    assert last is not None
    assert stored(state.plan, Plan) == state.plan
