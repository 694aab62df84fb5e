"""A history of many sessions over fifteen years, to measure with.

A few hundred sessions are led by the engine, better and better ones, and recorded as usual. All
others are copies of those with days of their own, made inside SQLite: every one has its facts, and
what is worked out from them, as if it had been led.
"""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bandtimer.core.compile import Choices, compile_plan
from bandtimer.core.engine import Engine
from bandtimer.core.facts import Fact, Relief
from bandtimer.core.plan import Plan, estimated_ms, estimated_reps
from bandtimer.core.routine import SECOND, Hold, Reps, Routine
from bandtimer.core.state import Status
from bandtimer.routines.library import Library, load_library
from bandtimer.storage.database import open_database, transaction
from bandtimer.storage.editing import SetValues, edit_set, values_of
from bandtimer.storage.history import History
from bandtimer.storage.journal import Journal
from bandtimer.storage.timestamps import to_epoch_ms, utc_offset_s

YEARS = 15
STAGES = 24
VARIATIONS = 3
# Routine, whether the tempo counts its reps, and its share of all sessions: 60 facts on average.
MIX = (
    ("bridge-holds", False, 0.25),
    ("pre-run-warm-up", False, 0.19),
    ("accessory", False, 0.37),
    ("beginner", False, 0.15),
    ("accessory", True, 0.04),
)
BANDS = ("Light", "Medium", "Heavy")
NOTES = (
    "Easy today.",
    "Left hip tight, better after the second set",
    "Nach dem Lauf – müde",
    "Band rolled up; use the wide one next time.",
    "New shoes on the run before. Calves sore.",
)
SET_NOTES = ("wobbly", "full range", "hip sank", "Knie zieht")
HOME, AWAY = ZoneInfo("Europe/Berlin"), ZoneInfo("Pacific/Auckland")


