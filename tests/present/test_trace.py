"""The lines and objects that tell what happened and what was said."""

import json

import pytest

from bandtimer.core.choices import Adjustment
from bandtimer.core.compile import compile_plan
from bandtimer.core.cues import Cue, CueKind
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
from bandtimer.core.plan import Plan, Side
from bandtimer.core.routine import (
    BandKind,
    BandUse,
    Block,
    Exercise,
    Hold,
    Phase,
    Prescription,
    Range,
    Reps,
    Routine,
    SideNoun,
    Sides,
    Timed,
)
from bandtimer.core.simulate import simulate
from bandtimer.present.trace import exact_clock, trace_data, trace_line, traced

LOOP = BandUse(BandKind.LOOP, "above the knees")
EXERCISES = {
    "kickback": Exercise(
        "kickback",
        "Kickback",
        band=LOOP,
        sides=Sides.EACH,
        side_noun=SideNoun.LEG,
        phases={Phase.CONCENTRIC: "Kick back"},
    ),
    "walk": Exercise(
        "walk", "Walk", sides=Sides.ALTERNATE, alternate_every=4, side_noun=SideNoun.WAY
    ),
    "bridge": Exercise("bridge", "Bridge"),
}
# 0 prepare · 1 left · 2 switch · 3 right · 4 change · 5 walk · 6 change · 7 hold · 8 rest · 9 timed
PLAN: Plan = compile_plan(
    Routine(
        "r",
        "Test routine",
        (
            Block(
                (
                    Prescription("kickback", Reps(Range(2, 3))),
                    Prescription("walk", Reps(Range(6, 8))),
                    Prescription("bridge", Hold(Range(20_000, 30_000))),
                    Prescription("bridge", Timed(20_000)),
                )
            ),
        ),
    ),
    EXERCISES,
)

