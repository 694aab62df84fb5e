"""Backups taken, rotated, refused and put back."""

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make_fixture import FIXTURES
from storage_samples import MIXED, SHORT, STARTED, WALL_MS, opened, record_session

from bandtimer.storage.backup import (
    back_up,
    backups_in,
    last_failure,
    restore,
    tidy_up,
    to_remove,
)
from bandtimer.storage.database import database_path, faults
from bandtimer.storage.deleted import deleted_sessions
from bandtimer.storage.editing import delete, rate, write_note
from bandtimer.storage.errors import StorageError
from bandtimer.storage.folders import Folders
from bandtimer.storage.history import History
from bandtimer.storage.journal import Journal
from bandtimer.storage.migrate import SHIPPED, load_migrations, newest

# Backups are named by the local time.
NOW = datetime(2026, 11, 27, 21, 30, 5).astimezone()
NEWEST = newest(load_migrations(SHIPPED))


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    folders = Folders.at(tmp_path / "data")
    folders.create()
    return folders


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """Make a backup with one session in it."""
    target = tmp_path / "backup.sqlite3"
    with opened(tmp_path / "another.sqlite3") as connection:
        record_session(connection, MIXED)
        back_up(connection, target)
    return target


def names(path: Path) -> list[str]:
    with opened(path) as connection:
        return [row.name for row in History(connection).sessions(10)]


# Taking one


def test_a_backup_is_whole_and_the_owners_alone(folders: Folders, tmp_path: Path) -> None:
    target = tmp_path / "backup.sqlite3"
    with opened(folders.database) as connection:
        session_id = record_session(connection, MIXED)
        back_up(connection, target)
        record_session(connection)
        facts = Journal(connection).load(session_id).facts
    assert os.name != "posix" or stat.S_IMODE(target.stat().st_mode) == 0o600
    assert {file.name for file in tmp_path.iterdir()} == {"data", "backup.sqlite3"}
    with opened(target) as connection:
        assert faults(connection) == ()
        assert History(connection).count() == 1
        assert Journal(connection).load(session_id).facts == facts


def test_what_is_there_is_not_overwritten(folders: Folders, backup: Path, tmp_path: Path) -> None:
    before = backup.read_bytes()
    with opened(folders.database) as connection:
        for target, says in (
            (backup, r"is there already and was left as it is\. Name another file"),
            (tmp_path, r"is a folder\. Name a file in it"),
            (tmp_path / "missing" / "x.sqlite3", "cannot be opened: No such file"),
        ):
            with pytest.raises(StorageError, match=says):
                back_up(connection, target)
    assert backup.read_bytes() == before


# Putting one back


def test_a_backup_takes_the_place_of_the_history_which_is_kept(
    folders: Folders, backup: Path
) -> None:
    with opened(folders.database) as connection:
        record_session(connection, SHORT)
    kept = backup.read_bytes()
    aside = restore(backup, folders.database, NOW)
    assert aside == folders.root / "history-before-restore-2026-11-27-213005.sqlite3"
    assert names(folders.database) == ["Mixed"]
    assert names(aside) == ["Short"]
    assert backup.read_bytes() == kept
    assert [
        path.name for path in folders.root.iterdir() if path.name.startswith(("tmp", "."))
    ] == []
    again = restore(aside, folders.database, NOW + timedelta(minutes=1))
    assert again is not None
    assert (names(folders.database), names(again)) == (["Short"], ["Mixed"])


def test_a_backup_is_put_where_there_was_no_history(folders: Folders, backup: Path) -> None:
    assert restore(backup, folders.database, NOW) is None
    assert names(folders.database) == ["Mixed"]
    assert os.name != "posix" or stat.S_IMODE(folders.database.stat().st_mode) == 0o600


@pytest.mark.parametrize("version", range(1, NEWEST + 1))
def test_a_backup_of_every_version_is_brought_up_to_date(
    folders: Folders, tmp_path: Path, version: int
) -> None:
    backup = tmp_path / "old.sqlite3"
    shutil.copy(FIXTURES / f"version-{version}.sqlite3", backup)
    before = backup.read_bytes()
    restore(backup, folders.database, NOW)
    assert names(folders.database) == ["Mixed", "Mixed"]
    assert backup.read_bytes() == before
    assert {path.name for path in folders.root.iterdir() if path.is_file()} == {"history.sqlite3"}


def a_newer_one(backup: Path) -> None:
    with closing(sqlite3.connect(backup)) as connection:
        connection.execute(f"PRAGMA user_version = {NEWEST + 1}")


