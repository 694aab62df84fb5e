"""What can go wrong with files, in words for the user."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bandtimer.storage.failure import StorageError

__all__ = ["StorageError", "damaged", "not_a_history", "storage_errors"]

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
    sqlite3.SQLITE_CORRUPT: "{path} is damaged. Keep it, but under another name: BandTimer then "
    "starts with an empty history, and the old one may still be repaired (sqlite3 has .recover).",
    sqlite3.SQLITE_NOTADB: "{path} is not a BandTimer history. Give it another name: BandTimer "
    "then starts with an empty history.",
    sqlite3.SQLITE_READONLY: _CANNOT_WRITE,
    sqlite3.SQLITE_CANTOPEN: _CANNOT_WRITE,
    sqlite3.SQLITE_PERM: _CANNOT_WRITE,
}


def not_a_history(path: Path) -> StorageError:
    """Return the error for a file that something else than BandTimer has written."""
    return StorageError(_SENTENCES[sqlite3.SQLITE_NOTADB].format(path=path))


def damaged(path: Path) -> StorageError:
    """Return the error for a history whose content makes no sense."""
    return StorageError(_SENTENCES[sqlite3.SQLITE_CORRUPT].format(path=path))


@contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Turn what the disk or another program does to the database into a StorageError."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        sentence = _SENTENCES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if sentence is None:
            raise
        raise StorageError(sentence.format(path=path)) from error
    except OSError as error:
        reason = error.strerror or error
        raise StorageError(
            f"{path} cannot be opened: {reason}. Make sure that you own it and may write to its "
            "folder."
        ) from error
