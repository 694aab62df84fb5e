"""Random edits, deletes and undos never lose or invent a set."""

import sqlite3
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st
from session_strategies import Session, sessions
from storage_samples import MIXED, STARTED, WALL_MS, opened

from bandtimer.core.plan import Side
from bandtimer.core.record import SetRecord, record_of
from bandtimer.core.state import Status
from bandtimer.storage.editing import (
    EditError,
    SetValues,
    Undo,
    delete,
    edit_set,
    rate,
    undelete,
    undo,
    values_of,
    write_note,
)
from bandtimer.storage.history import History
from bandtimer.storage.journal import Journal

Key = tuple[int, Side]
TABLES = ("session", "set_log", "pain", "session_text")

texts = st.sampled_from(["", "Gut 💪 'quoted'", "ÜBER\nlines \ud800"])
efforts = st.none() | st.integers(1, 10)
# Few of all the sets, so that the same one is edited again: a kickback, half a walk, work for a
# time, and a hold, which has no reps.
with_reps = st.sampled_from([(1, Side.LEFT), (9, Side.RIGHT), (14, Side.BOTH)])
hold = st.just((10, Side.BOTH))


def values(reps: st.SearchStrategy[int | None]) -> st.SearchStrategy[SetValues]:
    return st.builds(SetValues, reps, st.integers(0, 9_000), texts, efforts, texts)


edits = st.tuples(st.just("edit"), with_reps, values(st.integers(0, 3)))
hold_edits = st.tuples(st.just("edit"), hold, values(st.none()))
undos = st.tuples(st.just("undo"))
changes: st.SearchStrategy[tuple[object, ...]] = st.one_of(
    *(edits, edits, edits, hold_edits, undos, undos),
    st.tuples(st.just("restore"), with_reps | hold),
    st.tuples(st.just("rate"), efforts),
    st.tuples(st.just("note"), texts),
    st.tuples(st.just("delete")),
    st.tuples(st.just("undelete")),
)


def projected(connection: sqlite3.Connection) -> list[list[tuple[object, ...]]]:
    return [connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES]  # noqa: S608


def sets_of(history: History) -> dict[Key, SetRecord]:
    return {(record.step, record.side): record for record in history.sets(1)}


def restored(journal: Journal, key: Key) -> SetValues:
    """Return what was recorded of a set, with the remarks of now."""
    state = journal.state(1)
    now, recorded = record_of(state, *key), record_of(replace(state, edits={}), *key)
    if now is None or recorded is None:
        return SetValues(0, 0)
    return replace(values_of(recorded), effort=now.effort, note=now.note)


def change_it(journal: Journal, change: tuple[object, ...]) -> Undo:
    match change:
        case "edit", (int(step), Side() as side), SetValues() as values:
            return edit_set(journal, 1, step, side, values, WALL_MS)
        case "restore", (int(step), Side() as side):
            return edit_set(journal, 1, step, side, restored(journal, (step, side)), WALL_MS)
        case "rate", (None | int()) as effort:
            return rate(journal, 1, effort, WALL_MS)
        case "note", str(text):
            return write_note(journal, 1, text, WALL_MS)
        case "delete", *_:
            return delete(journal, 1, WALL_MS)
    return undelete(journal, 1, WALL_MS)


