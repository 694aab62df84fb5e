import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from make_fixture import CUT_AFTER, FIXTURES
from storage_samples import (
    MIXED,
    SHORT,
    STARTED,
    contents,
    facts_of,
    opened,
    plan_of,
    record_session,
)

import bandtimer
from bandtimer.core.codec import to_data
from bandtimer.core.engine import Engine
from bandtimer.core.facts import Relief
from bandtimer.core.record import set_records
from bandtimer.core.state import fold
from bandtimer.storage import database
from bandtimer.storage.database import (
    APPLICATION_ID,
    database_path,
    faults,
    open_database,
    transaction,
)
from bandtimer.storage.deleted import deleted_sessions
from bandtimer.storage.errors import StorageError
from bandtimer.storage.filters import SessionFilter
from bandtimer.storage.history import History, LastPain
from bandtimer.storage.journal import Journal
from bandtimer.storage.migrate import SHIPPED, load_migrations, migrate, newest, schema_version

# What is written once and never worked out anew.
KEPT = ("snapshot", "journal")
NEWEST = newest(load_migrations(SHIPPED))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite3"


def pragma(connection: sqlite3.Connection, name: str) -> object:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def schema(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    return connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name"
    ).fetchall()


def left_by_a_crash(path: Path, statement: str) -> None:
    """Make a history and change it by a program that leaves its WAL behind."""
    with opened(path) as connection:
        record_session(connection)
    crash = (
        "import os, sqlite3, sys\n"
        "connection = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "connection.execute('PRAGMA wal_autocheckpoint = 0')\n"
        "connection.execute(sys.argv[2])\n"
        "os._exit(0)\n"
    )
    subprocess.run([sys.executable, "-c", crash, path, statement], check=True)
    assert path.with_name(f"{path.name}-wal").stat().st_size > 0


def test_a_new_database_is_of_the_newest_version_and_safe_to_write(path: Path) -> None:
    with opened(path) as connection:
        settings = {
            name: pragma(connection, name)
            for name in (
                "user_version",
                "application_id",
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "busy_timeout",
            )
        }
        assert database_path(connection) == path
        assert faults(connection) == ()
    assert settings == {
        "user_version": NEWEST,
        "application_id": APPLICATION_ID,
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 3000,
    }


@pytest.mark.skipif(os.name != "posix", reason="Windows has no modes")
@pytest.mark.parametrize("exists", [False, True])
def test_the_database_and_its_side_files_are_the_owners_alone(path: Path, exists: bool) -> None:
    before = os.umask(0)
    try:
        if exists:
            shutil.copy(FIXTURES / f"version-{NEWEST}.sqlite3", path)
            path.chmod(0o666)
        with opened(path) as connection:
            if not exists:
                record_session(connection)
            else:
                Journal(connection).discard(1)
            modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    finally:
        os.umask(before)
    assert modes == dict.fromkeys(
        ["history.sqlite3", "history.sqlite3-shm", "history.sqlite3-wal"], 0o600
    )


@pytest.mark.skipif(os.name != "posix", reason="Windows has no modes")
def test_side_files_left_by_a_crash_become_the_owners_alone(path: Path) -> None:
    left_by_a_crash(path, "CREATE TABLE extra (x)")
    sides = [path.with_name(f"{path.name}{suffix}") for suffix in ("-wal", "-shm")]
    for side in sides:
        side.chmod(0o644)
    with opened(path):
        assert [stat.S_IMODE(side.stat().st_mode) for side in sides] == [0o600, 0o600]


