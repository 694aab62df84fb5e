"""What all sessions add up to, by the local days they were done on."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bandtimer.core.tally import DayTotal
from bandtimer.storage.database import reading, storable
from bandtimer.storage.history import History, SessionRow
from bandtimer.storage.timestamps import span_ms, to_epoch_ms

# Sessions without a single set done, and deleted ones, add up to nothing.
_COUNTED = "FROM session WHERE deleted_ms IS NULL AND sets_done > 0"
# The local day, counted from 1970; as local_day, but of columns that an index has.
_DAY = "(started_ms / 1000 + utc_offset_s) / 86400"
_FIRST_DAY = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Totals:
    """How many sessions there ever were, how long without pauses, in ms, and since which day."""

    sessions: int
    active_ms: int
    first: date | None


class Overview:
    """Adds up the sessions of an open database; all may raise StorageError.

    The sessions of the routine `grouped`, that of the hold timer, count as one a day: each of
    them is a single hold.
    """

    def __init__(self, connection: sqlite3.Connection, grouped: str) -> None:
        self._connection, self._grouped = connection, grouped

    def days(self, first: date, last: date) -> Mapping[date, DayTotal]:
        """Return the days of the span, both ends included, that had a session."""
        rows = self._rows(
            f"SELECT {_DAY} AS day, sum(routine_id <> ?1) + max(routine_id = ?1), sum(active_ms) "
            f"{_COUNTED} AND started_ms BETWEEN ?2 AND ?3 GROUP BY day "
            "HAVING day BETWEEN ?4 AND ?5",
            self._grouped,
            *span_ms(first, last),
            first.toordinal() - _FIRST_DAY,
            last.toordinal() - _FIRST_DAY,
        )
        return {_day(number): DayTotal(sessions, ms) for number, sessions, ms in rows}

    def weeks(self, first: date, number: int) -> tuple[int, ...]:
        """Return the sessions of each of so many weeks, from the one that begins on `first` on."""
        start = first.toordinal() - _FIRST_DAY
        rows = self._rows(
            f"SELECT ({_DAY} - ?1) / 7 AS week, sum(routine_id <> ?2) "
            f"+ count(DISTINCT CASE WHEN routine_id = ?2 THEN {_DAY} END) {_COUNTED} "
            f"AND started_ms BETWEEN ?3 AND ?4 AND {_DAY} BETWEEN ?1 AND ?1 + 7 * ?5 - 1 "
            "GROUP BY week",
            start,
            self._grouped,
            *span_ms(first, first + timedelta(weeks=number, days=-1)),
            number,
        )
        sessions = dict(rows)
        return tuple(sessions.get(week, 0) for week in range(number))

    def totals(self) -> Totals:
        """Return what all sessions together come to."""
        ((number, active_ms, grouped, first),) = self._rows(
            f"SELECT count(*), total(active_ms), total(routine_id = ?1), min({_DAY}) {_COUNTED}",
            self._grouped,
        )
        if grouped:
            ((days,),) = self._rows(
                f"SELECT count(DISTINCT {_DAY}) {_COUNTED} AND routine_id = ?1", self._grouped
            )
            number += days - int(grouped)
        return Totals(number, int(active_ms), None if first is None else _day(first))

    def previous(self, row: SessionRow) -> SessionRow | None:
        """Return the session of the same routine that came before, with a set done; or None."""
        rows = self._rows(
            f"SELECT id {_COUNTED} AND routine_id = ? AND (started_ms, id) < (?, ?) "
            "ORDER BY started_ms DESC, id DESC LIMIT 1",
            storable(row.routine_id),
            to_epoch_ms(row.started),
            row.id,
        )
        return History(self._connection).session(rows[0][0]) if rows else None

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with reading(self._connection):
            return self._connection.execute(query, values).fetchall()


def _day(number: int) -> date:
    return date.fromordinal(_FIRST_DAY + number)
