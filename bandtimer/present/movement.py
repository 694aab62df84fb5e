"""Where in space a figure's joints are at any moment of a rep: easing, pins, the floor, travel."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bandtimer.core.figure import PINNED_BY_BENDING, Figure, Joint, Move, Pose, Posture
from bandtimer.core.routine import Phase
from bandtimer.present.skeleton import (
    ARM_RADIUS,
    FOOT_RADIUS,
    HEAD_RADIUS,
    HIP_OUT,
    LEG_RADIUS,
    SHOULDER_OUT,
    TORSO_RADIUS,
    Joints,
    Vec,
    add,
    blended,
    pin,
    stand,
    sub,
)

# The trunk is drawn around its edges, this much of the way out to hips and shoulders, and a
# little short of the shoulders' height.
CHEST_OUT = 0.072
PELVIS_OUT = 0.035
CHEST_DOWN = 0.1

# A pinned hand or foot that the start pose leaves this near the floor is meant to be on it.
_NEAR_FLOOR = 0.08

# Less than this is rounding, not a step.
_LEAST_TRAVEL = 0.02

Pin = tuple[Joint, Vec]

_CONTACT_RADIUS = {
    Joint.HEAD: HEAD_RADIUS,
    Joint.NEAR_ELBOW: ARM_RADIUS,
    Joint.NEAR_WRIST: ARM_RADIUS,
    Joint.NEAR_HAND: ARM_RADIUS,
    Joint.NEAR_KNEE: LEG_RADIUS,
    Joint.NEAR_FOOT: LEG_RADIUS,
    Joint.NEAR_HEEL: FOOT_RADIUS,
    Joint.NEAR_TOES: FOOT_RADIUS,
    Joint.FAR_ELBOW: ARM_RADIUS,
    Joint.FAR_WRIST: ARM_RADIUS,
    Joint.FAR_HAND: ARM_RADIUS,
    Joint.FAR_KNEE: LEG_RADIUS,
    Joint.FAR_FOOT: LEG_RADIUS,
    Joint.FAR_HEEL: FOOT_RADIUS,
    Joint.FAR_TOES: FOOT_RADIUS,
}

# What of a pinned joint touches the floor; the trunk's joints rest on its edges.
_SOLES = {
    Joint.NEAR_FOOT: (Joint.NEAR_HEEL, Joint.NEAR_TOES),
    Joint.FAR_FOOT: (Joint.FAR_HEEL, Joint.FAR_TOES),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """The joints in space, seen from a camera that walks along, and how far it has walked."""

    joints: Joints
    travel: Vec


def eased(progress: float) -> float:
    """Return the share of a movement done at that share of its time: slow, fast, slow."""
    at = min(max(progress, 0.0), 1.0)
    return at * at * (3.0 - 2.0 * at)


def trunk(joints: Joints) -> tuple[Vec, Vec, Vec, Vec]:
    """Return the trunk's edges: far and near at the chest, near and far at the pelvis."""
    spine = sub(joints[Joint.HIP], joints[Joint.SHOULDERS])
    chest = add(joints[Joint.SHOULDERS], spine, CHEST_DOWN)
    shoulders = sub(joints[Joint.NEAR_SHOULDER], joints[Joint.SHOULDERS])
    hips = sub(joints[Joint.NEAR_HIP], joints[Joint.HIP])
    wide, narrow = CHEST_OUT / SHOULDER_OUT, PELVIS_OUT / HIP_OUT
    return (
        add(chest, shoulders, -wide),
        add(chest, shoulders, wide),
        add(joints[Joint.HIP], hips, narrow),
        add(joints[Joint.HIP], hips, -narrow),
    )


def moment(figure: Figure, phase: Phase | None, progress: float) -> Moment:
    """Return the joints at that share, 0 to 1, of the phase's time; at the start without one."""
    stage = _staged(figure)
    if phase is None:
        return Moment(stage.start, (0.0, 0.0, 0.0))
    joints = _in_move(figure, stage.moves[phase], stage.pins[phase], eased(progress))
    if not stage.travels:
        return Moment(joints, (0.0, 0.0, 0.0))
    x, _, z = sub(joints[Joint.HIP], stage.start[Joint.HIP])
    return Moment(_shifted(joints, (-x, 0.0, -z)), (x, 0.0, z))


def ways(figure: Figure) -> Mapping[Phase, Move]:
    """Return what the phases do, without those that only lead back the way of an earlier one."""
    stage = _staged(figure)
    found: dict[object, tuple[Phase, Move]] = {}
    for phase, move in stage.moves.items():
        way = (frozenset((move.start, move.end)), move.through, stage.pins[phase])
        found.setdefault(way, (phase, move))
    return dict(found.values())


