"""How late a loudspeaker is, from taps on the beats that it plays.

People tap a little ahead of a beat that they hear coming, by a few tens of milliseconds (B. H.
Repp, "Sensorimotor synchronization", Psychonomic Bulletin & Review 12, 2005), how much varies
between them, and the keyboard takes a few more. So the result is good to some 30 ms: enough for
Bluetooth, which is off by 100 to 300, and not worth the trouble for a cable.
"""

from collections.abc import Sequence
from statistics import median

BEAT_MS = 1_000
BEATS = 15
# Until one is in time with it.
WARM_UP = 3
TAPS = 10
AHEAD_OF_BEAT_MS = 30
# Taps as far apart as this tell nothing.
_LARGEST_SPREAD_MS = 80
# A tap this much before a beat belongs to it, and not to the one before heard late.
_EARLIEST_MS = 250
_STEP_MS = 10


def lateness_ms(taps: Sequence[int]) -> int | None:
    """Return by how much the beats are heard late, or early where it is below 0.

    `taps` are in milliseconds since the first beat was due, the first ones to warm up. None where
    they are too few or too far apart to tell.
    """
    late = [(tap + _EARLIEST_MS) % BEAT_MS - _EARLIEST_MS for tap in taps[WARM_UP:]]
    if len(late) < TAPS - WARM_UP:
        return None
    middle = median(late)
    if median(abs(one - middle) for one in late) > _LARGEST_SPREAD_MS:
        return None
    return round(middle) + AHEAD_OF_BEAT_MS


def delay_ms(before: int, lateness: int, most: int) -> int:
    """Return the delay to set, in tens from 0 to `most`, where with `before` beats are late."""
    wanted = round((before + lateness) / _STEP_MS) * _STEP_MS
    return min(max(wanted, 0), most)
