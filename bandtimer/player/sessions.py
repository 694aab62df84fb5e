"""Beginning sessions, and what becomes of one that did not end.

The window asks for an unfinished session before its first picture, and mostly there is none; so
engine and journal are imported only when there is one, or one begins.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from PySide6.QtCore import QObject

    from bandtimer.core.plan import Plan
    from bandtimer.core.routine import Routine
    from bandtimer.player.clock import Clock
    from bandtimer.player.controller import SessionController
    from bandtimer.storage.history import History
    from bandtimer.storage.journal import Journal, JournaledSession


class Sessions:
    """Opens controllers on the journal; every method may raise StorageError.

    `slept` tells whether the machine was suspended since it was last asked.
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

    @cached_property
    def journal(self) -> Journal:
        """Return the journal of the open database."""
        from bandtimer.storage.journal import Journal  # noqa: PLC0415

        return Journal(self._connection)

    def unfinished(self) -> JournaledSession | None:
        """Return the session that has not ended, if there is one."""
        return self.journal.active() if self._history.has_unfinished() else None

    def begin(self, routine: Routine, plan: Plan) -> SessionController:
        """Open a new session; one that has not ended is first finished where it stands."""
        unfinished = self.unfinished()
        if unfinished is not None:
            self.finish(unfinished)
        from bandtimer.core.engine import Engine  # noqa: PLC0415
        from bandtimer.player.controller import SessionController  # noqa: PLC0415

        session_id = self.journal.begin(routine.id, routine, plan, self._clock.wall())
        return SessionController(
            Engine(plan), session_id, self.journal, self._clock, self._parent, self._slept
        )

    def resume(self, unfinished: JournaledSession) -> SessionController:
        """Take up a session where its facts leave off, standing still."""
        from bandtimer.player.controller import SessionController  # noqa: PLC0415

        return SessionController.take_up(
            unfinished, self.journal, self._clock, self._parent, self._slept
        )

    def finish(self, unfinished: JournaledSession) -> None:
        """End a session at its last fact; its sets stay in the history."""
        from bandtimer.core.engine import Engine  # noqa: PLC0415
        from bandtimer.core.state import fold  # noqa: PLC0415

        state = fold(unfinished.plan, unfinished.facts)
        engine = Engine(unfinished.plan, unfinished.facts)
        output = engine.stop(state.at)
        wall_ms = round(self._clock.wall().timestamp() * 1_000)
        self.journal.append(unfinished.id, output.facts, engine.state, wall_ms)

    def discard(self, unfinished: JournaledSession) -> None:
        """Delete a session with all its sets."""
        self.journal.discard(unfinished.id)
