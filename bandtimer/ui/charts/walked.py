"""A chart whose values are walked by keys, one after the other, and told in words."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bandtimer.ui.look import Look
from bandtimer.ui.widgets.accessible import Role, tell_value


class WalkedChart(QWidget):
    """Left and right walk the values, the mouse points at one; `told` carries the words for it."""

    told = Signal(str)
    # Screen readers say how the value of a slider changes, and that of a chart not at all.
    accessible_role = Role.Slider

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._words: Sequence[str] = ()
        self._cursor: int | None = None
        self._hovered: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        look.changed.connect(self.updateGeometry)

    def accessible_value(self) -> str:
        """Say the value in hand, or all in few words, for a screen reader."""
        return self.accessibleDescription() if self._cursor is None else self._words[self._cursor]

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the least size; no width is too small."""
        return QSize(0, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Walk the values with left and right, Home and End."""
        last = len(self._words) - 1
        match event.key():
            case Qt.Key.Key_Left:
                self._go(last if self._cursor is None else self._cursor - 1)
            case Qt.Key.Key_Right:
                self._go(0 if self._cursor is None else self._cursor + 1)
            case Qt.Key.Key_Home:
                self._go(0)
            case Qt.Key.Key_End:
                self._go(last)
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Take the value that was in hand again, at first the last."""
        super().focusInEvent(event)
        self._go(len(self._words) - 1 if self._cursor is None else self._cursor)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Tell of none."""
        super().focusOutEvent(event)
        self._tell()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Tell of the value that the mouse is at."""
        self._hover(self._value_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Tell of the mouse's value no longer."""
        super().leaveEvent(event)
        self._hover(None)

    def _show_values(self, described: str, words: Sequence[str], cursor: int | None) -> None:
        """Take up other values, each with its words; `described` says what all are."""
        self._words, self._cursor, self._hovered = words, cursor if words else None, None
        self.setAccessibleDescription(described)
        self._tell()

    def _value_at(self, mouse: QPointF) -> int | None:
        """Return which value the mouse is at."""
        raise NotImplementedError

    def _in_hand(self) -> int | None:
        if self._hovered is not None:
            return self._hovered
        return self._cursor if self.hasFocus() else None

    def _go(self, number: int) -> None:
        if self._words:
            self._cursor = min(max(number, 0), len(self._words) - 1)
            self._tell()
            tell_value(self, self.accessible_value())

    def _hover(self, number: int | None) -> None:
        if number != self._hovered:
            self._hovered = number
            self._tell()

    def _tell(self) -> None:
        number = self._in_hand()
        self.told.emit("" if number is None else self._words[number])
        self.update()
