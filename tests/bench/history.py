"""From the wish for the history to its first painted page, against the bare queries it needs.

Opened with the first wish the page is imported and built as well; the second wish finds it there.
"""

import json
import tempfile
from pathlib import Path
from statistics import median

from big_history import make_history
from figures import line, verdict
from surroundings import Screen, running

HISTORY_WINDOW = str(Path(__file__).with_name("history_window.py"))
SIZES = (10_000, 100_000)
RUNS = 5
# The first page may take so many times its queries, and so many ms more.
TIMES, MORE_MS = 1.5, 60.0
MOST_MIB = 30


def history(screen: Screen) -> None:
    """Print what opening and scrolling take, and by how much the process grows."""
    for sessions in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            make_history(Path(folder) / "history.sqlite3", sessions)
            # The first run of all fills the caches.
            runs = [_run(folder, screen) for _ in range(RUNS + 1)][1:]
        middle = {name: median(run[name] for run in runs) for name in runs[0]}
        what = f"history, {screen.name}, {sessions:,}"
        most = TIMES * middle["bare_ms"] + MORE_MS
        line(f"{what}, its queries alone", f"{middle['bare_ms']:.0f} ms")
        for name, key in (("first opened", "first_ms"), ("opened again", "again_ms")):
            took = middle[key]
            line(f"{what}, {name}", f"{took:.0f} ms", verdict(took, round(most), " ms"))
        rows = f"{middle['rows']:.0f} rows, then {middle['rows_scrolled']:.0f}"
        line(f"{what}, a page down", f"{middle['scroll_ms']:.0f} ms ({rows})")
        grown = max(middle["page_mib"], middle["scrolled_mib"])
        line(f"{what}, memory", f"+{grown:.1f} MiB PSS", verdict(grown, MOST_MIB, " MiB"))


def _run(folder: str, screen: Screen) -> dict[str, float]:
    with running([HISTORY_WINDOW, folder], screen) as process:
        assert process.stdout is not None
        figures: dict[str, float] = json.loads(process.stdout.readline())
    return figures
