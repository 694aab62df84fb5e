"""What a state of the window is: a name for its picture, and the way into it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from bandtimer.routines.library import Library
from bandtimer.ui.gallery.studio import Studio

Pose = Callable[[Studio], QWidget]


@dataclass(frozen=True, slots=True)
class State:
    """A name for the picture, and what brings the window there.

    `pose` returns the part of the window to measure: all of it, or a sheet that lies over the
    rest. Where a `library` is given, it is the built-in one made into another. `is_at_end` scrolls
    down what can be scrolled.
    """

    name: str
    pose: Pose
    library: Callable[[Library], Library] = lambda library: library
    is_at_end: bool = False
