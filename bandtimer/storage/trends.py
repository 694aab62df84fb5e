"""How an exercise went in the course of time, a value a local day and side.

All of it is read from one index, in the order that the index has; GROUP BY needs no sorting then.
"""

import sqlite3
from collections.abc import Mapping
from datetime import date
from typing import Any

from bandtimer.core.choices import Side
from bandtimer.core.tally import DayBand, DayValue, FollowedExercise, Metric
from bandtimer.storage.database import reading, storable
from bandtimer.storage.timestamps import span_ms

# The work that a metric is about, what a session's value is and how days add sessions up.
_VALUES = {
    Metric.LONGEST_HOLD: ("hold", "max(elapsed_ms)", "max"),
    Metric.TOTAL_HOLD: ("hold", "sum(elapsed_ms)", "sum"),
    Metric.MOST_REPS: ("reps", "max(reps)", "max"),
    Metric.TOTAL_REPS: ("reps", "sum(reps)", "sum"),
    Metric.TOTAL_TIME: ("timed", "sum(elapsed_ms)", "sum"),
}
_BY_WORK = {
    "hold": (Metric.LONGEST_HOLD, Metric.TOTAL_HOLD),
    "reps": (Metric.MOST_REPS, Metric.TOTAL_REPS),
    "timed": (Metric.TOTAL_TIME,),
}
_BESTS = {
    Metric.LONGEST_HOLD: "elapsed_ms",
    Metric.MOST_REPS: "reps",
}
# So many sets tell what kinds of work an exercise is done as.
_LOOK_BACK = 60


class Trends:
    """Follows the exercises of an open database; all may raise StorageError."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def exercises(self) -> tuple[FollowedExercise, ...]:
        """List the exercises of which a set was ever done, the latest first."""
        # Skips from one exercise to the next along the index; DISTINCT would read all of it.
        rows = self._rows(
            "WITH RECURSIVE tried (exercise) AS (SELECT min(exercise) FROM set_log UNION ALL "
            "SELECT (SELECT min(exercise) FROM set_log WHERE exercise > tried.exercise) FROM tried "
            "WHERE tried.exercise IS NOT NULL) "
            "SELECT exercise, id, local_day FROM (SELECT exercise, (SELECT session_id "
            "FROM set_log AS own INDEXED BY set_log_latest WHERE own.exercise = tried.exercise "
            "AND outcome = 'done' ORDER BY own.started_ms DESC, session_id DESC LIMIT 1) AS latest "
            "FROM tried WHERE exercise IS NOT NULL) "
            "JOIN session ON id = latest ORDER BY started_ms DESC, exercise"
        )
        return tuple(self._exercise(*row) for row in rows)

    def values(
        self, exercise: str, metric: Metric, first: date, last: date
    ) -> tuple[DayValue, ...]:
        """List what was reached on each day of the span, the oldest first."""
        if metric is Metric.EFFORT:
            return self._efforts(exercise, first, last)
        work, value, together = _VALUES[metric]
        rows = self._rows(
            f"SELECT local_day, side, {together}(value) FROM ("  # noqa: S608 - words of our own
            f"SELECT session_id, side, {value} AS value FROM set_log INDEXED BY set_log_latest "
            "WHERE exercise = ? AND started_ms BETWEEN ? AND ? AND outcome = 'done' AND work = ? "
            "GROUP BY started_ms, session_id, side) "
            "JOIN session ON session.id = session_id WHERE local_day BETWEEN ? AND ? "
            "GROUP BY local_day, side ORDER BY local_day, side",
            storable(exercise),
            *span_ms(first, last),
            work,
            first.isoformat(),
            last.isoformat(),
        )
        return tuple(
            DayValue(date.fromisoformat(day), Side(side), value) for day, side, value in rows
        )

    def bands(self, exercise: str, first: date, last: date) -> tuple[DayBand, ...]:
        """List the band of each day of the span on which one was used, the oldest first."""
        rows = self._rows(
            "SELECT local_day, band FROM ("
            "SELECT session_id, started_ms, band FROM set_log INDEXED BY set_log_latest "
            "WHERE exercise = ? AND started_ms BETWEEN ? AND ? AND outcome = 'done' "
            "AND band <> '' GROUP BY started_ms, session_id, band) AS used "
            "JOIN session ON session.id = session_id WHERE local_day BETWEEN ? AND ? "
            "ORDER BY used.started_ms, session_id",
            storable(exercise),
            *span_ms(first, last),
            first.isoformat(),
            last.isoformat(),
        )
        latest = {date.fromisoformat(day): band for day, band in rows}
        return tuple(DayBand(day, band) for day, band in sorted(latest.items()))

    def bests_before(self, exercise: str, metric: Metric, day: date) -> Mapping[Side, int]:
        """Return the bests of the sessions before that day, by side; none for totals."""
        column = _BESTS.get(metric)
        if column is None:
            return {}
        work = "hold" if metric is Metric.LONGEST_HOLD else "reps"
        _, latest = span_ms(day, day)
        rows = self._rows(
            f"SELECT side.column1, (SELECT {column} FROM set_log WHERE exercise = ? "  # noqa: S608
            f"AND side = side.column1 AND work = '{work}' AND outcome = 'done' "
            "AND started_ms < ? "
            "AND (SELECT local_day FROM session WHERE id = session_id) < ? "
            f"ORDER BY {column} DESC LIMIT 1) "
            "FROM (VALUES ('left'), ('right'), ('both')) AS side",
            storable(exercise),
            latest,
            day.isoformat(),
        )
        return {Side(side): best for side, best in rows if best is not None}

    def _efforts(self, exercise: str, first: date, last: date) -> tuple[DayValue, ...]:
        rows = self._rows(
            "SELECT local_day, max(coalesce(own, session.effort)) FROM ("
            "SELECT session_id, max(effort) AS own FROM set_log INDEXED BY set_log_latest "
            "WHERE exercise = ? AND started_ms BETWEEN ? AND ? AND outcome <> 'skipped' "
            "GROUP BY started_ms, session_id) "
            "JOIN session ON session.id = session_id WHERE local_day BETWEEN ? AND ? "
            "AND coalesce(own, session.effort) IS NOT NULL GROUP BY local_day ORDER BY local_day",
            storable(exercise),
            *span_ms(first, last),
            first.isoformat(),
            last.isoformat(),
        )
        return tuple(DayValue(date.fromisoformat(day), Side.BOTH, value) for day, value in rows)

    def _exercise(self, exercise: str, session_id: int, local_day: str) -> FollowedExercise:
        ((name,),) = self._rows(
            "SELECT exercise_name FROM set_log WHERE session_id = ? AND exercise = ? LIMIT 1",
            session_id,
            exercise,
        )
        # A look at the latest tells what it is; to find that a kind is missing takes all of them.
        works = self._rows(
            "SELECT work, max(started_ms) FROM (SELECT work, started_ms FROM set_log "
            "INDEXED BY set_log_latest WHERE exercise = ? AND outcome = 'done' "
            "ORDER BY started_ms DESC LIMIT ?) GROUP BY work",
            exercise,
            _LOOK_BACK,
        )
        last_ms: dict[str, int] = dict(works)
        done = [work for work in _BY_WORK if work in last_ms]
        done.sort(key=last_ms.__getitem__, reverse=True)
        metrics = [metric for work in done for metric in _BY_WORK[work]]
        metrics += [Metric.BAND, Metric.EFFORT]
        return FollowedExercise(exercise, name, tuple(metrics), date.fromisoformat(local_day))

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with reading(self._connection):
            return self._connection.execute(query, values).fetchall()
