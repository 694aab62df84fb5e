"""Small routines and sessions to store, made with the core itself."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path

from bandtimer.core.compile import Choices, compile_plan
from bandtimer.core.facts import Fact
from bandtimer.core.plan import Plan, Side
from bandtimer.core.routine import (
    SECOND,
    Block,
    Exercise,
    Hold,
    Prescription,
    Range,
    Reps,
    Routine,
    Sides,
    Timed,
)
from bandtimer.core.simulate import simulate
from bandtimer.core.state import State, apply
from bandtimer.storage.database import open_database
from bandtimer.storage.journal import Journal

EXERCISES = {
    "kickback": Exercise("kickback", "Kickback", sides=Sides.EACH, easier=("squat",)),
    "walk": Exercise("walk", "Band walk", sides=Sides.ALTERNATE, alternate_every=2),
    "bridge": Exercise("bridge", "Glute bridge “hold”"),
    "squat": Exercise("squat", "Squat"),
}

MIXED = Routine(
    "mixed",
    "Mixed",
    (
        Block(
            (
                Prescription("kickback", Reps(Range(2, 3)), Range(2, 2), rest_ms=5 * SECOND),
                Prescription("walk", Reps(Range.exactly(4)), rest_ms=0),
                Prescription("bridge", Hold(Range(3 * SECOND, None)), rest_ms=5 * SECOND),
                Prescription("bridge", Hold(Range.exactly(4 * SECOND))),
                Prescription("squat", Timed(6 * SECOND)),
            )
        ),
    ),
)
SHORT = Routine("short", "Short", (Block((Prescription("squat", Reps(Range.exactly(2))),)),))

# Auckland in summer: thirteen hours ahead, so its date differs from the one in UTC.
STARTED = datetime(2026, 11, 22, 23, 50, 12, 345_000, timezone(timedelta(hours=13)))
WALL_MS = 1_795_000_000_000


def plan_of(
    routine: Routine, *, paced: bool = True, first_side: Side = Side.LEFT, lead_in_ms: int = 0
) -> Plan:
    chosen = Choices(paced=paced, first_side=first_side, lead_in_ms=lead_in_ms)
    return compile_plan(routine, EXERCISES, chosen)


def facts_of(plan: Plan) -> tuple[Fact, ...]:
    return tuple(item for item in simulate(plan) if isinstance(item, Fact))


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_database(path)) as connection:
        yield connection


def append_each(
    journal: Journal, session_id: int, state: State, batches: Iterable[Sequence[Fact]]
) -> State:
    """Append every batch with the state it leads to, and return the last."""
    for batch in batches:
        for fact in batch:
            state = apply(state, fact)
        journal.append(session_id, batch, state, WALL_MS + state.at)
    return state


def record_session(
    connection: sqlite3.Connection,
    routine: Routine = SHORT,
    started: datetime = STARTED,
    more: Sequence[Fact] = (),
) -> int:
    """Write an undisturbed session, and facts that come after it."""
    plan, journal = plan_of(routine), Journal(connection)
    session_id = journal.begin(routine.id, routine, plan, started)
    append_each(journal, session_id, State(plan), ([fact] for fact in (*facts_of(plan), *more)))
    return session_id


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of the folder with all its bytes."""
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}
