"""The moving figure as flat strokes, for any moment of a rep: pure geometry, in body heights.

Limbs stay whole strokes, one weight each, so that a painter needs no more than a round pen. Where
a limb passes in front of another part of the body, a thin gap around it keeps the two apart.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache, reduce

from bandtimer.core.figure import Figure, Held, Joint, Posture
from bandtimer.core.routine import Phase
from bandtimer.present.gear import Floor, backdrop, floor, long_band, loop_strands, mat
from bandtimer.present.movement import moment, stride, trunk
from bandtimer.present.picture import Box, Camera, Ink, Point, Stroke
from bandtimer.present.skeleton import (
    ARM_RADIUS,
    FAR_ARM,
    FAR_LEG,
    FOOT_RADIUS,
    HEAD_RADIUS,
    LEG_RADIUS,
    NEAR_ARM,
    NEAR_LEG,
    NECK_RADIUS,
    TORSO_RADIUS,
    Joints,
    Limb,
    add,
    sub,
)

_GAP = 0.011

# A limb grows out of the trunk: its gap begins this far along its first bone.
_ARM_JOINED = 0.28
_LEG_JOINED = 0.45

# The extent is measured at this many moments of each phase, and widened by what may lie between.
_MOMENTS = 16
_SLACK = 0.004


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture: its joints, its strokes from the back to the front, the floor, and its frame.

    `frame` holds every picture of the same figure, so that the framing never changes.
    """

    joints: Mapping[Joint, Point]
    strokes: tuple[Stroke, ...]
    floor: Floor
    frame: Box

    def mirrored(self) -> "Drawing":
        """Return the picture of the other side."""
        return Drawing(
            {joint: (-x, y) for joint, (x, y) in self.joints.items()},
            tuple(stroke.mirrored() for stroke in self.strokes),
            self.floor.mirrored(),
            self.frame.mirrored(),
        )


def posed(
    figure: Figure, phase: Phase | None, progress: float = 0.0, *, mirrored: bool = False
) -> Drawing:
    """Draw the figure at a share, 0 to 1, of the phase's time; its start pose without a phase.

    A hold is the top phase, in which the figure keeps still.
    """
    now = moment(figure, phase, progress)
    camera = Camera(figure.view)
    travel, step = camera.point(now.travel)[0], camera.point(stride(figure))[0]
    drawing = Drawing(
        {joint: camera.point(place) for joint, place in now.joints.items()},
        tuple(_strokes(figure, now.joints, camera)),
        floor(figure, camera, travel, step),
        extent(figure),
    )
    return drawing.mirrored() if mirrored else drawing


@lru_cache(maxsize=64)
def extent(figure: Figure) -> Box:
    """Return the box that holds every picture of the figure, through all its phases."""
    camera = Camera(figure.view)
    ground = floor(figure, camera)
    moments = [
        moment(figure, phase, index / _MOMENTS) for phase in Phase for index in range(_MOMENTS + 1)
    ]
    strokes = (stroke for at in moments for stroke in _strokes(figure, at.joints, camera))
    box = reduce(Box.united, (stroke.bounds for stroke in strokes))
    return box.united(Box(box.left, ground.bottom, box.right, ground.top)).grown(_SLACK)


class _Part(StrEnum):
    """What is drawn as a whole, behind or before the others."""

    TRUNK = "trunk"
    NEAR_ARM = "near_arm"
    FAR_ARM = "far_arm"
    NEAR_LEG = "near_leg"
    FAR_LEG = "far_leg"


_LIMBS = {
    _Part.NEAR_ARM: NEAR_ARM,
    _Part.FAR_ARM: FAR_ARM,
    _Part.NEAR_LEG: NEAR_LEG,
    _Part.FAR_LEG: FAR_LEG,
}


@lru_cache(maxsize=64)
def _order(figure: Figure) -> tuple[_Part, ...]:
    """Sort the parts from back to front, for all phases alike lest one jump before another."""
    camera = Camera(figure.view)
    depths = dict.fromkeys(_Part, 0.0)
    for phase in Phase:
        for progress in (0.0, 1.0):
            joints = moment(figure, phase, progress).joints
            middle = add(joints[Joint.HIP], joints[Joint.SHOULDERS])
            for part, limb in _LIMBS.items():
                both = add(joints[limb.middle], joints[limb.end])
                depths[part] += camera.depth(sub(both, middle))
    return tuple(sorted(_Part, key=depths.__getitem__))


