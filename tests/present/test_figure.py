"""Figures in motion: sound geometry for any poses, and sound bodies for those that ship."""

import math
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bandtimer.core.figure import (
    PINNED_BY_BENDING,
    PINNED_BY_MOVING,
    Aim,
    Figure,
    Joint,
    Limbs,
    Move,
    Moves,
    Place,
    Pose,
    Posture,
    View,
)
from bandtimer.core.routine import Exercise, Phase
from bandtimer.present.figure import Drawing, extent, posed
from bandtimer.present.movement import eased, moment, stride, trunk
from bandtimer.present.picture import Ink, framed
from bandtimer.present.skeleton import (
    ARM_RADIUS,
    FOOT_RADIUS,
    FOREARM,
    GRIP,
    HEAD_CENTRE,
    HEAD_RADIUS,
    HIP_OUT,
    LEG_RADIUS,
    NECK,
    SHIN,
    SHOULDER_OUT,
    THIGH,
    TORSO,
    TORSO_RADIUS,
    UPPER_ARM,
    Joints,
    Vec,
    length,
    sub,
)
from bandtimer.routines.library import load_library

LIBRARY = load_library().exercises
shipped = pytest.mark.parametrize("exercise", LIBRARY.values(), ids=LIBRARY)
MOMENTS = [(phase, step / 8) for phase in Phase for step in range(9)]

SIDES = ("near", "far")
BONES = {
    (Joint.HIP, Joint.SHOULDERS): TORSO,
    (Joint.SHOULDERS, Joint.NECK): NECK,
    (Joint.NECK, Joint.HEAD): HEAD_CENTRE,
}
for side in SIDES:
    for first, second, size in (
        ("hip", f"{side}_hip", HIP_OUT),
        (f"{side}_hip", f"{side}_knee", THIGH),
        (f"{side}_knee", f"{side}_foot", SHIN),
        ("shoulders", f"{side}_shoulder", SHOULDER_OUT),
        (f"{side}_shoulder", f"{side}_elbow", UPPER_ARM),
        (f"{side}_elbow", f"{side}_wrist", FOREARM),
        (f"{side}_wrist", f"{side}_hand", GRIP),
    ):
        BONES[Joint(first), Joint(second)] = size

aims = st.builds(Aim, st.floats(-360, 360), st.floats(-180, 180))
limbs = st.builds(Limbs, aims, aims, aims, aims, aims, aims)


def poses(name: str) -> st.SearchStrategy[Pose]:
    return st.builds(Pose, st.just(name), aims, aims, aims, limbs, limbs)


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    """Draw a figure of three poses, however contorted, with any pins, seen from anywhere."""
    start, middle, end = (draw(poses(name)) for name in ("start", "middle", "top"))
    through = draw(st.sampled_from(["", "middle"]))
    moves = Moves(
        Move("start", "top", through),
        Move("top", "top"),
        Move("top", "start", through),
        Move("start", "start"),
    )
    carried = draw(st.lists(st.sampled_from(PINNED_BY_MOVING), max_size=1))
    bent = draw(st.lists(st.sampled_from(PINNED_BY_BENDING), max_size=3, unique=True))
    taken = {*carried, *(joint.value.replace("knee", "foot") for joint in carried)}
    pins = (*carried, *(joint for joint in bent if joint not in taken)) if carried else ()
    view = View(draw(st.floats(0, 180)), draw(st.floats(0, 60)))
    posture = draw(st.sampled_from(Posture))
    return Figure((start, middle, end), moves, view, posture, pins)


phases = st.sampled_from(Phase)
shares = st.floats(0, 1)


def gap(joints: Joints, first: Joint, second: Joint) -> float:
    return length(sub(joints[first], joints[second]))


def figure_of(exercise: Exercise) -> Figure:
    assert exercise.figure is not None
    return exercise.figure


def shipped_figure(name: str) -> Figure:
    return figure_of(LIBRARY[name])


@given(figures(), phases, shares)
def test_bones_keep_their_length(figure: Figure, phase: Phase, share: float) -> None:
    joints = moment(figure, phase, share).joints
    for (first, second), size in BONES.items():
        assert gap(joints, first, second) == pytest.approx(size, abs=1e-6)


