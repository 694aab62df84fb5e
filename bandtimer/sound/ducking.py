"""Ducking, as broadcasters call it: when other programs' music is lowered, and how far.

Levels go from 0, where nothing is lowered, to `LEVELS`, in steps that are equal to the ear.
A volume has a number for each channel, as PulseAudio counts: 65536 leaves the samples as they are,
and of any other number it is the cube by which they are multiplied (PulseAudio, `volume.h`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

LEVELS = 6
# A quarter of the amplitude: the words stand out, and the music does not seem to have stopped.
DEPTH_DB = 12
_MS = 1_000_000
DOWN_NS, UP_NS = 150 * _MS, 300 * _MS
# Between phrases so close to each other, as counted reps are, the music would only pump.
GAP_NS = 4_000 * _MS
# As PipeWire counts otherwise, what comes back may be this much beside what was set.
_ROUNDING = 2

Volume = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """The time of a phrase, in nanoseconds of the clock that items are timed by."""

    start: int
    end: int


def is_due(spans: Iterable[Span], now: int, *, is_low: bool) -> bool:
    """Tell whether music should be low at this instant, or on its way there.

    It is as the first word is said, and stays so between phrases that follow each other closely.
    """
    ahead = GAP_NS if is_low else DOWN_NS
    return any(span.start - ahead <= now < span.end for span in spans)


def next_change(spans: Iterable[Span], now: int) -> int | None:
    """Return the next instant at which that may be otherwise, or None."""
    instants = (at for span in spans for at in (span.start - DOWN_NS, span.end))
    return min((at for at in instants if at > now), default=None)


def lowered(volume: Volume, level: int) -> Volume:
    """Return the volume at a level."""
    factor = 10 ** (-DEPTH_DB * level / LEVELS / 60)
    return tuple(round(channel * factor) for channel in volume)


def level_of(volume: Volume, original: Volume) -> int | None:
    """Return at which level the original volume would be this one; None at none of them."""
    for level in range(LEVELS + 1):
        ours = lowered(original, level)
        if len(ours) == len(volume) and all(
            abs(channel - our) <= _ROUNDING for channel, our in zip(volume, ours, strict=True)
        ):
            return level
    return None
