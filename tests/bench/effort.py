"""What the program costs while it seems to do nothing, while it rests, and while it leads reps."""

import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from figures import line, verdict
from start_and_memory import LIBRARY_WINDOW
from surroundings import Screen, playing, running, wait_for_step

MEASURED_S = 10.0
SETTLE_S = 2.0

# Get ready, one second of work, then a rest that outlasts the measurement.
REST = """\
format: 1
name: Rest
exercises:
  - {exercise: isometric-glute-bridge, time: 1s, rest: 30s, sets: 2}
"""
HOLD = """\
format: 1
name: Hold
exercises:
  - {exercise: isometric-glute-bridge, hold: 30s, sets: 1}
"""
REPS = """\
format: 1
name: Reps
exercises:
  - {exercise: banded-glute-bridge, reps: 10, sets: 1}
"""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a process has spent since it began, all its threads together."""

    cpu_s: float
    wake_ups: int


def spent(pid: int) -> Spent:
    """Read processor time, and how often a thread gave up the processor of its own accord."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    ticks = int(fields[11]) + int(fields[12])
    wake_ups = 0
    for status in Path(f"/proc/{pid}/task").glob("*/status"):
        for row in status.read_text().splitlines():
            if row.startswith("voluntary_ctxt_switches:"):
                wake_ups += int(row.split()[1])
    return Spent(ticks / os.sysconf("SC_CLK_TCK"), wake_ups)


def effort_of_states(screen: Screen) -> None:
    """Print processor time and wake-ups with the library idle, in a rest and in paced reps."""
    with tempfile.TemporaryDirectory() as folder:
        with running([LIBRARY_WINDOW, folder], screen) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(SETTLE_S)
            idle = _measure(process.pid)
        _print(f"effort, {screen.name}, library idle", idle, verdict(idle.wake_ups, 0))
    for name, routine, step in (
        ("resting", REST, 2),
        ("holding", HOLD, 1),
        ("paced reps", REPS, 1),
    ):
        with tempfile.TemporaryDirectory() as text:
            folder_of_run = Path(text)
            with playing(routine, folder_of_run, screen) as process:
                wait_for_step(process, folder_of_run, step)
                time.sleep(SETTLE_S)
                _print(f"effort, {screen.name}, {name}", _measure(process.pid))


def _measure(pid: int) -> Spent:
    before = spent(pid)
    time.sleep(MEASURED_S)
    after = spent(pid)
    return Spent(after.cpu_s - before.cpu_s, after.wake_ups - before.wake_ups)


def _print(what: str, used: Spent, target: str = "") -> None:
    percent = 100 * used.cpu_s / MEASURED_S
    figures = f"{percent:.1f} % of a core, {used.wake_ups / MEASURED_S:.1f} wake-ups a second"
    line(what, figures, target)
