"""The window put together: folders, storage, library, clock and pages, built and joined here.

What the first picture can do without is imported and set up after it: mostly that is all of this,
as `start` draws the picture from what was kept.
"""

from __future__ import annotations

import gc
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from bandtimer.assets import resources
from bandtimer.core.compile import PlanError, compile_plan
from bandtimer.opening import Opening, keep_opening, library_state
from bandtimer.player.clock import SoundClock, SystemClock
from bandtimer.player.sessions import Sessions
from bandtimer.player.suspend import SleepWatch
from bandtimer.routines.library import find_routine, load_library
from bandtimer.storage.database import open_database
from bandtimer.storage.errors import StorageError
from bandtimer.storage.history import History
from bandtimer.storage.settings import ThemeChoice, choices
from bandtimer.storage.settings_store import SettingsStore
from bandtimer.ui.appearance import Appearance
from bandtimer.ui.application import make_application
from bandtimer.ui.main_window import MainWindow
from bandtimer.ui.pages import Services
from bandtimer.ui.theme import read_theme

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtWidgets import QApplication

    from bandtimer.core.routine import Routine
    from bandtimer.player.audition import Audition
    from bandtimer.player.clock import Clock
    from bandtimer.player.conductor import Conductor
    from bandtimer.player.controller import SessionController
    from bandtimer.player.surroundings import Surroundings
    from bandtimer.routines.library import Library
    from bandtimer.storage.folders import Folders
    from bandtimer.ui.interrupts import Interrupts
    from bandtimer.ui.library_watcher import LibraryWatcher


@dataclass(frozen=True, slots=True)
class Launch:
    """How the window opens: at a routine, or leading it at once.

    `speed` multiplies the clock; `sets` stands for what was last chosen.
    """

    routine: str | None = None
    play: bool = False
    sets: int | None = None
    speed: float = 1.0
    exit_when_done: bool = False


def run(
    folders: Folders,
    launch: Launch,
    application: QApplication | None = None,
    window: MainWindow | None = None,
) -> int:
    """Open the window and return the process's exit code when it is closed.

    `window` is one that shows its first picture already, in `application`. Raises StorageError,
    RoutineError and PlanError for what the user has to mend first.
    """
    folders.create()
    library = load_own_library(folders)
    wanted = None if launch.routine is None else find_routine(library, launch.routine)
    connection = open_database(folders.database)
    try:
        application = application or make_application()
        desktop = Desktop(folders, connection, library, SystemClock(launch.speed), window)
        desktop.look_after_sessions()
        with _reporting(desktop):
            desktop.open(wanted, launch)
            code = application.exec() if desktop.window.isVisible() else 0
        desktop.release()
        _tidy_up(connection, folders)
        opening = desktop.opening()
    finally:
        connection.close()
    if opening is not None:
        # Closing the history may have changed its file.
        keep_opening(folders, desktop.today, opening)
    return code


def _tidy_up(connection: sqlite3.Connection, folders: Folders) -> None:
    from bandtimer.storage.backup import tidy_up  # noqa: PLC0415 - the window is gone by now

    failure = tidy_up(connection, folders, datetime.now().astimezone())
    if failure is not None:
        print(failure, file=sys.stderr)  # noqa: T201


def load_own_library(folders: Folders) -> Library:
    """Load the library with the user's own files, parsed anew only where they have changed."""
    return load_library(folders.routines, folders.exercises, folders.cache / "library.json")


