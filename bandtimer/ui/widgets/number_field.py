"""A whole number to type, or to turn with the arrows up and down."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QIntValidator, QKeyEvent

from bandtimer.ui.look import Look
from bandtimer.ui.widgets.field import LineField

_PAGE = 5


class NumberField(LineField):
    """Takes a number from `low` to `high`; `changed` carries it, `entered` says that it is done."""

    changed = Signal(int)
    entered = Signal()

    def __init__(self, look: Look, name: str, low: int, high: int) -> None:
        super().__init__(look, name, "")
        self._low, self._high = low, high
        self.setValidator(QIntValidator(low, high, self))
        self.textEdited.connect(self._edited)

    @property
    def value(self) -> int:
        """Return the number; the least where there is none."""
        return int(self.text()) if self.hasAcceptableInput() else self._low

    def set_value(self, value: int) -> None:
        """Show this number."""
        self.setText(str(value))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Turn with the arrows up and down and the page keys; be done with Enter."""
        turns = {
            Qt.Key.Key_Up: 1,
            Qt.Key.Key_Down: -1,
            Qt.Key.Key_PageUp: _PAGE,
            Qt.Key.Key_PageDown: -_PAGE,
        }
        key = Qt.Key(event.key())
        if key in turns:
            value = min(max(self.value + turns[key], self._low), self._high)
            self.set_value(value)
            self.selectAll()
            self.changed.emit(value)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Mark the number, so that typing replaces it."""
        super().focusInEvent(event)
        self.selectAll()

    def _edited(self, _text: str) -> None:
        if self.hasAcceptableInput():
            self.changed.emit(self.value)
