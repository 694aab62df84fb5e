"""Where the ticks of an axis stand: at numbers people count in."""

from collections.abc import Sequence

# Steps in counts, and in ms of the units that time is read in.
COUNTS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1_000, 2_000, 5_000, 10_000)
TIMES = (
    1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000,
    1_800_000, 3_600_000, 7_200_000, 18_000_000, 36_000_000,
)  # fmt: skip

# Values that all lie above this share of the highest are shown without the nothing below them.
_FAR_UP = 0.35
# The axis spans this share of the highest value at least.
_LEAST_SPAN = 0.2


def ticks(values: Sequence[int], steps: Sequence[int], most: int = 4) -> tuple[int, ...]:
    """Return at most `most` + 1 ticks, evenly apart, that enclose all values; two at least.

    Values are never negative. The axis begins at 0 unless all of them are far up.
    """
    high = max(values, default=0)
    low = min(values, default=0)
    if low < high * _FAR_UP:
        low = 0
    # Values that are nearly alike must not look as if they were worlds apart.
    spare = round((high * _LEAST_SPAN - (high - low)) / 2)
    if spare > 0:
        low, high = low - spare, high + spare
    step = next((step for step in steps if _count(low, high, step) <= most), steps[-1])
    while _count(low, high, step) > most:
        step *= 2
    first = low // step
    return tuple(step * number for number in range(first, first + _count(low, high, step) + 1))


def _count(low: int, high: int, step: int) -> int:
    """Return how many steps reach from at or below `low` to at or above `high`."""
    return max(-(-high // step) - low // step, 1)
