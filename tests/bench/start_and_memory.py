"""From the start of the process to the first painted library page, and what it then occupies.

Both against an empty PySide6 window, in turns, so that whatever else the machine does hits both.
"""

import tempfile
import time
from pathlib import Path
from statistics import median
from subprocess import Popen

from figures import line, verdict
from surroundings import Screen, running

EMPTY_WINDOW = str(Path(__file__).with_name("empty_window.py"))
LIBRARY_WINDOW = str(Path(__file__).with_name("library_window.py"))
MEMORY_RUNS = 5
SETTLE_S = 1.0
MIB = 1024


def start(screen: Screen, runs: int) -> None:
    """Print how long both windows take to their first painting."""
    took: dict[str, list[float]] = {"empty": [], "bandtimer": [], "complete": []}
    with tempfile.TemporaryDirectory() as folder:
        # The first run of each fills the caches, as the second start on any machine finds them.
        for run in range(runs + 1):
            for kind in ("empty", "bandtimer"):
                with running(command(kind, folder), screen) as process:
                    painted = _told(process)
                    complete = _told(process) if kind == "bandtimer" else 0.0
                if run:
                    took[kind].append(painted)
                if run and complete:
                    took["complete"].append(complete)
    middle = {kind: median(times) for kind, times in took.items()}
    ratio = middle["bandtimer"] / middle["empty"]
    for kind, name in (("empty", "empty window"), ("bandtimer", "library page")):
        times = took[kind]
        spread = f"{min(times):.0f}–{max(times):.0f}"
        line(f"start, {screen.name}, {name}", f"{middle[kind]:.0f} ms ({spread}, {runs} runs)")
    line(f"start, {screen.name}, with its pictures", f"{middle['complete']:.0f} ms")
    line(f"start, {screen.name}, ratio", f"{ratio:.2f}", verdict(ratio, 1.8))


def memory(screen: Screen) -> None:
    """Print the proportional set size of both windows at rest."""
    taken: dict[str, list[float]] = {"empty": [], "bandtimer": []}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(MEMORY_RUNS):
            for kind, sizes in taken.items():
                with running(command(kind, folder), screen) as process:
                    _told(process)
                    time.sleep(SETTLE_S)
                    sizes.append(proportional_mib(process.pid))
    empty, own = median(taken["empty"]), median(taken["bandtimer"])
    line(f"memory, {screen.name}", f"empty {empty:.1f}, library page {own:.1f} MiB PSS")
    line(f"memory, {screen.name}, ratio", f"{own / empty:.2f}", verdict(own / empty, 1.6))


def command(kind: str, folder: str) -> list[str]:
    """Return what Python has to run for the window of this kind."""
    return [EMPTY_WINDOW] if kind == "empty" else [LIBRARY_WINDOW, folder]


def proportional_mib(pid: int) -> float:
    """Return what of the memory is the process's, with its share of what others use as well."""
    for row in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        name, _, value = row.partition(":")
        if name == "Pss":
            return int(value.split()[0]) / MIB
    raise LookupError(pid)


def _told(process: "Popen[str]") -> float:
    assert process.stdout is not None
    return float(process.stdout.readline())
