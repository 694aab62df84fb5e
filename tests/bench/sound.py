"""By how much sounds are heard beside the beat, and what the process that plays them costs."""

from __future__ import annotations

import math
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from figures import line, percentile, verdict
from lateness import busy_cores
from onsets import Onset, family, find_onsets
from pulse_server import PulseServer, Recording, pulse_server
from surroundings import CHECKOUT

from bandtimer.assets import resources
from bandtimer.sound.messages import Close, Item, Open, Order, Play, order_line

BEATS = 150
# From the fastest paced rep's phases to the seconds of a countdown.
_APART_MS = (250, 650)
_TOLD_AHEAD = 12
_SECOND_NS = 1_000_000_000
GAIN = 0.5
# Now and then music is lowered as for a word, and so seldom that it is louder again in between.
_DUCKS_EVERY, _DUCKS_MS = 16, 500
_MOST_PSS_MIB = 30


def sound() -> None:
    """Print lateness, memory and wake-ups against a server with a null sink."""
    with (
        tempfile.TemporaryDirectory() as folder,
        pulse_server(Path(folder)) as server,
        _other_music(server),
    ):
        note = Path(folder) / "note"
        _measure(server, note, "idle", 20)
        with busy_cores() as cores:
            _measure(server, note, f"{cores} cores busy", 40)


@dataclass(frozen=True, slots=True)
class Played:
    """How beats were played: what of a core that took, and how much memory."""

    beats: list[Item]
    busy: float
    pss: float


def play_beats(process: subprocess.Popen[bytes], count: int) -> Played:
    """Have beats played as the conductor does, who tells anew again and again what is ahead."""
    order(process, Open())
    time.sleep(2.5)
    beats = _beats(time.perf_counter_ns() + _SECOND_NS, count)
    cost = _cpu_s(process), time.monotonic()
    for index, beat in enumerate(beats):
        order(process, Play(tuple(beats[index : index + _TOLD_AHEAD])))
        time.sleep(max(0, beat.at - time.perf_counter_ns()) / _SECOND_NS)
    busy = (_cpu_s(process) - cost[0]) / (time.monotonic() - cost[1])
    return Played(beats, busy, _pss_mib(process))


def print_beside(recording: Recording, beats: list[Item], name: str, most_ms: int) -> None:
    """Print how far beside their beats sounds were heard, and how many were broken."""
    heard = [onset for onset in find_onsets(recording.samples, family(GAIN)) if onset.name != "?"]
    if len(heard) != len(beats):
        line(f"{name}, broken by a gap", f"{len(beats) - len(heard)} of {len(beats)}")
    late = [_beside(recording, onset, beats) for onset in heard] or [math.inf, math.inf]
    off = [abs(ms) for ms in late]
    p50, p99 = percentile(off, 50), percentile(off, 99)
    line(
        f"{name}, beside the beat",
        f"p50 {p50:.1f}, p99 {p99:.1f}, max {max(off):.1f} ms of {len(heard)}",
        verdict(p99, most_ms, " ms"),
    )
    line(f"{name}, signed", f"{min(late):.1f} to {max(late):.1f} ms")


@contextmanager
def _other_music(server: PulseServer) -> Iterator[None]:
    with subprocess.Popen(
        ["pacat", "--raw", "/dev/zero"], env={**os.environ, **server.environment}
    ) as player:
        yield
        player.terminate()


def _measure(server: PulseServer, note: Path, name: str, most_ms: int) -> None:
    with sound_process(server, ["-m", "bandtimer.sound", str(note)]) as process:
        with server.recording() as recording:
            played = play_beats(process, BEATS)
            order(process, Play())
            before = _wake_ups(process)
            time.sleep(2)
            silent = (_wake_ups(process) - before) / 2
            order(process, Close())
            time.sleep(2)
        before = _wake_ups(process)
        time.sleep(3)
        asleep = _wake_ups(process) - before
    name = f"sound, {name}"
    print_beside(recording, played.beats, name, most_ms)
    line(f"{name}, PSS", f"{played.pss:.1f} MiB", verdict(played.pss, _MOST_PSS_MIB, " MiB"))
    line(f"{name}, playing", f"{played.busy:.1%} of a core")
    line(f"{name}, wake-ups", f"{silent:.0f} a second in a silent session")
    line(f"{name}, asleep", f"{asleep} wake-ups in 3 s", verdict(asleep, 0, ""))


def _beside(recording: Recording, onset: Onset, beats: list[Item]) -> float:
    """Return by how many ms a sound is heard after the beat of its name that is nearest."""
    at = recording.instant(onset.sample)
    same = [at - beat.at for beat in beats if Path(beat.file).stem == onset.name]
    return min(same, key=abs) / 1_000_000


def _beats(first: int, count: int) -> list[Item]:
    chance = random.Random(1)  # noqa: S311 - nothing here is secret
    beats, at = [], first
    for number in range(count):
        name = ("tick", "lift", "lower", "rep")[number % 4]
        file = str(resources() / "sounds" / f"{name}.wav")
        ducks_ms = 0 if number % _DUCKS_EVERY else _DUCKS_MS
        beats.append(Item(str(number), at, file, GAIN, ducks_ms=ducks_ms))
        at += chance.randint(*_APART_MS) * 1_000_000
    return beats


@contextmanager
def sound_process(server: PulseServer, command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    """Run a Python command that takes orders, playing on this server."""
    with subprocess.Popen(
        [sys.executable, "-P", *command],
        env={**os.environ, **server.environment, "PYTHONPATH": str(CHECKOUT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def order(process: subprocess.Popen[bytes], order: Order) -> None:
    """Tell it what to do."""
    assert process.stdin is not None
    process.stdin.write(order_line(order))
    process.stdin.flush()


def _wake_ups(process: subprocess.Popen[bytes]) -> int:
    tasks = Path(f"/proc/{process.pid}/task").glob("*/status")
    status = "".join(task.read_text() for task in tasks)
    return sum(
        int(entry.split()[1])
        for entry in status.splitlines()
        if entry.startswith("voluntary_ctxt_switches")
    )


def _cpu_s(process: subprocess.Popen[bytes]) -> float:
    ticks = 0
    for pid in _with_children(process):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _pss_mib(process: subprocess.Popen[bytes]) -> float:
    rollups = (Path(f"/proc/{pid}/smaps_rollup") for pid in _with_children(process))
    entries = [entry for rollup in rollups for entry in rollup.read_text().splitlines()]
    return sum(int(entry.split()[1]) for entry in entries if entry.startswith("Pss:")) / 1024


def _with_children(process: subprocess.Popen[bytes]) -> list[int]:
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return [process.pid, *map(int, children.split())]
