"""The way most starts take: the window's first picture at once, and all else behind it.

Nothing may be imported here, not even by what is imported, that the first picture can do without;
a test lists what it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer

from bandtimer.ui.application import make_application
from bandtimer.ui.look import Look
from bandtimer.ui.main_window import MainWindow
from bandtimer.ui.theme import make_theme

if TYPE_CHECKING:
    from datetime import datetime

    from bandtimer.opening import Opening
    from bandtimer.storage.folders import Folders

# A window that opens out of sight is not painted before it is looked at.
_PATIENCE_MS = 500


def start(folders: Folders, opening: Opening, now: datetime) -> int:
    """Show the picture, then put the window together; return the process's exit code.

    What is typed meanwhile is kept for it. Raises what `app.run` raises.
    """
    application = make_application()
    window = _picture(opening, now) if _still_suits(opening) else None
    if window is not None and not window.isVisible():
        # It has been closed already.
        return 0
    from bandtimer.app import Launch, run  # noqa: PLC0415

    return run(folders, Launch(), application, window)


def _still_suits(opening: Opening) -> bool:
    """Tell whether the desktop, if it decides on the theme, still wants the same."""
    if not opening.wanted:
        return True
    from bandtimer.ui.desktop_theme import desktop_theme  # noqa: PLC0415

    return opening.wanted == desktop_theme()


def _picture(opening: Opening, now: datetime) -> MainWindow:
    """Return the window when it has been painted."""
    look = Look(make_theme(opening.theme))
    look.dress(look.theme, opening.text, is_still=opening.is_still)
    window = MainWindow(look)
    window.show_opening(opening.view, now)
    painted = QEventLoop()
    window.first_painted.connect(painted.quit)
    QTimer.singleShot(_PATIENCE_MS, painted.quit)
    window.show()
    painted.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    return window
