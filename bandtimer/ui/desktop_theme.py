"""Which of the themes the desktop wants.

It tells whether it is light or dark and, from Qt 6.10 on, whether it wants high contrast. Whether
it wants less motion no Qt before 6.12 tells, so that is a setting only.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication


def desktop_theme() -> str:
    """Return the theme that the desktop wants; dark where it tells nothing."""
    hints = QGuiApplication.styleHints()
    wants_contrast = False
    if hasattr(hints, "accessibility"):
        preference = hints.accessibility().contrastPreference()
        wants_contrast = preference is Qt.ContrastPreference.HighContrast
    return theme_for(hints.colorScheme(), wants_contrast=wants_contrast)


def theme_for(scheme: Qt.ColorScheme, *, wants_contrast: bool) -> str:
    """Return the theme for what a desktop tells."""
    if wants_contrast:
        return "high-contrast"
    is_light = scheme is Qt.ColorScheme.Light
    return "light" if is_light else "dark"
