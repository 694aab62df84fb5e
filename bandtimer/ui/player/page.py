"""The player page: composed of small widgets, fed by one view, led by keys."""

from dataclasses import replace
from time import monotonic

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bandtimer.core.cues import Cue
from bandtimer.core.plan import Plan
from bandtimer.core.state import Status
from bandtimer.player.controller import SessionController
from bandtimer.player.intents import Intent
from bandtimer.present.outline import outline
from bandtimer.present.player import Background, PlayerView, player_view
from bandtimer.present.summary import sets_text
from bandtimer.present.tone import Tone
from bandtimer.storage.errors import StorageError
from bandtimer.storage.history import History
from bandtimer.ui.look import Look, RowLook, Weight
from bandtimer.ui.player.action_bar import ActionBar
from bandtimer.ui.player.background import background_of
from bandtimer.ui.player.cue_list import CueList
from bandtimer.ui.player.dial import Dial
from bandtimer.ui.player.flash import Flash
from bandtimer.ui.player.header import Header
from bandtimer.ui.player.key_sheet import KeySheet
from bandtimer.ui.player.keys import Ask, wish_of
from bandtimer.ui.player.questions import OwnedBands, Questions
from bandtimer.ui.player.stage import Stage
from bandtimer.ui.player.timeline import TimelineBar
from bandtimer.ui.widgets.text import Text

# How long a piece of news stays on the screen.
_NEWS_MS = 5_000
# The factor that an alert's text is enlarged by at most.
_LARGEST_ALERT = 1.25


_MODIFIERS = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
}