class Desktop:
    """The window with all that stands behind it."""

    def __init__(
        self,
        folders: Folders,
        connection: sqlite3.Connection,
        library: Library,
        clock: Clock,
        window: MainWindow | None = None,
    ) -> None:
        self.folders, self._library, self._clock = folders, library, clock
        self._files = library_state(folders)
        self._store = SettingsStore(folders.settings)
        self._history = history = History(connection)
        sessions = Sessions(connection, history, clock, slept=SleepWatch().slept)
        services = Services(
            self._store,
            history,
            sessions,
            clock.wall,
            folders.root,
            self._make_audition,
            SoundClock(),
        )
        self._appearance = Appearance(self._store.settings, window.look if window else None)
        self.window = window or MainWindow(self._appearance.look)
        self.window.attach(services)
        self.window.settings_changed.connect(lambda: self._appearance.apply(self._store.settings))
        self._watcher: LibraryWatcher | None = None
        self._interrupts: Interrupts | None = None
        self._surroundings: Surroundings | None = None
        self._conductor: Conductor | None = None
        for problem in self._store.problems:
            self.window.tell(problem)

    def open(self, wanted: Routine | None, launch: Launch) -> None:
        """Show the window at the routine, or lead it at once."""
        extra = wanted if wanted not in self._library.routines.values() else None
        self.window.set_library(self._library, extra, wanted.id if wanted else None)
        self.window.show_page("Routines")
        if launch.play and wanted is not None:
            if launch.exit_when_done:
                self.window.session_ended.connect(lambda: QTimer.singleShot(0, self.window.close))
            exercises = (*self._library.exercises.values(), *wanted.own_exercises)
            chosen = choices(self._store.settings, wanted.id, exercises)
            if launch.sets is not None:
                chosen = replace(chosen, sets=launch.sets)
            self.window.start(wanted, compile_plan(wanted, self._library.exercises, chosen))
        if self.window.was_painted:
            # What was typed meanwhile comes first.
            QTimer.singleShot(0, self._settle)
        else:
            self.window.first_painted.connect(self._settle)
            self.window.first_painted.connect(self._keep_picture)
            self.window.show()

    @property
    def today(self) -> date:
        """Return the date where the athlete is."""
        return self._clock.wall().date()

    def opening(self) -> Opening | None:
        """Return what the next start can show at once, if all stays as it is, or None.

        None, too, where files have been changed from outside and not been read again yet.
        """
        on_disk = SettingsStore(self.folders.settings)
        if on_disk.problems or on_disk.settings != self._store.settings:
            return None
        if library_state(self.folders) != self._files:
            return None
        try:
            view = self.window.opening_view()
        except (StorageError, PlanError):
            return None
        look = self._appearance.look
        theme = self._appearance.theme
        wanted = theme if on_disk.settings.theme is ThemeChoice.SYSTEM else ""
        if view is None:
            return None
        return Opening(view, read_theme(theme), wanted, look.text, look.is_still)

    def report(self, error: BaseException) -> None:
        """Keep the report of a fault of ours, and tell the user."""
        from bandtimer.storage.error_log import write_report  # noqa: PLC0415

        self.window.tell(write_report(self.folders.root, error, self._clock.wall()))

    def look_after_sessions(self) -> None:
        """Let sessions be heard, keep the machine awake for them, let media keys reach them."""
        self.window.session_led.connect(self._attend)
        self.window.session_led.connect(self._conduct)

    def release(self) -> None:
        """Give back what the process has only one of."""
        if self._surroundings is not None:
            self._surroundings.close()
        if self._interrupts is not None:
            self._interrupts.release()
        if self._conductor is not None:
            self._conductor.shut()

    def _attend(self, controller: SessionController) -> None:
        if self._surroundings is None:
            from bandtimer.player.surroundings import Surroundings  # noqa: PLC0415

            self._surroundings = Surroundings(self.window)
            self._surroundings.raise_wanted.connect(self.window.come_to_front)
            self._surroundings.quit_wanted.connect(self.window.close)
        self._surroundings.attend(controller)

    def _conduct(self, controller: SessionController) -> None:
        from bandtimer.player.announcer import Announcer  # noqa: PLC0415
        from bandtimer.player.audible import hearing, speech  # noqa: PLC0415
        from bandtimer.player.bests import best_holds  # noqa: PLC0415
        from bandtimer.player.conductor import Conductor  # noqa: PLC0415
        from bandtimer.player.narrator import Narrator  # noqa: PLC0415
        from bandtimer.player.sound_process import sound_command  # noqa: PLC0415
        from bandtimer.player.speaker import Speaker  # noqa: PLC0415

        if self._conductor is None:
            window, store = self.window, self._store
            speaker = Speaker(window, sound_command(self.folders.low_music))
            narrator = Narrator(self.folders.speech, window)
            announcer = Announcer(narrator, lambda: speech(store.settings), window)
            self._conductor = Conductor(speaker, lambda: hearing(store.settings), window, announcer)
            self._conductor.told.connect(self.window.tell_in_session)
            self.window.settings_changed.connect(self._conductor.refresh)
        try:
            bests = best_holds(controller.state.plan, self._history)
        except StorageError:
            # The player page tells of it; without bests none is surpassed.
            bests = {}
        self._conductor.attend(controller, bests)

    def _make_audition(self) -> Audition:
        from bandtimer.player.audition import Audition  # noqa: PLC0415

        return Audition(self.folders.speech, self.folders.low_music, self.window)

    def _settle(self) -> None:
        self.window.show_pictures()
        gc.collect()
        gc.freeze()
        gc.enable()
        from PySide6.QtGui import QIcon  # noqa: PLC0415

        from bandtimer.ui.library_watcher import LibraryWatcher  # noqa: PLC0415

        self.window.setWindowIcon(QIcon(str(resources() / "icons" / "bandtimer.svg")))
        self._watcher = LibraryWatcher((self.folders.routines, self.folders.exercises))
        self._watcher.changed.connect(self._reload)
        if self.folders.backup_failure.exists():
            from bandtimer.storage.backup import last_failure  # noqa: PLC0415

            self.window.tell(last_failure(self.folders) or "")
        if sys.platform != "win32":
            from bandtimer.ui.interrupts import Interrupts  # noqa: PLC0415

            self._interrupts = Interrupts(self.window)

    def _keep_picture(self) -> None:
        opening = self.opening()
        if opening is not None:
            keep_opening(self.folders, self.today, opening)

    def _reload(self) -> None:
        self._files = library_state(self.folders)
        self._library = load_own_library(self.folders)
        self.window.set_library(self._library)


@contextmanager
def _reporting(desktop: Desktop) -> Iterator[None]:
    """Turn exceptions that reach the event loop into a report and a message."""

    def hook(
        _kind: type[BaseException], error: BaseException, _traceback: TracebackType | None
    ) -> None:
        desktop.report(error)

    before, sys.excepthook = sys.excepthook, hook
    try:
        yield
    finally:
        sys.excepthook = before
