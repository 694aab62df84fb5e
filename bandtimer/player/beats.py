"""Beats, a second apart, out of a loudspeaker that is late."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from bandtimer.assets import resources
from bandtimer.player.audition import Audition
from bandtimer.player.clock import Clock
from bandtimer.player.deadline_timer import DeadlineTimer
from bandtimer.present.score import Sound
from bandtimer.present.tapping import BEAT_MS
from bandtimer.sound.messages import Item

_NS = 1_000_000
# Until the first one is due: it is decoded by then, and the listener all ears.
FIRST_BEAT_MS = 1_200
# So many are told ahead: the window may be busy for as many seconds.
_AHEAD = 8
# One that leaves so soon may be rendered already.
_UNDER_WAY_MS = 400
# A beat that comes late misleads more than one that is missing.
_LATE_MS = 20


class Beats(QObject):
    """Plays beats from `begin` to `stop`; `due` tells that one should be heard now.

    `clock` is the one that sounds are timed by. With a count, `over` comes one beat after the last.
    What cannot be in time is left out.
    """

    due = Signal()
    over = Signal()

    def __init__(self, audition: Audition, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._audition, self._clock = audition, clock
        self._timer = DeadlineTimer(clock, self)
        self._timer.due.connect(self._beat)
        self._delay, self._volume = 0, 1.0
        self._began = self._next = 0
        self._count: int | None = None
        self._leaving: dict[int, int] = {}

    def begin(self, delay: int, volume: float, count: int | None = None) -> None:
        """Play beats that leave by `delay` ms before they are due; `volume` is from 0 to 1."""
        self._delay, self._volume, self._count = delay, volume, count
        self._began = self._clock.now_ms() + FIRST_BEAT_MS + delay
        self._next, self._leaving = 0, {}
        self._tell()
        self._timer.aim(self._began)

    def shift(self, delay: int) -> None:
        """Play all beats but those under way with another delay."""
        self._delay = delay
        if self._timer.deadline is not None:
            self._tell()

    def stop(self) -> None:
        """Be silent."""
        self._timer.aim(None)
        self._audition.play_at([])

    def since_first_ms(self) -> int:
        """Return the time since the first beat was due."""
        return self._clock.now_ms() - self._began

    def _beat(self) -> None:
        if self._count is not None and self._next >= self._count:
            self.stop()
            self.over.emit()
            return
        late = self.since_first_ms() - self._next * BEAT_MS
        self._next += 1
        self._tell()
        self._timer.aim(self._began + self._next * BEAT_MS)
        if late <= _LATE_MS:
            self.due.emit()

    def _tell(self) -> None:
        soon = self._clock.now_ms() + _UNDER_WAY_MS
        end = self._next + _AHEAD
        told, self._leaving = self._leaving, {}
        for number in range(self._next, end if self._count is None else min(end, self._count)):
            at = self._began + number * BEAT_MS - self._delay
            before = told.get(number, at)
            self._leaving[number] = before if min(before, at) < soon else at
        file = str(resources() / "sounds" / f"{Sound.TICK}.wav")
        items = [
            Item(f"{self._began} {number}", at * _NS, file, self._volume, _LATE_MS)
            for number, at in self._leaving.items()
        ]
        # None at all would break off the last one.
        if items:
            self._audition.play_at(items)