def a_text(backup: Path) -> None:
    backup.write_text("Dear diary, today I did three sets of clamshells.\n" * 40)


def another_programs(backup: Path) -> None:
    backup.unlink()
    with closing(sqlite3.connect(backup)) as connection:
        connection.execute("CREATE TABLE bookmark (url TEXT)")


def nothing(backup: Path) -> None:
    backup.write_bytes(b"")


def a_missing_one(backup: Path) -> None:
    backup.unlink()


def a_folder(backup: Path) -> None:
    backup.unlink()
    backup.mkdir()


def a_torn_one(backup: Path) -> None:
    content = backup.read_bytes()
    backup.write_bytes(content[: len(content) // 2])


def one_with_a_bad_page(backup: Path) -> None:
    with closing(sqlite3.connect(backup)) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'journal'"
        ).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    content = bytearray(backup.read_bytes())
    content[(page - 1) * size : page * size] = b"\xff" * size
    backup.write_bytes(content)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (a_newer_one, rf"written by a newer BandTimer: its format is version {NEWEST + 1}"),
        (a_text, r"is not a BandTimer history\. The history was left as it is"),
        (another_programs, r"is not a BandTimer history\. The history was left as it is"),
        (nothing, r"is empty\. The history was left"),
        (a_missing_one, "There is no backup"),
        (a_folder, "There is no backup"),
        (a_torn_one, r"is damaged.*Try another backup"),
        (one_with_a_bad_page, r"(?s)is damaged: .*Try another backup"),
    ],
)
def test_what_cannot_be_restored_is_refused_by_name_and_changes_nothing(
    folders: Folders, backup: Path, spoil: Callable[[Path], None], says: str
) -> None:
    with opened(folders.database) as connection:
        record_session(connection)
    spoil(backup)
    before = contents_of(folders.root)
    with pytest.raises(StorageError, match=says) as raised:
        restore(backup, folders.database, NOW)
    assert str(backup) in str(raised.value)
    assert contents_of(folders.root) == before


