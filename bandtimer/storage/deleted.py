"""Deleted sessions: kept for thirty days, so that they can be brought back, then removed."""

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bandtimer.storage import snapshots
from bandtimer.storage.database import reading, transaction
from bandtimer.storage.timestamps import from_epoch_ms, to_epoch_ms

KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class DeletedSession:
    """A session that can still be brought back, until it is removed on the day `until`."""

    id: int
    name: str
    started: datetime
    deleted: datetime
    until: date


def deleted_sessions(connection: sqlite3.Connection) -> tuple[DeletedSession, ...]:
    """List the deleted sessions, the last deleted first; raise StorageError if unreadable."""
    with reading(connection):
        rows = connection.execute(
            "SELECT id, name, started_ms, utc_offset_s, deleted_ms FROM session "
            "WHERE deleted_ms IS NOT NULL ORDER BY deleted_ms DESC, id DESC"
        ).fetchall()
    found = []
    for number, name, started_ms, offset_s, deleted_ms in rows:
        deleted = from_epoch_ms(deleted_ms, 0).astimezone()
        started = from_epoch_ms(started_ms, offset_s)
        found.append(DeletedSession(number, name, started, deleted, (deleted + KEPT).date()))
    return tuple(found)


def remove_expired(connection: sqlite3.Connection, now: datetime) -> int:
    """Remove for good what was deleted more than thirty days ago; return how many sessions."""
    return _remove(connection, to_epoch_ms(now - KEPT))


def remove_deleted(connection: sqlite3.Connection, now: datetime) -> int:
    """Remove for good all that has been deleted; return how many sessions."""
    return _remove(connection, to_epoch_ms(now) + 1)


def _remove(connection: sqlite3.Connection, before_ms: int) -> int:
    with transaction(connection):
        removed = connection.execute(
            "DELETE FROM session WHERE deleted_ms IS NOT NULL AND deleted_ms < ?", (before_ms,)
        ).rowcount
        if removed:
            snapshots.drop_unused(connection)
    return removed
