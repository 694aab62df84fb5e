"""A list that the keyboard walks through, each row painted by the page that owns it."""

import math
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QFrame,
    QListView,
    QStyleOptionViewItem,
)

from bandtimer.ui.look import Look
from bandtimer.ui.widgets.keyboard import is_enter
from bandtimer.ui.widgets.paint import draw_focus, fill_control, fill_rounded, see_through
from bandtimer.ui.widgets.scroll import ScrollBar

Index = QModelIndex | QPersistentModelIndex
PaintRow = Callable[[QPainter, QRectF, Any], None]

_ITEM = Qt.ItemDataRole.UserRole
# The space below a row.
_BETWEEN = 6


class RowModel(QAbstractListModel):
    """Rows of any kind, with the words a screen reader says for each."""

    def __init__(self, spoken: Callable[[Any], str]) -> None:
        super().__init__()
        self._spoken = spoken
        self.rows: Sequence[Any] = ()

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def add_rows(self, rows: Sequence[Any]) -> None:
        """Add rows at the end."""
        if rows:
            first = len(self.rows)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self.rows = (*self.rows, *rows)
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the row, or its words."""
        if role == _ITEM:
            return self.rows[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._spoken(self.rows[index.row()])
        return None


class _RowDelegate(QAbstractItemDelegate):
    """Paints rows; asks the list itself for its states, as loading QStyle's takes 8 ms."""

    def __init__(
        self, look: Look, rows: "RowList", height: Callable[[float], float], paint: PaintRow
    ) -> None:
        super().__init__()
        self._look, self._rows, self._height, self._paint = look, rows, height, paint

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = self._look
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect).adjusted(0, 0, 0, -look.px(_BETWEEN))
        is_current = self._rows.currentIndex() == index
        if is_current:
            fill_control(painter, look, rect, look.theme.raised, look.px(12))
        elif self._rows.is_under_mouse(index):
            fill_rounded(painter, rect, look.theme.panel, look.px(12))
        self._paint(painter, rect, index.data(_ITEM))
        if is_current and self._rows.hasFocus():
            draw_focus(painter, look, rect, look.px(12))
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802
        height = self._height(self._rows.room)
        return QSize(0, math.ceil(height) + self._look.px(_BETWEEN))


class RowList(QListView):
    """Shows rows; `chosen` carries the row in hand, `opened` the one Enter was pressed on.

    All rows have one height, which `height` returns for their width, in pixels of the window.
    `near_end` says that the end of the rows is coming into view.
    """

    chosen = Signal(object)
    opened = Signal(object)
    near_end = Signal()

    def __init__(
        self,
        look: Look,
        name: str,
        height: Callable[[float], float],
        paint: PaintRow,
        spoken: Callable[[Any], str],
    ) -> None:
        super().__init__()
        self._rows = RowModel(spoken)
        self._hovered = -1
        self._room = 0.0
        self.setModel(self._rows)
        self._delegate = _RowDelegate(look, self, height, paint)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollBar(ScrollBar())
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        see_through(self, QPalette.ColorRole.Base)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.changed.connect(self.scheduleDelayedItemsLayout)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    @property
    def room(self) -> float:
        """Return how wide the rows are."""
        return self._room

    @property
    def rows(self) -> Sequence[Any]:
        """Return the rows in the list."""
        return self._rows.rows

    @property
    def current(self) -> Any:
        """Return the row in hand, or None."""
        index = self.currentIndex()
        return self._rows.rows[index.row()] if index.isValid() else None

    def set_rows(self, rows: Sequence[Any], current: int = 0) -> None:
        """Replace the rows and take the one with this number in hand."""
        self._rows.set_rows(rows)
        if rows:
            self.setCurrentIndex(self._rows.index(min(max(current, 0), len(rows) - 1)))

    def add_rows(self, rows: Sequence[Any]) -> None:
        """Add rows at the end."""
        self._rows.add_rows(rows)

    def is_under_mouse(self, index: Index) -> bool:
        """Tell whether the mouse points at the row."""
        return index.row() == self._hovered

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Fit the rows to the new width."""
        # That of the viewport: to ask it itself has Qt define every kind of widget there is.
        self._room = float(event.size().width())
        super().resizeEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Light up the row under the mouse."""
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Light up no row."""
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            for changed in (self._hovered, row):
                self.update(self._rows.index(changed))
            self._hovered = row

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802
        """Tell of the row now in hand."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(current.data(_ITEM))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Open the row in hand with Enter; letters are the page's, not a search."""
        if is_enter(event) and self.current is not None:
            self.opened.emit(self.current)
        elif event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _scrolled(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if value >= bar.maximum() - bar.pageStep():
            self.near_end.emit()
