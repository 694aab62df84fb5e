"""What a file would bring into the history, before it does."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QKeySequence, QPainter, QShortcut

from bandtimer.present.arrivals import Arrival, arrivals_view
from bandtimer.present.tone import Tone
from bandtimer.ui.history.sheet import BUTTON, Sheet
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.widgets.button import Button, Kind
from bandtimer.ui.widgets.paint import draw_line
from bandtimer.ui.widgets.rows import RowList
from bandtimer.ui.widgets.text import Text

_TEXT = 14.5
_EDGE = 12
_ROWS = 7
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
        self._rows = RowList(look, "New sessions", self._row_height, self._paint_row, ", ".join)
        for widget in (self._file, self._summary, self._unknown, self._problems, self._rows):
            self.body.addWidget(widget)
        self.body.addStretch()
        self._take.clicked.connect(self._accept)
        other.clicked.connect(self.other_wanted)
        QShortcut(QKeySequence.StandardKey.Save, self).activated.connect(self._accept)
        look.changed.connect(self._restyle)

    def wait_for(self, path: Path) -> None:
        """Show that this file is being read."""
        self._file.set_text(path.name)
        self._say("Reading…", (), ())

    def show_arrivals(
        self,
        arrivals: Sequence[Arrival],
        problems: Sequence[str],
        unknown: Sequence[str],
        today: date,
    ) -> None:
        """Show what the file has."""
        view = arrivals_view(arrivals, problems, unknown, today)
        self._say(view.summary, view.problems, view.rows, view.unknown)
        self._take.setEnabled(bool(arrivals))
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
        self._rows.setVisible(bool(rows))
        self._restyle()

    def _accept(self) -> None:
        if self._take.isEnabled():
            self._take.setEnabled(False)
            self.accepted.emit()

    def _row_height(self, _width: float) -> float:
        return self._look.room(52, _TEXT, _TEXT)

    def _paint_row(self, painter: QPainter, rect: QRectF, row: Row) -> None:
        look, theme = self._look, self._look.theme
        name, when = row
        inside = rect.adjusted(look.px(_EDGE), 0, -look.px(_EDGE), 0)
        high = look.room(21, _TEXT)
        upper = QRectF(inside.left(), inside.center().y() - high, inside.width(), high)
        draw_line(painter, look, upper, name, _TEXT, theme.ink, Weight.SEMIBOLD)
        draw_line(painter, look, upper.translated(0, high), when, _TEXT, theme.dim)

    def _restyle(self) -> None:
        row = self._row_height(0) + self._look.px(6)
        rows = min(max(len(self._rows.rows), 1), _ROWS)
        self._rows.setFixedHeight(round(rows * row + self._look.px(2)))
