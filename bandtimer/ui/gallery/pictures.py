"""Makes the pictures, and tells what measuring found."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from bandtimer.routines.library import Library, load_library
from bandtimer.ui.gallery.measure import faults
from bandtimer.ui.gallery.recorder import record
from bandtimer.ui.gallery.state import State
from bandtimer.ui.gallery.states import DRESSES, STATES
from bandtimer.ui.gallery.studio import settle, studio

SIZES = (QSize(900, 560), QSize(1024, 640), QSize(1280, 800), QSize(2560, 1440))
# What changes no size is pictured at one.
_COLOURS = ("light", "contrast")
_ONE_SIZE = (QSize(1280, 800),)


def pictured(
    folder: Path | None,
    states: Iterable[State] = STATES,
    dresses: Collection[str] = tuple(DRESSES),
    sizes: Collection[QSize] = SIZES,
) -> Iterator[str]:
    """Picture the states and yield every fault found, behind the picture's name.

    The pictures are put into `folder` as PNG, unless it is None.
    """
    QApplication.setCursorFlashTime(0)
    built_in = load_library()
    for state in states:
        library = state.library(built_in)
        for dress in dresses:
            wanted = [size for size in sizes if dress not in _COLOURS or size in _ONE_SIZE]
            yield from _faults_of(state, dress, library, wanted, folder)


def _faults_of(
    state: State, dress: str, library: Library, sizes: Iterable[QSize], folder: Path | None
) -> Iterator[str]:
    with studio(library, DRESSES[dress]) as made:
        subject = state.pose(made)
        for size in sizes:
            made.window.resize(size)
            settle()
            if state.is_at_end:
                _scroll_down(made.window)
            name = f"{state.name}-{dress}-{size.width()}x{size.height()}"
            if folder is not None:
                made.window.grab().save(str(folder / f"{name}.png"))
            for fault in faults(record(made.window), made.window, subject, _names(library)):
                yield f"{name}: {fault}"


def _scroll_down(window: QWidget) -> None:
    for area in window.findChildren(QAbstractScrollArea):
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    settle()


def _names(library: Library) -> tuple[str, ...]:
    """Return the names that a user may have made too long for a list."""
    return tuple(routine.name for routine in library.routines.values())
