"""One row a set, for spreadsheets."""

import csv
import io
from collections.abc import Iterable, Iterator

from bandtimer.core.record import SetRecord
from bandtimer.core.routine import SECOND
from bandtimer.storage.history import SessionRow

# Without it Excel takes UTF-8 for something else.
BYTE_ORDER_MARK = "\ufeff"
COLUMNS = (
    "session", "date", "time", "utc_offset", "routine", "status", "session_seconds",
    "session_effort", "session_note", "exercise", "side", "set", "sets", "work", "target_low",
    "target_high", "reps", "seconds", "outcome", "band", "effort", "note",
)  # fmt: skip
# What a spreadsheet may take for the beginning of a formula (OWASP, CSV Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Cell = str | int | float | None


def csv_lines(sessions: Iterable[tuple[SessionRow, tuple[SetRecord, ...]]]) -> Iterator[str]:
    """Yield the table, a line at a time; times in seconds, targets of holds too.

    A text that a spreadsheet could run as a formula has an apostrophe before it.
    """
    yield BYTE_ORDER_MARK + _line(COLUMNS)
    for row, records in sessions:
        for record in records:
            yield _line([_defused(cell) for cell in _cells(row, record)])


def _cells(row: SessionRow, record: SetRecord) -> tuple[Cell, ...]:
    unit = 1 if record.work == "reps" else SECOND
    low, high = record.target.low, record.target.high
    return (
        row.id,
        f"{row.started:%Y-%m-%d}",
        f"{row.started:%H:%M:%S}",
        f"UTC{row.started.isoformat()[-6:]}",
        row.name,
        row.status,
        row.active_ms / SECOND,
        row.effort,
        row.note,
        record.exercise_name,
        record.side.value,
        record.set_number,
        record.sets,
        record.work,
        low / unit,
        None if high is None else high / unit,
        record.reps,
        record.elapsed_ms / SECOND,
        record.outcome.value,
        record.band,
        record.effort,
        record.note,
    )


def _defused(cell: Cell) -> Cell:
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return f"{cell:g}" if isinstance(cell, float) else cell


def _line(cells: Iterable[Cell]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()