class PlayerPage(QWidget):
    """Shows a session while it runs.

    `left` carries the controller of a session that the athlete left, saved and resumable, `ended`
    that of one that is over. F, M, V and their buttons ask for what is named `…_wanted`.
    """

    left = Signal(object)
    full_screen_wanted = Signal()
    sound_wanted = Signal()
    voice_wanted = Signal()
    ended = Signal(object)
    band_chosen = Signal(str, str)

    def __init__(self, look: Look, history: History, owned_bands: OwnedBands) -> None:
        super().__init__()
        self._look, self._history = look, history
        self._controller: SessionController | None = None
        self._background: Background | None = None
        self._plan: Plan | None = None
        self._view: PlayerView | None = None
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._header = Header(look)
        self._timeline = TimelineBar(look)
        self._title = Text(look, 38, Weight.BOLD, boxed=True)
        self._subtitle = Text(look, 19.5, ink="dim", boxed=True)
        self._warning = Text(look, 17, Weight.SEMIBOLD, Tone.ALERT)
        self._stage = Stage(look)
        self._cues = CueList(look)
        self._dial = Dial(look)
        # The largest text, in several lines, would leave the number too little room.
        alert_look = RowLook(look)
        alert_look.limit(_LARGEST_ALERT)
        self._alert = Text(alert_look, 16, ink=Tone.ALERT, wrap=True)
        self._news = Text(alert_look, 17, ink=Tone.READY, keeps_room=True)
        self._actions = ActionBar(look)
        self._key_sheet = KeySheet(look, self)
        self._flash, self._flashes = Flash(look, self), False
        self._questions = Questions(look, self, owned_bands)
        self._lay_out(look)
        self._header.wanted.connect(self._perform)
        self._actions.wanted.connect(self._perform)
        self._questions.told.connect(self.tell)
        self._questions.band_chosen.connect(self.band_chosen)
        self._news_over = QTimer(self)
        self._news_over.setSingleShot(True)
        self._news_over.setInterval(_NEWS_MS)
        self._news_over.timeout.connect(lambda: self._news.set_text(""))
        self._frames = QTimer(self)
        self._frames.timeout.connect(self._refresh)

    def _lay_out(self, look: Look) -> None:
        left = QVBoxLayout()
        look.lay_out(left, spacing=6)
        left.addWidget(self._title)
        left.addWidget(self._subtitle)
        left.addWidget(self._warning)
        left.addWidget(self._stage, 1)
        left.addWidget(self._cues)
        body = QHBoxLayout()
        look.lay_out(body, (0, 16, 0, 8), 28)
        body.addLayout(left, 45)
        body.addWidget(self._dial, 55)
        whole = QVBoxLayout(self)
        look.lay_out(whole, (24, 8, 24, 22), 6)
        whole.addWidget(self._header)
        whole.addWidget(self._timeline)
        whole.addLayout(body, 1)
        whole.addWidget(self._news)
        whole.addWidget(self._alert)
        whole.addWidget(self._actions)

    @property
    def controller(self) -> SessionController | None:
        """Return the session in the player, or None."""
        return self._controller

    @property
    def view(self) -> PlayerView | None:
        """Return what is on the screen, or None without a session."""
        return self._view

    def lead(self, controller: SessionController) -> None:
        """Show this session from now on."""
        self._controller = controller
        self._questions.lead(controller)
        self._alert.set_text("")
        try:
            self._background = background_of(controller.state.plan, self._history)
        except StorageError as error:
            self._background = Background(outline(controller.state.plan))
            self._alert.set_text(str(error))
        self._news.set_text("")
        controller.changed.connect(self._session_changed)
        controller.cue.connect(self._flash_for)
        controller.storage_failed.connect(self._alert.set_text)
        self._refresh()

    def leave(self) -> None:
        """Leave the session, saved and resumable, if one is in the player."""
        self._perform(Intent.LEAVE)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Take the keyboard, and move again."""
        super().showEvent(event)
        self.setFocus()
        self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Rest while nobody looks."""
        super().hideEvent(event)
        self._frames.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Turn a key into what it means."""
        wish = wish_of(event)
        if self._releases(event):
            wish = Intent.NEXT
        if self._key_sheet.isVisible() and event.key() == Qt.Key.Key_Escape:
            wish = Ask.KEYS
        repeats = {Intent.MORE_TIME, Intent.LESS_TIME, Intent.MORE_REPS, Intent.FEWER_REPS}
        if wish is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat() or wish in repeats:
            self._perform(wish)

    def _releases(self, event: QKeyEvent) -> bool:
        """Tell whether the key lets go of a hold: any but those pressed to go with another."""
        return (
            self._view is not None and self._view.any_key_releases and event.key() not in _MODIFIERS
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Count a rep with any click where the athlete counts; let go of a timed hold."""
        if self._view is not None and self._view.any_key_releases:
            self._perform(Intent.NEXT)
        elif self._view is not None and self._view.counts_by_hand:
            self._perform(Intent.PRIMARY)
        else:
            super().mousePressEvent(event)

    def _perform(self, wish: Intent | Ask) -> None:
        controller = self._controller
        if controller is None:
            return
        match wish:
            case Ask.KEYS:
                self._key_sheet.toggle()
            case Ask.FULL_SCREEN:
                self.full_screen_wanted.emit()
            case Ask.SOUND:
                self.sound_wanted.emit()
            case Ask.VOICE:
                self.voice_wanted.emit()
            case Ask():
                self._questions.ask(wish)
            case Intent.MORE_SETS | Intent.FEWER_SETS:
                if controller.perform(wish):
                    self.tell(sets_text(controller.state))
                else:
                    self.tell("No set more or fewer is possible here.")
            case Intent.LEAVE:
                controller.perform(wish)
                self._drop()
                self.left.emit(controller)
            case Intent():
                controller.perform(wish)

    def show_audible(self, sound: bool, voice: bool, flashes: bool) -> None:
        """Show whether sounds and the voice are on, and flash with the cues or not."""
        self._header.show_audible(sound, voice)
        self._flashes = flashes

    def _flash_for(self, cue: Cue) -> None:
        if self._flashes:
            self._flash.show_cue(cue, round(monotonic() * 1_000))

    def tell(self, news: str) -> None:
        """Show a piece of news for a few seconds."""
        self._news.set_text(news)
        self._news_over.start()

    def _session_changed(self) -> None:
        controller = self._controller
        if controller is not None and controller.state.status is Status.ENDED:
            self._refresh()
            self._drop()
            self.ended.emit(controller)
        else:
            self._refresh()

    def _drop(self) -> None:
        if self._controller is not None:
            self._controller.changed.disconnect(self._session_changed)
            self._controller.cue.disconnect(self._flash_for)
        self._controller = None
        self._questions.lead(None)
        self._frames.stop()

    def _refresh(self) -> None:
        if self._controller is None or self._background is None:
            return
        state = self._controller.state
        if state.plan is not self._plan:
            self._plan = state.plan
            self._background = replace(self._background, outline=outline(state.plan))
            self._timeline.set_outline(self._background.outline)
        view = player_view(
            state, self._controller.now, self._background, is_still=self._look.is_still
        )
        self._view = view
        self._header.show_view(view)
        self._timeline.set_position(view.step, view.step_fraction)
        self._title.set_text(view.title)
        self._subtitle.set_text(view.subtitle)
        self._stage.show_view(view)
        self._cues.set_cues(view.cues, view.tone)
        self._warning.set_text(view.warning)
        self._dial.show_view(view)
        self._actions.show_view(view)
        if view.frame_ms is None or not self.isVisible():
            self._frames.stop()
        elif not self._frames.isActive() or self._frames.interval() != view.frame_ms:
            self._frames.start(view.frame_ms)
