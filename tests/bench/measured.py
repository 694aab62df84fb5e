"""What the benchmarks share: processes to measure, and what Linux tells of them."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

EMPTY_WINDOW = """
import os, sys, time
from PySide6.QtWidgets import QApplication, QWidget
class Window(QWidget):
    def paintEvent(self, event):
        print(time.time(), flush=True)
        if "--stay" not in sys.argv:
            os._exit(0)
application = QApplication([])
window = Window()
window.resize(1280, 800)
window.show()
application.exec()
"""

# The real program, but for an eye on the library page's first picture.
LIBRARY_PAGE = """
import os, sys, time
import bandtimer.cli
from PySide6.QtCore import QEvent, QObject
import bandtimer.ui.application as application
made = application.make_application
class Eye(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and type(watched).__name__ == "RoutinesPage":
            print(time.time(), flush=True)
            if "--stay" not in sys.argv:
                os._exit(0)
            watched.window().removeEventFilter(self)
        return False
def make_application():
    app = made()
    app.eye = Eye()
    app.installEventFilter(app.eye)
    return app
application.make_application = make_application
bandtimer.cli.main(["--data-dir", sys.argv[1]])
"""


def platforms() -> tuple[str, ...]:
    """List Qt's platforms to measure on: without a screen, and X11 where a display is set."""
    return ("offscreen", "xcb") if os.environ.get("DISPLAY") else ("offscreen",)


@contextmanager
def running(
    code: str, *arguments: str, platform: str = "offscreen"
) -> Iterator[subprocess.Popen[str]]:
    """Run Python code in a process of its own, killed at the end."""
    environment = dict(os.environ, QT_QPA_PLATFORM=platform)
    command = [sys.executable, "-c", code, *arguments]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def first_picture_ms(code: str, *arguments: str, platform: str) -> float:
    """Return how long the process takes from its start to its first picture."""
    began = time.time()
    context: AbstractContextManager[subprocess.Popen[str]] = running(
        code, *arguments, platform=platform
    )
    with context as process:
        return (shown(process) - began) * 1_000


def shown(process: "subprocess.Popen[str]") -> float:
    """Wait for the first picture and return the time of it, in seconds since 1970."""
    assert process.stdout is not None
    return float(process.stdout.readline())


def pss_mib(pid: int) -> float:
    """Return the memory of a process, what it shares divided among those that share it."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise ValueError("no Pss in smaps_rollup")


def cpu_s(pid: int) -> float:
    """Return the processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wake_ups(pid: int) -> int:
    """Return how often the process's threads have waited for something and woken up."""
    return sum(
        int(line.split()[1])
        for status in Path(f"/proc/{pid}/task").glob("*/status")
        for line in status.read_text().splitlines()
        if line.startswith("voluntary_ctxt_switches")
    )


def percentiles(values: Sequence[float]) -> str:
    """Return p50, p99 and the maximum in words."""
    ordered = sorted(values)
    p99 = ordered[min(round(0.99 * len(ordered)), len(ordered) - 1)]
    return f"p50 {statistics.median(ordered):.2f}, p99 {p99:.2f}, max {ordered[-1]:.2f}"


def report(name: str, ours: Iterable[float], empty: Iterable[float], unit: str) -> None:
    """Print both medians and the median of the pairs' ratios."""
    ours, empty = list(ours), list(empty)
    ratio = statistics.median(a / b for a, b in zip(ours, empty, strict=True))
    print(
        f"{name}: BandTimer {statistics.median(ours):.1f} {unit}, "
        f"empty window {statistics.median(empty):.1f} {unit}, ratio {ratio:.2f}"
    )
