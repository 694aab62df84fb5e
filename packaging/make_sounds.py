#!/usr/bin/env python3
"""Render BandTimer's sounds: `python packaging/make_sounds.py` writes them to resources/sounds.

Each is a few struck notes: a fundamental with overtones that die away the faster the higher they
are, so that it carries through a room and through small loudspeakers alike (most of it lies between
600 Hz and 4 kHz). What tells the family apart is rhythm and direction rather than pitch: one note
counts, a glide is a phase of a rep, two notes tell of progress, four or more end something.
"""

from __future__ import annotations

import math
import sys
import wave
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "sounds"
RATE = 48_000
# -1.5 dBFS: loud, with room for what resampling adds.
PEAK = 0.84
_ATTACK_S = 0.003
_RELEASE_S = 0.012

A4, E5, A5, C6, E6, G6, A6, C7 = 440.0, 659.26, 880.0, 1046.5, 1318.51, 1567.98, 1760.0, 2093.0


@dataclass(frozen=True, slots=True)
class Note:
    """A note from `start`, for `length` seconds, gliding from `pitch` to `to` hertz.

    `decay` is how many times its loudness falls to 1/e within it, `overtones` the loudness of the
    second, third, … partial.
    """

    start: float
    length: float
    pitch: float
    to: float = 0.0
    decay: float = 4.0
    loudness: float = 1.0
    overtones: tuple[float, ...] = (0.5, 0.25)


_WOOD = (0.1, 0.6, 0.0, 0.3)
_BELL = (0.6, 0.3, 0.25)
_PURE = (0.25, 0.1)

FAMILY: Mapping[str, Sequence[Note]] = {
    "tick": [Note(0, 0.09, 1000, decay=5, overtones=_WOOD)],
    "go": [Note(0, 0.42, A6, decay=3), Note(0, 0.42, C7 * 1.26, decay=4, loudness=0.6)],
    "lift": [Note(0, 0.2, 620, 1240, decay=1.2, overtones=_PURE)],
    "lower": [Note(0, 0.2, 1240, 620, decay=1.2, overtones=_PURE)],
    "hold": [Note(0, 0.13, A5, decay=3.5, overtones=_PURE)],
    "rep": [Note(0, 0.07, G6, decay=5, overtones=_WOOD)],
    "minimum": [Note(0, 0.3, A5, overtones=_BELL), Note(0.14, 0.46, E6, overtones=_BELL)],
    "halfway": [Note(0, 0.2, E6, overtones=_BELL), Note(0.2, 0.4, E6, overtones=_BELL)],
    "ten_left": [Note(at, 0.1, 1480, decay=5, overtones=_WOOD) for at in (0, 0.12, 0.24)],
    "switch": [
        Note(at, 0.13, pitch, decay=1.5, overtones=_PURE)
        for at, pitch in ((0, C6), (0.13, 784), (0.26, C6), (0.39, 784))
    ],
    "set_done": [
        Note(0, 0.35, E6, overtones=_BELL),
        Note(0.16, 0.35, C6, overtones=_BELL),
        Note(0.32, 0.6, 784, overtones=_BELL),
    ],
    "session_done": [
        Note(at, length, pitch, decay=3, overtones=_BELL)
        for at, length, pitch in ((0, 0.5, C6), (0.17, 0.5, E6), (0.34, 0.5, G6), (0.51, 1.1, C7))
    ],
    "best": [
        Note(at * 0.075, 0.5, pitch, decay=4, overtones=_PURE)
        for at, pitch in enumerate((A5, C6, E6, A6, C7, A6, C7))
    ],
}


def render(notes: Sequence[Note]) -> array[int]:
    """Return the notes together as 16-bit samples, their loudest at `PEAK`."""
    length = round(max(note.start + note.length for note in notes) * RATE)
    mixed = [0.0] * length
    for note in notes:
        first = round(note.start * RATE)
        for index, sample in enumerate(_samples(note), start=first):
            if index < length:
                mixed[index] += sample
    loudest = max(abs(sample) for sample in mixed)
    return array("h", (round(sample / loudest * PEAK * 32_767) for sample in mixed))


def _samples(note: Note) -> list[float]:
    count = round(note.length * RATE)
    envelope = _envelope(note.length)
    partials = (1.0, *note.overtones)
    sweep = (note.to or note.pitch) - note.pitch
    samples = []
    for index in range(count):
        at = index / RATE
        turns = note.pitch * at + sweep * at * at / (2 * note.length)
        fading = note.decay * at / note.length
        tone = sum(
            strength * math.exp(-fading * (1 + 0.5 * order)) * math.sin(math.tau * turns * order)
            for order, strength in enumerate(partials, start=1)
        )
        samples.append(note.loudness * envelope(at) * tone)
    return samples


def _envelope(length: float) -> Callable[[float], float]:
    """Return what lets a note of so many seconds begin and end without a click."""

    def at(time: float) -> float:
        rise, fall = min(1.0, time / _ATTACK_S), min(1.0, (length - time) / _RELEASE_S)
        return math.sin(math.pi / 2 * rise) ** 2 * math.sin(math.pi / 2 * max(0.0, fall)) ** 2

    return at


def write_family(folder: Path) -> None:
    """Write every sound as a mono WAV file named after it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, notes in FAMILY.items():
        samples = render(notes)
        if sys.byteorder == "big":
            samples.byteswap()
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
            file.setparams((1, 2, RATE, 0, "NONE", ""))
            file.writeframes(samples.tobytes())


if __name__ == "__main__":
    write_family(FOLDER)
