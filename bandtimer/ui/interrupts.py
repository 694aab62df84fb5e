"""Ctrl+C in the terminal and a polite kill close the window as its own button does.

Python runs its signal handlers between its own instructions, of which an idle window has none;
so the signal's arrival is watched for on a pipe, which costs nothing until something comes.
"""

import os
import signal

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QWidget

_KINDS = (signal.SIGINT, signal.SIGTERM)


class Interrupts:
    """Closes the window on interrupts until `release` is called; for systems with pipes."""

    def __init__(self, window: QWidget) -> None:
        self._readable, self._writable = os.pipe()
        os.set_blocking(self._writable, False)
        self._notifier = QSocketNotifier(self._readable, QSocketNotifier.Type.Read)
        self._notifier.activated.connect(window.close)
        self._fd_before = signal.set_wakeup_fd(self._writable)
        self._before = [signal.signal(kind, lambda *_: None) for kind in _KINDS]

    def release(self) -> None:
        """Leave interrupts to whoever had them before."""
        for kind, handler in zip(_KINDS, self._before, strict=True):
            signal.signal(kind, handler)
        signal.set_wakeup_fd(self._fd_before)
        self._notifier.setEnabled(False)
        os.close(self._readable)
        os.close(self._writable)
