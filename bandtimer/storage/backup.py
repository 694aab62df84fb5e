"""Backups of the history: taken whole while it is in use, rotated, and put back.

A backup is a database like any other, made with SQLite's online backup. It has the history and
nothing else: settings and own files are text, which any program can copy.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bandtimer.storage.database import faults, inspected, open_database
from bandtimer.storage.deleted import remove_expired
from bandtimer.storage.errors import DamagedError, NotAHistoryError, StorageError, storage_errors
from bandtimer.storage.files import make_private_folder, sync_folder, write_atomically
from bandtimer.storage.folders import Folders
from bandtimer.storage.migrate import keep_copy

DAYS_KEPT = 7
WEEKS_KEPT = 4

_NAME = "history-%Y-%m-%d-%H%M%S.sqlite3"
_ASIDE = "history-before-restore-%Y-%m-%d-%H%M%S.sqlite3"
_RESTORE_WAIT_MS = 500


def back_up(connection: sqlite3.Connection, target: Path) -> None:
    """Copy the open history to a new file, which is there only when it is whole.

    Raises StorageError where there is such a file already or it cannot be written.
    """
    if target.is_dir():
        raise StorageError(f"{target} is a folder. Name a file in it.")
    if target.exists():
        raise StorageError(
            f"{target} is there already and was left as it is. Name another file, or delete it."
        )
    with storage_errors(target):
        keep_copy(connection, target)


@contextmanager
def copied(database: Path) -> Iterator[sqlite3.Connection]:
    """Open a copy of the history, or an empty one where there is none, that goes when it is left.

    The history and its side files stay as they are, even where it is of an older version.
    """
    with TemporaryDirectory() as folder:
        copy = Path(folder) / database.name
        if database.exists():
            with inspected(database) as history:
                keep_copy(history, copy)
        with closing(open_database(copy)) as connection:
            yield connection


def restore(source: Path, database: Path, now: datetime) -> Path | None:
    """Put a backup in the place of the history; return where the present one is kept.

    None where there was none. Raises StorageError, and changes nothing, where the backup is
    missing, damaged, of a newer version or no history, and where the history is in use.
    """
    _refuse_unusable(source)
    if database.exists() and source.samefile(database):
        raise StorageError(f"{source} is the history itself, and no backup of it.")
    with storage_errors(database):
        make_private_folder(database.parent)
        return _replaced(source, database, now)


def _replaced(source: Path, database: Path, now: datetime) -> Path | None:
    with TemporaryDirectory(dir=database.parent) as folder:
        made = Path(folder) / database.name
        with inspected(source) as backup:
            keep_copy(backup, made)
        # Brings an older one up to date.
        open_database(made).close()
        aside = None
        if database.exists():
            _refuse_in_use(database)
            aside = database.with_name(now.strftime(_ASIDE))
            _put_aside(database, aside)
        made.replace(database)
        sync_folder(database.parent)
    return aside


def to_remove(taken: Iterable[datetime]) -> set[datetime]:
    """Tell which backups are not needed any more.

    Kept are the last of each of the latest seven days that have one, and the last of each of the
    latest four weeks, from Monday on.
    """
    newest_first = sorted(set(taken), reverse=True)
    by_day = {when.date(): when for when in reversed(newest_first)}
    by_week = {when.isocalendar()[:2]: when for when in reversed(newest_first)}
    daily = sorted(by_day.values(), reverse=True)[:DAYS_KEPT]
    weekly = sorted(by_week.values(), reverse=True)[:WEEKS_KEPT]
    return {*newest_first} - {*daily, *weekly}


def backups_in(folder: Path) -> dict[datetime, Path]:
    """Return the automatic backups by the local time at which they were taken."""
    found = {}
    for path in folder.glob("history-*.sqlite3"):
        try:
            found[datetime.strptime(path.name, _NAME)] = path  # noqa: DTZ007 - local, as in the name
        except ValueError:
            continue
    return found


def tidy_up(connection: sqlite3.Connection, folders: Folders, now: datetime) -> str | None:
    """Do what the history needs when the program closes; return what failed, for the user.

    Where something has changed, or no backup has the last session, one is taken and old ones are
    removed.
    Then what was deleted long ago is removed for good. A failure is noted on disk, too, until a
    backup succeeds.
    """
    folder, note = folders.backups, folders.backup_failure
    try:
        if _is_worth_it(connection, folder):
            make_private_folder(folder)
            keep_copy(connection, folder / now.astimezone().strftime(_NAME))
            taken = backups_in(folder)
            for when in to_remove(taken):
                taken[when].unlink(missing_ok=True)
            note.unlink(missing_ok=True)
        remove_expired(connection, now)
    except (StorageError, OSError, sqlite3.Error) as error:
        reason = f"The last automatic backup of the history failed: {error}"
        _note(note, reason)
        return reason
    return None


def last_failure(folders: Folders) -> str | None:
    """Return what failed at the last backup, for the user; None where all is well."""
    try:
        return folders.backup_failure.read_text(encoding="utf-8") or None
    except (OSError, ValueError):
        return None


def _is_worth_it(connection: sqlite3.Connection, folder: Path) -> bool:
    row = connection.execute(
        "SELECT max(wall_ms) FROM journal WHERE session_id = (SELECT max(id) FROM session)"
    ).fetchone()
    if row[0] is None:
        return False
    taken = backups_in(folder)
    if connection.total_changes > 0 or not taken:
        return True
    # What a program wrote that was then killed, an import on a connection of its own, a command.
    last = max(taken)
    if row[0] > last.timestamp() * 1_000:
        return True
    try:
        with inspected(taken[last]) as backup:
            return _mark(backup) != _mark(connection)
    except (StorageError, sqlite3.Error):
        return True


def _mark(connection: sqlite3.Connection) -> object:
    """Return what differs between two histories of which one has gone on from the other.

    Whatever is done to a session is a fact more.
    """
    return connection.execute(
        "SELECT count(*), max(id), (SELECT count(*) FROM journal) FROM session"
    ).fetchone()


def _note(path: Path, text: str) -> None:
    try:
        make_private_folder(path.parent)
        write_atomically(path, text.encode())
    except OSError:
        # The same full disk; there is nowhere left to write it.
        return


def _refuse_unusable(source: Path) -> None:
    if not source.is_file():
        raise StorageError(f"There is no backup {source}.")
    unchanged = "The history was left as it is. Try another backup."
    try:
        with inspected(source) as backup:
            (tables,) = backup.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            found = faults(backup)
    except NotAHistoryError as error:
        raise StorageError(f"{source} is not a BandTimer history. {unchanged}") from error
    except DamagedError as error:
        raise StorageError(f"{source} is damaged. {unchanged}") from error
    if not tables:
        raise StorageError(f"{source} is empty. {unchanged}")
    if found:
        raise StorageError(f"{source} is damaged: {found[0]}. {unchanged}")


def _refuse_in_use(database: Path) -> None:
    """Raise StorageError where another program has the history open; write its WAL back."""
    with closing(
        sqlite3.connect(database, timeout=_RESTORE_WAIT_MS / 1000, isolation_level=None)
    ) as connection:
        try:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.DatabaseError as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            # A damaged one may well be what is to be replaced.
            if code not in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
                raise


def _put_aside(database: Path, aside: Path) -> None:
    """Give the history its second name; until it is replaced it keeps the first, if it can."""
    for suffix in ("-wal", "-shm"):
        side = database.with_name(f"{database.name}{suffix}")
        if side.exists():
            side.replace(aside.with_name(f"{aside.name}{suffix}"))
    try:
        os.link(database, aside)
    except OSError:
        # FAT has no second names.
        database.replace(aside)
