"""Set up what is missing, then become the program (`./run`) or the checks (`./test`)."""

import os
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

from setup_messages import SetupError, say
from system_install import ensure_system
from virtual_environment import Verdict, VirtualEnvironment

CHECKS = (
    ("ruff", "check"),
    ("ruff", "format", "--check"),
    ("mypy",),
    ("lint-imports",),
    ("pytest",),
)


def main(command: str, arguments: Sequence[str], checkout: Path) -> int:
    """Carry out `./run` or `./test` with its arguments and return the exit status."""
    for_tests = command == "test"
    try:
        environment = prepare(checkout, for_tests=for_tests)
    except SetupError as error:
        say(str(error))
        return 1
    except OSError as error:
        say(
            f"BandTimer could not be set up in {checkout}: {error}.\n"
            "It keeps its packages in the folder .venv there: your account has to be allowed to "
            "write it, and the disk needs about 1 GB of room."
        )
        return 1
    except KeyboardInterrupt:
        say(f"\nInterrupted. Nothing is lost: ./{command} starts the set-up again.")
        return 130
    if not for_tests:
        # -P: a file in the folder where the user happens to be must not replace a module.
        return become([str(environment.python), "-P", "-m", "bandtimer", *arguments])
    os.chdir(checkout)
    if arguments:
        return become([str(environment.script("pytest")), *arguments])
    return run_checks(environment)


def prepare(checkout: Path, *, for_tests: bool) -> VirtualEnvironment:
    """Return an environment in which the program can start, set up as far as necessary."""
    environment = VirtualEnvironment(checkout, extras=("test",) if for_tests else ())
    verdict = environment.verdict()
    ensure_system(for_tests=for_tests, for_new_venv=verdict is Verdict.REMAKE)
    if verdict is not Verdict.CURRENT:
        environment.ensure()
    return environment


def become(command: list[str]) -> int:
    """Replace this process by a command; on Windows, which can not, run it and pass its status."""
    if os.name != "nt":
        os.execv(command[0], command)  # noqa: S606 - no shell is wanted
    # Ctrl-C reaches both processes; the program's answer to it is the one that counts.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return subprocess.call(command)


def run_checks(environment: VirtualEnvironment) -> int:
    """Run every check, also after one has failed, and return 1 if any did."""
    failed = []
    for name, *arguments in CHECKS:
        title = " ".join([name, *arguments])
        say(f"== {title}")
        if subprocess.call([str(environment.script(name)), *arguments]) != 0:
            failed.append(title)
    say(f"Failed: {', '.join(failed)}." if failed else "All checks passed.")
    return 1 if failed else 0
