"""Whole sessions: entered by hand, or carried from one history to another and merged there.

A session is the same one in every history that has its uid. Its facts never change, and whatever
was done to it later was added behind its end; so two histories merge by putting together what was
added in either, by the time at which it was saved. Merging again, or the other way round, gives
the same.
"""

import re
import sqlite3
import uuid
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from bandtimer.core.entered import Entry, EntryError, facts_of_entry, plan_entry
from bandtimer.core.facts import Fact, SessionEnded
from bandtimer.core.plan import Plan
from bandtimer.core.routine import Routine
from bandtimer.core.state import State, Status, fold
from bandtimer.storage import projection
from bandtimer.storage.database import reading, transaction
from bandtimer.storage.history import SessionSource
from bandtimer.storage.journal import Journal, insert_facts, insert_session
from bandtimer.storage.timestamps import to_epoch_ms

_UID = re.compile("[0-9a-f]{32}")
# Clocks differ, and another machine may have a time zone that was set wrong.
_AHEAD = timedelta(days=1)
# Beyond this a clock was wrong, and days could not be reckoned with everywhere.
_LATEST_MS = to_epoch_ms(datetime(3000, 1, 1, tzinfo=UTC))


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


class Merged(StrEnum):
    """What became of a session that was to be merged into the history."""

    ADDED = "added"
    EXTENDED = "extended"
    KNOWN = "known"
    UNFINISHED = "unfinished"
    CONFLICT = "conflict"


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
        return _added(journal, session, fold(plan, facts))


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


def is_known(journal: Journal, uid: str) -> bool:
    """Tell whether a session of that uid is in the history, deleted or not."""
    with reading(journal.connection):
        return _id_of(journal, uid) is not None


def merge_whole(journal: Journal, session: WholeSession, now: datetime) -> Merged:
    """Add a session, or what was done to it elsewhere; raise StorageError if nothing is written.

    An unfinished one is left to the history that it is in. One that went on differently here and
    there is a conflict, and stays as it is here. Raises ValueError, which tells the user what to
    do, where the session makes no sense: it lies in the future, its facts do not follow from one
    another, or its uid is none.
    """
    session = replace(session, uid=session.uid.lower())
    _require_sense(session, now)
    try:
        state = fold(session.plan, session.facts)
        if state.status is not Status.ENDED:
            return Merged.UNFINISHED
        with transaction(journal.connection):
            session_id = _id_of(journal, session.uid)
            if session_id is None:
                _added(journal, session, state)
                return Merged.ADDED
            return _merged_into(journal, session_id, session)
    except (LookupError, OverflowError, sqlite3.IntegrityError) as error:
        # An exercise that its plan lacks, a number that no set can have.
        raise ValueError(f"its parts do not fit together: {error}. Export it again.") from error


def _require_sense(session: WholeSession, now: datetime) -> None:
    if not _UID.fullmatch(session.uid):
        raise ValueError(f"its uid {session.uid!r} is not 32 hexadecimal digits. Export it again.")
    if len(session.saved_ms) != len(session.facts):
        raise ValueError("it does not tell when each of its facts was saved. Export it again.")
    if session.started > now + _AHEAD:
        raise ValueError(
            "it begins in the future. Check its date in the file, and the clock of this computer."
        )
    began_ms = to_epoch_ms(session.started)
    ended_ms = began_ms + max((fact.at for fact in session.facts), default=0)
    if began_ms < 0 or max((ended_ms, *session.saved_ms)) > _LATEST_MS:
        raise ValueError("its times lie before 1970 or after 2999. Check them in the file.")


def _id_of(journal: Journal, uid: str) -> int | None:
    # Before capitals were read as small letters, they were kept as they came.
    query = "SELECT id FROM session WHERE uid = ?1 UNION ALL SELECT id FROM session WHERE uid = ?2"
    row = journal.connection.execute(query, (uid.lower(), uid.upper())).fetchone()
    return None if row is None else int(row[0])


def _added(journal: Journal, session: WholeSession, state: State) -> int:
    connection = journal.connection
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


def _merged_into(journal: Journal, session_id: int, theirs: WholeSession) -> Merged:
    ours = read_whole(journal, session_id)
    course, our_later = _parted(ours)
    their_course, their_later = _parted(theirs)
    if (ours.plan, course) != (theirs.plan, their_course):
        return Merged.CONFLICT
    if set(their_later) <= set(our_later):
        return Merged.KNOWN
    if their_later[: len(our_later)] == our_later:
        # Theirs went on from ours; a clock that was set back meanwhile must not turn that round.
        later = list(their_later)
    else:
        # In an order that does not depend on whose they are, so that both come to the same.
        first, second = sorted((our_later, their_later), key=repr)
        later = [*first, *(saved for saved in second if saved not in first)]
        later.sort(key=lambda saved: saved[1])
    state = fold(ours.plan, [fact for fact, _ in (*course, *later)])
    connection = journal.connection
    query = "DELETE FROM journal WHERE session_id = ? AND seq >= ?"
    connection.execute(query, (session_id, len(course)))
    insert_facts(connection, session_id, len(course), later)
    projection.rewrite(connection, session_id, state)
    return Merged.EXTENDED


Saved = tuple[Fact, int]


def _parted(session: WholeSession) -> tuple[tuple[Saved, ...], tuple[Saved, ...]]:
    """Return the facts up to the end of the session, and those added later."""
    saved = tuple(zip(session.facts, session.saved_ms, strict=True))
    ends = (at for at, fact in enumerate(session.facts, start=1) if isinstance(fact, SessionEnded))
    end = next(ends, len(saved))
    return saved[:end], saved[end:]
