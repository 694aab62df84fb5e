"""The number and the cue that matters can be read from three metres, whatever the window."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from bandtimer.routines.library import load_library
from bandtimer.storage.settings import Settings
from bandtimer.ui.gallery.states import STATES
from bandtimer.ui.gallery.studio import settle, studio
from bandtimer.ui.player.cue_list import CueList
from bandtimer.ui.player.dial import Dial
from bandtimer.ui.tap_along.number import BigNumber

# Shares of the window's height.
DIGITS, CUE = 0.17, 0.012
# With its unit, which is told apart by its place.
MILLISECONDS = 0.1

SIZES = [(900, 560), (1024, 640), (1280, 800), (1366, 768), (1920, 1080), (3840, 2160)]
PAGES = (
    "player-reps",
    "player-hold",
    "player-max",
    "player-rest",
    "player-long",
    "player-unsaved",
    "player-told",
)


@pytest.mark.parametrize("percent", [80, 100, 200])
@pytest.mark.parametrize("name", PAGES)
def test_digits_and_cue_are_large_enough(qapp: QApplication, name: str, percent: int) -> None:
    state = next(state for state in STATES if state.name == name)
    with studio(state.library(load_library()), Settings(text_percent=percent)) as made:
        state.pose(made)
        for size in SIZES:
            made.window.resize(QSize(*size))
            settle()
            (dial,) = made.window.findChildren(Dial)
            (cues,) = made.window.findChildren(CueList)
            assert dial.digits_height() >= DIGITS * size[1], size
            assert QFontMetricsF(cues.text_font()).xHeight() >= CUE * size[1], size


@pytest.mark.parametrize("percent", [80, 200])
@pytest.mark.parametrize(
    ("name", "share"),
    [("taps", DIGITS), ("taps-found", MILLISECONDS), ("taps-check", MILLISECONDS)],
)
def test_the_number_of_the_delay_is_large_enough(
    qapp: QApplication, name: str, share: float, percent: int
) -> None:
    state = next(state for state in STATES if state.name == name)
    with studio(load_library(), Settings(text_percent=percent)) as made:
        state.pose(made)
        for size in SIZES:
            made.window.resize(QSize(*size))
            settle()
            (number,) = made.window.findChildren(BigNumber)
            assert number.number_height() >= share * size[1], size