def stride(figure: Figure) -> Vec:
    """Return how far a rep takes the figure, along the floor; nothing where it stays."""
    return _staged(figure).stride


@dataclass(frozen=True, slots=True)
class _Stage:
    """What holds for a figure through its whole rep."""

    start: Joints
    moves: dict[Phase, Move]
    pins: dict[Phase, tuple[Pin, ...]]
    stride: Vec
    travels: bool


@lru_cache(maxsize=64)
def _staged(figure: Figure) -> _Stage:
    moves = dict(
        zip(
            Phase,
            (
                figure.moves.concentric,
                figure.moves.top,
                figure.moves.eccentric,
                figure.moves.bottom,
            ),
            strict=True,
        )
    )
    held = moves[Phase.CONCENTRIC].pins or figure.pins
    start = _set_down(figure, held)
    at, pins = start, {}
    places: dict[Joint, Vec] = {}
    for phase, move in moves.items():
        held = move.pins or figure.pins or held
        # What stays pinned keeps its first place, even if it could not be reached meanwhile.
        places = {joint: places.get(joint, at[joint]) for joint in held}
        pins[phase] = tuple(places.items())
        at = _in_move(figure, move, pins[phase], 1.0)
    x, _, z = sub(at[Joint.HIP], start[Joint.HIP])
    travels = math.hypot(x, z) > _LEAST_TRAVEL
    return _Stage(start, moves, pins, (x, 0.0, z), travels)


def _in_move(figure: Figure, move: Move, pins: tuple[Pin, ...], share: float) -> Joints:
    first, last = figure.pose(move.start), figure.pose(move.end)
    if move.through:
        # The one parabola through all three poses: no halt on the way.
        poses: tuple[Pose, ...] = (first, figure.pose(move.through), last)
        weights: tuple[float, ...] = (
            (1 - share) * (1 - 2 * share),
            4 * share * (1 - share),
            share * (2 * share - 1),
        )
    else:
        poses, weights = (first, last), (1 - share, share)
    return _placed(figure, blended(poses, weights), pins)


def _placed(figure: Figure, pose: Pose, pins: tuple[Pin, ...]) -> Joints:
    joints = stand(pose, (0.0, 0.0, 0.0), figure.posture)
    if not pins:
        return _on_its_own(joints, pose)
    (first, place), *others = pins
    joints = _shifted(joints, sub(place, joints[first]))
    for joint, spot in others:
        if joint in PINNED_BY_BENDING:
            pin(joints, joint, spot)
    return joints


def _on_its_own(joints: dict[Joint, Vec], pose: Pose) -> dict[Joint, Vec]:
    if pose.hip is not None:
        return _shifted(joints, (pose.hip.forward, pose.hip.up, 0.0))
    return _shifted(joints, (0.0, -min(_bottoms(joints)), 0.0))


def _set_down(figure: Figure, pins: tuple[Joint, ...]) -> Joints:
    """Place the start pose: its first pinned joint on the floor, the others too if near it."""
    joints = stand(figure.start, (0.0, 0.0, 0.0), figure.posture)
    if not pins or figure.start.hip is not None:
        joints = _on_its_own(joints, figure.start)
    else:
        joints = _shifted(joints, (0.0, -_bottom(joints, pins[0]), 0.0))
    if figure.posture is Posture.UPRIGHT:
        for joint in pins[1:]:
            height = _bottom(joints, joint)
            if joint in PINNED_BY_BENDING and abs(height) < _NEAR_FLOOR:
                pin(joints, joint, add(joints[joint], (0.0, -height, 0.0)))
    return joints


def _shifted(joints: Joints, by: Vec) -> dict[Joint, Vec]:
    return {joint: add(place, by) for joint, place in joints.items()}


def _bottoms(joints: Joints) -> Iterator[float]:
    for joint, radius in _CONTACT_RADIUS.items():
        yield joints[joint][1] - radius
    for edge in trunk(joints):
        yield edge[1] - TORSO_RADIUS


def _bottom(joints: Joints, joint: Joint) -> float:
    """Return the height of the lowest spot of what is drawn around the joint."""
    if joint in _SOLES:
        return min(joints[part][1] for part in _SOLES[joint]) - FOOT_RADIUS
    if joint in _CONTACT_RADIUS:
        return joints[joint][1] - _CONTACT_RADIUS[joint]
    far_chest, near_chest, near_pelvis, far_pelvis = trunk(joints)
    edges = (near_pelvis, far_pelvis) if joint is Joint.HIP else (far_chest, near_chest)
    return min(edge[1] for edge in edges) - TORSO_RADIUS
