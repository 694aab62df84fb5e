"""The library: folders of files, single files, and the cache of what was read."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import bandtimer
from bandtimer.assets import resources
from bandtimer.routines.library import (
    Library,
    RoutineError,
    check_file,
    find_routine,
    load_library,
    load_routine_file,
)
from bandtimer.routines.loading import exercise_file, load_folders, routine_file

WINDOWS = sys.platform == "win32"
ROUTINE = "format: 1\nname: {name}\nreps: 3\nexercises: [banded-clamshell]\n"
EXERCISE = "format: 1\nname: {name}\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a folder of the user's own files, empty."""
    (tmp_path / "routines").mkdir()
    (tmp_path / "exercises").mkdir()
    return tmp_path


def load(own: Path, cache: Path | None = None) -> Library:
    return load_library(own / "routines", own / "exercises", cache)


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


BOX = load_library()


def test_the_box_alone() -> None:
    assert set(BOX.routines) == {"accessory", "beginner", "bridge-holds", "pre-run-warm-up"}
    assert BOX.problems == ()
    assert (BOX.own_routines, BOX.own_exercises) == ((), ())


def test_folders_that_are_not_there_are_empty(tmp_path: Path) -> None:
    assert load(tmp_path / "nowhere") == BOX


def test_own_files_join_and_win(own: Path) -> None:
    write(own / "routines/beginner.yaml", ROUTINE.format(name="Mine"))
    write(own / "routines/hips.YML", "format: 1\nname: Hips\nreps: 3\nexercises: [fire-hydrant]\n")
    write(own / "exercises/fire-hydrant.yaml", EXERCISE.format(name="Fire hydrant"))
    write(own / "exercises/banded-clamshell.yaml", EXERCISE.format(name="Clam"))
    library = load(own)
    assert library.problems == ()
    assert library.routines["beginner"].name == "Mine"
    assert library.exercises["banded-clamshell"].name == "Clam"
    assert library.own_routines == ("beginner", "hips")
    assert library.own_exercises == ("banded-clamshell", "fire-hydrant")
    assert len(library.routines) == len(BOX.routines) + 1


def test_a_broken_file_hides_nothing(own: Path) -> None:
    broken = write(own / "routines/beginner.yaml", "format: 1\nname: Mine\n")
    worse = write(own / "exercises/banded-clamshell.yaml", "\x00")
    write(own / "routines/hips.yaml", ROUTINE.format(name="Hips"))
    library = load(own)
    assert [problem.file for problem in library.problems] == [str(worse), str(broken)]
    assert library.routines["beginner"] == BOX.routines["beginner"]
    assert library.exercises == BOX.exercises
    assert library.own_routines == ("hips",)


def test_variants_that_are_nowhere_are_reported_and_left_out(own: Path) -> None:
    path = write(
        own / "exercises/squat.yaml",
        "format: 1\nname: Squat\neasier: banded-clamshel\nharder: [lunge, wall-clamshell]\n",
    )
    write(own / "exercises/lunge.yaml", "format: 1\n")
    library = load(own)
    assert [str(problem) for problem in library.problems[1:]] == [
        f"{path}:3:9: easier: unknown exercise 'banded-clamshel'; did you mean 'banded-clamshell'?",
        f"{path}:4:10: harder[0]: unknown exercise 'lunge'",
    ]
    assert library.exercises["squat"].easier == ()
    assert library.exercises["squat"].harder == ("wall-clamshell",)


def test_two_files_of_one_id(own: Path) -> None:
    write(own / "routines/hips.yaml", ROUTINE.format(name="First"))
    second = write(own / "routines/hips.yml", ROUTINE.format(name="Second"))
    library = load(own)
    assert library.routines["hips"].name == "First"
    assert [str(problem) for problem in library.problems] == [
        f"{second}:1:1: 'hips.yaml' has the same id; rename one of the two"
    ]


def test_what_is_no_file_of_ours_is_left_alone(own: Path) -> None:
    for name in ("notes.txt", ".hips.yaml.swp", ".hips.yaml", "hips.yaml~", "README.md"):
        write(own / "routines" / name, "not a routine")
    assert load(own) == BOX


@pytest.mark.skipif(WINDOWS, reason="pipes and links are Unix's")
def test_what_cannot_be_read_is_reported(own: Path) -> None:
    (own / "routines/folder.yaml").mkdir()
    (own / "routines/gone.yaml").symlink_to(own / "nothing")
    os.mkfifo(own / "routines/pipe.yaml")
    messages = [problem.message for problem in load(own).problems]
    assert messages == [
        "this is a folder; name a routine or exercise file",
        "there is no such file; check its name and folder",
        "this is something else than a file; name a routine or exercise file",
    ]


def test_a_file_in_place_of_a_folder_is_reported(own: Path) -> None:
    place = write(own / "stray", "")
    (problem,) = load_library(place).problems
    assert str(problem) == (
        f"{place}:1:1: this folder cannot be read (Not a directory); check its permissions"
    )


