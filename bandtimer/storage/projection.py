"""What the journal comes to, written where it can be queried."""

import sqlite3
from collections.abc import Iterable

from bandtimer.core.facts import Ending, Relief
from bandtimer.core.record import records_of_step, set_records, sets_done, sets_planned
from bandtimer.core.state import State
from bandtimer.storage.database import storable

# The words in the database are its own: renaming a member of the core must not change them.
STATUS = {None: "active", Ending.FINISHED: "finished", Ending.STOPPED: "stopped"}
_RELIEF = {
    Relief.STOP_EXERCISE: "stop_exercise",
    Relief.EASIER: "easier",
    Relief.END_SESSION: "end_session",
}


def rewrite(connection: sqlite3.Connection, session_id: int, state: State) -> None:
    """Bring all that is kept of a session beside its facts in line with its state.

    Of a deleted session only its own row is kept, marked with the time when it was deleted.
    """
    for table in ("set_log", "pain", "session_text"):
        connection.execute(f"DELETE FROM {table} WHERE session_id = ?", (session_id,))  # noqa: S608
    write_session(connection, session_id, state)
    connection.execute(
        "UPDATE session SET deleted_ms = CASE WHEN ?1 THEN (SELECT wall_ms FROM journal "
        "WHERE session_id = ?2 AND kind = 'SessionDeleted' ORDER BY seq DESC LIMIT 1) END "
        "WHERE id = ?2",
        (state.is_deleted, session_id),
    )
    if not state.is_deleted:
        write_sets(connection, session_id, state, range(len(state.plan.steps)))
        write_pains(connection, session_id, state)
        write_text(connection, session_id, state)


def write_session(connection: sqlite3.Connection, session_id: int, state: State) -> None:
    """Bring the session's own row in line with its state."""
    connection.execute(
        "UPDATE session SET status = ?, active_ms = ?, sets_done = ?, sets_planned = ?, "
        "effort = ?, note = ? WHERE id = ?",
        (
            STATUS[state.ending],
            state.active_ms(state.at),
            sets_done(state),
            sets_planned(state.plan),
            state.effort,
            storable(state.note),
            session_id,
        ),
    )


def write_sets(
    connection: sqlite3.Connection, session_id: int, state: State, steps: Iterable[int]
) -> None:
    """Bring the records of those steps that have ended in line with the state."""
    connection.executemany(
        "INSERT OR REPLACE INTO set_log (session_id, step, side, turn, exercise, exercise_name, "
        "set_number, sets, work, target_low, target_high, reps, elapsed_ms, outcome, band, effort, "
        "note, edited, started_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
        "(SELECT started_ms FROM session WHERE id = ?))",
        [
            (
                session_id,
                record.step,
                record.side.value,
                turn,
                storable(record.exercise),
                storable(record.exercise_name),
                record.set_number,
                record.sets,
                record.work,
                record.target.low,
                record.target.high,
                record.reps,
                record.elapsed_ms,
                record.outcome.value,
                storable(record.band),
                record.effort,
                storable(record.note),
                record.edited,
                session_id,
            )
            for step in steps
            for turn, record in enumerate(records_of_step(state, step))
        ],
    )


def write_pains(connection: sqlite3.Connection, session_id: int, state: State) -> None:
    """Bring the session's pains in line with its state."""
    connection.executemany(
        "INSERT OR REPLACE INTO pain (session_id, number, at_ms, exercise, relief, started_ms) "
        "VALUES (?, ?, ?, ?, ?, (SELECT started_ms FROM session WHERE id = ?))",
        [
            (session_id, number, pain.at, storable(pain.exercise), _RELIEF[pain.relief], session_id)
            for number, pain in enumerate(state.pains)
        ],
    )


def write_text(connection: sqlite3.Connection, session_id: int, state: State) -> None:
    """Keep the words of a session, so that it is found by them."""
    records = set_records(state)
    names = dict.fromkeys(record.exercise_name for record in records)
    words = (state.plan.name, state.note, *names, *(record.note for record in records))
    connection.execute(
        "INSERT OR REPLACE INTO session_text (session_id, body) VALUES (?, ?)",
        (session_id, searchable("\n".join(word for word in words if word))),
    )


def searchable(text: str) -> str:
    """Return the text as it is kept for searching: without case."""
    return storable(text).casefold()
