"""Files into the history: all of it or nothing, and twice is once."""

import json
import re
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from sqlite3 import Connection
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from session_strategies import Session, sessions
from storage_samples import MIXED, SHORT, STARTED, WALL_MS, append_each, opened, record_session
from test_other_apps import HEVY, STRONG

from bandtimer.core.entered import EnteredSet, Entry
from bandtimer.core.plan import Side
from bandtimer.core.routine import Exercise
from bandtimer.core.state import State, Status
from bandtimer.exchange.history_json import json_pieces
from bandtimer.exchange.importing import FileContent, read_file, refusals, take_in
from bandtimer.exchange.selection import ExchangeError, Selection
from bandtimer.storage import editing
from bandtimer.storage.database import open_database
from bandtimer.storage.history import History
from bandtimer.storage.journal import Journal
from bandtimer.storage.merging import Merged, Outcome, Refused
from bandtimer.storage.whole import enter_session

ALL = Selection()
NOW = datetime(2200, 1, 1, tzinfo=UTC)


def exported(connection: Connection) -> str:
    return "".join(json_pieces(connection, ALL))


def read(folder: Path, text: str | bytes, name: str = "file") -> FileContent:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_file(path, {})


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Connection]:
    with opened(tmp_path / "here.sqlite3") as connection:
        yield connection


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Connection]:
    with opened(tmp_path / "there.sqlite3") as connection:
        yield connection


def taken(
    target: Connection, content: FileContent, now: datetime = NOW, *, dry_run: bool = False
) -> tuple[Outcome, ...]:
    return take_in(Journal(target), content, now, dry_run=dry_run)


def carry(folder: Path, source: Connection, target: Connection) -> tuple[Outcome, ...]:
    content = read(folder, exported(source))
    assert content.problems == ()
    return taken(target, content)


OFFSETS = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
STARTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=OFFSETS)  # noqa: DTZ001


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(sessions(), STARTS), max_size=3), STARTS, st.data())
def test_exported_imported_and_exported_again_it_is_the_same_to_the_byte(
    led: list[tuple[Session, datetime]], by_hand: datetime, data: st.DataObject
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        with (
            closing(open_database(folder / "one.sqlite3")) as one,
            closing(open_database(folder / "other.sqlite3")) as other,
        ):
            journal = Journal(one)
            for session, started in led:
                if session.state.status is not Status.ENDED:
                    continue
                number = journal.begin("mixed", MIXED, session.plan, started)
                batches = [facts for facts, _ in session.outputs]
                append_each(journal, number, State(session.plan), batches)
                _change(journal, number, data)
            entry = Entry("Entered", (EnteredSet(Exercise("plank", "Plank"), None, 9_000),))
            enter_session(journal, "entered", entry, by_hand, NOW)
            text = exported(one)
            content = read(folder, text)
            assert content.problems == ()
            outcomes = taken(other, content)
            assert set(outcomes) == {Merged.ADDED}
            assert exported(other) == text
            assert told(one) == told(other)


def _change(journal: Journal, number: int, data: st.DataObject) -> None:
    records = History(journal.connection).sets(number)
    chosen = data.draw(st.integers(-len(records), len(records) - 1)) if records else -1
    if chosen >= 0:
        record = records[chosen]
        values = replace(editing.values_of(record), band="Red", note="put right")
        editing.edit_set(journal, number, record.step, record.side, values, WALL_MS)
    if data.draw(st.booleans()):
        editing.rate(journal, number, 3, WALL_MS)
    if data.draw(st.booleans()):
        editing.delete(journal, number, WALL_MS)


def told(connection: Connection) -> list[str]:
    """Return all that a history says of its sessions but for their numbers."""
    history = History(connection)
    return sorted(repr((replace(row, id=0), history.sets(row.id))) for row in history.sessions(9))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (r'"started_at":"\d{4}', '"started_at":"1950', "its times lie before 1970 or after 2999"),
        (r'"started_at":"\d{4}', '"started_at":"2200', "it begins in the future. Check its date"),
        (r'"facts":\[\[0,\d+', f'"facts":[[0,{10**20}', "its times lie before 1970"),
        (r'"elapsed_ms":\d+', '"elapsed_ms":-5', "its parts do not fit together"),
        (r'"elapsed_ms":\d+', f'"elapsed_ms":{10**20}', "its parts do not fit together"),
        (r'"uid":"', '"uid":"z', "its uid 'z[0-9a-f]{32}' is not 32 hexadecimal digits"),
    ],
)
def test_a_session_that_cannot_have_been_is_left_out_and_the_others_come_in(
    tmp_path: Path, here: Connection, there: Connection, old: str, new: str, told: str
) -> None:
    record_session(here, MIXED)
    text = re.sub(old, new, exported(here))
    record_session(here, SHORT)
    (sound,) = read(tmp_path, exported(here)).sessions[1:]
    senseless = read(tmp_path, text)
    content = replace(senseless, sessions=(*senseless.sessions, sound), places=("session 1", "2"))
    outcomes = taken(there, content)
    assert outcomes[1:] == (Merged.ADDED,)
    (refusal,) = refusals(content, outcomes)
    assert re.match(rf"session 1: “Mixed” of [0-9-]+ is left out: {told}", refusal)
    assert exported(there).count('"uid"') == 1


