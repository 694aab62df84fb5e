"""A choice among a few values: a tile that the arrow keys, clicks and the wheel turn."""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from bandtimer.ui.look import Look, Weight
from bandtimer.ui.widgets.paint import draw_elided, draw_focus, fill_rounded


class ChoiceTile(QWidget):
    """A label, the value chosen, and arrows where there is more than one to choose from.

    `chosen` carries the new value.
    """

    chosen = Signal(object)

    def __init__(self, look: Look, label: str) -> None:
        super().__init__()
        self._look, self._label = look, label
        self._values: Sequence[tuple[Hashable, str]] = ()
        self._index = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._restyle)
        self._restyle()

    def set_values(self, values: Sequence[tuple[Hashable, str]], chosen: Hashable) -> None:
        """Offer (value, wording) pairs, the chosen one in view."""
        self._values = tuple(values)
        keys = [value for value, _ in self._values]
        self._index = keys.index(chosen) if chosen in keys else 0
        is_open = len(self._values) > 1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_open else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_open else Qt.CursorShape.ArrowCursor)
        self._announce()

    @property
    def wording(self) -> str:
        """Return the wording of the value in view."""
        return self._values[self._index][1] if self._values else ""

    def turn(self, by: int) -> None:
        """Go to another value, stopping at either end."""
        index = min(max(self._index + by, 0), len(self._values) - 1)
        if index != self._index:
            self._index = index
            self._announce()
            self.chosen.emit(self._values[index][0])

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return a size with room for every wording."""
        metrics = QFontMetricsF(self._value_font())
        widest = max((metrics.horizontalAdvance(text) for _, text in self._values), default=0)
        return QSize(round(widest) + self._look.px(60), self._look.px(60))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Turn with the left and right arrows."""
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Minus:
                self.turn(-1)
            case Qt.Key.Key_Right | Qt.Key.Key_Plus:
                self.turn(1)
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Turn back on the left third, on elsewhere; the last value is followed by the first."""
        if event.button() is not Qt.MouseButton.LeftButton or len(self._values) < 2:
            return
        if event.position().x() < self.width() / 3:
            self.turn(-1)
        elif self._index == len(self._values) - 1:
            self.turn(-self._index)
        else:
            self.turn(1)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Turn with the wheel while focused; scrolling past must change nothing."""
        if self.hasFocus() and event.angleDelta().y():
            self.turn(1 if event.angleDelta().y() > 0 else -1)
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint label, value and arrows."""
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        fill_rounded(painter, rect, look.theme.panel, look.px(12))
        inside = rect.adjusted(look.px(14), look.px(9), -look.px(14), -look.px(8))
        top, bottom = QRectF(inside), QRectF(inside)
        top.setHeight(inside.height() * 0.42)
        bottom.setTop(top.bottom())
        draw_elided(painter, top, self._label, look.font(13), look.theme.dim)
        if len(self._values) > 1:
            self._draw_arrows(painter, bottom)
            bottom.setRight(bottom.right() - look.px(30))
        draw_elided(painter, bottom, self.wording, self._value_font(), look.theme.ink)
        if self.hasFocus():
            draw_focus(painter, look, rect, look.px(12))

    def _draw_arrows(self, painter: QPainter, rect: QRectF) -> None:
        size = self._look.px(5)
        middle = rect.center().y()
        for direction, at_end in ((-1, 0), (1, len(self._values) - 1)):
            tip = rect.right() - (self._look.px(20) if direction < 0 else 0)
            colour = self._look.theme.track if self._index == at_end else self._look.theme.dim
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            base = tip - direction * size
            painter.drawPolygon(
                QPolygonF(
                    [
                        QPointF(tip, middle),
                        QPointF(base, middle - size),
                        QPointF(base, middle + size),
                    ]
                )
            )

    def _value_font(self) -> QFont:
        return self._look.font(17, Weight.SEMIBOLD)

    def _announce(self) -> None:
        self.setAccessibleName(f"{self._label}: {self.wording}")
        self.updateGeometry()
        self.update()

    def _restyle(self) -> None:
        self.setMinimumHeight(self._look.px(60))
        self.updateGeometry()
        self.update()
