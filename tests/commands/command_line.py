"""The command line in this process, on a data folder of its own."""

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bandtimer.cli import main
from bandtimer.storage.folders import Folders

SHIPPED = ("accessory", "beginner", "bridge-holds", "pre-run-warm-up")

ONE_HOLD = """\
format: 1
name: {name}
exercises:
  - {{exercise: isometric-glute-bridge, sets: 1, hold: 20-30s}}
"""
UNKNOWN_EXERCISE = """\
format: 1
name: Broken
exercises:
  - {exercise: isometric-glute-brigde, sets: 1, hold: 20s}
"""


class Told(NamedTuple):
    """What a command left behind: its exit code, results and problems."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class CommandLine:
    """Runs commands as `bandtimer --data-dir DIR …` would."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folders, self._capsys = Folders.at(folder), capsys

    def __call__(self, *arguments: object) -> Told:
        return self.bare("--data-dir", self.folders.root, *arguments)

    def bare(self, *arguments: object) -> Told:
        """Run without --data-dir; wrong usage, which leaves by SystemExit, is a code too."""
        self._capsys.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else 0
        return Told(code, *self._capsys.readouterr())

    def good(self, *arguments: object) -> Told:
        """Run a command that has to succeed without a word of complaint."""
        told = self(*arguments)
        assert (told.code, told.err) == (0, "")
        return told

    def own_routine(self, name: str, text: str = "") -> Path:
        """Put a routine file into the user's folder."""
        self.folders.routines.mkdir(parents=True, exist_ok=True)
        path = self.folders.routines / f"{name}.yaml"
        path.write_text(text or ONE_HOLD.format(name=name.title()), encoding="utf-8")
        return path
