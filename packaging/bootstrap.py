"""Find a Python that is new enough for `./run` and `./test`, then hand over to `launch`.

This file and its two callers stay readable for Python 3.7, so that an old Python can say what is
wrong instead of reporting a syntax error. Everything else may use Python 3.11.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST_MINOR = 11
NEWEST_MINOR = 14
CHECKOUT = Path(__file__).resolve().parent.parent


def is_new_enough(version: tuple[int, ...]) -> bool:
    """Tell whether BandTimer runs on this version of Python."""
    return version >= (3, OLDEST_MINOR)


def find_newer_python() -> str | None:
    """Return the newest suitable `python3.N` command that starts, or None."""
    for minor in range(NEWEST_MINOR, OLDEST_MINOR - 1, -1):
        command = shutil.which(f"python3.{minor}")
        # A command can be found and yet not start: version managers leave such shims behind.
        if command and subprocess.call([command, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            return command
    return None


def old_python_message(version: str, executable: str) -> str:
    """Say which Python is needed and how to get it."""
    return f"""\
BandTimer needs Python 3.{OLDEST_MINOR} or newer. This is Python {version} ({executable}).
How to get a newer one:
  Debian 12 or newer, Ubuntu 24.04 or newer:  sudo apt-get install python3
  Ubuntu 22.04:  sudo apt-get install python3.11 python3.11-venv
  Fedora:  sudo dnf install python3
  Windows, macOS:  download it from https://www.python.org/downloads/
Then type the same command again."""


def main(command: str, arguments: list[str]) -> int:
    """Carry out `./run` or `./test` and return its exit status."""
    if not is_new_enough(sys.version_info[:2]):
        newer = None if sys.platform == "win32" else find_newer_python()
        if newer is None:
            version = ".".join(str(part) for part in sys.version_info[:3])
            print(old_python_message(version, sys.executable), file=sys.stderr)
            return 1
        os.execv(newer, [newer, str(CHECKOUT / command), *arguments])  # noqa: S606 - no shell is wanted

    import launch  # noqa: PLC0415 - only a Python that passed the check above can read it

    return launch.main(command, arguments, CHECKOUT)
