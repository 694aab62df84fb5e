import subprocess
import sys
import threading
from pathlib import Path

import pytest
from file_lock import locked


def nobody_waits() -> None:
    pytest.fail("the lock was taken")


def test_a_free_lock_is_taken_at_once_and_given_back(tmp_path: Path) -> None:
    for _ in range(2):
        with locked(tmp_path / "lock", nobody_waits):
            pass


def test_the_second_waits_until_the_first_has_ended(tmp_path: Path) -> None:
    events = []
    waiting = threading.Event()

    def second() -> None:
        with locked(tmp_path / "lock", waiting.set):
            events.append("second")

    thread = threading.Thread(target=second)
    with locked(tmp_path / "lock", nobody_waits):
        thread.start()
        assert waiting.wait(timeout=30)
        events.append("first")
    thread.join(timeout=30)
    assert events == ["first", "second"]


@pytest.mark.skipif(sys.platform == "win32", reason="descriptors are inherited otherwise there")
def test_a_child_that_outlives_its_parent_keeps_the_lock(tmp_path: Path) -> None:
    with locked(tmp_path / "lock", nobody_waits) as descriptor:
        child = subprocess.Popen(["cat"], stdin=subprocess.PIPE, pass_fds=[descriptor])
    with child:
        waited = []

        def let_the_child_end() -> None:
            waited.append(child.poll())
            child.communicate()

        with locked(tmp_path / "lock", let_the_child_end):
            assert waited == [None]
