"""The sound process on a real sound server, and without one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from onsets import family, find_onsets
from pulse_server import PulseServer, pulse_server
from sound_bench import (
    SECOND_NS,
    SoundProcess,
    sound_file,
    sound_process,
)
from waiting import PATIENCE_S, wait_until

from bandtimer.sound.messages import Close, Item, Open, Play, Report, Trouble

# Three at once do not overflow.
GAIN = 0.3


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PulseServer]:
    with pulse_server(tmp_path) as running:
        yield running


def items(names: list[str], first: int, apart_ms: int = 300) -> tuple[Item, ...]:
    return tuple(
        Item(name, first + index * apart_ms * 1_000_000, str(sound_file(name)), GAIN)
        for index, name in enumerate(names)
    )


def test_the_whole_family_is_heard_in_order_each_when_it_is_due(server: PulseServer) -> None:
    names = sorted(family())
    with sound_process(server.environment) as process, server.recording() as recording:
        process.open()
        # Closer together than most of them are long: they are mixed.
        wanted = items(names, time.perf_counter_ns() + SECOND_NS)
        process.order(Play(wanted))
        process.order(Close())
        wait_until(lambda: server.streams() == 0)
        process.end()
    heard = find_onsets(recording.samples, family(GAIN))
    assert [onset.name for onset in heard] == names
    late = [
        (recording.instant(onset.sample) - item.at) / 1_000_000
        for onset, item in zip(heard, wanted, strict=True)
    ]
    off = sorted(map(abs, late))
    # Far more than it takes, far less than what would be one beat late.
    assert off[-1] < 150, late
    # One or another may be late on a busy machine. But a server's piece off is none of them.
    assert off[len(off) * 3 // 4] < 5, late


def test_a_session_right_behind_another_is_told_of_its_output_too(server: PulseServer) -> None:
    with sound_process(server.environment) as process:
        process.open()
        process.order(Close())
        process.order(Open())
        assert process.report().output == "PulseAudio"
        process.order(Close())
        assert process.end() == 0


def test_what_was_replaced_is_not_heard(server: PulseServer) -> None:
    with sound_process(server.environment) as process, server.recording() as recording:
        process.open()
        soon = time.perf_counter_ns() + SECOND_NS
        process.order(Play(items(["set_done", "best", "switch"], soon)))
        process.order(Play(items(["tick", "go"], soon)))
        process.order(Close())
        wait_until(lambda: server.streams() == 0)
        process.end()
    assert [onset.name for onset in find_onsets(recording.samples, family(GAIN))] == ["tick", "go"]


def test_the_last_words_of_a_session_are_heard_though_the_input_ends(server: PulseServer) -> None:
    with sound_process(server.environment) as process, server.recording() as recording:
        process.open()
        names = ["tick", "go", "switch", "lift"]
        process.order(Play(items(names, time.perf_counter_ns() + SECOND_NS)))
        process.order(Close())
        assert process.end() == 0
    assert [onset.name for onset in find_onsets(recording.samples, family(GAIN))] == names


def test_without_a_session_it_sleeps(server: PulseServer) -> None:
    with sound_process(server.environment) as process:
        process.open()
        assert server.streams() == 1
        running = process.wake_ups()
        wait_until(lambda: process.wake_ups() > running)
        process.order(Close())
        wait_until(lambda: server.streams() == 0)
        # It has only to come to rest.
        wait_until(lambda: settled(process))
        before = process.wake_ups()
        time.sleep(1)
        assert process.wake_ups() == before
        assert process.end() == 0


def settled(process: SoundProcess) -> bool:
    before = process.wake_ups()
    time.sleep(0.2)
    return process.wake_ups() == before


@pytest.mark.parametrize("loss", ["killed", "pulled out"])
def test_it_plays_on_when_server_or_device_are_back_and_nothing_piles_up(
    server: PulseServer, loss: str
) -> None:
    with sound_process(server.environment) as process:
        process.open()
        first = time.perf_counter_ns() + SECOND_NS // 2
        if loss == "killed":
            server.kill()
        else:
            server.pull_out()
        # All of these fall due while nothing can be heard.
        process.order(Play(items(["best", "switch", "go"], first)))
        assert process.report().trouble is Trouble.NO_OUTPUT
        if loss == "killed":
            server.start()
        else:
            server.put_in()
        assert process.report().trouble is None
        assert process.report().trouble is None
        with server.recording() as recording:
            process.order(Play(items(["tick", "set_done"], time.perf_counter_ns() + SECOND_NS)))
            process.order(Close())
            wait_until(lambda: server.streams() == 0)
        assert process.end() == 0
    assert [onset.name for onset in find_onsets(recording.samples, family(GAIN))] == [
        "tick",
        "set_done",
    ]


def test_with_no_server_at_all_it_says_so_and_goes_on_listening(tmp_path: Path) -> None:
    nowhere = PulseServer(tmp_path).environment
    with sound_process(nowhere) as process:
        process.order(Open())
        assert process.report() == Report(trouble=Trouble.NO_OUTPUT)
        process.order(Play(items(["tick"], time.perf_counter_ns())))
        process.order(Close())
        assert process.end() == 0


def test_the_probe_tells_of_the_output_and_ends(server: PulseServer, tmp_path: Path) -> None:
    with sound_process(server.environment, "--probe") as process:
        assert process.report().output == "PulseAudio"
        assert process.process.wait(PATIENCE_S) == 0
    with sound_process(PulseServer(tmp_path / "nowhere").environment, "--probe") as process:
        assert process.report().trouble is Trouble.NO_OUTPUT
        assert process.process.wait(PATIENCE_S) == 0


def test_without_the_library_it_says_so_and_ends(tmp_path: Path) -> None:
    (tmp_path / "miniaudio.py").write_text("raise ImportError\n")
    with sound_process({"PYTHONPATH": str(tmp_path)}) as process:
        assert process.report() == Report(trouble=Trouble.NO_LIBRARY)
        assert process.process.wait(PATIENCE_S) == 1
