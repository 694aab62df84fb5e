"""What was rendered is kept, found again, and does not grow without end."""

from array import array
from pathlib import Path

import pytest

from bandtimer.voice.engine import Language, Manner, Pcm, Voice, VoiceError
from bandtimer.voice.pcm import read_wav
from bandtimer.voice.shelf import Shelf


class Counting:
    """An engine that speaks for a tenth of a second a letter and counts how often it was asked."""

    title = "Counting 1"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def languages(self) -> tuple[Language, ...]:
        return ()

    def voices(self, language: str) -> tuple[Voice, ...]:
        return ()

    def render(self, phrase: str, manner: Manner) -> Pcm:
        self.asked.append(phrase)
        if phrase == "unspeakable":
            raise VoiceError("cannot be said")
        return Pcm(1_000, array("h", [9_000, -9_000]) * (50 * len(phrase)))


@pytest.fixture
def engine() -> Counting:
    return Counting()


def test_a_phrase_is_rendered_once(tmp_path: Path, engine: Counting) -> None:
    first = Shelf(tmp_path).spoken(engine, "Three", Manner())
    again = Shelf(tmp_path).spoken(engine, "Three", Manner())
    assert first == again
    assert first.length_ms == read_wav(str(first.file)).length_ms == 500
    assert engine.asked == ["Three"]


def test_another_manner_is_another_file(tmp_path: Path, engine: Counting) -> None:
    shelf = Shelf(tmp_path)
    manners = [Manner(), Manner(voice="f2"), Manner(speed_percent=90), Manner(language="de")]
    assert len({shelf.spoken(engine, "Go", manner).file for manner in manners}) == 4


def test_a_file_that_was_damaged_is_made_anew(tmp_path: Path, engine: Counting) -> None:
    shelf = Shelf(tmp_path)
    shelf.spoken(engine, "Go", Manner()).file.write_bytes(b"")
    assert shelf.spoken(engine, "Go", Manner()).length_ms == 200
    assert engine.asked == ["Go", "Go"]


def test_the_folder_stays_within_its_bounds(tmp_path: Path, engine: Counting) -> None:
    for number in range(100):
        shelf = Shelf(tmp_path, most_bytes=10_000)
        spoken = shelf.spoken(engine, f"Number {number}", Manner())
        assert spoken.file.exists()
        assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 10_000 + 2_000


def test_what_may_be_about_to_be_played_stays(tmp_path: Path, engine: Counting) -> None:
    before = [Shelf(tmp_path).spoken(engine, f"Before {number}", Manner()) for number in range(5)]
    shelf = Shelf(tmp_path, most_bytes=2_000)
    handed_out = [shelf.spoken(engine, f"Number {number}", Manner()) for number in range(20)]
    assert all(spoken.file.exists() for spoken in handed_out)
    assert not any(spoken.file.exists() for spoken in before)


def test_what_cannot_be_said_leaves_nothing(tmp_path: Path, engine: Counting) -> None:
    with pytest.raises(VoiceError):
        Shelf(tmp_path).spoken(engine, "unspeakable", Manner())
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, engine: Counting) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(VoiceError, match="speech cannot be kept in"):
        Shelf(tmp_path / "taken").spoken(engine, "Go", Manner())
