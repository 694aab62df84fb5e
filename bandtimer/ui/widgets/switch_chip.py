"""A small switch with a word on it, on or off."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen

from bandtimer.ui.look import Look, Weight
from bandtimer.ui.widgets.button import Pressed
from bandtimer.ui.widgets.paint import draw_focus, fill_control

_SIZE, _HEIGHT, _DOT = 15, 38, 10


class SwitchChip(Pressed):
    """Says whether it is on by a dot, full or hollow, and by its ink; `toggled` tells of it."""

    def __init__(self, look: Look, text: str) -> None:
        super().__init__(look)
        self.setCheckable(True)
        self.setText(text)
        self.setAccessibleName(text)
        look.changed.connect(self._restyle)
        self._restyle()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size that dot and word need."""
        look = self._look
        width = QFontMetricsF(self.font()).horizontalAdvance(self.text()) + look.px(_DOT + 34)
        return QSize(round(width), look.room(_HEIGHT, _SIZE))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint ground, dot and word."""
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        radius = look.px(10)
        fill_control(painter, look, rect, look.theme.raised, radius)
        ink = look.theme.ink if self.isChecked() else look.theme.dim
        size = look.px(_DOT)
        dot = QRectF(look.px(13), (rect.height() - size) / 2, size, size)
        painter.setPen(QPen(ink, look.px(2)))
        painter.setBrush(ink if self.isChecked() else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(dot)
        painter.setFont(self.font())
        painter.drawText(
            rect.adjusted(dot.right() + look.px(9), 0, 0, 0),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            self.text(),
        )
        if self.hasFocus():
            draw_focus(painter, look, rect, radius)

    def _restyle(self) -> None:
        self.setFont(self._look.font(_SIZE, Weight.SEMIBOLD))
        self.updateGeometry()
        self.update()
