import subprocess
import sys
from pathlib import Path

import launch
import pytest
from launch import CHECKS, run_checks
from virtual_environment import VirtualEnvironment

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="writes shell scripts")


@pytest.fixture
def environment(tmp_path: Path) -> VirtualEnvironment:
    """Return an environment whose tools say their name and arguments and succeed."""
    environment = VirtualEnvironment(tmp_path, ["test"])
    environment.python.parent.mkdir(parents=True)
    for name, *_ in CHECKS:
        write_tool(environment, name, status=0)
    return environment


def write_tool(environment: VirtualEnvironment, name: str, status: int) -> None:
    script = environment.script(name)
    script.write_text(f'#!/bin/sh\necho {name} "$@"\nexit {status}\n')
    script.chmod(0o755)


def test_every_check_runs_and_all_have_to_pass(
    environment: VirtualEnvironment, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run_checks(environment) == 0
    output, progress = capfd.readouterr()
    assert output.split("\n") == [
        "ruff check",
        "ruff format --check",
        "mypy",
        "lint-imports",
        "pytest",
        "",
    ]
    assert progress.endswith("All checks passed.\n")


def test_a_failed_check_is_named_and_stops_none_of_the_others(
    environment: VirtualEnvironment, capfd: pytest.CaptureFixture[str]
) -> None:
    write_tool(environment, "mypy", status=2)
    write_tool(environment, "lint-imports", status=1)
    assert run_checks(environment) == 1
    output, progress = capfd.readouterr()
    assert "pytest\n" in output
    assert progress.endswith("Failed: mypy, lint-imports.\n")


def test_the_program_takes_the_place_of_its_starter() -> None:
    starter = (
        "import os, launch; print(os.getpid(), flush=True);"
        "launch.become(['/bin/sh', '-c', 'echo $$; exit 7'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", starter],
        cwd=Path(launch.__file__).parent,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    first, second = done.stdout.split()
    assert first == second
    assert done.returncode == 7