def contents_of(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_the_history_is_no_backup_of_itself(folders: Folders) -> None:
    with opened(folders.database) as connection:
        record_session(connection)
    with pytest.raises(StorageError, match="is the history itself"):
        restore(folders.database, folders.database, NOW)
    assert names(folders.database) == ["Short"]


def test_nothing_is_restored_while_another_program_has_the_history_open(
    folders: Folders, backup: Path
) -> None:
    with opened(folders.database) as connection:
        record_session(connection)
        assert History(connection).count() == 1
        with pytest.raises(StorageError, match="is in use by another program"):
            restore(backup, folders.database, NOW)
        record_session(connection)
    assert names(folders.database) == ["Short", "Short"]


@pytest.mark.parametrize("spoil", [a_text, a_torn_one, one_with_a_bad_page])
def test_a_damaged_history_is_kept_and_replaced(
    folders: Folders, backup: Path, spoil: Callable[[Path], None]
) -> None:
    with opened(folders.database) as connection:
        record_session(connection)
    spoil(folders.database)
    damaged = folders.database.read_bytes()
    aside = restore(backup, folders.database, NOW)
    assert aside is not None
    assert aside.read_bytes() == damaged
    assert names(folders.database) == ["Mixed"]


# Taking them without being asked


def test_a_backup_is_taken_only_when_something_has_changed(folders: Folders) -> None:
    taken = []
    for day, changes in enumerate((False, True, False, False, True)):
        with opened(folders.database) as connection:
            if changes:
                record_session(connection)
            assert tidy_up(connection, folders, NOW + timedelta(days=day)) is None
        taken.append(len(backups_in(folders.backups)))
    assert taken == [0, 1, 1, 1, 2]
    newest_one = max(backups_in(folders.backups).items())[1]
    assert newest_one.name == "history-2026-12-01-213005.sqlite3"
    assert names(newest_one) == ["Short", "Short"]
    newest_one.unlink()
    (other,) = backups_in(folders.backups).values()
    other.unlink()
    with opened(folders.database) as connection:
        tidy_up(connection, folders, NOW + timedelta(days=9))
    assert len(backups_in(folders.backups)) == 1


def test_what_another_connection_changes_is_backed_up_however_old_it_is(folders: Folders) -> None:
    with opened(folders.database) as connection:
        first = record_session(connection)
        record_session(connection)
        tidy_up(connection, folders, NOW)
    with opened(folders.database) as window:
        with opened(folders.database) as importer:
            record_session(importer, started=NOW - timedelta(days=900))
        tidy_up(window, folders, NOW + timedelta(days=1))
        assert len(backups_in(folders.backups)) == 2
    with opened(folders.database) as command:
        delete(Journal(command), first, round(NOW.timestamp() * 1_000))
    with opened(folders.database) as window:
        tidy_up(window, folders, NOW + timedelta(days=2))
        tidy_up(window, folders, NOW + timedelta(days=3))
    assert len(backups_in(folders.backups)) == 3


def test_what_was_done_to_a_session_elsewhere_is_backed_up(folders: Folders) -> None:
    with opened(folders.database) as connection:
        first = record_session(connection)
        record_session(connection)
        tidy_up(connection, folders, NOW)
    for days, note in enumerate(("Wobbled", "Easy"), start=1):
        with opened(folders.database) as window:
            with opened(folders.database) as importer:
                write_note(Journal(importer), first, note, WALL_MS)
            tidy_up(window, folders, NOW + timedelta(days=days))
        assert len(backups_in(folders.backups)) == 1 + days


def test_what_a_killed_program_wrote_is_backed_up_next_time(folders: Folders) -> None:
    with opened(folders.database) as connection:
        record_session(connection)
        tidy_up(connection, folders, NOW)
    with opened(folders.database) as connection:
        number = record_session(connection)
        later = round((NOW + timedelta(hours=1)).timestamp() * 1_000)
        rate(Journal(connection), number, 5, later)
    for hours in (2, 3):
        with opened(folders.database) as connection:
            tidy_up(connection, folders, NOW + timedelta(hours=hours))
        (taken,) = backups_in(folders.backups).values()
        assert taken.name == "history-2026-11-27-233005.sqlite3"


def test_old_ones_are_removed_and_nothing_else(folders: Folders) -> None:
    folders.backups.mkdir()
    own = folders.backups / "history-of-my-bands.sqlite3"
    own.write_text("mine")
    with opened(folders.database) as connection:
        for day in range(60):
            record_session(connection, SHORT, STARTED + timedelta(days=day))
            tidy_up(connection, folders, NOW + timedelta(days=day))
    days = sorted(
        (NOW + timedelta(days=59)).date() - when.date() for when in backups_in(folders.backups)
    )
    assert [length.days for length in days] == [0, 1, 2, 3, 4, 5, 6, 8, 15]
    assert own.read_text() == "mine"


def test_what_was_deleted_long_ago_is_removed_after_the_backup(folders: Folders) -> None:
    with opened(folders.database) as connection:
        delete(Journal(connection), record_session(connection), WALL_MS)
        later = datetime.fromtimestamp(WALL_MS / 1_000, UTC) + timedelta(days=31)
        assert tidy_up(connection, folders, later) is None
        assert deleted_sessions(connection) == ()
    (taken,) = backups_in(folders.backups).values()
    with opened(taken) as connection:
        assert len(deleted_sessions(connection)) == 1


def test_a_failure_is_told_until_a_backup_succeeds(folders: Folders) -> None:
    folders.backups.write_text("a file where the folder should be")
    with opened(folders.database) as connection:
        record_session(connection)
        assert last_failure(folders) is None
        failure = tidy_up(connection, folders, NOW)
        assert failure is not None
        assert failure.startswith("The last automatic backup of the history failed: ")
        assert last_failure(folders) is None
        folders.backups.unlink()
        blocked = folders.backups / "history-2026-11-27-213005.sqlite3.part"
        blocked.mkdir(parents=True)
        (blocked / "x").touch()
        failure = tidy_up(connection, folders, NOW)
        assert failure == last_failure(folders)
        assert failure is not None
        (blocked / "x").unlink()
        blocked.rmdir()
        assert tidy_up(connection, folders, NOW) is None
        assert last_failure(folders) is None
        assert names(database_path(connection)) == ["Short"]


# Which are kept

moments = st.datetimes(datetime(2024, 1, 1), datetime(2026, 1, 1))  # noqa: DTZ001 - local


@given(st.lists(moments, max_size=60))
def test_the_rule_keeps_the_last_of_days_and_weeks(taken: list[datetime]) -> None:
    gone = to_remove(taken)
    kept = set(taken) - gone
    assert gone <= set(taken)
    assert to_remove(kept) == set()
    days = sorted({when.date() for when in taken})
    weeks = sorted({when.isocalendar()[:2] for when in taken})
    last_of = {day: max(when for when in taken if when.date() == day) for day in days[-7:]}
    last_in = {
        week: max(when for when in taken if when.isocalendar()[:2] == week) for week in weeks[-4:]
    }
    assert kept == {*last_of.values(), *last_in.values()}
    assert len(kept) <= 11
