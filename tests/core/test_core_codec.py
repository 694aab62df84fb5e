"""Core types to plain data and back."""

import json
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from routine_shapes import Act, plans, routines, scripts, thorough

from bandtimer.core.choices import Adjustment
from bandtimer.core.codec import CodecError, fact_from_data, fact_to_data, from_data, to_data
from bandtimer.core.engine import Engine
from bandtimer.core.facts import (
    FACT_TYPES,
    BandChosen,
    EffortRated,
    Ending,
    Fact,
    NoteWritten,
    Outcome,
    PainReported,
    Paused,
    PauseReason,
    PlanChanged,
    Relief,
    RepCounted,
    RepsCorrected,
    Resumed,
    SessionDeleted,
    SessionEnded,
    SessionUndeleted,
    SetEdited,
    SetNoted,
    SetRated,
    SetRestored,
    StepEnded,
    StepRestarted,
    StepStarted,
    TimeAdded,
)
from bandtimer.core.plan import Plan, Side, Step, StepKind
from bandtimer.core.routine import (
    BandKind,
    BandUse,
    Exercise,
    FitName,
    FormCue,
    Hold,
    Phase,
    Prescription,
    Range,
    Reps,
    Routine,
    Sides,
    Tempo,
    Timed,
)
from bandtimer.core.state import fold

KICKBACK = Exercise(
    "banded-glute-kickback",
    "Banded glute kickback",
    band=BandUse(BandKind.LOOP, "above the knees", "Wide."),
    sides=Sides.EACH,
    cues=(FormCue("Push", Phase.CONCENTRIC), FormCue("Brace")),
    phases=MappingProxyType({Phase.CONCENTRIC: "Kick back"}),
    tempo=Tempo(2_000, 0, 2_000, 1_000),
    easier=("other",),
    fit=FitName(37, 10),
)

times = st.integers(0, 10**9)
steps = st.integers(0, 9_999)
sides = st.sampled_from(Side)
outcomes = st.sampled_from(Outcome)
adjustments = st.builds(
    Adjustment,
    st.tuples(steps, st.integers(-1, 9)),
    st.integers(1, 50),
    st.none() | st.text(),
    st.none() | st.integers(1, 50),
)
each_kind: list[st.SearchStrategy[Fact]] = [
    st.builds(StepStarted, times, steps),
    st.builds(RepCounted, times, steps),
    st.builds(RepsCorrected, times, steps, steps),
    st.builds(TimeAdded, times, st.integers(-3_600_000, 3_600_000)),
    st.builds(StepEnded, times, steps, st.sampled_from(Outcome), steps, times),
    st.builds(StepRestarted, times, steps),
    st.builds(Paused, times, st.sampled_from(PauseReason)),
    st.builds(Resumed, times),
    st.builds(SessionEnded, times, st.sampled_from(Ending)),
    st.builds(EffortRated, times, st.none() | st.integers(1, 10)),
    st.builds(NoteWritten, times, st.text()),
    st.builds(PainReported, times, steps, st.text(), st.sampled_from(Relief)),
    st.builds(BandChosen, times, st.text(), st.text()),
    st.builds(PlanChanged, times, steps, adjustments, plans.map(lambda plan: plan.steps)),
    st.builds(SetEdited, times, steps, sides, outcomes, st.none() | steps, times, st.text()),
    st.builds(SetRestored, times, steps, sides),
    st.builds(SetRated, times, steps, sides, st.none() | st.integers(1, 10)),
    st.builds(SetNoted, times, steps, sides, st.text()),
    st.builds(SessionDeleted, times),
    st.builds(SessionUndeleted, times),
]
facts = st.one_of(each_kind)


def test_there_is_a_strategy_for_every_kind_of_fact() -> None:
    assert len(each_kind) == len(FACT_TYPES)


@thorough
@given(facts)
def test_facts_round_trip(fact: Fact) -> None:
    kind, data = fact_to_data(fact)
    assert isinstance(data, dict)
    assert fact_from_data(kind, fact.at, json.loads(json.dumps(data))) == fact


@thorough
@given(routines)
def test_routines_round_trip(routine: Routine) -> None:
    assert from_data(Routine, json.loads(json.dumps(to_data(routine)))) == routine


@thorough
@given(plans, scripts())
def test_a_session_played_from_a_stored_plan_is_the_same(plan: Plan, acts: list[Act]) -> None:
    stored: Plan = from_data(Plan, json.loads(json.dumps(to_data(plan))))
    assert stored == plan
    facts = Engine(plan).poll(acts[-1].at if acts else 0).facts
    assert fold(stored, facts) == fold(plan, facts)


def test_exercise_round_trips() -> None:
    data = json.loads(json.dumps(to_data(KICKBACK)))
    assert from_data(Exercise, data) == KICKBACK


def test_defaults_are_left_out_and_filled_in() -> None:
    assert to_data(Exercise("a", "A")) == {"id": "a", "name": "A"}
    assert from_data(Exercise, {"id": "a", "name": "A"}) == Exercise("a", "A")


@pytest.mark.parametrize(
    ("work", "data"),
    [
        (Reps(Range(8, None)), {"type": "Reps", "count": {"low": 8, "high": None}}),
        (
            Reps(Range(5, 5), 10_000),
            {"type": "Reps", "count": {"low": 5, "high": 5}, "hold_ms": 10_000},
        ),
        (Hold(Range(0, None)), {"type": "Hold", "time": {"low": 0, "high": None}}),
        (Timed(40_000), {"type": "Timed", "duration_ms": 40_000}),
    ],
)
def test_kinds_of_work_are_told_apart(work: Reps | Hold | Timed, data: object) -> None:
    assert to_data(work) == data
    assert from_data(Reps | Hold | Timed, data) == work


def test_a_step_without_work() -> None:
    step = Step(StepKind.SWITCH_SIDES, "a", 1, 2, side=Side.LEFT, duration_ms=6_000)
    assert to_data(step) == {
        "kind": "switch_sides",
        "exercise": "a",
        "set_number": 1,
        "sets": 2,
        "side": "left",
        "duration_ms": 6_000,
    }
    assert from_data(Step, to_data(step)) == step


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (Range, {"low": 1}),
        (Range, {"low": "1", "high": 2}),
        (Range, {"low": 1, "high": 2, "step": 3}),
        (Range, [1, 2]),
        (Range, None),
        (Side, "up"),
        (Exercise, {"id": "a", "name": "A", "muscles": "glutes"}),
        (Exercise, {"id": "a", "name": "A", "phases": {"sideways": "Step"}}),
        (Exercise, {"id": "a", "name": "A", "phases": ["top"]}),
        (Prescription, {"exercise": "a", "work": {"type": "Jumps", "count": 3}}),
        (Prescription, {"exercise": "a", "work": None}),
    ],
)
def test_data_that_describes_nothing(kind: type, data: object) -> None:
    with pytest.raises(CodecError, match=f"this is not {kind.__name__}"):
        from_data(kind, data)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("StepJumped", {}),
        ("StepStarted", {}),
        ("StepStarted", {"step": 1, "speed": 2}),
        ("Paused", {"reason": "bored"}),
    ],
)
def test_facts_that_never_were(kind: str, data: dict[str, object]) -> None:
    with pytest.raises(CodecError):
        fact_from_data(kind, 0, data)


@pytest.mark.parametrize("value", [object(), {1, 2}, b"bytes", Exercise])
def test_what_has_no_form_as_data(value: object) -> None:
    with pytest.raises(CodecError, match="has no form as data"):
        to_data(value)
