"""Sessions of another history into this one: those that are new, and what was done to the others.

Facts never change, and whatever was done to a session later was added behind its end; so two
histories merge by putting together what was added in either, by the time at which it was saved.
Merging again, or the other way round, gives the same.

What becomes of all is worked out in a database beside the history, which is only read meanwhile,
and is then copied into it in one transaction. So whoever leads a session need not wait for long.
"""

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

from bandtimer.core.facts import Fact, SessionEnded
from bandtimer.core.state import State, Status, fold
from bandtimer.storage import snapshots
from bandtimer.storage.database import database_path, reading, transaction
from bandtimer.storage.errors import storage_errors
from bandtimer.storage.journal import Journal, journal_rows
from bandtimer.storage.timestamps import to_epoch_ms
from bandtimer.storage.whole import WholeSession, add_whole, read_whole

_UID = re.compile("[0-9a-f]{32}")
# Clocks differ, and another machine may have a time zone that was set wrong.
_AHEAD = timedelta(days=1)
# Beyond this a clock was wrong, and days could not be reckoned with everywhere.
_LATEST_MS = to_epoch_ms(datetime(3000, 1, 1, tzinfo=UTC))
# What belongs to a session, by its session_id.
_PARTS = ("journal", "set_log", "pain", "session_text")


class Merged(StrEnum):
    """What became of a session that was to be merged into the history."""

    ADDED = "added"
    EXTENDED = "extended"
    KNOWN = "known"
    UNFINISHED = "unfinished"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Refused:
    """A session that cannot have been as it is told; `reason` says why, and what to do."""

    reason: str


Outcome = Merged | Refused


def merge(
    journal: Journal,
    sessions: Sequence[WholeSession],
    now: datetime,
    *,
    only_new: bool = False,
    dry_run: bool = False,
) -> tuple[Outcome, ...]:
    """Merge sessions, all or none; return what became of each.

    An unfinished one is left to the history that it is in. One that went on differently here and
    there is a conflict, and stays as it is here. With `only_new` one that is known has nothing
    new, with `dry_run` nothing is written. Raises StorageError where it cannot be.
    """
    while True:
        with _staging(journal.connection) as staged:
            merger = _Merger(journal, staged, now, only_new=only_new)
            outcomes = tuple(merger.outcome(session) for session in sessions)
            if dry_run or merger.write():
                return outcomes


# A session's number here, and how many facts it has: whatever is done to it adds to them.
_Standing = Mapping[str, tuple[int, int]]


class _Merger:
    """Puts into the staging database each session as it is to be in the history."""

    def __init__(
        self, journal: Journal, staged: sqlite3.Connection, now: datetime, *, only_new: bool
    ) -> None:
        self._journal, self._staged, self._now = journal, staged, now
        self._only_new = only_new
        self._before = _standing(journal.connection)
        self._became: dict[str, WholeSession] = {}

    def outcome(self, session: WholeSession) -> Outcome:
        """Stage the session, if there is something new in it."""
        session = replace(session, uid=session.uid.lower())
        nonsense = _nonsense(session, self._now)
        if nonsense:
            return Refused(nonsense)
        try:
            return self._merged(session)
        except (ValueError, LookupError, OverflowError, sqlite3.IntegrityError) as error:
            # An exercise that its plan lacks, a number that no set can have.
            return Refused(f"its parts do not fit together: {error}. Export it again.")

    def _merged(self, session: WholeSession) -> Merged:
        # The same one may be twice in a file.
        ours = self._became.get(session.uid)
        is_known = ours is not None or session.uid in self._before
        if is_known and (self._only_new or (ours is None and self._is_the_same(session))):
            return Merged.KNOWN
        state = fold(session.plan, session.facts)
        if state.status is not Status.ENDED:
            return Merged.UNFINISHED
        if not is_known:
            self._stage(session.uid, session, state)
            return Merged.ADDED
        if ours is None:
            ours = read_whole(self._journal, self._before[session.uid][0])
        both = _put_together(ours, session)
        if isinstance(both, Merged):
            return both
        self._stage(session.uid, both, fold(both.plan, both.facts))
        return Merged.EXTENDED

    def _is_the_same(self, session: WholeSession) -> bool:
        """Tell whether an ended session is here to the letter, without reading what it means."""
        session_id, length = self._before[session.uid]
        if length != len(session.facts):
            return False
        connection = self._journal.connection
        with reading(connection):
            plan, has_ended = connection.execute(
                "SELECT plan_hash, status <> 'active' FROM session WHERE id = ?", (session_id,)
            ).fetchone()
            if not has_ended or plan != snapshots.digest(session.plan):
                return False
            ours = connection.execute(
                "SELECT session_id, seq, at_ms, wall_ms, kind, data FROM journal "
                "WHERE session_id = ? ORDER BY seq",
                (session_id,),
            )
            return ours.fetchall() == journal_rows(session_id, 0, _saved(session))

    def _stage(self, uid: str, session: WholeSession, state: State) -> None:
        with transaction(self._staged):
            if uid in self._became:
                _remove(self._staged, session.uid)
            add_whole(self._staged, session, state)
        self._became[uid] = session

    def write(self) -> bool:
        """Copy what was staged; tell whether it was, and not outdated by what others wrote."""
        if not self._became:
            return True
        self._staged.execute("COMMIT")
        connection = self._journal.connection
        with _attached(connection, database_path(self._staged)), transaction(connection):
            now = _standing(connection)
            if any(now.get(uid) != self._before.get(uid) for uid in self._became):
                return False
            _copy(connection)
        return True


