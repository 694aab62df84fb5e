import sys

import pytest
import system_install
from setup_messages import SetupError
from system_install import advice, default_python_version, has_ensurepip, run_apt


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("ann is not in the sudoers file.", "not allowed"),
        ("sudo: a password is required", "not allowed"),
        ("E: Failed to fetch http://deb.example/libgl1.deb", "on the internet"),
        ("E: Unable to locate package libgl1", "on the internet"),
        ("E: dpkg was interrupted, you must manually run 'dpkg --configure -a'", "put right"),
    ],
)
def test_a_failed_installation_gets_advice_that_fits(output: str, expected: str) -> None:
    assert expected in advice(output)


needs_a_shell = pytest.mark.skipif(sys.platform == "win32", reason="runs a shell")


@needs_a_shell
def test_stale_package_lists_do_not_stop_the_installation() -> None:
    run_apt([], [["false"], ["true"]], "line")


@needs_a_shell
def test_a_failed_installation_shows_its_messages_and_the_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(system_install, "APT_OPTIONS", [])
    with pytest.raises(SetupError) as caught:
        run_apt([], [["echo", "one"], ["sh", "-c", "echo two three; exit 100"]], "sudo this")
    message = str(caught.value)
    assert "    one\n    two three\n" in message
    assert message.endswith("\n    sudo this\n")


@needs_a_shell
def test_the_way_to_become_root_comes_first() -> None:
    with pytest.raises(SetupError, match="-c true"):
        run_apt(["sh", "-c", 'echo "$@"; exit 1', "sudo"], [["true"]], "line")


def test_this_python_can_make_environments() -> None:
    assert has_ensurepip()


def test_the_default_python_is_known_or_absent() -> None:
    version = default_python_version()
    assert version is None or version >= (3, 0)
