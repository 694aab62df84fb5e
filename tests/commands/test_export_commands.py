"""`history export` and `export-workout`, as somebody types them."""

import json
from pathlib import Path

import pytest
from command_line import CommandLine
from PySide6.QtWidgets import QApplication
from recorded import SHORT, record


@pytest.fixture
def command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """Return the command line on a history with one session."""
    record(tmp_path / "data", SHORT)
    return CommandLine(tmp_path / "data", capsys)


def export(command: CommandLine, kind: str, file: Path, *more: object) -> bytes:
    told = command.good("history", "export", "--format", kind, *more, "-o", file)
    assert told.out == ""
    return file.read_bytes()


def test_every_format_is_written(qapp: QApplication, command: CommandLine, tmp_path: Path) -> None:
    assert export(command, "csv", tmp_path / "a.csv").startswith(b"\xef\xbb\xbfsession,date,")
    assert json.loads(export(command, "json", tmp_path / "a.json"))["version"] == 1
    assert export(command, "ics", tmp_path / "a.ics").startswith(b"BEGIN:VCALENDAR")
    assert export(command, "fit", tmp_path / "a.zip").startswith(b"PK")
    assert export(command, "fit", tmp_path / "a.fit", "--session", 1)[8:12] == b".FIT"
    assert export(command, "pdf", tmp_path / "a.pdf").startswith(b"%PDF")


def test_a_file_that_exists_is_replaced_whole(command: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("old" * 10_000, encoding="utf-8")
    assert b"old" not in export(command, "csv", tmp_path / "a.csv", "--since", "2020-01-01")


def test_all_sessions_in_one_fit_file_are_not_possible(
    command: CommandLine, tmp_path: Path
) -> None:
    told = command("history", "export", "--format", "fit", "-o", tmp_path / "a.fit")
    assert told.code == 1
    assert "--session ID" in told.err
    assert not (tmp_path / "a.fit").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--session", 7), "There is no session 7"),
        (("--since", "2199-01-01"), "There is no session to export in that time."),
    ],
)
def test_what_cannot_be_exported_is_told_and_leaves_no_file(
    command: CommandLine, tmp_path: Path, arguments: tuple[object, ...], sentence: str
) -> None:
    told = command("history", "export", "--format", "csv", *arguments, "-o", tmp_path / "a.csv")
    assert (told.code, told.out) == (1, "")
    assert sentence in told.err
    assert list(tmp_path.glob("*.csv*")) == []


def test_a_folder_that_is_not_there(command: CommandLine, tmp_path: Path) -> None:
    told = command("history", "export", "--format", "csv", "-o", tmp_path / "no" / "a.csv")
    assert told.code == 1
    assert "cannot be written" in told.err


def test_nothing_recorded_yet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = CommandLine(tmp_path / "empty", capsys)
    told = command("history", "export", "--format", "csv", "-o", tmp_path / "a.csv")
    assert told.code == 1
    assert "nothing to export" in told.err
    assert not (tmp_path / "empty").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--format", "xml", "-o", "x"),
        ("--format", "csv"),
        ("--format", "csv", "--since", "yesterday", "-o", "x"),
        ("--format", "csv", "--since", "2026-01-01", "--session", "1", "-o", "x"),
    ],
)
def test_wrong_usage(command: CommandLine, arguments: tuple[str, ...]) -> None:
    assert command("history", "export", *arguments).code == 2


def test_a_workout_for_the_watch(command: CommandLine, tmp_path: Path) -> None:
    command.good("export-workout", "bridge-holds", "--sets", 4, "-o", tmp_path / "w.fit")
    assert (tmp_path / "w.fit").read_bytes()[8:12] == b".FIT"
    told = command("export-workout", "nothing-like-it", "-o", tmp_path / "x.fit")
    assert told.code == 1
    assert not (tmp_path / "x.fit").exists()


@pytest.mark.parametrize("name", ["history.sqlite3", "history.sqlite3-wal", "settings.toml"])
def test_what_bandtimer_needs_is_not_written_over(
    command: CommandLine, tmp_path: Path, name: str
) -> None:
    own = tmp_path / "data" / name
    own.touch()
    told = command("history", "export", "--format", "csv", "-o", own)
    assert told.code == 1
    assert "a file that BandTimer itself needs. Choose another name." in told.err
    assert not own.exists() or not own.read_bytes().startswith(b"\xef\xbb\xbf")
