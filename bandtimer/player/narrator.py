"""The window's side of the voice process: asks for phrases, and knows which are ready."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Signal

from bandtimer.player.voice_process import voice_command
from bandtimer.voice.engine import Manner
from bandtimer.voice.messages import Offer, Rendered, Wish, read_answer, wish_line

# An engine that crashes on a phrase is started again for the others, but not for ever.
_MOST_STARTS = 3
_GIVEN_UP = _MOST_STARTS + 1
_PATIENCE_MS = 3_000


class Narrator(QObject):
    """Has phrases rendered between `open` and `close`; no call waits for anything.

    `offered` carries what the engine has, or why there is none, and `rendered` every phrase that is
    ready or cannot be spoken.
    """

    offered = Signal(Offer)
    rendered = Signal(Rendered)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._language = ""
        self._wish: Wish | None = None
        self._ready: dict[str, Rendered] = {}
        self._unspeakable: set[str] = set()
        self._starts = 0
        self._process = QProcess(self)
        self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.finished.connect(self._end)
        self._process.errorOccurred.connect(self._fail)

    @property
    def process_id(self) -> int:
        """Return the number of the running process, 0 if there is none."""
        return self._process.processId()

    @property
    def files(self) -> Mapping[str, str]:
        """Return the sound files of the phrases that are ready in the manner asked for last."""
        return {phrase: said.file for phrase, said in self._ready.items()}

    @property
    def lengths(self) -> Mapping[str, int]:
        """Return how long those phrases sound, in ms."""
        return {phrase: said.length_ms for phrase, said in self._ready.items()}

    def ask(self, manner: Manner, phrases: Sequence[str]) -> None:
        """Want these phrases, the first one first, in place of all that was wanted before."""
        if self._wish is None or self._wish.manner != manner:
            self._forget()
        known = self._ready.keys() | self._unspeakable
        self._wish = Wish(manner, tuple(phrase for phrase in phrases if phrase not in known))
        if self._is_running and manner.language == self._language:
            self._process.write(wish_line(self._wish))
        else:
            self.open(manner.language)

    def retry(self) -> None:
        """Let what could not be spoken be asked for again."""
        self._unspeakable.clear()

    def open(self, language: str) -> None:
        """Start the process, which tells what it has for a language; another one starts anew.

        One that found no engine, or died again and again, is not started before `close`.
        """
        if language != self._language:
            self._stop()
        self._language = language
        if not self._is_running and self._starts < _MOST_STARTS:
            self._start()

    def close(self) -> None:
        """End the process, at once; what was ready may be thrown away by another from here on."""
        self._wish = None
        self._stop()

    def _stop(self) -> None:
        self._forget()
        self._starts = _GIVEN_UP
        if self._is_running:
            self._process.kill()
            self._process.waitForFinished(_PATIENCE_MS)
        self._starts = 0

    def _forget(self) -> None:
        self._ready.clear()
        self._unspeakable.clear()

    @property
    def _is_running(self) -> bool:
        return self._process.state() is not QProcess.ProcessState.NotRunning

    def _start(self) -> None:
        self._starts += 1
        program, *arguments = voice_command(self._folder, self._language)
        self._process.start(program, arguments)
        if self._wish is not None and self._wish.phrases:
            self._process.write(wish_line(self._wish))

    def _read(self) -> None:
        while self._process.canReadLine():
            try:
                answer = read_answer(bytes(self._process.readLine().data()))
            except ValueError:
                continue
            if isinstance(answer, Offer):
                if answer.error:
                    self._starts = _GIVEN_UP
                self.offered.emit(answer)
            elif self._wish is not None and answer.manner == self._wish.manner:
                if answer.error:
                    self._unspeakable.add(answer.phrase)
                else:
                    self._ready[answer.phrase] = answer
                left = tuple(text for text in self._wish.phrases if text != answer.phrase)
                self._wish = Wish(self._wish.manner, left)
                self.rendered.emit(answer)

    def _fail(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._end()

    def _end(self) -> None:
        wish = self._wish
        if wish is None or not wish.phrases or self._starts == _GIVEN_UP:
            return
        if self._starts == _MOST_STARTS:
            self._starts = _GIVEN_UP
            self.offered.emit(Offer(error="the voice process fails again and again"))
            return
        # The phrase at hand may be what it died of: it has its turn after all others.
        self._wish = Wish(wish.manner, (*wish.phrases[1:], wish.phrases[0]))
        self._start()