@given(figures(), phases, shares)
def test_what_carries_the_body_stays_where_it_is(
    figure: Figure, phase: Phase, share: float
) -> None:
    if figure.pins:
        start = moment(figure, None, 0.0).joints
        now = moment(figure, phase, share).joints
        assert length(sub(now[figure.pins[0]], start[figure.pins[0]])) < 1e-6


@given(figures(), phases, shares)
def test_a_pinned_limb_reaches_as_far_as_it_can(figure: Figure, phase: Phase, share: float) -> None:
    start = moment(figure, None, 0.0).joints
    now = moment(figure, phase, share).joints
    for joint in figure.pins[1:]:
        side = joint.value.split("_")[0]
        is_foot = joint in {Joint.NEAR_FOOT, Joint.FAR_FOOT}
        root, end = ("hip", "foot") if is_foot else ("shoulder", "wrist")
        stretched = gap(now, Joint(f"{side}_{root}"), Joint(f"{side}_{end}"))
        bones = (THIGH, SHIN) if is_foot else (UPPER_ARM, FOREARM)
        is_there = length(sub(now[joint], start[joint])) < 1e-6
        at_its_end = stretched == pytest.approx(sum(bones), abs=1e-6)
        folded = stretched == pytest.approx(abs(bones[0] - bones[1]), abs=1e-6)
        assert is_there or at_its_end or folded


@given(figures(), phases, shares)
def test_a_figure_that_nothing_holds_stands_on_the_floor(
    figure: Figure, phase: Phase, share: float
) -> None:
    assert lowest(moment(replace(figure, pins=()), phase, share).joints) == pytest.approx(0.0)


@given(figures(), phases, shares)
def test_mirrored_twice_is_as_it_was(figure: Figure, phase: Phase, share: float) -> None:
    drawing = posed(figure, phase, share)
    assert drawing.mirrored().mirrored() == drawing
    assert posed(figure, phase, share, mirrored=True) == drawing.mirrored()


@given(figures(), phases, shares)
def test_the_start_pose_is_where_a_rep_begins(figure: Figure, phase: Phase, share: float) -> None:
    start, begun = posed(figure, None, share), posed(figure, Phase.CONCENTRIC, 0.0)
    for joint, place in start.joints.items():
        assert math.dist(place, begun.joints[joint]) < 1e-6


@given(figures(), st.floats(10, 4000), st.floats(10, 4000))
def test_the_frame_fills_any_panel(figure: Figure, width: float, height: float) -> None:
    box = extent(figure)
    margin = 0.06 * min(width, height)
    frame = framed(box, width, height, margin)
    left, top = frame.pixel((box.left, box.top))
    right, bottom = frame.pixel((box.right, box.bottom))
    slack = 1e-6 * max(width, height)
    assert margin <= left + 1e-6
    assert margin <= top + 1e-6
    fills_width = right - left == pytest.approx(width - 2 * margin, abs=slack)
    fills_height = bottom - top == pytest.approx(height - 2 * margin, abs=slack)
    assert fills_width or fills_height
    assert width - right == pytest.approx(left, abs=slack)


def test_a_pose_may_say_where_the_hip_is() -> None:
    figure = shipped_figure("standing-pull-apart")
    low, high = (
        replace(pose, hip=place)
        for pose, place in zip(figure.poses, (Place(0.0, 0.6), Place(0.2, 1.0)), strict=True)
    )
    hanging = replace(figure, poses=(low, high), pins=())
    assert moment(hanging, Phase.CONCENTRIC, 0.5).joints[Joint.HIP] == pytest.approx((0.1, 0.8, 0))


def test_movement_begins_and_ends_gently() -> None:
    steps = [eased(index / 20) for index in range(21)]
    assert (steps[0], steps[10], steps[20]) == (0.0, 0.5, 1.0)
    assert all(before < after for before, after in pairwise(steps))
    assert steps[1] < 0.01
    assert (eased(-1.0), eased(2.0)) == (0.0, 1.0)


def test_a_way_through_a_third_pose_passes_it_halfway() -> None:
    figure = shipped_figure("lateral-band-walk")
    middle = moment(figure, Phase.CONCENTRIC, 0.5).joints
    knee = sub(middle[Joint.FAR_KNEE], middle[Joint.FAR_HIP])
    reach = figure.pose("reach").far.thigh
    assert math.degrees(math.asin(-knee[2] / THIGH)) == pytest.approx(reach.out)
    assert math.degrees(math.atan2(knee[0], -knee[1])) == pytest.approx(reach.angle)


# From here on: the exercises that ship.


