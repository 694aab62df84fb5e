"""`backup` and `restore`."""

import os
import stat
from contextlib import closing
from pathlib import Path

import pytest
from command_line import CommandLine
from recorded import MIXED, record

from bandtimer.storage.database import open_database


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(tmp_path / "data", capsys)


def sessions(run: CommandLine) -> list[str]:
    return [row["name"] for row in run.good("history", "--json").json]


def test_a_backup_can_be_restored_and_that_undone(run: CommandLine, tmp_path: Path) -> None:
    target = tmp_path / "copy.sqlite3"
    record(run.folders.root)
    told = run.good("backup", target)
    assert told.out == f"1 session backed up to {target}\n"
    assert os.name != "posix" or stat.S_IMODE(target.stat().st_mode) == 0o600
    record(run.folders.root, MIXED)
    assert sessions(run) == ["Mixed", "Short"]
    first, second = run.good("restore", target).out.splitlines()
    assert first == f"1 session restored from {target}"
    assert sessions(run) == ["Short"]
    kept = second.removeprefix("The history there was before is kept as ")
    assert run.good("restore", kept).out.startswith(f"2 sessions restored from {kept}\n")
    assert sessions(run) == ["Mixed", "Short"]


def test_the_first_history_may_come_from_a_backup(run: CommandLine, tmp_path: Path) -> None:
    record(tmp_path / "old laptop")
    source = tmp_path / "old laptop" / "history.sqlite3"
    assert run.good("restore", source).out == f"1 session restored from {source}\n"
    assert sessions(run) == ["Short"]


def test_what_cannot_be_done_is_said_and_changes_nothing(run: CommandLine, tmp_path: Path) -> None:
    told = run("backup", tmp_path / "copy.sqlite3")
    assert (told.code, told.out) == (1, "")
    assert told.err == "Nothing has been recorded yet, so there is nothing to back up.\n"
    assert run("restore", tmp_path / "missing").code == 1
    assert not run.folders.root.exists()
    record(run.folders.root)
    note = tmp_path / "note.txt"
    note.write_text("Buy bands.")
    for arguments, says in (
        (("backup", note), f"{note} is there already and was left as it is."),
        (("restore", note), f"{note} is not a BandTimer history."),
        (("restore", tmp_path / "missing"), f"There is no backup {tmp_path / 'missing'}."),
    ):
        told = run(*arguments)
        assert (told.code, told.out) == (1, "")
        assert told.err.startswith(says)
    with closing(open_database(run.folders.database)):
        told = run("restore", run.folders.database)
        assert (told.code, told.err.endswith("is the history itself, and no backup of it.\n")) == (
            1,
            True,
        )
    assert note.read_text() == "Buy bands."
    assert sessions(run) == ["Short"]
    assert run("backup", "").code == 2
