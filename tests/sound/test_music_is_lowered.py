"""Other programs' music on a real sound server: low during phrases, and as it was ever after."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pulse_server import PulseServer, pulse_server
from radio import FULL, LOUD, LOW, music, program, set_volume, volumes, wait_for
from sound_bench import SECOND_NS, SoundProcess, sound_file, sound_process
from waiting import wait_until

from bandtimer.sound.ducking import LEVELS, lowered
from bandtimer.sound.messages import Close, Item, Open, Play

(QUIET,) = lowered((FULL,), LEVELS)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PulseServer]:
    with pulse_server(tmp_path) as running:
        # As every desktop has it: it remembers how loud each program was.
        running.ask("load-module", "module-stream-restore")
        yield running


def phrase(begins_in_s: float, lasts_s: float) -> Play:
    """Return the order to play a sound as if it were a phrase."""
    at = time.perf_counter_ns() + round(begins_in_s * SECOND_NS)
    ducks_ms = round(lasts_s * 1_000)
    return Play((Item(f"{at}", at, str(sound_file("go")), 0.3, 200, ducks_ms),))


@contextmanager
def session(server: PulseServer, note: Path) -> Iterator[SoundProcess]:
    with sound_process(server.environment, str(note)) as process:
        process.open()
        yield process


def test_it_is_low_during_a_phrase_and_then_as_it_was(server: PulseServer, tmp_path: Path) -> None:
    note = tmp_path / "note"
    with music(server, "Radio", volume=LOUD), session(server, note) as process:
        process.order(phrase(0.5, 1))
        wait_for(server, LOW)
        assert note.exists()
        assert volumes(server)["BandTimer"] == FULL
        wait_for(server, LOUD)
        wait_until(lambda: not note.exists())
        process.order(Close())
        assert process.end() == 0


def test_sounds_that_are_no_phrases_leave_it_alone(server: PulseServer, tmp_path: Path) -> None:
    heard = set()

    def is_over() -> bool:
        now = volumes(server)
        heard.add(now["Radio"])
        return "BandTimer" not in now

    with music(server), session(server, tmp_path / "note") as process:
        process.order(phrase(0.2, 0))
        process.order(Close())
        wait_until(is_over)
    assert heard == {FULL}


@pytest.mark.parametrize(
    "options",
    [
        ("--property=media.role=phone",),
        ("--property=media.role=a11y",),
        ("--property=application.process.id=7",),
    ],
    ids=["call", "screen reader", "who listens to the microphone"],
)
def test_calls_and_signals_stay_as_they_are(
    server: PulseServer, tmp_path: Path, options: tuple[str, ...]
) -> None:
    with (
        program(server, "parec", "--raw", "--property=application.process.id=7"),
        music(server),
        music(server, "Other", *options),
        session(server, tmp_path / "note") as process,
    ):
        wait_until(lambda: server.ask("list", "short", "source-outputs"))
        process.order(phrase(0.3, 1))
        wait_for(server, QUIET)
        assert volumes(server)["Other"] == FULL


def test_what_the_user_sets_meanwhile_stays(server: PulseServer, tmp_path: Path) -> None:
    note = tmp_path / "note"
    with music(server), session(server, note) as process:
        process.order(phrase(0.3, 2))
        wait_for(server, QUIET)
        set_volume(server, "Radio", 30_000)
        wait_until(lambda: not note.exists())
        assert volumes(server)["Radio"] == 30_000


@pytest.mark.parametrize("end", ["hush", "close", "window gone", "terminated"])
def test_whatever_ends_a_phrase_it_is_put_back(
    server: PulseServer, tmp_path: Path, end: str
) -> None:
    note = tmp_path / "note"
    with music(server, "Radio", volume=LOUD), session(server, note) as process:
        process.order(phrase(0.3, 60))
        wait_for(server, LOW)
        match end:
            case "hush":
                process.order(Play((), hush=True))
            case "close":
                process.order(Close())
            case "window gone":
                process.end()
            case _:
                process.process.send_signal(signal.SIGTERM)
        wait_for(server, LOUD)
        wait_until(lambda: not note.exists())


def test_what_one_that_was_killed_left_low_is_put_back_by_the_next(
    server: PulseServer, tmp_path: Path
) -> None:
    note = tmp_path / "note"
    with music(server, "Radio", volume=LOUD):
        with session(server, note) as process:
            process.order(phrase(0.3, 60))
            wait_for(server, LOW)
            process.process.kill()
            process.process.wait()
        assert volumes(server)["Radio"] == LOW
        with sound_process(server.environment, str(note)) as process:
            process.order(Open())
            wait_for(server, LOUD)
            wait_until(lambda: not note.exists())


def test_the_next_song_of_a_program_is_as_loud_as_the_last(
    server: PulseServer, tmp_path: Path
) -> None:
    note = tmp_path / "note"
    with session(server, note) as process:
        with music(server, "Radio", volume=LOUD):
            process.order(phrase(0.3, 60))
            wait_for(server, LOW)
        wait_until(lambda: "Radio" not in volumes(server))
        with music(server):
            # The server begins it as low as the last one ended.
            assert volumes(server)["Radio"] == LOW
            process.order(Play((), hush=True))
            wait_for(server, LOUD)
        wait_until(lambda: not note.exists())
        with music(server):
            assert volumes(server)["Radio"] == LOUD


def test_two_of_us_do_not_lower_it_twice(server: PulseServer, tmp_path: Path) -> None:
    with (
        music(server, "Radio", volume=LOUD),
        session(server, tmp_path / "one") as one,
        session(server, tmp_path / "two") as two,
    ):
        one.order(phrase(0.3, 60))
        wait_for(server, LOW)
        spoken = time.perf_counter_ns() + 2 * SECOND_NS
        two.order(phrase(0.3, 1))
        found = {LOW}
        while time.perf_counter_ns() < spoken:
            found.add(volumes(server)["Radio"])
        assert found == {LOW}


def test_a_server_that_is_killed_and_back_is_no_matter(server: PulseServer, tmp_path: Path) -> None:
    with session(server, tmp_path / "note") as process:
        with music(server, "Radio", volume=LOUD):
            process.order(phrase(0.3, 60))
            wait_for(server, LOW)
            server.kill()
        server.start()
        with music(server, "Radio", volume=LOUD):
            # Its output comes back, and with it what is said.
            wait_for(server, LOW)
            process.order(Close())
            assert process.end() == 0
            assert volumes(server)["Radio"] == LOUD