def lowest(joints: Joints) -> float:
    """Return the height of the lowest spot of the body."""
    radii = {"elbow": ARM_RADIUS, "wrist": ARM_RADIUS, "hand": ARM_RADIUS, "knee": LEG_RADIUS}
    radii |= {"foot": LEG_RADIUS, "heel": FOOT_RADIUS, "toes": FOOT_RADIUS}
    spots = [joints[Joint(f"{side}_{part}")][1] - radii[part] for side in SIDES for part in radii]
    spots += [edge[1] - TORSO_RADIUS for edge in trunk(joints)]
    return min(*spots, joints[Joint.HEAD][1] - HEAD_RADIUS)


def bend(joints: Joints, *chain: str) -> float:
    """Return the angle in degrees by which the second bone of three joints leaves the first."""
    first, second, third = (joints[Joint(name)] for name in chain)
    return angle_between(sub(second, first), sub(third, second))


def angle_between(a: Vec, b: Vec) -> float:
    cosine = sum(x * y for x, y in zip(a, b, strict=True)) / length(a) / length(b)
    return math.degrees(math.acos(max(-1.0, min(1.0, cosine))))


def flexion(joints: Joints, upper: tuple[str, str], lower: tuple[str, str]) -> float:
    """Return how far, seen from the side, the lower bone is turned back against the upper one."""

    def direction(bone: tuple[str, str]) -> float:
        x, y, _ = sub(joints[Joint(bone[1])], joints[Joint(bone[0])])
        return math.degrees(math.atan2(x, -y))

    return (direction(upper) - direction(lower) + 180.0) % 360.0 - 180.0


@shipped
def test_every_exercise_has_a_figure_that_returns_to_its_start(exercise: Exercise) -> None:
    figure = figure_of(exercise)
    end, start = posed(figure, Phase.BOTTOM, 1.0), posed(figure, None)
    for joint, place in start.joints.items():
        assert math.dist(place, end.joints[joint]) < 1e-6


@shipped
def test_phases_join_without_a_jump(exercise: Exercise) -> None:
    figure = figure_of(exercise)
    for before, after in pairwise(Phase):
        ended, begun = posed(figure, before, 1.0), posed(figure, after, 0.0)
        for joint, place in ended.joints.items():
            assert math.dist(place, begun.joints[joint]) < 1e-6


@shipped
@pytest.mark.parametrize("phase", [Phase.TOP, Phase.BOTTOM])
def test_pauses_and_holds_are_still(exercise: Exercise, phase: Phase) -> None:
    figure = figure_of(exercise)
    assert posed(figure, phase, 0.0) == posed(figure, phase, 0.6)


@shipped
def test_the_two_ways_are_a_movement(exercise: Exercise) -> None:
    figure = figure_of(exercise)
    start, top = posed(figure, None), posed(figure, Phase.TOP)
    assert max(math.dist(start.joints[j], top.joints[j]) for j in Joint) > 0.1


@shipped
def test_pinned_joints_do_not_move_on_the_floor(exercise: Exercise) -> None:
    figure = figure_of(exercise)
    for phase in Phase:
        move = getattr(figure.moves, phase.value)
        for joint in move.pins or figure.pins:
            places = []
            for share in (0.0, 0.2, 0.5, 0.9, 1.0):
                now = moment(figure, phase, share)
                places.append(tuple(map(sum, zip(now.joints[joint], now.travel, strict=True))))
            assert all(math.dist(place, places[0]) < 1e-6 for place in places)


@shipped
def test_nothing_sinks_into_the_floor(exercise: Exercise) -> None:
    depths = [lowest(moment(figure_of(exercise), *at).joints) for at in MOMENTS]
    assert min(depths) > -0.006
    assert max(depths) < 0.006


@shipped
def test_feet_on_the_floor_are_flat(exercise: Exercise) -> None:
    figure = figure_of(exercise)
    if figure.posture is Posture.UPRIGHT:
        start = moment(figure, None, 0.0).joints
        for joint in (pin for pin in figure.pins if pin in {Joint.NEAR_FOOT, Joint.FAR_FOOT}):
            side = joint.value.split("_")[0]
            heel, toes = (start[Joint(f"{side}_{part}")][1] for part in ("heel", "toes"))
            assert (heel, toes) == pytest.approx((FOOT_RADIUS, FOOT_RADIUS))


