"""The machine's sound output, by miniaudio."""

from __future__ import annotations

import time
from array import array
from collections.abc import Generator
from typing import TYPE_CHECKING

import miniaudio

from bandtimer.sound.mixer import RATE, Mixer
from bandtimer.sound.pulse_latency import pulse_latency_ns

if TYPE_CHECKING:
    from miniaudio import Backend

# So much ahead of the loudspeaker rides out a busy machine. Cues are known long before, and what
# the athlete brings about is heard soon enough.
PERIOD_MS = 60
_PERIODS = 3
# PulseAudio may take two seconds until it first asks, when its output has been idle.
_FIRST_PATIENCE_NS = 4_000_000_000
_PATIENCE_NS = 1_000_000_000
_MS = 1_000_000


class NoOutputError(Exception):
    """There is nothing to play on at present."""


class Output:
    """A running stream of what a mixer renders; raises NoOutputError where there can be none."""

    def __init__(self, mixer: Mixer) -> None:
        self._mixer = mixer
        mixer.restart()
        self._opened = self._asked = time.perf_counter_ns()
        self._was_asked = False
        try:
            self._device = miniaudio.PlaybackDevice(
                miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=RATE,
                buffersize_msec=PERIOD_MS,
                callback_periods=_PERIODS,
                backends=_backends(),
                # Where the system does not let programs have it, it is a thread like any other.
                thread_prio=miniaudio.ThreadPriority.REALTIME,
                app_name="BandTimer",
            )
            stream = self._stream()
            next(stream)
            self._device.start(stream)
        except miniaudio.MiniaudioError as error:
            raise NoOutputError(str(error)) from error
        self.name: str = self._device.backend
        self.latency_ns = self._mixer.latency_ns = _usual_latency_ns(self.name)

    @property
    def is_alive(self) -> bool:
        """Tell whether it still asks for samples, as it does until device or server are gone."""
        patience = _PATIENCE_NS if self._was_asked else _FIRST_PATIENCE_NS
        return time.perf_counter_ns() - self._asked < patience

    @property
    def is_flowing(self) -> bool:
        """Tell whether samples have been asked for long enough for it to be awake."""
        return self._was_asked

    def ask_latency(self) -> None:
        """Ask the system how late frames are heard; takes a quarter of a second where it tells."""
        told = pulse_latency_ns(PERIOD_MS) if self.name == "PulseAudio" else None
        if told is not None:
            self.latency_ns = self._mixer.latency_ns = told

    def close(self) -> None:
        """Give the output back."""
        self._device.close()

    def _stream(self) -> Generator[bytes | memoryview, int, None]:
        frames = yield b""
        while True:
            now = time.perf_counter_ns()
            samples = self._mixer.render(now, frames)
            self._was_asked = self._was_asked or now - self._opened > _PATIENCE_NS
            self._asked = now
            frames = yield samples


def decode(file: str) -> array[int]:
    """Return a sound file as mono samples at `RATE`; raises ValueError where it is none."""
    try:
        decoded = miniaudio.decode_file(file, miniaudio.SampleFormat.SIGNED16, 1, RATE)
    except miniaudio.DecodeError as error:
        raise ValueError(str(error)) from error
    return array("h", decoded.samples)


def _backends() -> list[Backend]:
    """List what can be heard: without a word miniaudio plays into nothing where all else fails."""
    enabled = miniaudio.get_enabled_backends()
    return [kind for kind in miniaudio.Backend if kind in enabled and kind.name != "NULL"]


def _usual_latency_ns(name: str) -> int:
    """Return how much later than asked for a frame is heard, before the system has told.

    PulseAudio takes one period in all where the device allows it; elsewhere the whole buffer is
    full but for the period that is asked for.
    """
    return PERIOD_MS * _MS * (1 if name == "PulseAudio" else _PERIODS - 1)