@settings(deadline=None, max_examples=60)
@given(session=sessions(), wanted=st.lists(changes, min_size=6, max_size=20))
def test_edits_deletes_and_undos_keep_every_set(
    session: Session, wanted: list[tuple[object, ...]]
) -> None:
    assume(session.state.status is Status.ENDED)
    with TemporaryDirectory() as folder, opened(Path(folder) / "history.sqlite3") as connection:
        connection.execute("PRAGMA synchronous = OFF")
        journal, history = Journal(connection), History(connection)
        journal.begin("mixed", MIXED, session.plan, STARTED)
        journal.append(1, session.facts, session.state, WALL_MS)
        at_first, recorded = projected(connection), sets_of(history)
        expected, deleted = dict(recorded), False
        done: list[tuple[Undo, dict[Key, SetRecord], bool]] = []
        for change in wanted:
            if change[0] == "undo":
                if done:
                    taken_back, expected, deleted = done.pop()
                    undo(journal, taken_back, WALL_MS)
            else:
                before = (dict(expected), deleted)
                try:
                    change_back = change_it(journal, change)
                except EditError:
                    event("refused")
                    continue
                event(str(change[0]))
                done.append((change_back, *before))
                deleted = {"delete": True, "undelete": False}.get(str(change[0]), deleted)
                _expect(session, recorded, expected, change)
            assert sets_of(history) == ({} if deleted else expected)
            assert history.count() == (not deleted)
        _check_rebuilt(connection, journal)
        assert journal.load(1).facts[: len(session.facts)] == session.facts
        for taken_back, expected, deleted in reversed(done):
            undo(journal, taken_back, WALL_MS)
            assert sets_of(history) == ({} if deleted else expected)
        assert projected(connection) == at_first


def _check_rebuilt(connection: sqlite3.Connection, journal: Journal) -> None:
    before = projected(connection)
    connection.execute("DELETE FROM set_log")
    connection.execute("UPDATE session SET deleted_ms = NULL, sets_done = 0, note = 'x'")
    journal.rebuild(1)
    assert projected(connection) == before


def _expect(
    session: Session,
    recorded: dict[Key, SetRecord],
    expected: dict[Key, SetRecord],
    change: tuple[object, ...],
) -> None:
    """Say what a change comes to, from what the athlete sees of it."""
    match change:
        case "edit", (int(step), Side() as side), SetValues() as values:
            _expect_edit(session, recorded, expected, (step, side), values)
        case "restore", (int(step), Side() as side):
            _expect_restored(recorded, expected, (step, side))


def _expect_edit(
    session: Session,
    recorded: dict[Key, SetRecord],
    expected: dict[Key, SetRecord],
    key: Key,
    values: SetValues,
) -> None:
    blank = record_of(session.state, *key)
    was, original = expected.get(key) or blank, recorded.get(key) or blank
    assert was is not None
    assert original is not None
    shown = SetValues(
        values.reps,
        values.elapsed_ms,
        values.band.replace("\ud800", "?"),
        values.effort,
        values.note.replace("\ud800", "?"),
    )
    measured = (values.reps, values.elapsed_ms, values.band)
    has_changed = measured != (was.reps, was.elapsed_ms, was.band)
    if not has_changed and key not in expected:
        return
    if has_changed and measured == (original.reps, original.elapsed_ms, original.band):
        expected[key] = _with(original, shown, outcome=original.outcome, edited=False)
        if key not in recorded:
            del expected[key]
        return
    outcome = was.outcome
    if (values.reps, values.elapsed_ms) != (was.reps, was.elapsed_ms):
        reps = values.reps or 0
        by_work = {"reps": reps, "hold": values.elapsed_ms, "timed": reps + values.elapsed_ms}
        outcome = type(outcome)("done" if by_work[was.work] else "skipped")
    expected[key] = _with(was, shown, outcome=outcome, edited=was.edited or has_changed)


def _expect_restored(
    recorded: dict[Key, SetRecord], expected: dict[Key, SetRecord], key: Key
) -> None:
    was = expected.get(key)
    if was is None or not was.edited:
        return
    if key not in recorded:
        del expected[key]
        return
    original = recorded[key]
    remarks = SetValues(original.reps, original.elapsed_ms, original.band, was.effort, was.note)
    expected[key] = _with(original, remarks, outcome=original.outcome, edited=False)


def _with(record: SetRecord, values: SetValues, **more: object) -> SetRecord:
    names = ("reps", "elapsed_ms", "band", "effort", "note")
    given = {name: getattr(values, name) for name in names} | more
    fields = {name: getattr(record, name) for name in record.__slots__} | given
    changed = SetRecord(**fields)
    assert values_of(changed) == values
    return changed
