import ctypes.util
import itertools
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from system_needs import (
    LINKER_CACHE,
    QT_LIBRARIES,
    TEST_PROGRAMS,
    Manager,
    Need,
    Way,
    can_be_loaded,
    choose_way,
    find_manager,
    install_commands,
    libraries_in_cache,
    line_to_type,
    missing_libraries,
    missing_programs,
    venv_need,
)

GL = Need("libGL.so.1", "libgl1", "libglvnd")
EGL = Need("libEGL.so.1", "libegl1", "libglvnd")
XDOTOOL = Need("xdotool", "xdotool", "xdotool")

ELF_64_BIT = b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x03\x00\x3e\x00"
ELF_32_BIT = b"\x7fELF\x01\x01\x01" + bytes(9) + b"\x03\x00\x03\x00"


def not_loadable(library: str) -> bool:
    return False


@pytest.fixture
def find_missing(tmp_path: Path) -> Callable[..., list[Need]]:
    """Look for GL and EGL on a 64-bit machine whose cache names one file of each."""
    python = tmp_path / "python3"
    python.write_bytes(ELF_64_BIT)
    cache = b"glibc-ld.so.cache1.1\0\x07\0"
    for need in (GL, EGL):
        cache += f"{need.name}\0{tmp_path}/{need.name}\0".encode()

    def find(
        libraries: dict[str, bytes], can_be_loaded: Callable[[str], bool] = not_loadable
    ) -> list[Need]:
        for name, content in libraries.items():
            (tmp_path / name).write_bytes(content)
        return missing_libraries((GL, EGL), cache, str(python), can_be_loaded)

    return find


def test_a_library_of_this_machine_in_the_cache_is_there(
    find_missing: Callable[..., list[Need]],
) -> None:
    assert find_missing({"libGL.so.1": ELF_64_BIT, "libEGL.so.1": ELF_64_BIT}) == []


def test_a_library_whose_file_is_gone_is_missing(find_missing: Callable[..., list[Need]]) -> None:
    assert find_missing({"libGL.so.1": ELF_64_BIT}) == [EGL]


def test_a_library_of_another_machine_is_missing(find_missing: Callable[..., list[Need]]) -> None:
    assert find_missing({"libGL.so.1": ELF_32_BIT, "libEGL.so.1": ELF_64_BIT}) == [GL]


def test_a_file_that_is_no_library_is_missing(find_missing: Callable[..., list[Need]]) -> None:
    assert find_missing({"libGL.so.1": b"", "libEGL.so.1": ELF_64_BIT}) == [GL]


def test_the_linker_has_the_last_word_on_what_the_cache_does_not_know(
    find_missing: Callable[..., list[Need]],
) -> None:
    assert find_missing({}, can_be_loaded=lambda library: library == GL.name) == [EGL]


def test_the_cache_may_name_a_library_more_than_once() -> None:
    cache = b"\0/lib32/libGL.so.1\0/lib/x86_64-linux-gnu/libGL.so.1\0/lib/libz.so.1\0ld.so-1.7.0\0"
    assert libraries_in_cache(cache) == {
        "libGL.so.1": ["/lib32/libGL.so.1", "/lib/x86_64-linux-gnu/libGL.so.1"],
        "libz.so.1": ["/lib/libz.so.1"],
    }


@pytest.mark.skipif(not LINKER_CACHE.exists(), reason="this system has no linker cache")
def test_this_systems_own_cache_is_understood() -> None:
    libc = ctypes.util.find_library("c")
    assert libc is not None
    needs = (Need(libc, "libc6", "glibc"), Need("libnowhere.so.9", "none", "none"))
    missing = missing_libraries(needs, LINKER_CACHE.read_bytes(), sys.executable, not_loadable)
    assert [need.name for need in missing] == ["libnowhere.so.9"]


@pytest.mark.skipif(sys.platform != "linux", reason="names of Linux libraries")
def test_the_linker_itself_can_be_asked() -> None:
    assert can_be_loaded("libc.so.6")
    assert not can_be_loaded("libnowhere.so.9")


def test_programs_are_looked_for_on_the_search_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert missing_programs([XDOTOOL]) == [XDOTOOL]
    (tmp_path / "xdotool").touch(mode=0o755)
    assert missing_programs([XDOTOOL]) == []


