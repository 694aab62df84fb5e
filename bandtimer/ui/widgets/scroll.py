"""What scrolls, and the bar that shows how far."""

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QScrollBar,
    QVBoxLayout,
    QWidget,
)

from bandtimer.ui.widgets.accessible import Role
from bandtimer.ui.widgets.paint import see_through

_WIDTH = 12
_INSET = 3
_SHORTEST = 28
# The bar is fainter than text, but can still be told from its ground.
_OPACITY = 0.6


class ScrollBar(QScrollBar):
    """A handle without a groove; bright while an area that only scrolls has the keyboard."""

    def __init__(self, area: QScrollArea | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._area = area
        self._is_shown = True
        self.setAccessibleName("Scroll")

    def set_shown(self, is_shown: bool) -> None:
        """Show the handle, or keep it back while another bar scrolls what is in sight."""
        if is_shown != self._is_shown:
            self._is_shown = is_shown
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size of a narrow bar."""
        return QSize(_WIDTH, 4 * _SHORTEST)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the handle."""
        steps = self.maximum() - self.minimum()
        if not steps or not self._is_shown:
            return
        length = max(self.height() * self.pageStep() / (steps + self.pageStep()), _SHORTEST)
        share = (self.value() - self.minimum()) / steps
        top = (self.height() - length) * share
        handle = QRectF(_INSET, top + _INSET, self.width() - 2 * _INSET, length - 2 * _INSET)
        is_bright = self._area is not None and self._area.hasFocus()
        role = QPalette.ColorRole.Accent if is_bright else QPalette.ColorRole.PlaceholderText
        colour = QColor(self.palette().color(role))
        colour.setAlphaF(1.0 if is_bright else _OPACITY)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        radius = handle.width() / 2
        painter.drawRoundedRect(handle, radius, radius)


class ScrollColumn(QScrollArea):
    """Holds a `column` layout; scrolls up and down only.

    With a `name`, for a column in which nothing takes the keyboard, it takes it itself while it
    can be scrolled.
    """

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(ScrollBar(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        body = QWidget()
        self.column = QVBoxLayout(body)
        self.setWidget(body)
        see_through(self, QPalette.ColorRole.Window)
        body.setAutoFillBackground(False)
        if name:
            self.accessible_role = Role.Document
            self.verticalScrollBar().rangeChanged.connect(self._follow_range)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show it on the bar."""
        super().focusInEvent(event)
        self.verticalScrollBar().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show it on the bar no longer."""
        super().focusOutEvent(event)
        self.verticalScrollBar().update()

    def _follow_range(self, _low: int, high: int) -> None:
        policy = Qt.FocusPolicy.StrongFocus if high else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)


def give_focus(widget: QWidget) -> None:
    """Put the keyboard on a widget, and bring it into view where it has scrolled out of it."""
    widget.setFocus()
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is not None:
        # What has just been shown has to find its place first.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        area.ensureWidgetVisible(widget)
