"""What a file would bring into the history, before it does."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut

from bandtimer.present.arrivals import ArrivalsView
from bandtimer.present.tone import Tone
from bandtimer.ui.history.pair_rows import PairRows
from bandtimer.ui.history.sheet import BUTTON, Sheet
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.widgets.button import Button, Kind
from bandtimer.ui.widgets.text import Text

Row = tuple[str, str]


class ImportForm(Sheet):
    """Shows what comes in; `accepted` says that it may, `other_wanted` asks for another file."""

    accepted = Signal()
    other_wanted = Signal()

    def __init__(self, look: Look) -> None:
        self._take = Button(look, "Import", "Ctrl+S", Kind.ACCENT, **BUTTON)
        other = Button(look, "Other file", "", Kind.RAISED, **BUTTON)
        super().__init__(look, "Import", (self._take, other))
        self._file = Text(look, 14, ink="dim", wrap=True)
        self._summary = Text(look, 16, Weight.SEMIBOLD, wrap=True)
        self._unknown = Text(look, 14, ink="dim", wrap=True)
        self._problems = Text(look, 14, ink=Tone.ALERT, wrap=True)
        self._rows = PairRows(look, "New sessions")
        for widget in (self._file, self._summary, self._unknown, self._problems, self._rows):
            self.body.addWidget(widget)
        self.body.addStretch()
        self._take.clicked.connect(self._accept)
        other.clicked.connect(self.other_wanted)
        QShortcut(QKeySequence.StandardKey.Save, self).activated.connect(self._accept)

    def wait_for(self, path: Path) -> None:
        """Show that this file is being read."""
        self._file.set_text(path.name)
        self._say("Reading…", (), ())

    def show_arrivals(self, view: ArrivalsView, *, can_import: bool) -> None:
        """Show what the file has."""
        self._say(view.summary, view.problems, view.rows, view.unknown)
        self._take.setEnabled(can_import)
        (self._rows if view.rows else self._take).setFocus()

    def fail(self, problem: str) -> None:
        """Say why nothing comes of it."""
        self._say("", (), ())
        self.warn(problem)

    def _say(
        self, summary: str, problems: Sequence[str], rows: Sequence[Row], unknown: str = ""
    ) -> None:
        self.warn("")
        self._take.setEnabled(False)
        self._summary.set_text(summary)
        self._unknown.set_text(unknown)
        self._problems.set_text("\n".join(problems))
        self._rows.set_rows(rows)

    def _accept(self) -> None:
        if self._take.isEnabled():
            self._say("Importing…", (), ())
            self._cancel.setFocus()
            self.accepted.emit()
