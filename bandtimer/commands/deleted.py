"""`history delete`, `history deleted` and `history undelete`."""

import argparse
import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime

from bandtimer.present.dates import full_day, long_day, time_of_day
from bandtimer.storage.database import open_database
from bandtimer.storage.deleted import DeletedSession, deleted_sessions, remove_deleted
from bandtimer.storage.editing import EditError, delete, undelete
from bandtimer.storage.folders import Folders
from bandtimer.storage.history import History
from bandtimer.storage.journal import Journal
from bandtimer.storage.timestamps import to_epoch_ms


def delete_session(options: argparse.Namespace, folders: Folders) -> int:
    """Take one session out of the history, to be kept for a while."""
    with _opened(folders) as connection:
        row = None if connection is None else History(connection).session(options.id)
        if connection is None or row is None:
            return _refused(
                f"There is no session {options.id}; `bandtimer history` lists those there are."
            )
        try:
            delete(Journal(connection), row.id, _now_ms())
        except EditError as error:
            return _refused(str(error))
        (until,) = (found.until for found in deleted_sessions(connection) if found.id == row.id)
    print(f"Deleted: {row.name}, {long_day(row.started)}, {time_of_day(row.started)}.")
    print(f"Until {full_day(until)} `bandtimer history undelete {row.id}` brings it back.")
    return 0


def list_deleted(options: argparse.Namespace, folders: Folders) -> int:
    """Print the deleted sessions that can be brought back, or remove them for good."""
    with _opened(folders) as connection:
        found = () if connection is None else deleted_sessions(connection)
        if options.remove and connection is not None:
            number = remove_deleted(connection, datetime.now().astimezone())
            print("1 session removed" if number == 1 else f"{number:,} sessions removed")
            return 0
    if options.json:
        print(json.dumps([_listed(session) for session in found], indent=2))
        return 0
    for session in found:
        when = f"{long_day(session.started)}, {time_of_day(session.started)}"
        print(f"{session.id:>5}  {session.name}, {when}; kept until {full_day(session.until)}")
    if not found:
        print("No session has been deleted.")
    return 0


def undelete_session(options: argparse.Namespace, folders: Folders) -> int:
    """Bring a deleted session back as it was."""
    with _opened(folders) as connection:
        found = () if connection is None else deleted_sessions(connection)
        session = next((one for one in found if one.id == options.id), None)
        if connection is None or session is None:
            return _refused(
                f"There is no deleted session {options.id}; `bandtimer history deleted` lists "
                "those there are."
            )
        undelete(Journal(connection), session.id, _now_ms())
    when = f"{long_day(session.started)}, {time_of_day(session.started)}"
    print(f"Brought back: {session.name}, {when}.")
    return 0


@contextmanager
def _opened(folders: Folders) -> Iterator[sqlite3.Connection | None]:
    if not folders.database.exists():
        yield None
        return
    with closing(open_database(folders.database)) as connection:
        yield connection


def _refused(text: str) -> int:
    print(text, file=sys.stderr)
    return 1


def _now_ms() -> int:
    return to_epoch_ms(datetime.now().astimezone())


def _listed(session: DeletedSession) -> dict[str, object]:
    return {
        "id": session.id,
        "name": session.name,
        "started_at": session.started.isoformat(),
        "deleted_at": session.deleted.isoformat(),
        "kept_until": session.until.isoformat(),
    }