def test_a_file_that_was_only_begun_is_taken_as_new(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    assert path.stat().st_size > 0
    with opened(path) as connection:
        assert schema_version(connection) == NEWEST


# Other people's files


def a_newer_version(path: Path) -> None:
    with opened(path) as connection:
        record_session(connection)
        connection.execute(f"PRAGMA user_version = {NEWEST + 6}")


def a_newer_version_left_by_a_crash(path: Path) -> None:
    left_by_a_crash(path, f"PRAGMA user_version = {NEWEST + 6}")


def a_text(path: Path) -> None:
    path.write_text("This is a note, and rather longer than a database's header.\n" * 20)


def another_programs_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmark (url TEXT)")


def another_programs_versioned_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE session (url TEXT)")
        connection.execute("PRAGMA user_version = 1")


def a_damaged_history(path: Path) -> None:
    with opened(path) as connection:
        record_session(connection, MIXED)
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xff" * 3996
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (a_newer_version, rf"newer BandTimer.* version {NEWEST + 6}, .* up to {NEWEST}\. Use"),
        (a_newer_version_left_by_a_crash, rf"newer BandTimer.* version {NEWEST + 6}, "),
        (a_text, r"not a BandTimer history\. Give it another name"),
        (another_programs_database, r"not a BandTimer history\. Give it another name"),
        (another_programs_versioned_database, r"not a BandTimer history\. Give it another name"),
        (a_damaged_history, r"is damaged\. Put a backup in its place"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name_and_stays_as_it_is(
    path: Path, make: Callable[[Path], None], says: str
) -> None:
    make(path)
    before = contents(path.parent)
    with pytest.raises(StorageError, match=rf"^{path} .*{says}"):
        open_database(path)
    assert contents(path.parent) == before


def test_a_newer_version_whose_wal_lost_its_index_is_refused_all_the_same(path: Path) -> None:
    a_newer_version_left_by_a_crash(path)
    path.with_name(f"{path.name}-shm").unlink()
    before = contents(path.parent)
    with pytest.raises(StorageError, match="newer BandTimer"):
        open_database(path)
    assert {name: contents(path.parent)[name] for name in before} == before


def test_damage_further_in_is_reported_where_it_is_met(path: Path) -> None:
    with opened(path) as connection:
        record_session(connection, MIXED)
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'set_log'"
        ).fetchone()
        size = pragma(connection, "page_size")
    assert isinstance(size, int)
    content = bytearray(path.read_bytes())
    content[(page - 1) * size : page * size] = b"\xff" * size
    path.write_bytes(content)
    with opened(path) as connection:
        assert History(connection).session(1) is not None
        assert faults(connection) != ()
        with pytest.raises(StorageError, match=rf"^{path} is damaged"):
            History(connection).sets(1)
        assert Journal(connection).load(1).facts == facts_of(plan_of(MIXED))


def test_a_database_in_use_is_waited_for_and_then_named(path: Path) -> None:
    with opened(path) as connection:
        record_session(connection)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match=rf"^{path} is in use by another program\. Close"):
            open_database(path, busy_ms=1)
    with opened(path) as connection:
        assert len(History(connection).sessions(10)) == 1


def test_a_writer_elsewhere_is_waited_for_and_then_named(path: Path) -> None:
    with opened(path) as writer, closing(open_database(path, busy_ms=1)) as connection:
        journal = Journal(connection)
        with transaction(writer), pytest.raises(StorageError, match="in use by another program"):
            journal.begin(SHORT.id, SHORT, plan_of(SHORT), STARTED)
        assert journal.begin(SHORT.id, SHORT, plan_of(SHORT), STARTED) == 1


def fail_after(connection: sqlite3.Connection, act: Callable[[], object]) -> None:
    with transaction(connection):
        act()
        raise ZeroDivisionError


def test_a_transaction_within_another_fails_alone_and_is_committed_with_it(path: Path) -> None:
    with opened(path) as connection:
        history = History(connection)
        with transaction(connection):
            kept = record_session(connection)
            with pytest.raises(ZeroDivisionError):
                fail_after(connection, lambda: record_session(connection))
            assert history.count() == 1
        assert [row.id for row in history.sessions(9)] == [kept]
        with pytest.raises(ZeroDivisionError):
            fail_after(connection, lambda: Journal(connection).discard(kept))
        assert history.count() == 1


def test_a_place_where_no_file_can_be_made_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"missing/history.sqlite3 cannot be opened: No such"):
        open_database(tmp_path / "missing" / "history.sqlite3")


# Migrations


