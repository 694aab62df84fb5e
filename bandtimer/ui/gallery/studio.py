"""A window on a clock that stands still, with a history made up for it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from bandtimer.core.compile import compile_plan
from bandtimer.core.cues import Cue
from bandtimer.core.facts import EffortRated, Fact, NoteWritten
from bandtimer.core.plan import Plan, Step
from bandtimer.core.routine import Routine
from bandtimer.core.simulate import simulate
from bandtimer.core.state import Status, fold
from bandtimer.player.audition import Audition
from bandtimer.player.controller import SessionController
from bandtimer.player.intents import Intent
from bandtimer.player.sessions import Sessions
from bandtimer.routines.library import Library
from bandtimer.sound.messages import Item
from bandtimer.storage.database import open_database
from bandtimer.storage.folders import Folders
from bandtimer.storage.history import History
from bandtimer.storage.journal import Journal
from bandtimer.storage.settings import RoutineChoices, Settings, choices
from bandtimer.storage.settings_store import SettingsStore
from bandtimer.ui.appearance import Appearance
from bandtimer.ui.main_window import MainWindow
from bandtimer.ui.pages import Services
from bandtimer.voice.engine import Manner

# No routine has more steps to go through.
_PATIENCE = 200


class StillClock:
    """Time that passes only when told to."""

    speed = 1.0

    def __init__(self) -> None:
        self.ms = 0

    def now_ms(self) -> int:
        """Return the milliseconds that were let pass."""
        return self.ms

    def wall(self) -> datetime:
        """Return a Monday evening, and what was let pass since."""
        return datetime(2026, 11, 23, 18, 30, tzinfo=UTC) + timedelta(milliseconds=self.ms)


class Hush(Audition):
    """Plays nothing and starts no process; what the output would report is told by who poses."""

    def look_for_voices(self, language: str) -> None:
        """Find none."""

    def say(self, phrase: str, manner: Manner, gain: float, *, ducks: bool) -> None:
        """Say nothing."""

    def play(self, file: Path, gain: float) -> None:
        """Play nothing."""

    def play_at(self, items: list[Item]) -> None:
        """Play none of them."""

    def wake(self) -> None:
        """Take no output."""


class Studio:
    """Brings the window into the state that is to be pictured."""

    def __init__(
        self, folders: Folders, connection: sqlite3.Connection, library: Library, settings: Settings
    ) -> None:
        self.library = library
        self._clock = StillClock()
        self.journal = Journal(connection)
        self._store = SettingsStore(folders.settings)
        self._store.change(lambda _: settings)
        self.history = History(connection)
        sessions = Sessions(connection, self.history, self._clock)
        # Shown on the page, so it must not be another one each time.
        services = Services(
            self._store,
            self.history,
            sessions,
            self._clock.wall,
            Path("/home/runner/BandTimer"),
            lambda: Hush(folders.speech, folders.low_music, self.window),
            self._clock,
        )
        self._appearance = Appearance(settings)
        self.window = MainWindow(self._appearance.look)
        self.window.attach(services)
        self.window.first_painted.connect(self.window.show_pictures)
        self.window.set_library(library)

    def show(self, page: str) -> QWidget:
        """Show one of the window's own pages."""
        self.window.show_page(page)
        return self.window

    def choose(self, routine: str, chosen: RoutineChoices) -> None:
        """Choose something for a routine."""
        self._store.choose(routine, chosen)

    def change(self, how: Callable[[Settings], Settings]) -> None:
        """Have other settings."""
        self._store.change(how)

    def wait(self, ms: int) -> None:
        """Let time pass."""
        self._clock.ms += ms

    def play(self, routine: Routine) -> SessionController:
        """Start the routine, the get-ready before it under way."""
        chosen = choices(self._store.settings, routine.id)
        controller = self.window.start(
            routine, compile_plan(routine, self.library.exercises, chosen)
        )
        if controller is None:
            raise RuntimeError(f"{routine.id} could not be started")
        return controller

    def pass_time(self, controller: SessionController, seconds: float) -> None:
        """Let time pass; what was due meanwhile happens when the session is next touched."""
        self._clock.ms += round(seconds * 1_000)
        # It goes on already: all that this does is to let it catch up.
        controller.perform(Intent.RESUME)

    def forward(
        self, controller: SessionController, wanted: Callable[[Step], bool], seconds: float = 0
    ) -> None:
        """End step after step until one is as wanted, then let time pass in it."""
        for _ in range(_PATIENCE):
            step = controller.state.current
            if step is not None and wanted(step):
                break
            # An instant in between, as nobody ends a step at the instant it begins.
            self._clock.ms += 1_500
            controller.perform(Intent.NEXT)
        else:
            raise RuntimeError("no step of the session is like that")
        self.pass_time(controller, seconds)

    def finish(self, controller: SessionController) -> None:
        """End step after step until the session is over."""
        for _ in range(_PATIENCE):
            if controller.state.status is Status.ENDED:
                return
            self._clock.ms += 20_000
            controller.perform(Intent.NEXT)
        raise RuntimeError("the session does not end")

    def finish_paced(self, controller: SessionController) -> None:
        """Let every step run to its own end."""
        while controller.state.status is not Status.ENDED:
            self._clock.ms += 60_000
            if not controller.is_running:
                raise RuntimeError("the session does not run by itself")
            self.pass_time(controller, 0)

    def press(self, key: Qt.Key, text: str = "") -> None:
        """Press a key where the keyboard's attention is, or on the page."""
        receiver = QApplication.focusWidget()
        if receiver is not None:
            event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text)
            QCoreApplication.sendEvent(receiver, event)

    def remember(
        self, routine: Routine, days_ago: int, effort: int | None = None, note: str = ""
    ) -> int:
        """Put a whole session of the routine into the history, and return its id."""
        plan = compile_plan(routine, self.library.exercises, choices(Settings(), routine.id))
        facts = list(_undisturbed(plan))
        if effort is not None:
            facts.append(EffortRated(facts[-1].at, effort))
        if note:
            facts.append(NoteWritten(facts[-1].at, note))
        started = self._clock.wall() - timedelta(days=days_ago, minutes=73)
        session = self.journal.begin(routine.id, routine, plan, started)
        wall_ms = round(started.timestamp() * 1_000) + facts[-1].at
        self.journal.append(session, facts, fold(plan, facts), wall_ms)
        return session


_played: dict[tuple[Step, ...], tuple[Fact, ...]] = {}


def _undisturbed(plan: Plan) -> tuple[Fact, ...]:
    """Return the facts of a session, which are the same for every dress it is pictured in."""
    if plan.steps not in _played:
        _played[plan.steps] = tuple(item for item in simulate(plan) if not isinstance(item, Cue))
    return _played[plan.steps]


@contextmanager
def studio(library: Library, settings: Settings) -> Iterator[Studio]:
    """Set up a window with nothing in its history, and clear it away."""
    with TemporaryDirectory() as name:
        folders = Folders.at(Path(name))
        folders.create()
        connection = open_database(folders.database)
        try:
            made = Studio(folders, connection, library, settings)
            made.window.show()
            made.window.activateWindow()
            settle()
            yield made
            made.window.close()
            made.window.deleteLater()
            settle()
        finally:
            connection.close()


def settle() -> None:
    """Let layouts and whatever else was put off come to rest."""
    for _ in range(6):
        QApplication.sendPostedEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()


def without_figures(library: Library) -> Library:
    """Return the library as if nobody had posed its exercises."""
    exercises = {key: replace(item, figure=None) for key, item in library.exercises.items()}
    return replace(library, exercises=exercises)
