"""Past sessions as events of a calendar (iCalendar, RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from bandtimer import __version__
from bandtimer.core.plan import Plan
from bandtimer.core.record import SetRecord
from bandtimer.core.routine import SECOND
from bandtimer.present.record import record_rows
from bandtimer.present.session_line import sets_line
from bandtimer.present.summary import effort_text
from bandtimer.storage.history import SessionRow

_SHORTEST = timedelta(minutes=1)


def calendar_bytes(
    sessions: Iterable[tuple[SessionRow, str, Plan, tuple[SetRecord, ...]]], now: datetime
) -> bytes:
    """Return a calendar with an event a session, each with the session's uid.

    Times are in UTC, so that every calendar shows them in its own time zone.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//BandTimer//BandTimer {__version__}//EN")
    calendar.add("version", "2.0")
    for row, uid, plan, records in sessions:
        start = row.started.astimezone(UTC).replace(microsecond=0)
        length = max(timedelta(seconds=row.active_ms // SECOND), _SHORTEST)
        event = Event()
        event.add("uid", f"{uid}@bandtimer")
        event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
        event.add("dtstart", start)
        event.add("dtend", start + length)
        event.add("summary", row.name)
        event.add("description", _description(row, plan, records))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _description(row: SessionRow, plan: Plan, records: tuple[SetRecord, ...]) -> str:
    lines = [sets_line(row.sets_done, row.sets_planned)]
    for shown in record_rows(plan, records):
        name = f"{shown.exercise}, {shown.side}" if shown.side else shown.exercise
        lines.append(f"{name}: {shown.done}")
    lines.extend(text for text in (effort_text(row.effort), row.note) if text)
    return "\n".join(lines)
