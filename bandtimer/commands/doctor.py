"""`doctor`: what the program runs on, where its files lie, and whether they are sound."""

import argparse
import importlib.metadata
import platform
import sqlite3
import sys
from collections.abc import Iterator

from bandtimer import __version__
from bandtimer.commands.library import own_library
from bandtimer.player.machine import awake_found, sound_found
from bandtimer.player.sound_process import try_output
from bandtimer.player.voice_process import try_voice
from bandtimer.present.dates import full_day, time_of_day
from bandtimer.present.hearing import output_text, voices_text
from bandtimer.storage.backup import backups_in, last_failure
from bandtimer.storage.database import faults, open_database
from bandtimer.storage.errors import StorageError
from bandtimer.storage.folders import Folders
from bandtimer.storage.history import History
from bandtimer.storage.journal import Journal
from bandtimer.storage.settings_file import load_settings

_PACKAGES = (
    "PySide6-Essentials",
    "PyYAML",
    "espeakng-loader",
    "fit-tool",
    "icalendar",
    "miniaudio",
    "platformdirs",
    "tomlkit",
    "wakepy",
    *(("jeepney", "pulsectl") if sys.platform == "linux" else ()),
)


def doctor(_options: argparse.Namespace, folders: Folders) -> int:
    """Print the state of everything; 1 if the history or a file of the user's has a problem."""
    problems: list[str] = []
    for heading, lines in (
        ("Versions", _versions()),
        ("Folders", _folders(folders)),
        ("Sound", iter([_sound()])),
        ("Speech", iter([_speech(folders)])),
        ("Staying awake", iter([awake_found()])),
        ("History", _history(folders, problems)),
        ("Backups", _backups(folders, problems)),
        ("Settings", _settings(folders, problems)),
        ("Library", _library(folders, problems)),
    ):
        print(heading)
        for line in lines:
            print(f"  {line}")
    return 1 if problems else 0


def _versions() -> Iterator[str]:
    yield f"BandTimer {__version__}"
    yield f"Python {platform.python_version()} on {platform.platform()}"
    yield f"SQLite {sqlite3.sqlite_version}"
    for package in _PACKAGES:
        try:
            yield f"{package} {importlib.metadata.version(package)}"
        except importlib.metadata.PackageNotFoundError:
            yield f"{package} is missing"


def _sound() -> str:
    return output_text(try_output(), sound_found())


def _speech(folders: Folders) -> str:
    return voices_text(try_voice(folders.speech))


def _folders(folders: Folders) -> Iterator[str]:
    for name, path in (
        ("data", folders.root),
        ("settings", folders.settings),
        ("history", folders.database),
        ("own routines", folders.routines),
        ("own exercises", folders.exercises),
        ("backups", folders.backups),
        ("cache", folders.cache),
    ):
        yield f"{name}: {path}" + ("" if path.exists() else " (not there yet)")


def _history(folders: Folders, problems: list[str]) -> Iterator[str]:
    if not folders.database.exists():
        yield "nothing recorded yet"
        return
    try:
        connection = open_database(folders.database)
    except StorageError as error:
        problems.append(str(error))
        yield str(error)
        return
    try:
        found = faults(connection)
        problems.extend(found)
        yield from found or ("database sound",)
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        yield f"schema version {version}"
        yield f"{History(connection).count()} sessions"
        unfinished = Journal(connection).active()
        if unfinished is not None:
            yield f"unfinished: {unfinished.name}, session {unfinished.id}"
    except StorageError as error:
        problems.append(str(error))
        yield str(error)
    finally:
        connection.close()


def _backups(folders: Folders, problems: list[str]) -> Iterator[str]:
    taken = backups_in(folders.backups)
    if taken:
        when = max(taken)
        yield f"{len(taken)} taken, the last on {full_day(when)}, {time_of_day(when)}"
    else:
        yield "none yet"
    failure = last_failure(folders)
    if failure is not None:
        problems.append(failure)
        yield failure


def _settings(folders: Folders, problems: list[str]) -> Iterator[str]:
    _, found = load_settings(folders.settings)
    problems.extend(found)
    yield from found or ("no problems",)


def _library(folders: Folders, problems: list[str]) -> Iterator[str]:
    library = own_library(folders)
    own = len(library.own_routines) + len(library.own_exercises)
    yield f"{len(library.routines)} routines, {len(library.exercises)} exercises, {own} your own"
    found = [str(problem) for problem in library.problems]
    problems.extend(found)
    yield from found
