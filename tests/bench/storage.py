"""How long the history takes to be asked, changed and backed up, with many sessions in it."""

import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from big_history import make_history
from figures import line

from bandtimer.storage.backup import back_up
from bandtimer.storage.database import open_database
from bandtimer.storage.editing import SetValues, delete, edit_set, undo
from bandtimer.storage.filters import SessionFilter
from bandtimer.storage.history import History
from bandtimer.storage.journal import Journal

PAGE = 50
FILTERS = {
    "all": SessionFilter(),
    "a routine": SessionFilter(routine_id="beginner"),
    "an exercise": SessionFilter(exercise="banded-clamshell"),
    "a month": SessionFilter(since=date(2020, 3, 1), until=date(2020, 3, 31)),
    "a word of many": SessionFilter(text="hip"),
    "a word of none": SessionFilter(text="zither"),
    "all of these": SessionFilter(
        "beginner", "banded-clamshell", date(2020, 1, 1), date(2020, 12, 31), "hip"
    ),
}


def storage(sessions: int) -> None:
    """Print the median times for a history of so many sessions."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "history.sqlite3"
        facts = make_history(path, sessions)
        line("history", f"{sessions:,} sessions, {facts:,} facts")
        with closing(open_database(path)) as connection:
            _ask(History(connection))
            _change(Journal(connection), History(connection))
            _show("back up", 1, lambda: back_up(connection, Path(folder) / "backup.sqlite3"))


def _ask(history: History) -> None:
    for name, wanted in FILTERS.items():
        _show(f"page of {name}", 9, partial(history.sessions, PAGE, None, wanted))
        page = history.sessions(PAGE, None, wanted)
        if len(page) == PAGE:
            _show(f"next page of {name}", 9, partial(history.sessions, PAGE, page[-1], wanted))
    _show("routines and exercises", 9, lambda: (history.routines_done(), history.exercises_done()))


def _change(journal: Journal, history: History) -> None:
    row = history.sessions(1)[0]
    record = history.sets(row.id)[0]
    now_ms = round(datetime.now(UTC).timestamp() * 1_000)
    lengths = iter(range(1_000, 100_000, 1_000))

    def edit() -> None:
        reps = None if record.reps is None else 7
        values = SetValues(reps, next(lengths), "", 5, "measured")
        edit_set(journal, row.id, record.step, record.side, values, now_ms)

    _show("edit a set", 9, edit)
    _show(
        "delete a session and undo it",
        9,
        lambda: undo(journal, delete(journal, row.id, now_ms), now_ms),
    )


def _show(name: str, runs: int, act: Callable[[], object]) -> None:
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        act()
        times.append((time.perf_counter() - began) * 1_000)
    line(f"  {name}", f"{median(times):.2f} ms")
