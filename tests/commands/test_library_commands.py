"""`list`, `check`, `plan` and `trace`."""

from pathlib import Path

import pytest
from command_line import ONE_HOLD, SHIPPED, UNKNOWN_EXERCISE, CommandLine


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(tmp_path / "data", capsys)


def test_list_has_every_routine_with_its_length(run: CommandLine) -> None:
    assert run.good("list").out == (
        "accessory        Accessory work, about 22 min\n"
        "beginner         Beginner band workout, about 47 min\n"
        "bridge-holds     Isometric bridge holds, about 3 min\n"
        "pre-run-warm-up  Pre-run warm-up, about 5 min\n"
    )


def test_list_as_json(run: CommandLine) -> None:
    run.own_routine("mine")
    routines = {routine["id"]: routine for routine in run.good("list", "--json").json}
    assert routines.keys() == {*SHIPPED, "mine"}
    assert routines["mine"] == {
        "id": "mine",
        "name": "Mine",
        "summary": "",
        "exercises": ["isometric-glute-bridge"],
        "seconds": 40,
        "own": True,
    }
    shipped = routines["bridge-holds"]
    assert (shipped["name"], shipped["seconds"]) == ("Isometric bridge holds", 190)
    assert shipped["summary"]
    assert not any(routines[name]["own"] for name in SHIPPED)


def test_a_broken_file_is_told_of_and_hides_nothing(run: CommandLine) -> None:
    broken = run.own_routine("broken", UNKNOWN_EXERCISE)
    run.own_routine("mine")
    for _ in range(2):  # the second time from the cache
        told = run("list", "--json")
        assert told.code == 0
        assert {routine["id"] for routine in told.json} == {*SHIPPED, "mine"}
        assert told.err.startswith(f"{broken}:4:16: ")
        assert "did you mean 'isometric-glute-bridge'" in told.err.lower()
    refused = run("plan", "broken")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith("The routine 'broken' has to be mended first:\n")
    assert f"{broken}:4:16: " in refused.err