@pytest.mark.skipif(WINDOWS or os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_without_permission_is_reported(own: Path) -> None:
    write(own / "routines/hips.yaml", ROUTINE.format(name="Hips")).chmod(0)
    (problem,) = load(own).problems
    assert problem.message == "this file cannot be read (Permission denied); check its permissions"


def test_a_file_too_large_is_not_cut_short(own: Path) -> None:
    text = ROUTINE.format(name="Hips")
    path = write(own / "hips.yaml", text + "#" * (1024 * 1024 + 1 - len(text)))
    (problem,) = check_file(path, BOX)
    assert problem.message == "this file is larger than 1 MiB; no routine needs as much"


def test_finding_by_id_name_or_path(own: Path) -> None:
    path = write(own / "hips.yaml", ROUTINE.format(name="Hips"))
    beginner = BOX.routines["beginner"]
    assert find_routine(BOX, "beginner") is beginner
    assert find_routine(BOX, "Beginner ") is beginner
    assert find_routine(BOX, " BEGINNER band workout") is beginner
    assert find_routine(BOX, str(path)).name == "Hips"


def test_a_file_beside_us_does_not_stand_before_an_id(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(own)
    write(own / "beginner", ROUTINE.format(name="Here"))
    write(own / "hips", ROUTINE.format(name="Hips"))
    assert find_routine(BOX, "beginner") is BOX.routines["beginner"]
    assert find_routine(BOX, "./beginner").name == "Here"
    assert find_routine(BOX, "hips").name == "Hips"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("begginer", "There is no routine 'begginer'. Did you mean 'beginner'?"),
        ("pre run warmup", "There is no routine 'pre run warmup'. Did you mean 'pre-run-warm-up'?"),
        (
            "xyz",
            (
                "There is no routine 'xyz'. There are: accessory, beginner, bridge-holds, "
                "pre-run-warm-up."
            ),
        ),
        (
            "nowhere/beginner",
            "nowhere/beginner:1:1: there is no such file; check its name and folder",
        ),
        (
            "nowhere/x.yaml",
            "nowhere/x.yaml:1:1: there is no such file; check its name and folder",
        ),
    ],
)
def test_finding_nothing(text: str, message: str) -> None:
    with pytest.raises(RoutineError) as error:
        find_routine(BOX, text)
    assert str(error.value) == message


@pytest.mark.parametrize("text", ["", "\x00", "a" * 5_000, ".", "/", "a\nb"])
def test_finding_nonsense(text: str) -> None:
    with pytest.raises(RoutineError):
        find_routine(BOX, text)


def test_finding_a_broken_routine_tells_what_is_wrong(own: Path) -> None:
    path = write(own / "routines/hips.yaml", "format: 1\nname: Hips\nreps: 3\n")
    with pytest.raises(RoutineError) as error:
        find_routine(load(own), "hips")
    assert str(error.value).startswith(
        f"The routine 'hips' has to be mended first:\n{path}:1:1: there are no exercises; "
    )


def test_loading_a_broken_file_brings_its_problems(own: Path) -> None:
    path = write(own / "hips.yaml", "name: Hips\n")
    with pytest.raises(RoutineError) as error:
        load_routine_file(path, BOX)
    assert error.value.problems == check_file(path, BOX)
    assert len(error.value.problems) == 2


@pytest.mark.parametrize(
    ("text", "folder", "is_exercise"),
    [
        ("format: 1\nname: A\nreps: 3\nexercises: [no]", "exercises", False),
        ("format: 1\nname: A\nblocks: []\ncues: [a]", "exercises", False),
        ("format: 1\nname: A\ncues: [a]\nsets: 3\nsetup: b", "routines", True),
        ("format: 1\nname: A\nreps: 3\nrest: 4s\ncues: [a]", "exercises", False),
        ("format: 1\nname: A\n", "exercises", True),
        ("format: 1\nname: A\n", "routines", False),
        ("format: 1\nname: A\n", "Downloads", False),
    ],
)
def test_checking_tells_the_two_kinds_apart(
    tmp_path: Path, text: str, folder: str, is_exercise: bool
) -> None:
    (tmp_path / folder).mkdir()
    path = write(tmp_path / folder / "sample.yaml", text)
    as_exercise = exercise_file(path).problems
    as_routine = routine_file(path, BOX.exercises).problems
    assert as_exercise != as_routine
    assert check_file(path, BOX) == (as_exercise if is_exercise else as_routine)


def test_checking_the_box_and_a_variant_that_is_nowhere(tmp_path: Path) -> None:
    for path in resources().glob("*s/*.yaml"):
        assert check_file(path, BOX) == ()
    path = write(tmp_path / "squat.yaml", EXERCISE.format(name="Squat") + "easier: lunge\n")
    assert [str(problem) for problem in check_file(path, BOX)] == [
        f"{path}:3:9: easier: unknown exercise 'lunge'"
    ]