FACTS: list[tuple[Fact, str]] = [
    (StepStarted(0, 0), "0:00.0   Start: get ready for Kickback, 10 s"),
    (StepStarted(10_000, 1), "0:10.0   Start: Kickback, left leg, set 1 of 1, 2–3 reps"),
    (StepStarted(0, 2), "0:00.0   Start: switch sides, right leg, 6 s"),
    (
        StepStarted(0, 5),
        "0:00.0   Start: Walk, left first, in turns of 4, set 1 of 1, 6–8 reps each way",
    ),
    (StepStarted(0, 6), "0:00.0   Start: change to Bridge, 45 s"),
    (StepStarted(0, 7), "0:00.0   Start: Bridge, set 1 of 1, hold 20–30 s"),
    (StepStarted(0, 8), "0:00.0   Start: rest, 45 s"),
    (RepCounted(15_000, 1), "0:15.0   Rep counted: 1"),
    (RepsCorrected(15_250, 1, 12), "0:15.25  Corrected: Kickback, left leg, set 1 of 1, 12 reps"),
    (TimeAdded(1, 10_000), "0:00.001 Time added: 10 s"),
    (TimeAdded(0, -10_000), "0:00.0   Time taken away: 10 s"),
    (
        StepEnded(0, 1, Outcome.DONE, 3, 15_000),
        "0:00.0   End: Kickback, left leg, set 1 of 1, done after 3 reps and 15 s",
    ),
    (
        StepEnded(0, 7, Outcome.SKIPPED, 0, 500),
        "0:00.0   End: Bridge, set 1 of 1, skipped after 0.5 s",
    ),
    (
        StepEnded(0, 9, Outcome.STOPPED, 1, 4_000),
        "0:00.0   End: Bridge, set 1 of 1, stopped after 1 rep and 4 s",
    ),
    (StepEnded(0, 8, Outcome.DONE, 0, 45_000), "0:00.0   End: rest, over after 45 s"),
    (StepEnded(0, 8, Outcome.SKIPPED, 0, 3_000), "0:00.0   End: rest, cut short after 3 s"),
    (StepRestarted(0, 3), "0:00.0   Back to: Kickback, right leg, set 1 of 1, 2–3 reps"),
    (Paused(0, PauseReason.USER), "0:00.0   Paused: by the athlete"),
    (Paused(0, PauseReason.LEFT), "0:00.0   Paused: the session was left"),
    (Paused(0, PauseReason.SUSPENDED), "0:00.0   Paused: the computer slept"),
    (Paused(0, PauseReason.INTERRUPTED), "0:00.0   Paused: the session was cut off"),
    (Resumed(0), "0:00.0   Resumed"),
    (Resumed(0, 4_000), "0:00.0   Resumed in 4 s"),
    (Paused(0, PauseReason.PAIN), "0:00.0   Paused: something hurts"),
    (
        PainReported(0, 1, "kickback", Relief.EASIER),
        "0:00.0   Hurts: Kickback, the easier variant instead",
    ),
    (
        PainReported(0, 1, "kickback", Relief.STOP_EXERCISE),
        "0:00.0   Hurts: Kickback, no more of it",
    ),
    (PainReported(0, 1, "walk", Relief.END_SESSION), "0:00.0   Hurts: Walk, the session ends"),
    (BandChosen(0, "walk", "red"), "0:00.0   Band: Walk, red"),
    (BandChosen(0, "walk", ""), "0:00.0   Band: Walk, none"),
    (
        PlanChanged(0, 3, Adjustment((0, 0), 2, "walk"), ()),
        "0:00.0   Plan changed: Walk from set 2",
    ),
    (PlanChanged(0, 3, Adjustment((0, 0), 2, sets=4), ()), "0:00.0   Plan changed: 4 sets in all"),
    (PlanChanged(0, 3, Adjustment((0, 0), 2, sets=1), ()), "0:00.0   Plan changed: 1 set in all"),
    (SessionEnded(3_723_000, Ending.FINISHED), "1:02:03.0 Session ended: finished"),
    (SessionEnded(0, Ending.STOPPED), "0:00.0   Session ended: stopped"),
    (EffortRated(0, 7), "0:00.0   Effort: 7 of 10"),
    (
        NoteWritten(0, "Band rolled.\nUse the wide one."),
        "0:00.0   Note: Band rolled. Use the wide one.",
    ),
    (EffortRated(0, None), "0:00.0   Effort: not rated"),
    (
        SetEdited(0, 1, Side.LEFT, Outcome.DONE, 12, 15_000, "red"),
        "0:00.0   Edited: Kickback, left leg, set 1 of 1, done after 12 reps and 15 s, band red",
    ),
    (
        SetEdited(0, 7, Side.BOTH, Outcome.SKIPPED, None, 0, ""),
        "0:00.0   Edited: Bridge, set 1 of 1, skipped after 0 s, band none",
    ),
    (SetRestored(0, 5, Side.LEFT), "0:00.0   Restored: Walk, to the left, set 1 of 1"),
    (SetRated(0, 7, Side.BOTH, 9), "0:00.0   Effort of a set: Bridge, set 1 of 1, 9 of 10"),
    (
        SetNoted(0, 7, Side.BOTH, "Hip\nsank."),
        "0:00.0   Note of a set: Bridge, set 1 of 1, Hip sank.",
    ),
    (SessionDeleted(0), "0:00.0   Session deleted"),
    (SessionUndeleted(0), "0:00.0   Session brought back"),
]

CUES: list[tuple[Cue, str]] = [
    (Cue(0, CueKind.GET_READY, 0, 10), "> Get ready: Kickback, loop band above the knees"),
    (Cue(0, CueKind.GO, 1), "> Go: Kickback, left leg, set 1 of 1"),
    (Cue(0, CueKind.PHASE, 1, Phase.CONCENTRIC), "> Phase: Kick back"),
    (Cue(0, CueKind.PHASE, 1, Phase.TOP), "> Phase: top"),
    (Cue(0, CueKind.REP, 1, 2), "> Rep: 2"),
    (Cue(0, CueKind.MINIMUM_REACHED, 1, 2), "> Minimum reached: 2 reps"),
    (Cue(0, CueKind.MINIMUM_REACHED, 5, 6), "> Minimum reached: 6 reps each way"),
    (Cue(0, CueKind.MINIMUM_REACHED, 7, 20), "> Minimum reached: 20 s"),
    (Cue(0, CueKind.TARGET_REACHED, 7, 30), "> Target reached: 30 s"),
    (Cue(0, CueKind.HALFWAY, 7, 15), "> Halfway: 15 s"),
    (Cue(0, CueKind.SECONDS_LEFT, 8, 10), "> Seconds left: 10"),
    (Cue(0, CueKind.COUNTDOWN, 0, 3), "> Countdown: 3"),
    (Cue(0, CueKind.SWITCH_SIDES, 2, Side.RIGHT), "> Switch sides: right leg"),
    (Cue(0, CueKind.SWITCH_SIDES, 5, Side.LEFT), "> Switch sides: to the left"),
    (Cue(0, CueKind.REST, 8, 45), "> Rest: 45 s"),
    (Cue(0, CueKind.CHANGE_EXERCISE, 6, "bridge"), "> Change exercise: Bridge, no band"),
    (Cue(0, CueKind.SET_DONE, 3), "> Set done: Kickback, right leg, set 1 of 1"),
    (Cue(0, CueKind.SESSION_DONE, 9), "> Session done: Test routine"),
]