def test_check_says_good_of_the_good_and_all_of_the_bad(run: CommandLine, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text(ONE_HOLD.format(name="Good"))
    bad.write_text(UNKNOWN_EXERCISE.replace("20s", "20 apples").replace("sets: 1", "sets: 0"))
    told = run("check", bad, good)
    assert told.code == 1
    assert told.out == f"{good}: good\n"
    assert [line.split(": ")[0] for line in told.err.splitlines()] == [
        f"{bad}:4:16",
        f"{bad}:4:46",
        f"{bad}:4:55",
    ]
    assert run.good("check", good).out == f"{good}: good\n"


def test_check_knows_exercise_files_too(run: CommandLine, tmp_path: Path) -> None:
    exercise = tmp_path / "exercise.yaml"
    exercise.write_text("format: 1\nname: Band squat\nsetup: [Stand on the band]\n")
    assert run.good("check", exercise).out == f"{exercise}: good\n"
    exercise.write_text("format: 1\nname: Band squat\nsetup: [Stand]\nmusclse: [glutes]\n")
    told = run("check", exercise)
    assert (told.code, told.out) == (1, "")
    assert told.err.startswith(f"{exercise}:4:1: ")
    assert "did you mean 'muscles'" in told.err


@pytest.mark.parametrize("command", ["check", "plan", "trace"])
def test_a_file_that_is_not_there(run: CommandLine, tmp_path: Path, command: str) -> None:
    missing = tmp_path / "missing.yaml"
    told = run(command, missing)
    assert (told.code, told.out) == (1, "")
    assert told.err == f"{missing}:1:1: there is no such file; check its name and folder\n"


@pytest.mark.parametrize("command", ["plan", "trace", "open", "play"])
def test_a_routine_that_is_not_there(run: CommandLine, command: str) -> None:
    near = run(command, "bridge-hold")
    assert (near.code, near.out) == (1, "")
    assert near.err == "There is no routine 'bridge-hold'. Did you mean 'bridge-holds'?\n"
    far = run(command, "zzz")
    assert far.code == 1
    assert far.err == f"There is no routine 'zzz'. There are: {', '.join(SHIPPED)}.\n"


def test_plan_as_a_table(run: CommandLine) -> None:
    assert run.good("plan", "bridge-holds", "--sets", "2").out == (
        "Isometric bridge holds, about 2 min\n"
        "\n"
        "Time  Exercise                Set         What\n"
        "0:00  Isometric glute bridge              get ready 10 s, loop band above the knees\n"
        "0:10  Isometric glute bridge  Set 1 of 2  hold 20–30 s\n"
        "0:40                                      rest 45 s\n"
        "1:25  Isometric glute bridge  Set 2 of 2  hold 20–30 s\n"
    )


EVERY_KIND = """\
format: 1
name: Every kind
rest: 15s
blocks:
  - name: Straight
    exercises:
      - {exercise: banded-clamshell, sets: 1, reps: 2-3, tempo: 1-0-1-0}
      - {exercise: isometric-glute-bridge, sets: 2, hold: 20s+}
      - {exercise: squat, name: Squat, sets: 1, time: 12.5s}
"""


def test_plan_as_json(run: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "every-kind.yaml"
    file.write_text(EVERY_KIND)
    planned = run.good("plan", file, "--json").json
    keys = ("kind", "start", "seconds", "exercise", "side", "set", "sets", "work", "target")
    clam, bridge = "banded-clamshell", "isometric-glute-bridge"
    rows = [
        ("prepare", 0, 10, clam, None, 1, 1, None, None),
        ("work", 10, 6, clam, "left", 1, 1, "reps", [2, 3]),
        ("switch_sides", 16, 6, clam, "right", 1, 1, None, None),
        ("work", 22, 6, clam, "right", 1, 1, "reps", [2, 3]),
        ("change_exercise", 28, 15, bridge, None, 1, 2, None, None),
        ("work", 43, None, bridge, "both", 1, 2, "hold", [20, None]),
        ("rest", 63, 15, bridge, None, 2, 2, None, None),
        ("work", 78, None, bridge, "both", 2, 2, "hold", [20, None]),
        ("change_exercise", 98, 15, "squat", None, 1, 1, None, None),
        ("work", 113, 12.5, "squat", "both", 1, 1, "timed", [12.5, 12.5]),
    ]
    assert planned == {
        "name": "Every kind",
        "seconds": 125.5,
        "steps": [dict(zip(keys, row, strict=True)) | {"block": "Straight"} for row in rows],
    }


@pytest.mark.parametrize(
    ("option", "place", "expected"),
    [("--sets", "sets", 1), ("--reps", "target", [13, 13])],
)
def test_plan_takes_sets_and_reps(
    run: CommandLine, option: str, place: str, expected: object
) -> None:
    number = {"--sets": 1, "--reps": 13}[option]
    steps = run.good("plan", "beginner", option, number, "--json").json["steps"]
    reps = [step for step in steps if step["work"] == "reps"]
    assert {str(step[place]) for step in reps} == {str(expected)}


def test_routines_go_by_their_name_in_any_case_too(run: CommandLine) -> None:
    by_id = run.good("plan", "pre-run-warm-up").out
    assert run.good("plan", "PRE-run Warm-up").out == by_id


def test_a_plan_beyond_reason_is_refused_in_a_sentence(run: CommandLine) -> None:
    told = run("plan", "accessory", "--sets", 50, "--reps", 1000)
    assert (told.code, told.out) == (1, "")
    assert told.err == (
        "“Accessory work” takes more than 24 hours; use fewer sets or shorter rests.\n"
    )


def test_plan_keeps_to_the_settings_and_says_what_is_wrong_with_them(run: CommandLine) -> None:
    run.folders.root.mkdir(parents=True)
    run.folders.settings.write_text("get_ready_s = 20\n")
    assert "get ready 20 s" in run.good("plan", "bridge-holds").out
    run.folders.settings.write_text("this is no TOML")
    told = run("plan", "bridge-holds")
    assert told.code == 0
    assert "get ready 10 s" in told.out
    assert told.err.startswith("settings.toml is not valid TOML")


TRACE = """\
0:00.0   Start: get ready for Isometric glute bridge, 10 s
0:00.0   > Get ready: Isometric glute bridge, loop band above the knees
0:07.0   > Countdown: 3
0:08.0   > Countdown: 2
0:09.0   > Countdown: 1
0:10.0   End: get ready for Isometric glute bridge, over after 10 s
0:10.0   Start: Isometric glute bridge, set 1 of 1, hold 20–30 s
0:10.0   > Go: Isometric glute bridge, set 1 of 1
0:25.0   > Halfway: 15 s
0:30.0   > Minimum reached: 20 s
0:37.0   > Countdown: 3
0:38.0   > Countdown: 2
0:39.0   > Countdown: 1
0:40.0   End: Isometric glute bridge, set 1 of 1, done after 30 s
0:40.0   Session ended: finished
0:40.0   > Set done: Isometric glute bridge, set 1 of 1
0:40.0   > Session done: Mine
"""


def test_trace_tells_every_fact_and_cue(run: CommandLine) -> None:
    run.own_routine("mine")
    assert run.good("trace", "mine").out == TRACE


def test_trace_as_json_has_the_same_instants(run: CommandLine) -> None:
    run.own_routine("mine")
    objects = run.good("trace", "mine", "--json").json
    assert [(o["type"], o["at"]) for o in objects] == [
        ("cue" if " > " in line else "fact", float(line[2:6])) for line in TRACE.splitlines()
    ]
    assert objects[-4] == {
        "at": 40,
        "type": "fact",
        "kind": "step_ended",
        "step": 1,
        "exercise": "isometric-glute-bridge",
        "side": "both",
        "outcome": "done",
        "reps": 0,
        "seconds": 30,
    }


def test_nothing_of_this_makes_a_history(run: CommandLine) -> None:
    run.own_routine("mine")
    for command in (["list"], ["plan", "mine"], ["trace", "mine"]):
        run.good(*command)
    assert {path.name for path in run.folders.root.iterdir()} == {"cache", "routines"}


def test_a_routine_too_long_for_a_day_hides_no_other(run: CommandLine) -> None:
    run.folders.create()
    run.folders.settings.write_text("switch_s = 60\n")
    (run.folders.routines / "day.yaml").write_text(
        "format: 1\nname: All day\nexercises:\n"
        + 2 * "  - {exercise: banded-clamshell, sets: 50, reps: 50, tempo: 4-0-4-0, rest: 30s}\n"
    )
    told = run("list")
    assert told.code == 1
    assert "All day: " in told.err
    assert [line.split()[0] for line in told.out.splitlines()] == list(SHIPPED)
