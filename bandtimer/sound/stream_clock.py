"""Which frame of a running stream is heard when, worked out from when frames are asked for.

An output asks for frames as soon as there is room for them in its buffer: never earlier, and now
and then a little later, when the machine was busy. The last of them then fills the buffer, so it is
their end, not their beginning, that is a full buffer away from the loudspeaker, however many they
are. The earliest of the recent askings tells the truth, and what was late does not matter.
"""

from collections import deque

# Long enough to have a punctual one among them, and so short that what begins after the buffer ran
# dry unnoticed, by which all that follows is heard later, is soon on time again.
REMEMBERED = 8
_SECOND_NS = 1_000_000_000


class StreamClock:
    """Maps the frames of one stream to the instants, in nanoseconds, at which they are heard.

    `latency_ns` is how long a frame takes to the ear that finds the buffer otherwise full: so much
    as is buffered, until more is known.
    """

    def __init__(self, rate: int, buffer_ns: int) -> None:
        self._rate = rate
        self._buffer_ns = self.latency_ns = buffer_ns
        self._origins: deque[int] = deque(maxlen=REMEMBERED)
        self._frames = 0
        self._last_asked = 0

    def asked(self, now: int, frames: int) -> int:
        """Take note that so many more frames are asked for; return when the first one is heard.

        After a gap in which the whole buffer must have run dry, what was known holds no longer.
        """
        if now - self._last_asked > self._buffer_ns:
            self._origins.clear()
        self._last_asked = now
        first = self._length_ns(self._frames)
        self._frames += frames
        self._origins.append(now - self._length_ns(self._frames))
        return min(self._origins) + first + self.latency_ns

    def _length_ns(self, frames: int) -> int:
        return frames * _SECOND_NS // self._rate
