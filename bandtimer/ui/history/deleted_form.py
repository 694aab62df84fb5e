"""The sessions that have been deleted, any of which can still be brought back."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal

from bandtimer.present.dates import brief_day, time_of_day
from bandtimer.storage.deleted import KEPT, DeletedSession
from bandtimer.ui.history.pair_rows import PairRows
from bandtimer.ui.history.sheet import BUTTON, Sheet
from bandtimer.ui.look import Look
from bandtimer.ui.widgets.button import Button, Kind
from bandtimer.ui.widgets.text import Text

_KEPT = f"A deleted session is kept for {KEPT.days} days."
_NONE = f"No session has been deleted. One that is, is kept for {KEPT.days} days."


class DeletedForm(Sheet):
    """Lists the deleted sessions; `wanted` carries the DeletedSession to bring back."""

    wanted = Signal(object)

    def __init__(self, look: Look) -> None:
        self._bring_back = Button(look, "Bring back", "Enter", Kind.ACCENT, **BUTTON)
        super().__init__(look, "Deleted sessions", (self._bring_back,))
        self._sessions: Sequence[DeletedSession] = ()
        self._hint = Text(look, 14, ink="dim", wrap=True)
        self.rows = PairRows(look, "Deleted sessions")
        self.body.addWidget(self._hint)
        self.body.addWidget(self.rows)
        self.body.addStretch()
        self.rows.opened.connect(self._want)
        self._bring_back.clicked.connect(self._want)

    def show_sessions(self, sessions: Sequence[DeletedSession], today: date) -> None:
        """Offer these, the last deleted first."""
        self._sessions = sessions
        self.warn("")
        self._hint.set_text(_KEPT if sessions else _NONE)
        self._bring_back.setEnabled(bool(sessions))
        self.rows.set_rows([_row(session, today) for session in sessions])
        (self.rows if sessions else self._cancel).setFocus()

    def _want(self) -> None:
        place = self.rows.currentIndex().row()
        if place >= 0:
            self.wanted.emit(self._sessions[place])


def _row(session: DeletedSession, today: date) -> tuple[str, str]:
    when = f"{brief_day(session.started.date(), today)} {time_of_day(session.started)}"
    return session.name, f"{when}, kept until {brief_day(session.until, today)}"
