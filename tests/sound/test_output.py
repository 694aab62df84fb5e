"""How much the output asks its mixer for, on a real sound server."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from pulse_server import pulse_server

from bandtimer.sound.mixer import RATE, Mixer
from bandtimer.sound.output import PERIOD_MS, Output, decode

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
