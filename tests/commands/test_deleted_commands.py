"""`history delete`, `history deleted` and `history undelete`."""

from pathlib import Path

import pytest
from command_line import CommandLine
from recorded import MIXED, record


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(tmp_path / "data", capsys)


def sessions(run: CommandLine) -> object:
    return run.good("history", "--json").json


def test_a_session_is_deleted_and_brought_back(run: CommandLine) -> None:
    number = record(run.folders.root)
    before = sessions(run)
    first, second = run.good("history", "delete", number).out.splitlines()
    assert first == "Deleted: Short, Monday 5 January 2026, 18:50."
    assert second.startswith("Until ")
    assert second.endswith(f"`bandtimer history undelete {number}` brings it back.")
    assert sessions(run) == []
    (deleted,) = run.good("history", "deleted", "--json").json
    assert (deleted["id"], deleted["name"]) == (number, "Short")
    assert deleted["started_at"] == "2026-01-05T18:50:12.345000+13:00"
    (line,) = run.good("history", "deleted").out.splitlines()
    assert line.startswith("    1  Short, Monday 5 January 2026, 18:50; kept until ")
    brought = run.good("history", "undelete", number).out
    assert brought == "Brought back: Short, Monday 5 January 2026, 18:50.\n"
    assert sessions(run) == before
    assert run.good("history", "deleted").out == "No session has been deleted.\n"


def test_deleted_sessions_are_removed_for_good_when_that_is_asked(run: CommandLine) -> None:
    assert run.good("history", "deleted", "--remove").out == "No session has been deleted.\n"
    first, second, kept = (record(run.folders.root) for _ in range(3))
    for number in (first, second):
        run.good("history", "delete", number)
    assert run.good("history", "deleted", "--remove").out == "2 sessions removed\n"
    assert run.good("history", "deleted").out == "No session has been deleted.\n"
    assert run("history", "undelete", first).code == 1
    assert [row["id"] for row in run.good("history", "--json").json] == [kept]


def test_what_cannot_be_done_is_said(run: CommandLine) -> None:
    assert run.good("history", "deleted", "--json").json == []
    for action, says in (("delete", "no session 7"), ("undelete", "no deleted session 7")):
        told = run("history", action, 7)
        assert (told.code, told.out) == (1, "")
        assert says in told.err
    record(run.folders.root, MIXED, until_ms=5_000)
    told = run("history", "delete", 1)
    assert (told.code, told.out) == (1, "")
    assert told.err.startswith("The session of “Mixed” has not ended. Resume, finish or discard")
    assert run("history", "undelete", 2**70).code == 1
    assert not run.folders.backups.exists()
