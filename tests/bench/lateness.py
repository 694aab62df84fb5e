"""By how much deadlines are missed, with nothing else to do and with every core busy."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from figures import line, percentile, verdict
from surroundings import CHECKOUT

DEADLINES = Path(__file__).with_name("deadlines.py")


def lateness() -> None:
    """Print the percentiles of both."""
    p99 = _measure("idle")
    line("lateness, idle, p99", f"{p99:.1f} ms", verdict(p99, 5, " ms"))
    with busy_cores() as cores:
        _measure(f"{cores} cores busy")


def _measure(name: str) -> float:
    """Print how late deadlines are met and return the 99th percentile."""
    output = subprocess.run(
        [sys.executable, str(DEADLINES)],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout
    late = [float(text) for text in output.split()]
    p50, p99 = percentile(late, 50), percentile(late, 99)
    figures = f"p50 {p50:.1f}, p99 {p99:.1f}, max {max(late):.1f} ms of {len(late)}"
    line(f"lateness, {name}", figures)
    return p99


@contextmanager
def busy_cores() -> Iterator[int]:
    """Keep every core busy, and yield how many there are."""
    cores = len(os.sched_getaffinity(0))
    loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(cores)]
    try:
        yield cores
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()
