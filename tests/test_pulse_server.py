"""When what is recorded was heard, worked out from when the pieces of it came."""

from __future__ import annotations

from array import array

from pulse_server import RATE, Recording

BLOCK = RATE // 100
BLOCK_NS = 10_000_000


def recording(pieces: list[tuple[int, int]]) -> Recording:
    """Return one of silence that came in these pieces: when each came, and its first sample."""
    return Recording(array("h", bytes(2 * RATE)), _pieces=pieces)


def test_a_sample_is_heard_so_much_after_its_block_as_it_is_behind_its_beginning() -> None:
    whole = recording([(index * BLOCK_NS, index * BLOCK) for index in range(20)])
    assert whole.instant(10 * BLOCK) == 10 * BLOCK_NS
    assert whole.instant(10 * BLOCK + BLOCK // 2) == 10 * BLOCK_NS + BLOCK_NS // 2


def test_what_comes_late_moves_nothing() -> None:
    late = [0, 3, 9, 0, 5, 2, 0, 8, 1, 4]
    busy = recording(
        [(index * BLOCK_NS + ms * 1_000_000, index * BLOCK) for index, ms in enumerate(late)]
    )
    assert busy.instant(4 * BLOCK) == 4 * BLOCK_NS


def test_a_block_that_comes_in_two_pieces_is_heard_no_earlier() -> None:
    pieces = [(index * BLOCK_NS, index * BLOCK) for index in range(10)]
    # The rest of it comes with its beginning, long before it is heard.
    pieces.insert(5, (4 * BLOCK_NS + 80_000, 4 * BLOCK + BLOCK // 2))
    assert recording(pieces).instant(4 * BLOCK) == 4 * BLOCK_NS
