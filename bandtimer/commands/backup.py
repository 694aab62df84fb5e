"""`backup` and `restore`: the history to a file, and back."""

import argparse
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

from bandtimer.storage.backup import back_up, restore
from bandtimer.storage.database import open_database
from bandtimer.storage.folders import Folders
from bandtimer.storage.history import History


def backup_history(options: argparse.Namespace, folders: Folders) -> int:
    """Copy the history to a new file."""
    if not folders.database.exists():
        print("Nothing has been recorded yet, so there is nothing to back up.", file=sys.stderr)
        return 1
    target: Path = options.file
    with closing(open_database(folders.database)) as connection:
        back_up(connection, target)
        count = History(connection).count()
    print(f"{_sessions(count)} backed up to {target}")
    return 0


def restore_history(options: argparse.Namespace, folders: Folders) -> int:
    """Put a backup in the place of the history, and keep the present one beside it."""
    source: Path = options.file
    aside = restore(source, folders.database, datetime.now().astimezone())
    with closing(open_database(folders.database)) as connection:
        count = History(connection).count()
    print(f"{_sessions(count)} restored from {source}")
    if aside is not None:
        print(f"The history there was before is kept as {aside}")
    return 0


def _sessions(count: int) -> str:
    return "1 session" if count == 1 else f"{count:,} sessions"
