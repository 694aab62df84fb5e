"""The list of sessions, which loads as it scrolls, and what narrows it down."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QShortcut, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from bandtimer.present.dates import full_day
from bandtimer.present.session_line import SessionLine, session_line
from bandtimer.storage.errors import StorageError
from bandtimer.storage.filters import EVERYTHING, SessionFilter
from bandtimer.storage.history import History, SessionRow
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.widgets.button import Button, Kind
from bandtimer.ui.widgets.choice import ChoiceTile
from bandtimer.ui.widgets.field import LineField
from bandtimer.ui.widgets.paint import draw_line
from bandtimer.ui.widgets.rows import RowList
from bandtimer.ui.widgets.scroll import ScrollBar
from bandtimer.ui.widgets.text import Text
from bandtimer.ui.widgets.tile_grid import TileGrid

# Sessions are read as they scroll into view, so many at a time.
_BATCH = 50
# A search waits until the typing rests for so long.
_TYPING_MS = 150

_TEXT = 15.5
# The day is set a little smaller, so that all of them fit at one size.
_DAY_TEXT = 14
_EDGE = 14
# Where each column begins and how wide it is, as shares of the row, and the longest text that
# has to fit it; a name may be any length.
_COLUMNS = ((0.0, 0.195), (0.205, 0.295), (0.51, 0.085), (0.605, 0.265), (0.885, 0.115))
_LONGEST = ("Wed 30 Nov 00:00", "", "1:00:00", "18 of 18 sets, ended early", "Effort 10")
_FEWEST_ROWS = 3
# What stands above the rows leaves as much at the right as their bar needs.
GUTTER = 12

_ANY = ""
_SPANS = (
    ("", "Any time", None),
    ("week", "Last 7 days", 7),
    ("month", "Last 30 days", 30),
    ("quarter", "Last 3 months", 91),
    ("year", "Last year", 365),
)


class SessionRows(RowList):
    """Rows that lie in an `area` that scrolls: first the one scrolls, then the other."""

    area: QScrollArea | None = None

    def follow(self, area: QScrollArea) -> None:
        """Lie in this area; the rows have a bar of their own once the area is at its end."""
        self.area = area
        outer, own = area.verticalScrollBar(), self.verticalScrollBar()
        for moved in (outer.valueChanged, outer.rangeChanged, own.rangeChanged):
            moved.connect(self._share_bars)
        self._share_bars()

    def _share_bars(self) -> None:
        outer = self.area.verticalScrollBar() if self.area else None
        is_own = outer is None or outer.value() == outer.maximum()
        if isinstance(outer, ScrollBar):
            outer.set_shown(not is_own or not self.verticalScrollBar().maximum())
        on, off = Qt.ScrollBarPolicy.ScrollBarAsNeeded, Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(on if is_own else off)
        # The rows keep their width whether there is a bar beside them or not.
        is_seen = is_own and self.verticalScrollBar().maximum() > 0
        bar = self.verticalScrollBar().sizeHint().width()
        self.setViewportMargins(0, 0, 0 if is_seen else bar, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to the area until the rows fill it, and once they are at their top."""
        own = self.verticalScrollBar()
        outer = self.area.verticalScrollBar() if self.area else own
        is_down = event.angleDelta().y() < 0
        goes_out = outer.value() < outer.maximum() if is_down else own.value() == own.minimum()
        if outer is not own and goes_out:
            event.ignore()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Go up beyond the first row to the top of the area."""
        ups = {Qt.Key.Key_Up, Qt.Key.Key_Home, Qt.Key.Key_PageUp}
        if self.area is not None and self.currentIndex().row() <= 0 and event.key() in ups:
            self.area.verticalScrollBar().setValue(0)
        super().keyPressEvent(event)

    def reveal(self) -> None:
        """Scroll the area to the row in hand."""
        body = None if self.area is None else self.area.widget()
        if self.area is None or body is None or not self.currentIndex().isValid():
            return
        rect = self.visualRect(self.currentIndex())
        # Rows without a frame lie as their viewport does; to ask for that costs what `fit` says.
        top = self.mapTo(body, rect.topLeft())
        bottom = self.mapTo(body, rect.bottomLeft()) + QPoint(0, 1)
        self.area.ensureVisible(0, bottom.y(), 0, 0)
        self.area.ensureVisible(0, top.y(), 0, 0)


class SessionList(QWidget):
    """Lists sessions, newest first; `chosen` carries the one in hand, `opened` one to look at.

    `failed` carries a sentence for the user, `filtered` the day that is shown alone, or None.
    """

    chosen = Signal(object)
    opened = Signal(object)
    filtered = Signal(object)
    failed = Signal(str)

    def __init__(self, look: Look, history: History, wall: Callable[[], datetime]) -> None:
        super().__init__()
        self._look, self._history, self._wall = look, history, wall
        self._filter = EVERYTHING
        self._span = _ANY
        self._is_complete = self._is_stacked = False
        self.rows = SessionRows(look, "Sessions", self._row_height, self._paint_row, self._spoken)
        self.search = LineField(
            look, "Find sessions", "Find words in names and notes", is_search=True
        )
        self._toggle = Button(look, "Filter", "F", Kind.QUIET, size=14, height=36)
        self._clear = Button(look, "Show all", "", Kind.RAISED, size=14, height=36)
        self._tiles = {
            name: ChoiceTile(look, label)
            for name, label in (("routine", "Routine"), ("exercise", "Exercise"), ("when", "When"))
        }
        self._choices = TileGrid(look, tuple(self._tiles.values()))
        self._choices.hide()
        self._day = Text(look, 15, Weight.SEMIBOLD, wrap=True)
        self._none = Text(look, 16, ink="dim", wrap=True)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._lay_out(look)
        self._connect()

    def _lay_out(self, look: Look) -> None:
        bar = QHBoxLayout()
        look.lay_out(bar, (0, 0, GUTTER, 0), 8)
        bar.addWidget(self.search, 1)
        bar.addWidget(self._toggle)
        bar.addWidget(self._clear)
        self._clear.hide()
        above = QVBoxLayout()
        look.lay_out(above, (0, 0, GUTTER, 0), 10)
        for widget in (self._choices, self._day, self._none):
            above.addWidget(widget)
        column = QVBoxLayout(self)
        look.lay_out(column, spacing=10)
        column.addLayout(bar)
        column.addLayout(above)
        column.addWidget(self.rows)
        self._day.set_text("")

    def _connect(self) -> None:
        self.rows.chosen.connect(self._choose)
        self.rows.opened.connect(self.opened)
        self.rows.near_end.connect(self._read_more)
        self.search.textChanged.connect(self._typed)
        self.search.returnPressed.connect(self._finish_typing)
        self._typing.timeout.connect(self._search)
        self._toggle.clicked.connect(self.toggle_choices)
        self._clear.clicked.connect(self.show_all)
        self._tiles["routine"].chosen.connect(
            lambda routine: self._narrow(replace(self._filter, routine_id=routine or None))
        )
        self._tiles["exercise"].chosen.connect(
            lambda exercise: self._narrow(replace(self._filter, exercise=exercise or None))
        )
        self._tiles["when"].chosen.connect(self._choose_span)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.activated.connect(self.search.setFocus)

    @property
    def current(self) -> SessionRow | None:
        """Return the session in hand."""
        row: SessionRow | None = self.rows.current
        return row

    @property
    def is_filtered(self) -> bool:
        """Tell whether some sessions may be left out."""
        return self._filter != EVERYTHING

    def reload(self, current: int | None = None) -> None:
        """Read the sessions anew and take the one with that id in hand, else the one before."""
        kept = current if current is not None else self.current.id if self.current else None
        place = max(self.rows.currentIndex().row(), 0)
        self._is_complete = False
        rows = self._read(None)
        ids = [row.id for row in rows]
        self.rows.set_rows(rows, ids.index(kept) if kept in ids else min(place, len(rows) - 1))
        self._tell_none()
        self.fit()
        if not rows:
            self.chosen.emit(None)

    def show_day(self, day: date) -> None:
        """Show the sessions of one day only."""
        self._span = _ANY
        self._narrow(replace(self._filter, since=day, until=day))

    def show_all(self) -> None:
        """Leave no session out."""
        had_focus = self._clear.hasFocus() or self.search.hasFocus()
        self._span = _ANY
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self._typing.stop()
        self._narrow(EVERYTHING)
        if had_focus:
            self.rows.setFocus()

    def toggle_choices(self) -> None:
        """Show or hide what the list is narrowed down by."""
        # Hidden first: the tile that has the keyboard would hand it to whatever comes next.
        if not self._choices.isHidden():
            self.rows.setFocus()
            self._choices.hide()
            return
        self._offer()
        self._choices.show()
        self._tiles["routine"].setFocus()

    def fit(self) -> None:
        """Take as much room as the rows need, and the area around them has."""
        area = self.rows.area
        if area is None:
            return
        look = self._look
        # Neither has a frame. The first time that PySide hands out a viewport it makes all of its
        # classes of widgets ready, to find the one that fits; that takes 25 ms.
        row = self._row_height(self.rows.width()) + look.px(6)
        room = area.height() - self.search.height() - look.px(20)
        most = max(room, _FEWEST_ROWS * row)
        self.rows.setFixedHeight(round(min(most, len(self.rows.rows) * row + look.px(2))))
        self.rows.setVisible(bool(self.rows.rows))

    def make_visible(self, session_id: int | None) -> None:
        """Show all sessions where what the list is narrowed down to may leave this one out."""
        ids = {row.id for row in self.rows.rows}
        if session_id is not None and self.is_filtered and session_id not in ids:
            self.show_all()

    def _offer(self) -> None:
        """Offer the routines and exercises there are; to list them reads all sessions."""
        try:
            routines = self._history.routines_done()
            exercises = self._history.exercises_done()
        except StorageError as error:
            self.failed.emit(str(error))
            return
        wanted = self._filter
        self._tiles["routine"].set_values(
            [(_ANY, "All routines"), *routines], wanted.routine_id or _ANY
        )
        self._tiles["exercise"].set_values(
            [(_ANY, "All exercises"), *exercises], wanted.exercise or _ANY
        )
        self._tiles["when"].set_values([(key, text) for key, text, _ in _SPANS], self._span)

    def _choose_span(self, span: str) -> None:
        self._span = span
        days = next(days for key, _, days in _SPANS if key == span)
        since = None if days is None else self._wall().date() - timedelta(days=days - 1)
        self._narrow(replace(self._filter, since=since, until=None))

    def _typed(self, _text: str) -> None:
        self._typing.start()

    def _search(self) -> None:
        self._narrow(replace(self._filter, text=self.search.text().strip()))

    def _finish_typing(self) -> None:
        if self._typing.isActive():
            self._typing.stop()
            self._search()
        self.rows.setFocus()

    def _narrow(self, wanted: SessionFilter) -> None:
        self._filter = wanted
        is_day = wanted.since is not None and wanted.since == wanted.until
        self._day.set_text(full_day(wanted.since) if is_day and wanted.since else "")
        self._clear.setVisible(self.is_filtered)
        if not self._choices.isHidden():
            self._offer()
        self.filtered.emit(wanted.since if is_day else None)
        self.reload()

    def _tell_none(self) -> None:
        is_empty = not self.rows.rows
        if is_empty and self.is_filtered:
            self._none.set_text("No session is like that. Show all, or look for something else.")
        else:
            self._none.set_text("")

    def _choose(self, row: SessionRow) -> None:
        if self.rows.hasFocus():
            self.rows.reveal()
        self.chosen.emit(row)

    def _read_more(self) -> None:
        if not self._is_complete and self.rows.rows:
            self.rows.add_rows(self._read(self.rows.rows[-1]))

    def _read(self, before: SessionRow | None) -> tuple[SessionRow, ...]:
        try:
            rows = self._history.sessions(_BATCH, before, self._filter)
        except StorageError as error:
            self.failed.emit(str(error))
            rows = ()
        self._is_complete = len(rows) < _BATCH
        return rows

    def _line(self, row: SessionRow) -> SessionLine:
        return session_line(
            row.name,
            row.status,
            row.started,
            row.active_ms,
            (row.sets_done, row.sets_planned),
            row.effort,
            self._wall(),
        )

    def _spoken(self, row: SessionRow) -> str:
        line = self._line(row)
        return ", ".join(
            part for part in (line.day, line.name, line.length, line.sets, line.effort) if part
        )

    def _row_height(self, width: float) -> float:
        look = self._look
        self._is_stacked = not all(
            look.fits(_TEXT, longest, share * (width - 2 * look.px(_EDGE)))
            for longest, (_, share) in zip(_LONGEST, _COLUMNS, strict=True)
        )
        return look.room(62, _TEXT, _TEXT) if self._is_stacked else look.room(42, _TEXT)

    def _paint_row(self, painter: QPainter, rect: QRectF, row: SessionRow) -> None:
        look, theme = self._look, self._look.theme
        line = self._line(row)
        inside = rect.adjusted(look.px(_EDGE), 0, -look.px(_EDGE), 0)
        if self._is_stacked:
            self._paint_stacked(painter, inside, line)
            return
        texts = (
            (line.day, _DAY_TEXT, theme.dim, Weight.REGULAR),
            (line.name, _TEXT, theme.ink, Weight.SEMIBOLD),
            (line.length, _TEXT, theme.ink, Weight.REGULAR),
            (line.sets, _TEXT, theme.dim, Weight.REGULAR),
            (line.effort, _TEXT, theme.dim, Weight.REGULAR),
        )
        width = inside.width()
        for (text, size, ink, weight), (left, share) in zip(texts, _COLUMNS, strict=True):
            place = inside.left() + left * width
            cell = QRectF(place, inside.top(), share * width, inside.height())
            draw_line(painter, look, cell, text, size, ink, weight)

    def _paint_stacked(self, painter: QPainter, rect: QRectF, line: SessionLine) -> None:
        """Paint the row in two lines, where there is no room for columns."""
        look, theme = self._look, self._look.theme
        high = look.room(24, _TEXT)
        upper = QRectF(rect.left(), rect.center().y() - high, rect.width(), high)
        lower = upper.translated(0, high)
        length = look.width(_TEXT, line.length) + 1
        name = upper.adjusted(0, 0, -length - look.px(14), 0)
        upper.setLeft(upper.right() - length)
        draw_line(painter, look, name, line.name, _TEXT, theme.ink, Weight.SEMIBOLD)
        draw_line(painter, look, upper, line.length, _TEXT, theme.ink)
        rest = " · ".join(part for part in (line.day, line.sets, line.effort) if part)
        draw_line(painter, look, lower, rest, _TEXT, theme.dim)
