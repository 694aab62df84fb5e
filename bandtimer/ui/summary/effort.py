"""A scale from 1 to 10 for the session's effort."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bandtimer.present.summary import effort_text
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.widgets.accessible import Role, tell_value
from bandtimer.ui.widgets.paint import draw_focus, draw_line, fill_control

_BOX = 44
_GAP = 8
_EDGE = 2
_TEXT = 17
_CENTRE = Qt.AlignmentFlag.AlignCenter


class EffortScale(QWidget):
    """Ten boxes; digits (0 is ten), arrows and clicks choose one. `rated` carries it."""

    rated = Signal(int)
    accessible_role = Role.Slider

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.effort: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)
        self.setAccessibleName("Effort from 1 to 10")
        self.set_effort(None)

    def set_effort(self, effort: int | None) -> None:
        """Show this effort as the chosen one, or none."""
        self.effort = effort
        tell_value(self, self.accessible_value())
        self.update()

    def accessible_value(self) -> str:
        """Say the effort for a screen reader."""
        return effort_text(self.effort) or "not rated"

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return a size with room for ten boxes."""
        last = self._box(10)
        edge = self._look.px(_EDGE)
        return QSize(round(last.right()) + edge, round(last.bottom()) + edge)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Rate with digits and arrows."""
        # What is a digit to isdigit() alone, as the ² left of the 1, is no number.
        if event.text().isdecimal():
            self._rate(int(event.text()) or 10)
        elif event.key() == Qt.Key.Key_Right:
            self._rate(min((self.effort or 0) + 1, 10))
        elif event.key() == Qt.Key.Key_Left:
            self._rate(max((self.effort or 2) - 1, 1))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Rate with a click."""
        for effort in range(1, 11):
            if self._box(effort).contains(QPointF(event.position())):
                self._rate(effort)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the boxes."""
        look, theme = self._look, self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for effort in range(1, 11):
            box = self._box(effort)
            is_chosen = effort == self.effort
            ground = theme.ink if is_chosen else theme.raised
            fill_control(painter, look, box, ground, look.px(10))
            ink = theme.window if is_chosen else theme.ink
            draw_line(painter, look, box, str(effort), _TEXT, ink, Weight.SEMIBOLD, flags=_CENTRE)
            if self.hasFocus() and effort == (self.effort or 1):
                draw_focus(painter, look, box, look.px(10), apart=is_chosen)

    def _rate(self, effort: int) -> None:
        if effort != self.effort:
            self.set_effort(effort)
            self.rated.emit(effort)

    def _box(self, effort: int) -> QRectF:
        look = self._look
        side, edge = look.px(_BOX), look.px(_EDGE)
        return QRectF(edge + (effort - 1) * (side + look.px(_GAP)), edge, side, side)
