"""The sound process itself, worked by its pipes."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from waiting import PATIENCE_S

from bandtimer.assets import resources
from bandtimer.sound.messages import Open, Order, Report, order_line, read_report

SECOND_NS = 1_000_000_000


class SoundProcess:
    """A running process; further arguments are for it."""

    def __init__(self, environment: dict[str, str], *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "bandtimer.sound", *arguments],
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Nothing of what it says may wait where `select` does not look.
            bufsize=0,
        )

    def order(self, order: Order) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(order_line(order))
        self.process.stdin.flush()

    def report(self) -> Report:
        assert self.process.stdout is not None
        ready, _, _ = select.select([self.process.stdout], [], [], PATIENCE_S)
        assert ready, "waited in vain for a report"
        return read_report(self.process.stdout.readline())

    def open(self) -> None:
        """Begin a session and wait until its output is awake and has told its latency."""
        self.order(Open())
        assert [self.report().trouble for _ in range(2)] == [None, None]

    def wake_ups(self) -> int:
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/status")
        status = "".join(task.read_text() for task in tasks)
        return sum(
            int(line.split()[1])
            for line in status.splitlines()
            if line.startswith("voluntary_ctxt_switches")
        )

    def end(self) -> int:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        code = self.process.wait(PATIENCE_S)
        self.process.stdout.close()
        return code


@contextmanager
def sound_process(environment: dict[str, str], *arguments: str) -> Iterator[SoundProcess]:
    running = SoundProcess(environment, *arguments)
    try:
        yield running
    finally:
        if running.process.poll() is None:
            running.process.kill()
            running.process.wait()
        for pipe in (running.process.stdin, running.process.stdout):
            assert pipe is not None
            pipe.close()


def sound_file(name: str) -> Path:
    return resources() / "sounds" / f"{name}.wav"
