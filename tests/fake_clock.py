"""Time that passes when a test says so."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QObject, QTimer

from bandtimer.player.deadline_timer import DeadlineTimer


class FakeClock:
    """Stands still until it is moved; the wall clock goes along with the steady one.

    The origin of the steady one is arbitrary on purpose: nobody may take it for the session's.
    """

    def __init__(self, *, ms: int = 123_456, speed: float = 1.0) -> None:
        self.ms = ms
        self.speed = speed
        self._began = datetime(2026, 11, 22, 7, 12, tzinfo=UTC) - timedelta(milliseconds=ms)

    def now_ms(self) -> int:
        return self.ms

    def wall(self) -> datetime:
        return self._began + timedelta(milliseconds=self.ms)

    def stall(self, ms: int) -> None:
        """Move on as if the process had been stopped: no timer fires meanwhile."""
        self.ms += ms

    def run(self, owner: QObject, ms: int) -> None:
        """Move on and let the owner's deadlines come due, each at its instant."""
        end = self.ms + ms
        while (due := _next_due(owner)) is not None and due[0] <= end:
            deadline, timer = due
            self.ms = max(self.ms, deadline)
            fire(timer)
        self.ms = end


def fire(timer: DeadlineTimer) -> None:
    """Let the timer wake as if its wait were over."""
    wait = timer.findChild(QTimer)
    assert isinstance(wait, QTimer)
    wait.timeout.emit()


def _next_due(owner: QObject) -> tuple[int, DeadlineTimer] | None:
    due = [
        (timer.deadline, timer)
        for timer in owner.findChildren(DeadlineTimer)
        if timer.deadline is not None
    ]
    return min(due, key=lambda pair: pair[0], default=None)
