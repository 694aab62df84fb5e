"""`history import`, as somebody types it."""

from pathlib import Path

import pytest
from command_line import CommandLine
from recorded import SHORT, record

LINES = (
    "Date,Workout Name,Duration,Exercise Name,Set Order,Reps,Seconds,RPE",
    "2026-03-01 07:12:00,Morning,20m,Banded clamshell,1,15,0,7",
    "2026-03-01 07:12:00,Morning,20m,Plank,1,0,45,",
)


@pytest.fixture
def command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(tmp_path / "data", capsys)


def csv_file(folder: Path, *lines: str) -> Path:
    path = folder / "strong.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_look_before_it_comes_in(command: CommandLine, tmp_path: Path) -> None:
    file = csv_file(tmp_path, *LINES)
    told = command.good("history", "import", file, "--dry-run")
    assert "Morning, 2 sets: new" in told.out
    assert "1 of 1 sessions would come in. Nothing has been changed." in told.out
    assert "Not in the library, kept by name: Plank" in told.out
    assert not command.folders.root.exists()
    assert command.good("history", "--json").json == []


def test_a_look_leaves_the_data_folder_as_it_was(command: CommandLine, tmp_path: Path) -> None:
    file = csv_file(tmp_path, *LINES)
    command.good("history", "import", file)
    folder = command.folders.root
    # As an older program left it, it would be brought up to date when it is opened.
    older = Path(__file__).parents[1] / "storage" / "fixtures" / "version-2.sqlite3"
    command.folders.database.write_bytes(older.read_bytes())
    before = {path: (path.stat().st_mtime_ns, _content(path)) for path in folder.rglob("*")}
    told = command.good("history", "import", file, "--dry-run")
    assert "Morning, 2 sets: new" in told.out
    after = {path: (path.stat().st_mtime_ns, _content(path)) for path in folder.rglob("*")}
    assert after == before


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def test_a_look_knows_what_is_there(command: CommandLine, tmp_path: Path) -> None:
    file = csv_file(tmp_path, *LINES)
    command.good("history", "import", file)
    told = command.good("history", "import", file, "--dry-run")
    assert "Morning, 2 sets: known" in told.out
    assert "0 of 1 sessions would come in." in told.out


def test_a_file_with_headings_alone(command: CommandLine, tmp_path: Path) -> None:
    told = command("history", "import", csv_file(tmp_path, LINES[0]))
    assert (told.code, told.out) == (1, "")
    assert "strong.csv holds no sessions, only their headings. Export it again." in told.err


def test_twice_is_once(command: CommandLine, tmp_path: Path) -> None:
    file = csv_file(tmp_path, *LINES)
    assert command.good("history", "import", file).out.startswith("1 session came in.\n")
    assert "1 session known already." in command.good("history", "import", file).out
    (session,) = command.good("history", "--json").json
    assert (session["name"], session["sets_done"], session["seconds"]) == ("Morning", 2, 1200)


def test_our_own_json(command: CommandLine, tmp_path: Path) -> None:
    record(tmp_path / "other", SHORT)
    other = CommandLine(tmp_path / "other", command._capsys)
    other.good("history", "export", "--format", "json", "-o", tmp_path / "all.json")
    command.good("history", "import", tmp_path / "all.json")
    assert command.good("history", "show", 1).out == other.good("history", "show", 1).out


def test_a_bad_line_is_told_and_the_rest_comes_in(command: CommandLine, tmp_path: Path) -> None:
    bad = "2026-03-02 07:12:00,Leg,20m,Plank,1,0,long,"
    told = command("history", "import", csv_file(tmp_path, *LINES, bad))
    assert told.code == 1
    assert "strong.csv: line 4: seconds is a number, not “long”" in told.err
    assert told.out.startswith("1 session came in.")


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_what_lies_in_the_future_is_told_and_the_rest_comes_in(
    command: CommandLine, tmp_path: Path, options: tuple[str, ...]
) -> None:
    late = "2950-03-02 07:12:00,Leg,20m,Plank,1,0,45,"
    told = command("history", "import", csv_file(tmp_path, *LINES, late), *options)
    assert told.code == 1
    assert (
        "strong.csv: line 4: “Leg” of 2950-03-02 is left out: it begins in the future. Check its "
        "date in the file, and the clock of this computer." in told.err
    )
    if options:
        assert "Leg, 1 set: left out" in told.out
        assert "1 of 2 sessions would come in." in told.out
    else:
        assert told.out.startswith("1 session came in, 1 left out.")


def test_a_file_that_is_none_of_these(command: CommandLine, tmp_path: Path) -> None:
    told = command("history", "import", csv_file(tmp_path, "a,b", "1,2"))
    assert (told.code, told.out) == (1, "")
    assert "It takes its own JSON, and the CSV files of Strong and Hevy." in told.err
    assert not command.folders.database.exists()
