import copy
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from virtual_environment import (
    STAMP_NAME,
    Interpreter,
    Stamp,
    Verdict,
    VirtualEnvironment,
    advice,
    base_in_settings,
    judge,
    requirement_hashes,
    running_interpreter,
)

PYTHON = Interpreter("/usr/bin/python3.11", "3.11")
STAMP = Stamp("/home/ann/bandtimer/.venv", PYTHON, {"": "a", "test": "b"})


def judge_with(
    stamp: Stamp | None = STAMP,
    home: str = STAMP.home,
    found: str | None = PYTHON.path,
    running: Interpreter = PYTHON,
    requirements: dict[str, str] | None = None,
) -> Verdict:
    return judge(
        stamp, home=home, found=found, running=running, requirements=requirements or {"": "a"}
    )


def test_an_environment_with_everything_is_current() -> None:
    assert judge_with() is Verdict.CURRENT
    assert judge_with(requirements={"": "a", "test": "b"}) is Verdict.CURRENT


def test_an_interrupted_environment_is_made_anew() -> None:
    assert judge_with(stamp=None) is Verdict.REMAKE


def test_a_copied_or_moved_environment_is_made_anew() -> None:
    assert judge_with(home="/home/bob/bandtimer/.venv") is Verdict.REMAKE


def test_an_environment_whose_python_is_gone_is_made_anew() -> None:
    assert judge_with(found=None) is Verdict.REMAKE


def test_an_environment_that_leads_to_another_python_is_made_anew() -> None:
    assert judge_with(found="/usr/bin/python3.13") is Verdict.REMAKE


def test_an_environment_whose_python_changed_its_version_is_made_anew() -> None:
    assert judge_with(running=Interpreter(PYTHON.path, "3.13")) is Verdict.REMAKE


def test_a_different_python_at_the_start_does_not_matter() -> None:
    assert judge_with(running=Interpreter("/opt/python3.13", "3.13")) is Verdict.CURRENT


def test_changed_requirements_are_installed() -> None:
    assert judge_with(requirements={"": "changed"}) is Verdict.INSTALL
    assert judge_with(requirements={"": "a", "test": "changed"}) is Verdict.INSTALL


def test_an_extra_that_is_not_there_yet_is_installed() -> None:
    only_run = Stamp(STAMP.home, PYTHON, {"": "a"})
    assert judge_with(stamp=only_run, requirements={"": "a", "test": "b"}) is Verdict.INSTALL


PROJECT: dict[str, Any] = {
    "build-system": {"requires": ["hatchling"]},
    "project": {
        "name": "bandtimer",
        "dependencies": ["msgspec>=0.19"],
        "optional-dependencies": {"test": ["pytest"]},
        "scripts": {"bandtimer": "bandtimer.cli:main"},
    },
    "tool": {"ruff": {"line-length": 100}},
}


def changed_hashes(path: tuple[str, ...], value: object) -> set[str]:
    changed = copy.deepcopy(PROJECT)
    table = changed
    for key in path[:-1]:
        table = table[key]
    table[path[-1]] = value
    before, after = (requirement_hashes(project, ["test"]) for project in (PROJECT, changed))
    assert before.keys() == after.keys() == {"", "test"}
    return {name for name in before if before[name] != after[name]}


def test_only_what_pip_would_install_counts_as_a_change() -> None:
    assert changed_hashes(("project", "dependencies"), ["msgspec>=0.20"]) == {""}
    assert changed_hashes(("project", "scripts"), {}) == {""}
    assert changed_hashes(("build-system", "requires"), ["hatchling>=2"]) == {""}
    assert changed_hashes(("project", "optional-dependencies", "test"), ["pytest>=8"]) == {"test"}
    assert changed_hashes(("project", "description"), "new") == set()
    assert changed_hashes(("tool", "ruff", "line-length"), 99) == set()


