"""Which sessions are asked for, and the SQL that finds them page by page, the newest first.

Each query walks down an index that has the sessions in that order already, and stops when its page
is full. Words are looked for in the text that is kept of every session: with 100,000 of them a
word that none has takes a tenth of a second, and a full-text index would find whole words only.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bandtimer.storage.database import storable
from bandtimer.storage.timestamps import to_epoch_ms

# Local days begin up to this long before and after those of UTC.
_FARTHEST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SessionFilter:
    """What sessions must have in common; what is None or "" does not matter.

    `exercise` is its id, as in a set of the session. `since` and `until` are local days where the
    sessions were done, both inclusive. Every word of `text` has to occur, in any case, in the
    session's name or note, an exercise's name or a set's note.
    """

    routine_id: str | None = None
    exercise: str | None = None
    since: date | None = None
    until: date | None = None
    text: str = ""


EVERYTHING = SessionFilter()


def matching(
    wanted: SessionFilter, before: tuple[int, int] | None
) -> tuple[str, str, list[object]]:
    """Return what follows SELECT … to find sessions, the order from new to old, and the values.

    `before` is start in ms and id of the session that those found are older than.
    """
    if wanted.exercise is None:
        tables, start, number, group = "session", "session.started_ms", "id", ""
    else:
        # In this order of joining, the index on exercise and start leads, and is never sorted.
        tables = "set_log CROSS JOIN session ON id = session_id"
        start, number = "set_log.started_ms", "session_id"
        group = f" GROUP BY {start}, {number}"
    conditions, values = ["deleted_ms IS NULL"], list[object]()
    for condition, *more in _conditions(wanted, before, start, number):
        conditions.append(str(condition))
        values += more
    found = f"FROM {tables} WHERE {' AND '.join(conditions)}{group}"
    return found, f"ORDER BY {start} DESC, {number} DESC", values


def _conditions(
    wanted: SessionFilter, before: tuple[int, int] | None, start: str, number: str
) -> Iterator[tuple[object, ...]]:
    if before is not None:
        yield f"({start}, {number}) < (?, ?)", *before
    if wanted.routine_id is not None:
        yield "routine_id = ?", storable(wanted.routine_id)
    if wanted.exercise is not None:
        yield "exercise = ?", storable(wanted.exercise)
    # The instants let the index on the start leave out the rest; the days decide.
    if wanted.since is not None:
        yield f"{start} >= ?", _start_of(wanted.since) - _ms(_FARTHEST)
        yield "local_day >= ?", wanted.since.isoformat()
    if wanted.until is not None:
        yield f"{start} < ?", _start_of(wanted.until) + _ms(2 * _FARTHEST)
        yield "local_day <= ?", wanted.until.isoformat()
    for word in storable(wanted.text).casefold().split():
        yield "(SELECT instr(body, ?) FROM session_text AS text WHERE text.session_id = id)", word


def _start_of(day: date) -> int:
    return to_epoch_ms(datetime.combine(day, time(), UTC))


def _ms(length: timedelta) -> int:
    return length // timedelta(milliseconds=1)
