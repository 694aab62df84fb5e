"""Bring a database up to date, one numbered SQL file after the other.

Each file runs with its version number in one transaction, statement by statement:
`executescript` would commit that transaction before it began. Its SQL has one function of ours,
`casefold`, as SQLite's own `lower` knows ASCII only.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bandtimer.storage.files import make_private_file, sync_file, sync_folder

SHIPPED = Path(__file__).with_name("migrations")


@dataclass(frozen=True, slots=True)
class Migration:
    """The statements that lead from the version before to `version`."""

    version: int
    statements: tuple[str, ...]


def load_migrations(folder: Path) -> tuple[Migration, ...]:
    """Read the folder's files, in order; a name such as 0001_sessions.sql begins with its number.

    A statement ends with a semicolon at the end of a line.
    """
    return tuple(
        Migration(int(file.name[:4]), tuple(_statements(file.read_text(encoding="utf-8"))))
        for file in sorted(folder.glob("[0-9][0-9][0-9][0-9]_*.sql"))
    )


def newest(migrations: Sequence[Migration]) -> int:
    """Return the version that the migrations lead to."""
    return migrations[-1].version


def schema_version(connection: sqlite3.Connection) -> int:
    """Return the version of the open database; 0 when there is nothing in it yet."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def migrate(connection: sqlite3.Connection, path: Path, migrations: Sequence[Migration]) -> None:
    """Run what is missing, and before that keep a copy of a database that has data in it."""
    version = schema_version(connection)
    if 0 < version < newest(migrations):
        keep_copy(connection, copy_path(path, version))
    connection.create_function("casefold", 1, str.casefold, deterministic=True)
    for migration in migrations:
        if migration.version > version:
            _run(connection, migration)


def copy_path(path: Path, version: int) -> Path:
    """Return where the copy of a database of that version is kept, beside it."""
    return path.with_name(f"{path.stem}-version-{version}{path.suffix}")


def keep_copy(connection: sqlite3.Connection, copy: Path) -> None:
    """Copy the open database to a file of its own, which appears only when it is whole.

    A file of that name is replaced.
    """
    unfinished = copy.with_name(f"{copy.name}.part")
    unfinished.unlink(missing_ok=True)
    try:
        make_private_file(unfinished)
        with closing(sqlite3.connect(unfinished)) as target:
            connection.backup(target)
        sync_file(unfinished)
        unfinished.replace(copy)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    sync_folder(copy.parent)


def _run(connection: sqlite3.Connection, migration: Migration) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        # A second program may have got here first.
        if schema_version(connection) < migration.version:
            for statement in migration.statements:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {migration.version}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
