"""The moving figure as flat strokes, for any moment of a rep: pure geometry, in body heights.

Limbs stay whole strokes, one weight each, so that a painter needs no more than a round pen. Where
a limb passes in front of another part of the body, a thin gap around it keeps the two apart.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache, reduce
from itertools import chain

from bandtimer.core.figure import Figure, Held, Joint, Posture
from bandtimer.core.routine import Phase
from bandtimer.present.gear import Floor, backdrop, floor, long_band, loop_strands, mat
from bandtimer.present.movement import moment, stride, trunk, ways
from bandtimer.present.picture import Box, Camera, Ink, Point, Stroke
from bandtimer.present.skeleton import (
    ARM_RADIUS,
    FAR_ARM,
    FAR_LEG,
    FIST_RADIUS,
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

# Seen at less than this from the side (as a cosine), both sides are equally near.
_FRONTAL = 0.3

# The extent is measured at this many moments of each phase, and widened by what may lie between.
_MOMENTS = 16
_SLACK = 0.004


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture: its joints, what stands behind, the body from the back to the front, the floor.

    `backdrop` and `frame` are the same in every picture of a figure; the frame holds all of them.
    """

    joints: Mapping[Joint, Point]
    backdrop: tuple[Stroke, ...]
    strokes: tuple[Stroke, ...]
    floor: Floor
    frame: Box

    def mirrored(self) -> "Drawing":
        """Return the picture of the other side."""
        return Drawing(
            {joint: (-x, y) for joint, (x, y) in self.joints.items()},
            tuple(stroke.mirrored() for stroke in self.backdrop),
            tuple(stroke.mirrored() for stroke in self.strokes),
            self.floor.mirrored(),
            self.frame.mirrored(),
        )


# A figure that shows how an exercise goes passes through the same few moments again and again.
@lru_cache(maxsize=48)
def posed(
    figure: Figure, phase: Phase | None, progress: float = 0.0, *, mirrored: bool = False
) -> Drawing:
    """Draw the figure at a share, 0 to 1, of the phase's time; its start pose without a phase.

    A hold is the top phase, in which the figure keeps still.
    """
    now = moment(figure, phase, progress)
    camera = Camera(figure.view)
    travel, step = -camera.point(now.travel)[0], camera.point(stride(figure))[0]
    drawing = Drawing(
        {joint: camera.point(place) for joint, place in now.joints.items()},
        tuple(backdrop(figure, camera)),
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
        moment(figure, phase, index / _MOMENTS)
        for phase, move in ways(figure).items()
        for index in range(1 if move.keeps_still else _MOMENTS + 1)
    ]
    strokes = chain(
        backdrop(figure, camera),
        *(_strokes(figure, at.joints, camera) for at in moments),
    )
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
    """Return how far the far side steps back: seen from the side, but not from the front."""
    if figure.posture is Posture.ON_SIDE:
        return 0.0
    aside = math.cos(math.radians(figure.view.turn))
    return max((aside - _FRONTAL) / (1.0 - _FRONTAL), 0.0) ** 2


def _strokes(figure: Figure, joints: Joints, camera: Camera) -> Iterator[Stroke]:
    order = _order(figure)
    shade = _shade(figure)
    strands = _loop(figure, joints, camera, order)
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
    """Draw the long band before the body, and over its ends the fists that hold it."""
    for ends, line in long_band(figure, joints, camera):
        yield line
        for held, joint, dim in (
            (Held.FAR_HAND, Joint.FAR_HAND, shade),
            (Held.NEAR_HAND, Joint.NEAR_HAND, 0.0),
        ):
            if held in ends:
                fist = (camera.point(joints[joint]),)
                yield Stroke(Ink.GAP, fist, 2 * (FIST_RADIUS + _GAP))
                yield Stroke(Ink.BODY, fist, 2 * FIST_RADIUS, dim)


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
