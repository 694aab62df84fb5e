"""The pages of the window, and what each is given and listened to for.

Each is imported and built when it is first wanted: start-up pays for one of them only. The
routines page can be shown before what stands behind the pages is there.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from bandtimer.storage.failure import StorageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from bandtimer.core.routine import Routine
    from bandtimer.player.audition import Audition
    from bandtimer.player.clock import Clock
    from bandtimer.player.controller import SessionController
    from bandtimer.player.sessions import Sessions
    from bandtimer.routines.library import Library
    from bandtimer.storage.history import History
    from bandtimer.storage.settings_store import SettingsStore
    from bandtimer.ui.exercises.page import ExercisesPage
    from bandtimer.ui.history.page import HistoryPage
    from bandtimer.ui.hold_timer.page import HoldTimerPage
    from bandtimer.ui.look import Look
    from bandtimer.ui.player.audible import AudibleSwitch
    from bandtimer.ui.player.page import PlayerPage
    from bandtimer.ui.routines.desk import LibraryDesk
    from bandtimer.ui.routines.page import RoutinesPage
    from bandtimer.ui.settings.page import SettingsPage
    from bandtimer.ui.summary.page import SummaryPage
    from bandtimer.ui.tap_along.page import TapAlongPage

Page = TypeVar("Page", bound=QWidget)


class Services(NamedTuple):
    """What the pages are given, each only what it needs."""

    store: SettingsStore
    history: History
    sessions: Sessions
    wall: Callable[[], datetime]
    data_folder: Path
    make_audition: Callable[[], Audition]
    real_clock: Clock


class Pages(QStackedWidget):
    """Holds the pages; all but `routines` need `attach`, and most a library.

    `start_wanted` carries a routine and its plan, `resume_wanted` an unfinished session;
    `session_left` and `session_ended` carry the controller that was in the player. `failed`
    carries a sentence for the user.
    """

    start_wanted = Signal(object, object)
    resume_wanted = Signal(object)
    session_left = Signal(object)
    session_ended = Signal(object)
    summary_closed = Signal()
    tap_along_wanted = Signal()
    tap_along_closed = Signal()
    settings_changed = Signal()
    full_screen_wanted = Signal()
    failed = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.services: Services
        self.library: Library
        self._extra: Routine | None = None

    def attach(self, services: Services) -> None:
        """Put behind the pages what they need."""
        self.services = services

    def built(self, name: str) -> bool:
        """Tell whether the page of this name has been wanted already."""
        return name in self.__dict__

    def set_library(self, library: Library, extra: Routine | None, current: str | None) -> None:
        """Show this library; `extra` is a routine from a file elsewhere."""
        self.library, self._extra = library, extra or self._extra
        self.desk.set_library(library, self._extra, current)
        if self.built("hold_timer"):
            self.hold_timer.set_exercises(library.exercises)
        if self.built("exercises"):
            self.exercises.set_exercises(library.exercises)

    def lead(self, controller: SessionController) -> None:
        """Show a session in the player."""
        self.player.lead(controller)
        self._audible.show_settings()

    @cached_property
    def routines(self) -> RoutinesPage:
        """Return the page of the routines."""
        from bandtimer.ui.routines.page import RoutinesPage  # noqa: PLC0415

        return self._add(RoutinesPage(self._look))

    @cached_property
    def desk(self) -> LibraryDesk:
        """Return what fills the page of the routines."""
        from bandtimer.ui.routines.desk import LibraryDesk  # noqa: PLC0415

        services = self.services
        desk = LibraryDesk(
            self.routines, services.store, services.history, services.sessions, services.wall
        )
        desk.start_wanted.connect(self.start_wanted)
        desk.resume_wanted.connect(self.resume_wanted)
        desk.failed.connect(self.failed)
        return desk

    @cached_property
    def hold_timer(self) -> HoldTimerPage:
        """Return the page of the hold timer."""
        from bandtimer.ui.hold_timer.page import HoldTimerPage  # noqa: PLC0415

        services = self.services
        page = HoldTimerPage(self._look, services.history, services.store, services.wall)
        page.set_exercises(self.library.exercises)
        page.start_wanted.connect(self._start_hold)
        page.failed.connect(self.failed)
        return self._add(page)

    @cached_property
    def history(self) -> HistoryPage:
        """Return the page of the history."""
        from bandtimer.ui.history.page import HistoryPage  # noqa: PLC0415
        from bandtimer.ui.history.sources import HistorySources  # noqa: PLC0415

        services = self.services
        sources = HistorySources(
            services.history,
            lambda: services.sessions.journal,
            lambda: services.store.settings,
            lambda: self.library,
            services.wall,
        )
        page = HistoryPage(self._look, sources)
        page.start_wanted.connect(self.start_wanted)
        return self._add(page)

    @cached_property
    def exercises(self) -> ExercisesPage:
        """Return the page of the exercises."""
        from bandtimer.ui.exercises.page import ExercisesPage  # noqa: PLC0415

        page = ExercisesPage(self._look, self.services.history, self.services.real_clock.now_ms)
        page.set_exercises(self.library.exercises)
        page.failed.connect(self.failed)
        return self._add(page)

    @cached_property
    def settings(self) -> SettingsPage:
        """Return the page of the settings."""
        from bandtimer.ui.settings.page import SettingsPage  # noqa: PLC0415

        services = self.services
        page = SettingsPage(
            self._look,
            services.store,
            services.data_folder,
            lambda: self.library.exercises,
            services.make_audition(),
        )
        page.changed.connect(self.settings_changed)
        page.by_ear_wanted.connect(self.tap_along_wanted)
        page.failed.connect(self.failed)
        return self._add(page)

    @cached_property
    def tap_along(self) -> TapAlongPage:
        """Return the page on which the loudspeaker's delay is found by ear."""
        from bandtimer.ui.tap_along.page import TapAlongPage  # noqa: PLC0415

        services = self.services
        page = TapAlongPage(
            self._look, services.store, services.make_audition(), services.real_clock
        )
        page.closed.connect(self.tap_along_closed)
        page.changed.connect(self.settings_changed)
        page.failed.connect(self.failed)
        return self._add(page)

    @cached_property
    def player(self) -> PlayerPage:
        """Return the player."""
        from bandtimer.ui.player.page import PlayerPage  # noqa: PLC0415

        page = PlayerPage(self._look, self.services.history, self._owned_bands)
        page.left.connect(self.session_left)
        page.ended.connect(self.session_ended)
        page.full_screen_wanted.connect(self.full_screen_wanted)
        page.band_chosen.connect(self._remember_band)
        return self._add(page)

    @cached_property
    def summary(self) -> SummaryPage:
        """Return the page that follows a session."""
        from bandtimer.ui.summary.next_time import NextTime  # noqa: PLC0415
        from bandtimer.ui.summary.page import SummaryPage  # noqa: PLC0415

        services = self.services
        page = SummaryPage(self._look, services.history, NextTime(services.history, services.store))
        page.closed.connect(self.summary_closed)
        return self._add(page)

    @cached_property
    def _audible(self) -> AudibleSwitch:
        from bandtimer.ui.player.audible import AudibleSwitch  # noqa: PLC0415

        switch = AudibleSwitch(self.player, self.services.store)
        switch.changed.connect(self.settings_changed)
        return switch

    def _add(self, page: Page) -> Page:
        self.addWidget(page)
        return page

    def _start_hold(self, routine: Routine) -> None:
        from bandtimer.core.compile import compile_plan  # noqa: PLC0415
        from bandtimer.storage.settings import choices  # noqa: PLC0415

        exercises = self.library.exercises
        chosen = choices(self.services.store.settings, routine.id, exercises.values())
        self.start_wanted.emit(routine, compile_plan(routine, exercises, chosen))

    def _owned_bands(self) -> tuple[tuple[str, str, str], ...]:
        bands = self.services.store.settings.bands
        return tuple((band.name, band.colour, band.kind.value) for band in bands)

    def _remember_band(self, exercise: str, band: str) -> None:
        try:
            self.services.store.remember_band(exercise, band)
        except StorageError as error:
            self.failed.emit(str(error))
