"""Measure BandTimer by hand: `python tests/bench [SECTION …] [--runs N] [--minutes M]`.

Prints figures, and beside them what they are measured against. Linux only. The sections:
start, memory, effort, lateness, drift, stall. All of them take about a quarter of an hour,
most of it the ten real minutes of `drift`; leave the machine alone meanwhile.
"""

import argparse

from drift import accelerated_drift, real_drift
from effort import effort_of_states
from lateness import lateness
from stall import stalled_interval
from start_and_memory import memory, start
from surroundings import platforms

SECTIONS = ("start", "memory", "effort", "lateness", "drift", "stall")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python tests/bench", description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(SECTIONS))
    parser.add_argument("--runs", type=int, default=15, help="starts of each window")
    parser.add_argument("--minutes", type=float, default=10.0, help="length of the real drift run")
    options = parser.parse_args()
    wanted = options.sections or SECTIONS
    unknown = set(wanted) - set(SECTIONS)
    if unknown:
        parser.error(f"there is no section {', '.join(sorted(unknown))}")
    with platforms() as screens:
        for screen in screens:
            if "start" in wanted:
                start(screen, options.runs)
            if "memory" in wanted:
                memory(screen)
            if "effort" in wanted:
                effort_of_states(screen)
        if "lateness" in wanted:
            lateness()
        if "drift" in wanted:
            accelerated_drift(screens[0])
            real_drift(screens[0], options.minutes)
        if "stall" in wanted:
            stalled_interval(screens[0])


if __name__ == "__main__":
    main()