@pytest.mark.parametrize(("fact", "line"), FACTS)
def test_line_of_a_fact(fact: Fact, line: str) -> None:
    assert trace_line(fact, PLAN) == line


@pytest.mark.parametrize(("cue", "text"), CUES)
def test_line_of_a_cue(cue: Cue, text: str) -> None:
    assert trace_line(cue, PLAN) == f"0:00.0   {text}"


def test_every_kind_has_its_line() -> None:
    assert {type(fact) for fact, _ in FACTS} == set(FACT_TYPES.values())
    assert {cue.kind for cue, _ in CUES} == set(CueKind)


@pytest.mark.parametrize(
    ("ms", "text"),
    [(0, "0:00.0"), (12_500, "0:12.5"), (12_345, "0:12.345"), (3_600_010, "1:00:00.01")],
)
def test_exact_clock_keeps_every_millisecond(ms: int, text: str) -> None:
    assert exact_clock(ms) == text


def test_data_of_a_fact_that_names_its_step() -> None:
    assert trace_data(StepEnded(15_500, 3, Outcome.DONE, 3, 4_500), PLAN) == {
        "at": 15.5,
        "type": "fact",
        "kind": "step_ended",
        "step": 3,
        "exercise": "kickback",
        "side": "right",
        "outcome": "done",
        "reps": 3,
        "seconds": 4.5,
    }


def test_data_of_a_fact_takes_the_step_under_way() -> None:
    fact = TimeAdded(2_000, -10_000)
    rest = {"at": 2, "type": "fact", "kind": "time_added", "seconds": -10}
    assert trace_data(fact, PLAN) == rest | {"step": None, "exercise": None, "side": None}
    assert trace_data(fact, PLAN, 2) == rest | {"step": 2, "exercise": "kickback", "side": "right"}


def test_data_of_a_changed_plan_holds_its_steps() -> None:
    fact = PlanChanged(2_000, 9, Adjustment((0, 3), 1, sets=2), PLAN.steps[9:])
    data = trace_data(fact, PLAN, 8)
    assert (data["kind"], data["first"]) == ("plan_changed", 9)
    assert data["adjustment"] == {"entry": [0, 3], "sets": 2}
    assert json.loads(json.dumps(data)) == data


def test_what_follows_a_changed_plan_is_told_by_the_new_one() -> None:
    swapped = (*PLAN.steps[:4], *PLAN.steps[6:])
    items = (
        StepStarted(0, 4),
        PlanChanged(1_000, 4, Adjustment((0, 1), 1, sets=0), swapped[4:]),
        StepStarted(2_000, 5),
    )
    assert [data["exercise"] for data in traced(items, PLAN)] == ["walk", "bridge", "bridge"]


def test_data_of_a_cue() -> None:
    assert trace_data(Cue(60_000, CueKind.SWITCH_SIDES, 5, Side.RIGHT), PLAN) == {
        "at": 60,
        "type": "cue",
        "kind": "switch_sides",
        "step": 5,
        "exercise": "walk",
        "side": "both",
        "value": "right",
    }


def test_data_of_a_whole_session_is_json_and_knows_its_steps() -> None:
    items = list(simulate(PLAN))
    objects = list(traced(items, PLAN))
    assert json.loads(json.dumps(objects)) == objects
    assert len(objects) == len(items)
    reps = [(o["step"], o["reps"]) for o in objects if o["kind"] == "rep_counted"]
    assert reps[:7] == [(1, 1), (1, 2), (1, 3), (3, 1), (3, 2), (3, 3), (5, 1)]
    assert all(o["step"] is not None for o in objects)
