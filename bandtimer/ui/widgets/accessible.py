"""What a screen reader is told of widgets that paint themselves.

A widget names its role in `accessible_role` and, where it has a value, says it in
`accessible_value()`; its name is Qt's own `accessibleName`.
"""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAccessibleValueChangeEvent
from PySide6.QtWidgets import QAccessibleWidget, QWidget

Role = QAccessible.Role


class _Described(QAccessibleWidget):
    """Passes on what the widget says of itself."""

    def __init__(self, widget: QWidget, role: Role) -> None:
        super().__init__(widget, role)
        self._widget = widget

    def text(self, kind: QAccessible.Text) -> str:
        if kind is QAccessible.Text.Value and hasattr(self._widget, "accessible_value"):
            value: str = self._widget.accessible_value()
            return value
        return super().text(kind)


def install() -> None:
    """Let screen readers find the roles; once in a process."""
    QAccessible.installFactory(_described)


def tell_value(widget: QWidget, value: str) -> None:
    """Let a screen reader say a value that has changed."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleValueChangeEvent(widget, value))


def _described(_class: str, widget: QObject) -> QAccessibleInterface | None:
    role = getattr(widget, "accessible_role", None)
    if role is None or not isinstance(widget, QWidget):
        return None
    return _Described(widget, role)
