"""Beginning sessions, and what becomes of one that did not end.

The window asks for an unfinished session before its first picture, and mostly there is none; so
engine and journal are imported only when there is one, or one begins.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from PySide6.QtCore import QObject

    from bandtimer.core.plan import Plan
    from bandtimer.core.routine import Routine
    from bandtimer.player.clock import Clock
    from bandtimer.player.controller import SessionController
    from bandtimer.storage.history import History
    from bandtimer.storage.journal import Journal, JournaledSession
    from bandtimer.storage.leading import Lead


class Sessions:
    """Opens controllers on the journal; every method may raise StorageError.

    A session that another window leads is none of this one's: it is not offered, and neither
    ended nor removed. `slept` tells whether the machine was suspended since it was last asked.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        history: History,
        clock: Clock,
        parent: QObject | None = None,
        slept: Callable[[], bool] = lambda: False,
    ) -> None:
        self._connection, self._history = connection, history
        self._clock, self._parent, self._slept = clock, parent, slept
        self._lead: Lead | None = None
        self._leader: SessionController | None = None
        self._last_leader: SessionController | None = None

    @cached_property
    def journal(self) -> Journal:
        """Return the journal of the open database."""
        from bandtimer.storage.journal import Journal  # noqa: PLC0415

        return Journal(self._connection)

    def unfinished(self) -> JournaledSession | None:
        """Return the session that has not ended, if there is one and nobody leads it."""
        if not self._history.has_unfinished():
            return None
        from bandtimer.storage.leading import LedElsewhereError  # noqa: PLC0415

        try:
            with self._leading():
                return self.journal.active()
        except LedElsewhereError:
            return None

    def begin(self, routine: Routine, plan: Plan) -> SessionController:
        """Open a new session; one that has not ended is first finished where it stands."""
        from bandtimer.core.engine import Engine  # noqa: PLC0415
        from bandtimer.player.controller import SessionController  # noqa: PLC0415

        with self._leading():
            unfinished = self.unfinished()
            if unfinished is not None:
                self.finish(unfinished)
            session_id = self.journal.begin(routine.id, routine, plan, self._clock.wall())
            controller = SessionController(
                Engine(plan), session_id, self.journal, self._clock, self._parent, self._slept
            )
            return self._led_by(controller)

    def resume(self, unfinished: JournaledSession) -> SessionController:
        """Take up a session where its facts leave off, standing still."""
        from bandtimer.core.facts import SessionEnded  # noqa: PLC0415
        from bandtimer.player.controller import SessionController  # noqa: PLC0415
        from bandtimer.storage.errors import StorageError  # noqa: PLC0415

        with self._leading():
            unfinished = self._settled(unfinished)
            if any(isinstance(fact, SessionEnded) for fact in unfinished.facts):
                raise StorageError("This session has been ended meanwhile.")
            controller = SessionController.take_up(
                unfinished, self.journal, self._clock, self._parent, self._slept
            )
            return self._led_by(controller)

    def finish(self, unfinished: JournaledSession) -> None:
        """End a session at its last fact; its sets stay in the history."""
        from bandtimer.core.engine import Engine  # noqa: PLC0415
        from bandtimer.core.state import Status, fold  # noqa: PLC0415

        wall_ms = round(self._clock.wall().timestamp() * 1_000)
        with self._leading():
            unfinished = self._settled(unfinished)
            state = fold(unfinished.plan, unfinished.facts)
            if state.status is Status.ENDED:
                return
            engine = Engine(unfinished.plan, unfinished.facts)
            output = engine.stop(state.at)
            self.journal.append(unfinished.id, output.facts, engine.state, wall_ms)

    def discard(self, unfinished: JournaledSession) -> None:
        """Delete a session with all its sets."""
        with self._leading():
            self._settle(unfinished)
            self.journal.discard(unfinished.id)

    def _settled(self, unfinished: JournaledSession) -> JournaledSession:
        """Return the session with all that whoever led it here last could not write at once."""
        return self.journal.load(unfinished.id) if self._settle(unfinished) else unfinished

    def _settle(self, unfinished: JournaledSession) -> bool:
        """See to it that no more of the session comes from whoever led it here last, if anybody."""
        last = self._last_leader
        if last is None or last.session_id != unfinished.id:
            return False
        last.settle()
        self._last_leader = None
        return True

    def _led_by(self, controller: SessionController) -> SessionController:
        """Hold the right to lead until this session ends or is left."""
        self._leader = self._last_leader = controller
        controller.left.connect(self._release_lead)
        controller.changed.connect(self._look_for_end)
        return controller

    def _look_for_end(self) -> None:
        from bandtimer.core.state import Status  # noqa: PLC0415

        if self._leader is not None and self._leader.state.status is Status.ENDED:
            self._release_lead()

    @contextmanager
    def _leading(self) -> Iterator[None]:
        """Hold the right to lead meanwhile, and for as long as a session is led from then on.

        Raises LedElsewhereError where another window has it.
        """
        from bandtimer.storage.database import database_path  # noqa: PLC0415
        from bandtimer.storage.leading import Lead  # noqa: PLC0415

        is_first = self._lead is None
        if self._lead is None:
            self._lead = Lead(database_path(self._connection))
        try:
            yield
        finally:
            if is_first and self._leader is None:
                self._release_lead()

    def _release_lead(self) -> None:
        if self._lead is not None:
            self._lead.release()
        self._lead = self._leader = None
