"""Whether the intervals of a long session add up.

Every fact has the time at which it was due and that at which it was saved. How far the second
lies behind the first is lateness; drift is lateness that grows. What could make it grow is the
chain of steps and reps, not the time between them, so an hour's worth of them at sixty times the
speed shows what an hour would, and a shorter run at true speed that speed itself adds nothing.
"""

import tempfile
from pathlib import Path
from statistics import median

from figures import line, percentile
from surroundings import Screen, journal_of, playing

HOUR_SPEED = 60.0


def accelerated_drift(screen: Screen) -> None:
    """Print the drift of an hour's session played in a minute."""
    _measure(f"drift, an hour at {HOUR_SPEED:g} times the speed", screen, 60, HOUR_SPEED)


def real_drift(screen: Screen, minutes: float) -> None:
    """Print the drift of a session at true speed."""
    _measure(f"drift, {minutes:g} min at true speed", screen, max(round(minutes), 1), 1.0)


def _routine(minutes: int) -> str:
    """Return a routine of so many minutes: eight reps of 5 s and 20 s of rest in each."""
    pieces = [min(50, minutes - done) for done in range(0, minutes, 50)]
    rows = [
        f"  - {{exercise: banded-glute-bridge, sets: {sets}, reps: 8, rest: 20s}}"
        for sets in pieces
    ]
    return "\n".join(["format: 1", "name: Long", "exercises:", *rows, ""])


def _measure(what: str, screen: Screen, minutes: int, speed: float) -> None:
    with tempfile.TemporaryDirectory() as text:
        folder = Path(text)
        with playing(_routine(minutes), folder, screen, speed) as process:
            process.wait()
        facts = journal_of(folder)
    _, first_at, first_wall = facts[0]
    late = [wall - first_wall - (at - first_at) / speed for _, at, wall in facts]
    tenth = len(late) // 10
    drift = median(late[-tenth:]) - median(late[:tenth])
    session = (facts[-1][1] - first_at) / 1_000
    figures = f"{drift:+.1f} ms after {session:.0f} s and {len(facts)} facts"
    line(what, figures, f"(lateness p50 {median(late):.1f}, p99 {percentile(late, 99):.1f} ms)")
