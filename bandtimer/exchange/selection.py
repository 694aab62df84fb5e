"""Which sessions are exported."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bandtimer.storage.filters import SessionFilter
from bandtimer.storage.history import History, SessionRow

_BATCH = 500


class ExchangeError(Exception):
    """What cannot be exported or taken in; the text is for the user and says what to do."""


@dataclass(frozen=True, slots=True)
class Selection:
    """One session by its id, or all begun on the local days from `since` to `until`, inclusive."""

    session_id: int | None = None
    since: date | None = None
    until: date | None = None


def selected(history: History, wanted: Selection) -> Iterator[SessionRow]:
    """Yield the sessions that are over, the newest first.

    Raises ExchangeError where the one that is asked for is not there, or has not ended.
    """
    if wanted.session_id is not None:
        yield _one(history, wanted.session_id)
        return
    span = SessionFilter(since=wanted.since, until=wanted.until)
    rows = history.sessions(_BATCH, filter=span)
    while rows:
        yield from (row for row in rows if row.status != "active")
        rows = history.sessions(_BATCH, rows[-1], span)


def _one(history: History, session_id: int) -> SessionRow:
    row = history.session(session_id)
    if row is None:
        raise ExchangeError(
            f"There is no session {session_id}; `bandtimer history` lists those there are."
        )
    if row.status == "active":
        raise ExchangeError(f"Session {session_id} has not ended; finish it before you export it.")
    return row
