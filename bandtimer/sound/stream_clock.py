"""Which frame of a running stream is heard when, worked out from when frames are asked for.

An output asks for a period of frames as soon as there is room for it in its buffer: never earlier,
and now and then a little later, when the machine was busy. So the earliest of the recent askings
tells the truth, and what was late does not matter.
"""

from collections import deque

# A second or so: long enough to have a punctual one among them, short enough to follow the drift
# of the device's clock against the machine's (0.1 ms in that time at worst).
_REMEMBERED = 25
_SECOND_NS = 1_000_000_000


class StreamClock:
    """Maps the frames of one stream to instants in nanoseconds."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._origins: deque[int] = deque(maxlen=_REMEMBERED)
        self._last_asked = 0

    def asked(self, now: int, first: int, frames: int) -> int:
        """Take note that `frames` from number `first` on are asked for; return when that was due.

        After a gap in which the whole buffer must have run dry, what was known holds no longer.
        """
        if now - self._last_asked > 2 * self.length_ns(frames):
            self._origins.clear()
        self._last_asked = now
        self._origins.append(now - self.length_ns(first))
        return min(self._origins) + self.length_ns(first)

    def length_ns(self, frames: int) -> int:
        """Return how long so many frames last."""
        return frames * _SECOND_NS // self._rate

    def frames(self, ns: int) -> int:
        """Return how many whole frames go into this time; it may be negative."""
        return ns * self._rate // _SECOND_NS
