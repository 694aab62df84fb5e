"""Keeping the screen on, asked of a screen saver on a bus of the test's own."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from private_bus import PATIENCE_S, ScreenSaver, private_bus
from PySide6.QtCore import QProcess
from pytestqt.qtbot import QtBot

from bandtimer.player.awake import Awake
from bandtimer.player.machine import awake_found

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks a Linux desktop")

HOLD_ON = """
from PySide6.QtCore import QCoreApplication
from bandtimer.player.awake import Awake
application = QCoreApplication([])
awake = Awake()
awake.set_running(True)
application.exec()
"""


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with private_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address


@pytest.fixture
def saver(bus: str) -> Iterator[ScreenSaver]:
    with closing(ScreenSaver(bus)) as saver:
        yield saver


@pytest.fixture
def silent_bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Name a bus that takes every connection and never says a word."""
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(tmp_path / "silent"))
        silent.listen()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'silent'}")
        yield


@pytest.fixture
def awake(qtbot: QtBot) -> Iterator[Awake]:
    with closing(Awake()) as awake:
        yield awake


def next_call(saver: ScreenSaver, qtbot: QtBot) -> str:
    """Let the window's events go on until the screen saver is called."""
    while True:
        qtbot.waitUntil(lambda: not saver.told.empty(), timeout=PATIENCE_S * 1_000)
        told, _ = saver.told.get_nowait()
        if told != "left":
            return told


def test_the_screen_stays_on_only_while_a_session_runs(
    saver: ScreenSaver, awake: Awake, qtbot: QtBot
) -> None:
    for _ in range(2):
        awake.set_running(True)
        assert next_call(saver, qtbot) == "Inhibit"
        awake.set_running(False)
        assert next_call(saver, qtbot) == "UnInhibit"
    awake.close()
    assert saver.calls_so_far() == []


def test_being_told_twice_asks_once(saver: ScreenSaver, awake: Awake, qtbot: QtBot) -> None:
    awake.set_running(True)
    awake.set_running(True)
    assert next_call(saver, qtbot) == "Inhibit"
    awake.close()
    assert saver.calls_so_far() == ["UnInhibit"]


def test_what_was_granted_ends_with_a_killed_window(saver: ScreenSaver) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD_ON], env=os.environ) as window:
        who = saver.wait_for("Inhibit")
        window.kill()
        assert saver.wait_for("UnInhibit") == who


@pytest.mark.usefixtures("silent_bus")
def test_a_silent_bus_holds_up_nobody_and_leaves_no_process(awake: Awake) -> None:
    awake.set_running(True)
    process = awake.findChild(QProcess)
    assert isinstance(process, QProcess)
    assert process.waitForStarted()
    awake.close()
    assert process.state() is QProcess.ProcessState.NotRunning


def test_doctor_tells_what_keeps_it_on(saver: ScreenSaver) -> None:
    assert awake_found() == "org.freedesktop.ScreenSaver"
    assert saver.wait_for("Inhibit") == saver.wait_for("UnInhibit")


@pytest.mark.usefixtures("bus")
def test_doctor_tells_of_a_desktop_without_a_screen_saver() -> None:
    assert awake_found().startswith("none found: no answer from org.freedesktop.ScreenSaver")


@pytest.mark.usefixtures("silent_bus")
def test_doctor_tells_of_a_bus_that_is_silent() -> None:
    assert awake_found().startswith("none found: no answer")


def test_doctor_tells_of_a_missing_bus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    assert awake_found() == "none found: no session bus (DBUS_SESSION_BUS_ADDRESS is not set)"
