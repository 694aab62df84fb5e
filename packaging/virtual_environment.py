"""The checkout's own virtual environment, `.venv`: judge it, make it, repair it.

A stamp in it is written when an installation has ended well and removed before the next begins: an
environment without one was interrupted. The stamp also holds all that an environment depends on,
so that judging it needs a few small files and no other process.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Any

from file_lock import locked
from setup_messages import SetupError, last_lines, say

ON_WINDOWS = os.name == "nt"
LOCK_NAME = "setup.lock"
STAMP_NAME = "setup.json"
NO_EXTRA = ""

NETWORK_SIGNS = (
    "NewConnectionError",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "ProxyError",
    "SSLError",
    "Connection aborted",
    "Temporary failure in name resolution",
)


@dataclass(frozen=True, slots=True)
class Interpreter:
    """The Python behind an environment: its file, with links resolved, and `major.minor`."""

    path: str
    version: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an environment was made for: its folder, its Python, a hash of each extra's needs."""

    home: str
    interpreter: Interpreter
    requirements: Mapping[str, str]


class Verdict(Enum):
    """What has to happen before an environment can be used."""

    CURRENT = auto()
    INSTALL = auto()
    REMAKE = auto()


def requirement_hashes(pyproject: Mapping[str, Any], extras: Sequence[str]) -> dict[str, str]:
    """Return a hash of what pip would install: one of the project proper, one of each extra."""
    project = pyproject["project"]
    parts: dict[str, Any] = {extra: project["optional-dependencies"][extra] for extra in extras}
    own = {key: project.get(key) for key in ("dependencies", "requires-python", "scripts")}
    parts[NO_EXTRA] = [own, pyproject["build-system"]]
    return {
        name: hashlib.sha256(json.dumps(part, sort_keys=True).encode()).hexdigest()
        for name, part in parts.items()
    }


def judge(
    stamp: Stamp | None,
    *,
    home: str,
    found: str | None,
    running: Interpreter,
    requirements: Mapping[str, str],
) -> Verdict:
    """Decide whether an environment is good, lacks packages, or has to be made anew.

    `found` is the Python that the environment leads to now, None if it is gone.
    """
    if stamp is None or stamp.home != home or stamp.interpreter.path != found:
        return Verdict.REMAKE
    if found == running.path and stamp.interpreter.version != running.version:
        return Verdict.REMAKE
    if any(stamp.requirements.get(name) != value for name, value in requirements.items()):
        return Verdict.INSTALL
    return Verdict.CURRENT


def advice(pip_output: str) -> str:
    """Return what a user can do about pip's failure."""
    if any(sign in pip_output for sign in NETWORK_SIGNS):
        return (
            "Python's package server could not be reached. Please check that this computer is on "
            "the internet (and the proxy, if you use one), then start this again."
        )
    if "No space left on device" in pip_output:
        return "The disk is full. Please free about 1 GB, then start this again."
    if "No matching distribution found" in pip_output:
        return (
            "One of the packages does not exist for this Python or this kind of computer. "
            "BandTimer runs on 64-bit Linux, Windows and macOS with Python 3.11 to 3.14."
        )
    return "Please start this again; if it fails the same way, report it with these messages."


