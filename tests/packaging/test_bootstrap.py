import ast
import sys
from pathlib import Path

import bootstrap
import pytest


@pytest.mark.parametrize("name", ["run", "test", "packaging/bootstrap.py"])
def test_what_runs_before_the_version_check_is_readable_for_python_3_7(name: str) -> None:
    source = (bootstrap.CHECKOUT / name).read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 7))


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes and shell scripts")
@pytest.mark.parametrize("name", ["run", "test"])
def test_the_commands_can_be_started_directly(name: str) -> None:
    command = bootstrap.CHECKOUT / name
    assert command.read_text(encoding="utf-8").startswith("#!/usr/bin/env python3\n")
    assert command.stat().st_mode & 0o111 == 0o111


@pytest.mark.parametrize(
    ("version", "expected"),
    [((2, 7), False), ((3, 7), False), ((3, 10), False), ((3, 11), True), ((4, 0), True)],
)
def test_python_3_11_is_the_oldest_that_will_do(version: tuple[int, int], expected: bool) -> None:
    assert bootstrap.is_new_enough(version) is expected


def test_an_old_python_is_told_by_version_place_and_remedy() -> None:
    message = bootstrap.old_python_message("3.9.2", "/usr/bin/python3")
    assert "needs Python 3.11 or newer" in message
    assert "Python 3.9.2 (/usr/bin/python3)" in message
    assert "apt-get install python3" in message
    assert "python.org/downloads" in message


def make_command(folder: Path, name: str, status: int) -> Path:
    command = folder / name
    command.write_text(f"#!/bin/sh\nexit {status}\n", encoding="utf-8")
    command.chmod(0o755)
    return command


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes and shell scripts")
def test_the_newest_python_that_starts_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert bootstrap.find_newer_python() is None
    make_command(tmp_path, "python3.9", 0)
    make_command(tmp_path, "python3.13", 127)
    assert bootstrap.find_newer_python() is None
    make_command(tmp_path, "python3.11", 0)
    newest = make_command(tmp_path, "python3.12", 0)
    assert bootstrap.find_newer_python() == str(newest)
