"""One timer that fires at an instant of the clock.

A single long wait fires about 0.1 % late, so it is aimed in two stages: first to just short of
the instant, then precisely at it. Each aim is computed from the clock anew, so nothing adds up.
"""

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from bandtimer.player.clock import Clock

# Waits shorter than this are exact enough in one go.
_SHORT_MS = 200
# A first wait ends so much of itself early.
_EARLY = 0.005


class DeadlineTimer(QObject):
    """Emits `due` once, at or just after the instant it was aimed at."""

    due = Signal()

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._deadline: int | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._wake)

    @property
    def deadline(self) -> int | None:
        """Return the instant it is aimed at, or None while it rests."""
        return self._deadline

    def aim(self, deadline: int | None) -> None:
        """Fire at `deadline`, in the clock's milliseconds, or not at all with None."""
        self._deadline = deadline
        if deadline is None:
            self._timer.stop()
        else:
            self._wait()

    def _wait(self) -> None:
        if self._deadline is None:
            return
        remaining = max(self._deadline - self._clock.now_ms(), 0) / self._clock.speed
        if remaining > _SHORT_MS:
            remaining *= 1 - _EARLY
        # Rounded up: a timer that fires early would only have to be set again.
        self._timer.start(int(-(-remaining // 1)))

    def _wake(self) -> None:
        if self._deadline is None:
            return
        if self._clock.now_ms() < self._deadline:
            self._wait()
        else:
            self._deadline = None
            self.due.emit()
