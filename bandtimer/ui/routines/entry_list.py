"""The library's list with its search."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bandtimer.present.tone import Tone
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.routines.entries import BrokenEntry, Entry, RoutineEntry, matches
from bandtimer.ui.routines.thumbnails import Thumbnails
from bandtimer.ui.widgets.field import LineField
from bandtimer.ui.widgets.paint import draw_elided, fill_rounded
from bandtimer.ui.widgets.rows import RowList
from bandtimer.ui.widgets.text import Text


class EntryList(QWidget):
    """Finds and chooses a routine; `chosen` carries the entry, `opened` one to start at once."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, look: Look, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._look, self._thumbnails = look, thumbnails
        self._entries: Sequence[Entry] = ()
        self._search = LineField(look, "Find a routine", "Find a routine")
        self._list = RowList(look, "Routines", 92, (16.5, 13.5, 13.5), self._paint, _spoken)
        self._none = Text(look, 16, ink="dim", wrap=True)
        column = QVBoxLayout(self)
        look.lay_out(column, (16, 22, 16, 0), 10)
        column.addWidget(self._search)
        column.addWidget(self._none)
        column.addWidget(self._list, 1)
        column.addStretch()
        self._search.textChanged.connect(self._filter)
        self._search.returnPressed.connect(self._list.setFocus)
        self._list.chosen.connect(self.chosen)
        self._list.opened.connect(self.opened)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.activated.connect(self._search.setFocus)

    @property
    def current(self) -> Entry | None:
        """Return the entry in hand."""
        entry: Entry | None = self._list.current
        return entry

    def set_entries(self, entries: Sequence[Entry], current: str | None) -> None:
        """Show these entries and take the routine with this id in hand, else the first."""
        self._entries = entries
        self._filter(keep=current)

    def take_focus(self) -> None:
        """Put the keyboard on the list."""
        self._list.setFocus()

    def _filter(self, _text: str = "", keep: str | None = None) -> None:
        kept = keep or _key(self.current)
        shown = [entry for entry in self._entries if matches(entry, self._search.text())]
        keys = [_key(entry) for entry in shown]
        self._list.set_rows(shown, keys.index(kept) if kept in keys else 0)
        self._list.setVisible(bool(shown))
        self._none.set_text("" if shown else "No routine has all of these words.")

    def _paint(self, painter: QPainter, rect: QRectF, entry: Entry) -> None:
        look, theme = self._look, self._look.theme
        inside = rect.adjusted(look.px(16), look.px(12), -look.px(12), -look.px(12))
        line = inside.height() / 3
        rows = [inside.adjusted(0, place * line, 0, (place - 2) * line) for place in range(3)]
        bold, plain = look.font(16.5, Weight.SEMIBOLD), look.font(13.5)
        if isinstance(entry, RoutineEntry):
            picture = inside.adjusted(-look.px(8), -look.px(4), 0, look.px(4))
            picture.setWidth(look.px(84))
            fill_rounded(painter, picture, theme.window, look.px(10))
            self._thumbnails.draw(painter, picture, entry.card.pictured, theme.window)
            for row in rows:
                row.setLeft(picture.right() + look.px(12))
            draw_elided(painter, rows[0], entry.card.name, bold, theme.ink)
            draw_elided(painter, rows[1], entry.card.outline, plain, theme.dim)
            draw_elided(painter, rows[2], entry.card.bands, plain, theme.dim)
        else:
            draw_elided(painter, rows[0], entry.name, bold, theme.ink)
            draw_elided(painter, rows[1], _count(entry), plain, theme.tones[Tone.ALERT])


def _count(entry: BrokenEntry) -> str:
    number = len(entry.problems)
    return "1 problem" if number == 1 else f"{number} problems"


def _key(entry: Entry | None) -> str | None:
    if entry is None:
        return None
    return entry.routine.id if isinstance(entry, RoutineEntry) else entry.file


def _spoken(entry: Entry) -> str:
    if isinstance(entry, RoutineEntry):
        return f"{entry.card.name}, {entry.card.outline}, {entry.card.bands}"
    return f"{entry.name}, {_count(entry)}"
