"""From the settings, and from what the desktop tells, to the look of the window.

The application's palette is for what is no part of the window, as menus and tips are.
"""

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from bandtimer.storage.settings import Motion, Settings, ThemeChoice
from bandtimer.ui.desktop_theme import desktop_theme
from bandtimer.ui.look import Look
from bandtimer.ui.theme import load_theme


class Appearance(QObject):
    """Keeps the `look` as the settings want it, also when the desktop changes its colours.

    It takes over a look that is in use already.
    """

    def __init__(self, settings: Settings, look: Look | None = None) -> None:
        super().__init__()
        self._settings = settings
        self._is_following = False
        self._theme = self._wanted()
        theme = load_theme(self._theme)
        self.look = look or Look(theme)
        self.look.dress(theme, self.look.text, is_still=self.look.is_still)
        QApplication.setPalette(theme.palette())
        self.apply(settings)

    @property
    def theme(self) -> str:
        """Return the name of the theme in use."""
        return self._theme

    def apply(self, settings: Settings) -> None:
        """Bring the look up to these settings."""
        self._settings = settings
        wanted = self._wanted()
        theme = self.look.theme
        if wanted != self._theme:
            self._theme, theme = wanted, load_theme(wanted)
            QApplication.setPalette(theme.palette())
        if settings.theme is ThemeChoice.SYSTEM and not self._is_following:
            self._is_following = True
            QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)
        is_still = settings.motion is Motion.REDUCED
        self.look.dress(theme, settings.text_percent / 100, is_still=is_still)

    def _follow(self) -> None:
        self.apply(self._settings)

    def _wanted(self) -> str:
        choice = self._settings.theme
        # The desktop is only asked where it decides: that takes as long as reading a theme.
        return desktop_theme() if choice is ThemeChoice.SYSTEM else choice.value
