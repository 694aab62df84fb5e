"""Bring the missing system packages onto the machine, or say how to."""

import importlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from setup_messages import SetupError, last_lines, say
from system_needs import (
    LINKER_CACHE,
    QT_LIBRARIES,
    TEST_PROGRAMS,
    Manager,
    Need,
    Way,
    choose_way,
    find_manager,
    install_commands,
    line_to_type,
    missing_libraries,
    missing_programs,
    venv_need,
)

ON_LINUX = sys.platform == "linux"
# Nobody sees a question that a package asks, and another installation may be running just now.
APT_SETTINGS = ["DEBIAN_FRONTEND=noninteractive", "NEEDRESTART_MODE=a"]
APT_OPTIONS = ["-o", "DPkg::Lock::Timeout=300"]


def find_missing(*, for_tests: bool, for_new_venv: bool) -> list[Need]:
    """Return what this Linux system still lacks."""
    cache = LINKER_CACHE.read_bytes() if LINKER_CACHE.exists() else b""
    missing = missing_libraries(QT_LIBRARIES, cache)
    if for_tests:
        missing += missing_programs(TEST_PROGRAMS)
    if for_new_venv and not has_ensurepip():
        missing.append(venv_need(sys.version_info[:2], default_python_version()))
    return missing


def has_ensurepip() -> bool:
    """Tell whether this Python can put pip into a new virtual environment."""
    importlib.invalidate_caches()
    return importlib.util.find_spec("ensurepip") is not None


def default_python_version() -> tuple[int, int] | None:
    """Return the version that the system's own `python3` stands for, or None."""
    name = Path("/usr/bin/python3").resolve().name
    major, _, minor = name.removeprefix("python").partition(".")
    return (int(major), int(minor)) if major.isdigit() and minor.isdigit() else None


def ensure_system(*, for_tests: bool, for_new_venv: bool) -> None:
    """Make sure that the system has what is needed; raise SetupError if it has not afterwards."""
    if not ON_LINUX:
        return
    missing = find_missing(for_tests=for_tests, for_new_venv=for_new_venv)
    if not missing:
        return
    names = ", ".join(need.name for need in missing)
    manager = find_manager()
    if manager is None:
        raise SetupError(
            f"BandTimer needs these parts of the system, which are missing: {names}.\n"
            "Please install the packages that contain them, then start this again."
        )
    install(manager, missing)
    missing = find_missing(for_tests=for_tests, for_new_venv=for_new_venv)
    if missing:
        names = ", ".join(need.name for need in missing)
        raise SetupError(
            f"The packages were installed, but these parts are still missing: {names}.\n"
            f"The Python in use is {sys.executable}; the one that came with the system "
            "(/usr/bin/python3) may do better."
        )


def install(manager: Manager, missing: Sequence[Need]) -> None:
    """Install the missing packages, or raise SetupError naming the line that does."""
    root = sys.platform != "win32" and os.geteuid() == 0
    sudo = shutil.which("sudo") is not None
    commands = install_commands(manager, missing)
    line = line_to_type(commands, root=root, sudo=sudo)
    way = choose_way(
        manager,
        root=root,
        sudo=sudo,
        terminal=sys.stdin.isatty() and sys.stderr.isatty(),
        automated=bool(os.environ.get("CI")),
    )
    if way is Way.TELL or (way is Way.ASK_THEN_SUDO and not agrees(line)):
        raise SetupError(
            "BandTimer needs a few packages of the system that are not installed yet.\n"
            "Please type this line (or ask whoever looks after this computer to), "
            f"then start this again:\n\n    {line}\n"
        )
    say("Installing the missing packages of the system; this takes about a minute ...")
    become_root = {
        Way.AS_ROOT: [],
        Way.ASK_THEN_SUDO: ["sudo"],
        Way.SUDO_UNASKED: ["sudo", "--non-interactive"],
    }[way]
    run_apt(become_root, commands, line)


def agrees(line: str) -> bool:
    """Ask whether the packages may be installed; an empty answer means yes."""
    say(
        "BandTimer needs a few packages of the system that are not installed yet:\n\n"
        f"    {line}\n\n"
        "Shall this be done now? You may be asked for your password. [Y/n] ",
        end="",
    )
    try:
        return input().strip().lower() in {"", "y", "yes"}
    except EOFError:
        return False


def run_apt(become_root: Sequence[str], commands: Sequence[Sequence[str]], line: str) -> None:
    """Run apt-get's commands in one go; the last, the installation itself, has to succeed.

    Refreshing the lists fails already when any one source is unreachable, also an unrelated one.
    One shell for all means that sudo asks once.
    """
    script = "; ".join(shlex.join([*command, *APT_OPTIONS]) for command in commands)
    done = subprocess.run(
        [*become_root, "env", *APT_SETTINGS, "sh", "-c", script],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        raise SetupError(
            "The packages of the system could not be installed. The last messages were:\n\n"
            f"{last_lines(done.stdout)}\n\n{advice(done.stdout)} The line to type is:\n\n"
            f"    {line}\n"
        )


def advice(output: str) -> str:
    """Return what a user can do about the failure of apt-get or sudo."""
    if "sudo: " in output or "sudoers" in output:
        return (
            "Your account was not allowed to install them. Please ask whoever looks after this "
            "computer to do it, then start this again."
        )
    if "Failed to fetch" in output or "Unable to locate package" in output:
        return "Please check that this computer is on the internet, then start this again."
    return "Please put right what the messages say, then start this again."
