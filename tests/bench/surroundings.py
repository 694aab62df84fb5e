"""Where the measured processes run: platforms, environment, the program and its database."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
# The shortest get-ready time there is, so that less of a measurement is waiting for it.
SETTINGS = "version = 1\nget_ready_s = 3\n"


@dataclass(frozen=True, slots=True)
class Screen:
    """A Qt platform by its name, and the environment that chooses it."""

    name: str
    environment: Mapping[str, str]


@contextmanager
def platforms() -> Iterator[list[Screen]]:
    """Yield the offscreen platform and, where there is an Xvfb, X11 on a server of its own."""
    base = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    base["PYTHONPATH"] = str(CHECKOUT)
    screens = [Screen("offscreen", {**base, "QT_QPA_PLATFORM": "offscreen"})]
    if shutil.which("Xvfb") is None:
        print("no Xvfb here, so nothing is measured on X11")
        yield screens
        return
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert server.stdout is not None
    with server:
        display = f":{server.stdout.readline().strip()}"
        x11 = {**base, "QT_QPA_PLATFORM": "xcb", "DISPLAY": display}
        try:
            yield [*screens, Screen("X11", x11)]
        finally:
            server.terminate()


@contextmanager
def running(command: Sequence[str], screen: Screen) -> Iterator["subprocess.Popen[str]"]:
    """Run a Python command on that screen; it is killed in the end if it is still there.

    It is told when it was started, on the clock that all processes share.
    """
    started = str(time.monotonic_ns())
    process = subprocess.Popen(
        [sys.executable, *command],
        env={**screen.environment, "BENCH_STARTED_NS": started},
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


@contextmanager
def playing(
    routine: str, folder: Path, screen: Screen, speed: float = 1.0
) -> Iterator["subprocess.Popen[str]"]:
    """Play a routine, given as the text of its file, until it ends."""
    data, file = folder / "data", folder / "measured.yaml"
    data.mkdir()
    (data / "settings.toml").write_text(SETTINGS)
    file.write_text(routine)
    command = ["-m", "bandtimer", "--data-dir", str(data), "play", str(file)]
    with running([*command, "--speed", str(speed), "--exit-when-done"], screen) as process:
        yield process


def journal_of(folder: Path) -> list[tuple[str, int, int]]:
    """Return kind, time on the session's clock and wall time, in ms, of every fact so far."""
    database = folder / "data" / "history.sqlite3"
    if not database.exists():
        return []
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
        try:
            query = "SELECT kind, at_ms, wall_ms FROM journal ORDER BY seq"
            return connection.execute(query).fetchall()
        except sqlite3.OperationalError:
            # It has only just been made.
            return []


def wait_for_step(process: "subprocess.Popen[str]", folder: Path, step: int) -> None:
    """Wait until the step of this number, counted from 0, has begun."""
    errors = folder / "data" / "errors.log"
    while sum(kind == "StepStarted" for kind, _, _ in journal_of(folder)) <= step:
        if process.poll() is not None or errors.exists():
            sys.exit(errors.read_text() if errors.exists() else "BandTimer ended too soon")
        time.sleep(0.02)
