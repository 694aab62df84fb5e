"""The whole history as JSON, and back: everything that is known of a session.

    {"format": "bandtimer-history", "version": 1,
     "snapshots": {HASH: routine or plan as it was, …},
     "sessions": [{"uid": …, "routine_id": …, "started_at": RFC 3339 with the local offset,
                   "source": "led", "by_hand" or "imported", "routine": HASH, "plan": HASH,
                   "facts": [[ms on the session's clock, ms since 1970 when saved, kind, data], …]},
                  …]}

Sessions that have been deleted are among them, since the deletion is one of their facts: it
reaches the other history by the same road as any other change. One that has not ended is not.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bandtimer.core.codec import fact_from_data, from_data
from bandtimer.core.plan import Plan
from bandtimer.core.routine import Routine
from bandtimer.exchange.selection import ExchangeError, Selection
from bandtimer.storage.database import reading
from bandtimer.storage.timestamps import from_epoch_ms
from bandtimer.storage.whole import WholeSession

FORMAT = "bandtimer-history"
VERSION = 1
_SOURCES = ("led", "by_hand", "imported")

_CHOSEN = (
    "status <> 'active' AND (?1 IS NULL OR id = ?1) "
    "AND (?2 IS NULL OR local_day >= ?2) AND (?3 IS NULL OR local_day <= ?3)"
)


def json_pieces(connection: sqlite3.Connection, wanted: Selection) -> Iterator[str]:
    """Yield the text of the file, the oldest session first, a session at a time."""
    values = (
        wanted.session_id,
        None if wanted.since is None else wanted.since.isoformat(),
        None if wanted.until is None else wanted.until.isoformat(),
    )
    with reading(connection):
        yield f'{{"format":{_text(FORMAT)},"version":{VERSION},\n"snapshots":{{'
        bodies = connection.execute(
            "SELECT hash, body FROM snapshot WHERE hash IN ("  # noqa: S608
            f"SELECT routine_hash FROM session WHERE {_CHOSEN} UNION "
            f"SELECT plan_hash FROM session WHERE {_CHOSEN}) ORDER BY hash",
            values,
        )
        for number, (digest, body) in enumerate(bodies):
            yield f"{',' if number else ''}\n{_text(digest)}:{body}"
        yield '},\n"sessions":['
        sessions = connection.execute(
            "SELECT id, uid, routine_id, started_ms, utc_offset_s, "  # noqa: S608
            "source, routine_hash, plan_hash "
            f"FROM session WHERE {_CHOSEN} ORDER BY started_ms, uid",
            values,
        )
        for number, row in enumerate(sessions):
            yield f"{',' if number else ''}\n{_session(connection, row)}"
        yield "\n]}\n"


def _session(connection: sqlite3.Connection, row: tuple[Any, ...]) -> str:
    number, uid, routine_id, started_ms, offset_s, source, routine, plan = row
    facts = connection.execute(
        "SELECT at_ms, wall_ms, kind, data FROM journal WHERE session_id = ? ORDER BY seq",
        (number,),
    )
    listed = ",".join(f"[{at},{wall},{_text(kind)},{data}]" for at, wall, kind, data in facts)
    started = from_epoch_ms(started_ms, offset_s).isoformat(timespec="milliseconds")
    fields = {
        "uid": uid,
        "routine_id": routine_id,
        "started_at": started,
        "source": source,
        "routine": routine,
        "plan": plan,
    }
    return f'{_text(fields)[:-1]},"facts":[{listed}]}}'


def _text(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A session of the file that makes no sense, and why."""

    reason: str


def read_json(text: str) -> Iterator[WholeSession | Unreadable]:
    """Yield the sessions of a file; raise ExchangeError where it is none of ours."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ExchangeError(f"This is not JSON: {error}. Export it again, and whole.") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise ExchangeError(
            "This JSON is not a history from BandTimer. `bandtimer history export --format json` "
            "writes one."
        )
    version = data.get("version")
    if type(version) is not int or version < 1:
        raise ExchangeError(
            f"This file has {json.dumps(version)} for its version, which is none: they are whole "
            "numbers from 1 on. Export it again."
        )
    if version > VERSION:
        raise ExchangeError(
            f"This file is of version {version}, and this BandTimer reads versions up to "
            f"{VERSION}. Use the newer BandTimer."
        )
    snapshots, sessions = data.get("snapshots"), data.get("sessions")
    if not isinstance(snapshots, dict) or not isinstance(sessions, list):
        raise ExchangeError("The file lacks its snapshots or its sessions. Export it again.")
    known: dict[tuple[type, str], Any] = {}
    sessions.reverse()
    while sessions:
        # Let go of each as it is read: a long history is large enough once.
        item = sessions.pop()
        try:
            yield _read_session(item, snapshots, known)
        except KeyError as error:
            yield Unreadable(f"{error} is missing")
        except (TypeError, ValueError) as error:
            yield Unreadable(str(error))


def _read_session(
    item: Mapping[str, Any], snapshots: Mapping[str, Any], known: dict[tuple[type, str], Any]
) -> WholeSession:
    def snapshot(kind: type, digest: str) -> Any:
        if (kind, digest) not in known:
            known[kind, digest] = from_data(kind, snapshots[digest])
        return known[kind, digest]

    started = datetime.fromisoformat(item["started_at"])
    if started.tzinfo is None:
        raise ValueError("its start has no offset from UTC")
    if item["source"] not in _SOURCES:
        raise ValueError(f"unknown source {item['source']!r}")
    facts, saved = [], []
    for at, saved_ms, kind, data in item["facts"]:
        if type(at) is not int or type(saved_ms) is not int:
            raise TypeError("a fact's times are whole numbers of milliseconds")
        facts.append(fact_from_data(kind, at, data))
        saved.append(saved_ms)
    plan: Plan = snapshot(Plan, item["plan"])
    _require_exercises(plan)
    return WholeSession(
        uid=str(item["uid"]),
        routine_id=str(item["routine_id"]),
        started=started,
        routine=snapshot(Routine, item["routine"]),
        plan=plan,
        facts=tuple(facts),
        saved_ms=tuple(saved),
        source=item["source"],
    )


def _require_exercises(plan: Plan) -> None:
    for step in plan.steps:
        if step.exercise not in plan.exercises:
            raise KeyError(step.exercise)
