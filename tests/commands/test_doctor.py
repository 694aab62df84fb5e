"""`doctor`: what the program runs on, and whether the user's files are sound."""

import os
import re
import tomllib
from pathlib import Path

import pytest
from command_line import UNKNOWN_EXERCISE, CommandLine
from pulse_server import pulse_server
from recorded import MIXED, record

from bandtimer import __version__
from bandtimer.voice.messages import Offer

PROJECT = Path(__file__).parents[2] / "pyproject.toml"


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(tmp_path / "data", capsys)


def sections(out: str) -> dict[str, list[str]]:
    """Split the report at its headings."""
    found: dict[str, list[str]] = {}
    for line in out.splitlines():
        if line.startswith("  "):
            found[list(found)[-1]].append(line.strip())
        else:
            found[line] = []
    return found


def test_on_a_fresh_machine_all_is_well(run: CommandLine) -> None:
    report = sections(run.good("doctor").out)
    assert list(report)[:4] == ["Versions", "Folders", "Sound", "Speech"]
    assert report["Versions"][0] == f"BandTimer {__version__}"
    assert report["History"] == ["nothing recorded yet"]
    assert report["Settings"] == ["no problems"]
    assert report["Library"] == ["4 routines, 12 exercises, 0 your own"]
    assert len(report["Sound"]) == len(report["Speech"]) == 1
    assert f"history: {run.folders.database} (not there yet)" in report["Folders"]
    assert not run.folders.database.exists()


def test_it_looks_for_what_the_program_depends_on(run: CommandLine) -> None:
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    needed = [re.split(r"[^\w-]", item)[0] for item in project["dependencies"]]
    named = [line.rsplit(" ", 1)[0] for line in sections(run.good("doctor").out)["Versions"][3:]]

    def plain(name: str) -> str:
        return name.lower().replace("_", "-")

    assert sorted(map(plain, named)) == sorted(map(plain, needed))


def test_it_names_the_speech_engine_and_its_voices(run: CommandLine) -> None:
    (told,) = sections(run.good("doctor").out)["Speech"]
    assert re.match(r"eSpeak NG 1\.\d+.*: \d{2,} languages, \d+ of them English; ", told)
    assert "beside the usual voice f1, f2" in told


def test_it_tells_why_there_is_no_voice(run: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    none = Offer(error="espeakng-loader is not installed; there is no command espeak-ng")
    monkeypatch.setattr("bandtimer.commands.doctor.try_voice", lambda _folder: none)
    (told,) = sections(run.good("doctor").out)["Speech"]
    assert told == f"none, sounds lead alone: {none.error}"


def test_it_tells_the_state_of_the_history(run: CommandLine) -> None:
    record(run.folders.root)
    number = record(run.folders.root, MIXED, until_ms=40_000)
    sound, version, *rest = sections(run.good("doctor").out)["History"]
    assert sound == "database sound"
    assert re.fullmatch(r"schema version \d+", version)
    assert rest == ["2 sessions", f"unfinished: Mixed, session {number}"]


def test_it_tells_of_backups_and_of_one_that_failed(run: CommandLine) -> None:
    assert sections(run.good("doctor").out)["Backups"] == ["none yet"]
    record(run.folders.root)
    run.folders.backups.mkdir()
    for day in (3, 4):
        run.good("backup", run.folders.backups / f"history-2026-01-0{day}-073000.sqlite3")
    taken = ["2 taken, the last on Sunday 4 January 2026, 07:30"]
    assert sections(run.good("doctor").out)["Backups"] == taken
    run.folders.backup_failure.write_text("The disk is full.")
    told = run("doctor")
    assert (told.code, sections(told.out)["Backups"]) == (1, [*taken, "The disk is full."])


def test_problems_of_the_users_files_are_shown_and_make_it_1(run: CommandLine) -> None:
    broken = run.own_routine("broken", UNKNOWN_EXERCISE)
    run.own_routine("mine")
    told = run("doctor")
    count, problem = sections(told.out)["Library"]
    assert (told.code, count) == (1, "5 routines, 12 exercises, 1 your own")
    assert problem.startswith(f"{broken}:4:16: ")


def test_a_bad_setting_is_shown(run: CommandLine) -> None:
    run.folders.root.mkdir()
    run.folders.settings.write_text('get_ready_s = "soon"\n')
    told = run("doctor")
    assert told.code == 1
    assert "get_ready_s" in sections(told.out)["Settings"][0]


def test_it_tells_whether_sound_can_be_heard(
    run: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    nowhere = {"PULSE_SERVER": f"unix:{tmp_path}/nowhere", "ALSA_CONFIG_PATH": os.devnull}
    for name, value in nowhere.items():
        monkeypatch.setenv(name, value)
    (told,) = sections(run.good("doctor").out)["Sound"]
    assert told == f"none found: no output opens (PulseAudio at unix:{tmp_path}/nowhere)"
    with pulse_server(tmp_path) as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        (told,) = sections(run.good("doctor").out)["Sound"]
    assert told.startswith("PulseAudio, heard about ")
    assert told.endswith("other programs' music is lowered while the voice speaks")