def test_there_is_a_fixture_of_every_version() -> None:
    versions = [migration.version for migration in load_migrations(SHIPPED)]
    assert versions == list(range(1, NEWEST + 1))
    names = {fixture.name for fixture in FIXTURES.iterdir()}
    assert names == {f"version-{version}.sqlite3" for version in versions}


@pytest.mark.parametrize("version", range(1, NEWEST + 1))
def test_every_version_becomes_the_newest_with_all_its_data(
    tmp_path: Path, path: Path, version: int
) -> None:
    shutil.copy(FIXTURES / f"version-{version}.sqlite3", path)
    with closing(sqlite3.connect(path)) as connection:
        before = [connection.execute(f"SELECT * FROM {table}").fetchall() for table in KEPT]  # noqa: S608
    with opened(path) as connection, opened(tmp_path / "new.sqlite3") as new:
        assert schema(connection) == schema(new)
        assert faults(connection) == ()
        after = [connection.execute(f"SELECT * FROM {table}").fetchall() for table in KEPT]  # noqa: S608
        assert after == before
        history, journal = History(connection), Journal(connection)
        active, finished = history.sessions(10)
        assert (active.status, active.sets_done, active.sets_planned) == ("active", 1, 6)
        assert (finished.status, finished.sets_done, finished.sets_planned) == ("finished", 6, 6)
        assert (finished.effort, finished.note) == (7, "Grün – good")
        assert (finished.active_ms, finished.started) == (195_000, STARTED)
        for row in (active, finished):
            session = journal.load(row.id)
            assert history.sets(row.id) == set_records(fold(session.plan, session.facts))
            journal.rebuild(row.id)
            assert history.session(row.id) == row
        bands = {(item.exercise, item.band) for item in history.sets(finished.id) if item.band}
        edited = {("kickback", "red")} if version >= 4 else set()
        assert bands == ({("kickback", "green")} | edited if version >= 2 else set())
        notes = [
            (item.step, item.reps, item.effort, item.note) for item in history.sets(1) if item.note
        ]
        assert notes == ([(3, 5, 9, "Knie – ok")] if version >= 4 else [])
        assert len(deleted_sessions(connection)) == (version >= 4)
        words = SessionFilter(text="GRÜN")
        assert history.sessions(10, filter=words) == (finished,)
        pain = LastPain(STARTED, Relief.EASIER) if version >= 3 else None
        assert history.last_pain("kickback") == pain
        (past,) = history.recent("kickback")
        assert (len(past.sets), past.effort, past.hurt) == (4, 7, version >= 3)
        unfinished = journal.active()
        assert unfinished is not None
        assert len(unfinished.facts) == CUT_AFTER
        engine, _ = Engine.interrupted(unfinished.plan, unfinished.facts)
        assert engine.state.reps == 1


@pytest.mark.parametrize("version", range(1, NEWEST + 1))
def test_nothing_of_an_old_plan_or_routine_is_lost_in_reading_it(path: Path, version: int) -> None:
    shutil.copy(FIXTURES / f"version-{version}.sqlite3", path)
    with opened(path) as connection:
        query = "SELECT body FROM snapshot JOIN session ON hash = {} ORDER BY id"
        numbers = connection.execute("SELECT id FROM session ORDER BY id").fetchall()
        sessions = [Journal(connection).load(number) for (number,) in numbers]
        for column in ("routine", "plan"):
            bodies = connection.execute(query.format(f"{column}_hash")).fetchall()
            read = [to_data(getattr(session, column)) for session in sessions]
            assert read == [json.loads(body) for (body,) in bodies]


@pytest.fixture
def with_next(tmp_path: Path) -> Callable[[str], Path]:
    """Return the shipped migrations with one more of these statements."""

    def add(statements: str) -> Path:
        folder = tmp_path / "migrations"
        shutil.copytree(SHIPPED, folder)
        (folder / f"{NEWEST + 1:04}_next.sql").write_text(statements)
        return folder

    return add


