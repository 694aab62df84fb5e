"""The line above the player: where in the session it is, and what is rarely wanted."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from bandtimer.player.intents import Intent
from bandtimer.present.player import PlayerView
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.player.action_bar import ActionButton
from bandtimer.ui.player.keys import Ask
from bandtimer.ui.widgets.button import Kind
from bandtimer.ui.widgets.fit_row import FitRow
from bandtimer.ui.widgets.text import Text


class Header(FitRow):
    """Routine, place and times at a glance, and small buttons; `wanted` carries their wish."""

    wanted = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        look, row = self.row_look, self.row
        self._routine = self.give_way(Text(look, 15, Weight.SEMIBOLD))
        self._place = Text(look, 15, ink="dim")
        self._done = Text(look, 15)
        self._left = Text(look, 15, ink="dim")
        look.lay_out(row, spacing=18)
        row.addWidget(self._routine)
        row.addWidget(self._place)
        row.addStretch()
        row.addWidget(self._done)
        row.addWidget(self._left)
        buttons = QHBoxLayout()
        look.lay_out(buttons, spacing=4)
        wishes: tuple[tuple[str, str, Intent | Ask], ...] = (
            ("Sound off", "M", Ask.SOUND),
            ("Voice on", "V", Ask.VOICE),
            ("Leave", "Esc", Intent.LEAVE),
            ("End session", "End", Intent.STOP),
            ("Full screen", "F", Ask.FULL_SCREEN),
            ("Keys", "?", Ask.KEYS),
        )
        self._buttons: dict[Intent | Ask, ActionButton] = {}
        for text, key, wish in wishes:
            button = ActionButton(look, text, key, Kind.QUIET, size=13, height=26)
            self._buttons[wish] = button
            button.clicked.connect(lambda _checked=False, wish=wish: self.wanted.emit(wish))
            buttons.addWidget(button)
        row.addLayout(buttons)
        self._buttons[Ask.SOUND].hide()

    def show_audible(self, sound: bool, voice: bool) -> None:
        """Show that all sound is off or else whether the voice is on, which is a part of it."""
        self._buttons[Ask.VOICE].set_text("Voice on" if voice else "Voice off")
        self._buttons[Ask.VOICE].setVisible(sound)
        self._buttons[Ask.SOUND].setVisible(not sound)

    def show_view(self, view: PlayerView) -> None:
        """Show where the session is."""
        self._routine.set_text(view.routine)
        self._place.set_text(view.place)
        self._done.set_text(view.done)
        self._left.set_text(view.left)
