"""The write side: every fact of a session, on disk before anybody sees it."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bandtimer.core.codec import fact_from_data, fact_to_data
from bandtimer.core.facts import Fact, PainReported, PlanChanged, RepsCorrected, StepEnded
from bandtimer.core.plan import Plan
from bandtimer.core.record import sets_planned
from bandtimer.core.routine import Routine
from bandtimer.core.state import IllegalTransition, State, Status, apply, fold
from bandtimer.storage import projection, snapshots
from bandtimer.storage.database import database_path, reading, storable, transaction
from bandtimer.storage.errors import StorageError, damaged_session, making_sense
from bandtimer.storage.history import SessionSource
from bandtimer.storage.timestamps import from_epoch_ms, to_epoch_ms, utc_offset_s

_ENCODE = json.JSONEncoder(separators=(",", ":")).encode


class SessionActiveError(StorageError):
    """There is a session that has not ended, and only one may be under way."""


@dataclass(frozen=True, slots=True)
class JournaledSession:
    """A session as it is on disk: routine and plan as they were, and what happened so far.

    `name` is the routine's; `started` has the offset from UTC that held there and then.
    """

    id: int
    name: str
    routine_id: str
    started: datetime
    routine: Routine
    plan: Plan
    facts: tuple[Fact, ...]


class Journal:
    """Writes sessions to an open database.

    It remembers how long the journal of each session was that it wrote or read, so that two
    programs that lead the same session cannot mix up their facts.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._lengths: dict[int, int] = {}

    def begin(self, routine_id: str, routine: Routine, plan: Plan, started: datetime) -> int:
        """Open a session and return its id.

        `started` needs a time zone, else ValueError. Raises SessionActiveError where another
        session has not ended, StorageError where nothing can be written.
        """
        import uuid  # noqa: PLC0415 - only a new session needs it, not every start

        with transaction(self.connection):
            under_way = self._row("SELECT name FROM session WHERE status = 'active'")
            if under_way is not None:
                raise SessionActiveError(
                    f"A session of “{under_way[0]}” has not ended. Resume, finish or discard it "
                    "before you start another."
                )
            session_id = insert_session(
                self.connection, uuid.uuid4().hex, routine_id, routine, State(plan), started
            )
            projection.write_text(self.connection, session_id, State(plan))
        self._lengths[session_id] = 0
        return session_id

    def append(self, session_id: int, facts: Sequence[Fact], state: State, wall_ms: int) -> None:
        """Write the facts of one engine output, and what they come to, all or nothing.

        `state` is the one that they lead to; `wall_ms` is now, in ms since 1970 in UTC. Where
        it raises StorageError nothing was written, and the same facts, with later ones behind
        them, may be tried again. For a session that has ended it is the same as `amend`.
        """
        if not facts:
            return
        with transaction(self.connection):
            length, has_ended = self._standing(session_id)
            if has_ended:
                try:
                    self._amend(session_id, facts, wall_ms)
                except IllegalTransition as error:
                    raise StorageError(
                        "This session was ended in another BandTimer, so nothing more of it is "
                        "recorded here. End it, and start it again."
                    ) from error
                return
            insert_facts(self.connection, session_id, length, ((f, wall_ms) for f in facts))
            touched = tuple(_touched(facts, state.plan))
            projection.write_sets(self.connection, session_id, state, touched)
            if touched or state.status is Status.ENDED:
                projection.write_text(self.connection, session_id, state)
            if any(isinstance(fact, PainReported) for fact in facts):
                projection.write_pains(self.connection, session_id, state)
            projection.write_session(self.connection, session_id, state)
        self._lengths[session_id] = length + len(facts)

    def amend(self, session_id: int, facts: Sequence[Fact], wall_ms: int) -> State:
        """Add amendments to a session that has ended, and return the state they lead to.

        What came before is read anew, so it does not matter who else has amended it. Raises
        ValueError (IllegalTransition), and writes nothing, where a fact is no amendment or the
        session has not ended; StorageError as `load` and `append`.
        """
        with transaction(self.connection):
            return self._amend(session_id, facts, wall_ms)

    def _amend(self, session_id: int, facts: Sequence[Fact], wall_ms: int) -> State:
        state = self.state(session_id)
        if state.status is not Status.ENDED:
            raise IllegalTransition(f"session {session_id} has not ended")
        for fact in facts:
            state = apply(state, fact)
        saved = ((fact, wall_ms) for fact in facts)
        insert_facts(self.connection, session_id, self._lengths[session_id], saved)
        projection.rewrite(self.connection, session_id, state)
        return state

    def active(self) -> JournaledSession | None:
        """Return the session that has not ended, if there is one; raise StorageError as `load`."""
        with reading(self.connection):
            row = self._row("SELECT id FROM session WHERE status = 'active'")
        return None if row is None else self.load(row[0])

    def load(self, session_id: int) -> JournaledSession:
        """Return the session; raise StorageError where there is none or it cannot be read."""
        with reading(self.connection), self._intelligible(session_id):
            row = self._row(
                "SELECT name, routine_id, started_ms, utc_offset_s, routine.body, plan.body "
                "FROM session LEFT JOIN snapshot AS routine ON routine.hash = routine_hash "
                "LEFT JOIN snapshot AS plan ON plan.hash = plan_hash WHERE id = ?",
                session_id,
            )
            if row is None:
                raise _unknown(session_id)
            if None in row:
                raise damaged_session(database_path(self.connection), session_id)
            name, routine_id, started_ms, offset_s, routine, plan = row
            session = JournaledSession(
                id=session_id,
                name=name,
                routine_id=routine_id,
                started=from_epoch_ms(started_ms, offset_s),
                routine=snapshots.decoded(Routine, routine),
                plan=snapshots.decoded(Plan, plan),
                facts=tuple(self._facts(session_id)),
            )
        self._lengths[session_id] = len(session.facts)
        return session

    def state(self, session_id: int) -> State:
        """Return what the session's facts come to; raise StorageError as `load` and `rebuild`."""
        session = self.load(session_id)
        with self._intelligible(session_id):
            return fold(session.plan, session.facts)

    def discard(self, session_id: int) -> None:
        """Delete the session with all that belongs to it; one that is not there is no error."""
        with transaction(self.connection):
            self.connection.execute("DELETE FROM session WHERE id = ?", (session_id,))
            snapshots.drop_unused(self.connection)
        self._lengths.pop(session_id, None)

    def rebuild(self, session_id: int) -> None:
        """Work out anew from its facts all that is kept of a session beside them.

        Raises StorageError as `load`, and where the facts do not follow from one another.
        """
        with transaction(self.connection), self._intelligible(session_id):
            projection.rewrite(self.connection, session_id, self.state(session_id))

    def _standing(self, session_id: int) -> tuple[int, bool]:
        row = self._row("SELECT status <> 'active' FROM session WHERE id = ?", session_id)
        if row is None:
            raise _unknown(session_id)
        length = self._row("SELECT count(*) FROM journal WHERE session_id = ?", session_id)[0]
        has_ended = bool(row[0])
        if not has_ended and length != self._lengths.get(session_id, length):
            raise StorageError(
                "This session went on in another BandTimer. Close this one, or start the session "
                "again from there."
            )
        return length, has_ended

    def _facts(self, session_id: int) -> Iterator[Fact]:
        rows = self.connection.execute(
            "SELECT kind, at_ms, data FROM journal WHERE session_id = ? ORDER BY seq",
            (session_id,),
        )
        for kind, at_ms, data in rows:
            yield fact_from_data(kind, at_ms, json.loads(data))

    def _intelligible(self, session_id: int) -> AbstractContextManager[None]:
        return making_sense(damaged_session(database_path(self.connection), session_id))

    def _row(self, query: str, *values: object) -> Any:
        return self.connection.execute(query, values).fetchone()


