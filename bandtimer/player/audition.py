"""Trying sounds and voices out of a session."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from bandtimer.player.narrator import Narrator
from bandtimer.player.sound_process import sound_command
from bandtimer.player.speaker import Speaker
from bandtimer.present.hearing import trouble_text
from bandtimer.sound.messages import Item, Report
from bandtimer.voice.engine import Manner
from bandtimer.voice.messages import Offer, Rendered

_NS = 1_000_000
# The output is taken and awake by then; sooner, it would swallow the beginning.
_LEAD_MS = 400
# The window waits for the output to be given back, which one that works does in a moment.
_PATIENCE_MS = 300


class Audition(QObject):
    """Plays single sounds and phrases; `close` ends all that it has started.

    `low_music` is the file for notes on other programs' music, which is lowered for phrases.

    `offered` carries what voices there are, `reported` what the output says of itself, `failed` a
    sentence for the user.
    """

    offered = Signal(Offer)
    reported = Signal(Report)
    failed = Signal(str)

    def __init__(self, speech_folder: Path, low_music: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._low_music = low_music
        self._narrator = Narrator(speech_folder, self)
        self._narrator.offered.connect(self.offered)
        self._narrator.rendered.connect(self._say)
        self._speaker: Speaker | None = None
        self._gain, self._ducks = 1.0, False
        self._number = 0

    def look_for_voices(self, language: str) -> None:
        """Have `offered` tell what there is for a language."""
        self._narrator.open(language)

    def say(self, phrase: str, manner: Manner, gain: float, *, ducks: bool) -> None:
        """Say a phrase as soon as it is rendered; `gain` is the volume, from 0 to 1.

        With `ducks`, other programs' music is low meanwhile.
        """
        self._gain, self._ducks = gain, ducks
        self._narrator.retry()
        self._narrator.ask(manner, (phrase,))
        file = self._narrator.files.get(phrase)
        if file is not None:
            self._play(file, self._narrator.lengths[phrase])

    def play(self, file: Path, gain: float) -> None:
        """Play a sound file."""
        self._gain = gain
        self._play(str(file))

    def wake(self) -> None:
        """Take the output and keep it awake, and have `reported` tell of it."""
        self._open_speaker()

    def play_at(self, items: list[Item]) -> None:
        """Play these items at their instants, and nothing else; none to be silent."""
        if items or self._speaker is not None:
            self._open_speaker().play(items, hush=not items)

    def close(self) -> None:
        """Be silent, and end the processes."""
        self._narrator.close()
        speaker, self._speaker = self._speaker, None
        if speaker is not None:
            speaker.play((), hush=True)
            speaker.shut(_PATIENCE_MS)
            speaker.deleteLater()

    def _say(self, rendered: Rendered) -> None:
        if rendered.error:
            self.failed.emit(f"No voice: {rendered.error}.")
        else:
            self._play(rendered.file, rendered.length_ms)

    def _play(self, file: str, phrase_ms: int = 0) -> None:
        self._number += 1
        at = time.perf_counter_ns() + _LEAD_MS * _NS
        ducks_ms = phrase_ms * self._ducks
        item = Item(str(self._number), at, file, self._gain, 3_000, ducks_ms)
        self._open_speaker().play([item], hush=True)

    def _open_speaker(self) -> Speaker:
        if self._speaker is None:
            self._speaker = Speaker(self, sound_command(self._low_music))
            self._speaker.reported.connect(self.reported)
            self._speaker.reported.connect(self._judge)
        self._speaker.open()
        return self._speaker

    def _judge(self, report: Report) -> None:
        if report.trouble is not None:
            self.failed.emit(trouble_text(report.trouble))
