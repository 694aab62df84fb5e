"""The read side: sessions, their sets, bests and last times."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from bandtimer.core.choices import Side
from bandtimer.core.personal_best import Best
from bandtimer.core.routine import Range
from bandtimer.storage.database import database_path, reading, storable
from bandtimer.storage.errors import damaged, making_sense
from bandtimer.storage.filters import EVERYTHING, SessionFilter, matching
from bandtimer.storage.timestamps import from_epoch_ms, span_ms, to_epoch_ms

if TYPE_CHECKING:
    from bandtimer.core.facts import Relief
    from bandtimer.core.progress import PastSession
    from bandtimer.core.record import SetRecord

Found = TypeVar("Found")

SessionStatus = Literal["active", "finished", "stopped"]
SessionSource = Literal["led", "by_hand", "imported"]

# SQLite takes no larger number, not even to say that it has none such.
_ID_BITS = 63
_NEVER = 2**63 - 1

_SESSION = (
    "SELECT id, name, routine_id, status, session.started_ms, utc_offset_s, active_ms, sets_done, "
    "sets_planned, session.effort, session.note, source "
)
# The latest sessions that are over, those in which an exercise was done and those in which it hurt.
_LATEST_DONE = (
    "SELECT started_ms, session_id FROM set_log WHERE exercise = ? AND outcome <> 'skipped' "
    "AND session_id NOT IN (SELECT id FROM session WHERE status = 'active') "
    "GROUP BY started_ms, session_id ORDER BY started_ms DESC, session_id DESC LIMIT ?"
)
_LATEST_HURT = (
    "SELECT started_ms, session_id FROM pain WHERE exercise = ? "
    "AND session_id NOT IN (SELECT id FROM session WHERE status = 'active') "
    "GROUP BY started_ms, session_id ORDER BY started_ms DESC, session_id DESC LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session as a list shows it.

    `active_ms` is its length without pauses; a session that is active has it as of its last
    fact. `started` has the offset from UTC that held there and then. A set with two sides is
    one set. `effort` is 1 to 10, None where it was not rated. `source` tells whether BandTimer
    led it, or how else it came into the history.
    """

    id: int
    name: str
    routine_id: str
    status: SessionStatus
    started: datetime
    active_ms: int
    sets_done: int
    sets_planned: int
    effort: int | None
    note: str
    source: SessionSource = "led"


@dataclass(frozen=True, slots=True)
class Held:
    """One hold that was done, in a session begun at `started`."""

    started: datetime
    side: Side
    hold_ms: int


@dataclass(frozen=True, slots=True)
class LastPain:
    """An exercise hurt in a session begun at `started`, and this was done about it."""

    started: datetime
    relief: Relief


