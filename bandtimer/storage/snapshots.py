"""Routines and plans as they were, kept once however many sessions used them."""

import json
import sqlite3
from functools import lru_cache
from typing import Any

from bandtimer.core.codec import from_data, to_data


def keep(connection: sqlite3.Connection, value: object) -> str:
    """Store the value, unless the same is there already, and return its hash."""
    import hashlib  # noqa: PLC0415 - loads OpenSSL, which a start without a session can do without

    body = json.dumps(to_data(value), sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(body.encode()).hexdigest()
    connection.execute("INSERT OR IGNORE INTO snapshot (hash, body) VALUES (?, ?)", (digest, body))
    return digest


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