def test_the_cache_gives_the_same_library(own: Path) -> None:
    write(own / "routines/hips.yaml", ROUTINE.format(name="Hips"))
    write(own / "routines/broken.yaml", "format: 1\n")
    cache = own / "new/folder/library.json"
    first = load(own, cache)
    assert first == load(own)
    assert load(own, cache) == first
    assert WINDOWS or cache.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in cache.parent.iterdir()] == ["library.json"]


def test_the_cache_is_used(own: Path) -> None:
    cache = own / "library.json"
    load(own, cache)
    data = json.loads(cache.read_text(encoding="utf-8"))
    data["kept"]["routines"]["beginner"]["name"] = "From the cache"
    write(cache, json.dumps(data))
    assert load(own, cache).routines["beginner"].name == "From the cache"


def test_any_change_of_a_file_is_seen(own: Path) -> None:
    cache = own / "library.json"
    path = own / "routines/hips.yaml"

    def names() -> set[str]:
        return {routine.name for routine in load(own, cache).routines.values()} - {
            routine.name for routine in BOX.routines.values()
        }

    assert names() == set()
    write(path, ROUTINE.format(name="Hips"))
    os.utime(path, ns=(0, 1_000))
    assert names() == {"Hips"}
    write(path, ROUTINE.format(name="Core"))
    os.utime(path, ns=(0, 1_001))
    assert names() == {"Core"}
    write(path, ROUTINE.format(name="Core, longer"))
    os.utime(path, ns=(0, 1_001))
    assert names() == {"Core, longer"}
    path.rename(own / "routines/core.yaml")
    assert "core" in load(own, cache).routines
    (own / "routines/core.yaml").unlink()
    assert names() == set()


def test_another_version_of_the_program_reads_the_files_again(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = own / "library.json"
    load(own, cache)
    data = json.loads(cache.read_text(encoding="utf-8"))
    data["kept"]["routines"] = {}
    write(cache, json.dumps(data))
    assert load(own, cache).routines == {}
    monkeypatch.setattr(bandtimer, "__version__", "another")
    assert load(own, cache) == BOX


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\x00",
        b"[" * 100_000,
        b'{"stamp": [], "kept": {}}',
        b'{"stamp": 1}',
    ],
)
def test_a_damaged_cache_is_made_anew(own: Path, damage: bytes) -> None:
    cache = own / "library.json"
    load(own, cache)
    good = cache.read_bytes()
    cache.write_bytes(damage)
    assert load(own, cache) == BOX
    assert cache.read_bytes() == good


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("routines", 3),
        ("routines", {"beginner": {"id": "beginner"}}),
        ("exercises", {"a": {"id": "a", "name": 7}}),
        ("exercises", None),
        ("nonsense", 1),
        ("problems", [[1, 2]]),
    ],
)
def test_a_cache_with_other_things_in_it_is_made_anew(own: Path, key: str, value: object) -> None:
    cache = own / "library.json"
    load(own, cache)
    data = json.loads(cache.read_text(encoding="utf-8"))
    data["kept"][key] = value
    write(cache, json.dumps(data))
    assert load(own, cache) == BOX


def test_a_cache_that_cannot_be_written_is_done_without(own: Path) -> None:
    write(own / "file", "")
    for cache in (own / "file/library.json", own / "routines"):
        assert load(own, cache) == BOX
    assert sorted(path.name for path in own.iterdir()) == ["exercises", "file", "routines"]


def test_names_that_are_no_text_do_not_hurt(own: Path) -> None:
    name = os.fsencode(own / "routines") + b"/\xff.yaml"
    try:
        with open(name, "w", encoding="utf-8") as file:  # noqa: PTH123 - no text, no path
            file.write(ROUTINE.format(name="Odd"))
    except OSError:
        pytest.skip("this file system has only names that are text")
    cache = own / "library.json"
    assert load(own, cache).problems == load(own, cache).problems != ()


@pytest.mark.parametrize("with_cache", [True, False])
def test_a_start_from_the_cache_imports_no_yaml(own: Path, with_cache: bool) -> None:
    cache = own / "library.json"
    load(own, cache)
    program = """
import sys
from pathlib import Path
from bandtimer.routines.library import find_routine, load_library
own, cache = map(Path, sys.argv[1:])
library = load_library(own / "routines", own / "exercises", cache)
find_routine(library, "beginner")
print(sorted({name.partition(".")[0] for name in sys.modules} & {"yaml", "msgspec", "difflib"}))
"""
    arguments = [str(own), str(cache if with_cache else own / "another.json")]
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(bandtimer.__file__).parent.parent,
    )
    assert done.stdout.strip() == ("[]" if with_cache else "['yaml']")


def test_later_folders_win_over_earlier_ones(own: Path) -> None:
    box = resources()
    write(own / "exercises/banded-clamshell.yaml", EXERCISE.format(name="Clam"))
    library = load_folders([box / "exercises", own / "exercises"], [box / "routines"])
    assert library == replace(
        BOX,
        exercises={**BOX.exercises, "banded-clamshell": library.exercises["banded-clamshell"]},
        own_exercises=("banded-clamshell",),
    )
    assert library.exercises["banded-clamshell"].name == "Clam"
