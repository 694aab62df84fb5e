"""PySide6 is imported the same with and without what was kept of it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHILD = """
import builtins, linecache, sys
from pathlib import Path
compiled = []
def watched(source, filename, *args, before=compile, **options):
    compiled.append(str(filename))
    return before(source, filename, *args, **options)
builtins.compile = watched
from bandtimer.ui.pyside import import_pyside
import_pyside(Path(sys.argv[1]))
assert builtins.compile is watched
from PySide6.QtCore import QTimer
from PySide6.support.signature import get_signature
import bandtimer.ui.look
print(sum(name.startswith("shibokensupport/") for name in compiled))
print(sum("bandtimer" in name for name in linecache.cache))
print(get_signature(QTimer.singleShot))
"""


def imported(cache: Path) -> list[str]:
    """Import PySide6 in a process; return how much was compiled, read, and what it knows."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(cache)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_what_pyside_has_inside_is_compiled_once(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = imported(cache)
    assert int(first[0]) > 0
    assert imported(cache) == ["0", *first[1:]]


def test_no_source_is_kept_in_memory(tmp_path: Path) -> None:
    assert imported(tmp_path)[1] == "0"


@pytest.mark.parametrize("damage", ["empty", "short", "another byte", "another python"])
def test_what_is_damaged_is_compiled_anew(tmp_path: Path, damage: str) -> None:
    first = imported(tmp_path)
    (file,) = tmp_path.iterdir()
    data = bytearray(file.read_bytes())
    match damage:
        case "empty":
            data.clear()
        case "short":
            del data[-100:]
        case "another byte":
            data[1_000] ^= 1
        case "another python":
            data[0] ^= 1
    file.write_bytes(data)
    assert imported(tmp_path) == first
    assert imported(tmp_path)[0] == "0"


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    assert int(imported(file / "cache")[0]) > 0
