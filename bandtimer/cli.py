"""The command line: what can be asked for, and what the exit code says.

0: good. 1: a problem with the input, told on standard error. 2: wrong usage. The window by itself
is what is mostly asked for, and has to be there at once; so all else is imported when it is wanted.
"""

from __future__ import annotations

import gc
import io
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bandtimer.player.machine import has_screen
from bandtimer.storage.folders import Folders

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

_NO_SCREEN = (
    "There is no screen to open a window on: neither DISPLAY nor WAYLAND_DISPLAY is set. Start "
    "BandTimer from a desktop; its commands `list`, `plan` and `history` work here as well."
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    options: argparse.Namespace | None = None
    match arguments:
        case []:
            data_dir = None
        case ["--data-dir", folder] if folder and not folder.startswith(("-", "~")):
            data_dir = Path(folder)
        case _:
            from bandtimer.commands.arguments import parse  # noqa: PLC0415

            options = parse(arguments)
            data_dir = getattr(options, "data_dir", None)
    folders = Folders.default() if data_dir is None else Folders.at(data_dir)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that knows no “–” or a file name that is no text must not stop the rest.
        sys.stdout.reconfigure(errors="replace")
    try:
        code = _open(folders) if options is None else _run(options, folders)
        # What cannot be written any more has to be known here, not when Python exits.
        print(end="", flush=True)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has enough; Python would complain when it flushes the rest.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        print(_explained(error, folders), file=sys.stderr)
        return 1
    else:
        return code


def _explained(error: Exception, folders: Folders) -> str:
    """Say what the user has to mend, or where the report of a fault of ours is."""
    from bandtimer.core.compile import PlanError  # noqa: PLC0415
    from bandtimer.exchange.selection import ExchangeError  # noqa: PLC0415
    from bandtimer.routines.library import RoutineError  # noqa: PLC0415
    from bandtimer.storage.failure import StorageError  # noqa: PLC0415

    if isinstance(error, StorageError | RoutineError | PlanError | ExchangeError):
        return str(error)
    from bandtimer.storage.error_log import write_report  # noqa: PLC0415

    return write_report(folders.root, error, datetime.now().astimezone())


def _open(folders: Folders, options: argparse.Namespace | None = None) -> int:
    """Open the window, at a routine if the options name one, or play it."""
    if not has_screen():
        print(_NO_SCREEN, file=sys.stderr)
        return 1
    from bandtimer.opening import read_opening  # noqa: PLC0415
    from bandtimer.ui.pyside import import_pyside  # noqa: PLC0415

    # Nothing of what start-up makes is garbage; the window turns collection on again.
    gc.disable()
    import_pyside(folders.cache)
    now = datetime.now().astimezone()
    opening = read_opening(folders, now.date()) if options is None else None
    if opening is not None:
        from bandtimer.start import start  # noqa: PLC0415

        return start(folders, opening, now)
    from bandtimer.app import Launch, run  # noqa: PLC0415

    if options is None:
        return run(folders, Launch())
    if options.command == "open":
        return run(folders, Launch(options.routine))
    return run(
        folders,
        Launch(options.routine, True, options.sets, options.speed, options.exit_when_done),
    )


def _run(options: argparse.Namespace, folders: Folders) -> int:
    """Run one command; each is imported only when it is wanted."""
    match options.command:
        case "open" | "play":
            return _open(folders, options)
        case "history" if options.action in {"delete", "deleted", "undelete"}:
            from bandtimer.commands import deleted  # noqa: PLC0415

            actions = {
                "delete": deleted.delete_session,
                "deleted": deleted.list_deleted,
                "undelete": deleted.undelete_session,
            }
            return actions[options.action](options, folders)
        case "export-workout":
            from bandtimer.commands.export import export_workout  # noqa: PLC0415

            return export_workout(options, folders)
        case "history" if options.action == "import":
            from bandtimer.commands.take_in import import_history  # noqa: PLC0415

            return import_history(options, folders)
        case "history" if options.action == "export":
            from bandtimer.commands.export import export_history  # noqa: PLC0415

            return export_history(options, folders)
        case "history":
            from bandtimer.commands import history  # noqa: PLC0415

            if options.action == "show":
                return history.show_session(options, folders)
            return history.list_sessions(options, folders)
        case "backup" | "restore":
            from bandtimer.commands import backup  # noqa: PLC0415

            if options.command == "backup":
                return backup.backup_history(options, folders)
            return backup.restore_history(options, folders)
        case "doctor":
            from bandtimer.commands.doctor import doctor  # noqa: PLC0415

            return doctor(options, folders)
        case "figures":
            from bandtimer.commands.figures import figures  # noqa: PLC0415

            return figures(options, folders)
        case "gallery":
            from bandtimer.commands.gallery import gallery  # noqa: PLC0415

            return gallery(options)
        case _:
            from bandtimer.commands import library  # noqa: PLC0415

            commands = {
                "list": library.list_routines,
                "check": library.check,
                "plan": library.plan,
                "trace": library.trace,
            }
            return commands[options.command](options, folders)
