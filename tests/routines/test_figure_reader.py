"""What the figure in an exercise file means, and what is said about its faults."""

from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml

from bandtimer.assets import resources
from bandtimer.core.figure import (
    SIDE,
    Aim,
    Around,
    Figure,
    Held,
    Joint,
    Move,
    Place,
    Posture,
    Stretch,
    Support,
    View,
)
from bandtimer.routines.exercise_reader import read_exercise
from bandtimer.routines.forms import ExerciseForm
from bandtimer.routines.schema import schema

HEAD = "format: 1\nname: Lunge\nfigure:\n"
SCHEMA = jsonschema.Draft7Validator(schema(ExerciseForm, "exercise"))


def figure(*lines: str) -> Figure:
    text = HEAD + "".join(f"  {line}\n" for line in lines)
    reading = read_exercise("lunge.yaml", text.encode())
    assert reading.problems == ()
    assert SCHEMA.is_valid(yaml.safe_load(text))
    assert reading.meaning
    assert reading.meaning.figure
    return reading.meaning.figure


def problems(*lines: str) -> list[str]:
    text = HEAD + "".join(f"  {line}\n" for line in lines)
    reading = read_exercise("lunge.yaml", text.encode())
    assert reading.meaning is None
    return [str(problem).removeprefix("lunge.yaml:") for problem in reading.problems]


def test_a_start_is_enough() -> None:
    still = figure("poses: {start: {}}")
    (start,) = still.poses
    assert start.torso == start.neck == start.head == Aim(180.0)
    assert start.near == start.far
    assert (start.near.thigh, start.near.foot) == (Aim(0.0), Aim(90.0))
    assert {still.moves.concentric, still.moves.top, still.moves.bottom} == {Move("start", "start")}
    assert (still.view, still.posture, still.pins) == (SIDE, Posture.UPRIGHT, ())


def test_everything_around_the_poses() -> None:
    full = figure(
        "view: 70",
        "tilt: 12.5",
        "posture: on_side",
        "pin: [hip, near_foot]",
        "band_between: [hands, anchor]",
        "anchor: {forward: 0.6, up: 0.7}",
        "wall: -0.1",
        "support: mat",
        "poses: {start: {}}",
    )
    assert full.view == View(70.0, 12.5)
    assert full.posture is Posture.ON_SIDE
    assert full.pins == (Joint.HIP, Joint.NEAR_FOOT)
    assert full.stretch == Stretch(Held.HANDS, Held.ANCHOR)
    assert (full.anchor, full.wall, full.support) == (Place(0.6, 0.7), -0.1, Support.MAT)
    assert figure("loop_around: calves", "poses: {start: {}}").loop is Around.CALVES
    assert figure("view: front", "poses: {start: {}}").view == View(90.0)


def test_a_pose_says_what_differs_from_the_start() -> None:
    moving = figure(
        "poses:",
        "  start:",
        "    torso: 170",
        "    both: {thigh: 30 out 10, forearm: 80}",
        "    far: {thigh: 0}",
        "  top:",
        "    neck: 160",
        "    near: {thigh: -20 in 5}",
    )
    start, top = moving.poses
    assert start.near.thigh == Aim(30.0, 10.0)
    assert start.far.thigh == Aim(0.0)
    assert start.near.hand == Aim(80.0)
    assert top.torso == start.torso == Aim(170.0)
    assert (top.neck, top.head) == (Aim(160.0), Aim(160.0))
    assert top.near.thigh == Aim(-20.0, -5.0)
    assert top.far == start.far
    assert moving.moves.concentric == Move("start", "top")
    assert moving.moves.eccentric == Move("top", "start")


def test_what_a_pose_says_of_both_sides_counts_before_the_start() -> None:
    apart = "{near: {shin: -10}, far: {shin: -20}}"
    wide = figure(f"poses: {{start: {apart}, top: {{both: {{shin: -30}}}}}}").pose("top")
    assert wide.near.shin == wide.far.shin == Aim(-30.0)


def test_phases_name_their_poses_and_pins() -> None:
    walk = figure(
        "poses: {start: {}, reach: {}, wide: {}}",
        "phases: {concentric: [start, reach, wide], top: wide, eccentric: [wide, start]}",
        "pin_by_phase: {concentric: near_foot, eccentric: [far_foot, near_hand]}",
    )
    assert walk.moves.concentric == Move("start", "wide", "reach", (Joint.NEAR_FOOT,))
    assert walk.moves.top == Move("wide", "wide")
    assert walk.moves.eccentric.pins == (Joint.FAR_FOOT, Joint.NEAR_HAND)
    assert walk.moves.bottom == Move("start", "start")


