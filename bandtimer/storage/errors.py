"""What can go wrong with files, in words for the user."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bandtimer.storage.failure import StorageError

__all__ = [
    "DamagedError",
    "NotAHistoryError",
    "StorageError",
    "damaged",
    "damaged_session",
    "making_sense",
    "not_a_history",
    "storage_errors",
]


class NotAHistoryError(StorageError):
    """A file that something else than BandTimer has written."""


class DamagedError(StorageError):
    """A history that cannot be read, or whose content makes no sense."""


_CANNOT_WRITE = (
    "{path} cannot be opened for writing. Make sure that you own it and may write to its folder."
)

# By SQLite's primary result code. What is not here is a mistake of ours and stays as it is.
_SENTENCES = {
    sqlite3.SQLITE_FULL: "{path} cannot be written because the disk is full. Free some space, "
    "then try again; what was saved before is safe.",
    sqlite3.SQLITE_IOERR: "{path} cannot be read or written because the disk reports an error. "
    "Check the disk and make a copy of the file, then try again.",
    sqlite3.SQLITE_BUSY: "{path} is in use by another program. Close that one, perhaps a second "
    "BandTimer, then try again.",
    sqlite3.SQLITE_LOCKED: "{path} is in use by another program. Close that one, perhaps a second "
    "BandTimer, then try again.",
    sqlite3.SQLITE_CORRUPT: "{path} is damaged. Put a backup in its place with `bandtimer restore "
    "FILE`, which keeps the damaged one; the automatic ones are in the folder “backups” beside it. "
    "Without a backup, give it another name: BandTimer then starts with an empty history.",
    sqlite3.SQLITE_NOTADB: "{path} is not a BandTimer history. Give it another name: BandTimer "
    "then starts with an empty history.",
    sqlite3.SQLITE_READONLY: _CANNOT_WRITE,
    sqlite3.SQLITE_CANTOPEN: _CANNOT_WRITE,
    sqlite3.SQLITE_PERM: _CANNOT_WRITE,
}


_KINDS = {sqlite3.SQLITE_CORRUPT: DamagedError, sqlite3.SQLITE_NOTADB: NotAHistoryError}


def not_a_history(path: Path) -> StorageError:
    """Return the error for a file that something else than BandTimer has written."""
    return _error(sqlite3.SQLITE_NOTADB, path)


def damaged(path: Path) -> StorageError:
    """Return the error for a history whose content makes no sense."""
    return _error(sqlite3.SQLITE_CORRUPT, path)


def damaged_session(path: Path, session_id: int) -> StorageError:
    """Return the error for one session whose content makes no sense."""
    return StorageError(
        f"Session {session_id} in {path} is damaged and cannot be read; the others can. A backup "
        "may still have it whole: `bandtimer restore FILE` puts one in the place of the history."
    )


@contextmanager
def making_sense(error: StorageError) -> Iterator[None]:
    """Raise the error where what was stored makes no sense to those who read it."""
    try:
        yield
    except (ValueError, OverflowError) as reason:
        raise error from reason


@contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Turn what the disk or another program does to the database into a StorageError."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = _primary_code(error)
        if code not in _SENTENCES:
            raise
        raise _error(code, path) from error
    except OSError as error:
        reason = error.strerror or error
        raise StorageError(
            f"{path} cannot be opened: {reason}. Make sure that you own it and may write to its "
            "folder."
        ) from error


def _primary_code(error: sqlite3.DatabaseError) -> int:
    if str(error).startswith("Could not decode to UTF-8"):
        # Python says so, not SQLite, and it has no code.
        return sqlite3.SQLITE_CORRUPT
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _error(code: int, path: Path) -> StorageError:
    return _KINDS.get(code, StorageError)(_SENTENCES[code].format(path=path))
