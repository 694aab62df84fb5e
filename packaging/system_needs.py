"""What BandTimer needs from the operating system, what of it is missing, and how to get it.

The libraries are those that Qt's Linux builds link to and do not bring along (the NEEDED entries
of QtCore, QtGui, QtWidgets, QtDBus and the xcb, Wayland and offscreen platform plugins of
PySide6-Essentials 6.11). Left out, to keep the line that people have to type short, are those of
every base system and those that a listed library links to itself, which no package manager leaves
out: xcb-cursor brings five, xkbcommon-x11 three, GL brings X11, fontconfig freetype.
"""

import ctypes
import re
import shlex
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

LINKER_CACHE = Path("/etc/ld.so.cache")


@dataclass(frozen=True, slots=True)
class Need:
    """A library or program, and the packages of Debian, Ubuntu and Arch that bring it.

    RPM distributions need no column: their package managers find a package by what is in it.
    """

    name: str
    debian: str
    arch: str

    @property
    def is_library(self) -> bool:
        """Tell a shared library from a program."""
        return ".so." in self.name

    @property
    def rpm(self) -> str:
        """Return the capability under which dnf and zypper find the package."""
        return f"{self.name}()(64bit)" if self.is_library else f"/usr/bin/{self.name}"


# Debian 13 and Ubuntu 24.04 call GLib's package libglib2.0-0t64; it provides the older name too.
QT_LIBRARIES = (
    Need("libGL.so.1", "libgl1", "libglvnd"),
    Need("libEGL.so.1", "libegl1", "libglvnd"),
    Need("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
    Need("libdbus-1.so.3", "libdbus-1-3", "dbus"),
    Need("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    Need("libX11-xcb.so.1", "libx11-xcb1", "libx11"),
    Need("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
    Need("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    Need("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    Need("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    Need("libxcb-randr.so.0", "libxcb-randr0", "libxcb"),
    Need("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
    Need("libxcb-sync.so.1", "libxcb-sync1", "libxcb"),
    Need("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb"),
    Need("libwayland-cursor.so.0", "libwayland-cursor0", "wayland"),
    Need("libwayland-egl.so.1", "libwayland-egl1", "wayland"),
)

TEST_PROGRAMS = (
    Need("Xvfb", "xvfb", "xorg-server-xvfb"),
    Need("xdotool", "xdotool", "xdotool"),
    Need("dbus-daemon", "dbus", "dbus"),
    Need("playerctl", "playerctl", "playerctl"),
    Need("pulseaudio", "pulseaudio", "pulseaudio"),
    Need("pactl", "pulseaudio-utils", "libpulse"),
)


def venv_need(version: tuple[int, int], default_version: tuple[int, int] | None) -> Need:
    """Return what Debian leaves out of its Python: the part that makes virtual environments.

    `version` is that of the running Python, `default_version` that of the system's `python3`.
    """
    major, minor = version
    debian = "python3-venv" if version == default_version else f"python{major}.{minor}-venv"
    return Need("ensurepip", debian, "python")


class Manager(Enum):
    """A package manager, by the name of its command."""

    APT = "apt-get"
    DNF = "dnf"
    ZYPPER = "zypper"
    PACMAN = "pacman"


class Way(Enum):
    """How the missing packages get installed."""

    AS_ROOT = auto()
    ASK_THEN_SUDO = auto()
    SUDO_UNASKED = auto()
    TELL = auto()


def libraries_in_cache(cache: bytes) -> dict[str, list[str]]:
    """Return the paths that the dynamic linker's cache file holds, by file name."""
    paths: dict[str, list[str]] = {}
    for found in re.findall(rb"/[^\0]+\.so\.[^\0/]+", cache):
        path = found.decode("utf-8", "surrogateescape")
        paths.setdefault(path.rpartition("/")[2], []).append(path)
    return paths


def machine_of(path: str) -> bytes | None:
    """Return word size, byte order and processor from a file's ELF header; None if it has none."""
    try:
        with Path(path).open("rb") as file:
            header = file.read(20)
    except OSError:
        return None
    return header[4:6] + header[18:20] if header.startswith(b"\x7fELF") else None


def can_be_loaded(library: str) -> bool:
    """Try the dynamic linker itself: slow, and right also where there is no cache."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_libraries(
    needs: Iterable[Need],
    cache: bytes,
    python: str = "/proc/self/exe",
    can_be_loaded: Callable[[str], bool] = can_be_loaded,
) -> list[Need]:
    """Return the libraries that a program of the same machine as `python` would not find."""
    paths = libraries_in_cache(cache)
    machine = machine_of(python)

    def is_there(library: str) -> bool:
        known = paths.get(library, ())
        return any(machine_of(path) == machine is not None for path in known)

    return [need for need in needs if not is_there(need.name) and not can_be_loaded(need.name)]


def missing_programs(needs: Iterable[Need]) -> list[Need]:
    """Return the programs that are not on the search path."""
    return [need for need in needs if shutil.which(need.name) is None]


def find_manager(which: Callable[[str], str | None] = shutil.which) -> Manager | None:
    """Return the package manager of this system, or None if it is none that is known here."""
    return next((manager for manager in Manager if which(manager.value)), None)


def install_commands(manager: Manager, needs: Iterable[Need]) -> list[list[str]]:
    """Return the commands that install what is needed, to be run by root one after the other."""
    column = {Manager.APT: "debian", Manager.PACMAN: "arch"}.get(manager, "rpm")
    packages = sorted({str(getattr(need, column)) for need in needs})
    match manager:
        case Manager.APT:
            options = ["--yes", "--no-install-recommends"]
            return [["apt-get", "update"], ["apt-get", "install", *options, *packages]]
        case Manager.PACMAN:
            return [["pacman", "-S", "--needed", *packages]]
        case _:
            return [[manager.value, "install", *packages]]


def line_to_type(commands: Sequence[Sequence[str]], *, root: bool, sudo: bool) -> str:
    """Return the one line that does the same when typed into a terminal."""
    if sudo and not root:
        return " && ".join(shlex.join(["sudo", *command]) for command in commands)
    line = " && ".join(map(shlex.join, commands))
    return line if root else shlex.join(["su", "--login", "--command", line])


def choose_way(
    manager: Manager | None, *, root: bool, sudo: bool, terminal: bool, automated: bool
) -> Way:
    """Decide who installs: only apt-get is driven from here, and nobody is surprised by sudo.

    `terminal` says that somebody can answer, `automated` that this is a build machine's job.
    """
    if manager is not Manager.APT:
        return Way.TELL
    if root:
        return Way.AS_ROOT
    if sudo and automated:
        return Way.SUDO_UNASKED
    return Way.ASK_THEN_SUDO if sudo and terminal else Way.TELL
