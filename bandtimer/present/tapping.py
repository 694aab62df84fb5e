"""How late a loudspeaker is, from taps on the beats that it plays.

People tap a little ahead of a beat that they hear coming, by a few tens of milliseconds (B. H.
Repp, "Sensorimotor synchronization", Psychonomic Bulletin & Review 12, 2005), how much varies
between them, and the keyboard takes a few more. So the result is good to some 30 ms: enough for
Bluetooth, which is off by 100 to 300, and not worth the trouble for a cable.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from statistics import median

from bandtimer.sound.messages import Trouble

BEAT_MS = 1_000
BEATS = 15
# Until one is in time with it.
WARM_UP = 3
TAPS = 10
AHEAD_OF_BEAT_MS = 30
# Half of the taps of a steady hand lie this close to their middle.
STEADY_MS = 30
# Taps as far apart as this tell nothing.
LARGEST_SPREAD_MS = 80
STEP_MS = 10
# A tap this much before a beat belongs to it, and not to the one before heard late.
_EARLIEST_MS = 250
# So many taps have a middle worth showing.
_ENOUGH = 3


class Phase(Enum):
    """Where somebody is who finds the delay by ear."""

    READY = auto()
    WAKING = auto()
    TAPPING = auto()
    FOUND = auto()
    UNCLEAR = auto()
    CHECK = auto()
    SILENT = auto()


@dataclass(frozen=True, slots=True)
class Trial:
    """What is known so far; all in milliseconds.

    `in_force` is the delay with which the beats are played that are tapped along to, `delay` the
    one they are played with in the check, from 0 to `most`. `taps` are told since the first beat
    was due. `trouble` is why all is silent, None where the output does not answer.
    """

    in_force: int
    most: int
    phase: Phase = Phase.READY
    delay: int = 0
    taps: tuple[int, ...] = ()
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class Marks:
    """The taps on a scale of how late the loudspeaker would be by each; those to warm up apart."""

    low: int
    high: int
    warm_up: tuple[int, ...]
    counted: tuple[int, ...]
    middle: int | None


def tapped(trial: Trial, at: int) -> Trial:
    """Return the trial with one more tap; the last one decides."""
    trial = replace(trial, taps=(*trial.taps, at))
    return judged(trial) if len(trial.taps) == TAPS else trial


def judged(trial: Trial) -> Trial:
    """Return what the taps come to."""
    late = lateness_ms(trial.taps)
    if late is None:
        return replace(trial, phase=Phase.UNCLEAR)
    return replace(trial, phase=Phase.FOUND, delay=_in_steps(trial.in_force + late, trial.most))


def shifted(trial: Trial, steps: int) -> Trial:
    """Return the trial with another delay to check."""
    return replace(trial, delay=min(max(trial.delay + steps * STEP_MS, 0), trial.most))


def lateness_ms(taps: Sequence[int]) -> int | None:
    """Return by how much the beats are heard late, or early where it is below 0.

    None where the taps are too few or too far apart to tell.
    """
    late = [_lateness(tap) for tap in taps[WARM_UP:]]
    if len(late) < TAPS - WARM_UP or spread_ms(taps) > LARGEST_SPREAD_MS:
        return None
    return round(median(late))


def spread_ms(taps: Sequence[int]) -> int:
    """Return how far from their middle half of the taps lie at most."""
    late = [_lateness(tap) for tap in taps[WARM_UP:]]
    middle = median(late)
    return round(median(abs(one - middle) for one in late))


def marks(trial: Trial) -> Marks:
    """Return the taps as they are pictured."""
    places = tuple(trial.in_force + _lateness(tap) for tap in trial.taps)
    counted = places[WARM_UP:]
    low = trial.in_force + AHEAD_OF_BEAT_MS - _EARLIEST_MS
    has_middle = len(counted) >= _ENOUGH and trial.phase is not Phase.UNCLEAR
    middle = round(median(counted)) if has_middle else None
    return Marks(low, low + BEAT_MS, places[:WARM_UP], counted, middle)


def _lateness(tap: int) -> int:
    return (tap + _EARLIEST_MS) % BEAT_MS - _EARLIEST_MS + AHEAD_OF_BEAT_MS


def _in_steps(delay: int, most: int) -> int:
    return min(max(round(delay / STEP_MS) * STEP_MS, 0), most)
