"""What a session has to do with the machine around it, on buses of the test's own."""

import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fake_clock import FakeClock
from jeepney import DBusAddress, message_bus, new_signal
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from led_session import KICKBACKS, Led
from private_bus import PATIENCE_S, ScreenSaver, private_bus
from PySide6.QtCore import QProcess, QTimer
from pytestqt.qtbot import QtBot

from bandtimer.core.facts import PauseReason
from bandtimer.core.state import Status
from bandtimer.player.intents import Intent
from bandtimer.player.mpris import NAME
from bandtimer.player.sessions import Sessions
from bandtimer.player.surroundings import Surroundings
from bandtimer.storage.history import History

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks a Linux desktop")

PATIENCE_MS = PATIENCE_S * 1_000
LOGIND = DBusAddress("/org/freedesktop/login1", interface="org.freedesktop.login1.Manager")


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DBusConnection]:
    """Be somebody on the bus that is both the session's and the system's."""
    with private_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        with closing(open_dbus_connection(address)) as connection:
            yield connection


@pytest.fixture
def saver(desktop: DBusConnection, tmp_path: Path) -> Iterator[ScreenSaver]:
    with closing(ScreenSaver(f"unix:path={tmp_path / 'bus'}")) as saver:
        yield saver


@pytest.fixture
def led(tmp_path: Path, clock: FakeClock, qtbot: QtBot) -> Iterator[Led]:
    with closing(Led(tmp_path, clock, KICKBACKS)) as led:
        yield led


@pytest.fixture
def surroundings(qtbot: QtBot) -> Iterator[Surroundings]:
    with closing(Surroundings()) as surroundings:
        yield surroundings


@pytest.fixture
def is_on_bus(desktop: DBusConnection) -> Callable[[], bool]:
    def ask() -> bool:
        return bool(desktop.send_and_get_reply(message_bus.NameHasOwner(NAME)).body[0])

    return ask


def next_call(saver: ScreenSaver, qtbot: QtBot) -> str:
    """Let the window's events go on until the screen saver is called."""
    while True:
        qtbot.waitUntil(lambda: not saver.told.empty(), timeout=PATIENCE_MS)
        told, _ = saver.told.get_nowait()
        if told != "left":
            return told


def test_the_screen_stays_on_while_the_session_runs(
    surroundings: Surroundings, led: Led, saver: ScreenSaver, qtbot: QtBot
) -> None:
    surroundings.attend(led.controller)
    led.start()
    assert next_call(saver, qtbot) == "Inhibit"
    led.controller.perform(Intent.PAUSE)
    assert next_call(saver, qtbot) == "UnInhibit"
    led.controller.perform(Intent.PAUSE)
    assert next_call(saver, qtbot) == "Inhibit"
    led.run(67)
    assert led.controller.state.status is Status.ENDED
    assert next_call(saver, qtbot) == "UnInhibit"


def test_a_session_taken_up_standing_still_may_go_dark(
    surroundings: Surroundings, led: Led, saver: ScreenSaver, qtbot: QtBot
) -> None:
    led.start()
    led.controller.perform(Intent.LEAVE)
    unfinished = led.sessions.unfinished()
    assert unfinished is not None
    led.lead(led.sessions.resume(unfinished))
    surroundings.attend(led.controller)
    qtbot.waitUntil(lambda: not is_waiting(surroundings), timeout=PATIENCE_MS)
    assert saver.calls_so_far() == []
    led.controller.perform(Intent.RESUME)
    assert next_call(saver, qtbot) == "Inhibit"


@pytest.mark.parametrize("way_out", [Intent.LEAVE, Intent.STOP])
def test_media_keys_lead_it_only_while_it_is_in_the_player(
    way_out: Intent,
    surroundings: Surroundings,
    led: Led,
    is_on_bus: Callable[[], bool],
    qtbot: QtBot,
) -> None:
    for _ in range(2):
        surroundings.attend(led.controller)
        led.start()
        qtbot.waitUntil(is_on_bus, timeout=PATIENCE_MS)
        led.controller.perform(Intent.HALT)
        assert is_on_bus()
        led.controller.perform(way_out)
        qtbot.waitUntil(lambda: not is_on_bus(), timeout=PATIENCE_MS)
        led.lead(led.sessions.begin(KICKBACKS, led.plan))


def test_a_session_left_at_once_leaves_no_trace(
    surroundings: Surroundings, led: Led, saver: ScreenSaver, is_on_bus: Callable[[], bool]
) -> None:
    surroundings.attend(led.controller)
    led.start()
    led.controller.perform(Intent.LEAVE)
    assert not is_waiting(surroundings)
    assert not is_on_bus()
    assert saver.calls_so_far() == []
    assert surroundings.findChild(QProcess) is None


def test_the_next_session_is_looked_after_in_place_of_the_last(
    surroundings: Surroundings, led: Led, is_on_bus: Callable[[], bool], qtbot: QtBot
) -> None:
    first = led.controller
    surroundings.attend(first)
    led.start()
    qtbot.waitUntil(is_on_bus, timeout=PATIENCE_MS)
    led.lead(led.sessions.begin(KICKBACKS, led.plan))
    surroundings.attend(led.controller)
    led.start()
    qtbot.waitUntil(lambda: not is_waiting(surroundings) and is_on_bus(), timeout=PATIENCE_MS)
    first.left.emit()
    assert is_on_bus()


def test_logind_pauses_it_before_the_machine_sleeps(
    surroundings: Surroundings, led: Led, desktop: DBusConnection, qtbot: QtBot
) -> None:
    desktop.send_and_get_reply(message_bus.RequestName("org.freedesktop.login1"))
    surroundings.attend(led.controller)
    led.start()

    def is_paused() -> bool:
        # Said again and again: nobody tells logind that somebody listens by now.
        desktop.send(new_signal(LOGIND, "PrepareForSleep", "b", (True,)))
        return led.controller.state.pause_reason is PauseReason.SUSPENDED

    qtbot.waitUntil(is_paused, timeout=PATIENCE_MS)


@pytest.mark.parametrize("bus", ["absent", "unheard of"])
def test_without_a_bus_it_pauses_as_soon_as_anything_wakes_the_window(
    bus: str,
    surroundings: Surroundings,
    led: Led,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    for name in ("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS"):
        monkeypatch.setenv(name, "unix:path=/nobody" if bus == "absent" else "carrier-pigeon")
    led.controller.perform(Intent.STOP)
    naps: list[str] = []
    history = History(led.connection)
    sessions = Sessions(led.connection, history, clock, slept=lambda: bool(naps and naps.pop()))
    controller = sessions.begin(KICKBACKS, led.plan)
    surroundings.attend(controller)
    controller.start()
    qtbot.waitUntil(lambda: not is_waiting(surroundings), timeout=PATIENCE_MS)
    assert controller.is_running
    naps.append("an hour")
    qtbot.waitUntil(lambda: not controller.is_running, timeout=PATIENCE_MS)
    assert controller.state.pause_reason is PauseReason.SUSPENDED


def is_waiting(surroundings: Surroundings) -> bool:
    """Tell whether all of it is still to come, out of the way of the first picture."""
    return any(timer.isActive() for timer in surroundings.findChildren(QTimer))
