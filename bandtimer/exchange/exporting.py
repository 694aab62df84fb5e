"""Sessions to a file, in whichever format is wanted."""

import io
import sqlite3
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from enum import StrEnum

from bandtimer.exchange.selection import ExchangeError, Selection, selected
from bandtimer.storage.history import History, SessionRow
from bandtimer.storage.journal import Journal
from bandtimer.storage.whole import read_whole

# Makes pages of a document in HTML and its title; Qt does that, which is not to be had here.
Printer = Callable[[str, str], bytes]


class Format(StrEnum):
    """The formats, by what their files' names end in."""

    FIT = "fit"
    CSV = "csv"
    JSON = "json"
    ICS = "ics"
    PDF = "pdf"


TITLE = "BandTimer history"


def export(
    connection: sqlite3.Connection,
    wanted: Selection,
    format: Format,  # noqa: A002 - its name on the command line
    now: datetime,
    printed: Printer,
) -> Iterator[bytes]:
    """Yield the content of the file, piece by piece.

    FIT has one session a file, so that several become a ZIP archive of them: `suffix` tells.
    Raises ExchangeError where there is no session to export, StorageError where one cannot be
    read; both before the first piece or later, so a file is kept only once all has come.
    """
    history = History(connection)
    rows = selected(history, wanted)
    first = next(rows, None)
    if first is None and not (format is Format.JSON and wanted.session_id is None):
        raise ExchangeError("There is no session to export in that time.")
    rows = _chained(first, rows)
    match format:
        case Format.JSON:
            from bandtimer.exchange.history_json import json_pieces  # noqa: PLC0415

            return (piece.encode() for piece in json_pieces(connection, wanted))
        case Format.CSV:
            from bandtimer.exchange.csv_table import csv_lines  # noqa: PLC0415

            lines = csv_lines((row, history.sets(row.id)) for row in rows)
            return (line.encode() for line in lines)
        case Format.ICS:
            return iter((_calendar(connection, history, rows, now),))
        case Format.PDF:
            return iter((_report(connection, history, rows, printed),))
        case Format.FIT:
            return iter((_activities(connection, tuple(rows), wanted),))


def suffix(format: Format, wanted: Selection) -> str:  # noqa: A002
    """Return what the file's name ends in: fit, csv, json, ics, pdf, or zip for several of FIT."""
    return "zip" if format is Format.FIT and wanted.session_id is None else format.value


def _chained(first: SessionRow | None, rest: Iterable[SessionRow]) -> Iterator[SessionRow]:
    if first is not None:
        yield first
        yield from rest


def _calendar(
    connection: sqlite3.Connection, history: History, rows: Iterable[SessionRow], now: datetime
) -> bytes:
    from bandtimer.exchange.calendar_file import calendar_bytes  # noqa: PLC0415

    journal = Journal(connection)
    wholes = ((row, read_whole(journal, row.id)) for row in rows)
    return calendar_bytes(
        ((row, whole.uid, whole.plan, history.sets(row.id)) for row, whole in wholes), now
    )


def _report(
    connection: sqlite3.Connection, history: History, rows: Iterable[SessionRow], printed: Printer
) -> bytes:
    from bandtimer.exchange.report import (  # noqa: PLC0415
        ReportedSession,
        months_of,
        report_html,
    )

    journal = Journal(connection)
    months = months_of(
        ReportedSession(row, journal.load(row.id).plan, history.sets(row.id)) for row in rows
    )
    return printed(report_html(months), TITLE)


def _activities(
    connection: sqlite3.Connection, rows: tuple[SessionRow, ...], wanted: Selection
) -> bytes:
    from bandtimer.exchange.fit_activity import activity_file  # noqa: PLC0415

    journal = Journal(connection)
    if wanted.session_id is not None:
        return activity_file(read_whole(journal, rows[0].id))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for row in reversed(rows):
            name = f"{row.started:%Y-%m-%d %H.%M.%S} {row.id}.fit"
            archive.writestr(name, activity_file(read_whole(journal, row.id)))
    return buffer.getvalue()