def test_a_database_is_copied_before_it_is_migrated(
    path: Path, with_next: Callable[[str], Path]
) -> None:
    with opened(path) as connection:
        record_session(connection)
        old_schema = schema(connection)
    migrations = with_next(
        "ALTER TABLE session ADD COLUMN mood TEXT;\n"
        "-- two statements; the second with a semicolon in it\n"
        "UPDATE session\nSET mood = 'good;\nvery';\n"
    )
    with closing(open_database(path, migrations=migrations)) as connection:
        assert schema_version(connection) == NEWEST + 1
        assert connection.execute("SELECT mood FROM session").fetchall() == [("good;\nvery",)]
        assert pragma(connection, "foreign_keys") == 1
    copy = path.with_name(f"history-version-{NEWEST}.sqlite3")
    assert {file.name for file in path.parent.iterdir()} == {path.name, copy.name, "migrations"}
    assert os.name != "posix" or stat.S_IMODE(copy.stat().st_mode) == 0o600
    with closing(sqlite3.connect(copy)) as connection:
        assert schema_version(connection) == NEWEST
        assert schema(connection) == old_schema
        assert connection.execute("SELECT name FROM session").fetchall() == [("Short",)]


def test_a_new_database_leaves_no_copy(path: Path, with_next: Callable[[str], Path]) -> None:
    migrations = with_next("ALTER TABLE session ADD COLUMN mood TEXT;\n")
    with closing(open_database(path, migrations=migrations)):
        pass
    assert {file.name for file in path.parent.iterdir()} == {path.name, "migrations"}


def test_a_migration_that_another_program_did_meanwhile_is_not_done_again(path: Path) -> None:
    with opened(path) as connection:
        connection.execute("PRAGMA user_version = 0")
        others: list[sqlite3.Connection] = []

        def come_first(statement: str) -> None:
            if statement.startswith("BEGIN") and not others:
                with closing(sqlite3.connect(path, isolation_level=None)) as other:
                    other.execute(f"PRAGMA user_version = {NEWEST}")
                    others.append(other)

        connection.set_trace_callback(come_first)
        migrate(connection, path, load_migrations(SHIPPED))
        assert len(others) == 1
        assert schema_version(connection) == NEWEST


def test_a_migration_that_fails_halfway_leaves_the_database_as_it_was(
    path: Path, with_next: Callable[[str], Path]
) -> None:
    with opened(path) as connection:
        record_session(connection)
        before = "\n".join(connection.iterdump())
    migrations = with_next("DELETE FROM session;\nALTER TABLE missing ADD COLUMN mood TEXT;\n")
    with pytest.raises(sqlite3.OperationalError, match="no such table: missing"):
        open_database(path, migrations=migrations)
    with opened(path) as connection:
        assert schema_version(connection) == NEWEST
        assert "\n".join(connection.iterdump()) == before


def test_rebuilding_a_table_in_a_migration_does_not_delete_what_refers_to_it(
    path: Path, with_next: Callable[[str], Path]
) -> None:
    with opened(path) as connection:
        record_session(connection)
        facts = Journal(connection).load(1).facts
    migrations = with_next(
        "CREATE TABLE rebuilt AS SELECT * FROM session;\n"
        "DROP TABLE session;\n"
        "ALTER TABLE rebuilt RENAME TO session;\n"
    )
    with closing(open_database(path, migrations=migrations)) as connection:
        assert Journal(connection).load(1).facts == facts


def test_the_package_has_its_migrations() -> None:
    assert Path(bandtimer.__file__).parent in SHIPPED.parents
    assert SHIPPED.is_dir()


def test_a_file_that_another_window_is_just_making_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bandtimer.storage.database._MAKING_S", 60)
    whole, path = tmp_path / "whole", tmp_path / "history.sqlite3"
    open_database(whole).close()
    with closing(sqlite3.connect(path)) as unfinished:
        unfinished.execute("CREATE TABLE session (id INTEGER)")
    looks = []

    def look(looked_at: Path, busy_ms: int) -> tuple[bool, int]:
        looks.append(real_look(looked_at, busy_ms))
        if len(looks) == 3:
            whole.replace(path)
        return looks[-1]

    real_look = database._look
    monkeypatch.setattr(database, "_look", look)
    open_database(path).close()
    assert [is_ours for is_ours, _ in looks] == [False, False, False, True]
