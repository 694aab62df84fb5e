"""The database file: looked at before it is touched, opened, and guarded.

A commit has to survive a power cut, so `synchronous` is FULL, and on macOS the drive's own
cache is flushed as well. WAL lets the history be read while a session is written.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bandtimer.storage.errors import StorageError, not_a_history, storage_errors
from bandtimer.storage.files import make_private, make_private_file
from bandtimer.storage.migrate import SHIPPED, load_migrations, migrate, newest, schema_version

# "Band", in the file's header: tells our databases from other programs'.
APPLICATION_ID = 0x42616E64
# A commit takes under a millisecond; whoever holds the file this long is not about to let go.
BUSY_MS = 3_000
# A file may look like nobody's while it is made, which takes some hundredths of a second.
_MAKING_S, _LOOK_AGAIN_S = 0.5, 0.02
# How a transaction begins, is committed and rolled back.
_OUTERMOST = ("BEGIN IMMEDIATE", "COMMIT", ("ROLLBACK",))
_NESTED = ("SAVEPOINT part", "RELEASE part", ("ROLLBACK TO part", "RELEASE part"))
# STRICT tables came with it.
OLDEST_SQLITE = (3, 37, 0)


def open_database(
    path: Path, *, migrations: Path = SHIPPED, busy_ms: int = BUSY_MS
) -> sqlite3.Connection:
    """Open the history at `path`, made or brought up to date by the numbered SQL files as needed.

    The connection is in autocommit mode: write within `transaction`. `busy_ms` is how long to
    wait for another process. Raises StorageError, and leaves every byte as it was, where the
    file comes from a newer version or another program, is damaged or in use. Before an older
    one is migrated a copy of it is kept beside it.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise StorageError(
            f"BandTimer needs SQLite 3.37 or newer; this Python has {sqlite3.sqlite_version}. "
            "Use a newer Python."
        )
    known = load_migrations(migrations)
    with storage_errors(path):
        if path.exists() and path.stat().st_size > 0:
            _refuse_foreign(path, newest(known), busy_ms)
        make_private_file(path)
        for side_file in _side_files(path):
            make_private(side_file)
        connection = sqlite3.connect(path, timeout=busy_ms / 1000, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA fullfsync = ON")
            # A migration that rebuilds a table drops the old one, which must not cascade.
            connection.execute("PRAGMA foreign_keys = OFF")
            migrate(connection, path, known)
            connection.execute("PRAGMA foreign_keys = ON")
        except BaseException:
            connection.close()
            raise
        return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Commit what is done within, or nothing of it; raise StorageError where the disk fails.

    Within another one it is committed with that, and can still fail by itself.
    """
    begin, commit, rollback = _NESTED if connection.in_transaction else _OUTERMOST
    with reading(connection):
        connection.execute(begin)
        try:
            yield
            connection.execute(commit)
        except BaseException:
            # SQLite has already rolled back after some errors, such as a full disk.
            if connection.in_transaction:
                for statement in rollback:
                    connection.execute(statement)
            raise


@contextmanager
def reading(connection: sqlite3.Connection) -> Iterator[None]:
    """Raise StorageError where the database cannot be read."""
    with storage_errors(database_path(connection)):
        yield


def database_path(connection: sqlite3.Connection) -> Path:
    """Return the file that the connection has open."""
    # The main one comes first; SQLite's own for temporary data may follow it.
    return Path(connection.execute("PRAGMA database_list").fetchone()[2])


def storable(text: str) -> str:
    """Return the text without the lone surrogates that UTF-8, and so SQLite, has no form for."""
    return text.encode(errors="replace").decode()


def faults(connection: sqlite3.Connection) -> tuple[str, ...]:
    """List what SQLite finds wrong with the whole file; reads all of it, so it takes its time."""
    try:
        with reading(connection):
            rows = connection.execute("PRAGMA integrity_check").fetchall()
    except StorageError as error:
        return (str(error),)
    return tuple(text for (text,) in rows if text != "ok")


@contextmanager
def inspected(path: Path) -> Iterator[sqlite3.Connection]:
    """Yield a connection to a history that changes neither it nor its side files.

    Raises StorageError where it comes from a newer version or another program, or is damaged.
    """
    with storage_errors(path):
        _refuse_foreign(path, newest(load_migrations(SHIPPED)), BUSY_MS)
        with _onlooker(path, BUSY_MS) as connection:
            yield connection


def _refuse_foreign(path: Path, newest_known: int, busy_ms: int) -> None:
    is_ours, version = _patient_look(path, busy_ms)
    if not is_ours:
        raise not_a_history(path)
    if version > newest_known:
        raise StorageError(
            f"{path} was written by a newer BandTimer: its format is version {version}, and this "
            f"one knows versions up to {newest_known}. Use the newer BandTimer; the file was left "
            "as it is."
        )


def _patient_look(path: Path, busy_ms: int) -> tuple[bool, int]:
    """Return what a look tells, or a later one where another window is just making the file."""
    end = time.monotonic() + _MAKING_S
    while True:
        is_last = time.monotonic() > end
        try:
            is_ours, version = _look(path, busy_ms)
        except sqlite3.OperationalError:
            if is_last:
                raise
        else:
            if is_ours or is_last:
                return is_ours, version
        time.sleep(_LOOK_AGAIN_S)


def _look(path: Path, busy_ms: int) -> tuple[bool, int]:
    """Tell whether the database is one of ours, and return the version of its format."""
    with _onlooker(path, busy_ms) as connection:
        version = schema_version(connection)
        (application_id,) = connection.execute("PRAGMA application_id").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    # Without any table it is one of ours that was never finished.
    return application_id == APPLICATION_ID or not (version or tables), version


@contextmanager
def _onlooker(path: Path, busy_ms: int) -> Iterator[sqlite3.Connection]:
    """Yield a connection that changes neither the database nor its side files.

    An ordinary one, even if it only reads, makes the side files and removes them again, and so
    would write the WAL back. Where a WAL was left behind, `readonly_shm` has SQLite index it in
    memory; where only its index is missing, SQLite makes that and nothing else.
    """
    wal, index = _side_files(path)
    if not (wal.exists() and wal.stat().st_size > 0):
        how = "mode=ro&immutable=1"
    elif index.exists():
        how = "mode=ro&readonly_shm=1"
    else:
        how = "mode=ro"
    uri = f"{path.absolute().as_uri()}?{how}"
    connection = sqlite3.connect(uri, uri=True, timeout=busy_ms / 1000, isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()


def _side_files(path: Path) -> tuple[Path, Path]:
    return path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")
