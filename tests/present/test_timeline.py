"""A plan as data and as a table."""

import json

from bandtimer.core.compile import Choices, compile_plan
from bandtimer.core.plan import Plan, Side
from bandtimer.core.routine import (
    BandKind,
    BandUse,
    Block,
    Exercise,
    Hold,
    Order,
    Prescription,
    Range,
    Reps,
    Routine,
    SideNoun,
    Sides,
    Timed,
    Work,
)
from bandtimer.present.timeline import plan_data, plan_text

KICKBACK = Exercise(
    "kickback",
    "Kickback",
    band=BandUse(BandKind.LOOP, "above the knees"),
    sides=Sides.EACH,
    side_noun=SideNoun.LEG,
)
WALK = Exercise("walk", "Walk", sides=Sides.ALTERNATE, alternate_every=4, side_noun=SideNoun.WAY)
BRIDGE = Exercise("bridge", "Bridge")
EXERCISES = {exercise.id: exercise for exercise in (KICKBACK, WALK, BRIDGE)}


def one(work: Work, exercise: str = "bridge", choices: Choices | None = None) -> Plan:
    block = Block((Prescription(exercise, work),))
    return compile_plan(Routine("r", "R", (block,)), EXERCISES, choices)


def test_data_of_a_whole_plan() -> None:
    routine = Routine(
        "r",
        "Legs",
        (
            Block(
                (
                    Prescription("kickback", Reps(Range(6, 10)), Range(2, 2), rest_ms=20_500),
                    Prescription("bridge", Hold(Range(20_000, 30_000))),
                ),
                "Strength",
            ),
        ),
    )
    kickback = {"exercise": "kickback", "sets": 2, "block": "Strength"}
    bridge = {"exercise": "bridge", "set": 1, "sets": 1, "block": "Strength"}
    idle = {"work": None, "target": None}
    reps = {"kind": "work", "work": "reps", "target": [6, 10]}

    assert plan_data(compile_plan(routine, EXERCISES, Choices(first_side=Side.RIGHT))) == {
        "name": "Legs",
        "seconds": 293,
        "steps": [
            {"kind": "prepare", "start": 0, "seconds": 10, "side": None, "set": 1}
            | kickback
            | idle,
            reps | {"start": 10, "seconds": 50, "side": "right", "set": 1} | kickback,
            {"kind": "switch_sides", "start": 60, "seconds": 6, "side": "left", "set": 1}
            | kickback
            | idle,
            reps | {"start": 66, "seconds": 50, "side": "left", "set": 1} | kickback,
            {"kind": "rest", "start": 116, "seconds": 20.5, "side": None, "set": 2}
            | kickback
            | idle,
            reps | {"start": 136.5, "seconds": 50, "side": "right", "set": 2} | kickback,
            {"kind": "switch_sides", "start": 186.5, "seconds": 6, "side": "left", "set": 2}
            | kickback
            | idle,
            reps | {"start": 192.5, "seconds": 50, "side": "left", "set": 2} | kickback,
            {"kind": "change_exercise", "start": 242.5, "seconds": 20.5, "side": None}
            | bridge
            | idle,
            {
                "kind": "work",
                "start": 263,
                "seconds": 30,
                "side": "both",
                "work": "hold",
                "target": [20, 30],
            }
            | bridge,
        ],
    }


def test_whole_seconds_are_integers_in_json() -> None:
    text = json.dumps(plan_data(one(Hold(Range(20_000, 30_500)))))
    assert '"start": 10, "seconds": 30.5' in text
    assert '"target": [20, 30.5]' in text


def targets(plan: Plan) -> list[object]:
    steps = plan_data(plan)["steps"]
    assert isinstance(steps, list)
    return [(step["work"], step["target"], step["seconds"]) for step in steps if step["work"]]


def test_what_is_open_ended_has_no_seconds() -> None:
    assert targets(one(Hold(Range(30_000, None)))) == [("hold", [30, None], None)]
    assert targets(one(Hold(Range(0, None)))) == [("hold", [0, None], None)]
    assert targets(one(Reps(Range(8, None)))) == [("reps", [8, None], None)]
    assert targets(one(Reps(Range(12, 15)), choices=Choices(paced=False))) == [
        ("reps", [12, 15], None)
    ]


def test_what_ends_by_itself_has_seconds() -> None:
    assert targets(one(Reps(Range(12, 15)))) == [("reps", [12, 15], 75)]
    assert targets(one(Reps(Range(5, 5), hold_ms=10_000))) == [("reps", [5, 5], 70)]
    assert targets(one(Timed(40_000))) == [("timed", [40, 40], 40)]
    assert targets(one(Reps(Range(6, 6)), "walk")) == [("reps", [6, 6], 60)]


def test_text_of_a_whole_plan() -> None:
    routine = Routine(
        "r",
        "Legs",
        (
            Block(
                (
                    Prescription("kickback", Reps(Range(12, 15)), rest_ms=20_000),
                    Prescription("walk", Reps(Range(6, 6))),
                ),
                "Strength",
            ),
            Block(
                (Prescription("bridge", Hold(Range(20_000, 30_000)), rest_ms=10_000),),
                "Holds",
                Order.CIRCUIT,
                Range(2, 2),
            ),
        ),
    )
    assert plan_text(compile_plan(routine, EXERCISES)).splitlines() == [
        "Legs, about 6 min",
        "",
        "Time  Exercise  Set         Side                       What",
        "",
        "Strength",
        (
            "0:00  Kickback                                         "
            "get ready 10 s, loop band above the knees"
        ),
        "0:10  Kickback  Set 1 of 1  left leg                   12–15 reps",
        "1:25                        right leg                  switch sides 6 s",
        "1:31  Kickback  Set 1 of 1  right leg                  12–15 reps",
        "2:46  Walk                                             change 20 s, no band",
        "3:06  Walk      Set 1 of 1  left first, in turns of 4  6 reps each way",
        "",
        "Holds",
        "4:06  Bridge                                           change 45 s, no band",
        "4:51  Bridge    Set 1 of 2                             hold 20–30 s",
        "5:21                                                   rest 10 s",
        "5:31  Bridge    Set 2 of 2                             hold 20–30 s",
    ]


def test_text_leaves_out_empty_columns_and_says_what_is_estimated() -> None:
    assert plan_text(one(Hold(Range(30_000, None)))).splitlines() == [
        "R, about 1 min",
        "",
        "Time  Exercise  Set         What",
        "0:00  Bridge                get ready 10 s, no band",
        "0:10  Bridge    Set 1 of 1  hold 30 s or longer",
        "",
        "Times after a set that ends when you say so are estimates.",
    ]


def test_times_of_a_long_plan_are_aligned() -> None:
    block = Block((Prescription("bridge", Timed(2_400_000), Range(3, 3), rest_ms=60_000),))
    lines = plan_text(compile_plan(Routine("r", "R", (block,)), EXERCISES)).splitlines()
    assert [line[:15] for line in lines[2:]] == [
        "   Time  Exerci",
        "   0:00  Bridge",
        "   0:10  Bridge",
        "  40:10        ",
        "  41:10  Bridge",
        "1:21:10        ",
        "1:22:10  Bridge",
    ]
