"""`history export` and `export-workout`: what is in BandTimer, for other programs."""

import argparse
import sys
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from bandtimer.commands.library import plan_of
from bandtimer.exchange.exporting import Format, export, suffix
from bandtimer.exchange.selection import Selection
from bandtimer.exchange.target import write_export
from bandtimer.storage.database import open_database
from bandtimer.storage.folders import Folders


def export_history(options: argparse.Namespace, folders: Folders) -> int:
    """Write sessions to a file in the format that is wanted."""
    if not folders.database.exists():
        print("Nothing has been recorded yet, so there is nothing to export.", file=sys.stderr)
        return 1
    wanted = Selection(options.session, options.since)
    kind = Format(options.format)
    ending = suffix(kind, wanted)
    if options.output.suffix.lower() == ".fit" and ending == "zip":
        print(
            "A FIT file has one session. Choose it with --session ID, or name a ZIP archive "
            f"for all: -o {options.output.with_suffix('.zip')}",
            file=sys.stderr,
        )
        return 1
    with closing(open_database(folders.database)) as connection:
        now = datetime.now().astimezone()
        _write(options.output, export(connection, wanted, kind, now, _printed), folders)
    return 0


def export_workout(options: argparse.Namespace, folders: Folders) -> int:
    """Write a routine as a FIT workout."""
    from bandtimer.exchange.fit_workout import workout_file  # noqa: PLC0415 - takes 0.5 s to load

    plan = plan_of(options, folders)
    _write(options.output, (workout_file(plan, datetime.now().astimezone()),), folders)
    return 0


def _write(path: Path, pieces: Iterable[bytes], folders: Folders) -> None:
    """Write to the file, or to standard output where its name is a hyphen."""
    if str(path) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.writelines(pieces)
        sys.stdout.buffer.flush()
        return
    write_export(path, pieces, folders.database, folders.settings)


def _printed(html: str, title: str) -> bytes:
    from bandtimer.ui.printing.report_pdf import report_pdf  # noqa: PLC0415 - Qt is for this alone

    return report_pdf(html, title)