class VirtualEnvironment:
    """`.venv` in a checkout, with BandTimer installed editable."""

    def __init__(self, checkout: Path, extras: Sequence[str]) -> None:
        self._checkout = checkout
        self._extras = extras
        self._folder = checkout / ".venv"
        self._stamp_file = self._folder / STAMP_NAME

    @property
    def python(self) -> Path:
        """Return the path of the environment's Python."""
        return self.script("python")

    def script(self, name: str) -> Path:
        """Return the path of a command that is installed in the environment."""
        if ON_WINDOWS:
            return self._folder / "Scripts" / f"{name}.exe"
        return self._folder / "bin" / name

    def verdict(self) -> Verdict:
        """Judge the environment as it lies on the disk."""
        return judge(
            self._read_stamp(),
            home=str(self._folder),
            found=self._find_interpreter(),
            running=running_interpreter(),
            requirements=self._requirements(),
        )

    def ensure(self) -> None:
        """Make or repair the environment; raise SetupError or OSError if that fails."""
        if self._folder.is_symlink() or self._folder.is_file():
            self._folder.unlink()
        self._folder.mkdir(exist_ok=True)
        with locked(
            self._folder / LOCK_NAME,
            on_wait=lambda: say("Another ./run or ./test is setting up; waiting for it ..."),
        ) as lock:
            verdict = self.verdict()
            if verdict is Verdict.CURRENT:
                return
            self._stamp_file.unlink(missing_ok=True)
            if verdict is Verdict.REMAKE:
                say(
                    "Setting up BandTimer: downloading about 100 MB, "
                    "which usually takes one to three minutes ..."
                )
                self._clear()
                self._create(lock)
            else:
                say("Bringing BandTimer's packages up to date; this takes about a minute ...")
            self._install(lock)
            self._write_stamp()

    def _requirements(self) -> dict[str, str]:
        text = (self._checkout / "pyproject.toml").read_text(encoding="utf-8")
        return requirement_hashes(tomllib.loads(text), self._extras)

    def _find_interpreter(self) -> str | None:
        """Return the file of the Python that the environment leads to, None if it is gone.

        Windows has a copy of the starter in the environment; its settings name the real one.
        """
        if not self.python.exists():
            return None
        settings = self._folder / "pyvenv.cfg"
        path = base_in_settings(settings) if ON_WINDOWS else str(self.python)
        return os.path.realpath(path) if path and Path(path).exists() else None

    def _read_stamp(self) -> Stamp | None:
        try:
            stored = json.loads(self._stamp_file.read_text(encoding="utf-8"))
            interpreter = Interpreter(**stored["interpreter"])
            return Stamp(str(stored["home"]), interpreter, dict(stored["requirements"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _write_stamp(self) -> None:
        found = self._find_interpreter()
        if found is None:
            raise SetupError(f"The new environment in {self._folder} has no working Python.")
        interpreter = Interpreter(found, running_interpreter().version)
        stamp = Stamp(str(self._folder), interpreter, self._requirements())
        unfinished = self._stamp_file.with_suffix(".part")
        unfinished.write_text(json.dumps(asdict(stamp), indent=1), encoding="utf-8")
        unfinished.replace(self._stamp_file)

    def _clear(self) -> None:
        for entry in self._folder.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            elif entry.name != LOCK_NAME:
                entry.unlink()

    def _create(self, lock: int) -> None:
        # The base Python, since the running one may be in the very folder that was just cleared.
        done = run_quietly([base_python(), "-I", "-m", "venv", str(self._folder)], lock)
        if done.returncode != 0:
            raise SetupError(
                f"Python could not make a virtual environment in {self._folder}. It said:\n\n"
                f"{last_lines(done.stdout)}\n\n{advice(done.stdout)}"
            )

    def _install(self, lock: int) -> None:
        target = f".[{','.join(self._extras)}]" if self._extras else "."
        pip = [str(self.python), "-I", "-m", "pip", "install"]
        options = ["--quiet", "--no-input", "--disable-pip-version-check", "--editable", target]
        done = run_quietly([*pip, *options], lock, cwd=self._checkout)
        if done.returncode != 0:
            raise SetupError(
                "BandTimer's packages could not be installed. The last messages were:\n\n"
                f"{last_lines(done.stdout)}\n\n{advice(done.stdout)}"
            )


def base_python() -> str:
    """Return the path of the Python that runs this, or of the one behind its environment."""
    return str(getattr(sys, "_base_executable", sys.executable))


def running_interpreter() -> Interpreter:
    """Return the Python that runs this, or the one behind its environment."""
    major, minor = sys.version_info[:2]
    return Interpreter(os.path.realpath(base_python()), f"{major}.{minor}")


def base_in_settings(settings: Path) -> str | None:
    """Return the base Python that a `pyvenv.cfg` names, or None."""
    try:
        lines = settings.read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    values = dict(line.split(" = ", 1) for line in lines if " = " in line)
    return values.get("executable")


def run_quietly(
    command: Sequence[str], lock: int, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command that keeps the lock as long as it lives, and collect all that it says."""
    return subprocess.run(
        command,
        cwd=cwd,
        # A `user = true` in somebody's pip settings contradicts every virtual environment.
        env={**os.environ, "PIP_USER": "0"},
        pass_fds=() if ON_WINDOWS else (lock,),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
