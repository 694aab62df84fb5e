"""Stands for what plays and speaks on the settings page and on the screen for the delay."""

from pathlib import Path

from bandtimer.player.audition import Audition
from bandtimer.sound.messages import Item
from bandtimer.voice.engine import Manner


class Listener(Audition):
    """Notes what is to be heard instead of playing it; a test says what the output reports."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, folder / "low-music")
        self.played: list[str] = []
        self.beats: list[Item] = []
        self.said: list[tuple[str, Manner, float]] = []
        self.languages: list[str] = []
        self.wakes = self.closes = 0

    def look_for_voices(self, language: str) -> None:
        self.languages.append(language)

    def say(self, phrase: str, manner: Manner, gain: float, *, ducks: bool) -> None:
        self.said.append((phrase, manner, gain))

    def play(self, file: Path, gain: float) -> None:
        self.played.append(f"{file.stem} {gain:g}")

    def play_at(self, items: list[Item]) -> None:
        self.beats = items

    def wake(self) -> None:
        self.wakes += 1

    def close(self) -> None:
        super().close()
        self.closes += 1
