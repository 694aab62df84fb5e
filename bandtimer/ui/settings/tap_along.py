"""Finding by ear how late the loudspeaker is: beats to press Space on."""

from __future__ import annotations

from time import perf_counter_ns

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bandtimer.assets import resources
from bandtimer.player.audition import Audition
from bandtimer.present.score import Sound
from bandtimer.present.tapping import BEAT_MS, BEATS, TAPS, delay_ms, lateness_ms
from bandtimer.sound.messages import Item
from bandtimer.storage.settings import MAX_LATENCY_MS
from bandtimer.ui.look import Look
from bandtimer.ui.widgets.button import Button
from bandtimer.ui.widgets.text import Text

_NS = 1_000_000
# An output that still wakes up would swallow the first beat.
_LEAD_MS = 1_200
_READY = "Beats are played; press Space on each, ten times."
_GO = "Press Space on each beat"
_UNCLEAR = "Your taps were too far apart to tell. Try once more?"


class _TapButton(Button):
    """A button of which Space is a tap while beats are played."""

    tapped = Signal()
    given_up = Signal()
    takes_taps = False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if self.takes_taps and event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self.tapped.emit()
        elif self.takes_taps and event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        if self.takes_taps:
            self.given_up.emit()


class TapAlong(QWidget):
    """Plays beats, takes taps, and offers the delay that they come to; `found` carries it.

    `began` is when the first beat is due, an instant of `perf_counter_ns`.
    """

    found = Signal(int)

    def __init__(self, look: Look, audition: Audition | None) -> None:
        super().__init__()
        self._audition = audition
        self._before, self._volume = 0, 1.0
        self.began = 0
        self._taps: list[int] = []
        self._offer: int | None = None
        self.says = Text(look, 15, wrap=True)
        self.button = _TapButton(look, "Start", size=16, height=44)
        self.button.clicked.connect(self._press)
        self.button.tapped.connect(lambda: self.tap(perf_counter_ns()))
        self.button.given_up.connect(self.give_up)
        row = QHBoxLayout(self)
        look.lay_out(row, spacing=24)
        row.addWidget(self.says, 1)
        row.addWidget(self.button)
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.setInterval(_LEAD_MS + BEATS * BEAT_MS)
        self._end.timeout.connect(self._judge)
        self._rest()

    def set_up(self, delay: int, volume: float) -> None:
        """Take over the delay and the volume, from 0 to 1, that are in force."""
        self._before, self._volume = delay, volume

    def tap(self, at: int) -> None:
        """Take a tap at an instant of `perf_counter_ns`."""
        self._taps.append(round((at - self.began) / _NS))
        self.says.set_text(f"{_GO}: {len(self._taps)} of {TAPS}")
        if len(self._taps) == TAPS:
            self._judge()

    def give_up(self) -> None:
        """Be silent and forget the taps."""
        self._stop()
        self._rest()

    def _press(self) -> None:
        if self._offer is None:
            self._start()
            return
        self.found.emit(self._offer)
        self._rest()
        self.says.set_text("Set. Start again to see what is left.")

    def _start(self) -> None:
        self._taps = []
        self.began = perf_counter_ns() + _LEAD_MS * _NS
        self.says.set_text(_GO)
        self.button.set_text("Esc stops")
        self.button.takes_taps = True
        self._end.start()
        if self._audition is None:
            return
        file = str(resources() / "sounds" / f"{Sound.TICK}.wav")
        first = self.began - self._before * _NS
        beats = range(BEATS)
        self._audition.play_at(
            [Item(f"{first} {n}", first + n * BEAT_MS * _NS, file, self._volume) for n in beats]
        )

    def _judge(self) -> None:
        taps = self._taps
        self._stop()
        late = lateness_ms(taps)
        if late is None:
            self._rest()
            self.says.set_text(_UNCLEAR)
            return
        self._offer = delay_ms(self._before, late, MAX_LATENCY_MS)
        self.says.set_text(f"By your taps the delay is about {self._offer} ms.")
        self.button.set_text(f"Use {self._offer} ms")

    def _stop(self) -> None:
        self._end.stop()
        self._taps = []
        self.button.takes_taps = False
        if self._audition is not None:
            self._audition.play_at([])

    def _rest(self) -> None:
        self._offer = None
        self.says.set_text(_READY)
        self.button.set_text("Start")
