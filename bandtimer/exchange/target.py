"""Where an export is written: anywhere but over what BandTimer keeps."""

import os
from collections.abc import Iterable
from pathlib import Path

from bandtimer.exchange.selection import ExchangeError
from bandtimer.storage.files import write_atomically

# What SQLite and whoever leads a session keep beside the history.
_BESIDE = ("", "-wal", "-shm", "-journal", ".led")


def write_export(path: Path, pieces: Iterable[bytes], history: Path, *own: Path) -> None:
    """Write a file in one step; raises ExchangeError where that fails, or it is one of our own.

    `history` is the database, `own` are other files that must stay.
    """
    kept = [history.with_name(f"{history.name}{end}") for end in _BESIDE] + [*own]
    if os.path.realpath(path) in map(os.path.realpath, kept):
        raise ExchangeError(f"{path} is a file that BandTimer itself needs. Choose another name.")
    try:
        write_atomically(path, pieces)
    except OSError as error:
        reason = error.strerror or error
        raise ExchangeError(
            f"{path} cannot be written: {reason}. Choose another folder or name."
        ) from error
