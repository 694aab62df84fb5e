"""The plug pulled at fifty random instants of one session loses nothing of it."""

import random
import subprocess
import sys
import threading
from pathlib import Path

from bandtimer.core.record import SetRecord
from bandtimer.storage.database import open_database
from bandtimer.storage.history import History, SessionRow

KILLS = 50
SPEED = 40.0
# At this speed no step takes longer than a run may last, or it would begin again for ever.
LONGEST_RUN_S = 0.4

ROUTINE = """\
format: 1
name: Many short sets
sets: 12
rest: 3s
exercises:
  - {exercise: banded-glute-kickback, reps: 3-4, tempo: 1-0-1-0}
  - {exercise: isometric-glute-bridge, hold: 3-4s}
  - {exercise: banded-clamshell, sides: alternate, alternate_every: 2, reps: 4, tempo: 1-0-1-0}
  - {exercise: bent-over-band-row, time: 4s}
"""


def lead(data_dir: Path, routine: Path) -> "subprocess.Popen[str]":
    child = Path(__file__).with_name("led_at_speed.py")
    command = [sys.executable, str(child), str(data_dir), str(routine), str(SPEED)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def recorded(data_dir: Path) -> tuple[SessionRow, tuple[SetRecord, ...]]:
    connection = open_database(data_dir / "history.sqlite3")
    try:
        history = History(connection)
        (row,) = history.sessions(10)
        return row, history.sets(row.id)
    finally:
        connection.close()


def test_killed_fifty_times_the_record_is_that_of_an_undisturbed_session(tmp_path: Path) -> None:
    routine = tmp_path / "many-short-sets.yaml"
    routine.write_text(ROUTINE)
    seed = random.SystemRandom().randrange(1 << 32)
    print(f"seed {seed}")
    chance = random.Random(seed)  # noqa: S311 - chance, not secrets

    kills = 0
    ended_before: tuple[SetRecord, ...] = ()
    while True:
        process = lead(tmp_path / "killed", routine)
        assert process.stdout is not None
        assert process.stdout.readline() == "led\n"
        if kills < KILLS:
            killer = threading.Timer(chance.uniform(0, LONGEST_RUN_S), process.kill)
            killer.start()
            process.wait()
            killer.cancel()
            kills += 1
        else:
            process.wait()
        process.stdout.close()
        row, ended = recorded(tmp_path / "killed")
        assert ended[: len(ended_before)] == ended_before
        ended_before = ended
        if row.status == "finished":
            break
    assert kills == KILLS, "the session was too short to be killed so often"

    undisturbed = lead(tmp_path / "undisturbed", routine)
    undisturbed.communicate()
    expected, expected_sets = recorded(tmp_path / "undisturbed")
    assert ended == expected_sets
    assert (row.status, row.active_ms, row.sets_done, row.sets_planned) == (
        expected.status,
        expected.active_ms,
        expected.sets_done,
        expected.sets_planned,
    )