def test_a_session_may_begin_a_day_ahead_of_this_clock_and_no_more(
    tmp_path: Path, here: Connection, there: Connection
) -> None:
    record_session(here)
    content = read(tmp_path, exported(here))
    day = timedelta(days=1)
    for early in (day + timedelta(milliseconds=1), timedelta(days=365_00)):
        (outcome,) = taken(there, content, STARTED - early)
        assert isinstance(outcome, Refused)
    assert taken(there, content, STARTED - day) == (Merged.ADDED,)


@pytest.mark.parametrize("text", [STRONG, HEVY])
def test_a_csv_from_the_future_is_left_out_with_its_line(
    tmp_path: Path, here: Connection, text: str
) -> None:
    content = read(tmp_path, text)
    outcomes = taken(here, content, datetime(2020, 1, 1, tzinfo=UTC))
    told = list(refusals(content, outcomes))
    assert len(told) == len(content.sessions)
    assert told[0].startswith("line 2: “")
    assert told[0].endswith(
        " is left out: it begins in the future. Check its date in the file, and the clock of this "
        "computer."
    )
    assert exported(here).count('"uid"') == 0


def test_a_plan_that_lacks_an_exercise_is_told(tmp_path: Path, here: Connection) -> None:
    record_session(here, MIXED)
    text = re.sub(r'"exercise":"[a-z-]+"', '"exercise":"swimming"', exported(here))
    content = read(tmp_path, text)
    assert content.sessions == ()
    assert content.problems == ("session 1: 'swimming' is missing",)


def test_importing_twice_changes_nothing(
    tmp_path: Path, here: Connection, there: Connection
) -> None:
    record_session(here, MIXED)
    assert carry(tmp_path, here, there) == (Merged.ADDED,)
    before = exported(there)
    assert carry(tmp_path, here, there) == (Merged.KNOWN,)
    assert exported(there) == before


def test_two_laptops_come_to_the_same_from_either_side(
    tmp_path: Path, here: Connection, there: Connection
) -> None:
    number = record_session(here, MIXED)
    carry(tmp_path, here, there)
    editing.rate(Journal(here), number, 8, WALL_MS + 1)
    editing.write_note(Journal(there), 1, "wobbled", WALL_MS + 2)
    record_session(there, SHORT, STARTED + timedelta(days=1))
    assert carry(tmp_path, there, here) == (Merged.EXTENDED, Merged.ADDED)
    assert carry(tmp_path, here, there) == (Merged.EXTENDED, Merged.KNOWN)
    assert exported(here) == exported(there)
    row = History(here).session(number)
    assert row is not None
    assert (row.effort, row.note) == (8, "wobbled")


def test_a_clock_set_back_between_two_changes_does_not_turn_them_round(
    tmp_path: Path, here: Connection, there: Connection
) -> None:
    number = record_session(here)
    carry(tmp_path, here, there)
    editing.rate(Journal(here), number, 8, WALL_MS + 100)
    editing.rate(Journal(here), number, 3, WALL_MS + 50)
    assert carry(tmp_path, here, there) == (Merged.EXTENDED,)
    assert carry(tmp_path, there, here) == (Merged.KNOWN,)
    assert exported(here) == exported(there)
    row = History(there).session(1)
    assert row is not None
    assert row.effort == 3


def test_a_deletion_reaches_the_other_laptop(
    tmp_path: Path, here: Connection, there: Connection
) -> None:
    number = record_session(here)
    carry(tmp_path, here, there)
    editing.delete(Journal(here), number, WALL_MS + 1)
    assert carry(tmp_path, here, there) == (Merged.EXTENDED,)
    assert History(there).count() == 0
    # And the one that still has it does not bring it back.
    assert carry(tmp_path, there, here) == (Merged.KNOWN,)


