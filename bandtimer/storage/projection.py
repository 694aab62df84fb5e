"""What the journal comes to, written where it can be queried.

In numbers of sets, as the athlete counts them, both sides of an exercise make one set.
"""

import sqlite3
from collections.abc import Iterable

from bandtimer.core.facts import Ending, Outcome
from bandtimer.core.plan import Plan, StepKind
from bandtimer.core.record import records_of_step
from bandtimer.core.state import State
from bandtimer.storage.database import storable

# The words in the database are its own: renaming a member of the core must not change them.
_STATUS = {None: "active", Ending.FINISHED: "finished", Ending.STOPPED: "stopped"}


def sets_planned(plan: Plan) -> int:
    """Return how many sets the plan has."""
    return len(_steps_by_set(plan))


def sets_done(state: State) -> int:
    """Return how many sets have been done, on both sides where they have two."""
    done = {i for i, result in state.results.items() if result.outcome is Outcome.DONE}
    return sum(done.issuperset(steps) for steps in _steps_by_set(state.plan))


def write_session(connection: sqlite3.Connection, session_id: int, state: State) -> None:
    """Bring the session's own row in line with its state."""
    connection.execute(
        "UPDATE session SET status = ?, active_ms = ?, sets_done = ?, effort = ?, note = ? "
        "WHERE id = ?",
        (
            _STATUS[state.ending],
            state.active_ms(state.at),
            sets_done(state),
            state.effort,
            storable(state.note),
            session_id,
        ),
    )


def write_sets(
    connection: sqlite3.Connection, session_id: int, state: State, steps: Iterable[int]
) -> None:
    """Bring the records of those steps that have ended in line with the state."""
    for step in steps:
        if step in state.results:
            _write_step(connection, session_id, state, step)


def forget_sets(connection: sqlite3.Connection, session_id: int) -> None:
    """Delete all of the session's records."""
    connection.execute("DELETE FROM set_log WHERE session_id = ?", (session_id,))


def _write_step(connection: sqlite3.Connection, session_id: int, state: State, step: int) -> None:
    connection.executemany(
        "INSERT OR REPLACE INTO set_log (session_id, step, side, turn, exercise, exercise_name, "
        "set_number, sets, work, target_low, target_high, reps, elapsed_ms, outcome) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
            )
            for turn, record in enumerate(records_of_step(state, step))
        ],
    )


def _steps_by_set(plan: Plan) -> list[list[int]]:
    sets: list[list[int]] = []
    for index, step in enumerate(plan.steps):
        if step.kind is not StepKind.WORK:
            continue
        if sets and step.side is step.first_side.other:
            sets[-1].append(index)
        else:
            sets.append([index])
    return sets
