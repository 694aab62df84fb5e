"""By how much sounds are heard beside the beat, and what the process that plays them costs."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
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
_GAIN = 0.5
_MOST_PSS_MIB = 30


def sound() -> None:
    """Print lateness, memory and wake-ups against a server with a null sink."""
    with tempfile.TemporaryDirectory() as folder, pulse_server(Path(folder)) as server:
        _measure(server, "idle", 20)
        with busy_cores() as cores:
            _measure(server, f"{cores} cores busy", 40)


def _measure(server: PulseServer, name: str, most_ms: int) -> None:
    with _process(server) as process, server.recording() as recording:
        _order(process, Open())
        time.sleep(2.5)
        beats = _beats(time.perf_counter_ns() + _SECOND_NS)
        cost = _cpu_s(process), time.monotonic()
        for index, beat in enumerate(beats):
            # As the conductor does: what is ahead is told anew again and again.
            _order(process, Play(tuple(beats[index : index + _TOLD_AHEAD])))
            time.sleep(max(0, beat.at - time.perf_counter_ns()) / _SECOND_NS)
        busy = (_cpu_s(process) - cost[0]) / (time.monotonic() - cost[1])
        pss = _pss_mib(process)
        _order(process, Play())
        before = _wake_ups(process)
        time.sleep(2)
        silent = (_wake_ups(process) - before) / 2
        _order(process, Close())
        time.sleep(2)
        before = _wake_ups(process)
        time.sleep(3)
        asleep = _wake_ups(process) - before
    heard = [onset for onset in find_onsets(recording.samples, family(_GAIN)) if onset.name != "?"]
    missed = len(beats) - len(heard)
    if missed:
        line(f"sounds broken by a gap, {name}", f"{missed} of {len(beats)}")
    late = [_beside(recording, onset, beats) for onset in heard]
    off = [abs(ms) for ms in late]
    p50, p99 = percentile(off, 50), percentile(off, 99)
    line(
        f"sound beside the beat, {name}",
        f"p50 {p50:.1f}, p99 {p99:.1f}, max {max(off):.1f} ms of {len(off)}",
        verdict(p99, most_ms, " ms"),
    )
    line(f"sound, signed, {name}", f"{min(late):.1f} to {max(late):.1f} ms")
    line(f"sound process, PSS, {name}", f"{pss:.1f} MiB", verdict(pss, _MOST_PSS_MIB, " MiB"))
    line(f"sound process, playing, {name}", f"{busy:.1%} of a core")
    line(f"sound process, wake-ups, {name}", f"{silent:.0f} a second in a silent session")
    line(f"sound process, asleep, {name}", f"{asleep} wake-ups in 3 s", verdict(asleep, 0, ""))


def _beside(recording: Recording, onset: Onset, beats: list[Item]) -> float:
    """Return by how many ms a sound is heard after the beat of its name that is nearest."""
    at = recording.instant(onset.sample)
    same = [at - beat.at for beat in beats if Path(beat.file).stem == onset.name]
    return min(same, key=abs) / 1_000_000


def _beats(first: int) -> list[Item]:
    chance = random.Random(1)  # noqa: S311 - nothing here is secret
    beats, at = [], first
    for number in range(BEATS):
        name = ("tick", "lift", "lower", "rep")[number % 4]
        beats.append(Item(str(number), at, str(resources() / "sounds" / f"{name}.wav"), _GAIN))
        at += chance.randint(*_APART_MS) * 1_000_000
    return beats


@contextmanager
def _process(server: PulseServer) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "bandtimer.sound"],
        env={**os.environ, **server.environment, "PYTHONPATH": str(CHECKOUT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def _order(process: subprocess.Popen[bytes], order: Order) -> None:
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
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _pss_mib(process: subprocess.Popen[bytes]) -> float:
    rollup = Path(f"/proc/{process.pid}/smaps_rollup").read_text()
    return next(int(e.split()[1]) for e in rollup.splitlines() if e.startswith("Pss:")) / 1024
