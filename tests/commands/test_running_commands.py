"""What holds for every command: where things lie, exit codes, what may go wrong, and no Qt."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from command_line import ONE_HOLD, CommandLine
from recorded import MIXED, record

from bandtimer import __version__

ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux may lack a screen")
COMMANDS = ("open", "play", "list", "check", "plan", "trace", "history", "doctor")


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(tmp_path / "data", capsys)


@pytest.fixture
def no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"):
        monkeypatch.delenv(name, raising=False)


def in_a_process(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the program as from a shell; on standard error ends what it imported of Qt."""
    code = (
        "import sys\n"
        "from bandtimer.cli import main\n"
        "code = main(sys.argv[1:])\n"
        "print(sorted(n for n in sys.modules if n.startswith(('PySide', 'shiboken'))),"
        " file=sys.stderr)\n"
        "sys.exit(code)"
    )
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["list"],
        ["check", "FILE"],
        ["plan", "FILE"],
        ["trace", "FILE"],
        ["history"],
        ["history", "show", "1"],
        ["doctor"],
    ],
    ids=" ".join,
)
def test_commands_without_a_window_do_without_qt(tmp_path: Path, arguments: list[str]) -> None:
    record(tmp_path / "data", MIXED, until_ms=40_000)
    file = tmp_path / "mine.yaml"
    file.write_text(ONE_HOLD.format(name="Mine"))
    named = [file if argument == "FILE" else argument for argument in arguments]
    left = in_a_process("--data-dir", tmp_path / "data", *named)
    assert (left.returncode, left.stderr) == (0, "[]\n")
    assert left.stdout


def test_play_leads_a_file_to_its_end_and_leaves_by_itself(
    run: CommandLine, tmp_path: Path
) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(ONE_HOLD.format(name="Mine"))
    left = in_a_process(
        "play", file, "--speed", "500", "--exit-when-done", "--data-dir", run.folders.root
    )
    assert left.returncode == 0
    (session,) = run.good("history", "--json").json
    assert (session["name"], session["status"], session["seconds"]) == ("Mine", "finished", 40)


def test_the_data_folder_may_stand_before_or_after_the_command(run: CommandLine) -> None:
    run.own_routine("mine")
    folder = run.folders.root
    before = run.bare("--data-dir", folder, "plan", "mine")
    for arguments in (
        ["plan", "--data-dir", folder, "mine"],
        ["plan", "mine", "--data-dir", folder],
        [f"--data-dir={folder}", "plan", "mine"],
    ):
        assert run.bare(*arguments) == before
    record(folder)
    shown = run.bare("--data-dir", folder, "history", "show", 1)
    assert shown.code == 0
    assert run.bare("history", "--data-dir", folder, "show", 1) == shown
    assert run.bare("history", "show", 1, "--data-dir", folder) == shown


def test_json_may_stand_before_or_after_show(run: CommandLine) -> None:
    record(run.folders.root)
    assert run("history", "--json", "show", 1) == run.good("history", "show", 1, "--json")


@pytest.mark.usefixtures("no_screen")
@ON_LINUX
@pytest.mark.parametrize("arguments", [[], ["bridge-holds"], ["open"], ["play", "bridge-holds"]])
def test_without_a_screen_the_window_says_so(run: CommandLine, arguments: list[str]) -> None:
    told = run(*arguments)
    assert (told.code, told.out) == (1, "")
    assert told.err.startswith("There is no screen to open a window on")
    assert not run.folders.root.exists()


