"""The library's list with its search."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bandtimer.present.library_view import BrokenFile, Entry, RoutineCard
from bandtimer.present.tone import Tone
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.routines.thumbnails import Thumbnails
from bandtimer.ui.widgets.field import LineField
from bandtimer.ui.widgets.paint import (
    draw_line,
    draw_wrapped,
    fill_rounded,
    wrapped_font,
    wrapped_height,
)
from bandtimer.ui.widgets.rows import RowList
from bandtimer.ui.widgets.text import Text

_NAME = 16.5
_PLAIN = 13.5
_EDGE = 12
_PICTURE = 84
# Beside a picture there is room for this many times the size of the text.
_LEAST_EM = 14


class EntryList(QWidget):
    """Finds and chooses a routine; `chosen` carries the entry, `opened` one to start at once."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, look: Look, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._look, self._thumbnails = look, thumbnails
        self._entries: Sequence[Entry] = ()
        self._search = LineField(look, "Find a routine", "Find a routine", is_search=True)
        self._list = RowList(look, "Routines", self._row_height, self._paint, _spoken)
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

    @property
    def last_stop(self) -> QWidget:
        """Return the last of its widgets that takes the keyboard."""
        return self._list

    def set_entries(self, entries: Sequence[Entry], current: str | None) -> None:
        """Show these entries and take the routine with this id in hand, else the first."""
        self._entries = entries
        self._filter(keep=current)

    def take_focus(self) -> None:
        """Put the keyboard on the list."""
        self._list.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """End a search with Esc, which is for what is around where nothing is looked for."""
        if event.key() == Qt.Key.Key_Escape and self._search.text():
            self._search.clear()
        else:
            super().keyPressEvent(event)

    def _filter(self, _text: str = "", keep: str | None = None) -> None:
        current = self.current
        kept = keep or (current.id if current else None)
        shown = [entry for entry in self._entries if _matches(entry, self._search.text())]
        keys = [entry.id for entry in shown]
        self._list.set_rows(shown, keys.index(kept) if kept in keys else 0)
        self._list.setVisible(bool(shown))
        self._none.set_text("" if shown else "No routine has all of these words.")

    def _row_height(self, width: float) -> float:
        heights = [self._text_height(entry, width) for entry in self._entries]
        return max(*heights, self._look.px(62), 0) + 2 * self._look.px(_EDGE)

    def _text_height(self, entry: Entry, width: float) -> float:
        look, left = self._look, self._text_left(width)
        room = width - left - look.px(_EDGE)
        name = look.room(22, _NAME)
        return name + sum(
            wrapped_height(wrapped_font(look, text, _PLAIN, room), text, room) + look.px(2)
            for text in _details(entry)
        )

    def _text_left(self, width: float) -> float:
        """Return where the texts begin: beside the picture, if that leaves them enough room."""
        look = self._look
        left = look.px(2 * _EDGE + _PICTURE)
        return left if width - left >= _LEAST_EM * look.text_px(_PLAIN) else look.px(_EDGE + 4)

    def _paint(self, painter: QPainter, rect: QRectF, entry: Entry) -> None:
        look, theme = self._look, self._look.theme
        left = self._text_left(rect.width())
        if isinstance(entry, RoutineCard) and left > look.px(_PICTURE):
            picture = QRectF(0, 0, look.px(_PICTURE), look.px(72))
            picture.moveCenter(QPointF(look.px(_EDGE) + picture.width() / 2, rect.center().y()))
            picture.translate(rect.left(), 0)
            fill_rounded(painter, picture, theme.window, look.px(10))
            self._thumbnails.draw(painter, picture, entry.pictured, theme.window)
        room = rect.width() - left - look.px(_EDGE)
        top = rect.center().y() - self._text_height(entry, rect.width()) / 2
        line = QRectF(rect.left() + left, top, room, look.room(22, _NAME))
        draw_line(painter, look, line, entry.name, _NAME, theme.ink, Weight.SEMIBOLD)
        line.translate(0, line.height() + look.px(2))
        ink = theme.dim if isinstance(entry, RoutineCard) else theme.tones[Tone.ALERT]
        for text in _details(entry):
            font = wrapped_font(look, text, _PLAIN, room)
            line.setHeight(wrapped_height(font, text, room))
            draw_wrapped(painter, line, text, font, ink)
            line.translate(0, line.height() + look.px(2))


def _matches(entry: Entry, text: str) -> bool:
    """Tell whether every word of a search occurs in the entry."""
    where = entry.search if isinstance(entry, RoutineCard) else entry.name.casefold()
    return all(word in where for word in text.casefold().split())


def _details(entry: Entry) -> tuple[str, ...]:
    if isinstance(entry, RoutineCard):
        return entry.outline, entry.bands
    return (_count(entry),)


def _count(entry: BrokenFile) -> str:
    number = len(entry.problems)
    return "1 problem" if number == 1 else f"{number} problems"


def _spoken(entry: Entry) -> str:
    return ", ".join((entry.name, *_details(entry)))
