"""The machine's sound output, by miniaudio."""

from __future__ import annotations

import time
from array import array
from collections.abc import Generator
from typing import TYPE_CHECKING, Any

import miniaudio

from bandtimer.sound import PROGRAM
from bandtimer.sound.mixer import RATE, Mixer
from bandtimer.sound.pulse_latency import pulse_latency_ns
from bandtimer.sound.stream_clock import StreamClock

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
_SECOND_NS = 1_000_000_000


class NoOutputError(Exception):
    """There is nothing to play on at present."""


class _Device(miniaudio.PlaybackDevice):  # type: ignore[misc] # it comes without types
    """A device that PulseAudio is asked by for just what it has room for.

    Of itself miniaudio asks for whole periods, as soon as the last is used up, and hands them on
    piece by piece as the server asks for those: with nobody knowing which piece a period begins
    in, what was heard when was known to a piece, 15 or 20 ms, and no better. The switch, which is
    `noFixedSizedCallback`, has no name in the binding; in C it is the last of four bytes between
    `performanceProfile` and the callbacks.
    """

    def _make_context(self, *arguments: Any) -> Any:
        context = super()._make_context(*arguments)
        if context.backend == miniaudio.Backend.PULSEAUDIO.value:
            at = dict(miniaudio.ffi.typeof(self._devconfig).fields)["periods"].offset + 11
            miniaudio.ffi.buffer(miniaudio.ffi.addressof(self._devconfig))[at] = b"\1"
        return context


class Output:
    """A running stream of what a mixer renders; raises NoOutputError where there can be none."""

    def __init__(self, mixer: Mixer) -> None:
        self._mixer = mixer
        mixer.restart()
        self._opened = self._asked = time.perf_counter_ns()
        self._was_asked = False
        try:
            self._device = _Device(
                miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=RATE,
                buffersize_msec=PERIOD_MS,
                callback_periods=_PERIODS,
                backends=_backends(),
                # Where the system does not let programs have it, it is a thread like any other.
                thread_prio=miniaudio.ThreadPriority.REALTIME,
                app_name=PROGRAM,
            )
            self.name: str = self._device.backend
            self._clock = StreamClock(RATE, _buffer_ns(self.name))
            self._unplayed = RATE * _buffer_ns(self.name) // _SECOND_NS
            stream = self._stream()
            next(stream)
            self._device.start(stream)
        except miniaudio.MiniaudioError as error:
            raise NoOutputError(str(error)) from error

    @property
    def latency_ns(self) -> int:
        """Return how much later than written into a full buffer a frame is heard."""
        return self._clock.latency_ns

    @property
    def is_alive(self) -> bool:
        """Tell whether it still asks for samples, as it does until device or server are gone."""
        patience = _PATIENCE_NS if self._was_asked else _FIRST_PATIENCE_NS
        return time.perf_counter_ns() - self._asked < patience

    @property
    def is_awake(self) -> bool:
        """Tell whether more is asked for than fills the buffer, so that some has been heard.

        An output that has been idle may take seconds; what falls due meanwhile is not heard.
        """
        return self._unplayed < 0

    @property
    def is_flowing(self) -> bool:
        """Tell whether samples have been asked for long enough for it to be awake."""
        return self._was_asked

    def ask_latency(self) -> None:
        """Ask the system how late frames are heard; takes half a second where it tells."""
        told = pulse_latency_ns(PERIOD_MS) if self.name == "PulseAudio" else None
        if told is not None:
            self._clock.latency_ns = told

    def close(self) -> None:
        """Give the output back."""
        self._device.close()

    def _stream(self) -> Generator[bytes | memoryview, int, None]:
        frames = yield b""
        while True:
            now = time.perf_counter_ns()
            samples = self._mixer.render(self._clock.asked(now, frames), frames)
            self._was_asked = self._was_asked or now - self._opened > _PATIENCE_NS
            self._asked = now
            if self._unplayed >= 0:
                self._unplayed -= frames
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


def _buffer_ns(name: str) -> int:
    """Return how much is buffered: PulseAudio keeps one period where the device allows it."""
    return PERIOD_MS * _MS * (1 if name == "PulseAudio" else _PERIODS)
