"""What surrounds the body in the picture of an exercise: band, floor, mat, wall, seat."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bandtimer.core.figure import Around, Figure, Held, Joint, Support
from bandtimer.present.movement import moment
from bandtimer.present.picture import Camera, Ink, Point, Stroke
from bandtimer.present.skeleton import (
    FAR_LEG,
    FOOT_RADIUS,
    HEAD_RADIUS,
    LEG_RADIUS,
    NEAR_LEG,
    TORSO_RADIUS,
    Joints,
    Limb,
    Vec,
    add,
    sub,
)

_LOOP_WIDTH = 0.032
_LONG_WIDTH = 0.018
_ANCHOR_WIDTH = 0.05
_PROP_WIDTH = 0.022
_MAT_THICKNESS = 0.024
_FLOOR_THICKNESS = 0.012
_WALL_EDGE = 0.004

# Large things step back toward the floor's colour.
_MAT_SHADE = 0.35
_WALL_SHADE = 0.7

# How far floor, mat and wall reach beyond the joints.
_FLOOR_MARGIN = 0.03
_MAT_MARGIN = 0.07
_WALL_MARGIN = 0.12

# What is no higher than this stands on the floor.
_ON_FLOOR = 0.06

# A chair for this body: from behind the hip to its front edge, half its breadth, its back.
_SEAT_BEHIND = 0.11
_SEAT_AHEAD = 0.14
_SEAT_OUT = 0.13
_REST_HEIGHT = 0.3

# Where a loop goes: how far along the thigh (bone 0) or the shin (bone 1).
_LOOP_PLACES = {
    Around.THIGHS: (0, 0.78),
    Around.CALVES: (1, 0.42),
    Around.ANKLES: (1, 0.9),
}

_BOTH_SIDES = {
    Held.HANDS: (Held.FAR_HAND, Held.NEAR_HAND),
    Held.FEET: (Held.FAR_FOOT, Held.NEAR_FOOT),
}


@dataclass(frozen=True, slots=True)
class Floor:
    """The strip of floor in view, as wide as the picture: a line where it is seen level.

    Under a figure that walks along it has passed by `travel` to the right, and a rep takes the
    figure `stride` to the right; both are 0 for one that stays.
    """

    bottom: float
    top: float
    travel: float = 0.0
    stride: float = 0.0

    @property
    def is_line(self) -> bool:
        """Tell whether all of it lies below the body, so that nothing stands in front of it."""
        return self.top <= 0.0

    def mirrored(self) -> "Floor":
        """Return the floor of the mirrored picture."""
        return Floor(self.bottom, self.top, -self.travel, -self.stride)


def loop_strands(
    around: Around, joints: Joints, camera: Camera, behind: Limb
) -> tuple[Stroke, Stroke]:
    """Draw the strand toward the viewer in two: over the leg `behind`, over the one before it.

    It runs across the leg in front and on to the far edge of the other.
    """
    bone, along = _LOOP_PLACES[around]
    before = NEAR_LEG if behind is FAR_LEG else FAR_LEG
    near_edges, near = _edges(before, bone, along, joints, camera)
    far_edges, far = _edges(behind, bone, along, joints, camera)
    apart = (far[0] - near[0], far[1] - near[1])

    def toward(edge: Point) -> float:
        return edge[0] * apart[0] + edge[1] * apart[1]

    outer, inner = sorted(near_edges, key=toward)
    entering, leaving = sorted(far_edges, key=toward)
    return (
        Stroke(Ink.BAND, (inner, entering, leaving), _LOOP_WIDTH),
        Stroke(Ink.BAND, (outer, inner), _LOOP_WIDTH),
    )


def _edges(
    leg: Limb, bone: int, along: float, joints: Joints, camera: Camera
) -> tuple[tuple[Point, Point], Point]:
    """Return the two edges of a leg where the loop is, and the middle between them."""
    upper, lower = (joints[joint] for joint in leg.joints[bone : bone + 2])
    (left, bottom), (right, top) = camera.point(upper), camera.point(lower)
    x, y = camera.point(add(upper, sub(lower, upper), along))
    size = math.hypot(right - left, top - bottom) or 1.0
    dx, dy = (bottom - top) / size * LEG_RADIUS, (right - left) / size * LEG_RADIUS
    return ((x + dx, y + dy), (x - dx, y - dy)), (x, y)


def long_band(
    figure: Figure, joints: Joints, camera: Camera
) -> Iterator[tuple[tuple[Held, Held], Stroke]]:
    """Draw the lines of a long band, far one first, each with what holds its ends."""
    if figure.stretch is None:
        return
    for ends in _lines(figure.stretch.start, figure.stretch.end):
        points = tuple(camera.point(_held(figure, joints, held)) for held in ends)
        yield ends, Stroke(Ink.BAND, points, _LONG_WIDTH)


def _lines(start: Held, end: Held) -> Iterator[tuple[Held, Held]]:
    if start is end and start in _BOTH_SIDES:
        yield _BOTH_SIDES[start]
    elif start in _BOTH_SIDES or end in _BOTH_SIDES:
        starts = _BOTH_SIDES.get(start, (start, start))
        yield from zip(starts, _BOTH_SIDES.get(end, (end, end)), strict=True)
    else:
        yield start, end


def _held(figure: Figure, joints: Joints, held: Held) -> Vec:
    match held:
        case Held.NEAR_HAND | Held.FAR_HAND:
            return joints[Joint(held.value)]
        case Held.NEAR_FOOT:
            return _under(joints[Joint.NEAR_HEEL], joints[Joint.NEAR_TOES])
        case Held.FAR_FOOT:
            return _under(joints[Joint.FAR_HEEL], joints[Joint.FAR_TOES])
    place = _anchor(figure)
    return place if place is not None else joints[Joint.HIP]


def _under(heel: Vec, toes: Vec) -> Vec:
    middle = add(heel, sub(toes, heel), 0.55)
    return add(middle, (0.0, -FOOT_RADIUS, 0.0))


def _anchor(figure: Figure) -> Vec | None:
    if figure.anchor is None:
        return None
    x, _, z = _start(figure)[Joint.HIP]
    return (x + figure.anchor.forward, figure.anchor.up, z)


def _start(figure: Figure) -> Joints:
    return moment(figure, None, 0.0).joints


def _ground(figure: Figure, margin: float, below: float = math.inf) -> tuple[Vec, ...]:
    """Return the corners, in order, of the ground under the start pose's joints up to a height."""
    every = _start(figure).values()
    places = [place for place in every if place[1] <= below] or every
    back, front = min(x for x, _, _ in places) - margin, max(x for x, _, _ in places) + margin
    far, near = min(z for _, _, z in places) - margin, max(z for _, _, z in places) + margin
    return ((back, 0.0, far), (front, 0.0, far), (front, 0.0, near), (back, 0.0, near))


