"""Routines and plans as they were, kept once however many sessions used them."""

import json
import sqlite3
from functools import lru_cache
from typing import Any

from bandtimer.core.codec import from_data, to_data


def keep(connection: sqlite3.Connection, value: object) -> str:
    """Store the value, unless the same is there already, and return its hash."""
    digest, body = _encoded(_Itself(value))
    connection.execute("INSERT OR IGNORE INTO snapshot (hash, body) VALUES (?, ?)", (digest, body))
    return digest


def digest(value: object) -> str:
    """Return the hash under which the value is, or would be, kept."""
    return _encoded(_Itself(value))[0]


class _Itself:
    """A value that equals itself and nothing else, however much alike."""

    def __init__(self, value: object) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and self.value is other.value

    def __hash__(self) -> int:
        return id(self.value)


# As `decoded`: an import brings the same few over and over.
@lru_cache(maxsize=16)
def _encoded(itself: _Itself) -> tuple[str, str]:
    import hashlib  # noqa: PLC0415 - loads OpenSSL, which a start without a session can do without

    body = json.dumps(to_data(itself.value), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(body.encode()).hexdigest(), body


@lru_cache(maxsize=16)
def decoded(kind: type[Any], body: str) -> Any:
    """Return the value of a snapshot; raise ValueError where it is none of that kind.

    The last few are remembered: it takes some milliseconds, and sessions mostly have the same.
    """
    return from_data(kind, json.loads(body))


def drop_unused(connection: sqlite3.Connection) -> None:
    """Delete what no session refers to any more."""
    connection.execute(
        "DELETE FROM snapshot WHERE hash NOT IN "
        "(SELECT routine_hash FROM session UNION SELECT plan_hash FROM session)"
    )
