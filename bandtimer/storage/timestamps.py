"""Instants as SQLite keeps them: milliseconds since 1970 in UTC, and the local offset beside.

The offset is stored because a session belongs to the day it had where it was done, wherever it
is looked at later.
"""

from datetime import UTC, date, datetime, time, timedelta, timezone

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)
# Local days begin up to this long before and after those of UTC.
_FARTHEST = timedelta(days=1)


def to_epoch_ms(instant: datetime) -> int:
    """Return the instant in ms since 1970, rounded down; raise ValueError without a time zone."""
    if instant.tzinfo is None:
        raise ValueError("a session's start needs its time zone")
    return (instant - _EPOCH) // _MS


def utc_offset_s(instant: datetime) -> int:
    """Return how many seconds the instant's local time is ahead of UTC."""
    return (instant.utcoffset() or timedelta()) // timedelta(seconds=1)


def from_epoch_ms(epoch_ms: int, offset_s: int) -> datetime:
    """Return the instant as its own local time."""
    return (_EPOCH + epoch_ms * _MS).astimezone(timezone(timedelta(seconds=offset_s)))


def span_ms(first: date, last: date) -> tuple[int, int]:
    """Return instants, in ms since 1970, around all that these local days may have anywhere."""
    start = datetime.combine(first, time(), UTC) - _FARTHEST
    end = datetime.combine(last, time(), UTC) + timedelta(days=1) + _FARTHEST
    return to_epoch_ms(start), to_epoch_ms(end)
