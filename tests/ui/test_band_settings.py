"""The bands on the settings page, worked by keys and by mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_bench import Bench

from bandtimer.core.routine import BandKind
from bandtimer.storage.settings import Settings
from bandtimer.storage.settings_file import load_settings
from bandtimer.ui.settings.bands import BandGroup
from bandtimer.ui.settings.page import SettingsPage

Key = Qt.Key


@pytest.fixture
def loops(qtbot: QtBot, bench: Bench) -> BandGroup:
    """Return the loop bands on the page."""
    qtbot.waitUntil(bench.window.isActiveWindow)
    bench.window.show_page("Settings")
    page = bench.window.page
    assert isinstance(page, SettingsPage)
    return page.bands.groups[BandKind.LOOP]


def saved(bench: Bench) -> Settings:
    settings, problems = load_settings(bench.folders.settings)
    assert problems == ()
    return settings


def names(bench: Bench) -> list[str]:
    return [band.name for band in saved(bench).bands if band.kind is BandKind.LOOP]


def type_in(qtbot: QtBot, text: str) -> None:
    qtbot.keyClicks(QApplication.focusWidget(), text)


def test_a_band_is_added_named_and_coloured_by_keys(
    qtbot: QtBot, bench: Bench, loops: BandGroup
) -> None:
    loops.adder.setFocus()
    bench.press(Key.Key_Return)
    type_in(qtbot, "Extra")
    bench.press(Key.Key_Tab, Key.Key_Home)
    added = saved(bench).bands[-1]
    assert (added.name, added.colour, added.kind) == ("Extra", "#f5d547", BandKind.LOOP)
    bench.press(Key.Key_Tab, Key.Key_Return, Key.Key_Return)
    assert names(bench) == ["Light", "Extra", "Medium", "Heavy"]


def test_a_new_name_goes_on_for_the_exercises(qtbot: QtBot, bench: Bench, loops: BandGroup) -> None:
    bench.window._pages._remember_band("banded-clamshell", "Light")
    loops.rows[0].name.setFocus()
    loops.rows[0].name.selectAll()
    type_in(qtbot, "Yellow one")
    bench.press(Key.Key_Return)
    assert saved(bench).exercise_bands["banded-clamshell"] == "Yellow one"


def test_a_name_that_is_taken_is_explained_and_not_lost(
    qtbot: QtBot, bench: Bench, loops: BandGroup
) -> None:
    loops.rows[0].name.setFocus()
    loops.rows[0].name.selectAll()
    type_in(qtbot, "heavy")
    bench.press(Key.Key_Tab)
    assert "Give this one another name" in loops.problem.text()
    assert loops.rows[0].name.text() == "heavy"
    assert [band.name for band in bench.desktop._store.settings.bands][:1] == ["Light"]
    loops.rows[0].name.setFocus()
    type_in(qtbot, "y")
    bench.press(Key.Key_Return)
    assert loops.problem.text() == ""
    assert names(bench) == ["heavyy", "Medium", "Heavy"]


def test_a_removed_band_can_be_put_back(qtbot: QtBot, bench: Bench, loops: BandGroup) -> None:
    qtbot.mouseClick(loops.rows[1].remove, Qt.MouseButton.LeftButton)
    assert names(bench) == ["Light", "Heavy"]
    bench.press(Key.Key_Return)
    assert names(bench) == ["Light", "Medium", "Heavy"]
    assert loops.undo.isHidden()


def test_the_tab_key_goes_through_the_bands_in_their_order(bench: Bench, loops: BandGroup) -> None:
    loops.adder.click()
    loops.rows[0].name.setFocus()
    order = []
    for _ in range(20):
        focused = QApplication.focusWidget()
        assert focused is not None
        order.append(focused)
        if focused is loops.adder:
            break
        bench.press(Key.Key_Tab)
    stops = [control for row in loops.rows for control in row.controls if control.isEnabled()]
    assert order == [*stops, loops.adder]


def test_all_bands_can_go(bench: Bench, loops: BandGroup) -> None:
    for _ in range(3):
        loops.rows[0].remove.click()
    assert names(bench) == []
    assert all(row.isHidden() for row in loops.rows)
