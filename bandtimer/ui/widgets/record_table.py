"""A session's exercises, what was done beside what was planned."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bandtimer.present.record import RecordRow
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.widgets.accessible import Role
from bandtimer.ui.widgets.paint import draw_line

_NAME = 16
_DETAIL = 14
_GAP = 12
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RecordTable(QWidget):
    """An exercise and side: name and sets, side and plan below; the sets last where narrow."""

    accessible_role = Role.StaticText

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._rows: Sequence[RecordRow] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self._restyle)

    def set_rows(self, rows: Sequence[RecordRow]) -> None:
        """Show these rows."""
        self._rows = rows
        spoken = (f"{row.exercise} {row.side}: {row.done}, planned {row.planned}" for row in rows)
        self.setAccessibleName(". ".join(spoken))
        self._restyle()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return a size with room for all rows."""
        width = self._look.px(280)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the least size; no width is too small."""
        return QSize(0, self._row_height(is_stacked=False) * len(self._rows))

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Return the height of all rows at this width."""
        return self._row_height(is_stacked=self._is_stacked(width)) * len(self._rows)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the rows."""
        look, theme = self._look, self._look.theme
        painter = QPainter(self)
        is_stacked = self._is_stacked(self.width())
        height = self._row_height(is_stacked=is_stacked)
        for place, row in enumerate(self._rows):
            upper = QRectF(0, place * height, self.width(), look.room(22, _NAME))
            lower = QRectF(0, upper.bottom(), self.width(), look.room(22, _DETAIL))
            done = QRectF(upper)
            if is_stacked:
                done.moveTop(lower.bottom())
            else:
                done.setLeft(done.right() - self._done_width(row, self.width()))
                upper.setRight(done.left() - look.px(_GAP))
            draw_line(painter, look, upper, row.exercise, _NAME, theme.ink, Weight.SEMIBOLD)
            ink = theme.ink if row.is_complete else theme.dim
            flags = _LEFT if is_stacked else _RIGHT
            draw_line(painter, look, done, row.done, _NAME, ink, flags=flags)
            detail = f"{row.side} · {row.planned}" if row.side else row.planned
            draw_line(painter, look, lower, detail, _DETAIL, theme.dim)

    def _row_height(self, *, is_stacked: bool) -> int:
        look = self._look
        plain = look.room(22, _NAME) + look.room(22, _DETAIL) + look.px(10)
        return plain + look.room(22, _NAME) if is_stacked else plain

    def _is_stacked(self, width: int) -> bool:
        """Tell whether a name and its sets are too long to stand side by side."""
        look = self._look
        return not all(
            look.fits(
                _NAME,
                row.exercise,
                width - self._done_width(row, width) - look.px(_GAP),
                Weight.SEMIBOLD,
            )
            and look.fits(_NAME, row.done, self._done_width(row, width))
            for row in self._rows
        )

    def _done_width(self, row: RecordRow, width: float) -> float:
        needed = self._look.width(_NAME, row.done) + 2
        return min(needed, width * 0.6)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
