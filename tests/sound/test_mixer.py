"""What the stream holds: each sound at its frame, whole, once; nothing that is too late."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bandtimer.sound.messages import Item
from bandtimer.sound.mixer import RATE, Mixer

PERIOD = 480
MS = 1_000_000
# Frames of a millisecond, so that all of these tests' instants fall on a frame.
FRAMES = RATE // 1_000
SOUNDS = {
    "one": array("h", [1_000] * 100),
    "long": array("h", [2_000] * 2_000),
    "loud": array("h", [30_000] * 100),
}


def decode(file: str) -> array[int]:
    if file not in SOUNDS:
        raise FileNotFoundError(file)
    return SOUNDS[file]


def item(name: str, at_ms: int, file: str = "one", gain: float = 1, late_ms: int = 200) -> Item:
    return Item(name, at_ms * MS, file, gain, late_ms)


@dataclass
class Player:
    """Asks a mixer for period after period, and keeps all."""

    mixer: Mixer = field(default_factory=lambda: Mixer(decode))
    now_ms: int = 0
    heard: array[int] = field(default_factory=lambda: array("h"))

    def play(self, items: Iterable[Item], *, hush: bool = False) -> None:
        self.mixer.play(items, hush=hush)
        while self.mixer.prepare():
            pass

    def run(self, ms: int) -> None:
        for _ in range(ms * FRAMES // PERIOD):
            self.heard.frombytes(self.mixer.render(self.now_ms * MS, PERIOD))
            self.now_ms += PERIOD // FRAMES

    def beginnings(self) -> list[float]:
        """Return the instants, in ms, at which silence gave way to sound."""
        return [
            index / FRAMES
            for index, sample in enumerate(self.heard)
            if sample and (index == 0 or not self.heard[index - 1])
        ]


def test_without_anything_to_play_there_is_silence() -> None:
    player = Player()
    player.run(100)
    assert set(player.heard) == {0}
    assert len(player.heard) == 100 * FRAMES
    assert player.mixer.is_quiet


@given(st.lists(st.integers(20, 900), min_size=1, max_size=8, unique=True))
def test_each_sound_begins_at_its_frame_and_sounds_whole(times: list[int]) -> None:
    player = Player()
    player.play(item(str(at), at) for at in times)
    player.run(1_000)
    expected = array("h", [0] * len(player.heard))
    for at in times:
        for index in range(100):
            expected[at * FRAMES + index] += 1_000
    assert player.heard == expected
    assert player.mixer.is_quiet


def test_what_is_said_again_is_played_once() -> None:
    player = Player()
    for _ in range(10):
        player.play([item("a", 50, "long"), item("b", 80)])
        player.run(10)
    player.run(100)
    assert player.heard.count(3_000) == 100
    assert player.heard.count(2_000) == 1_900


def test_a_new_session_may_play_what_an_earlier_one_did() -> None:
    player = Player()
    player.play([item("a", 20)])
    player.run(40)
    player.mixer.forget()
    player.play([item("a", 60)])
    player.run(40)
    assert player.beginnings() == [20, 60]


def test_what_has_not_begun_gives_way_to_the_next_order() -> None:
    player = Player()
    player.play([item("a", 20, "long"), item("b", 100)])
    player.run(50)
    player.play([])
    player.run(100)
    assert player.heard.count(2_000) == 2_000
    assert player.mixer.is_quiet


def test_what_has_begun_is_broken_off_softly_when_that_is_wanted() -> None:
    player = Player()
    player.play([item("a", 20, "long")])
    player.run(30)
    player.play([], hush=True)
    player.run(50)
    fading = player.heard[30 * FRAMES : 40 * FRAMES]
    assert fading[0] == 2_000
    assert list(fading) == sorted(fading, reverse=True)
    assert max(a - b for a, b in pairwise(fading)) < 50
    assert not any(player.heard[40 * FRAMES :])


def test_a_late_sound_is_dropped_rather_than_misleading() -> None:
    player = Player()
    player.run(500)
    player.play([item("late", 290), item("a little late", 310), item("in time", 600)])
    player.run(300)
    assert player.beginnings() == [500, 600]


def test_a_sound_may_be_worth_a_longer_wait() -> None:
    player = Player()
    player.run(500)
    player.play([item("phrase", 0, late_ms=500)])
    player.run(100)
    assert player.beginnings() == [500]


def test_together_they_do_not_overflow() -> None:
    player = Player()
    player.play([item("a", 20, "loud"), item("b", 20, "loud")])
    player.run(50)
    assert max(player.heard) == 32_767
    assert min(player.heard) == 0


def test_gain_makes_it_softer() -> None:
    player = Player()
    player.play([item("a", 20, gain=0.25)])
    player.run(50)
    assert max(player.heard) == 250


def test_a_file_that_cannot_be_read_is_silent_and_others_are_heard() -> None:
    player = Player()
    player.play([item("a", 20, "gone"), item("b", 30)])
    player.run(50)
    assert player.beginnings() == [30]
    assert player.mixer.is_quiet


def test_a_new_stream_begins_at_its_own_first_frame() -> None:
    player = Player()
    player.play([item("a", 20, "long"), item("b", 400)])
    player.run(30)
    player.mixer.restart()
    player.now_ms = 300
    player.heard = array("h")
    player.run(200)
    assert player.beginnings() == [100]


def test_one_that_is_not_prepared_in_time_begins_late_and_others_do_not() -> None:
    player = Player()
    player.mixer.play([item("a", 20, "long"), item("b", 50)])
    assert player.mixer.prepare()
    player.run(100)
    assert player.beginnings() == [20]
    assert player.mixer.prepare()
    assert not player.mixer.prepare()
    player.run(100)
    assert player.beginnings() == [20, 100]


def test_one_that_is_never_prepared_is_dropped_when_it_is_too_late() -> None:
    player = Player()
    player.mixer.play([item("a", 20)])
    player.run(300)
    assert player.mixer.is_quiet


def test_not_every_sound_is_kept_but_all_that_wait_are() -> None:
    decoded: list[str] = []

    def decode(file: str) -> array[int]:
        decoded.append(file)
        return array("h", [1_000] * 10)

    player = Player(Mixer(decode))
    names = [str(number) for number in range(60)]
    player.play(item(name, 20, name) for name in names)
    assert decoded == names
    player.run(100)
    player.play([item("again", 200, "59"), item("and again", 210, "0")])
    assert decoded == names
    player.play(item(f"new {name}", 300, f"new {name}") for name in names)
    player.play([item("later", 400, "0")])
    assert decoded[-1] == "0"
