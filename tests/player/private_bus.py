"""A real message bus of a test's own, with nobody on it but those that the test brings."""

import os
import queue
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from jeepney import (
    DBusAddress,
    HeaderFields,
    MatchRule,
    MessageType,
    message_bus,
    new_method_call,
    new_method_return,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.low_level import Message

# Far longer than anything here takes; a test that waits for it has failed.
PATIENCE_S = 20

_SAVER = "org.freedesktop.ScreenSaver"

_CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={path}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
"""


def require(*programs: str) -> None:
    """Skip the test where a program is missing, but fail on a build machine."""
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        message = f"not installed: {', '.join(missing)}"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)


@contextmanager
def private_bus(folder: Path) -> Iterator[str]:
    """Run a bus and yield its address."""
    require("dbus-daemon")
    configuration = folder / "bus.conf"
    configuration.write_text(_CONFIGURATION.format(path=folder / "bus"), encoding="utf-8")
    command = ["dbus-daemon", f"--config-file={configuration}", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout is not None
        address = daemon.stdout.readline().strip()
        try:
            yield address
        finally:
            daemon.terminate()


class ScreenSaver:
    """Answers as a desktop's screen saver; `told` gets every call, and who left the bus."""

    def __init__(self, address: str) -> None:
        self.told: queue.Queue[tuple[str, str]] = queue.Queue()
        self._address = address
        self._connection = open_dbus_connection(address)
        self._call(message_bus.RequestName(_SAVER))
        self._call(message_bus.AddMatch(MatchRule(type="signal", member="NameOwnerChanged")))
        self._thread = threading.Thread(target=self._answer, daemon=True)
        self._thread.start()

    def wait_for(self, what: str) -> str:
        """Return who did this next; anything else meanwhile, but a departure, is a failure."""
        while True:
            told, who = self.told.get(timeout=PATIENCE_S)
            if told == what:
                return who
            assert told == "left"

    def calls_so_far(self) -> list[str]:
        """Return what it was called for since it was last looked at, all that is sent by now."""
        with closing(open_dbus_connection(self._address)) as other:
            last = new_method_call(DBusAddress("/", _SAVER, _SAVER), "LastOfThem")
            other.send_and_get_reply(last, timeout=PATIENCE_S)
        calls = [told for told, _ in iter(self.told.get_nowait, ("LastOfThem", other.unique_name))]
        return [call for call in calls if call != "left"]

    def close(self) -> None:
        self._connection.sock.shutdown(2)
        self._thread.join()
        self._connection.close()

    def _call(self, message: Message) -> None:
        self._connection.send_and_get_reply(message, timeout=PATIENCE_S)

    def _answer(self) -> None:
        with suppress(OSError):
            while True:
                self._take(self._connection, self._connection.receive())

    def _take(self, connection: DBusConnection, message: Message) -> None:
        fields = message.header.fields
        member = fields[HeaderFields.member]
        if message.header.message_type is MessageType.method_call:
            self.told.put((member, fields[HeaderFields.sender]))
            reply = new_method_return(message, "u", (7,))
            connection.send(reply if member == "Inhibit" else new_method_return(message))
        elif member == "NameOwnerChanged":
            name, _, new = message.body
            if not new:
                self.told.put(("left", name))
