"""A connection to a message bus in Qt's event loop, held against a real bus and broken ones."""

import socket
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from jeepney import HeaderFields, Message, MessageType, message_bus, new_method_call
from jeepney.wrappers import DBusAddress
from private_bus import PATIENCE_S, private_bus
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from bandtimer.player.bus import Bus

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is Linux's")

PATIENCE_MS = PATIENCE_S * 1_000


@pytest.fixture
def bus(qtbot: QtBot) -> Iterator[Bus]:
    with closing(Bus()) as bus:
        yield bus


@pytest.fixture
def stranger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """Listen where the session bus should be."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "stranger"))
        listener.listen()
        listener.settimeout(PATIENCE_S)
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'stranger'}")
        yield listener


def test_it_is_accepted_and_a_call_is_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bus: Bus, qtbot: QtBot
) -> None:
    answers: list[Message] = []
    with private_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        with qtbot.waitSignal(bus.opened, timeout=PATIENCE_MS):
            bus.open("SESSION")
        bus.call(message_bus.GetNameOwner("org.freedesktop.DBus"), answers.append)
        bus.call(
            new_method_call(DBusAddress("/", "org.nobody", "org.nobody"), "Do"), answers.append
        )
        qtbot.waitUntil(lambda: len(answers) == 2, timeout=PATIENCE_MS)
    assert answers[0].body == ("org.freedesktop.DBus",)
    assert answers[1].header.message_type is MessageType.error


def test_a_call_to_us_arrives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bus: Bus, qtbot: QtBot
) -> None:
    called: list[str] = []
    bus.arrived.connect(lambda call: called.append(call.header.fields[HeaderFields.member]))
    with private_bus(tmp_path) as address, closing(Bus()) as caller:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        with qtbot.waitSignals([bus.opened, caller.opened], timeout=PATIENCE_MS):
            bus.open("SESSION")
            caller.open("SESSION")
        named: list[Message] = []
        bus.call(message_bus.RequestName("org.test.Us"), named.append)
        qtbot.waitUntil(lambda: bool(named), timeout=PATIENCE_MS)
        caller.call(new_method_call(DBusAddress("/", "org.test.Us", "org.test"), "Hear"))
        qtbot.waitUntil(lambda: "Hear" in called, timeout=PATIENCE_MS)


def test_the_death_of_the_bus_closes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bus: Bus, qtbot: QtBot
) -> None:
    with private_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        with qtbot.waitSignal(bus.opened, timeout=PATIENCE_MS):
            bus.open("SESSION")
    qtbot.waitUntil(lambda: not bus.is_open, timeout=PATIENCE_MS)
    bus.send(message_bus.Hello())


@pytest.mark.parametrize("address", [None, "", "nonsense", "tcp:host=localhost", "unix:path=/-"])
def test_where_there_is_no_bus_it_stays_closed(
    address: str | None, monkeypatch: pytest.MonkeyPatch, bus: Bus
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    if address is not None:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    bus.open("SESSION")
    assert not bus.is_open


@pytest.mark.usefixtures("stranger")
def test_a_bus_that_says_nothing_holds_nothing_up(bus: Bus, qtbot: QtBot) -> None:
    bus.open("SESSION")
    with qtbot.assertNotEmitted(bus.opened), qtbot.waitCallback(timeout=PATIENCE_MS) as later:
        QTimer.singleShot(0, later)
    assert bus.is_open


@pytest.mark.parametrize(
    "said", [[b"REJECTED EXTERNAL\r\n"], [b"\xff" * 99 + b"\r\n"], [b"OK 12\r\n", b"\xff" * 999]]
)
def test_one_that_talks_nonsense_is_left_alone(
    said: list[bytes], stranger: socket.socket, bus: Bus, qtbot: QtBot
) -> None:
    bus.open("SESSION")
    connection, _ = stranger.accept()
    with connection:
        connection.settimeout(PATIENCE_S)
        connection.recv(4_096)
        for piece in said:
            connection.sendall(piece)
            qtbot.waitUntil(lambda: _has_taken(bus, connection), timeout=PATIENCE_MS)
        qtbot.waitUntil(lambda: not bus.is_open, timeout=PATIENCE_MS)


def _has_taken(bus: Bus, connection: socket.socket) -> bool:
    """Tell whether the bus is closed, or has said something in return."""
    connection.setblocking(False)
    try:
        return not bus.is_open or bool(connection.recv(4_096))
    except BlockingIOError:
        return False
    except OSError:
        return True
