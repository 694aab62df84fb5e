"""The frame that lights up with the cues."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from window_bench import Bench

from bandtimer.core.cues import Cue, CueKind
from bandtimer.storage.folders import Folders
from bandtimer.storage.settings import Motion, Settings
from bandtimer.storage.settings_file import save_settings
from bandtimer.ui.player.flash import LEAST_APART_MS, Flash

Key = Qt.Key
GO, TICK = Cue(0, CueKind.GO, 0), Cue(0, CueKind.COUNTDOWN, 0, 3)


Flashing = Callable[[Settings], Bench]


@pytest.fixture
def flashing(make_bench: Callable[..., Bench], tmp_path: Path) -> Flashing:
    """Lead a session with settings that were kept."""

    def make(settings: Settings) -> Bench:
        folders = Folders.at(tmp_path / "data")
        folders.create()
        save_settings(folders.settings, settings)
        bench = make_bench("pre-run-warm-up")
        bench.press(Key.Key_Return)
        return bench

    return make


def flash_of(bench: Bench) -> Flash:
    (flash,) = bench.player.findChildren(Flash)
    return flash


def test_it_lights_up_with_a_cue_for_a_moment(flashing: Flashing, qtbot: QtBot) -> None:
    bench = flashing(Settings(flash=True))
    flash = flash_of(bench)
    assert not flash.isVisible()
    assert bench.player.controller is not None
    bench.player.controller.cue.emit(TICK)
    assert flash.isVisible()
    assert flash.size() == bench.player.size()
    qtbot.waitUntil(lambda: not flash.isVisible())


def test_switched_off_it_stays_dark(flashing: Flashing) -> None:
    bench = flashing(Settings())
    assert bench.player.controller is not None
    bench.player.controller.cue.emit(GO)
    assert not flash_of(bench).isVisible()


def test_it_never_flashes_more_than_three_times_in_a_second(
    flashing: Flashing,
) -> None:
    flash = flash_of(flashing(Settings(flash=True)))
    lit = []
    for now in range(0, 10_000, 50):
        flash.hide()
        flash.show_cue(GO, now)
        if flash.isVisible():
            lit.append(now)
    assert all(len([one for one in lit if now <= one < now + 1_000]) <= 3 for now in lit)
    assert LEAST_APART_MS * 3 > 1_000
    assert len(lit) > 20


def test_what_leads_a_rep_does_not_flash(flashing: Flashing) -> None:
    flash = flash_of(flashing(Settings(flash=True)))
    flash.show_cue(Cue(0, CueKind.PHASE, 0, "concentric"), 5_000)
    flash.show_cue(Cue(0, CueKind.REP, 0, 3), 6_000)
    flash.show_cue(Cue(0, CueKind.REST, 0, 45), 7_000)
    assert not flash.isVisible()


@pytest.mark.parametrize(("motion", "least", "most"), [("full", 9, 13), ("reduced", 3, 7)])
def test_with_reduced_motion_the_frame_is_thin(
    flashing: Flashing, motion: str, least: int, most: int
) -> None:
    flash = flash_of(flashing(Settings(flash=True, motion=Motion(motion))))
    flash.show_cue(GO, 60_000)
    image = flash.grab().toImage()
    middle = image.height() // 2
    ink = image.pixel(1, middle)
    edge = next(x for x in range(1, image.width()) if image.pixel(x, middle) != ink)
    assert least <= edge <= most