def test_every_need_has_a_package_and_none_is_listed_twice() -> None:
    needs = (*QT_LIBRARIES, *TEST_PROGRAMS)
    assert all(need.debian and need.arch for need in needs)
    assert len({need.name for need in needs}) == len(needs)
    assert len({need.debian for need in needs}) == len(needs)


@pytest.mark.parametrize(
    ("manager", "expected"),
    [
        (
            Manager.APT,
            [
                ["apt-get", "update"],
                [
                    "apt-get",
                    "install",
                    "--yes",
                    "--no-install-recommends",
                    "libegl1",
                    "libgl1",
                    "xdotool",
                ],
            ],
        ),
        (
            Manager.DNF,
            [
                [
                    "dnf",
                    "install",
                    "/usr/bin/xdotool",
                    "libEGL.so.1()(64bit)",
                    "libGL.so.1()(64bit)",
                ]
            ],
        ),
        (
            Manager.ZYPPER,
            [
                [
                    "zypper",
                    "install",
                    "/usr/bin/xdotool",
                    "libEGL.so.1()(64bit)",
                    "libGL.so.1()(64bit)",
                ]
            ],
        ),
        (Manager.PACMAN, [["pacman", "-S", "--needed", "libglvnd", "xdotool"]]),
    ],
)
def test_each_package_manager_gets_its_own_words(
    manager: Manager, expected: list[list[str]]
) -> None:
    assert install_commands(manager, [GL, XDOTOOL, EGL]) == expected


def test_the_package_manager_is_the_one_that_is_there() -> None:
    def only_pacman(command: str) -> str | None:
        return "/usr/bin/pacman" if command == "pacman" else None

    def none(command: str) -> str | None:
        return None

    assert find_manager(only_pacman) is Manager.PACMAN
    assert find_manager(none) is None


COMMANDS = [["apt-get", "update"], ["apt-get", "install", "libgl1"]]


@pytest.mark.parametrize(
    ("root", "sudo", "expected"),
    [
        (True, True, "apt-get update && apt-get install libgl1"),
        (True, False, "apt-get update && apt-get install libgl1"),
        (False, True, "sudo apt-get update && sudo apt-get install libgl1"),
        (
            False,
            False,
            "su --login --command 'apt-get update && apt-get install libgl1'",
        ),
    ],
)
def test_the_line_to_type_suits_the_account(root: bool, sudo: bool, expected: str) -> None:
    assert line_to_type(COMMANDS, root=root, sudo=sudo) == expected


def test_the_line_to_type_survives_the_shell() -> None:
    commands = install_commands(Manager.DNF, [GL])
    assert line_to_type(commands, root=False, sudo=True) == (
        "sudo dnf install 'libGL.so.1()(64bit)'"
    )


@pytest.mark.parametrize(
    ("root", "sudo", "terminal", "automated", "expected"),
    [
        (True, False, False, False, Way.AS_ROOT),
        (True, True, True, True, Way.AS_ROOT),
        (False, True, True, False, Way.ASK_THEN_SUDO),
        (False, True, False, False, Way.TELL),
        (False, False, True, False, Way.TELL),
        (False, False, False, True, Way.TELL),
        (False, True, False, True, Way.SUDO_UNASKED),
    ],
)
def test_who_installs(
    root: bool, sudo: bool, terminal: bool, automated: bool, expected: Way
) -> None:
    way = choose_way(Manager.APT, root=root, sudo=sudo, terminal=terminal, automated=automated)
    assert way is expected


@pytest.mark.parametrize("manager", [Manager.DNF, Manager.ZYPPER, Manager.PACMAN, None])
def test_other_package_managers_are_only_ever_named(manager: Manager | None) -> None:
    for root, sudo, terminal, automated in itertools.product([False, True], repeat=4):
        way = choose_way(manager, root=root, sudo=sudo, terminal=terminal, automated=automated)
        assert way is Way.TELL


@pytest.mark.parametrize(
    ("version", "default", "expected"),
    [
        ((3, 11), (3, 11), "python3-venv"),
        ((3, 11), (3, 10), "python3.11-venv"),
        ((3, 13), None, "python3.13-venv"),
    ],
)
def test_the_venv_package_is_that_of_the_python_in_use(
    version: tuple[int, int], default: tuple[int, int] | None, expected: str
) -> None:
    assert venv_need(version, default).debian == expected
