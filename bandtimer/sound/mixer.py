"""Sounds put together into one stream, each beginning at its frame."""

from __future__ import annotations

import threading
from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bandtimer.sound.messages import Item

RATE = 48_000
# What is broken off fades, for so long that it does not click.
_FADE_FRAMES = RATE // 100
# Beside what waits: the family, and what is said often.
_KEPT_SOUNDS = 24
_HIGHEST, _LOWEST = 32_767, -32_768
_MS = 1_000_000
_SECOND_NS = 1_000_000_000

Decode = Callable[[str], "array[int]"]
_Sound = tuple[str, float]


@dataclass(slots=True)
class _Voice:
    """A sound that has begun; negative positions are frames still to wait."""

    samples: array[int]
    position: int
    last: int


class Mixer:
    """Renders a stream, a period at a time, from what it is told to play.

    `decode` turns a file into mono samples at `RATE` and raises OSError or ValueError where it
    cannot; such a file is silent. `render` may be called from another thread than all else.
    """

    def __init__(self, decode: Decode) -> None:
        self._decode = decode
        self._lock = threading.Lock()
        self._sounds: OrderedDict[_Sound, array[int]] = OrderedDict()
        self._silence = bytes(2 * RATE)
        self._waiting: list[Item] = []
        self._begun: set[str] = set()
        self._voices: list[_Voice] = []

    def restart(self) -> None:
        """Begin a new stream; what the old one was in the middle of is lost."""
        with self._lock:
            self._voices = []

    def forget(self) -> None:
        """Begin a new session, whose items are none that were played before."""
        with self._lock:
            self._waiting = []
            self._begun = set()

    def play(self, items: Iterable[Item], *, hush: bool = False) -> None:
        """Play these in place of all that has not begun; with `hush`, fade out what has.

        They have to be prepared for it, the next one first; one that is not, begins late.
        """
        waiting = sorted(items, key=lambda item: item.at)
        with self._lock:
            self._waiting = [item for item in waiting if item.id not in self._begun]
            if hush:
                for voice in self._voices:
                    voice.last = min(voice.last, voice.position + _FADE_FRAMES)

    def prepare(self) -> bool:
        """Decode the next sound that waits and is not; return whether there was one."""
        with self._lock:
            wanted = [(item.file, item.gain) for item in self._waiting]
        sound = next((sound for sound in wanted if sound not in self._sounds), None)
        if sound is None:
            return False
        try:
            samples = _amplified(self._decode(sound[0]), sound[1])
        except (OSError, ValueError):
            samples = array("h")
        with self._lock:
            for old in [old for old in self._sounds if old not in wanted][:-_KEPT_SOUNDS]:
                del self._sounds[old]
            self._sounds[sound] = samples
        return True

    @property
    def is_quiet(self) -> bool:
        """Tell whether all that was to be played has been rendered or dropped."""
        return not self._waiting and not self._voices

    def render(self, heard: int, frames: int) -> bytes | memoryview:
        """Return the next frames of the stream, of which the first is heard at this instant."""
        with self._lock:
            self._begin(heard, frames)
            if not self._voices:
                return memoryview(self._silence)[: 2 * frames]
            return self._mix(frames)

    def _begin(self, heard: int, frames: int) -> None:
        """Begin what falls into the frames of which the first is heard at this instant."""
        later = []
        for item in self._waiting:
            offset = (item.at - heard) * RATE // _SECOND_NS
            samples = self._sounds.get((item.file, item.gain))
            is_late = heard - item.at > item.late_ms * _MS
            if offset >= frames or (samples is None and not is_late):
                later.append(item)
                continue
            self._begun.add(item.id)
            if samples is not None and not is_late:
                self._sounds.move_to_end((item.file, item.gain))
                self._voices.append(_Voice(samples, -max(offset, 0), len(samples)))
        self._waiting = later

    def _mix(self, frames: int) -> bytes:
        mixed = [0] * frames
        for voice in self._voices:
            first = max(-voice.position, 0)
            start = voice.position + first
            end = min(voice.position + frames, voice.last)
            samples = voice.samples[start:end]
            if voice.last < len(voice.samples):
                _fade(samples, voice.last - start)
            for index, sample in enumerate(samples, start=first):
                mixed[index] += sample
            voice.position += frames
        self._voices = [voice for voice in self._voices if voice.position < voice.last]
        if max(mixed) > _HIGHEST or min(mixed) < _LOWEST:
            mixed = [min(max(sample, _LOWEST), _HIGHEST) for sample in mixed]
        return array("h", mixed).tobytes()


def _amplified(samples: array[int], gain: float) -> array[int]:
    if gain == 1:
        return samples
    loud = (round(sample * gain) for sample in samples)
    return array("h", (min(max(sample, _LOWEST), _HIGHEST) for sample in loud))


def _fade(samples: array[int], left: int) -> None:
    for index, sample in enumerate(samples):
        samples[index] = sample * max(left - index, 0) // _FADE_FRAMES
