"""The history page: sessions at the left, the chosen one's sets at the right."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bandtimer.present.dates import long_day, time_of_day
from bandtimer.present.record import record_rows
from bandtimer.present.summary import SessionLine, effort_text, session_line
from bandtimer.present.tone import Tone
from bandtimer.present.wording import clock
from bandtimer.storage.errors import StorageError
from bandtimer.storage.history import History, SessionRow
from bandtimer.storage.journal import Journal
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.widgets.paint import draw_line
from bandtimer.ui.widgets.panel import Panel
from bandtimer.ui.widgets.record_table import RecordTable
from bandtimer.ui.widgets.rows import RowList
from bandtimer.ui.widgets.scroll import ScrollColumn
from bandtimer.ui.widgets.text import Text

# Sessions are read as they scroll into view, so many at a time.
_BATCH = 50

_TEXT = 15.5
_EDGE = 14
# Where each column begins and how wide it is, as shares of the row, and the longest text that
# has to fit it; a name may be any length.
_COLUMNS = ((0.0, 0.2), (0.21, 0.3), (0.52, 0.07), (0.6, 0.27), (0.88, 0.12))
_LONGEST = ("Wed 30 Nov 00:00", "", "1:00:00", "18 of 18 sets, ended early", "Effort 10")


class HistoryPage(QWidget):
    """Lists the sessions, newest first, and shows one of them."""

    def __init__(
        self, look: Look, history: History, journal: Journal, wall: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self._look, self._history, self._journal, self._wall = look, history, journal, wall
        self._is_complete = False
        self._is_stacked = False
        self._list = RowList(look, "Sessions", self._row_height, self._paint_row, self._spoken)
        self._empty = Text(look, 18, ink="dim", wrap=True)
        self._empty.set_text(
            "No sessions yet. Choose a routine and press Enter; what you do is kept here."
        )
        self._name = Text(look, 21, Weight.BOLD, wrap=True)
        self._when = Text(look, 15, ink="dim", wrap=True)
        self._effort = Text(look, 15, ink="dim")
        self._table = RecordTable(look)
        self._note = Text(look, 15, ink="dim", wrap=True)
        self._alert = Text(look, 15, ink=Tone.ALERT, wrap=True)
        self._list.chosen.connect(self._show_session)
        self._list.near_end.connect(self._read_more)
        self._lay_out(look)

    def _lay_out(self, look: Look) -> None:
        title = Text(look, 30, Weight.BOLD)
        title.set_text("History")
        left = QVBoxLayout()
        look.lay_out(left, (26, 26, 26, 12), 14)
        left.addWidget(title)
        left.addWidget(self._alert)
        left.addWidget(self._empty)
        left.addWidget(self._list, 1)
        left.addStretch()
        self._detail = Panel(look, "side", radius=0)
        scroll = ScrollColumn("Session")
        look.lay_out(scroll.column, (22, 26, 22, 22), 8)
        for widget in (self._name, self._when, self._effort, self._table, self._note):
            scroll.column.addWidget(widget)
        scroll.column.addStretch()
        detail = QVBoxLayout(self._detail)
        look.lay_out(detail)
        detail.addWidget(scroll)
        whole = QHBoxLayout(self)
        look.lay_out(whole)
        whole.addLayout(left, 2)
        whole.addWidget(self._detail, 1)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Read what has come in since."""
        super().showEvent(event)
        self._alert.set_text("")
        self._is_complete = False
        rows = self._read(None)
        self._empty.setVisible(not rows and not self._alert.text())
        self._list.setVisible(bool(rows))
        self._detail.setVisible(bool(rows))
        self._list.set_rows(rows)
        self._list.setFocus()

    def _read_more(self) -> None:
        if not self._is_complete and self._list.rows:
            self._list.add_rows(self._read(self._list.rows[-1]))

    def _read(self, before: SessionRow | None) -> tuple[SessionRow, ...]:
        try:
            rows = self._history.sessions(_BATCH, before)
        except StorageError as error:
            self._alert.set_text(str(error))
            rows = ()
        self._is_complete = len(rows) < _BATCH
        return rows

    def _show_session(self, row: SessionRow) -> None:
        try:
            plan = self._journal.load(row.id).plan
            records = self._history.sets(row.id)
        except StorageError as error:
            self._alert.set_text(str(error))
            return
        self._name.set_text(row.name)
        when = f"{long_day(row.started)}, {time_of_day(row.started)}"
        self._when.set_text(f"{when} · {clock(row.active_ms)}")
        self._effort.set_text(effort_text(row.effort))
        self._table.set_rows(record_rows(plan, records))
        self._note.set_text(row.note)

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
        return look.room(66, _TEXT, _TEXT) if self._is_stacked else look.room(52, _TEXT)

    def _paint_row(self, painter: QPainter, rect: QRectF, row: SessionRow) -> None:
        look, theme = self._look, self._look.theme
        line = self._line(row)
        inside = rect.adjusted(look.px(_EDGE), 0, -look.px(_EDGE), 0)
        if self._is_stacked:
            self._paint_stacked(painter, inside, line)
            return
        texts = (
            (line.day, theme.dim, Weight.REGULAR),
            (line.name, theme.ink, Weight.SEMIBOLD),
            (line.length, theme.ink, Weight.REGULAR),
            (line.sets, theme.dim, Weight.REGULAR),
            (line.effort, theme.dim, Weight.REGULAR),
        )
        width = inside.width()
        for (text, ink, weight), (left, share) in zip(texts, _COLUMNS, strict=True):
            place = inside.left() + left * width
            cell = QRectF(place, inside.top(), share * width, inside.height())
            draw_line(painter, look, cell, text, _TEXT, ink, weight)

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
