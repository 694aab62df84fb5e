"""A real PulseAudio server of a test's own, whose loudspeaker is a null sink that is recorded.

It listens on a socket in a folder of its own and reads nobody's settings. What the sink would have
played comes out of its monitor sample by sample, so what is recorded is exactly what was mixed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
import time
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest

RATE = 48_000
NEEDED = ("pulseaudio", "pactl", "parec")
_PATIENCE_S = 20.0
_LOOK_AGAIN_S = 0.02
_SECOND_NS = 1_000_000_000
# The sink plays as much at a time as the recorder asks for.
_BLOCK_MS = 10
_SINK = "room"
# Without the last of these an idle sink takes two seconds to wake up.
_DEVICE = f"sink_name={_SINK} rate={RATE} format=s16le channels=1 norewinds=1"


class PulseServer:
    """A server that can be started, killed and started again at the same address."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._socket = folder / "native"
        self._process: subprocess.Popen[bytes] | None = None
        self.environment = {
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "PULSE_RUNTIME_PATH": str(folder),
            "PULSE_SERVER": f"unix:{self._socket}",
            # No hardware of the machine the tests run on is played on.
            "ALSA_CONFIG_PATH": os.devnull,
        }

    def start(self) -> None:
        """Start it and wait until it can be reached."""
        self._socket.unlink(missing_ok=True)
        modules = (
            f"module-null-sink {_DEVICE}",
            f"module-native-protocol-unix socket={self._socket} auth-anonymous=1",
        )
        self._process = subprocess.Popen(
            ["pulseaudio", "--daemonize=no", "--system=false", "--exit-idle-time=-1", "-n"]
            + ["--use-pid-file=no", "--disable-shm=yes", "--log-target=stderr"]
            # As desktops let it, where this is allowed here.
            + ["--realtime=yes", "--high-priority=yes"]
            + [argument for module in modules for argument in ("-L", module)],
            env={**os.environ, **self.environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + _PATIENCE_S
        while _SINK not in self.ask("list", "short", "sinks"):
            assert time.monotonic() < end, "the sound server does not answer"
            time.sleep(_LOOK_AGAIN_S)

    def kill(self) -> None:
        """End it as a crash would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def pull_out(self) -> None:
        """Take its only device away."""
        self.ask("unload-module", "module-null-sink")

    def put_in(self) -> None:
        """Bring the device back."""
        self.ask("load-module", "module-null-sink", *_DEVICE.split())

    def ask(self, *arguments: str) -> str:
        """Return what pactl says; nothing where the server does not answer."""
        done = subprocess.run(
            ["pactl", *arguments],
            env={**os.environ, **self.environment},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout

    def streams(self) -> int:
        """Return how many streams play on it."""
        return len(self.ask("list", "short", "sink-inputs").splitlines())

    @contextmanager
    def recording(self) -> Iterator[Recording]:
        """Record what is heard while the context lasts."""
        with subprocess.Popen(
            [
                "parec",
                "--raw",
                "--format=s16le",
                "--channels=1",
                f"--latency-msec={_BLOCK_MS}",
                f"--rate={RATE}",
                f"--device={_SINK}.monitor",
            ],
            env={**os.environ, **self.environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as recorder:
            recording = Recording()
            thread = threading.Thread(target=recording.fill, args=(recorder,))
            thread.start()
            assert recording.begun.wait(_PATIENCE_S), "nothing is recorded"
            try:
                yield recording
            finally:
                recorder.terminate()
                thread.join()


@dataclass
class Recording:
    """Samples as they were heard, and when the pieces of them came."""

    samples: array[int] = field(default_factory=lambda: array("h"))
    begun: threading.Event = field(default_factory=threading.Event)
    _pieces: list[tuple[int, int]] = field(default_factory=list)

    def fill(self, recorder: subprocess.Popen[bytes]) -> None:
        """Take in all that the recorder writes."""
        assert recorder.stdout is not None
        odd = b""
        while piece := os.read(recorder.stdout.fileno(), 1 << 16):
            whole = odd + piece
            even = len(whole) // 2 * 2
            self._pieces.append((time.perf_counter_ns(), len(self.samples)))
            self.samples.frombytes(whole[:even])
            odd = whole[even:]
            self.begun.set()

    @property
    def longest_wait_ms(self) -> float:
        """Return how long it took at most until another piece came."""
        waits = (later - sooner for (sooner, _), (later, _) in pairwise(self._pieces))
        return max(waits, default=0) / 1_000_000

    def instant(self, sample: int) -> int:
        """Return when a sample was heard, in nanoseconds of `time.perf_counter_ns`.

        A block of the sink comes when its first sample is played, or later on a busy machine: so
        the earliest of the blocks around tells. But it comes in two pieces now and then; the second
        one, hard upon the first, is long before its time and tells nothing.
        """
        near = [
            came - first * _SECOND_NS // RATE
            for (before, _), (came, first) in pairwise(self._pieces)
            if abs(first - sample) < 2 * RATE and came - before > _BLOCK_MS * _SECOND_NS // 2_000
        ]
        return min(near) + sample * _SECOND_NS // RATE


@contextmanager
def pulse_server(folder: Path) -> Iterator[PulseServer]:
    """Run a server; skip the test where it is not installed, but fail on a build machine."""
    missing = [program for program in NEEDED if shutil.which(program) is None]
    if missing and os.environ.get("CI") != "true":
        pytest.skip(f"{' and '.join(missing)} not installed")
    assert not missing
    server = PulseServer(folder)
    server.start()
    try:
        yield server
    finally:
        server.kill()