class History:
    """Answers questions about the sessions of an open database; all may raise StorageError.

    Deleted sessions have no part in any answer.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @property
    def connection(self) -> sqlite3.Connection:
        """Return the open database."""
        return self._connection

    def sessions(
        self,
        limit: int,
        before: SessionRow | None = None,
        filter: SessionFilter = EVERYTHING,  # noqa: A002 - what it is called on the screen
    ) -> tuple[SessionRow, ...]:
        """List sessions, the newest first, at most `limit`; those older than `before` if given."""
        place = None if before is None else (to_epoch_ms(before.started), before.id)
        found, order, values = matching(filter, place)
        return self._found(_session, f"{_SESSION}{found} {order} LIMIT ?", *values, limit)

    def session(self, session_id: int) -> SessionRow | None:
        """Return one session, or None where there is none of that id."""
        if session_id.bit_length() > _ID_BITS:
            return None
        query = f"{_SESSION}FROM session WHERE deleted_ms IS NULL AND id = ?"
        return next(iter(self._found(_session, query, session_id)), None)

    def has_unfinished(self) -> bool:
        """Tell whether there is a session that has not ended."""
        return bool(self._rows("SELECT 1 FROM session WHERE status = 'active'"))

    def count(self, filter: SessionFilter = EVERYTHING) -> int:  # noqa: A002
        """Return how many sessions there are; reads all that may match."""
        found, _, values = matching(filter, None)
        (number,) = self._rows(f"SELECT count(*) FROM (SELECT 1 {found})", *values)[0]  # noqa: S608
        return int(number)

    def routines_done(self) -> tuple[tuple[str, str], ...]:
        """List id and latest name of every routine in the history, by name."""
        # GROUP BY would read all sessions; this goes from one routine to the next.
        rows = self._rows(
            "WITH RECURSIVE done (routine) AS (SELECT min(routine_id) FROM session "
            "WHERE deleted_ms IS NULL UNION ALL SELECT (SELECT min(routine_id) FROM session "
            "WHERE deleted_ms IS NULL AND routine_id > routine) FROM done "
            "WHERE routine IS NOT NULL) "
            "SELECT routine, (SELECT name FROM session WHERE deleted_ms IS NULL "
            "AND routine_id = routine ORDER BY started_ms DESC, id DESC LIMIT 1) AS name FROM done "
            "WHERE routine IS NOT NULL ORDER BY name, routine"
        )
        return tuple((routine_id, name) for routine_id, name in rows)

    def exercises_done(self) -> tuple[tuple[str, str], ...]:
        """List id and latest name of every exercise in the history, by name."""
        rows = self._rows(
            "WITH RECURSIVE done (id) AS (SELECT min(exercise) FROM set_log UNION ALL "
            "SELECT (SELECT min(exercise) FROM set_log WHERE exercise > id) FROM done "
            "WHERE id IS NOT NULL) "
            "SELECT id, (SELECT exercise_name FROM set_log WHERE exercise = id "
            "ORDER BY started_ms DESC, session_id DESC LIMIT 1) AS name FROM done "
            "WHERE id IS NOT NULL ORDER BY name, id"
        )
        return tuple((exercise, name) for exercise, name in rows)

    def sets(self, session_id: int) -> tuple[SetRecord, ...]:
        """List the sets of a session that have ended, in the order of its plan."""
        return self._found(
            _set,
            "SELECT step, side, exercise, exercise_name, set_number, sets, work, target_low, "
            "target_high, reps, elapsed_ms, outcome, band, effort, note, edited FROM set_log "
            "WHERE session_id = ? ORDER BY step, turn",
            session_id,
        )

    def last_done(self, routine_id: str) -> datetime | None:
        """Return when the routine was last begun and then finished."""
        found = self._found(
            _instant,
            "SELECT started_ms, utc_offset_s FROM session "
            "WHERE status = 'finished' AND deleted_ms IS NULL AND routine_id = ? "
            "ORDER BY started_ms DESC LIMIT 1",
            storable(routine_id),
        )
        return found[0] if found else None

    def last_done_by_routine(self) -> Mapping[str, datetime]:
        """Return, for every routine that was ever finished, what `last_done` says of it."""
        # SQLite takes the columns beside a lone max() from the row that has it.
        found = self._found(
            lambda row: (row[0], _instant(row[1:])),
            "SELECT routine_id, max(started_ms), utc_offset_s FROM session "
            "WHERE status = 'finished' AND deleted_ms IS NULL GROUP BY routine_id",
        )
        return dict(found)

    def last_done_of(self, exercise: str) -> datetime | None:
        """Return when the latest session began in which a set of the exercise was done."""
        found = self._found(
            _instant,
            "SELECT session.started_ms, utc_offset_s FROM set_log "
            "JOIN session ON session.id = session_id "
            "WHERE exercise = ? AND outcome = 'done' AND deleted_ms IS NULL "
            "ORDER BY set_log.started_ms DESC LIMIT 1",
            storable(exercise),
        )
        return found[0] if found else None

    def bests(self, exercise: str, before: SessionRow | None = None) -> Mapping[Side, Best]:
        """Return the athlete's bests at an exercise, by side, from the sets that were done.

        With `before` those of earlier sessions, so that what it brought can be told apart.
        """
        until = (_NEVER, 0) if before is None else (to_epoch_ms(before.started), before.id)
        # Each takes its answer from the end of an index; GROUP BY would read all of it.
        rows = self._rows(
            "SELECT side.column1, (SELECT elapsed_ms FROM set_log WHERE exercise = ?1 "
            "AND side = side.column1 AND work = 'hold' AND outcome = 'done' "
            "AND (started_ms, session_id) < (?2, ?3) ORDER BY elapsed_ms DESC LIMIT 1), "
            "(SELECT reps FROM set_log WHERE exercise = ?1 "
            "AND side = side.column1 AND work = 'reps' AND outcome = 'done' "
            "AND (started_ms, session_id) < (?2, ?3) ORDER BY reps DESC LIMIT 1) "
            "FROM (VALUES ('left'), ('right'), ('both')) AS side",
            storable(exercise),
            *until,
        )
        # Where sides alternate one of them may have had no rep at all.
        bests = {Side(side): Best(hold_ms, reps or None) for side, hold_ms, reps in rows}
        return {side: best for side, best in bests.items() if best != Best(None, None)}

    def holds_on(self, exercise: str, day: date) -> tuple[Held, ...]:
        """List the holds of an exercise in the sessions of a local day, the oldest first."""
        return self._found(
            _held,
            "SELECT set_log.started_ms, utc_offset_s, side, elapsed_ms FROM set_log "
            "JOIN session ON session.id = session_id WHERE exercise = ? AND work = 'hold' "
            "AND outcome = 'done' AND set_log.started_ms BETWEEN ? AND ? AND local_day = ? "
            "ORDER BY set_log.started_ms, session_id, step",
            storable(exercise),
            *span_ms(day, day),
            day.isoformat(),
        )

    def last_pain(self, exercise: str) -> LastPain | None:
        """Return when an exercise last hurt; None once it has been done since without pain."""
        from bandtimer.core.facts import Relief  # noqa: PLC0415 - as in _set

        rows = self._rows(
            "SELECT relief, pain.started_ms, utc_offset_s, session_id FROM pain "
            "JOIN session ON session.id = session_id WHERE exercise = ? "
            "ORDER BY pain.started_ms DESC, session_id DESC, number DESC LIMIT 1",
            storable(exercise),
        )
        if not rows:
            return None
        relief, started_ms, offset_s, session_id = rows[0]
        done_since = self._rows(
            "SELECT 1 FROM set_log WHERE exercise = ? AND (started_ms, session_id) > (?, ?) "
            "AND outcome = 'done' "
            "AND session_id NOT IN (SELECT id FROM session WHERE status = 'active') LIMIT 1",
            storable(exercise),
            started_ms,
            session_id,
        )
        if done_since:
            return None
        with self._making_sense():
            return LastPain(from_epoch_ms(started_ms, offset_s), Relief(relief))

    def recent(self, exercise: str, limit: int = 2) -> tuple[PastSession, ...]:
        """List the last sessions that are over in which an exercise was done, or hurt.

        The oldest comes first. A session that passed over all its sets is none of them.
        """
        name = storable(exercise)
        done = self._rows(_LATEST_DONE, name, limit)
        found = {*done, *self._rows(_LATEST_HURT, name, limit)}
        return tuple(self._past(number, name) for _, number in sorted(found)[-limit:])

    def _past(self, session_id: int, exercise: str) -> PastSession:
        from bandtimer.core.progress import PastSession  # noqa: PLC0415 - as in _set

        ((effort, hurt),) = self._rows(
            "SELECT effort, EXISTS (SELECT 1 FROM pain WHERE session_id = id AND exercise = ?) "
            "FROM session WHERE id = ?",
            exercise,
            session_id,
        )
        sets = tuple(item for item in self.sets(session_id) if item.exercise == exercise)
        return PastSession(sets, effort, bool(hurt))

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with reading(self._connection):
            return self._connection.execute(query, values).fetchall()

    def _found(
        self, make: Callable[[tuple[Any, ...]], Found], query: str, *values: object
    ) -> tuple[Found, ...]:
        """Return what is made of each row; raise StorageError where a row makes no sense."""
        rows = self._rows(query, *values)
        with self._making_sense():
            return tuple(make(row) for row in rows)

    def _making_sense(self) -> AbstractContextManager[None]:
        return making_sense(damaged(database_path(self._connection)))


def _instant(row: tuple[Any, ...]) -> datetime:
    return from_epoch_ms(*row)


def _held(row: tuple[Any, ...]) -> Held:
    *instant, side, hold_ms = row
    return Held(from_epoch_ms(*instant), Side(side), hold_ms)


def _session(row: tuple[Any, ...]) -> SessionRow:
    number, name, routine_id, status, started_ms, offset_s, *rest = row
    return SessionRow(number, name, routine_id, status, from_epoch_ms(started_ms, offset_s), *rest)


def _set(row: tuple[Any, ...]) -> SetRecord:
    # Lists of sessions, and the window's first picture, do without sets.
    from bandtimer.core.facts import Outcome  # noqa: PLC0415
    from bandtimer.core.record import SetRecord  # noqa: PLC0415

    step, side, exercise, exercise_name, set_number, sets, work, low, high, *rest = row
    reps, elapsed_ms, outcome, band, effort, note, edited = rest
    return SetRecord(
        step=step,
        side=Side(side),
        exercise=exercise,
        exercise_name=exercise_name,
        set_number=set_number,
        sets=sets,
        work=work,
        target=Range(low, high),
        reps=reps,
        elapsed_ms=elapsed_ms,
        outcome=Outcome(outcome),
        band=band,
        effort=effort,
        note=note,
        edited=bool(edited),
    )