def insert_session(
    connection: sqlite3.Connection,
    uid: str,
    routine_id: str,
    routine: Routine,
    state: State,
    started: datetime,
    source: SessionSource = "led",
) -> int:
    """Add the row of a session in that state, without its facts and what they come to."""
    session_id = connection.execute(
        "INSERT INTO session (uid, routine_id, name, routine_hash, plan_hash, started_ms, "
        "utc_offset_s, sets_planned, status, source) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            uid,
            storable(routine_id),
            storable(state.plan.name),
            snapshots.keep(connection, routine),
            snapshots.keep(connection, state.plan),
            to_epoch_ms(started),
            utc_offset_s(started),
            sets_planned(state.plan),
            projection.STATUS[state.ending],
            source,
        ),
    ).lastrowid
    if session_id is None:
        raise AssertionError("SQLite numbers every inserted row")
    return session_id


def insert_facts(
    connection: sqlite3.Connection, session_id: int, length: int, saved: Iterable[tuple[Fact, int]]
) -> None:
    """Add facts, each with the time in ms at which it was saved, to a journal of that length."""
    rows = journal_rows(session_id, length, saved)
    connection.executemany("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?)", rows)


def journal_rows(
    session_id: int, length: int, saved: Iterable[tuple[Fact, int]]
) -> list[tuple[int, int, int, int, str, str]]:
    """Return the rows of facts as a journal of that length keeps them."""
    rows = []
    for seq, (fact, wall_ms) in enumerate(saved, start=length):
        kind, data = fact_to_data(fact)
        rows.append((session_id, seq, fact.at, wall_ms, kind, _ENCODE(data)))
    return rows


def _touched(facts: Sequence[Fact], plan: Plan) -> Iterator[int]:
    """Yield the steps whose sets the facts may have changed."""
    for fact in facts:
        match fact:
            # A set that was gone back to is told to be one of another number of sets.
            case StepEnded(step=step) | RepsCorrected(step=step) | PlanChanged(first=step):
                if step < len(plan.steps) and plan.steps[step].work is not None:
                    yield step


def _unknown(session_id: int) -> StorageError:
    return StorageError(
        f"There is no session {session_id} in the history; it may have been deleted meanwhile."
    )
