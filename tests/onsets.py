"""Known sounds found again in a recording: each with the sample at which it begins."""

from __future__ import annotations

import wave
from array import array
from collections.abc import Iterable, Mapping
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from bandtimer.assets import resources

RATE = 48_000
# What rounding leaves of a sound that was taken away.
_NOISE = 8
# Louder than noise by so much that it does not come to nothing by chance.
_FAR = 100
# After so much quiet, noise is over.
_QUIET = RATE // 20
# So much of a sound tells which one it is.
_TELLING = RATE // 20


class Onset(NamedTuple):
    """A sound that begins at a sample of the recording."""

    sample: int
    name: str


def read_wav(path: Path) -> array[int]:
    """Return the samples of a mono 16-bit file."""
    with wave.open(str(path)) as file:
        return array("h", file.readframes(file.getnframes()))


def family(gain: float = 1.0) -> dict[str, array[int]]:
    """Return the samples of every sound of the program's own, by name, played at this gain."""
    return {
        path.stem: array("h", (round(sample * gain) for sample in read_wav(path)))
        for path in (resources() / "sounds").glob("*.wav")
    }


def find_onsets(
    recording: Iterable[int], known: Mapping[str, array[int]], *, pairs: bool = True
) -> list[Onset]:
    """Peel one sound after the other off the recording, the earliest first.

    Of the known ones, and with `pairs` of those that begin together, each time the one that leaves
    the least behind is taken away; what is none of them is an onset named "?", and taken to last as
    long as it is loud. Inside a sound that was recognised it is none: there a busy machine has left
    a gap, behind which the rest of the sound comes late. Nor is that rest where the gap was longer.
    """
    rest = array("i", recording)
    shapes: dict[tuple[str, ...], array[int]] = {(name,): known[name] for name in known}
    for one, other in combinations(sorted(known), 2) if pairs else ():
        shapes[(one, other)] = _sum(known[one], known[other])
    found: list[Onset] = []
    at, known_until, owed = _next_loud(rest, 0), 0, 0
    while at is not None:
        names, start, left = min(
            ((names, *_fit(rest, at, samples)) for names, samples in shapes.items()),
            key=lambda fit: fit[2],
        )
        if left > _TELLING * _NOISE:
            end = _end_of_noise(rest, at)
            if at > known_until and end - at > owed:
                found.append(Onset(at, "?"))
            at = _next_loud(rest, end)
            continue
        found += [Onset(start, name) for name in names]
        known_until = max(known_until, start + len(shapes[names]))
        shape = shapes[names][: len(rest) - start]
        owed = _not_heard(rest[start : start + len(shape)], shape)
        for index, sample in enumerate(shape, start=start):
            rest[index] -= sample
        at = _next_loud(rest, at)
    return found


def _sum(one: array[int], other: array[int]) -> array[int]:
    longer, shorter = sorted((one, other), key=len, reverse=True)
    total = array("i", longer)
    for index, sample in enumerate(shorter):
        total[index] += sample
    return total


def _next_loud(samples: array[int], start: int) -> int | None:
    return next((i for i in range(start, len(samples)) if abs(samples[i]) > _NOISE), None)


def _fit(rest: array[int], at: int, shape: array[int]) -> tuple[int, int]:
    """Return where the shape begins if `at` is its first loud sample, and what it leaves there."""
    first = _next_loud(shape, 0) or 0
    start = max(at - first, 0)
    heard = rest[start : start + _TELLING]
    pairs = zip(heard, shape[:_TELLING], strict=False)
    return start, sum(abs(a - b) for a, b in pairs)


def _not_heard(heard: array[int], shape: array[int]) -> int:
    """Return how long the rest of the shape is behind the first gap in it; 0 where it is whole."""
    both = enumerate(zip(heard, shape, strict=True))
    gap = next((i for i, (a, b) in both if abs(a) <= _NOISE and abs(b) > _FAR * _NOISE), None)
    return 0 if gap is None else len(shape) - gap + _QUIET


def _end_of_noise(rest: array[int], at: int) -> int:
    quiet = 0
    for index in range(at, len(rest)):
        quiet = quiet + 1 if abs(rest[index]) <= _NOISE else 0
        if quiet > _QUIET:
            return index
    return len(rest)
