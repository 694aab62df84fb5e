"""How much the output asks its mixer for, on a real sound server."""

from __future__ import annotations

import queue
import threading
from pathlib import Path

import pytest
from pulse_server import _DEVICE, pulse_server

from bandtimer.sound.messages import Open, Report, order_line
from bandtimer.sound.mixer import RATE, Mixer
from bandtimer.sound.output import PERIOD_MS, Output, decode
from bandtimer.sound.service import Service

PATIENCE_S = 20.0


class Noting(Mixer):
    """Keeps how much it was asked for each time."""

    def __init__(self) -> None:
        super().__init__(decode)
        self.asked: list[int] = []
        self.is_enough = threading.Event()

    def render(self, heard: int, frames: int) -> bytes | memoryview:
        self.asked.append(frames)
        if len(self.asked) >= 10:
            self.is_enough.set()
        return super().render(heard, frames)


def test_it_asks_for_what_the_server_wants_not_for_periods_ahead_of_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mixer = Noting()
    with pulse_server(tmp_path) as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        output = Output(mixer)
        assert mixer.is_enough.wait(PATIENCE_S)
        output.close()
    # When a frame is heard is known by the asking only if all that is asked for is sent at once.
    assert min(mixer.asked) < PERIOD_MS * RATE // 1_000


def test_one_that_was_idle_is_not_told_of_before_it_is_awake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What falls due until then is never heard, so nobody may think that it is."""
    monkeypatch.setattr("pulse_server._DEVICE", _DEVICE.replace(" norewinds=1", ""))
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    reported = threading.Event()
    reports: list[Report] = []

    def tell(report: Report) -> None:
        reports.append(report)
        reported.set()

    mixer = Noting()
    with pulse_server(tmp_path) as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr("bandtimer.sound.mixer.Mixer", lambda _decode: mixer)
        serving = threading.Thread(target=Service(tell).serve, args=(lines,))
        serving.start()
        lines.put(order_line(Open()))
        assert reported.wait(PATIENCE_S)
        told = len(mixer.asked)
        lines.put(b"")
        serving.join()
    assert reports[0].trouble is None
    assert sum(mixer.asked[:told]) > PERIOD_MS * RATE // 1_000
