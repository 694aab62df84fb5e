"""Telling that the machine was asleep, from two of its clocks."""

from collections.abc import Callable

from bandtimer.player.clock import steady_ns, unresting_ns

# Shorter sleeps than this are no interruption of a session.
SHORTEST_SLEEP_NS = 2_000_000_000
# Two clocks read further apart than this tell nothing: the process was stopped in between.
_READ_TOGETHER_NS = 50_000_000


class SleepWatch:
    """Tells whether the machine slept since it was last asked; costs two looks at the clock.

    `steady` stands still in suspend and `unresting` goes on, both in nanoseconds.
    """

    def __init__(
        self, steady: Callable[[], int] = steady_ns, unresting: Callable[[], int] = unresting_ns
    ) -> None:
        self._steady, self._unresting = steady, unresting
        self._asleep_ns = self._measure()

    def slept(self) -> bool:
        """Tell whether the machine was suspended since the last time this was asked."""
        before, self._asleep_ns = self._asleep_ns, self._measure()
        return self._asleep_ns - before >= SHORTEST_SLEEP_NS

    def _measure(self) -> int:
        while True:
            before = self._steady()
            apart = self._unresting() - before
            if self._steady() - before < _READ_TOGETHER_NS:
                return apart