def floor(figure: Figure, camera: Camera, travel: float = 0.0, stride: float = 0.0) -> Floor:
    """Return the strip of floor that the figure stands on."""
    if figure.view.tilt <= 0:
        top = -_MAT_THICKNESS if figure.support is Support.MAT else 0.0
        return Floor(top - _FLOOR_THICKNESS, top, travel, stride)
    if figure.support is Support.MAT:
        corners = _ground(figure, _MAT_MARGIN + _FLOOR_MARGIN)
    else:
        corners = _ground(figure, _FLOOR_MARGIN, below=_ON_FLOOR)
    heights = [camera.point(corner)[1] for corner in _before_wall(figure, corners)]
    return Floor(min(heights), max(heights), travel, stride)


def _before_wall(figure: Figure, corners: Iterable[Vec]) -> tuple[Vec, ...]:
    """Return the ground as far as a wall at the back leaves it."""
    wall = _wall_at(figure)
    if wall is None or wall > _start(figure)[Joint.HIP][0]:
        return tuple(corners)
    return tuple((max(x, wall), y, z) for x, y, z in corners)


def _wall_at(figure: Figure) -> float | None:
    return None if figure.wall is None else _start(figure)[Joint.HIP][0] + figure.wall


def backdrop(figure: Figure, camera: Camera) -> Iterator[Stroke]:
    """Draw what stands behind the body."""
    yield from _wall(figure, camera)
    if figure.view.tilt > 0:
        yield from mat(figure, camera)
    yield from _seat(figure, camera)


def mat(figure: Figure, camera: Camera) -> Iterator[Stroke]:
    """Draw the mat; seen level it lies below everything."""
    if figure.support is Support.MAT:
        corners = _before_wall(figure, _ground(figure, _MAT_MARGIN))
        sunk = tuple((x, -_MAT_THICKNESS / 2, z) for x, _, z in corners)
        yield _area(camera, sunk, _MAT_THICKNESS, _MAT_SHADE)


def _wall(figure: Figure, camera: Camera) -> Iterator[Stroke]:
    x = _wall_at(figure)
    if x is not None:
        top = max(y for _, y, _ in _start(figure).values()) + HEAD_RADIUS
        (_, _, far), _, _, (_, _, near) = _ground(figure, _WALL_MARGIN)
        corners = ((x, 0.0, far), (x, top, far), (x, top, near), (x, 0.0, near))
        yield _area(camera, corners, _WALL_EDGE, _WALL_SHADE)
    place = _anchor(figure)
    if place is not None:
        yield Stroke(Ink.PROP, (camera.point(place),), _ANCHOR_WIDTH)


def _seat(figure: Figure, camera: Camera) -> Iterator[Stroke]:
    if figure.support not in {Support.CHAIR, Support.BENCH}:
        return
    x, y, z = _start(figure)[Joint.HIP]
    top = y - TORSO_RADIUS - _PROP_WIDTH / 2
    back, front = x - _SEAT_BEHIND, x + _SEAT_AHEAD
    far, near = z - _SEAT_OUT, z + _SEAT_OUT
    corners = ((back, top, far), (front, top, far), (front, top, near), (back, top, near))
    for corner in corners:
        yield _line(camera, corner, (corner[0], _PROP_WIDTH / 2, corner[2]))
    if figure.support is Support.CHAIR:
        low, high = top + 0.6 * _REST_HEIGHT, top + _REST_HEIGHT
        yield _line(camera, (back, top, far), (back, high, far), (back, high, near), corners[3])
        yield _line(camera, (back, low, far), (back, low, near))
    yield _area(camera, corners, _PROP_WIDTH)


def _line(camera: Camera, *places: Vec) -> Stroke:
    return Stroke(Ink.PROP, tuple(camera.point(place) for place in places), _PROP_WIDTH)


def _area(camera: Camera, corners: Iterable[Vec], width: float, shade: float = 0.0) -> Stroke:
    points = tuple(camera.point(corner) for corner in corners)
    return Stroke(Ink.PROP, points, width, shade, filled=True)
