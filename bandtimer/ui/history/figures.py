"""The numbers at the top: this week against the goal, the streak, all there ever was."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from bandtimer.present.history import HistoryFigures
from bandtimer.present.tone import Tone
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.widgets.fit_row import FitRow
from bandtimer.ui.widgets.text import Text

_VALUE = 27
_LABEL = 15
_RING = 34
_STROKE = 5.5
_WHOLE = 16 * 360


class GoalRing(QWidget):
    """This week's share of the goal; closed, with a tick in it, once it is met."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def set_share(self, share: float) -> None:
        """Show so much of the goal, 1.0 for all of it."""
        self._share = min(share, 1.0)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size of the ring."""
        side = self._look.px(_RING)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the ring."""
        look, theme = self._look, self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        stroke = look.px(_STROKE)
        rect = QRectF(self.rect()).adjusted(stroke, stroke, -stroke, -stroke)
        pen = QPen(theme.track, stroke)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawEllipse(rect)
        pen.setColor(theme.tones[Tone.WORK])
        painter.setPen(pen)
        if self._share:
            painter.drawArc(rect, 90 * 16, -round(self._share * _WHOLE))
        if self._share == 1.0:
            pen.setWidthF(max(look.px(2.5), 2.0))
            painter.setPen(pen)
            side, middle = rect.width(), rect.center()
            left, low, right = (
                middle + type(middle)(x * side, y * side)
                for x, y in ((-0.19, 0.02), (-0.05, 0.16), (0.21, -0.14))
            )
            painter.drawPolyline([left, low, right])


class FiguresRow(FitRow):
    """Four numbers, each with what it counts beside it."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        inner = self.row_look
        self._ring = GoalRing(inner)
        self._values = [Text(inner, _VALUE, Weight.BOLD) for _ in range(4)]
        self._labels = [Text(inner, _LABEL, ink="dim") for _ in range(4)]
        inner.lay_out(self.row, (2, 0, 0, 0), 34)
        for place, (value, label) in enumerate(zip(self._values, self._labels, strict=True)):
            pair = QHBoxLayout()
            inner.lay_out(pair, spacing=8)
            if not place:
                pair.addWidget(self._ring, 0, Qt.AlignmentFlag.AlignVCenter)
            pair.addWidget(value, 0, Qt.AlignmentFlag.AlignBaseline)
            pair.addWidget(label, 0, Qt.AlignmentFlag.AlignBaseline)
            self.row.addLayout(pair)
        self.row.addStretch()

    def show_figures(self, figures: HistoryFigures) -> None:
        """Show these numbers."""
        self._ring.set_share(figures.share)
        for place, figure in enumerate(figures.figures):
            self._values[place].set_text(figure.value)
            self._labels[place].set_text(figure.label)
        self.setAccessibleName(figures.told)
