"""The Qt application that every window and picture of the program needs."""

from PySide6.QtWidgets import QApplication

from bandtimer.ui.look import FONT_FAMILY, load_fonts
from bandtimer.ui.widgets import accessible


def make_application() -> QApplication:
    """Return the application with its names, style and fonts; there is one in a process."""
    # Named here, the style costs no wrapper of QStyle with all its enumerations (8 ms).
    application = QApplication(["bandtimer", "-style", "Fusion"])
    application.setApplicationName("BandTimer")
    application.setDesktopFileName("bandtimer")
    load_fonts()
    application.setFont(FONT_FAMILY)
    accessible.install()
    return application
