"""Rows of two lines each, for the forms at the right of the history."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from bandtimer.ui.look import Look, Weight
from bandtimer.ui.widgets.paint import draw_line
from bandtimer.ui.widgets.rows import RowList

_TEXT = 14.5
_EDGE = 12
_BETWEEN = 6
_MOST_SHOWN = 7


class PairRows(RowList):
    """Shows pairs of a name and what there is to say of it; more than seven scroll."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__(look, name, self._height, self._paint, ", ".join)
        self._look = look
        look.changed.connect(self._fit)

    def set_rows(self, rows: Sequence[tuple[str, str]], current: int = 0) -> None:
        """Replace the rows, and take as much room as they need."""
        super().set_rows(rows, current)
        self.setVisible(bool(rows))
        self._fit()

    def _height(self, _width: float) -> float:
        return self._look.room(52, _TEXT, _TEXT)

    def _paint(self, painter: QPainter, rect: QRectF, row: tuple[str, str]) -> None:
        look, theme = self._look, self._look.theme
        name, said = row
        inside = rect.adjusted(look.px(_EDGE), 0, -look.px(_EDGE), 0)
        high = look.room(21, _TEXT)
        upper = QRectF(inside.left(), inside.center().y() - high, inside.width(), high)
        draw_line(painter, look, upper, name, _TEXT, theme.ink, Weight.SEMIBOLD)
        draw_line(painter, look, upper.translated(0, high), said, _TEXT, theme.dim)

    def _fit(self) -> None:
        row = self._height(0) + self._look.px(_BETWEEN)
        shown = min(max(len(self.rows), 1), _MOST_SHOWN)
        self.setFixedHeight(round(shown * row + self._look.px(2)))