NO_START = "missing pose 'start'; every rep begins in it"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["view: side"], ["4:3: figure.poses: missing key 'poses'; add a line like"]),
        (["poses: {}"], [f"4:10: figure.poses.start: {NO_START}"]),
        (["poses: {top: {}}"], [f"4:10: figure.poses.start: {NO_START}"]),
        (["poses: [start]"], ["4:10: figure.poses: poses are wanted here, such as"]),
        (["poses: {start: {}, Top: {}}"], ["4:22: figure.poses.Top: 'Top' is not an id"]),
        (
            ["poses: {start: {both: {thig: 30}}}"],
            ["4:26: figure.poses.start.both.thig: unknown key 'thig'; did you mean 'thigh'?"],
        ),
        (
            ["poses: {start: {near: {thigh: 361}}}"],
            ["4:33: figure.poses.start.near.thigh: '361' must be from -360 to 360"],
        ),
        (
            ["poses: {start: {torso: 30 out 200}}"],
            ["4:26: figure.poses.start.torso: '200' must be from -180 to 180"],
        ),
        (
            ["poses: {start: {torso: upright}}"],
            ["4:26: figure.poses.start.torso: 'upright' is not an angle; write degrees, like 30"],
        ),
        (
            ["view: sied", "poses: {start: {}}"],
            ["4:9: figure.view: 'sied' is not one of side, three_quarter, front; did you mean"],
        ),
        (
            ["pin: near_knie", "poses: {start: {}}"],
            ["4:8: figure.pin: 'near_knie' is not one of"],
        ),
        (
            ["pin: [near_foot, hip]", "poses: {start: {}}"],
            ["4:8: figure.pin[1]: 'hip' has to come first; after that only hands and feet can"],
        ),
        (
            ["pin: [near_knee, near_foot]", "poses: {start: {}}"],
            ["4:8: figure.pin[1]: 'near_foot' can not be kept in place by bending the leg of"],
        ),
        (
            ["pin_by_phase: {top: [near_foot, near_foot]}", "poses: {start: {}}"],
            ["4:17: figure.pin_by_phase.top[1]: 'near_foot' stands here twice"],
        ),
        (
            ["poses: {start: {}, open: {}}"],
            ["4:3: figure.poses: name the pose that the figure moves to 'top', or say how with"],
        ),
        (
            ["poses: {start: {}, top: {}}", "phases: {concentric: [start, topp]}"],
            [
                "5:11: figure.phases: the rep ends in pose 'topp'; let its last phase lead back to",
                "5:24: figure.phases.concentric: there is no pose 'topp'; did you mean 'top'?",
            ],
        ),
        (
            ["poses: {start: {}, top: {}}", "phases: {concentric: top, eccentric: [top, start]}"],
            ["5:24: figure.phases.concentric: this phase begins in pose 'start'; write [start, t"],
        ),
        (
            ["loop_around: thighs", "band_between: [hands, feet]", "poses: {start: {}}"],
            ["5:3: figure.band_between: a figure has one band; remove this or the loop"],
        ),
        (
            ["band_between: [hands, anchor]", "poses: {start: {}}"],
            ["4:17: figure.band_between: say where the anchor is"],
        ),
        (
            ["anchor: {up: 0.7}", "poses: {start: {}}"],
            ["4:3: figure.anchor: no band is tied to this"],
        ),
        (
            ["poses: {start: {hip: {up: 1}}, top: {}}"],
            ["4:39: figure.poses.top: missing key 'hip'; the other poses have one"],
        ),
        (["wall: near", "poses: {start: {}}"], ["4:9: figure.wall: 'near' is not a number here"]),
        (
            ["poses: {start: {}, a: {}, b: {}, c: {}, top: {}}"],
            ["4:10: figure.poses: these are 5 poses; at most 4"],
        ),
    ],
)
def test_faults_are_told_with_their_place(lines: list[str], expected: list[str]) -> None:
    found = problems(*lines)
    assert len(found) == len(expected), found
    for problem, beginning in zip(found, expected, strict=True):
        assert problem.startswith(beginning)


@pytest.mark.parametrize(
    "inline",
    [
        "{poses: {}}",
        "{poses: {start: {both: {thig: 30}}}}",
        "{poses: {start: {torso: 361}}}",
        "{poses: {start: {torso: 30 up 5}}}",
        "{poses: {start: {}, Top: {}}}",
        "{poses: {start: {}, a: {}, b: {}, c: {}, top: {}}}",
        "{view: above, poses: {start: {}}}",
        "{pin: near_heel, poses: {start: {}}}",
        "{band_between: hands, poses: {start: {}}}",
    ],
)
def test_schema_and_parser_see_the_same_faults(inline: str) -> None:
    text = f"format: 1\nname: Lunge\nfigure: {inline}\n"
    assert read_exercise("lunge.yaml", text.encode()).problems
    assert not SCHEMA.is_valid(yaml.safe_load(text))


@pytest.mark.parametrize("path", sorted((resources() / "exercises").glob("*.yaml")), ids=str)
def test_shipped_figures_suit_the_schema(path: Path) -> None:
    assert SCHEMA.is_valid(yaml.safe_load(path.read_text(encoding="utf-8")))
