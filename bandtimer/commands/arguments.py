"""What can be written on the command line."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bandtimer import __version__
from bandtimer.core.routine import MAX_REPS, MAX_SETS

_COMMANDS = (
    "open",
    "play",
    "list",
    "check",
    "plan",
    "trace",
    "history",
    "export-workout",
    "backup",
    "restore",
    "doctor",
    "figures",
    "gallery",
)
_MAX_SPEED = 1_000.0


def parse(arguments: list[str]) -> argparse.Namespace:
    """Return what is asked for; exits with 2 where the usage is wrong."""
    return _parser().parse_args(_with_command(arguments))


def _with_command(arguments: list[str]) -> list[str]:
    """Put in `open` where no command is named: `bandtimer FILE` opens the window at FILE."""
    place = 0
    while place < len(arguments) and arguments[place].startswith("-"):
        if arguments[place] in {"-h", "--help", "--version"}:
            return arguments
        place += 2 if arguments[place] == "--data-dir" else 1
    if place > len(arguments):
        # The folder is missing; a command put there would be taken for it.
        return arguments
    if place == len(arguments) or arguments[place] not in _COMMANDS:
        arguments.insert(place, "open")
    return arguments


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument(
        "--data-dir",
        metavar="DIR",
        type=_folder,
        help="keep settings, history and own files below DIR",
    )
    parser = argparse.ArgumentParser(
        prog="bandtimer",
        parents=[shared],
        description="Leads you through a resistance-band routine and keeps the history.",
        epilog="Without a command the window opens: bandtimer [FILE|ROUTINE].",
    )
    parser.add_argument("--version", action="version", version=f"BandTimer {__version__}")
    # Set here alone: a default of `show` would undo the option given before it.
    parser.set_defaults(json=False)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, text: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, parents=[shared], help=text, description=text)

    add("open", "open the window, at a routine if one is named").add_argument(
        "routine", nargs="?", metavar="FILE|ROUTINE"
    )
    play = add("play", "open the window and start the routine at once")
    _add_routine(play)
    play.add_argument("--speed", type=_speed, default=1.0, help="let the clock run N times as fast")
    play.add_argument(
        "--exit-when-done", action="store_true", help="close the window when the session ends"
    )
    _add_json(add("list", "list the routines"))
    check = add("check", "check routine and exercise files")
    check.add_argument("files", nargs="+", metavar="FILE")
    for name, text in (
        ("plan", "print the timeline of a routine"),
        ("trace", "run a routine on a simulated clock and print all that happens"),
    ):
        command = add(name, text)
        _add_routine(command)
        _add_reps(command)
        _add_json(command)
    history = add("history", "list the sessions; show, delete, bring back, export or import them")
    _add_json(history)
    actions = history.add_subparsers(dest="action", metavar="ACTION")
    show = actions.add_parser("show", parents=[shared], help="show one session with its sets")
    show.add_argument("id", type=_session, metavar="ID")
    _add_json(show)
    for name, text in (
        ("delete", "take one session out; it can be brought back for thirty days"),
        ("undelete", "bring a deleted session back"),
    ):
        actions.add_parser(name, parents=[shared], help=text).add_argument(
            "id", type=_session, metavar="ID"
        )
    deleted = actions.add_parser("deleted", parents=[shared], help="list the deleted sessions")
    deleted.add_argument("--remove", action="store_true", help="remove them for good, now")
    _add_json(deleted)
    export = actions.add_parser("export", parents=[shared], help="write sessions to a file")
    export.add_argument(
        "--format", required=True, choices=("fit", "csv", "json", "ics", "pdf"), help="which kind"
    )
    which = export.add_mutually_exclusive_group()
    which.add_argument("--session", type=_session, metavar="ID", help="one session alone")
    which.add_argument("--since", type=_day, metavar="DATE", help="those from this day on")
    _add_output(export)
    take_in = actions.add_parser(
        "import",
        parents=[shared],
        help="take in sessions from BandTimer's JSON, or the CSV of Strong or Hevy",
    )
    take_in.add_argument("file", metavar="FILE", type=_file)
    take_in.add_argument("--dry-run", action="store_true", help="only tell what would come in")
    workout = add("export-workout", "write a routine as a workout for a watch (FIT)")
    _add_routine(workout)
    _add_reps(workout)
    _add_output(workout)
    add("backup", "copy the history to a new file").add_argument("file", metavar="FILE", type=_file)
    add(
        "restore", "put a backup in the place of the history, and keep the present one"
    ).add_argument("file", metavar="FILE", type=_file)
    add("doctor", "print versions, folders, sound and speech found, and the state of the history")
    # For developers; without a help text they are not listed.
    sheet = commands.add_parser("figures", parents=[shared])
    sheet.add_argument("--sheet", metavar="FILE", required=True, help="the PNG to write")
    pictures = commands.add_parser("gallery", parents=[shared])
    pictures.add_argument("folder", metavar="DIR", type=_folder)
    pictures.add_argument("states", metavar="STATE", nargs="*")
    return parser


def _add_routine(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("routine", metavar="FILE|ROUTINE")
    parser.add_argument(
        "--sets", type=_whole(MAX_SETS), metavar="N", help="sets of each exercise, or rounds"
    )


def _add_reps(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reps", type=_whole(MAX_REPS), metavar="N", help="reps of each set")


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-o",
        dest="output",
        metavar="FILE",
        type=_file,
        required=True,
        help="the file to write; - for standard output",
    )


def _session(text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no session's number; `bandtimer history` lists them"
        ) from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a day such as {date.today().isoformat()}"  # noqa: DTZ011 - where we are
        ) from error


def _file(text: str) -> Path:
    return _path(text, "file")


def _folder(text: str) -> Path:
    return _path(text, "folder")


def _path(text: str, kind: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError(f"the name of the {kind} is empty")
    try:
        return Path(text).expanduser()
    except RuntimeError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is in nobody's home folder") from error


def _whole(most: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 to {most}")
        return int(text)

    return parse


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not 0.01 <= speed <= _MAX_SPEED:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0.01 to {_MAX_SPEED:g}")
    return speed
