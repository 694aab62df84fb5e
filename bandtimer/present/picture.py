"""Flat pictures as strokes, and the camera that makes them of space; lengths in body heights.

Pictures have x to the right and y up from the floor.
"""

import math
from dataclasses import dataclass, replace
from enum import StrEnum

from bandtimer.core.figure import View
from bandtimer.present.skeleton import Vec, dot

Point = tuple[float, float]


class Ink(StrEnum):
    """What a stroke is painted with; a gap shows the ground."""

    BODY = "body"
    GAP = "gap"
    BAND = "band"
    PROP = "prop"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that something is within."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Return how wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Return how high it is."""
        return self.top - self.bottom

    def mirrored(self) -> "Box":
        """Return the box of the mirrored picture."""
        return replace(self, left=-self.right, right=-self.left)

    def united(self, other: "Box") -> "Box":
        """Return the box around both."""
        return Box(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )

    def grown(self, by: float) -> "Box":
        """Return the box with every side moved out."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through the points with round ends, or the area within them, edges rounded alike.

    One point is a disc. `shade` is how far back it steps, from 0 for the near side up to 1.
    """

    ink: Ink
    points: tuple[Point, ...]
    width: float
    shade: float = 0.0
    filled: bool = False

    @property
    def bounds(self) -> Box:
        """Return the box around it, its width included."""
        half = self.width / 2
        xs = [x for x, _ in self.points]
        ys = [y for _, y in self.points]
        return Box(min(xs) - half, min(ys) - half, max(xs) + half, max(ys) + half)

    def mirrored(self) -> "Stroke":
        """Return the stroke of the mirrored picture."""
        return replace(self, points=tuple((-x, y) for x, y in self.points))


class Camera:
    """Projects space onto the picture, without perspective."""

    def __init__(self, view: View) -> None:
        turn, tilt = math.radians(view.turn), math.radians(view.tilt)
        ahead, aside = math.sin(turn), math.cos(turn)
        self._right: Vec = (aside, 0.0, -ahead)
        self._up: Vec = (-math.sin(tilt) * ahead, math.cos(tilt), -math.sin(tilt) * aside)
        self._toward: Vec = (math.cos(tilt) * ahead, math.sin(tilt), math.cos(tilt) * aside)

    def point(self, place: Vec) -> Point:
        """Return where a place in space is in the picture."""
        return (dot(self._right, place), dot(self._up, place))

    def depth(self, place: Vec) -> float:
        """Return how near the viewer a place is."""
        return dot(self._toward, place)


# Where a picture is lower than its panel, this share of what is left over goes below it.
_SPARE_BELOW = 0.42


@dataclass(frozen=True, slots=True)
class Frame:
    """How a picture lies in a panel: pixels per body height, and where its origin is.

    Pixels count right and down from the panel's upper left corner.
    """

    scale: float
    x: float
    y: float

    def pixel(self, point: Point) -> Point:
        """Return where a point of the picture is in the panel."""
        return (self.x + point[0] * self.scale, self.y - point[1] * self.scale)


def framed(box: Box, width: float, height: float, margin: float) -> Frame:
    """Fit the box into a panel as large as it goes, leaving the margin free on every side."""
    free_width, free_height = width - 2 * margin, height - 2 * margin
    scale = max(min(free_width / box.width, free_height / box.height), 0.0)
    spare = free_height - scale * box.height
    return Frame(
        scale,
        width / 2 - scale * (box.left + box.right) / 2,
        height - margin - spare * _SPARE_BELOW + scale * box.bottom,
    )
