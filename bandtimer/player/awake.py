"""Keeping the screen on while a session runs."""

from PySide6.QtCore import QObject, QProcess

from bandtimer.player.machine import keep_awake_command

# Letting go takes milliseconds; only a hanging bus makes it longer.
_PATIENCE_MS = 500


class Awake(QObject):
    """Keeps the screen on between `set_running(True)` and `set_running(False)`.

    Neither waits for the system. Where the system has no way to do it, nothing happens.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_running = False
        program, *arguments = keep_awake_command()
        self._process = QProcess(self)
        self._process.setProgram(program)
        self._process.setArguments(arguments)
        self._process.setStandardOutputFile(QProcess.nullDevice())
        self._process.setStandardErrorFile(QProcess.nullDevice())

    def set_running(self, is_running: bool) -> None:
        """Keep the screen on from now on, or no longer."""
        if is_running == self._is_running:
            return
        self._is_running = is_running
        if self._process.state() is QProcess.ProcessState.NotRunning:
            if not is_running:
                return
            self._process.start()
        self._process.write(b"on\n" if is_running else b"off\n")

    def close(self) -> None:
        """Let go for good, and see to it that no process stays behind."""
        self._is_running = False
        if self._process.state() is QProcess.ProcessState.NotRunning:
            return
        self._process.closeWriteChannel()
        if not self._process.waitForFinished(_PATIENCE_MS):
            self._process.kill()
            self._process.waitForFinished(_PATIENCE_MS)