def test_a_file_or_routine_alone_means_open(run: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("format: 1\nname: Mine\n")
    for wanted in (file, tmp_path / "missing.yaml", "bridge-hold"):
        told = run(wanted)
        assert told == run("open", wanted)
        assert (told.code, told.out) == (1, "")
        assert told.err.startswith(f"{wanted}:1:1: " if wanted != "bridge-hold" else "There is no")


@pytest.mark.parametrize(
    "arguments",
    [
        ["plan"],
        ["play"],
        ["check"],
        ["list", "--nonsense"],
        ["plan", "bridge-holds", "--sets", "0"],
        ["plan", "bridge-holds", "--sets", "51"],
        ["plan", "bridge-holds", "--reps", "1001"],
        ["plan", "bridge-holds", "--reps", "two"],
        ["play", "bridge-holds", "--speed", "0"],
        ["play", "bridge-holds", "--speed", "nan"],
        ["play", "bridge-holds", "--speed", "1001"],
        ["history", "show"],
        ["history", "show", "first"],
        ["history", "burn"],
        ["list", "--data-dir"],
        ["list", "--data-dir", ""],
        ["bridge-holds", "beginner"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_2_and_does_nothing(run: CommandLine, arguments: list[str]) -> None:
    told = run(*arguments)
    assert (told.code, told.out) == (2, "")
    assert "usage: bandtimer" in told.err
    assert "error: " in told.err
    assert not run.folders.root.exists()


def test_a_data_folder_that_is_missing_its_name_is_wrong_usage(run: CommandLine) -> None:
    told = run.bare("--data-dir")
    assert (told.code, told.out) == (2, "")
    assert "--data-dir" in told.err


def test_help_and_version(run: CommandLine) -> None:
    assert run.bare("--version") == (0, f"BandTimer {__version__}\n", "")
    told = run.bare("--help")
    assert (told.code, told.err) == (0, "")
    assert [name for name in COMMANDS if f"\n    {name} " not in told.out] == []
    assert "gallery" not in told.out
    for name in COMMANDS:
        assert run.bare(name, "--help").out.startswith(f"usage: bandtimer {name} ")


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("history*")}


HISTORY_READERS = [["history"], ["history", "show", "1"], ["doctor"], ["open"]]


def refused(run: CommandLine, arguments: list[str]) -> str:
    """Run a command that meets a database it must not touch, and return what it says."""
    before = bytes_of(run.folders.root)
    told = run(*arguments)
    assert told.code == 1
    assert bytes_of(run.folders.root) == before
    # The doctor's results are what it finds wrong; elsewhere problems stand alone.
    assert arguments == ["doctor"] or told.out == ""
    said = told.out if arguments == ["doctor"] else told.err
    assert "Traceback" not in said
    assert not (run.folders.root / "errors.log").exists()
    return said


@pytest.mark.parametrize("arguments", HISTORY_READERS, ids=" ".join)
def test_a_newer_history_is_refused_and_left_alone(run: CommandLine, arguments: list[str]) -> None:
    record(run.folders.root)
    with closing(sqlite3.connect(run.folders.database)) as connection:
        connection.execute("PRAGMA user_version = 999")
    said = refused(run, arguments)
    assert f"{run.folders.database} was written by a newer BandTimer" in said
    assert "version 999" in said


@pytest.mark.parametrize("arguments", HISTORY_READERS, ids=" ".join)
def test_another_file_in_its_place_is_left_alone(run: CommandLine, arguments: list[str]) -> None:
    run.folders.root.mkdir()
    run.folders.database.write_bytes(b"Dear diary, " * 1_000)
    assert "is not a BandTimer history" in refused(run, arguments)


@pytest.mark.parametrize("arguments", HISTORY_READERS[:3], ids=" ".join)
def test_a_damaged_history_is_said_to_be(run: CommandLine, arguments: list[str]) -> None:
    record(run.folders.root, MIXED)
    with closing(sqlite3.connect(run.folders.database)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    content = run.folders.database.read_bytes()
    run.folders.database.write_bytes(content[:size] + b"\xa5" * (len(content) - size))
    told = run(*arguments)
    assert told.code == 1
    assert f"{run.folders.database} is damaged." in told.out + told.err
    assert "Traceback" not in told.out + told.err


def test_a_fault_of_ours_is_a_sentence_and_a_report(run: CommandLine) -> None:
    record(run.folders.root)
    with closing(sqlite3.connect(run.folders.database)) as connection:
        connection.execute("DROP TABLE set_log")
    told = run("history", "show", 1)
    log = run.folders.root / "errors.log"
    assert (told.code, told.out) == (1, "")
    assert told.err == (
        "Something went wrong inside BandTimer; what was recorded is safe. "
        f"A report to send along is in {log}.\n"
    )
    report = log.read_text(encoding="utf-8")
    assert f"BandTimer {__version__}" in report
    assert "Traceback" in report
    assert "no such table: set_log" in report
    if os.name == "posix":
        assert log.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name != "posix", reason="pipes break otherwise elsewhere")
def test_a_reader_who_has_enough_is_no_fault() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as broken:
        left = subprocess.run(
            [sys.executable, "-m", "bandtimer", "trace", "beginner"],
            stdout=broken,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert (left.returncode, left.stderr) == (0, b"")


def test_a_terminal_that_knows_few_characters_gets_the_rest(tmp_path: Path) -> None:
    left = subprocess.run(
        [sys.executable, "-m", "bandtimer", "--data-dir", tmp_path, "plan", "bridge-holds"],
        capture_output=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )
    assert (left.returncode, left.stderr) == (0, b"")
    assert b"hold 20?30 s" in left.stdout
