"""The printable report of a month, as a document that Qt lays out: HTML of its rich-text subset.

https://doc.qt.io/qt-6/richtext-html-subset.html says what that subset has. Text is in points, all
else in pixels, 96 to the inch.
"""

from calendar import Calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from bandtimer.core.plan import Plan
from bandtimer.core.record import SetRecord
from bandtimer.present.dates import MONTHS, WEEKDAYS, time_of_day
from bandtimer.present.record import record_rows
from bandtimer.present.session_line import sets_line
from bandtimer.present.summary import effort_text
from bandtimer.present.wording import clock
from bandtimer.storage.history import SessionRow

_STYLE = """
body { color: #15191e; }
h1 { font-size: 21pt; margin-top: 0; margin-bottom: 4px; }
h2 { font-size: 11.5pt; margin-top: 16px; margin-bottom: 0; }
p { margin-top: 0; margin-bottom: 4px; }
.dim { color: #55606b; }
.figures { font-size: 11pt; margin-bottom: 10px; }
"""
_DONE, _FREE, _OUTSIDE = "#bfe8da", "#f1f4f6", "#ffffff"


@dataclass(frozen=True, slots=True)
class ReportedSession:
    """A session with its plan and its sets."""

    row: SessionRow
    plan: Plan
    records: tuple[SetRecord, ...]


def months_of(sessions: Iterable[ReportedSession]) -> dict[date, list[ReportedSession]]:
    """Put sessions together by the first day of their month, where they were done, oldest first."""
    months: dict[date, list[ReportedSession]] = {}
    for item in sorted(sessions, key=lambda item: (item.row.started, item.row.id)):
        months.setdefault(item.row.started.date().replace(day=1), []).append(item)
    return dict(sorted(months.items()))


def report_html(months: dict[date, list[ReportedSession]]) -> str:
    """Return the report, each month beginning on a page of its own.

    Every session has a heading of the second level.
    """
    pages = [
        _month(first, sessions, is_first=place == 0)
        for place, (first, sessions) in enumerate(months.items())
    ]
    return f"<html><head><style>{_STYLE}</style></head><body>{''.join(pages)}</body></html>"


def _month(first: date, sessions: Sequence[ReportedSession], *, is_first: bool) -> str:
    where = "" if is_first else ' style="page-break-before: always"'
    parts = [
        f"<h1{where}>{MONTHS[first.month - 1]} {first.year}</h1>",
        f'<p class="figures">{_figures(sessions)}</p>',
        _calendar(first, {item.row.started.day for item in sessions}),
        *map(_session, sessions),
    ]
    return "".join(parts)


def _figures(sessions: Sequence[ReportedSession]) -> str:
    records = [record for item in sessions for record in item.records]
    count = len(sessions)
    parts = [
        "1 session" if count == 1 else f"{count} sessions",
        f"{clock(sum(item.row.active_ms for item in sessions))} in all",
        f"{sum(item.row.sets_done for item in sessions)} sets",
        f"{sum(record.reps or 0 for record in records):,} reps",
        f"{clock(sum(r.elapsed_ms for r in records if r.work == 'hold'))} held",
    ]
    return " &nbsp;·&nbsp; ".join(parts)


def _calendar(first: date, days_done: set[int]) -> str:
    head = "".join(f'<td align="center" class="dim">{name[:2]}</td>' for name in WEEKDAYS)
    rows = [f"<tr>{head}</tr>"]
    for week in Calendar().monthdayscalendar(first.year, first.month):
        cells = []
        for day in week:
            ground = _OUTSIDE if not day else _DONE if day in days_done else _FREE
            text = f"<b>{day}</b>" if day in days_done else str(day or "")
            cells.append(f'<td align="center" bgcolor="{ground}">{text}</td>')
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return (
        f'<table width="62%" cellspacing="3" cellpadding="4">'
        f"{''.join(rows)}</table>"
        '<p class="dim">Days with a session are shaded and bold.</p>'
    )


def _session(item: ReportedSession) -> str:
    row = item.row
    day = f"{WEEKDAYS[row.started.weekday()]} {row.started.day}, {time_of_day(row.started)}"
    facts = [clock(row.active_ms), sets_line(row.sets_done, row.sets_planned)]
    if row.effort is not None:
        facts.append(effort_text(row.effort))
    lines = []
    for shown in record_rows(item.plan, item.records):
        name = escape(f"{shown.exercise}, {shown.side}" if shown.side else shown.exercise)
        planned, done = escape(shown.planned), escape(shown.done)
        lines.append(
            f'<tr><td width="45%">{name}</td><td width="25%" class="dim">{planned}</td>'
            f'<td width="30%">{done}</td></tr>'
        )
    notes = [
        f"{record.exercise_name}, set {record.set_number}: {record.note}"
        for record in item.records
        if record.note
    ]
    remarks = "".join(f'<p class="dim">{escape(text)}</p>' for text in (*notes, row.note) if text)
    return (
        f"<h2>{day} &nbsp; {escape(row.name)}</h2>"
        f'<p class="dim">{" · ".join(facts)}</p>'
        f'<table width="100%" cellspacing="0" cellpadding="1">{"".join(lines)}'
        f"</table>{remarks}"
    )