def _nonsense(session: WholeSession, now: datetime) -> str:
    """Return what of a session cannot have been; "" where all can."""
    if not _UID.fullmatch(session.uid):
        return f"its uid {session.uid!r} is not 32 hexadecimal digits. Export it again."
    if len(session.saved_ms) != len(session.facts):
        return "it does not tell when each of its facts was saved. Export it again."
    if session.started > now + _AHEAD:
        return (
            "it begins in the future. Check its date in the file, and the clock of this computer."
        )
    began_ms = to_epoch_ms(session.started)
    ended_ms = began_ms + max((fact.at for fact in session.facts), default=0)
    if began_ms < 0 or max((ended_ms, *session.saved_ms)) > _LATEST_MS:
        return "its times lie before 1970 or after 2999. Check them in the file."
    return ""


def _standing(connection: sqlite3.Connection) -> _Standing:
    # Before capitals were read as small letters, they were kept as they came.
    with reading(connection):
        rows = connection.execute(
            "SELECT lower(uid), id, (SELECT count(*) FROM journal WHERE session_id = id) "
            "FROM session"
        )
        return {uid: (session_id, facts) for uid, session_id, facts in rows}


def _put_together(ours: WholeSession, theirs: WholeSession) -> WholeSession | Merged:
    """Return our session with what was done to it there, or why there is nothing to do."""
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
    facts, saved_ms = zip(*course, *later, strict=True)
    return replace(ours, facts=facts, saved_ms=saved_ms)


Saved = tuple[Fact, int]


def _parted(session: WholeSession) -> tuple[tuple[Saved, ...], tuple[Saved, ...]]:
    """Return the facts up to the end of the session, and those added later."""
    saved = tuple(_saved(session))
    ends = (at for at, fact in enumerate(session.facts, start=1) if isinstance(fact, SessionEnded))
    end = next(ends, len(saved))
    return saved[:end], saved[end:]


def _saved(session: WholeSession) -> Iterator[Saved]:
    return zip(session.facts, session.saved_ms, strict=True)


@contextmanager
def _staging(history: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Yield a database with the tables of the history, and within a transaction, that goes."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "staged.sqlite3"
        with storage_errors(path), closing(sqlite3.connect(path, isolation_level=None)) as staged:
            staged.execute("PRAGMA journal_mode = MEMORY")
            staged.execute("PRAGMA synchronous = OFF")
            with reading(history):
                tables = history.execute(
                    "SELECT sql FROM sqlite_schema "
                    "WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_'"
                ).fetchall()
            for (sql,) in tables:
                staged.execute(sql)
            staged.execute("BEGIN")
            yield staged


def _remove(staged: sqlite3.Connection, uid: str) -> None:
    for table in _PARTS:
        staged.execute(
            f"DELETE FROM {table} WHERE session_id = (SELECT id FROM session WHERE uid = ?)",  # noqa: S608
            (uid,),
        )
    staged.execute("DELETE FROM session WHERE uid = ?", (uid,))


@contextmanager
def _attached(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    connection.execute("ATTACH ? AS staged", (str(path),))
    try:
        yield
    finally:
        connection.execute("DETACH staged")


def _copy(connection: sqlite3.Connection) -> None:
    """Put what is staged in the place of what there is of the same sessions."""
    for table in _PARTS:
        connection.execute(
            f"DELETE FROM main.{table} WHERE session_id IN (SELECT main.session.id "  # noqa: S608
            "FROM staged.session JOIN main.session ON main.session.uid = staged.session.uid)"
        )
    connection.execute("INSERT OR IGNORE INTO main.snapshot SELECT * FROM staged.snapshot")
    columns = _columns(connection, "session", but="id")
    listed = ", ".join(columns)
    renewed = ", ".join(f"{column} = excluded.{column}" for column in columns)
    connection.execute(
        f"INSERT INTO main.session ({listed}) SELECT {listed} FROM staged.session "  # noqa: S608
        f"WHERE true ORDER BY id ON CONFLICT (uid) DO UPDATE SET {renewed}"
    )
    for table in _PARTS:
        listed = ", ".join(_columns(connection, table, but="session_id"))
        parts = ", ".join(f"part.{column}" for column in listed.split(", "))
        connection.execute(
            f"INSERT INTO main.{table} (session_id, {listed}) SELECT here.id, {parts} "  # noqa: S608
            "FROM staged.session AS there CROSS JOIN main.session AS here ON here.uid = there.uid "
            f"CROSS JOIN staged.{table} AS part ON part.session_id = there.id"
        )


def _columns(connection: sqlite3.Connection, table: str, *, but: str) -> list[str]:
    """List the columns that are not worked out from others."""
    rows = connection.execute(f"PRAGMA main.table_xinfo({table})")
    return [name for _, name, _, _, _, _, hidden in rows if not hidden and name != but]
