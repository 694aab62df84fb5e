"""A choice among a few values, which the arrow keys, clicks and the wheel turn."""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from bandtimer.ui.look import LEAST_SHARE, Look, Weight
from bandtimer.ui.widgets.accessible import Role, tell_value
from bandtimer.ui.widgets.paint import draw_focus, draw_line, fill_control
from bandtimer.ui.widgets.panel import Ground

_LABEL = 13
_VALUE = 17
_RADIUS = 12
# The page keys turn this many values on.
_PAGE = 5
_CENTRE = Qt.AlignmentFlag.AlignCenter


class Choice(QWidget):
    """Knows its values and how they are turned; `chosen` carries the new one."""

    chosen = Signal(object)
    accessible_role = Role.SpinBox
    _size: float = _VALUE
    _ground: Ground = "panel"

    def __init__(self, look: Look, label: str) -> None:
        super().__init__()
        self._look, self._label = look, label
        self._values: Sequence[tuple[Hashable, str]] = ()
        self._index = 0
        self._room: float | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(label)
        look.changed.connect(self._restyle)
        self._restyle()

    def set_values(self, values: Sequence[tuple[Hashable, str]], chosen: Hashable) -> None:
        """Offer (value, wording) pairs, the chosen one in view."""
        self._values = tuple(values)
        self._room = None
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

    @property
    def value(self) -> Hashable:
        """Return the value in view; None where there is none."""
        return self._values[self._index][0] if self._values else None

    def accessible_value(self) -> str:
        """Say the value for a screen reader."""
        return self.wording

    def turn(self, by: int) -> None:
        """Go to another value, stopping at either end."""
        index = min(max(self._index + by, 0), len(self._values) - 1)
        if index != self._index:
            self._index = index
            self._announce()
            self.chosen.emit(self._values[index][0])

    def turn_to(self, value: Hashable) -> None:
        """Show another of the values, without telling of it."""
        keys = [one for one, _ in self._values]
        if value in keys:
            self._index = keys.index(value)
            self._announce()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Turn with the left and right arrows, plus and minus, the page keys, Home and End."""
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Minus:
                self.turn(-1)
            case Qt.Key.Key_Right | Qt.Key.Key_Plus:
                self.turn(1)
            case Qt.Key.Key_PageUp:
                self.turn(_PAGE)
            case Qt.Key.Key_PageDown:
                self.turn(-_PAGE)
            case Qt.Key.Key_Home:
                self.turn(-len(self._values))
            case Qt.Key.Key_End:
                self.turn(len(self._values))
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

    def _paint_ground(self, painter: QPainter) -> None:
        look = self._look
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        fill_control(painter, look, rect, getattr(look.theme, self._ground), look.px(_RADIUS))
        if self.hasFocus():
            draw_focus(painter, look, rect, look.px(_RADIUS))

    def _paint_arrow(self, painter: QPainter, tip: QPointF, direction: int) -> None:
        """Paint an arrowhead that points left (-1) or right (1); faint where there is no more."""
        size = self._look.px(5)
        theme = self._look.theme
        at_end = self._index == (0 if direction < 0 else len(self._values) - 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.track if at_end else theme.dim)
        base = tip.x() - direction * size
        corners = [tip, QPointF(base, tip.y() - size), QPointF(base, tip.y() + size)]
        painter.drawPolygon(QPolygonF(corners))

    def _widest(self) -> float:
        # Layouts ask again and again.
        if self._room is None:
            look, size = self._look, self._size
            widths = (look.width(size, text, Weight.SEMIBOLD) for _, text in self._values)
            self._room = max(widths, default=0.0)
        return self._room

    def _announce(self) -> None:
        tell_value(self, self.wording)
        self.updateGeometry()
        self.update()

    def _restyle(self) -> None:
        self._room = None
        self.updateGeometry()
        self.update()


class ChoiceTile(Choice):
    """A label above the value, with arrows at its right where there is more than one."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the size at which the widest wording just fits."""
        wide = self.sizeHint()
        return QSize(round(wide.width() - (1 - LEAST_SHARE) * self._widest()), wide.height())

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return a size with room for every wording."""
        look = self._look
        label = look.width(_LABEL, self._label)
        width = max(self._widest() + look.px(56), label + look.px(26))
        return QSize(round(width), look.room(60, _LABEL, _VALUE))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint label, value and arrows."""
        look = self._look
        painter = QPainter(self)
        self._paint_ground(painter)
        inside = QRectF(self.rect()).adjusted(look.px(13), look.px(9), -look.px(12), -look.px(8))
        top, bottom = QRectF(inside), QRectF(inside)
        top.setHeight(inside.height() * 0.42)
        bottom.setTop(top.bottom())
        draw_line(painter, look, top, self._label, _LABEL, look.theme.dim)
        if len(self._values) > 1:
            middle = bottom.center().y()
            self._paint_arrow(painter, QPointF(bottom.right() - look.px(20), middle), -1)
            self._paint_arrow(painter, QPointF(bottom.right(), middle), 1)
            bottom.setRight(bottom.right() - look.px(30))
        draw_line(painter, look, bottom, self.wording, _VALUE, look.theme.ink, Weight.SEMIBOLD)


class ChoiceField(Choice):
    """The value between its two arrows, for a place that has the label beside it."""

    def __init__(
        self,
        look: Look,
        label: str,
        *,
        size: float = _VALUE,
        height: float = 48,
        ground: Ground = "panel",
    ) -> None:
        self._size, self._height, self._ground = size, height, ground
        super().__init__(look, label)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the size at which the widest wording just fits."""
        wide = self.sizeHint()
        return QSize(round(wide.width() - (1 - LEAST_SHARE) * self._widest()), wide.height())

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return a size with room for every wording."""
        look = self._look
        width = self._widest() + look.px(84) + self._label_left()
        return QSize(round(width), look.room(self._height, self._size))

    def _label_left(self) -> int:
        """Return the room, in pixels of the window, that something before the value takes."""
        return 0

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint value and arrows."""
        look = self._look
        painter = QPainter(self)
        self._paint_ground(painter)
        inside = QRectF(self.rect()).adjusted(look.px(16), 0, -look.px(16), 0)
        middle = inside.center().y()
        self._paint_arrow(painter, QPointF(inside.left(), middle), -1)
        self._paint_arrow(painter, QPointF(inside.right(), middle), 1)
        text = inside.adjusted(look.px(16) + self._label_left(), 0, -look.px(16), 0)
        ink = look.theme.ink
        draw_line(
            painter, look, text, self.wording, self._size, ink, Weight.SEMIBOLD, flags=_CENTRE
        )
