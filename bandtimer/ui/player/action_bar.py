"""The row of buttons below the player."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from bandtimer.player.intents import Intent
from bandtimer.present.player import PlayerView
from bandtimer.ui.look import Look
from bandtimer.ui.player.keys import Ask
from bandtimer.ui.widgets.button import Button, Kind
from bandtimer.ui.widgets.fit_row import FitRow
from bandtimer.ui.widgets.keyboard import is_enter


class ActionButton(Button):
    """A button that only Enter presses, so that every other key keeps its meaning."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Press with Enter; pass on the rest."""
        if is_enter(event):
            self.click()
        else:
            event.ignore()


class ActionBar(FitRow):
    """The wishes that a mouse or a finger has most; `wanted` carries an Intent or an Ask."""

    wanted = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        look, row = self.row_look, self.row
        look.lay_out(row, spacing=12)
        row.addStretch()
        self._back = self._add(row, ActionButton(look, "Back", "←"), Intent.BACK)
        self._less = self._add(row, ActionButton(look, "−10 s", "−"), Intent.LESS_TIME)
        pause = ActionButton(look, "Pause", "Space", Kind.STRONG, wide=200)
        self._pause = self._add(row, pause, Intent.PRIMARY)
        self._more = self._add(row, ActionButton(look, "+10 s", "+"), Intent.MORE_TIME)
        self._next = self._add(row, ActionButton(look, "Done, next", "→"), Intent.NEXT)
        self._add(row, ActionButton(look, "Something hurts", "H", Kind.ALERT), Ask.HURT)
        row.addStretch()

    def _add(self, row: QHBoxLayout, button: ActionButton, wish: Intent | Ask) -> ActionButton:
        button.clicked.connect(lambda: self.wanted.emit(wish))
        row.addWidget(button)
        return button

    def show_view(self, view: PlayerView) -> None:
        """Offer what is possible now, in its words."""
        for button in (self._less, self._more):
            button.setEnabled(view.can_add_time)
        if view.any_key_releases:
            self._pause.set_text("Let go")
        elif view.counts_by_hand:
            self._pause.set_text("Count")
        else:
            self._pause.set_text("Go on" if view.is_paused else "Pause")
