"""Beginning sessions, and what becomes of one that did not end."""

from PySide6.QtCore import QObject

from bandtimer.core.engine import Engine
from bandtimer.core.plan import Plan
from bandtimer.core.routine import Routine
from bandtimer.core.state import fold
from bandtimer.player.clock import Clock
from bandtimer.player.controller import SessionController
from bandtimer.storage.journal import Journal, JournaledSession


class Sessions:
    """Opens controllers on the journal; every method may raise StorageError."""

    def __init__(self, journal: Journal, clock: Clock, parent: QObject | None = None) -> None:
        self._journal, self._clock, self._parent = journal, clock, parent

    def unfinished(self) -> JournaledSession | None:
        """Return the session that has not ended, if there is one."""
        return self._journal.active()

    def begin(self, routine: Routine, plan: Plan) -> SessionController:
        """Open a new session; one that has not ended is first finished where it stands."""
        unfinished = self.unfinished()
        if unfinished is not None:
            self.finish(unfinished)
        session_id = self._journal.begin(routine.id, routine, plan, self._clock.wall())
        return SessionController(Engine(plan), session_id, self._journal, self._clock, self._parent)

    def resume(self, unfinished: JournaledSession) -> SessionController:
        """Take up a session where its facts leave off, standing still."""
        return SessionController.take_up(unfinished, self._journal, self._clock, self._parent)

    def finish(self, unfinished: JournaledSession) -> None:
        """End a session at its last fact; its sets stay in the history."""
        state = fold(unfinished.plan, unfinished.facts)
        engine = Engine(unfinished.plan, unfinished.facts)
        output = engine.stop(state.at)
        wall_ms = round(self._clock.wall().timestamp() * 1_000)
        self._journal.append(unfinished.id, output.facts, engine.state, wall_ms)

    def discard(self, unfinished: JournaledSession) -> None:
        """Delete a session with all its sets."""
        self._journal.discard(unfinished.id)
