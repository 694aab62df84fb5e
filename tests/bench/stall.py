"""A process that is stopped in the middle of an interval still ends it on time."""

import os
import signal
import tempfile
import time
from pathlib import Path

from figures import line
from surroundings import Screen, journal_of, playing, wait_for_step

INTERVAL_S, STOPPED_S = 60, 5
HOLD = f"""\
format: 1
name: A minute
exercises:
  - {{exercise: isometric-glute-bridge, sets: 1, hold: {INTERVAL_S}s}}
"""


def stalled_interval(screen: Screen) -> None:
    """Print when a hold of a minute ends in which the process was stopped for five seconds."""
    with tempfile.TemporaryDirectory() as text:
        folder = Path(text)
        with playing(HOLD, folder, screen) as process:
            wait_for_step(process, folder, 1)
            time.sleep(INTERVAL_S / 2 - STOPPED_S / 2)
            os.kill(process.pid, signal.SIGSTOP)
            time.sleep(STOPPED_S)
            os.kill(process.pid, signal.SIGCONT)
            process.wait()
        facts = journal_of(folder)
    begun = [fact for fact in facts if fact[0] == "StepStarted"][1]
    ended = [fact for fact in facts if fact[0] == "StepEnded"][1]
    on_record, by_the_wall = (ended[1] - begun[1]) / 1_000, (ended[2] - begun[2]) / 1_000
    figures = f"{on_record:.3f} s on record, {by_the_wall:.3f} s by the wall clock"
    line(f"{INTERVAL_S} s, stopped for {STOPPED_S} s in it ends at", figures)
