"""Sessions put into a data folder as the player would, without waiting for them."""

from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path

from bandtimer.core.compile import compile_plan
from bandtimer.core.engine import Engine, Output
from bandtimer.core.routine import (
    SECOND,
    Block,
    Exercise,
    Hold,
    Prescription,
    Range,
    Reps,
    Routine,
    Sides,
    Timed,
)
from bandtimer.storage.database import open_database
from bandtimer.storage.folders import Folders
from bandtimer.storage.journal import Journal

EXERCISES = {
    "kickback": Exercise("kickback", "Kickback", sides=Sides.EACH),
    "walk": Exercise("walk", "Band walk", sides=Sides.ALTERNATE, alternate_every=2),
    "bridge": Exercise("bridge", "Bridge hold"),
    "squat": Exercise("squat", "Squat"),
}
# Get ready until 0:10; left side until 0:25, switch, right side from 0:31 to 0:46; walk until
# 1:26; a hold until 1:34 and an open-ended one for as long as the athlete likes; 6 s of squats.
MIXED = Routine(
    "mixed",
    "Mixed",
    (
        Block(
            (
                Prescription("kickback", Reps(Range(2, 3)), rest_ms=0),
                Prescription("walk", Reps(Range.exactly(4)), rest_ms=0),
                Prescription("bridge", Hold(Range(6 * SECOND, 8 * SECOND)), rest_ms=0),
                Prescription("bridge", Hold(Range(0, None)), rest_ms=0),
                Prescription("squat", Timed(6 * SECOND)),
            )
        ),
    ),
)
SHORT = Routine("short", "Short", (Block((Prescription("squat", Reps(Range.exactly(2))),)),))

# Auckland in summer, thirteen hours ahead of UTC; noon in Newfoundland, three and a half behind.
AUCKLAND = datetime(2026, 1, 5, 18, 50, 12, 345_000, timezone(timedelta(hours=13)))
ST_JOHNS = datetime(2026, 1, 6, 12, 0, tzinfo=timezone(-timedelta(hours=3, minutes=30)))

Deed = tuple[int, Callable[[Engine, int], Output]]


def record(
    data_dir: Path,
    routine: Routine = SHORT,
    started: datetime = AUCKLAND,
    deeds: Iterable[Deed] = (),
    until_ms: int = 10_000_000,
) -> int:
    """Write a session in which the athlete does these deeds at these times; return its id.

    It is cut off at `until_ms` if it has not ended by then.
    """
    folders = Folders.at(data_dir)
    folders.create()
    plan = compile_plan(routine, EXERCISES)
    engine = Engine(plan)
    with closing(open_database(folders.database)) as connection:
        journal = Journal(connection)
        session_id = journal.begin(routine.id, routine, plan, started)
        for at, deed in (*deeds, (until_ms, Engine.poll)):
            output = deed(engine, at)
            wall_ms = round(started.timestamp() * 1_000) + at
            journal.append(session_id, output.facts, engine.state, wall_ms)
    return session_id
