"""Which sessions an export has, in every format."""

import io
import json
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from exported import decoded, named
from icalendar import Calendar
from storage_samples import MIXED, SHORT, STARTED, opened, plan_of, record_session

from bandtimer.core.facts import NoteWritten, SessionDeleted
from bandtimer.exchange.exporting import Format, export, suffix
from bandtimer.exchange.selection import ExchangeError, Selection
from bandtimer.storage.journal import Journal

NOW = datetime(2026, 11, 27, 14, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ALL = Selection()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Three sessions on three days, a deleted one and one that has not ended."""
    path = tmp_path / "history.sqlite3"
    with opened(path) as connection:
        for days in range(3):
            record_session(connection, MIXED if days == 1 else SHORT, STARTED + days * DAY)
        record_session(connection, SHORT, STARTED + 4 * DAY, (SessionDeleted(90_000),))
        Journal(connection).begin("short", SHORT, plan_of(SHORT), STARTED + 5 * DAY)
    return path


def printed(html: str, title: str) -> bytes:
    return f"{title}: {html}".encode()


def exported(path: Path, kind: Format, wanted: Selection = ALL) -> bytes:
    with opened(path) as connection:
        return b"".join(export(connection, wanted, kind, NOW, printed))


def test_all_sessions_that_are_over(database: Path) -> None:
    assert exported(database, Format.CSV).decode().count("\r\n") == 1 + 1 + 9 + 1
    events = Calendar.from_ical(exported(database, Format.ICS)).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == ["Short", "Mixed", "Short"]
    with zipfile.ZipFile(io.BytesIO(exported(database, Format.FIT))) as archive:
        names = archive.namelist()
        assert len(names) == 3
        assert names[0] == "2026-11-22 23.50.12 1.fit"
        assert named(decoded(archive.read(names[0])), "activity")


def test_one_session(database: Path) -> None:
    wanted = Selection(session_id=2)
    assert exported(database, Format.CSV, wanted).decode().count("\r\n") == 1 + 9
    assert len(Calendar.from_ical(exported(database, Format.ICS, wanted)).walk("VEVENT")) == 1
    assert named(decoded(exported(database, Format.FIT, wanted)), "activity")


def test_sessions_since_a_day_where_they_were_done(database: Path) -> None:
    since = Selection(since=date(2026, 11, 23))
    assert exported(database, Format.CSV, since).decode().count("\r\n") == 1 + 9 + 1
    assert len(json.loads(exported(database, Format.JSON, since))["sessions"]) == 2 + 1


def test_json_has_the_deleted_one_too_so_that_the_deletion_can_be_merged(database: Path) -> None:
    data = json.loads(exported(database, Format.JSON))
    assert (data["format"], data["version"]) == ("bandtimer-history", 1)
    assert len(data["sessions"]) == 4
    assert data["sessions"][0]["started_at"] == "2026-11-22T23:50:12.345+13:00"
    hashes = {item[key] for item in data["sessions"] for key in ("routine", "plan")}
    assert hashes == set(data["snapshots"])


def test_a_calendar_has_times_in_utc_and_the_sets_in_words(database: Path) -> None:
    content = exported(database, Format.ICS, Selection(session_id=2))
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert event.decoded("DTSTART") == datetime(2026, 11, 23, 10, 50, 12, tzinfo=UTC)
    assert "Kickback, left side: 3 · 3" in str(event["DESCRIPTION"])
    assert max(map(len, content.split(b"\r\n"))) <= 75


def test_the_report_has_a_part_a_month_and_takes_no_note_for_markup(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    with opened(path) as connection:
        record_session(connection, SHORT, more=(NoteWritten(90_000, "<b>wide</b> & soft"),))
        record_session(connection, SHORT, STARTED + 20 * DAY)
    html = exported(path, Format.PDF).decode()
    assert html.count("<h1") == 2
    assert html.index("November 2026") < html.index("December 2026")
    assert "&lt;b&gt;wide&lt;/b&gt; &amp; soft" in html
    assert 'bgcolor="#bfe8da"><b>22</b>' in html


def test_nothing_to_export_is_told(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    for kind in (Format.CSV, Format.FIT, Format.ICS, Format.PDF):
        with pytest.raises(ExchangeError, match="no session to export"):
            exported(path, kind)
    assert json.loads(exported(path, Format.JSON))["sessions"] == []


def test_a_session_that_is_not_there_or_not_over(database: Path) -> None:
    with pytest.raises(ExchangeError, match="There is no session 99"):
        exported(database, Format.FIT, Selection(session_id=99))
    with pytest.raises(ExchangeError, match="Session 5 has not ended"):
        exported(database, Format.JSON, Selection(session_id=5))


def test_several_fit_files_are_an_archive() -> None:
    assert suffix(Format.FIT, ALL) == "zip"
    assert suffix(Format.FIT, Selection(session_id=1)) == "fit"
    assert suffix(Format.CSV, ALL) == "csv"
