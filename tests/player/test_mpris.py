"""The session as a media player, led by playerctl on a bus of the test's own."""

import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fake_clock import FakeClock
from led_session import KICKBACKS, Led, kinds
from private_bus import PATIENCE_S, private_bus, require
from PySide6.QtCore import QProcess
from pytestqt.qtbot import QtBot

from bandtimer.core.state import Status
from bandtimer.player.intents import Intent
from bandtimer.player.mpris import Mpris

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="MPRIS is Linux's")

PATIENCE_MS = PATIENCE_S * 1_000
Playerctl = Callable[..., str]


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    require("playerctl")
    with private_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address


@pytest.fixture
def playerctl(address: str, qtbot: QtBot) -> Playerctl:
    """Run playerctl while the window's events go on; return what it says."""

    def run(*arguments: str, player: str = "bandtimer") -> str:
        process = QProcess()
        process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
        with qtbot.waitSignal(process.finished, timeout=PATIENCE_MS):
            process.start("playerctl", [f"--player={player}", *arguments])
        return bytes(process.readAll().data()).decode().strip()

    return run


@pytest.fixture
def make_led(tmp_path: Path, clock: FakeClock) -> Iterator[Callable[..., Led]]:
    made: list[Led] = []

    def make(*, paced: bool = True) -> Led:
        made.append(Led(tmp_path, clock, KICKBACKS, paced=paced))
        made[-1].start()
        made[-1].run(12)
        return made[-1]

    yield make
    for led in made:
        led.close()


@pytest.fixture
def led(make_led: Callable[..., Led]) -> Led:
    return make_led()


@pytest.fixture
def mpris(address: str, led: Led, playerctl: Playerctl, qtbot: QtBot) -> Iterator[Mpris]:
    with closing(offered(led, playerctl, qtbot)) as mpris:
        yield mpris


def joined(led: Led) -> Mpris:
    mpris, controller = Mpris(), led.controller
    mpris.wanted.connect(controller.perform)
    controller.changed.connect(lambda: mpris.show_state(controller.state))
    mpris.show_state(controller.state)
    mpris.open()
    return mpris


def offered(led: Led, playerctl: Playerctl, qtbot: QtBot) -> Mpris:
    mpris = joined(led)
    qtbot.waitUntil(lambda: "bandtimer" in playerctl("--list-all"), timeout=PATIENCE_MS)
    return mpris


@pytest.mark.usefixtures("mpris")
def test_it_tells_what_goes_on(led: Led, playerctl: Playerctl) -> None:
    assert playerctl("status") == "Playing"
    assert playerctl("metadata", "xesam:title") == "Kickback"
    assert playerctl("metadata", "xesam:album") == "Kickbacks"
    track = f"'/org/bandtimer/step/{led.controller.state.step}'"
    assert track.strip("'") in playerctl("metadata", "mpris:trackid")


@pytest.mark.usefixtures("mpris")
def test_pausing_never_resumes_and_playing_never_pauses(led: Led, playerctl: Playerctl) -> None:
    for wish, status in (
        ("play", "Playing"),
        ("pause", "Paused"),
        ("pause", "Paused"),
        ("stop", "Paused"),
        ("play", "Playing"),
        ("stop", "Paused"),
        ("play-pause", "Playing"),
        ("play-pause", "Paused"),
    ):
        playerctl(wish)
        assert playerctl("status") == status


@pytest.mark.usefixtures("mpris")
def test_next_and_previous_go_through_the_steps(led: Led, playerctl: Playerctl) -> None:
    step = led.controller.state.step
    playerctl("next")
    assert led.controller.state.step == step + 1
    playerctl("previous")
    assert led.controller.state.step == step


def test_play_pause_counts_a_rep_at_ones_own_pace(
    make_led: Callable[..., Led], playerctl: Playerctl, qtbot: QtBot
) -> None:
    led = make_led(paced=False)
    with closing(offered(led, playerctl, qtbot)):
        playerctl("play-pause")
        assert kinds(led.facts)[-1] == "RepCounted"
        assert led.controller.is_running


@pytest.mark.usefixtures("mpris")
def test_changes_are_told_and_nothing_else(
    address: str, led: Led, playerctl: Playerctl, qtbot: QtBot
) -> None:
    follower = QProcess()
    follower.start("playerctl", ["--player=bandtimer", "--follow", "status"])
    heard: list[str] = []
    follower.readyReadStandardOutput.connect(
        lambda: heard.extend(bytes(follower.readAllStandardOutput().data()).decode().split())
    )
    qtbot.waitUntil(lambda: heard == ["Playing"], timeout=PATIENCE_MS)
    led.controller.perform(Intent.PAUSE)
    qtbot.waitUntil(lambda: heard == ["Playing", "Paused"], timeout=PATIENCE_MS)
    led.controller.perform(Intent.PAUSE)
    qtbot.waitUntil(lambda: heard == ["Playing", "Paused", "Playing"], timeout=PATIENCE_MS)
    follower.kill()
    follower.waitForFinished()


def test_a_second_window_has_a_name_of_its_own(
    mpris: Mpris, led: Led, playerctl: Playerctl, qtbot: QtBot
) -> None:
    with closing(joined(led)):
        qtbot.waitUntil(lambda: "instance" in playerctl("--list-all"), timeout=PATIENCE_MS)


def test_it_is_gone_once_closed(mpris: Mpris, playerctl: Playerctl, qtbot: QtBot) -> None:
    mpris.close()
    qtbot.waitUntil(lambda: "bandtimer" not in playerctl("--list-all"), timeout=PATIENCE_MS)


@pytest.mark.parametrize(("method", "signal"), [("Raise", "raise_wanted"), ("Quit", "quit_wanted")])
def test_the_window_is_raised_and_closed_on_demand(
    method: str, signal: str, mpris: Mpris, address: str, qtbot: QtBot
) -> None:
    process = QProcess()
    with qtbot.waitSignals([getattr(mpris, signal), process.finished], timeout=PATIENCE_MS):
        process.start(
            "dbus-send",
            [
                f"--bus={address}",
                "--print-reply",
                "--dest=org.mpris.MediaPlayer2.bandtimer",
                "/org/mpris/MediaPlayer2",
                f"org.mpris.MediaPlayer2.{method}",
            ],
        )
    assert process.exitCode() == 0


def test_without_a_bus_the_session_goes_on(
    led: Led, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    with closing(joined(led)):
        led.controller.perform(Intent.PAUSE)
        assert led.controller.state.status is Status.PAUSED
