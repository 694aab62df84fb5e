"""Figures, not tests: what starting, waiting, leading a session and keeping time cost here.

    python tests/bench/run.py [start|memory|idle|lateness|drift|stall ...] [--minutes 10]

Without a name all are measured. Everything is compared with an empty PySide6 window in the same
run, so that the ratios hold on any machine. With DISPLAY set start is measured on X11 as well.
"""

import argparse
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measured import (
    EMPTY_WINDOW,
    LIBRARY_PAGE,
    cpu_s,
    first_picture_ms,
    percentiles,
    platforms,
    pss_mib,
    report,
    running,
    shown,
    wake_ups,
)

RUNS = 15
WATCHED_S = 15.0
DEADLINES = 1_000

ROUTINES = {
    "resting": "  - {exercise: banded-clamshell, sides: both, time: 1s, sets: 2, rest: 10m}\n",
    "paced reps": "  - {exercise: banded-glute-kickback, sides: both, reps: 200}\n",
    "holding": "  - {exercise: isometric-glute-bridge, hold: 10m}\n",
}


def start(data_dir: Path) -> None:
    """Print process start to first picture."""
    for platform in platforms():
        first_picture_ms(LIBRARY_PAGE, str(data_dir), platform=platform)
        ours, empty = [], []
        for _ in range(RUNS):
            empty.append(first_picture_ms(EMPTY_WINDOW, platform=platform))
            ours.append(first_picture_ms(LIBRARY_PAGE, str(data_dir), platform=platform))
        report(f"start to first picture, {platform}", ours, empty, "ms")


def memory(data_dir: Path) -> None:
    """Print the memory of the library page at rest."""
    ours: list[float] = []
    empty: list[float] = []
    for _ in range(5):
        for figures, code, arguments in (
            (empty, EMPTY_WINDOW, ("--stay",)),
            (ours, LIBRARY_PAGE, (str(data_dir), "--stay")),
        ):
            with running(code, *arguments) as process:
                shown(process)
                time.sleep(1)
                figures.append(pss_mib(process.pid))
    report("memory (PSS)", ours, empty, "MiB")


def idle(data_dir: Path) -> None:
    """Print processor time and wake-ups of the idle library, and of sessions under way."""
    with running(LIBRARY_PAGE, str(data_dir), "--stay") as process:
        shown(process)
        _watch("library idle", process.pid, settle_s=3)
    for name, body in ROUTINES.items():
        routine = data_dir / "bench.yaml"
        routine.write_text(f"format: 1\nname: Bench\nexercises:\n{body}")
        command = [sys.executable, "-m", "bandtimer", "--data-dir", str(data_dir), "play"]
        environment = dict(os.environ, QT_QPA_PLATFORM="offscreen")
        session = subprocess.Popen([*command, str(routine)], env=environment)
        # Ten seconds to get ready come first.
        _watch(name, session.pid, settle_s=14)
        session.kill()
        session.wait()


def _watch(name: str, pid: int, settle_s: float) -> None:
    time.sleep(settle_s)
    began, cpu, woken = time.monotonic(), cpu_s(pid), wake_ups(pid)
    time.sleep(WATCHED_S)
    passed = time.monotonic() - began
    print(
        f"{name}: {(cpu_s(pid) - cpu) / passed:.1%} of a core, "
        f"{(wake_ups(pid) - woken) / passed:.1f} wake-ups a second"
    )


def lateness(_data_dir: Path) -> None:
    """Print how late deadlines fire, idle and with every core busy."""
    print(f"lateness of {DEADLINES} deadlines in ms, idle: {percentiles(_lateness())}")
    workers = [
        multiprocessing.Process(target=_spin, daemon=True) for _ in range(os.cpu_count() or 1)
    ]
    for worker in workers:
        worker.start()
    print(f"lateness of {DEADLINES} deadlines in ms, busy: {percentiles(_lateness())}")
    for worker in workers:
        worker.kill()


def _spin() -> None:
    while True:
        pass


def _lateness() -> list[float]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QCoreApplication  # noqa: PLC0415

    from bandtimer.player.clock import SystemClock  # noqa: PLC0415
    from bandtimer.player.deadline_timer import DeadlineTimer  # noqa: PLC0415

    application = QCoreApplication.instance() or QCoreApplication([])
    clock = SystemClock()
    timer = DeadlineTimer(clock)
    late: list[float] = []
    aimed = [0.0]

    def aim() -> None:
        # From 10 to 60 ms ahead, so that short and longer waits are among them.
        ahead = 10 + len(late) % 51
        aimed[0] = (clock.now_ms() + ahead) * 1e6
        timer.aim(clock.now_ms() + ahead)

    def fired() -> None:
        late.append((time.monotonic_ns() - aimed[0]) / 1e6)
        if len(late) < DEADLINES:
            aim()
        else:
            application.quit()

    timer.due.connect(fired)
    aim()
    application.exec()
    return late


def drift(data_dir: Path, minutes: float) -> None:
    """Print by how much sessions end off their plan: an hour at speed, and one in real time."""
    for name, length_s, speed in (("an hour", 3_600.0, 240.0), ("real time", minutes * 60, 1.0)):
        rests = max(round(length_s / 60), 1)
        body = (
            f"  - {{exercise: banded-clamshell, sides: both, time: 30s, sets: {min(rests, 50)}, "
            "rest: 30s}\n"
        )
        off_ms, planned_ms = _run_through(data_dir, body, speed)
        print(f"drift over {name} ({planned_ms / 1000:.0f} s planned, × {speed:g}): {off_ms} ms")


def stall(data_dir: Path) -> None:
    """Print when a 60 s interval ends whose process is stopped for five seconds in its middle."""
    body = "  - {exercise: banded-clamshell, sides: both, time: 60s}\n"
    off_ms, _ = _run_through(data_dir, body, 1.0, stop_after_s=40.0)
    print(f"a 60 s interval with a stall of 5 s ends at {60 + off_ms / 1000:.2f} s")


def _run_through(
    data_dir: Path, body: str, speed: float, stop_after_s: float | None = None
) -> tuple[int, int]:
    """Run a session to its end; return by how many ms its record is off the plan's length."""
    from bandtimer.storage.database import open_database  # noqa: PLC0415
    from bandtimer.storage.history import History  # noqa: PLC0415
    from bandtimer.storage.journal import Journal  # noqa: PLC0415

    routine = data_dir / "bench.yaml"
    routine.write_text(f"format: 1\nname: Bench\nexercises:\n{body}")
    command = [sys.executable, "-m", "bandtimer", "--data-dir", str(data_dir), "play"]
    options = [str(routine), "--speed", str(speed), "--exit-when-done"]
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    session = subprocess.Popen([*command, *options], env=environment)
    if stop_after_s is not None:
        time.sleep(stop_after_s)
        session.send_signal(signal.SIGSTOP)
        time.sleep(5)
        session.send_signal(signal.SIGCONT)
    session.wait()
    connection = open_database(data_dir / "history.sqlite3")
    (row,) = History(connection).sessions(1)
    planned = Journal(connection).load(row.id).plan.estimated_ms
    connection.close()
    return row.active_ms - planned, planned


def main() -> None:
    """Measure what is asked for."""
    names = ("start", "memory", "idle", "lateness", "drift", "stall")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *names], metavar="NAME")
    parser.add_argument("--minutes", type=float, default=10.0)
    options = parser.parse_args()
    for name in options.names or names:
        with tempfile.TemporaryDirectory() as folder:
            if name == "drift":
                drift(Path(folder), options.minutes)
            else:
                globals()[name](Path(folder))


if __name__ == "__main__":
    main()
