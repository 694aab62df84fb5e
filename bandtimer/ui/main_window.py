"""The window: the pages, and the ways between them.

Each page is imported and built when it is first shown: start-up pays for one of them only. The
routines page can be shown before what stands behind the pages is there.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from bandtimer.storage.failure import StorageError
from bandtimer.ui.look import DESIGN, SMALLEST, Look
from bandtimer.ui.nav import Nav
from bandtimer.ui.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from bandtimer.core.plan import Plan
    from bandtimer.core.routine import Routine
    from bandtimer.player.audition import Audition
    from bandtimer.player.controller import SessionController
    from bandtimer.player.sessions import Sessions
    from bandtimer.present.library_view import LibraryView
    from bandtimer.routines.library import Library
    from bandtimer.storage.history import History
    from bandtimer.storage.journal import JournaledSession
    from bandtimer.storage.settings_store import SettingsStore
    from bandtimer.ui.exercises.page import ExercisesPage
    from bandtimer.ui.history.page import HistoryPage
    from bandtimer.ui.hold_timer.page import HoldTimerPage
    from bandtimer.ui.notice import Notice
    from bandtimer.ui.player.page import PlayerPage
    from bandtimer.ui.routines.desk import LibraryDesk
    from bandtimer.ui.routines.page import RoutinesPage
    from bandtimer.ui.settings.page import SettingsPage
    from bandtimer.ui.summary.page import SummaryPage

PAGES = ("Routines", "Hold timer", "History", "Exercises", "Settings")
_SHORTCUTS = {"Settings": "Ctrl+,"}

Page = TypeVar("Page", bound=QWidget)


class Services(NamedTuple):
    """What the pages are given, each only what it needs."""

    store: SettingsStore
    history: History
    sessions: Sessions
    wall: Callable[[], datetime]
    data_folder: Path
    make_audition: Callable[[], Audition] | None = None


class MainWindow(QWidget):
    """Holds the pages, each built when it is first shown; all but the first need `attach`.

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
        self._services: Services
        self._library: Library
        self._extra: Routine | None = None
        shortcuts = {
            page: _SHORTCUTS.get(page, f"Ctrl+{number}")
            for number, page in enumerate(PAGES, start=1)
        }
        self._nav = Nav(look, shortcuts)
        self._stack = QStackedWidget()
        body = QHBoxLayout()
        look.lay_out(body)
        body.addWidget(self._nav)
        body.addWidget(self._stack, 1)
        self._whole = QVBoxLayout(self)
        look.lay_out(self._whole)
        self._whole.addLayout(body, 1)
        self._nav.wanted.connect(self.show_page)
        for page, keys in shortcuts.items():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda page=page: self._go(page))
        QShortcut(QKeySequence.StandardKey.Quit, self).activated.connect(self.close)

    def attach(self, services: Services) -> None:
        """Put behind the pages what they need."""
        self._services = services

    @property
    def look(self) -> Look:
        """Return the look of the window."""
        return self._look

    @property
    def page(self) -> QWidget | None:
        """Return the page on show."""
        return self._stack.currentWidget()

    def tell(self, message: str) -> None:
        """Show a message until it is dismissed."""
        self._notice.tell(message)

    def tell_in_session(self, news: str) -> None:
        """Show a piece of news in the player, where it is gone again by itself."""
        self._player.tell(news)

    def show_opening(self, view: LibraryView, now: datetime) -> None:
        """Show the routines page as it was kept from the start before, until there is a library."""
        self._routines.show_entries((*view.cards, *view.broken), view.current)
        self._routines.show_routine(view.detail, now)
        self.show_page("Routines")

    def opening_view(self) -> LibraryView | None:
        """Return what `show_opening` may show next time, or None; may raise StorageError."""
        return self._desk.opening_view()

    def set_library(
        self, library: Library, extra: Routine | None = None, current: str | None = None
    ) -> None:
        """Show this library; `extra` is a routine from a file elsewhere."""
        self._library, self._extra = library, extra or self._extra
        self._desk.set_library(library, self._extra, current)
        if self._built("_hold_timer"):
            self._hold_timer.set_exercises(library.exercises)
        if self._built("_exercises"):
            self._exercises.set_exercises(library.exercises)

    def show_page(self, name: str) -> None:
        """Show one of `PAGES`."""
        self._nav.setVisible(True)
        self._nav.set_current(name)
        pages = {
            "Routines": "_routines",
            "Hold timer": "_hold_timer",
            "History": "_history",
            "Exercises": "_exercises",
            "Settings": "_settings",
        }
        self._stack.setCurrentWidget(getattr(self, pages[name]))

    def start(self, routine: Routine, plan: Plan) -> SessionController | None:
        """Lead a new session; return its controller, or None where it cannot be recorded."""
        try:
            controller = self._services.sessions.begin(routine, plan)
        except StorageError as error:
            self.tell(str(error))
            return None
        self._lead(controller)
        controller.start()
        return controller

    def resume(self, unfinished: JournaledSession) -> None:
        """Lead an unfinished session on, standing still until the athlete goes on."""
        try:
            controller = self._services.sessions.resume(unfinished)
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
        if self._built("_routines"):
            self._routines.show_pictures()

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
        if self._built("_player"):
            self._player.leave()
        if self._built("_summary"):
            self._summary.save_note()
        super().closeEvent(event)

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
        self._player.lead(controller)
        self._show_audible()
        self._show_alone(self._player)
        self.session_led.emit(controller)

    def _switch_sound(self) -> None:
        self._set_audible(not self._services.store.settings.sound, None)

    def _switch_voice(self) -> None:
        settings = self._services.store.settings
        if settings.sound:
            self._set_audible(True, not settings.voice)
        else:
            self._player.tell("Sound is off, and the voice with it. M switches it on.")

    def _set_audible(self, sound: bool, voice: bool | None) -> None:
        """Have sound on or off, and the voice if that is told; keep it for other sessions."""
        from dataclasses import replace  # noqa: PLC0415

        settings = self._services.store.settings
        voice = settings.voice if voice is None else voice
        try:
            self._services.store.change(lambda kept: replace(kept, sound=sound, voice=voice))
        except StorageError as error:
            self._player.tell(str(error))
        self._show_audible()
        self.settings_changed.emit()

    def _show_audible(self) -> None:
        settings = self._services.store.settings
        self._player.show_audible(settings.sound, settings.voice, settings.flash)

    def _ended(self, controller: SessionController) -> None:
        if self._is_hold(controller):
            self.show_page("Hold timer")
        else:
            self._summary.review(controller)
            self._show_alone(self._summary)
        self.session_ended.emit(controller)

    def _left(self, controller: SessionController) -> None:
        if not self._is_hold(controller):
            self.show_page("Routines")
            return
        # A hold that was broken off is nothing to go on with; holds done on one side are kept.
        unfinished = self._services.sessions.unfinished()
        if unfinished is not None:
            try:
                if controller.state.results:
                    self._services.sessions.finish(unfinished)
                else:
                    self._services.sessions.discard(unfinished)
            except StorageError as error:
                self.tell(str(error))
        self.show_page("Hold timer")

    def _start_hold(self, routine: Routine) -> None:
        from bandtimer.core.compile import compile_plan  # noqa: PLC0415
        from bandtimer.storage.settings import choices  # noqa: PLC0415

        exercises = self._library.exercises.values()
        chosen = choices(self._services.store.settings, routine.id, exercises)
        self.start(routine, compile_plan(routine, self._library.exercises, chosen))

    @staticmethod
    def _is_hold(controller: SessionController) -> bool:
        from bandtimer.core.tally import HOLD_TIMER  # noqa: PLC0415

        return controller.state.plan.routine.id == HOLD_TIMER

    def _owned_bands(self) -> tuple[tuple[str, str, str], ...]:
        bands = self._services.store.settings.bands
        return tuple((band.name, band.colour, band.kind.value) for band in bands)

    def _remember_band(self, exercise: str, band: str) -> None:
        try:
            self._services.store.remember_band(exercise, band)
        except StorageError as error:
            self.tell(str(error))

    def _show_alone(self, page: QWidget) -> None:
        self._nav.setVisible(False)
        self._stack.setCurrentWidget(page)

    def _built(self, name: str) -> QWidget | None:
        built: QWidget | None = self.__dict__.get(name)
        return built

    def _add(self, page: Page) -> Page:
        self._stack.addWidget(page)
        return page

    @cached_property
    def _notice(self) -> Notice:
        from bandtimer.ui.notice import Notice  # noqa: PLC0415

        notice = Notice(self._look)
        self._whole.insertWidget(0, notice)
        return notice

    @cached_property
    def _routines(self) -> RoutinesPage:
        from bandtimer.ui.routines.page import RoutinesPage  # noqa: PLC0415

        return self._add(RoutinesPage(self._look))

    @cached_property
    def _desk(self) -> LibraryDesk:
        from bandtimer.ui.routines.desk import LibraryDesk  # noqa: PLC0415

        services = self._services
        desk = LibraryDesk(
            self._routines, services.store, services.history, services.sessions, services.wall
        )
        desk.start_wanted.connect(self.start)
        desk.resume_wanted.connect(self.resume)
        desk.failed.connect(self.tell)
        return desk

    @cached_property
    def _hold_timer(self) -> HoldTimerPage:
        from bandtimer.ui.hold_timer.page import HoldTimerPage  # noqa: PLC0415

        services = self._services
        page = HoldTimerPage(self._look, services.history, services.store, services.wall)
        page.set_exercises(self._library.exercises)
        page.start_wanted.connect(self._start_hold)
        page.failed.connect(self.tell)
        return self._add(page)

    @cached_property
    def _history(self) -> HistoryPage:
        from bandtimer.ui.history.page import HistoryPage  # noqa: PLC0415
        from bandtimer.ui.history.sources import HistorySources  # noqa: PLC0415

        services = self._services
        sources = HistorySources(
            services.history,
            lambda: services.sessions.journal,
            lambda: services.store.settings,
            lambda: self._library,
            services.wall,
        )
        page = HistoryPage(self._look, sources)
        page.start_wanted.connect(self.start)
        return self._add(page)

    @cached_property
    def _exercises(self) -> ExercisesPage:
        from bandtimer.ui.exercises.page import ExercisesPage  # noqa: PLC0415

        page = ExercisesPage(self._look, self._services.history)
        page.set_exercises(self._library.exercises)
        page.failed.connect(self.tell)
        return self._add(page)

    @cached_property
    def _settings(self) -> SettingsPage:
        from bandtimer.ui.settings.page import SettingsPage  # noqa: PLC0415

        services = self._services
        make_audition = services.make_audition
        page = SettingsPage(
            self._look,
            services.store,
            services.data_folder,
            lambda: self._library.exercises,
            None if make_audition is None else make_audition(),
        )
        page.changed.connect(self.settings_changed)
        page.failed.connect(self.tell)
        return self._add(page)

    @cached_property
    def _player(self) -> PlayerPage:
        from bandtimer.ui.player.page import PlayerPage  # noqa: PLC0415

        page = PlayerPage(self._look, self._services.history, self._owned_bands)
        page.left.connect(self._left)
        page.ended.connect(self._ended)
        page.full_screen_wanted.connect(self.toggle_full_screen)
        page.sound_wanted.connect(self._switch_sound)
        page.voice_wanted.connect(self._switch_voice)
        page.band_chosen.connect(self._remember_band)
        return self._add(page)

    @cached_property
    def _summary(self) -> SummaryPage:
        from bandtimer.ui.summary.next_time import NextTime  # noqa: PLC0415
        from bandtimer.ui.summary.page import SummaryPage  # noqa: PLC0415

        services = self._services
        page = SummaryPage(self._look, services.history, NextTime(services.history, services.store))
        page.closed.connect(lambda: self.show_page("Routines"))
        return self._add(page)
