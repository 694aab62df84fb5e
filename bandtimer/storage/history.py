"""The read side: sessions, their sets, bests and last times."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from bandtimer.core.choices import Side
from bandtimer.core.routine import Range
from bandtimer.storage.database import reading, storable
from bandtimer.storage.timestamps import from_epoch_ms, to_epoch_ms

if TYPE_CHECKING:
    from bandtimer.core.record import SetRecord

SessionStatus = Literal["active", "finished", "stopped"]

# SQLite takes no larger number, not even to say that it has none such.
_ID_BITS = 63

_SESSION = (
    "SELECT id, name, routine_id, status, started_ms, utc_offset_s, active_ms, sets_done, "
    "sets_planned, effort, note FROM session "
)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session as a list shows it.

    `active_ms` is its length without pauses; a session that is active has it as of its last
    fact. `started` has the offset from UTC that held there and then. A set with two sides is
    one set. `effort` is 1 to 10, None where it was not rated.
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


@dataclass(frozen=True, slots=True)
class Best:
    """The most ever done of an exercise on one side: the longest hold in ms, the most reps."""

    hold_ms: int | None
    reps: int | None


@dataclass(frozen=True, slots=True)
class Held:
    """One hold that was done, in a session begun at `started`."""

    started: datetime
    side: Side
    hold_ms: int


class History:
    """Answers questions about the sessions of an open database; all may raise StorageError."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def sessions(self, limit: int, before: SessionRow | None = None) -> tuple[SessionRow, ...]:
        """List sessions, the newest first, at most `limit`; those older than `before` if given."""
        where, values = "", list[int]()
        if before is not None:
            where = "WHERE (started_ms, id) < (?, ?) "
            values = [to_epoch_ms(before.started), before.id]
        query = f"{_SESSION}{where}ORDER BY started_ms DESC, id DESC LIMIT ?"
        return tuple(_session(row) for row in self._rows(query, *values, limit))

    def session(self, session_id: int) -> SessionRow | None:
        """Return one session, or None where there is none of that id."""
        if session_id.bit_length() > _ID_BITS:
            return None
        rows = self._rows(f"{_SESSION}WHERE id = ?", session_id)
        return _session(rows[0]) if rows else None

    def has_unfinished(self) -> bool:
        """Tell whether there is a session that has not ended."""
        return bool(self._rows("SELECT 1 FROM session WHERE status = 'active'"))

    def count(self) -> int:
        """Return how many sessions there are."""
        (number,) = self._rows("SELECT count(*) FROM session")[0]
        return int(number)

    def sets(self, session_id: int) -> tuple[SetRecord, ...]:
        """List the sets of a session that have ended, in the order of its plan."""
        rows = self._rows(
            "SELECT step, side, exercise, exercise_name, set_number, sets, work, target_low, "
            "target_high, reps, elapsed_ms, outcome, band FROM set_log WHERE session_id = ? "
            "ORDER BY step, turn",
            session_id,
        )
        return tuple(_set(row) for row in rows)

    def last_done(self, routine_id: str) -> datetime | None:
        """Return when the routine was last begun and then finished."""
        rows = self._rows(
            "SELECT started_ms, utc_offset_s FROM session "
            "WHERE status = 'finished' AND routine_id = ? ORDER BY started_ms DESC LIMIT 1",
            storable(routine_id),
        )
        return from_epoch_ms(*rows[0]) if rows else None

    def last_done_by_routine(self) -> Mapping[str, datetime]:
        """Return, for every routine that was ever finished, what `last_done` says of it."""
        # SQLite takes the columns beside a lone max() from the row that has it.
        rows = self._rows(
            "SELECT routine_id, max(started_ms), utc_offset_s FROM session "
            "WHERE status = 'finished' GROUP BY routine_id"
        )
        return {routine_id: from_epoch_ms(ms, offset_s) for routine_id, ms, offset_s in rows}

    def bests(self, exercise: str) -> Mapping[Side, Best]:
        """Return the athlete's bests at an exercise, by side, from the sets that were done."""
        # One max() a side takes its answer from the end of an index; GROUP BY would read it all.
        rows = self._rows(
            "SELECT side.column1, "
            "(SELECT max(elapsed_ms) FROM set_log WHERE exercise = ?1 "
            "AND side = side.column1 AND work = 'hold' AND outcome = 'done'), "
            "(SELECT max(reps) FROM set_log WHERE exercise = ?1 "
            "AND side = side.column1 AND work = 'reps' AND outcome = 'done') "
            "FROM (VALUES ('left'), ('right'), ('both')) AS side",
            storable(exercise),
        )
        return {
            Side(side): Best(hold_ms, reps)
            for side, hold_ms, reps in rows
            if hold_ms is not None or reps is not None
        }

    def holds_since(self, exercise: str, since: datetime) -> tuple[Held, ...]:
        """List the holds of an exercise in sessions begun since then, the oldest first."""
        rows = self._rows(
            "SELECT started_ms, utc_offset_s, side, elapsed_ms FROM set_log "
            "JOIN session ON session.id = session_id WHERE exercise = ? AND work = 'hold' "
            "AND outcome = 'done' AND started_ms >= ? ORDER BY started_ms, step",
            exercise,
            to_epoch_ms(since),
        )
        return tuple(
            Held(from_epoch_ms(ms, offset_s), Side(side), hold_ms)
            for ms, offset_s, side, hold_ms in rows
        )

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with reading(self._connection):
            return self._connection.execute(query, values).fetchall()


def _session(row: tuple[Any, ...]) -> SessionRow:
    number, name, routine_id, status, started_ms, offset_s, *rest = row
    return SessionRow(number, name, routine_id, status, from_epoch_ms(started_ms, offset_s), *rest)


def _set(row: tuple[Any, ...]) -> SetRecord:
    # Lists of sessions, and the window's first picture, do without sets.
    from bandtimer.core.facts import Outcome  # noqa: PLC0415
    from bandtimer.core.record import SetRecord  # noqa: PLC0415

    step, side, exercise, exercise_name, set_number, sets, work, low, high, *rest = row
    reps, elapsed_ms, outcome, band = rest
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
    )
