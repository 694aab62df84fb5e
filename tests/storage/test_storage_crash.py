"""A program that is killed at any instant has lost nothing that it had saved."""

import os
import subprocess
import sys
from itertools import accumulate, cycle
from pathlib import Path

import journal_writer
import pytest
from storage_samples import MIXED, facts_of, opened, plan_of

import bandtimer
from bandtimer.core.engine import Engine
from bandtimer.core.facts import Ending
from bandtimer.core.record import set_records
from bandtimer.core.state import State, fold
from bandtimer.storage.database import faults
from bandtimer.storage.history import History
from bandtimer.storage.journal import Journal

PLAN = plan_of(MIXED)
FACTS = facts_of(PLAN)
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(bandtimer.__file__).parents[1])}


def whole_batches() -> set[int]:
    """Return how many facts may be saved after a whole number of appends."""
    sizes = accumulate(cycle(journal_writer.BATCHES), initial=0)
    return {min(size, len(FACTS)) for size, _ in zip(sizes, FACTS, strict=False)}


def command(path: Path, *arguments: object) -> list[str]:
    return [sys.executable, journal_writer.__file__, str(path), *map(str, arguments)]


def check_what_is_left(path: Path, acknowledged: int) -> int:
    """Check that whole batches are there, all that were acknowledged, and that it goes on."""
    with opened(path) as connection:
        assert faults(connection) == ()
        journal, history = Journal(connection), History(connection)
        session = journal.load(1)
        saved = len(session.facts)
        assert session.facts == FACTS[:saved]
        assert saved >= acknowledged
        assert saved in whole_batches()
        state = fold(PLAN, session.facts)
        assert history.sets(1) == set_records(state)
        row = history.session(1)
        assert row is not None
        assert row.active_ms == state.active_ms(state.at)
        if state.ending is None:
            _go_on(journal, state)
            assert len(history.sets(1)) == len(set_records(fold(PLAN, FACTS)))
        assert {row.status for row in history.sessions(9)} == {"finished"}
    return saved


def _go_on(journal: Journal, state: State) -> None:
    active = journal.active()
    assert active is not None
    engine, output = Engine.interrupted(active.plan, active.facts)
    facts = output.facts
    if facts:
        facts += engine.resume(engine.state.at).facts
    while engine.state.ending is None:
        facts += engine.poll(engine.next_deadline() or engine.state.at).facts
        if engine.state.current is not None and engine.next_deadline() is None:
            facts += engine.finish_step(engine.state.at + 5_000).facts
    assert engine.state.ending is Ending.FINISHED
    journal.append(active.id, facts, engine.state, 0)


@pytest.mark.skipif(os.name != "posix", reason="the writer sends itself a POSIX signal")
def test_killed_before_any_statement_only_whole_batches_are_left(tmp_path: Path) -> None:
    reached = []
    for statement in range(24):
        path = tmp_path / f"{statement}.sqlite3"
        killed = subprocess.run(
            command(path, statement), env=ENVIRONMENT, capture_output=True, text=True, check=False
        )
        assert killed.returncode == -9, killed.stderr
        acknowledged = [int(line) for line in killed.stdout.split()]
        reached.append(check_what_is_left(path, max(acknowledged, default=0)))
    assert reached == sorted(reached)
    assert len(set(reached)) >= 3


@pytest.mark.parametrize("lines", [1, 2, 3, 5, 8, 11])
def test_killed_from_outside_only_whole_batches_are_left(tmp_path: Path, lines: int) -> None:
    path = tmp_path / "history.sqlite3"
    with subprocess.Popen(
        command(path), env=ENVIRONMENT, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        acknowledged = [int(writer.stdout.readline()) for _ in range(lines)]
        writer.kill()
    check_what_is_left(path, acknowledged[-1])
