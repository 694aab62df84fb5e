"""The screen on which the loudspeaker's delay is found by ear, shown alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bandtimer.player.audition import Audition
from bandtimer.player.beats import Beats
from bandtimer.player.clock import Clock
from bandtimer.present.tapping import BEATS, Phase, Trial, judged, shifted, tapped
from bandtimer.present.tapping_words import Wish, tap_view
from bandtimer.present.tone import Tone
from bandtimer.sound.messages import Report, Trouble
from bandtimer.storage.errors import StorageError
from bandtimer.storage.settings import MAX_LATENCY_MS
from bandtimer.storage.settings_store import SettingsStore
from bandtimer.ui.look import Look, RowLook, Weight
from bandtimer.ui.tap_along.bar import OfferBar
from bandtimer.ui.tap_along.light import BeatLight
from bandtimer.ui.tap_along.number import BigNumber
from bandtimer.ui.tap_along.scale import TapScale
from bandtimer.ui.widgets.text import Text

# Some loudspeakers take seconds to wake up.
_PATIENCE_MS = 8_000
_LINES = 3
# What is read from afar already grows by less than is wished for.
_LARGEST_HEADLINE, _LARGEST_TEXT = 1.0, 1.5

_KEYS: Mapping[int, str] = {
    Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Enter: "Enter",
    Qt.Key.Key_Left: "←",
    Qt.Key.Key_Right: "→",
    Qt.Key.Key_R: "R",
    Qt.Key.Key_L: "L",
    Qt.Key.Key_Escape: "Esc",
}


class TapAlongPage(QWidget):
    """Plays beats, takes taps, and has the delay checked that they come to.

    It begins anew each time it is shown, and is silent when it is not. `closed` says that it is
    done with, `changed` that the delay in the store is another one now, `failed` carries a
    sentence for the user. `clock` is the one that sounds are timed by.
    """

    closed = Signal()
    changed = Signal()
    failed = Signal(str)

    def __init__(self, look: Look, store: SettingsStore, audition: Audition, clock: Clock) -> None:
        super().__init__()
        self._store, self._audition = store, audition
        self._beats = Beats(audition, clock, self)
        self._trial = Trial(0, MAX_LATENCY_MS)
        self._view = tap_view(self._trial)
        self._is_awake = False
        headline_look, text_look = RowLook(look), RowLook(look)
        headline_look.limit(_LARGEST_HEADLINE)
        text_look.limit(_LARGEST_TEXT)
        self._head = Text(look, 15, Weight.SEMIBOLD)
        self._head.set_text("Settings · Sound")
        self._headline = Text(headline_look, 72, Weight.BOLD, wrap=True)
        self._says = [Text(text_look, 24, ink="dim", wrap=True) for _ in range(_LINES)]
        self._light = BeatLight(look)
        self._number = BigNumber(look)
        self._scale = TapScale(look)
        self._bar = OfferBar(look)
        self._lay_out(look)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(lambda: self._fall_silent(None))
        self._bar.wanted.connect(self._perform)
        self._beats.due.connect(self._light_up)
        self._beats.over.connect(lambda: self._go_on(judged(self._trial)))
        audition.reported.connect(self._hear)

    def _lay_out(self, look: Look) -> None:
        left = QVBoxLayout()
        look.lay_out(left, spacing=14)
        left.addStretch()
        left.addWidget(self._headline)
        for line in self._says:
            left.addWidget(line)
        left.addStretch()
        right = QVBoxLayout()
        look.lay_out(right, spacing=16)
        right.addWidget(self._light, 3)
        right.addWidget(self._number, 2)
        # Clicks in here are taps; those beside the buttons below are meant for them.
        self._area = QWidget()
        whole_area = QVBoxLayout(self._area)
        look.lay_out(whole_area, spacing=12)
        body = QHBoxLayout()
        look.lay_out(body, spacing=36)
        body.addLayout(left, 48)
        body.addLayout(right, 52)
        whole_area.addLayout(body, 1)
        whole_area.addWidget(self._scale)
        whole = QVBoxLayout(self)
        look.lay_out(whole, (36, 12, 36, 22), 20)
        whole.addWidget(self._head)
        whole.addWidget(self._area, 1)
        whole.addWidget(self._bar)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Begin anew."""
        super().showEvent(event)
        self._wake()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Be silent, and end what was started for the sound."""
        super().hideEvent(event)
        self._patience.stop()
        self._beats.stop()
        self._audition.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Do what the key is on offer for; all others are dead while taps are taken."""
        is_tapping = self._trial.phase in {Phase.WAKING, Phase.TAPPING}
        wish = self._wish_of(event)
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._tap()
        elif wish is not None:
            if not event.isAutoRepeat() or wish in {Wish.LESS, Wish.MORE}:
                self._perform(wish)
        elif not is_tapping:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take a click on the large area for a tap."""
        if self._area.geometry().contains(event.position().toPoint()):
            self._tap()

    def focusNextPrevChild(self, is_next: bool) -> bool:  # noqa: N802
        """Keep the keyboard while taps are taken."""
        if self._trial.phase in {Phase.WAKING, Phase.TAPPING}:
            return False
        return super().focusNextPrevChild(is_next)

    def _wish_of(self, event: QKeyEvent) -> Wish | None:
        offers = self._view.offers
        key = _KEYS.get(event.key(), "")
        if key in offers:
            return offers[key].wish if offers[key].possible else None
        # Once more is R wherever it is on offer.
        wishes = {offer.wish for offer in offers.values()}
        return Wish.AGAIN if key == "R" and Wish.AGAIN in wishes else None

    def _perform(self, wish: Wish) -> None:
        match wish:
            case Wish.START | Wish.AGAIN:
                self._go_on(replace(self._trial, phase=Phase.WAKING, taps=()))
                self._play()
            case Wish.LOOK:
                self._check(self._trial.in_force)
            case Wish.USE:
                self._check(self._trial.delay)
            case Wish.LESS | Wish.MORE:
                self._go_on(shifted(self._trial, -1 if wish is Wish.LESS else 1))
                self._beats.shift(self._trial.delay)
            case Wish.KEEP:
                self._keep(self._trial.delay)
                self.closed.emit()
            case Wish.BACK:
                self.closed.emit()
            case Wish.RETRY:
                self._audition.close()
                self._wake()

    def _tap(self) -> None:
        if self._trial.phase is Phase.TAPPING:
            self._go_on(tapped(self._trial, self._beats.since_first_ms()))

    def _check(self, delay: int) -> None:
        self._go_on(replace(self._trial, phase=Phase.CHECK, delay=delay))
        self._play()

    def _keep(self, delay: int) -> None:
        try:
            self._store.change(lambda settings: replace(settings, sound_latency_ms=delay))
        except StorageError as error:
            self.failed.emit(str(error))
        self.changed.emit()

    def _wake(self) -> None:
        """Begin anew, and have the output tell whether anything can be heard."""
        self._is_awake = False
        self._go_on(Trial(self._store.settings.sound_latency_ms, MAX_LATENCY_MS))
        self._take_keyboard()
        self._patience.start()
        self._audition.wake()

    def _hear(self, report: Report) -> None:
        if not self.isVisible():
            return
        self._patience.stop()
        was_awake, self._is_awake = self._is_awake, report.trouble is None
        if report.trouble is not None:
            self._fall_silent(report.trouble)
        elif self._trial.phase is Phase.SILENT:
            self._go_on(replace(self._trial, phase=Phase.READY))
        elif not was_awake:
            self._play()

    def _fall_silent(self, trouble: Trouble | None) -> None:
        self._go_on(replace(self._trial, phase=Phase.SILENT, trouble=trouble))

    def _play(self) -> None:
        """Play the beats that are wanted, once they can be heard."""
        trial, volume = self._trial, self._store.settings.volume_percent / 100
        if not self._is_awake:
            return
        if trial.phase is Phase.WAKING:
            self._go_on(replace(trial, phase=Phase.TAPPING))
            self._beats.begin(trial.in_force, volume, BEATS)
        elif trial.phase is Phase.CHECK:
            self._beats.begin(trial.delay, volume)

    def _light_up(self) -> None:
        if self._trial.phase is Phase.CHECK:
            self._light.flash()

    def _go_on(self, trial: Trial) -> None:
        """Show where the trial is, and be silent where it plays nothing."""
        before, self._trial = self._trial, trial
        self._view = view = tap_view(trial, is_sound_on=self._store.settings.sound)
        self._headline.set_text(view.headline)
        self._headline.set_ink(Tone.ALERT if trial.phase is Phase.SILENT else "ink")
        for line, text in zip(self._says, (*view.says, *[""] * _LINES), strict=False):
            line.set_text(text)
        self.setAccessibleName(" ".join((f"{view.headline}.", *view.says)))
        self._number.show_view(view)
        self._number.setVisible(bool(view.number))
        self._light.setVisible(view.shows_beat)
        self._scale.setVisible(view.marks is not None)
        if view.marks is not None:
            self._scale.show_marks(view.marks)
        self._bar.show_offers(view.offers)
        if trial.phase is not before.phase:
            if trial.phase not in {Phase.WAKING, Phase.TAPPING, Phase.CHECK}:
                self._beats.stop()
            self._take_keyboard()

    def _take_keyboard(self) -> None:
        if not self._bar.take_keyboard():
            self.setFocus()
