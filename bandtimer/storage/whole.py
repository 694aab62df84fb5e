"""Whole sessions: entered by hand, or carried from one history to another.

A session is the same one in every history that has its uid.
"""

import sqlite3
import uuid
from dataclasses import dataclass
from datetime import datetime

from bandtimer.core.entered import Entry, EntryError, facts_of_entry, plan_entry
from bandtimer.core.facts import Fact
from bandtimer.core.plan import Plan
from bandtimer.core.routine import Routine
from bandtimer.core.state import State, Status, fold
from bandtimer.storage import projection
from bandtimer.storage.database import transaction
from bandtimer.storage.history import SessionSource
from bandtimer.storage.journal import Journal, insert_facts, insert_session
from bandtimer.storage.timestamps import to_epoch_ms


@dataclass(frozen=True, slots=True)
class WholeSession:
    """All that there is of a session.

    `uid` has 32 hexadecimal digits, in small letters or capitals. `saved_ms` tells for each fact
    when it was saved, in ms since 1970 in UTC. `started` has the offset from UTC that held there
    and then.
    """

    uid: str
    routine_id: str
    started: datetime
    routine: Routine
    plan: Plan
    facts: tuple[Fact, ...]
    saved_ms: tuple[int, ...]
    source: SessionSource = "led"


def enter_session(
    journal: Journal,
    routine_id: str,
    entry: Entry,
    started: datetime,
    now: datetime,
    source: SessionSource = "by_hand",
    uid: str | None = None,
) -> int | None:
    """Add a session that was not led; return its id, or None where one of that uid is known.

    Raises EntryError for what cannot have been, StorageError where nothing can be written.
    """
    if started.tzinfo is None:
        raise ValueError("a session's start needs its time zone")
    if started > now:
        raise EntryError("A session cannot have begun in the future.")
    if started.year < 1971:
        raise EntryError(f"A session cannot have begun in {started.year}.")
    plan = plan_entry(routine_id, entry)
    facts = facts_of_entry(entry)
    session = WholeSession(
        uid or uuid.uuid4().hex,
        routine_id,
        started,
        plan.routine,
        plan,
        facts,
        (to_epoch_ms(now),) * len(facts),
        source,
    )
    with transaction(journal.connection):
        if _id_of(journal, session.uid) is not None:
            return None
        return add_whole(journal.connection, session, fold(plan, facts))


def read_whole(journal: Journal, session_id: int) -> WholeSession:
    """Return all of a session, deleted or not; raise StorageError as `Journal.load`."""
    session = journal.load(session_id)
    uid, source = journal.connection.execute(
        "SELECT uid, source FROM session WHERE id = ?", (session_id,)
    ).fetchone()
    saved = journal.connection.execute(
        "SELECT wall_ms FROM journal WHERE session_id = ? ORDER BY seq", (session_id,)
    ).fetchall()
    return WholeSession(
        uid,
        session.routine_id,
        session.started,
        session.routine,
        session.plan,
        session.facts,
        tuple(wall_ms for (wall_ms,) in saved),
        source,
    )


def _id_of(journal: Journal, uid: str) -> int | None:
    # Before capitals were read as small letters, they were kept as they came.
    query = "SELECT id FROM session WHERE uid = ?1 UNION ALL SELECT id FROM session WHERE uid = ?2"
    row = journal.connection.execute(query, (uid.lower(), uid.upper())).fetchone()
    return None if row is None else int(row[0])


def add_whole(connection: sqlite3.Connection, session: WholeSession, state: State) -> int:
    """Add a session, which comes to that state; return its id."""
    began = State(session.plan, status=Status.ENDED, ending=state.ending)
    session_id = insert_session(
        connection,
        session.uid,
        session.routine_id,
        session.routine,
        began,
        session.started,
        session.source,
    )
    insert_facts(connection, session_id, 0, zip(session.facts, session.saved_ms, strict=True))
    projection.rewrite(connection, session_id, state)
    return session_id
