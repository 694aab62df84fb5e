"""What is changed while the window is open looks as if it had been opened so."""

from itertools import combinations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from bandtimer.routines.library import load_library
from bandtimer.storage.settings import Settings
from bandtimer.ui.gallery.states import DRESSES, STATES
from bandtimer.ui.gallery.studio import settle, studio

PAGES = (
    "routines-used",
    "routines-broken",
    "hold-timer",
    "history",
    "settings",
    "notice",
    "exercises",
    "player-reps",
    "player-no-figure",
    "player-hurts",
    "player-keys",
    "summary",
    "taps",
    "taps-check",
)


SIZE = QSize(1024, 640)
# Qt does not soften the edges of a large digit quite alike each time it paints it; 0 to 255.
SOFT_EDGE = 24


def picture(name: str, before: Settings, after: Settings, size: QSize) -> QImage:
    state = next(state for state in STATES if state.name == name)
    with studio(state.library(load_library()), before) as made:
        state.pose(made)
        settle()
        made.window.resize(size)
        settle()
        made._store.change(lambda _: after)
        made._appearance.apply(after)
        if name == "settings":
            made.window.show_page("History")
            made.window.show_page("Settings")
        settle()
        return made.window.grab().toImage()


def largest_difference(one: QImage, other: QImage) -> int:
    """Return by how much any pixel's red, green or blue differs at most."""
    difference = one.copy()
    painter = QPainter(difference)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
    painter.drawImage(0, 0, other)
    painter.end()
    colours = difference.convertToFormat(QImage.Format.Format_RGB888)
    return max(bytes(colours.constBits()))


def test_the_dresses_can_be_told_apart(qapp: QApplication) -> None:
    pictures = [picture("settings", dress, dress, SIZE) for dress in DRESSES.values()]
    assert all(
        largest_difference(one, other) > SOFT_EDGE for one, other in combinations(pictures, 2)
    )


@pytest.mark.parametrize(
    ("name", "dress"),
    [*((name, "light") for name in PAGES), *((name, "large") for name in PAGES[::2])],
)
def test_it_looks_as_if_the_window_had_been_opened_so(
    qapp: QApplication, name: str, dress: str
) -> None:
    opened = picture(name, DRESSES[dress], DRESSES[dress], SIZE)
    changed = picture(name, DRESSES["dark"], DRESSES[dress], SIZE)
    assert largest_difference(changed, opened) <= SOFT_EDGE