@shipped
def test_joints_stay_within_what_a_body_can_do(exercise: Exercise) -> None:
    figure = figure_of(exercise)
    for at in MOMENTS:
        joints = moment(figure, *at).joints
        assert bend(joints, "hip", "shoulders", "neck") <= 35
        for side in SIDES:
            assert bend(joints, f"{side}_hip", f"{side}_knee", f"{side}_foot") <= 140
            assert bend(joints, f"{side}_shoulder", f"{side}_elbow", f"{side}_wrist") <= 150
            assert bend(joints, f"{side}_elbow", f"{side}_wrist", f"{side}_hand") <= 45
            shin = sub(joints[Joint(f"{side}_foot")], joints[Joint(f"{side}_knee")])
            foot = sub(joints[Joint(f"{side}_toes")], joints[Joint(f"{side}_heel")])
            # 90 is a foot at right angles to the shin; less is pointed, more is drawn up.
            assert 25 <= angle_between(shin, foot) <= 130
            if figure.posture is Posture.ON_SIDE:
                continue
            thigh, calf = (f"{side}_hip", f"{side}_knee"), (f"{side}_knee", f"{side}_foot")
            assert -1 <= flexion(joints, thigh, calf) <= 140, "the knee"
            assert -125 <= flexion(joints, ("shoulders", "hip"), thigh) <= 20, "the hip"


@shipped
def test_elbows_do_not_bend_backward(exercise: Exercise) -> None:
    figure = figure_of(exercise)
    if figure.posture is Posture.UPRIGHT and figure.view.turn < 45:
        for at in MOMENTS:
            joints = moment(figure, *at).joints
            for side in SIDES:
                upper = (f"{side}_shoulder", f"{side}_elbow")
                assert flexion(joints, upper, (f"{side}_elbow", f"{side}_wrist")) <= 1


@shipped
@given(shares)
def test_the_frame_holds_every_drawing_and_never_changes(exercise: Exercise, share: float) -> None:
    figure = figure_of(exercise)
    box = extent(figure)
    for phase in Phase:
        drawing = posed(figure, phase, share)
        assert drawing.frame == box
        for stroke in (*drawing.strokes, *drawing.backdrop):
            inside = stroke.bounds
            assert box.united(inside) == box
    assert extent(figure).mirrored() == posed(figure, None, mirrored=True).frame


@shipped
def test_the_frame_is_no_larger_than_the_movement(exercise: Exercise) -> None:
    figure = figure_of(exercise)
    drawings = [posed(figure, *at) for at in MOMENTS]
    bounds = [s.bounds for drawing in drawings for s in (*drawing.strokes, *drawing.backdrop)]
    box = extent(figure)
    assert min(b.left for b in bounds) - box.left < 0.02
    assert box.right - max(b.right for b in bounds) < 0.02
    assert box.top - max(b.top for b in bounds) < 0.02


@shipped
def test_strokes_correspond_from_frame_to_frame(exercise: Exercise) -> None:
    figure = figure_of(exercise)
    shapes = {
        tuple(
            (stroke.ink, stroke.width, len(stroke.points)) for stroke in posed(figure, *at).strokes
        )
        for at in MOMENTS
    }
    assert len(shapes) == 1


@shipped
def test_the_band_is_where_the_exercise_says(exercise: Exercise) -> None:
    figure = figure_of(exercise)
    said = {
        "above the knees": (Joint.NEAR_KNEE, 0.08),
        "around the calves": (Joint.NEAR_FOOT, 0.2),
        "between the hands": (Joint.NEAR_HAND, 0.001),
        "under both feet": (Joint.NEAR_HAND, 0.001),
        "anchored at chest height": (Joint.NEAR_HAND, 0.001),
    }
    joint, near = said[exercise.band.where]
    for at in MOMENTS:
        drawing = posed(figure, *at)
        points = [p for s in drawing.strokes if s.ink is Ink.BAND for p in s.points]
        assert min(math.dist(drawing.joints[joint], point) for point in points) < near


def outline(drawing: Drawing) -> list[tuple[float, float]]:
    """Return the joints as seen from the hip, and what stands around them."""
    x, y = drawing.joints[Joint.HIP]
    joints = [(a - x, b - y) for a, b in drawing.joints.values()]
    return [*joints, (float(len(drawing.backdrop)), float(len(drawing.strokes)))]


