"""Sessions to a file: which ones, in which format, and where it goes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from bandtimer.exchange.exporting import Format, suffix
from bandtimer.exchange.selection import Selection
from bandtimer.storage.history import SessionRow
from bandtimer.ui.history.sheet import BUTTON, Sheet
from bandtimer.ui.look import Look
from bandtimer.ui.widgets.button import Button, Kind
from bandtimer.ui.widgets.choice import ChoiceTile
from bandtimer.ui.widgets.text import Text

_THIS, _ALL = "this", "all"
_SPANS = (
    ("month", "Last 30 days", 30),
    ("quarter", "Last 3 months", 91),
    ("year", "Last year", 365),
    (_ALL, "All sessions", None),
)
_FORMATS = (
    (Format.FIT, "FIT activity"),
    (Format.CSV, "CSV table"),
    (Format.JSON, "JSON, complete"),
    (Format.ICS, "Calendar"),
    (Format.PDF, "PDF report"),
)
_ABOUT = {
    Format.FIT: "For Garmin Connect, Strava and others: a strength training with all its sets. "
    "Several sessions become a ZIP archive with a file for each.",
    Format.CSV: "For a spreadsheet: a row a set.",
    Format.JSON: "For another BandTimer, or for safekeeping: everything there is. To import it "
    "twice changes nothing.",
    Format.ICS: "For a calendar: an event a session.",
    Format.PDF: "For paper: a report, a month a page.",
}

AskWhere = Callable[[Path], Path | None]


@dataclass(frozen=True, slots=True)
class Export:
    """What is to be exported, how, and into which file."""

    wanted: Selection
    format: Format
    path: Path


class ExportForm(Sheet):
    """Asks what to export; `wanted` carries an Export. `ask_where` asks for the file."""

    wanted = Signal(object)

    def __init__(self, look: Look, ask_where: AskWhere) -> None:
        self._save = Button(look, "Save", "Ctrl+S", Kind.ACCENT, **BUTTON)
        super().__init__(look, "Export", (self._save,))
        self._ask_where = ask_where
        self._row: SessionRow | None = None
        self._today = date.min
        self.which = ChoiceTile(look, "Which")
        self.format = ChoiceTile(look, "Format")
        self._about = Text(look, 14, ink="dim", wrap=True)
        self._name = Text(look, 15, wrap=True)
        for widget in (self.which, self._name, self.format, self._about):
            self.body.addWidget(widget)
        self.body.addStretch()
        self.format.set_values(_FORMATS, Format.FIT)
        self.which.chosen.connect(lambda _which: self._tell())
        self.format.chosen.connect(lambda _format: self._tell())
        self._save.clicked.connect(self._ask)
        QShortcut(QKeySequence.StandardKey.Save, self).activated.connect(self._ask)

    def ask(self, row: SessionRow | None, today: date, *, is_one: bool) -> None:
        """Ask anew; `row` is the session in hand, if it can be exported, and proposed if `is_one`.

        Else all are.
        """
        self._row, self._today = row, today
        spans = [(key, text) for key, text, _ in _SPANS]
        own = [] if row is None else [(_THIS, "This session")]
        self.which.set_values([*own, *spans], _THIS if is_one and row is not None else _ALL)
        self.warn("")
        self._tell()
        self.which.setFocus()

    def set_busy(self, *, is_busy: bool) -> None:
        """Show that a file is being written."""
        self._save.setEnabled(not is_busy)
        self._save.set_text("Saving" if is_busy else "Save")

    def _tell(self) -> None:
        row = self._row if self.which.value == _THIS else None
        self._name.set_text("" if row is None else f"{row.name}, {row.started:%Y-%m-%d}")
        kind = self.format.value
        self._about.set_text(_ABOUT[kind] if isinstance(kind, Format) else "")

    def _selection(self) -> Selection:
        if self.which.value == _THIS and self._row is not None:
            return Selection(session_id=self._row.id)
        days = next(days for key, _, days in _SPANS if key == self.which.value)
        since = None if days is None else self._today - timedelta(days=days - 1)
        return Selection(since=since)

    def _ask(self) -> None:
        kind = self.format.value
        if not self._save.isEnabled() or not isinstance(kind, Format):
            return
        wanted = self._selection()
        day = self._today if wanted.session_id is None or self._row is None else self._row.started
        name = f"bandtimer {day:%Y-%m-%d}.{suffix(kind, wanted)}"
        location = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(QStandardPaths.writableLocation(location) or Path.home())
        path = self._ask_where(folder / name)
        if path is not None:
            self.wanted.emit(Export(wanted, kind, path))
