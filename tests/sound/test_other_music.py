"""Other programs' music, on a server that plays along, is as the user has it in the end."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bandtimer.sound.ducking import LEVELS, Volume, level_of, lowered
from bandtimer.sound.other_music import NoServerError, OtherMusic, Stream

FULL, HALF = (65_536, 65_536), (52_000, 52_000)
NAMES = ("Radio", "Browser", "")
# None of them is another one lowered.
VOLUMES = st.sampled_from([FULL, HALF, (60_001, 20_003), (40_009, 0)])


class Room:
    """A server as PulseAudio is one, which remembers a volume for each name.

    PipeWire does not tell what it remembers.
    """

    def __init__(self, *, tells: bool = True) -> None:
        self._tells = tells
        self.playing: dict[int, Stream] = {}
        self.memory: dict[str, Volume] = {}
        self.is_down = False
        self._next = 0

    def begin(self, name: str, *, is_music: bool = True) -> None:
        self.playing[self._next] = Stream(self._next, name, self.memory.get(name, FULL), is_music)
        self._next += 1

    def restart(self) -> None:
        self.playing.clear()
        self._next = 0

    def streams(self) -> list[Stream]:
        if self.is_down:
            self.is_down = False
            raise NoServerError
        return list(self.playing.values())

    def set_volume(self, index: int, volume: Volume) -> None:
        stream = self.playing[index]
        self.playing[index] = replace(stream, volume=volume)
        if stream.name:
            self.memory[stream.name] = volume

    def remembered(self) -> Mapping[str, Volume] | None:
        return self.memory if self._tells else None

    def remember(self, name: str, volume: Volume) -> None:
        self.memory[name] = volume


class LowMusic(RuleBasedStateMachine):
    """What becomes of the music, beside a room in which nobody ever lowers it."""

    tells = True

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.note = Path(self.folder.name) / "note"
        self.music = OtherMusic(self.note)
        self.room, self.quiet = Room(tells=self.tells), Room()
        self.level = 0

    def teardown(self) -> None:
        self.folder.cleanup()

    @rule(name=st.sampled_from(NAMES), is_music=st.booleans())
    def begin(self, name: str, is_music: bool) -> None:
        if name not in {stream.name for stream in self.room.playing.values()}:
            for room in (self.room, self.quiet):
                room.begin(name, is_music=is_music)

    def _pick(self, number: int) -> int | None:
        indices = list(self.room.playing)
        return indices[number % len(indices)] if indices else None

    @rule(number=st.integers(0, 9))
    def stop(self, number: int) -> None:
        index = self._pick(number)
        for room in (self.room, self.quiet):
            room.playing.pop(-1 if index is None else index, None)

    @rule(number=st.integers(0, 9), volume=VOLUMES)
    def choose_volume(self, number: int, volume: Volume) -> None:
        self.choose(number, volume)

    def choose(self, number: int, volume: Volume) -> None:
        index = self._pick(number)
        if index is not None:
            for room in (self.room, self.quiet):
                room.set_volume(index, volume)

    @rule(number=st.integers(0, 9))
    def cork(self, number: int) -> None:
        index = self._pick(number)
        if index is not None:
            for room in (self.room, self.quiet):
                stream = room.playing[index]
                room.playing[index] = replace(stream, is_music=not stream.is_music)

    @rule(level=st.integers(0, LEVELS))
    def set_level(self, level: int) -> None:
        self.level = level
        try:
            self.music.set_level(self.room, level)
        except NoServerError:
            self.music.lose_server()
            self.music.set_level(self.room, level)

    @rule()
    def be_killed(self) -> None:
        self.music = OtherMusic(self.note)

    @rule()
    def restart_server(self) -> None:
        self.room.is_down = True
        for room in (self.room, self.quiet):
            room.restart()

    @invariant()
    def all_is_as_it_would_be_or_lower(self) -> None:
        for stream in self.quiet.playing.values():
            assert level_of(self.room.playing[stream.index].volume, stream.volume) is not None

    @rule()
    def all_is_put_back(self) -> None:
        self.set_level(0)
        assert self.room.playing == self.quiet.playing
        for name in NAMES:
            # What was never set plays as it is.
            assert self.room.memory.get(name, FULL) == self.quiet.memory.get(name, FULL)
        assert not self.music.is_low
        assert not self.note.exists()


class LowMusicOnPipeWire(LowMusic):
    tells = False

    def choose(self, number: int, volume: Volume) -> None:
        super().choose(number, volume)
        # What ends before it is looked at again was chosen in vain.
        self.set_level(self.level)


OFTEN = settings(max_examples=150, stateful_step_count=40, deadline=None)
TestLowMusic, TestLowMusicOnPipeWire = LowMusic.TestCase, LowMusicOnPipeWire.TestCase
TestLowMusic.settings = TestLowMusicOnPipeWire.settings = OFTEN


@pytest.fixture
def room() -> Room:
    return Room()


def volumes(room: Room) -> list[Volume]:
    return [stream.volume for stream in room.playing.values()]


def test_only_music_is_lowered(room: Room, tmp_path: Path) -> None:
    room.begin("Radio")
    room.begin("Call", is_music=False)
    OtherMusic(tmp_path / "note").set_level(room, LEVELS)
    assert volumes(room) == [lowered(FULL, LEVELS), FULL]


def test_music_that_begins_while_it_is_low_is_lowered_too(room: Room, tmp_path: Path) -> None:
    music = OtherMusic(tmp_path / "note")
    music.set_level(room, LEVELS)
    room.begin("Radio")
    music.set_level(room, LEVELS)
    assert volumes(room) == [lowered(FULL, LEVELS)]


def test_the_next_song_of_a_program_is_not_lowered_twice(room: Room, tmp_path: Path) -> None:
    music = OtherMusic(tmp_path / "note")
    room.begin("Radio")
    music.set_level(room, LEVELS)
    room.begin("Radio")
    music.set_level(room, LEVELS)
    assert volumes(room) == [lowered(FULL, LEVELS)] * 2
    music.set_level(room, 0)
    assert volumes(room) == [FULL, FULL]


def test_where_no_note_can_be_written_nothing_is_lowered(room: Room, tmp_path: Path) -> None:
    music = OtherMusic(tmp_path / "missing" / "note")
    room.begin("Radio")
    music.set_level(room, LEVELS)
    assert volumes(room) == [FULL]
    assert not music.is_low


@pytest.mark.parametrize("text", ["", "{}", "[1]", '[[0, "Radio", ["loud"]]]', "[[null, 1, [2]]]"])
def test_a_note_that_is_none_says_nothing(text: str, room: Room, tmp_path: Path) -> None:
    (tmp_path / "note").write_text(text)
    room.begin("Radio")
    music = OtherMusic(tmp_path / "note")
    music.set_level(room, 0)
    assert volumes(room) == [FULL]
    assert not music.is_low
