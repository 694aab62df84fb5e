"""A session's exercises, what was done beside what was planned."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bandtimer.present.record import RecordRow
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.widgets.paint import draw_elided

_ROW = 52
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RecordTable(QWidget):
    """Two lines an exercise and side: name and sets, side and plan."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._rows: Sequence[RecordRow] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._restyle)

    def set_rows(self, rows: Sequence[RecordRow]) -> None:
        """Show these rows."""
        self._rows = rows
        spoken = (f"{row.exercise} {row.side}: {row.done}, planned {row.planned}" for row in rows)
        self.setAccessibleName(". ".join(spoken))
        self._restyle()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return a size with room for all rows."""
        return QSize(self._look.px(280), self._look.px(_ROW) * len(self._rows))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the rows."""
        look, theme = self._look, self._look.theme
        painter = QPainter(self)
        line = look.px(22)
        for place, row in enumerate(self._rows):
            top = place * look.px(_ROW)
            upper = QRectF(0, top, self.width(), line)
            lower = QRectF(0, top + line, self.width(), line)
            done_font = look.font(16)
            painter.setFont(done_font)
            room = min(painter.fontMetrics().horizontalAdvance(row.done) + 2, self.width() * 0.6)
            done = QRectF(self.width() - room, top, room, line)
            name = QRectF(upper.adjusted(0, 0, -room - look.px(12), 0))
            draw_elided(painter, name, row.exercise, look.font(16, Weight.SEMIBOLD), theme.ink)
            ink = theme.ink if row.is_complete else theme.dim
            draw_elided(painter, done, row.done, done_font, ink, _RIGHT)
            detail = f"{row.side} · {row.planned}" if row.side else row.planned
            draw_elided(painter, lower, detail, look.font(14), theme.dim)

    def _restyle(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
        self.updateGeometry()
        self.update()
