"""logind's word that the machine is about to sleep, said on a bus of the test's own."""

import sys
from contextlib import closing
from pathlib import Path

import pytest
from jeepney import DBusAddress, message_bus, new_signal
from jeepney.io.blocking import open_dbus_connection
from private_bus import PATIENCE_S, private_bus
from pytestqt.qtbot import QtBot

from bandtimer.player.logind import SleepSignal

LOGIND = DBusAddress("/org/freedesktop/login1", interface="org.freedesktop.login1.Manager")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="logind is Linux's")


def test_logind_says_that_the_machine_is_about_to_sleep(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    with private_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        with (
            closing(open_dbus_connection(address)) as logind,
            closing(SleepSignal()) as sleep_signal,
        ):
            logind.send_and_get_reply(message_bus.RequestName("org.freedesktop.login1"))
            told: list[str] = []
            sleep_signal.falls_asleep.connect(lambda: told.append("asleep"))

            def is_told() -> bool:
                # Said again and again: nobody tells logind that somebody listens by now.
                logind.send(new_signal(LOGIND, "PrepareForSleep", "b", (True,)))
                return bool(told)

            qtbot.waitUntil(is_told, timeout=PATIENCE_S * 1_000)


def test_without_a_system_bus_nothing_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path / 'nobody'}")
    with closing(SleepSignal()):
        pass
