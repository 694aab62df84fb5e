"""The offer to go on with a session that did not end."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from bandtimer.core.state import fold
from bandtimer.present.dates import moment
from bandtimer.present.summary import unfinished_text
from bandtimer.present.tone import Tone
from bandtimer.storage.journal import JournaledSession
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.widgets.button import Button, Kind
from bandtimer.ui.widgets.fit_row import FitRow
from bandtimer.ui.widgets.panel import Panel
from bandtimer.ui.widgets.text import Text


class UnfinishedCard(Panel):
    """Resume it, finish it where it stands, or, pressed twice, discard it."""

    resume_wanted = Signal()
    finish_wanted = Signal()
    discard_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, "raised")
        title = Text(look, 15, Weight.SEMIBOLD, Tone.READY)
        title.set_text("Unfinished session")
        self._where = Text(look, 15, wrap=True)
        buttons = FitRow(look)
        look.lay_out(buttons.row, (0, 6, 0, 0), 2)
        small = buttons.row_look
        self._resume = Button(small, "Resume", "R", Kind.ACCENT, size=14, height=36)
        finish = Button(small, "Finish here", "", Kind.QUIET, size=14, height=36)
        self._discard = Button(small, "Discard", "", Kind.ALERT, size=14, height=36)
        self._resume.clicked.connect(self.resume_wanted)
        finish.clicked.connect(self.finish_wanted)
        self._discard.clicked.connect(self._ask_discard)
        for button in (self._resume, finish, self._discard):
            buttons.row.addWidget(button)
        buttons.row.addStretch()
        column = QVBoxLayout(self)
        look.lay_out(column, (16, 12, 8, 12), 2)
        column.addWidget(title)
        column.addWidget(self._where)
        column.addWidget(buttons)
        self._asked = False

    def show_session(self, unfinished: JournaledSession, now: datetime) -> None:
        """Tell where the session stands."""
        state = fold(unfinished.plan, unfinished.facts)
        self._where.set_text(unfinished_text(state, moment(unfinished.started, now)))
        self._asked = False
        self._discard.set_text("Discard")

    def _ask_discard(self) -> None:
        if self._asked:
            self.discard_wanted.emit()
        else:
            self._asked = True
            self._discard.set_text("Discard for good?")
