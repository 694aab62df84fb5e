"""The Qt application that every window and picture of the program needs."""

from PySide6.QtWidgets import QApplication

from bandtimer.ui.look import FONT_FAMILY, load_fonts
from bandtimer.ui.widgets import accessible


def make_application() -> QApplication:
    """Return the application with its names, style and fonts; there is one in a process."""
    application = QApplication(["bandtimer"])
    application.setApplicationName("BandTimer")
    application.setDesktopFileName("bandtimer")
    application.setStyle("Fusion")
    load_fonts()
    application.setFont(FONT_FAMILY)
    accessible.install()
    return application
