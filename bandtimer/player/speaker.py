"""The window's side of the sound process: starts it, feeds it, and starts it again when it dies."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from bandtimer.player.sound_process import sound_command
from bandtimer.sound.messages import (
    Close,
    Item,
    Open,
    Order,
    Play,
    Report,
    Trouble,
    order_line,
    read_report,
)

# Some hundred orders: a process that has not read so much hangs.
MOST_UNREAD_BYTES = 1 << 17
# One that dies again and again is given more time each time, up to the longest.
_FIRST_REST_MS, _LONGEST_REST_MS = 100, 10_000
# By then it has died three times in a row.
_TOLD_REST_MS = 400
_LIVED_LONG_NS = 10_000_000_000
# The last words of a session may be heard; the window is gone by then.
_PATIENCE_MS = 6_500


class Speaker(QObject):
    """Plays items between `open` and `close`; no call waits for anything.

    `reported` carries every report of the process, and that there is no output where it dies again
    and again. `renewed` says that a new process has taken over from one that died and knows of
    nothing that is still to be played.
    """

    reported = Signal(Report)
    renewed = Signal()

    def __init__(self, parent: QObject | None = None, command: Sequence[str] | None = None) -> None:
        super().__init__(parent)
        program, *arguments = command or sound_command()
        self._process = QProcess(self)
        self._process.setProgram(program)
        self._process.setArguments(arguments)
        self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.finished.connect(self._end)
        self._process.errorOccurred.connect(self._fail)
        self._is_open = self._is_hopeless = self._was_tried = False
        self._rest_ms = _FIRST_REST_MS
        self._born = 0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._renew)

    @property
    def process_id(self) -> int:
        """Return the number of the running process, 0 if there is none."""
        return self._process.processId()

    @property
    def is_ready(self) -> bool:
        """Tell whether the output has been tried: it is awake, or there is none for now."""
        return self._was_tried

    def open(self) -> None:
        """Make ready to play, with an output that is awake."""
        if self._is_open or self._is_hopeless:
            return
        self._is_open, self._was_tried = True, False
        if self._process.state() is QProcess.ProcessState.NotRunning:
            self._start()
        self._write(Open())

    def play(self, items: Sequence[Item], *, hush: bool = False) -> None:
        """Play these instead of all that has not begun; with `hush`, break off what has."""
        if self._is_open:
            self._write(Play(tuple(items), hush))

    def close(self) -> None:
        """Let what is begun or was to be played be heard, then let the output go."""
        if not self._is_open:
            return
        self._is_open = False
        self._rest.stop()
        self._write(Close())

    def shut(self, patience_ms: int | None = None) -> None:
        """End the process, for good; one that takes longer than that is killed."""
        self._is_open, self._is_hopeless = False, True
        self._rest.stop()
        if self._process.state() is QProcess.ProcessState.NotRunning:
            return
        self._process.closeWriteChannel()
        if not self._process.waitForFinished(_PATIENCE_MS if patience_ms is None else patience_ms):
            self._process.kill()
            self._process.waitForFinished(_PATIENCE_MS)

    def _start(self) -> None:
        self._born = time.monotonic_ns()
        self._process.start()

    def _write(self, order: Order) -> None:
        if self._process.state() is QProcess.ProcessState.NotRunning:
            return
        if self._process.bytesToWrite() > MOST_UNREAD_BYTES:
            self._process.kill()
            return
        self._process.write(order_line(order))

    def _read(self) -> None:
        while self._process.canReadLine():
            try:
                report = read_report(bytes(self._process.readLine().data()))
            except ValueError:
                continue
            self._is_hopeless |= report.trouble is Trouble.NO_LIBRARY
            self._was_tried = self._is_open
            self.reported.emit(report)

    def _fail(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._end()

    def _end(self) -> None:
        if not self._is_open or self._is_hopeless:
            return
        if time.monotonic_ns() - self._born > _LIVED_LONG_NS:
            self._rest_ms = _FIRST_REST_MS
        self._rest.start(self._rest_ms)
        if self._rest_ms == _TOLD_REST_MS:
            self.reported.emit(Report(trouble=Trouble.NO_OUTPUT))
        self._rest_ms = min(2 * self._rest_ms, _LONGEST_REST_MS)

    def _renew(self) -> None:
        self._was_tried = False
        self._start()
        self._write(Open())
        self.renewed.emit()
