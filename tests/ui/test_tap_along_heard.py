"""The beats of the screen for the delay as they are heard in a room, beside the light."""

from pathlib import Path
from statistics import median
from time import perf_counter_ns

import pytest
from onsets import family, find_onsets
from pulse_server import PulseServer, Recording, pulse_server
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from window_bench import Bench

from bandtimer.present.tapping import STEP_MS
from bandtimer.storage.settings import Settings
from bandtimer.ui.settings.page import SettingsPage
from bandtimer.ui.tap_along.page import TapAlongPage

MS = 1_000_000
SHIFTS = 30
BEATS = 3
PATIENCE_MS = 20_000


def open_screen(bench: Bench, server: PulseServer, patch: pytest.MonkeyPatch) -> TapAlongPage:
    for name, value in server.environment.items():
        patch.setenv(name, value)
    bench.window.show_page("Settings")
    settings = bench.window.page
    assert isinstance(settings, SettingsPage)
    settings.sound.by_ear.click()
    page = bench.window.page
    assert isinstance(page, TapAlongPage)
    return page


def lateness(recording: Recording, lit: list[int]) -> list[float]:
    """Return for each light by how many ms the beat nearest to it was heard after it."""
    known = {"tick": family(Settings().volume_percent / 100)["tick"]}
    heard = [recording.instant(one.sample) for one in find_onsets(recording.samples, known)]
    return [min((one - light for one in heard), key=abs) / MS for light in lit]


def test_beats_are_heard_with_the_light_and_earlier_by_what_they_are_shifted(
    bench: Bench, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lit: list[int] = []
    with pulse_server(tmp_path) as server, server.recording() as recording:
        page = open_screen(bench, server, monkeypatch)
        page._beats.due.connect(lambda: lit.append(perf_counter_ns()))
        bench.press(Qt.Key.Key_L)
        qtbot.waitUntil(lambda: len(lit) >= BEATS, timeout=PATIENCE_MS)
        before = len(lit)
        bench.press(*[Qt.Key.Key_Right] * SHIFTS)
        # The next one is under way already.
        qtbot.waitUntil(lambda: len(lit) >= before + 1 + BEATS, timeout=PATIENCE_MS)
        # The last one is heard out.
        bench.press(Qt.Key.Key_Escape)
    late = lateness(recording, lit)
    shifted = median(late[:before]) - median(late[before + 1 :])
    assert 0.5 < shifted / (SHIFTS * STEP_MS) < 1.5
    assert abs(median(late[:before])) < SHIFTS * STEP_MS / 2


def test_an_output_that_is_pulled_out_is_told_of_and_one_that_is_back_too(
    bench: Bench, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pulse_server(tmp_path) as server:
        page = open_screen(bench, server, monkeypatch)
        bench.press(Qt.Key.Key_L)
        qtbot.waitUntil(lambda: server.streams() == 1, timeout=PATIENCE_MS)
        server.kill()
        qtbot.waitUntil(lambda: "No sound" in page.accessibleName(), timeout=PATIENCE_MS)
        server.start()
        qtbot.waitUntil(lambda: "No sound" not in page.accessibleName(), timeout=PATIENCE_MS)
        bench.press(Qt.Key.Key_Escape)