def test_no_two_exercises_look_alike() -> None:
    for one, other in combinations(LIBRARY.values(), 2):
        for phase in (None, Phase.TOP):
            first, second = (outline(posed(figure_of(e), phase)) for e in (one, other))
            assert max(map(math.dist, first, second)) > 0.1, (one.id, other.id, phase)


@pytest.mark.parametrize(
    "name", ["banded-glute-bridge", "isometric-glute-bridge", "single-leg-glute-bridge"]
)
def test_a_bridge_ends_in_one_line_over_its_feet(name: str) -> None:
    joints = moment(shipped_figure(name), Phase.TOP, 0.0).joints
    assert abs(flexion(joints, ("shoulders", "hip"), ("near_hip", "near_knee"))) < 5
    # Feet under the knees or a little further out.
    ahead = joints[Joint.NEAR_FOOT][0] - joints[Joint.NEAR_KNEE][0]
    assert 0.0 <= ahead < 0.06


def test_thighs_are_level_in_the_single_leg_bridge() -> None:
    joints = moment(shipped_figure("single-leg-glute-bridge"), Phase.TOP, 0.0).joints
    assert joints[Joint.NEAR_KNEE][1] == pytest.approx(joints[Joint.FAR_KNEE][1], abs=0.01)


@pytest.mark.parametrize("name", ["banded-clamshell", "wall-clamshell"])
def test_a_clamshell_opens_with_its_feet_together(name: str) -> None:
    figure = shipped_figure(name)
    apart = [gap(moment(figure, *at).joints, Joint.NEAR_FOOT, Joint.FAR_FOOT) for at in MOMENTS]
    assert max(apart) < 2 * LEG_RADIUS + 0.03
    closed, opened = (
        gap(moment(figure, *at).joints, Joint.NEAR_KNEE, Joint.FAR_KNEE)
        for at in ((None, 0.0), (Phase.TOP, 0.0))
    )
    assert closed < 2 * LEG_RADIUS + 0.03
    assert opened > 0.2


def test_only_the_leg_moves_in_a_kickback() -> None:
    figure = shipped_figure("banded-glute-kickback")
    start, top = (moment(figure, *at).joints for at in ((None, 0.0), (Phase.TOP, 0.0)))
    moved = {joint for joint in Joint if length(sub(start[joint], top[joint])) > 1e-6}
    assert moved == {Joint.NEAR_KNEE, Joint.NEAR_FOOT, Joint.NEAR_HEEL, Joint.NEAR_TOES}
    assert top[Joint.NEAR_FOOT][0] < start[Joint.NEAR_FOOT][0] - 0.15


def test_the_walk_stays_low_and_goes_to_the_right() -> None:
    figure = shipped_figure("lateral-band-walk")
    heights = [moment(figure, *at).joints[Joint.HIP][1] for at in MOMENTS]
    assert max(heights) - min(heights) < 0.012
    assert posed(figure, None).floor.stride > 0.15
    assert posed(figure, None, mirrored=True).floor.stride < -0.15
    assert length(stride(figure)) == pytest.approx(posed(figure, None).floor.stride)
    over = posed(figure, Phase.BOTTOM, 1.0).floor
    assert over.travel == pytest.approx(-over.stride)
    for share in (0.0, 0.3, 1.0):
        stepping = posed(figure, Phase.CONCENTRIC, share)
        planted = stepping.joints[Joint.NEAR_FOOT][0] - stepping.floor.travel
        assert planted == pytest.approx(posed(figure, None).joints[Joint.NEAR_FOOT][0])


@pytest.mark.parametrize("kind", ["standing", "seated", "tall-kneeling"])
def test_arms_stay_straight_and_level_in_a_pull_apart(kind: str) -> None:
    figure = shipped_figure(f"{kind}-pull-apart")
    for at in MOMENTS:
        joints = moment(figure, *at).joints
        for side in SIDES:
            level = joints[Joint(f"{side}_shoulder")][1]
            assert joints[Joint(f"{side}_hand")][1] == pytest.approx(level, abs=0.005)
            assert bend(joints, f"{side}_shoulder", f"{side}_elbow", f"{side}_hand") < 1
    start, top = (moment(figure, *at).joints for at in ((None, 0.0), (Phase.TOP, 0.0)))
    assert gap(start, Joint.NEAR_HAND, Joint.FAR_HAND) < 0.25
    assert gap(top, Joint.NEAR_HAND, Joint.FAR_HAND) > 0.9
