"""Sets in a spreadsheet: one row each, and nothing in it runs."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from storage_samples import MIXED, STARTED, opened, record_session

from bandtimer.core.facts import EffortRated, NoteWritten
from bandtimer.core.record import SetRecord
from bandtimer.exchange.csv_table import BYTE_ORDER_MARK, COLUMNS, csv_lines
from bandtimer.storage.history import History, SessionRow

Sample = tuple[SessionRow, tuple[SetRecord, ...]]


def table(text: str) -> list[dict[str, str]]:
    assert text.startswith(BYTE_ORDER_MARK)
    return list(csv.DictReader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")))


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    """Return a session with its sets."""
    more = (EffortRated(200_000, 7), NoteWritten(200_000, "Band rolled up,\nagain"))
    with opened(tmp_path / "history.sqlite3") as connection:
        number = record_session(connection, MIXED, more=more)
        history = History(connection)
        row = history.session(number)
        assert row is not None
        return row, history.sets(number)


def test_a_session(sample: Sample) -> None:
    rows = table("".join(csv_lines([sample])))
    assert list(rows[0]) == list(COLUMNS)
    assert len(rows) == len(sample[1])
    first = rows[0]
    assert (first["date"], first["time"], first["utc_offset"]) == (
        f"{STARTED:%Y-%m-%d}", "23:50:12", "UTC+13:00",
    )  # fmt: skip
    assert (first["exercise"], first["side"], first["reps"]) == ("Kickback", "left", "3")
    assert (first["session_effort"], first["session_note"]) == ("7", "Band rolled up,\nagain")
    hold = next(item for item in rows if item["work"] == "hold")
    assert (hold["target_low"], hold["target_high"], hold["reps"]) == ("3", "", "")
    assert hold["seconds"] == "3"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(note=st.text(max_size=20), band=st.from_regex(r"[=+\-@\t\r].{0,9}", fullmatch=True))
def test_no_text_can_be_taken_for_a_formula(sample: Sample, note: str, band: str) -> None:
    row, records = sample
    shown = (replace(row, note=note), (replace(records[0], band=band, note=note),))
    (line,) = table("".join(csv_lines([shown])))
    for cell in line.values():
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
