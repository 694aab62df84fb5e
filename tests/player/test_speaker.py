"""The window's side of the sound process, with real processes on the other."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bandtimer.player.speaker import MOST_UNREAD_BYTES, Speaker
from bandtimer.sound.messages import Item, Open, Order, Play, Report, Trouble, read_order

TICK = Item("a", 1, "tick.wav")

# Reads orders and writes them into a file; the file's name and what else to do are its arguments.
RECORDER = """
import sys
with open(sys.argv[1], "ab", buffering=0) as log:
    for line in sys.stdin.buffer:
        log.write(line)
"""
# Reads nothing, ever.
HANGING = "import time\nwhile True: time.sleep(60)\n"
DYING = "raise SystemExit(3)\n"


@pytest.fixture
def make(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Speaker]]:
    monkeypatch.setattr("bandtimer.player.speaker._PATIENCE_MS", 200)
    made: list[Speaker] = []

    def start(program: str) -> Speaker:
        script = tmp_path / "sound.py"
        script.write_text(program)
        speaker = Speaker(command=(sys.executable, str(script), str(tmp_path / "log")))
        made.append(speaker)
        return speaker

    yield start
    for speaker in made:
        speaker.shut()


def orders(folder: Path) -> list[Order]:
    log = folder / "log"
    return [read_order(line) for line in log.read_bytes().splitlines()] if log.exists() else []


def test_no_process_runs_before_a_session_does(make: Callable[..., Speaker]) -> None:
    assert make(RECORDER).process_id == 0


def test_orders_arrive_in_order(make: Callable[..., Speaker], qtbot: QtBot, tmp_path: Path) -> None:
    speaker = make(RECORDER)
    speaker.play([TICK])
    speaker.open()
    speaker.play([TICK], hush=True)
    speaker.play([])
    qtbot.waitUntil(lambda: len(orders(tmp_path)) == 3)
    assert orders(tmp_path) == [Open(), Play((TICK,), True), Play()]


def test_a_killed_process_is_replaced_and_what_is_ahead_asked_for_anew(
    make: Callable[..., Speaker], qtbot: QtBot, tmp_path: Path
) -> None:
    speaker = make(RECORDER)
    speaker.open()
    qtbot.waitUntil(lambda: len(orders(tmp_path)) == 1)
    killed = speaker.process_id
    with qtbot.waitSignal(speaker.renewed):
        os.kill(killed, signal.SIGKILL)
    speaker.play([TICK])
    qtbot.waitUntil(lambda: len(orders(tmp_path)) == 3)
    assert orders(tmp_path)[1:] == [Open(), Play((TICK,))]
    assert speaker.process_id != killed


def test_a_process_that_hangs_is_replaced_and_blocks_nobody(
    make: Callable[..., Speaker], qtbot: QtBot
) -> None:
    speaker = make(HANGING)
    speaker.open()
    hanging = speaker.process_id
    long_ago = [Item(str(number), number, "tick.wav") for number in range(1_000)]
    with qtbot.waitSignal(speaker.renewed):
        while speaker.process_id == hanging and speaker._process.bytesToWrite() <= (
            MOST_UNREAD_BYTES
        ):
            speaker.play(long_ago)
        speaker.play(long_ago)
    assert speaker.process_id != hanging
    # What the hanging one never read does not wait for the new one.
    assert speaker._process.bytesToWrite() < MOST_UNREAD_BYTES // 2


def test_one_that_dies_at_once_is_given_more_and_more_time_and_told_of(
    make: Callable[..., Speaker], qtbot: QtBot
) -> None:
    speaker = make(DYING)
    began: list[float] = []
    reports: list[Report] = []
    speaker.renewed.connect(lambda: began.append(time.monotonic()))
    speaker.reported.connect(reports.append)
    speaker.open()
    qtbot.waitUntil(lambda: len(began) == 4, timeout=20_000)
    first, second, third = (b - a for a, b in pairwise(began))
    assert first < second < third
    # Nothing can be heard by then, which is told once.
    assert reports == [Report(trouble=Trouble.NO_OUTPUT)]
    assert not speaker.is_ready


def test_a_program_that_is_not_there_is_no_reason_to_fail(qtbot: QtBot) -> None:
    speaker = Speaker(command=("/nowhere/at/all",))
    with qtbot.waitSignal(speaker.renewed):
        speaker.open()
    speaker.play([TICK])
    speaker.close()
    speaker.shut()


def test_between_sessions_a_dead_process_stays_dead(
    make: Callable[..., Speaker], qtbot: QtBot, tmp_path: Path
) -> None:
    speaker = make(RECORDER)
    speaker.open()
    speaker.close()
    qtbot.waitUntil(lambda: len(orders(tmp_path)) == 2)
    with qtbot.waitSignal(speaker._process.finished):
        os.kill(speaker.process_id, signal.SIGKILL)
    assert not speaker._rest.isActive()
    speaker.open()
    qtbot.waitUntil(lambda: len(orders(tmp_path)) == 3)
    assert orders(tmp_path)[-1] == Open()


def test_the_real_one_without_its_library_is_not_tried_again(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "miniaudio.py").write_text("raise ImportError\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    speaker = Speaker()
    reports: list[Report] = []
    speaker.reported.connect(reports.append)
    with qtbot.waitSignal(speaker._process.finished):
        speaker.open()
    assert reports == [Report(trouble=Trouble.NO_LIBRARY)]
    assert not speaker._rest.isActive()
    speaker.close()
    speaker.open()
    assert speaker.process_id == 0


def test_nothing_stays_behind_after_the_end(
    make: Callable[..., Speaker], qtbot: QtBot, tmp_path: Path
) -> None:
    speaker = make(RECORDER)
    speaker.open()
    qtbot.waitUntil(lambda: orders(tmp_path) == [Open()])
    process = speaker.process_id
    speaker.shut()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
