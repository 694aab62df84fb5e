"""When frames are heard, from when and how many of them are asked for."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bandtimer.sound.mixer import RATE
from bandtimer.sound.stream_clock import REMEMBERED, StreamClock

MS = 1_000_000
# Frames of a millisecond, so that all of these tests' instants fall on a frame.
FRAMES = RATE // 1_000
BUFFER_MS, LATENCY_MS = 60, 90
pieces = st.lists(st.integers(1, 40), min_size=2, max_size=40)


class Stream:
    """A buffer that is drained in pieces, and asks for as much as it is short of."""

    def __init__(self) -> None:
        self.clock = StreamClock(RATE, BUFFER_MS * MS)
        self.clock.latency_ns = LATENCY_MS * MS
        self.now_ms = 1_000
        # The first time for all of it.
        self.heard = [self._ask(BUFFER_MS)]

    def drain(self, ms: int, late: int = 0) -> None:
        self.now_ms += ms
        self.heard.append(self._ask(ms, late))

    def _ask(self, ms: int, late: int = 0) -> int:
        return self.clock.asked((self.now_ms + late) * MS, ms * FRAMES) // MS


@given(pieces)
def test_each_frame_is_heard_when_what_was_buffered_before_it_has_been(sizes: list[int]) -> None:
    stream = Stream()
    for ms in sizes:
        stream.drain(ms)
        # Behind what is still to be heard of a buffer that is short of just this.
        assert stream.heard[-1] == stream.now_ms + LATENCY_MS - ms


@given(pieces, st.data())
def test_a_busy_machine_that_asks_late_moves_nothing(sizes: list[int], data: st.DataObject) -> None:
    stream = Stream()
    for index, ms in enumerate(sizes, start=1):
        is_punctual = index % REMEMBERED == 0
        stream.drain(ms, 0 if is_punctual else data.draw(st.integers(0, BUFFER_MS - 40)))
    lengths = [after - before for before, after in pairwise(stream.heard)]
    assert lengths == [BUFFER_MS, *sizes[:-1]]


def test_after_a_gap_the_stream_is_timed_anew() -> None:
    stream = Stream()
    stream.drain(20)
    # The buffer ran dry: what is asked for next is heard half a second later than it would be.
    stream.now_ms += 500
    stream.drain(BUFFER_MS)
    assert stream.heard[-1] == stream.now_ms + LATENCY_MS - BUFFER_MS


def test_what_is_learnt_of_the_latency_counts_at_once() -> None:
    stream = Stream()
    stream.drain(20)
    stream.clock.latency_ns += 30 * MS
    stream.drain(20)
    assert stream.heard[-1] - stream.heard[-2] == 20 + 30


def test_after_a_gap_that_was_not_noticed_it_is_soon_on_time_again() -> None:
    stream = Stream()
    stream.drain(20)
    # What was buffered did not last until more came: from here on all is heard so much later.
    stream.now_ms += 10
    for _ in range(REMEMBERED):
        stream.drain(20)
    assert stream.heard[-1] == stream.now_ms + LATENCY_MS - 20
