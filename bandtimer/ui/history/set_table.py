"""A session's exercises: the sets beside the plan, and whatever was said of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bandtimer.present.session_detail import SetRow
from bandtimer.present.tone import Tone
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.widgets.accessible import Role
from bandtimer.ui.widgets.paint import draw_line, draw_wrapped, wrapped_font, wrapped_height

_NAME = 15.5
_DETAIL = 13.5
_GAP = 12
_BELOW = 9
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
# Sets take no more of the width than this beside the name; longer ones go below it.
_MOST = 0.62


@dataclass(frozen=True, slots=True)
class _Detail:
    text: str
    font: QFont
    ink: QColor
    height: float


class SetTable(QWidget):
    """Shows a row an exercise: name and sets, below them the plan, pain and remarks."""

    accessible_role = Role.StaticText

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._rows: Sequence[SetRow] = ()
        self._heights: dict[int, int] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self._restyle)

    def set_rows(self, rows: Sequence[SetRow]) -> None:
        """Show these rows."""
        self._rows = rows
        self.setAccessibleName(". ".join(row.told for row in rows))
        self._restyle()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return a size with room for all rows."""
        width = self._look.px(280)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the least size; no width is too small."""
        return QSize(0, self._look.px(20) if self._rows else 0)

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Return the height of all rows at this width."""
        if width not in self._heights:
            self._heights[width] = round(sum(self._height(row, width) for row in self._rows))
        return self._heights[width]

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the rows."""
        painter = QPainter(self)
        top = 0.0
        for row in self._rows:
            self._paint_row(painter, row, top)
            top += self._height(row, self.width())

    def _paint_row(self, painter: QPainter, row: SetRow, top: float) -> None:
        look, theme = self._look, self._look.theme
        line = self._line(_NAME)
        name = QRectF(0, top, self.width(), line)
        done = QRectF(name)
        is_stacked = self._is_stacked(row, self.width())
        if is_stacked:
            done.moveTop(name.bottom())
        else:
            done.setLeft(done.right() - look.width(_NAME, row.done) - 1)
            name.setRight(done.left() - look.px(_GAP))
        draw_line(painter, look, name, row.exercise, _NAME, theme.ink, Weight.SEMIBOLD)
        ink = theme.ink if row.is_complete else theme.dim
        if is_stacked:
            font = wrapped_font(look, row.done, _NAME, self.width())
            done.setHeight(wrapped_height(font, row.done, self.width()))
            draw_wrapped(painter, done, row.done, font, ink)
        else:
            draw_line(painter, look, done, row.done, _NAME, ink, flags=_RIGHT)
        top = done.bottom() if is_stacked else name.bottom()
        for detail in self._details(row, self.width()):
            place = QRectF(0, top, self.width(), detail.height)
            draw_wrapped(painter, place, detail.text, detail.font, detail.ink)
            top += detail.height

    def _details(self, row: SetRow, width: float) -> Iterator[_Detail]:
        look, theme = self._look, self._look.theme
        texts = [(row.plan, theme.dim), (row.pain, theme.tones[Tone.ALERT])]
        texts += [(remark, theme.dim) for remark in row.remarks]
        for text, ink in texts:
            if text:
                font = wrapped_font(look, text, _DETAIL, width)
                yield _Detail(text, font, ink, wrapped_height(font, text, width) + look.px(1))

    def _height(self, row: SetRow, width: int) -> float:
        high = self._line(_NAME) + sum(detail.height for detail in self._details(row, width))
        if self._is_stacked(row, width):
            font = wrapped_font(self._look, row.done, _NAME, width)
            high += wrapped_height(font, row.done, width)
        return high + self._look.px(_BELOW)

    def _is_stacked(self, row: SetRow, width: int) -> bool:
        """Tell whether name and sets are too long to stand side by side."""
        look = self._look
        done = look.width(_NAME, row.done) + 1
        if done > width * _MOST:
            return True
        return not look.fits(_NAME, row.exercise, width - done - look.px(_GAP), Weight.SEMIBOLD)

    def _line(self, size: float) -> float:
        return self._look.room(21, size)

    def _restyle(self) -> None:
        self._heights.clear()
        self.updateGeometry()
        self.update()
