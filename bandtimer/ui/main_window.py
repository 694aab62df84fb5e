"""The window: the ways between its pages, its keys, its size, and its end."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bandtimer.storage.failure import StorageError
from bandtimer.ui.look import DESIGN, SMALLEST, Look
from bandtimer.ui.nav import Nav
from bandtimer.ui.pages import Pages
from bandtimer.ui.theme import Theme

if TYPE_CHECKING:
    from datetime import datetime

    from bandtimer.core.plan import Plan
    from bandtimer.core.routine import Routine
    from bandtimer.player.controller import SessionController
    from bandtimer.present.library_view import LibraryView
    from bandtimer.routines.library import Library
    from bandtimer.storage.journal import JournaledSession
    from bandtimer.ui.notice import Notice
    from bandtimer.ui.pages import Services

# The pages that the column at the left leads to, and the attributes of `Pages` that hold them.
PAGES = {
    "Routines": "routines",
    "Hold timer": "hold_timer",
    "History": "history",
    "Exercises": "exercises",
    "Settings": "settings",
}
_SHORTCUTS = {"Settings": "Ctrl+,"}


class MainWindow(QWidget):
    """Shows one of the pages; all but the first need `attach`.

    `session_led` carries the controller of a session that comes into the player, `session_ended`
    that of one that is over. `first_painted` comes once, when there is something to see;
    `settings_changed` says that the settings in the store are others now.
    """

    session_led = Signal(object)
    session_ended = Signal(object)
    first_painted = Signal()
    settings_changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setWindowTitle("BandTimer")
        self.setMinimumSize(SMALLEST)
        self.resize(DESIGN)
        self.setAutoFillBackground(True)
        self._theme: Theme | None = None
        look.changed.connect(self._restyle)
        self._restyle()
        self._was_painted = False
        shortcuts = {
            page: _SHORTCUTS.get(page, f"Ctrl+{number}")
            for number, page in enumerate(PAGES, start=1)
        }
        self._nav = Nav(look, shortcuts)
        self._pages = Pages(look)
        body = QHBoxLayout()
        look.lay_out(body)
        body.addWidget(self._nav)
        body.addWidget(self._pages, 1)
        self._whole = QVBoxLayout(self)
        look.lay_out(self._whole)
        self._whole.addLayout(body, 1)
        self._nav.wanted.connect(self.show_page)
        for page, keys in shortcuts.items():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda page=page: self._go(page))
        QShortcut(QKeySequence.StandardKey.Quit, self).activated.connect(self.close)
        self._follow(self._pages)

    def attach(self, services: Services) -> None:
        """Put behind the pages what they need."""
        self._pages.attach(services)

    @property
    def look(self) -> Look:
        """Return the look of the window."""
        return self._look

    @property
    def page(self) -> QWidget | None:
        """Return the page on show."""
        return self._pages.currentWidget()

    def tell(self, message: str) -> None:
        """Show a message until it is dismissed."""
        self._notice.tell(message)

    def tell_in_session(self, news: str) -> None:
        """Show a piece of news in the player, where it is gone again by itself."""
        self._pages.player.tell(news)

    def show_opening(self, view: LibraryView, now: datetime) -> None:
        """Show the routines page as it was kept from the start before, until there is a library."""
        routines = self._pages.routines
        routines.show_entries((*view.cards, *view.broken), view.current)
        routines.show_routine(view.detail, now)
        self.show_page("Routines")

    def opening_view(self) -> LibraryView | None:
        """Return what `show_opening` may show next time, or None; may raise StorageError."""
        return self._pages.desk.opening_view()

    def set_library(
        self, library: Library, extra: Routine | None = None, current: str | None = None
    ) -> None:
        """Show this library; `extra` is a routine from a file elsewhere."""
        self._pages.set_library(library, extra, current)

    def show_page(self, name: str) -> None:
        """Show one of `PAGES`."""
        self._nav.setVisible(True)
        self._nav.set_current(name)
        self._pages.setCurrentWidget(getattr(self._pages, PAGES[name]))

    def start(self, routine: Routine, plan: Plan) -> SessionController | None:
        """Lead a new session; return its controller, or None where it cannot be recorded."""
        sessions = self._pages.services.sessions
        try:
            unfinished = sessions.unfinished()
            controller = sessions.begin(routine, plan)
        except StorageError as error:
            self.tell(str(error))
            return None
        self._lead(controller)
        if unfinished is not None:
            self.tell_in_session(f"{unfinished.name} is ended, and kept as far as you came.")
        controller.start()
        return controller

    def resume(self, unfinished: JournaledSession) -> None:
        """Lead an unfinished session on, standing still until the athlete goes on."""
        try:
            controller = self._pages.services.sessions.resume(unfinished)
        except StorageError as error:
            self.tell(str(error))
        else:
            self._lead(controller)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Say, once, that there is something to see; whoever listens does not hold it up."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    @property
    def was_painted(self) -> bool:
        """Tell whether there has been something to see."""
        return self._was_painted

    def show_pictures(self) -> None:
        """Picture the exercises, which the first picture goes without."""
        if self._pages.built("routines"):
            self._pages.routines.show_pictures()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Scale everything with the window."""
        super().resizeEvent(event)
        self._look.fit(event.size())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Switch full screen with F11, and leave it with Esc."""
        if event.key() == Qt.Key.Key_F11:
            self.toggle_full_screen()
        elif event.key() == Qt.Key.Key_Escape and self.isFullScreen():
            self.showNormal()
        else:
            super().keyPressEvent(event)

    def toggle_full_screen(self) -> None:
        """Fill the screen, or go back to a window."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def come_to_front(self) -> None:
        """Show the window before all others, where the desktop lets it."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Leave a running session, resumable, and keep a note that is being written."""
        if self._pages.built("player"):
            self._pages.player.leave()
        if self._pages.built("summary"):
            self._pages.summary.save_note()
        super().closeEvent(event)

    def _follow(self, pages: Pages) -> None:
        pages.start_wanted.connect(self.start)
        pages.resume_wanted.connect(self.resume)
        pages.session_left.connect(self._left)
        pages.session_ended.connect(self._ended)
        pages.summary_closed.connect(lambda: self.show_page("Routines"))
        pages.tap_along_wanted.connect(lambda: self._show_alone(pages.tap_along))
        pages.tap_along_closed.connect(lambda: self.show_page("Settings"))
        pages.settings_changed.connect(self.settings_changed)
        pages.full_screen_wanted.connect(self.toggle_full_screen)
        pages.failed.connect(self.tell)

    def _restyle(self) -> None:
        # Setting it, even to the same, has every widget look its colours up again.
        if self._theme is not self._look.theme:
            self._theme = self._look.theme
            self.setPalette(self._theme.palette())

    def _go(self, page: str) -> None:
        # Inside a session the way out is to leave it, so that no press of a key loses sight of it.
        if self._nav.isVisible():
            self.show_page(page)

    def _lead(self, controller: SessionController) -> None:
        self._pages.lead(controller)
        self._show_alone(self._pages.player)
        self.session_led.emit(controller)

    def _ended(self, controller: SessionController) -> None:
        if self._is_hold(controller):
            self.show_page("Hold timer")
        else:
            self._pages.summary.review(controller)
            self._show_alone(self._pages.summary)
        self.session_ended.emit(controller)

    def _left(self, controller: SessionController) -> None:
        if not self._is_hold(controller):
            self.show_page("Routines")
            return
        # A hold that was broken off is nothing to go on with; holds done on one side are kept.
        unfinished = self._pages.services.sessions.unfinished()
        if unfinished is not None:
            try:
                if controller.state.results:
                    self._pages.services.sessions.finish(unfinished)
                else:
                    self._pages.services.sessions.discard(unfinished)
            except StorageError as error:
                self.tell(str(error))
        self.show_page("Hold timer")

    @staticmethod
    def _is_hold(controller: SessionController) -> bool:
        from bandtimer.core.tally import HOLD_TIMER  # noqa: PLC0415

        return controller.state.plan.routine.id == HOLD_TIMER

    def _show_alone(self, page: QWidget) -> None:
        self._nav.setVisible(False)
        self._pages.setCurrentWidget(page)

    @cached_property
    def _notice(self) -> Notice:
        from bandtimer.ui.notice import Notice  # noqa: PLC0415

        notice = Notice(self._look)
        self._whole.insertWidget(0, notice)
        return notice