def test_a_dry_run_tells_all_and_changes_nothing(
    tmp_path: Path, here: Connection, there: Connection
) -> None:
    record_session(here)
    content = read(tmp_path, exported(here))
    assert taken(there, content, dry_run=True) == (Merged.ADDED,)
    assert History(there).count() == 0


@pytest.mark.parametrize(("text", "sets"), [(STRONG, (3, 1)), (HEVY, (2,))])
def test_csv_of_others(tmp_path: Path, here: Connection, text: str, sets: tuple[int, ...]) -> None:
    content = read(tmp_path, text)
    assert content.problems == ()
    assert "Plank" in content.unknown
    for expected in (Merged.ADDED, Merged.KNOWN):
        outcomes = taken(here, read(tmp_path, text))
        assert outcomes == (expected,) * len(sets)
    rows = sorted(History(here).sessions(9), key=lambda row: row.started)
    assert tuple(row.sets_done for row in rows) == sets
    assert {row.source for row in rows} == {"imported"}
    assert {record.side for row in rows for record in History(here).sets(row.id)} == {Side.BOTH}


def test_the_same_csv_is_known_whatever_clock_it_tells_and_library_it_is_read_with(
    tmp_path: Path, here: Connection
) -> None:
    taken(here, read(tmp_path, HEVY))
    twelve = HEVY.replace("17:29", "5:29 PM").replace("18:00", "6:00 PM")
    assert twelve != HEVY
    assert set(taken(here, read(tmp_path, twelve))) == {Merged.KNOWN}
    library = {"my-plank": Exercise("my-plank", "Plank")}
    assert set(taken(here, read_file(tmp_path / "file", library))) == {Merged.KNOWN}


def test_a_session_without_any_fact_is_left_out(tmp_path: Path, here: Connection) -> None:
    record_session(here)
    data = json.loads(exported(here))
    data["sessions"][0]["facts"] = []
    content = read(tmp_path, json.dumps(data))
    assert taken(here, content) == (Merged.UNFINISHED,)


def test_what_makes_no_sense_is_told_and_the_rest_comes_in(
    tmp_path: Path, here: Connection, there: Connection
) -> None:
    record_session(here)
    record_session(here, MIXED, STARTED + timedelta(days=1))
    text = exported(here).replace('"StepStarted",{"step":0}', '"Swum",{"step":0}', 1)
    content = read(tmp_path, text)
    (problem,) = content.problems
    assert problem.startswith("session 1: unknown kind of fact 'Swum'")
    assert taken(there, content) == (Merged.ADDED,)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"\x89PNG\r\n\x1a\n", "no text in UTF-8"),
        (b'{"format":"bandtimer-history"', "not JSON"),
        (b'{"format":"something"}', "not a history from BandTimer"),
        (b"[1, 2]", "not a history from BandTimer"),
        (b'{"format":"bandtimer-history","version":99}', "Use the newer BandTimer"),
        (b'{"format":"bandtimer-history","version":true}', "has true for its version"),
        (b'{"format":"bandtimer-history","version":0}', "has 0 for its version"),
        (b'{"format":"bandtimer-history","version":-3}', "has -3 for its version"),
        (b'{"format":"bandtimer-history","version":"1"}', 'has "1" for its version'),
        (b'{"format":"bandtimer-history"}', "has null for its version"),
        (b'{"format":"bandtimer-history","version":1}', "lacks its snapshots"),
        ("\ufeffsession,date,time,utc_offset\r\n".encode(), "Import the JSON file"),
        (STRONG.splitlines()[0].encode(), "holds no sessions"),
        (HEVY.splitlines()[0].encode(), "holds no sessions"),
        (b"name,reps\nSquat,12\n", "no file that BandTimer can import"),
        (b"[" * 100_000, "not JSON"),
        (b'{"format":' + b"9" * 5_000, "not JSON"),
    ],
)
def test_other_files_are_refused_in_words(tmp_path: Path, content: bytes, told: str) -> None:
    with pytest.raises(ExchangeError, match=told):
        read(tmp_path, content)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="cannot be read"):
        read_file(tmp_path / "nothing.json", {})


def test_a_text_of_windows_in_utf_16_is_read(tmp_path: Path) -> None:
    assert len(read(tmp_path, STRONG.encode("utf-16")).sessions) == 2


@given(st.text() | st.text().map(lambda text: f'{{"format":"bandtimer-history",{text}'))
def test_any_text_is_refused_in_words_or_read(text: str) -> None:
    with TemporaryDirectory() as name, suppress(ExchangeError):
        assert isinstance(read(Path(name), text.encode(errors="replace")), FileContent)