def test_the_app_does_not_look_at_the_extras_of_the_tests() -> None:
    assert requirement_hashes(PROJECT, []).keys() == {""}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a checkout with an environment as it lies on the disk after a good installation."""
    folder = tmp_path / "checkout"
    environment = VirtualEnvironment(folder, [])
    environment.python.parent.mkdir(parents=True)
    environment.python.symlink_to(running_interpreter().path)
    (folder / "pyproject.toml").write_text(
        '[build-system]\n[project]\ndependencies = ["one"]\n'
        '[project.optional-dependencies]\ntest = ["two"]\n'
    )
    requirements = requirement_hashes(
        {
            "build-system": {},
            "project": {"dependencies": ["one"], "optional-dependencies": {"test": ["two"]}},
        },
        ["test"],
    )
    running = running_interpreter()
    write_stamp(folder, str(folder / ".venv"), running.path, running.version, requirements)
    return folder


def write_stamp(
    checkout: Path, home: str, path: str, version: str, requirements: dict[str, str]
) -> None:
    interpreter = {"path": path, "version": version}
    stamp = {"home": home, "interpreter": interpreter, "requirements": requirements}
    (checkout / ".venv" / STAMP_NAME).write_text(json.dumps(stamp))


def verdict_on(checkout: Path, *extras: str) -> Verdict:
    return VirtualEnvironment(checkout, extras).verdict()


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="builds POSIX environments")


def test_a_good_environment_on_the_disk_is_current(checkout: Path) -> None:
    assert verdict_on(checkout) is Verdict.CURRENT
    assert verdict_on(checkout, "test") is Verdict.CURRENT


def test_no_environment_on_the_disk_has_to_be_made(checkout: Path) -> None:
    (checkout / ".venv").rename(checkout / "elsewhere")
    assert verdict_on(checkout) is Verdict.REMAKE


def test_a_moved_checkout_has_to_be_made_anew(checkout: Path) -> None:
    moved = checkout.rename(checkout.with_name("moved"))
    assert verdict_on(moved) is Verdict.REMAKE


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "{}", '{"home": 1, "interpreter": {}, "requirements": {}}', "\xff"]
)
def test_a_spoilt_stamp_counts_as_none(checkout: Path, content: str) -> None:
    (checkout / ".venv" / STAMP_NAME).write_text(content, encoding="latin-1")
    assert verdict_on(checkout) is Verdict.REMAKE


def test_a_dangling_python_has_to_be_made_anew(checkout: Path) -> None:
    python = VirtualEnvironment(checkout, []).python
    python.unlink()
    python.symlink_to(checkout / "gone")
    assert verdict_on(checkout) is Verdict.REMAKE


def test_a_link_that_leads_to_a_newer_python_has_to_be_made_anew(checkout: Path) -> None:
    python = VirtualEnvironment(checkout, []).python
    newer = checkout / "python3.99"
    newer.touch()
    python.unlink()
    python.symlink_to(newer)
    assert verdict_on(checkout) is Verdict.REMAKE


def test_changed_dependencies_on_the_disk_are_installed(checkout: Path) -> None:
    pyproject = checkout / "pyproject.toml"
    pyproject.write_text(pyproject.read_text().replace("two", "three"))
    assert verdict_on(checkout) is Verdict.CURRENT
    assert verdict_on(checkout, "test") is Verdict.INSTALL
    pyproject.write_text(pyproject.read_text().replace("one", "zero"))
    assert verdict_on(checkout) is Verdict.INSTALL


def test_a_current_environment_is_left_alone(checkout: Path) -> None:
    before = {path: path.lstat().st_mtime_ns for path in checkout.rglob("*") if path.is_file()}
    VirtualEnvironment(checkout, []).ensure()
    assert all(path.lstat().st_mtime_ns == time for path, time in before.items())


def test_the_base_python_of_a_copied_starter_is_in_its_settings(tmp_path: Path) -> None:
    settings = tmp_path / "pyvenv.cfg"
    assert base_in_settings(settings) is None
    settings.write_text("home = C:\\Python311\nexecutable = C:\\Python311\\python.exe\n")
    assert base_in_settings(settings) == "C:\\Python311\\python.exe"


@pytest.mark.parametrize(
    ("pip_output", "expected"),
    [
        (
            "WARNING: NewConnectionError\nERROR: No matching distribution found for hatchling",
            "on the internet",
        ),
        ("ERROR: No matching distribution found for PySide6-Essentials", "64-bit"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("Segmentation fault", "report it"),
    ],
)
def test_pips_failures_get_advice_that_fits(pip_output: str, expected: str) -> None:
    assert expected in advice(pip_output)
