"""Measure BandTimer by hand: `python tests/bench [SECTION …] [--runs N] [--minutes M]`.

Prints figures, and beside them what they are measured against. Linux only. The sections:
start, memory, history, effort, frame, lateness, sound, outputs, drift, stall, storage. All of
them take about half an hour, ten minutes of it the real ones of `drift`; leave the machine alone
meanwhile.

`python tests/bench make-history FILE [--sessions N]` makes a big history to measure with.
"""

import argparse
import sys
import time
from pathlib import Path

# What the tests have in common, the sound server among it.
sys.path.append(str(Path(__file__).resolve().parent.parent))

from big_history import make_history
from drift import accelerated_drift, real_drift
from effort import effort_of_states
from frame import frame
from history import history
from lateness import lateness
from outputs import outputs
from sound import sound
from stall import stalled_interval
from start_and_memory import memory, start
from storage import storage
from surroundings import platforms

SECTIONS = (
    "start",
    "memory",
    "history",
    "effort",
    "frame",
    "lateness",
    "sound",
    "outputs",
    "drift",
    "stall",
    "storage",
)


def main() -> None:
    if sys.argv[1:2] == ["make-history"]:
        make(sys.argv[2:])
    else:
        measure()


def make(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python tests/bench make-history")
    parser.add_argument("file", type=Path, metavar="FILE", help="where; must not be there yet")
    parser.add_argument("--sessions", type=int, default=10_000, metavar="N", help="how many")
    options = parser.parse_args(arguments)
    began = time.monotonic()
    facts = make_history(options.file, options.sessions)
    took, size = time.monotonic() - began, options.file.stat().st_size / 1_000_000
    print(f"{options.sessions:,} sessions, {facts:,} facts, {size:.0f} MB in {took:.1f} s")


def measure() -> None:
    parser = argparse.ArgumentParser(prog="python tests/bench", description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(SECTIONS))
    parser.add_argument("--runs", type=int, default=15, help="starts of each window")
    parser.add_argument("--minutes", type=float, default=10.0, help="length of the real drift run")
    options = parser.parse_args()
    wanted = options.sections or SECTIONS
    unknown = set(wanted) - set(SECTIONS)
    if unknown:
        parser.error(f"there is no section {', '.join(sorted(unknown))}")
    if "storage" in wanted:
        for sessions in (10_000, 100_000):
            storage(sessions)
    if "frame" in wanted:
        frame()
    if not set(wanted) - {"storage", "frame"}:
        return
    with platforms() as screens:
        for screen in screens:
            if "start" in wanted:
                start(screen, options.runs)
            if "memory" in wanted:
                memory(screen)
            if "history" in wanted:
                history(screen)
            if "effort" in wanted:
                effort_of_states(screen)
        if "lateness" in wanted:
            lateness()
        if "sound" in wanted:
            sound()
        if "outputs" in wanted:
            outputs()
        if "drift" in wanted:
            accelerated_drift(screens[0])
            real_drift(screens[0], options.minutes)
        if "stall" in wanted:
            stalled_interval(screens[0])


if __name__ == "__main__":
    main()
