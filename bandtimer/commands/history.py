"""`history` and `history show`: what has been done."""

import argparse
import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from bandtimer.core.record import SetRecord, original_records
from bandtimer.present.dates import long_day, time_of_day
from bandtimer.present.record import record_rows
from bandtimer.present.session_line import session_line
from bandtimer.present.summary import effort_text
from bandtimer.present.timeline import in_unit, seconds
from bandtimer.present.wording import clock
from bandtimer.storage.database import open_database
from bandtimer.storage.folders import Folders
from bandtimer.storage.history import History, SessionRow
from bandtimer.storage.journal import Journal

_BATCH = 500


def list_sessions(options: argparse.Namespace, folders: Folders) -> int:
    """Print all sessions, the newest first."""
    with _opened(folders) as connection:
        rows = () if connection is None else tuple(_all_sessions(History(connection)))
    if options.json:
        print(json.dumps([_listed(row) for row in rows], indent=2))
        return 0
    now = datetime.now().astimezone()
    for row in rows:
        sets = (row.sets_done, row.sets_planned)
        line = session_line(row.name, row.status, row.started, row.active_ms, sets, row.effort, now)
        parts = (f"{row.id:>5}", f"{line.day:<20}", line.name, line.length, line.sets, line.effort)
        print("  ".join(part for part in parts if part))
    if not rows:
        print("No sessions yet.")
    return 0


def show_session(options: argparse.Namespace, folders: Folders) -> int:
    """Print one session with its sets."""
    with _opened(folders) as connection:
        history = None if connection is None else History(connection)
        row = None if history is None else history.session(options.id)
        if connection is None or history is None or row is None:
            print(
                f"There is no session {options.id}; `bandtimer history` lists those there are.",
                file=sys.stderr,
            )
            return 1
        records = history.sets(row.id)
        state = Journal(connection).state(row.id)
    if options.json:
        print(json.dumps(_shown(row, records), indent=2))
        return 0
    print(f"{row.name}, {row.status}")
    print(f"{long_day(row.started)}, {time_of_day(row.started)}, {clock(row.active_ms)}")
    recorded = record_rows(state.plan, original_records(state))
    for shown, original in zip(record_rows(state.plan, records), recorded, strict=True):
        name = f"{shown.exercise}, {shown.side}" if shown.side else shown.exercise
        edited = "" if shown.done == original.done else f", recorded as {original.done}"
        print(f"  {name}: {shown.done} (planned {shown.planned}{edited})")
    for text in (effort_text(row.effort), row.note):
        if text:
            print(text)
    return 0


@contextmanager
def _opened(folders: Folders) -> Iterator[sqlite3.Connection | None]:
    """Open the history, or give None where there is none yet; asking must not make one."""
    if not folders.database.exists():
        yield None
        return
    connection = open_database(folders.database)
    try:
        yield connection
    finally:
        connection.close()


def _all_sessions(history: History) -> Iterator[SessionRow]:
    rows = history.sessions(_BATCH)
    while rows:
        yield from rows
        rows = history.sessions(_BATCH, rows[-1])


def _listed(row: SessionRow) -> dict[str, object]:
    return {
        "id": row.id,
        "routine": row.routine_id,
        "name": row.name,
        "status": row.status,
        "started_at": row.started.isoformat(),
        "seconds": seconds(row.active_ms),
        "sets_done": row.sets_done,
        "sets_planned": row.sets_planned,
        "effort": row.effort,
        "note": row.note,
    }


def _shown(row: SessionRow, records: tuple[SetRecord, ...]) -> dict[str, object]:
    return {
        "id": row.id,
        "routine": row.routine_id,
        "status": row.status,
        "started_at": row.started.isoformat(),
        "seconds": seconds(row.active_ms),
        "sets": [
            {
                "exercise": record.exercise,
                "side": record.side.value,
                "set": record.set_number,
                "work": record.work,
                "target": in_unit(record.target, record.work),
                "reps": record.reps,
                "seconds": seconds(record.elapsed_ms),
                "outcome": record.outcome.value,
            }
            for record in records
        ],
    }
