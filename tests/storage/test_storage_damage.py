"""Rows that make no sense are told as damage, whoever meets them."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from storage_samples import MIXED, STARTED, opened, plan_of, record_session

from bandtimer.storage.errors import StorageError
from bandtimer.storage.history import History
from bandtimer.storage.journal import Journal


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with opened(tmp_path / "history.sqlite3") as connection:
        session_id = record_session(connection, MIXED)
        connection.execute(
            "INSERT INTO pain SELECT id, 0, 0, 'kickback', 'easier', started_ms FROM session"
        )
        assert session_id == 1
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        yield connection


QUESTIONS: dict[str, Callable[[History, Journal], object]] = {
    "sessions": lambda history, journal: history.sessions(9),
    "session": lambda history, journal: history.session(1),
    "sets": lambda history, journal: history.sets(1),
    "bests": lambda history, journal: history.bests("bridge"),
    "holds": lambda history, journal: history.holds_on("bridge", STARTED.date()),
    "last": lambda history, journal: history.last_done("mixed"),
    "every last": lambda history, journal: history.last_done_by_routine(),
    "recent": lambda history, journal: history.recent("bridge"),
    "pain": lambda history, journal: history.last_pain("kickback"),
    "load": lambda history, journal: journal.load(1),
    "rebuild": lambda history, journal: journal.rebuild(1),
}
# x'ff41' is no UTF-8.
DAMAGES = {
    "UPDATE session SET utc_offset_s = 90000000": {
        *("sessions", "session", "last", "every last", "pain", "load", "rebuild"),
    },
    "UPDATE session SET name = CAST(x'ff41' AS TEXT)": {"sessions", "session", "load", "rebuild"},
    "UPDATE session SET note = CAST(x'ff41' AS TEXT)": {"sessions", "session"},
    "UPDATE session SET plan_hash = 'none'": {"load", "rebuild"},
    "UPDATE snapshot SET body = '[]'": {"load", "rebuild"},
    "UPDATE snapshot SET body = 'no JSON'": {"load", "rebuild"},
    "UPDATE journal SET data = '[]'": {"load", "rebuild"},
    "UPDATE journal SET data = CAST(x'ff41' AS TEXT)": {"load", "rebuild"},
    "UPDATE journal SET kind = 'Jumped'": {"load", "rebuild"},
    "UPDATE journal SET data = '{\"step\": 99}' WHERE kind = 'StepStarted'": {"rebuild"},
    "UPDATE set_log SET outcome = 'flown'": {"sets", "recent"},
    "UPDATE set_log SET exercise_name = CAST(x'ff41' AS TEXT)": {"sets", "recent"},
    "UPDATE pain SET relief = 'sung'": {"pain"},
    "UPDATE pain SET started_ms = 100000000000000000": {"pain"},
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_makes_no_sense_is_told_as_damage_and_nothing_else(
    connection: sqlite3.Connection, damage: str
) -> None:
    connection.execute(damage)
    told = set()
    for name, ask in QUESTIONS.items():
        before = list(connection.iterdump()) if name == "rebuild" and "x'" not in damage else []
        try:
            ask(History(connection), Journal(connection))
        except StorageError as error:
            assert "is damaged" in str(error)  # noqa: PT017
            told.add(name)
            assert not before or list(connection.iterdump()) == before
    assert told == DAMAGES[damage]


def test_a_session_that_is_damaged_says_so_of_itself_alone(connection: sqlite3.Connection) -> None:
    record_session(connection, MIXED)
    connection.execute("DELETE FROM journal WHERE session_id = 1 AND seq = 0")
    journal = Journal(connection)
    with pytest.raises(StorageError, match=r"^Session 1 in .* is damaged .*; the others can\."):
        journal.rebuild(1)
    assert journal.load(2).plan == plan_of(MIXED)
