"""The real program in a real window on a screen of its own, worked by keys from outside."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from waiting import wait_until

from bandtimer.core.facts import Fact
from bandtimer.storage.database import open_database
from bandtimer.storage.journal import Journal

NEEDED = ("Xvfb", "xdotool")
# Whoever runs the tests need not hear them.
NOWHERE = {"PULSE_SERVER": "unix:/nowhere", "ALSA_CONFIG_PATH": os.devnull}


def needs_a_screen() -> None:
    """Skip where there is nothing to make a screen with; in CI that is a failure."""
    missing = [command for command in NEEDED if shutil.which(command) is None]
    if missing and os.environ.get("CI") != "true":
        pytest.skip(f"{' and '.join(missing)} not installed")
    assert not missing


@contextmanager
def screen() -> Iterator[str]:
    """Start an X server and yield its display."""
    needs_a_screen()
    with _server() as server:
        assert server.stdout is not None
        display = f":{server.stdout.readline().strip()}"
        # It names its display a moment before others can count on reaching it.
        wait_until(lambda: server.poll() is not None or _is_reachable(display))
        assert server.poll() is None, "the X server was ended from outside"
        yield display


@contextmanager
def _server() -> Iterator["subprocess.Popen[str]"]:
    # Without -noreset it begins anew whenever its last client leaves, and turns away whoever comes
    # meanwhile.
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield server
    finally:
        server.terminate()
        server.wait()
        assert server.stdout is not None
        server.stdout.close()


def _is_reachable(display: str) -> bool:
    asked = ["xdotool", "getdisplaygeometry"]
    environment = dict(os.environ, DISPLAY=display)
    return subprocess.run(asked, env=environment, capture_output=True, check=False).returncode == 0


class Program:
    """BandTimer as a process, on a data folder of its own."""

    def __init__(self, display: str, data_dir: Path) -> None:
        self._environment = dict(os.environ, DISPLAY=display, QT_QPA_PLATFORM="xcb", **NOWHERE)
        self._command = [sys.executable, "-m", "bandtimer", "--data-dir", str(data_dir)]
        self._database = data_dir / "history.sqlite3"
        self.process: subprocess.Popen[bytes] | None = None
        self._window = ""

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start it and wait for its window."""
        self.process = subprocess.Popen([*self._command, *arguments], env=self._environment)
        self._window = wait_until(self._find_window)
        self._xdotool("windowfocus", "--sync", self._window)
        return self.process

    def press(self, *keys: str) -> None:
        """Press keys as a keyboard would."""
        self._xdotool("windowfocus", self._window)
        for key in keys:
            self._xdotool("key", key)

    def ask(self, *arguments: str) -> Any:
        """Run a command that answers in JSON."""
        return json.loads(self.read(*arguments, "--json"))

    def read(self, *arguments: str) -> str:
        """Run a command and return what it prints."""
        answer = subprocess.run(
            [*self._command, *arguments],
            env=self._environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return answer.stdout

    def facts(self, session: int = 1) -> tuple[Fact, ...]:
        """Return what is on disk of a session that has begun."""
        connection = open_database(self._database)
        try:
            return Journal(connection).load(session).facts
        finally:
            connection.close()

    def last(self) -> Fact:
        """Return the newest fact on disk."""
        return self.facts()[-1]

    def stop(self) -> None:
        """Make an end of a process that is still there."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def _find_window(self) -> str:
        assert self.process is not None
        assert self.process.poll() is None, "the program ended before it had a window"
        found = self._xdotool("search", "--onlyvisible", "--name", "^BandTimer$")
        return found.split()[-1] if found else ""

    def _xdotool(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout


@contextmanager
def program(data_dir: Path) -> Iterator[Program]:
    """Yield the program with a screen, and leave neither behind."""
    with screen() as display:
        running = Program(display, data_dir)
        try:
            yield running
        finally:
            running.stop()