def make_history(path: Path, sessions: int, end: datetime | None = None, seed: int = 1) -> int:
    """Make the database, which must not be there yet; return how many facts it has.

    `end` is the time before which the last session lies, now if it is not given.
    """
    if path.exists():
        raise FileExistsError(f"{path} is there already")
    chance = random.Random(seed)  # noqa: S311 - it need not be secret, but the same every time
    with closing(open_database(path)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -200000")
        examples = _record_examples(connection, chance)
        _copy(connection, _dated(examples, sessions, end or datetime.now(HOME), chance))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (facts,) = connection.execute("SELECT count(*) FROM journal").fetchone()
        return int(facts)


def _record_examples(connection: sqlite3.Connection, chance: random.Random) -> list[list[int]]:
    """Record the sessions to be copied; return their ids by stage and part of the mix."""
    library, journal = load_library(), Journal(connection)
    start = datetime(2000, 1, 1, 12, tzinfo=HOME)
    found = []
    for stage in range(STAGES):
        strength = 1 + stage / STAGES
        band = BANDS[stage * len(BANDS) // STAGES]
        for name, paced, _ in MIX:
            ids = []
            for _ in range(VARIATIONS):
                routine = library.routines[name]
                plan = _plan(library, routine, paced, band)
                engine, facts = _led(plan, strength, chance)
                session_id = journal.begin(routine.id, routine, plan, start)
                journal.append(session_id, facts, engine.state, to_epoch_ms(start))
                if chance.random() < 0.2:
                    _edit(connection, journal, session_id, chance)
                ids.append(session_id)
            found.append(ids)
    return found


def _plan(library: Library, routine: Routine, paced: bool, band: str) -> Plan:
    bands = {item.exercise: band for item in routine.prescriptions}
    return compile_plan(routine, library.exercises, Choices(paced=paced, bands=bands))


def _led(plan: Plan, strength: float, chance: random.Random) -> tuple[Engine, list[Fact]]:
    """Lead a session as an athlete does who puts reps down after the set."""
    engine = Engine(plan)
    facts: list[Fact] = [*engine.poll(0).facts]
    given_up = chance.randrange(5, len(plan.steps)) if chance.random() < 0.06 else len(plan.steps)
    hurts = chance.randrange(len(plan.steps)) if chance.random() < 0.03 else -1
    now = 0
    while engine.state.status is not Status.ENDED:
        step, index = engine.state.current, engine.state.step
        if step is None or index >= given_up:
            facts += engine.stop(now).facts
            break
        if index == hurts:
            facts += engine.report_pain(now, Relief.STOP_EXERCISE).facts
            hurts = -1
            continue
        by_hand = step.self_counted or isinstance(step.work, Hold)
        length = estimated_ms(step)
        if isinstance(step.work, Hold):
            length = round(length * strength * chance.uniform(0.7, 1.1))
        now += length
        facts += engine.poll(now).facts
        if by_hand and engine.state.step == index and engine.state.current is not None:
            facts += engine.finish_step(now).facts
            if isinstance(step.work, Reps):
                reps = round(estimated_reps(step) * strength * chance.uniform(0.75, 1.0))
                facts += engine.correct_reps(now, reps).facts
    if chance.random() < 0.8:
        facts += engine.rate(now, chance.randint(4, 9)).facts
    if chance.random() < 0.15:
        facts += engine.note(now, chance.choice(NOTES)).facts
    return engine, facts


def _edit(
    connection: sqlite3.Connection, journal: Journal, session_id: int, chance: random.Random
) -> None:
    record = chance.choice(History(connection).sets(session_id))
    was = values_of(record)
    effort, note = chance.randint(5, 9), chance.choice(SET_NOTES)
    values = SetValues(was.reps, was.elapsed_ms + SECOND, was.band, effort, note)
    edit_set(journal, session_id, record.step, record.side, values, 0)


def _dated(
    examples: list[list[int]], sessions: int, end: datetime, chance: random.Random
) -> Iterator[tuple[int, str, int, int]]:
    """Yield example, uid, start in ms and offset in s of every session, the oldest first."""
    span = timedelta(days=365 * YEARS)
    shares = [share for _, _, share in MIX]
    for number in range(sessions):
        passed = (number + chance.random()) / sessions
        day = (end - (1 - passed) * span).date()
        zone = AWAY if chance.random() < 0.03 else HOME
        clock = timedelta(
            hours=chance.choice((6, 7, 12, 18, 19, 23)), seconds=chance.randrange(3600)
        )
        started = min(datetime(day.year, day.month, day.day, tzinfo=zone) + clock, end)
        stage = min(int(passed * STAGES), STAGES - 1)
        (kind,) = chance.choices(range(len(MIX)), shares)
        example = chance.choice(examples[stage * len(MIX) + kind])
        uid = f"{chance.getrandbits(128):032x}"
        yield example, uid, to_epoch_ms(started), utc_offset_s(started)


def _copy(connection: sqlite3.Connection, dated: Iterator[tuple[int, str, int, int]]) -> None:
    indexes = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
    ).fetchall()
    (last,) = connection.execute("SELECT max(id) FROM session").fetchone()
    connection.execute(
        "CREATE TEMP TABLE copied (id INTEGER PRIMARY KEY, example INTEGER, uid TEXT, "
        "started_ms INTEGER, utc_offset_s INTEGER)"
    )
    with transaction(connection):
        connection.executemany(
            "INSERT INTO copied VALUES (?, ?, ?, ?, ?)",
            ((last + number, *row) for number, row in enumerate(dated, start=1)),
        )
        for name, _ in indexes:
            connection.execute(f"DROP INDEX {name}")
        for table, own in (
            ("session", {"id": "copied.id", "uid": "copied.uid"}),
            ("journal", {"session_id": "copied.id", "wall_ms": "copied.started_ms + at_ms"}),
            ("set_log", {"session_id": "copied.id"}),
            ("pain", {"session_id": "copied.id"}),
            ("session_text", {"session_id": "copied.id"}),
        ):
            _copy_rows(connection, table, own)
        for table in ("journal", "set_log", "pain", "session_text"):
            connection.execute(f"DELETE FROM {table} WHERE session_id <= ?", (last,))  # noqa: S608
        for _, sql in indexes:
            connection.execute(sql)
        connection.execute("DELETE FROM session WHERE id <= ?", (last,))


def _copy_rows(connection: sqlite3.Connection, table: str, own: dict[str, str]) -> None:
    own = {**own, "started_ms": "copied.started_ms", "utc_offset_s": "copied.utc_offset_s"}
    info = connection.execute(f"PRAGMA table_xinfo({table})").fetchall()
    columns = [name for _, name, _, _, _, _, hidden in info if not hidden]
    key = "id" if table == "session" else "session_id"
    taken = ", ".join(own.get(column, f"{table}.{column}") for column in columns)
    connection.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {taken} FROM copied "  # noqa: S608
        f"CROSS JOIN {table} ON {table}.{key} = copied.example ORDER BY copied.id"
    )
