"""Keys that several widgets understand alike."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent


def is_enter(event: QKeyEvent) -> bool:
    """Tell whether the key is either of the two Enter keys."""
    return event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