def _shade(figure: Figure) -> float:
    """Return how far the far side steps back: fully seen from the side, not from the front."""
    if figure.posture is Posture.ON_SIDE:
        return 0.0
    return max(math.cos(math.radians(figure.view.turn)), 0.0) ** 2


def _strokes(figure: Figure, joints: Joints, camera: Camera) -> Iterator[Stroke]:
    order = _order(figure)
    shade = _shade(figure)
    strands = _loop(figure, joints, camera, order)
    yield from backdrop(figure, camera)
    for part in order:
        if part is _Part.TRUNK:
            yield from _trunk(joints, camera)
        else:
            dim = shade if part in {_Part.FAR_ARM, _Part.FAR_LEG} else 0.0
            yield from _limb(_LIMBS[part], joints, camera, dim)
        if part in strands:
            yield strands[part]
    yield from _gripped(figure, joints, camera, shade)
    if figure.view.tilt <= 0:
        yield from mat(figure, camera)


def _loop(
    figure: Figure, joints: Joints, camera: Camera, order: tuple[_Part, ...]
) -> Mapping[_Part, Stroke]:
    """Return the loop's strands by the part that each is drawn right after."""
    if figure.loop is None:
        return {}
    behind, before = sorted((_Part.FAR_LEG, _Part.NEAR_LEG), key=order.index)
    over_behind, over_before = loop_strands(figure.loop, joints, camera, _LIMBS[behind])
    return {behind: over_behind, before: over_before}


def _gripped(figure: Figure, joints: Joints, camera: Camera, shade: float) -> Iterator[Stroke]:
    """Draw the long band before the body, and over its ends the hands that hold it."""
    for ends, line in long_band(figure, joints, camera):
        yield line
        for held, arm, dim in ((Held.FAR_HAND, FAR_ARM, shade), (Held.NEAR_HAND, NEAR_ARM, 0.0)):
            if held in ends:
                hand = tuple(camera.point(joints[joint]) for joint in arm.joints[2:])
                yield Stroke(Ink.BODY, hand, 2 * ARM_RADIUS, dim)


def _trunk(joints: Joints, camera: Camera) -> Iterator[Stroke]:
    head = camera.point(joints[Joint.HEAD])
    neck = (camera.point(joints[Joint.SHOULDERS]), camera.point(joints[Joint.NECK]), head)
    edges = tuple(camera.point(edge) for edge in trunk(joints))
    yield Stroke(Ink.GAP, (head,), 2 * (HEAD_RADIUS + _GAP))
    yield Stroke(Ink.BODY, edges, 2 * TORSO_RADIUS, filled=True)
    yield Stroke(Ink.BODY, neck, 2 * NECK_RADIUS)
    yield Stroke(Ink.BODY, (head,), 2 * HEAD_RADIUS)


def _limb(limb: Limb, joints: Joints, camera: Camera, shade: float) -> Iterator[Stroke]:
    places = [joints[joint] for joint in limb.joints]
    is_leg = limb in {NEAR_LEG, FAR_LEG}
    points = tuple(camera.point(place) for place in places)
    line, foot = (points[:3], points[3:]) if is_leg else (points, ())
    width = 2 * (LEG_RADIUS if is_leg else ARM_RADIUS)
    along = _LEG_JOINED if is_leg else _ARM_JOINED
    joined = camera.point(add(places[0], sub(places[1], places[0]), along))
    yield Stroke(Ink.GAP, (joined, *line[1:]), width + 2 * _GAP)
    if foot:
        yield Stroke(Ink.GAP, foot, 2 * (FOOT_RADIUS + _GAP))
    yield Stroke(Ink.BODY, line, width, shade)
    if foot:
        yield Stroke(Ink.BODY, foot, 2 * FOOT_RADIUS, shade)
