"""When the disk or another program fails the session: nothing is lost, and it is said."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fake_clock import FakeClock
from led_session import HOLDS, Led, facts_of, kinds
from PySide6.QtCore import Qt, QTimer

from bandtimer.core.engine import Engine
from bandtimer.core.facts import NoteWritten, StepStarted
from bandtimer.core.state import Status, fold
from bandtimer.player.controller import SessionController
from bandtimer.player.intents import Intent
from bandtimer.storage.database import faults, open_database
from bandtimer.storage.journal import Journal

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def led(tmp_path: Path, clock: FakeClock) -> Iterator[Led]:
    led = Led(tmp_path, clock, HOLDS)
    led.start()
    yield led
    led.close()


@pytest.fixture
def other_program(led: Led) -> Iterator[sqlite3.Connection]:
    """Open the same file from elsewhere."""
    with closing(sqlite3.connect(led.database, isolation_level=None)) as connection:
        yield connection


def retry(led: Led) -> None:
    """Let the time until the next try be over."""
    (timer,) = led.controller.findChildren(
        QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly
    )
    assert timer.isActive()
    timer.timeout.emit()


def test_facts_wait_in_order_while_another_program_holds_the_file(
    led: Led, other_program: sqlite3.Connection
) -> None:
    led.run(5)
    other_program.execute("BEGIN EXCLUSIVE")
    led.run(20)
    # The session goes on regardless.
    assert led.controller.state.step == 2
    assert led.facts == (StepStarted(0, 0),)
    assert len(set(led.failures)) == 1
    assert "in use by another program" in led.failures[0]
    other_program.execute("COMMIT")
    led.run(30)
    assert led.failures[-1] == ""
    assert led.facts == facts_of(led.plan)


def test_they_are_tried_again_without_a_new_fact(
    led: Led, other_program: sqlite3.Connection
) -> None:
    led.run(30)
    other_program.execute("BEGIN EXCLUSIVE")
    led.run(10)
    assert led.controller.state.status is Status.ENDED
    saved = led.facts
    retry(led)
    assert led.facts == saved
    other_program.execute("COMMIT")
    retry(led)
    assert led.facts == facts_of(led.plan)
    assert led.failures[-1] == ""
    assert faults(led.connection) == ()


def test_a_full_disk_is_said_and_survived(led: Led) -> None:
    led.run(40)
    (pages,) = led.connection.execute("PRAGMA page_count").fetchone()
    led.connection.execute(f"PRAGMA max_page_count = {pages}")
    note = "Too long for what is left of the disk. " * 1_000
    led.controller.note(note)
    assert "the disk is full" in led.failures[-1]
    assert led.facts == facts_of(led.plan)
    led.connection.execute(f"PRAGMA max_page_count = {10 * pages}")
    retry(led)
    assert led.failures[-1] == ""
    assert led.facts == (*facts_of(led.plan), NoteWritten(35_000, note))


def test_what_the_athlete_does_meanwhile_is_kept_too(
    led: Led, other_program: sqlite3.Connection
) -> None:
    led.run(12)
    other_program.execute("BEGIN EXCLUSIVE")
    assert led.controller.perform(Intent.PAUSE)
    led.clock.stall(7_000)
    assert led.controller.perform(Intent.PAUSE)
    assert led.controller.perform(Intent.STOP)
    state = led.controller.state
    other_program.execute("COMMIT")
    led.controller.rate(4)
    assert [type(fact).__name__ for fact in led.facts[-5:]] == [
        "Paused",
        "Resumed",
        "StepEnded",
        "SessionEnded",
        "EffortRated",
    ]
    assert state.status is Status.ENDED
    assert led.sessions.unfinished() is None


def test_a_session_ended_elsewhere_goes_on_here_and_it_is_told(led: Led) -> None:
    led.run(5)
    with closing(open_database(led.database)) as connection:
        journal = Journal(connection)
        unfinished = journal.active()
        assert unfinished is not None
        engine = Engine(unfinished.plan, unfinished.facts)
        output = engine.stop(engine.state.at)
        journal.append(unfinished.id, output.facts, engine.state, 0)
    led.run(100)
    assert any("ended in another BandTimer" in failure for failure in led.failures)
    assert led.controller.state.step > 1


def test_a_session_led_elsewhere_too_is_not_mixed_up(led: Led) -> None:
    led.run(5)
    with closing(open_database(led.database)) as connection:
        journal = Journal(connection)
        unfinished = journal.active()
        assert unfinished is not None
        elsewhere = SessionController.take_up(unfinished, journal, led.clock)
        assert elsewhere.perform(Intent.PAUSE)
    led.run(20)
    assert any("another BandTimer" in failure for failure in led.failures)
    assert fold(led.plan, led.facts) == elsewhere.state


@pytest.mark.parametrize("comes_first", ["resume", "retry"])
def test_what_was_kept_back_when_it_was_left_is_gone_on_from(
    led: Led, other_program: sqlite3.Connection, comes_first: str
) -> None:
    led.run(15)
    other_program.execute("BEGIN IMMEDIATE")
    led.controller.perform(Intent.LEAVE)
    unfinished = led.sessions.unfinished()
    assert unfinished is not None
    other_program.execute("COMMIT")
    if comes_first == "retry":
        retry(led)
    before = led.controller
    led.lead(led.sessions.resume(unfinished))
    assert led.controller.state == before.state
    assert not _is_trying(before)
    led.start()
    led.controller.perform(Intent.RESUME)
    led.run(30)
    assert fold(led.plan, led.facts) == led.controller.state
    assert faults(led.connection) == ()


def test_what_is_kept_back_for_good_is_left_out_of_the_session(
    led: Led, other_program: sqlite3.Connection
) -> None:
    led.run(15)
    other_program.execute("BEGIN IMMEDIATE")
    led.controller.perform(Intent.LEAVE)
    before, unfinished = led.controller, led.sessions.unfinished()
    assert unfinished is not None
    led.lead(led.sessions.resume(unfinished))
    assert not _is_trying(before)
    other_program.execute("COMMIT")
    led.start()
    led.controller.perform(Intent.RESUME)
    assert fold(led.plan, led.facts) == led.controller.state


def test_a_session_that_kept_something_back_is_finished_with_it(
    led: Led, other_program: sqlite3.Connection
) -> None:
    led.run(15)
    other_program.execute("BEGIN IMMEDIATE")
    led.controller.perform(Intent.LEAVE)
    unfinished = led.sessions.unfinished()
    assert unfinished is not None
    other_program.execute("COMMIT")
    led.sessions.finish(unfinished)
    assert kinds(led.facts)[-3:] == ["Paused", "StepEnded", "SessionEnded"]
    assert not _is_trying(led.controller)
    assert faults(led.connection) == ()


def test_an_end_that_was_kept_back_is_written_before_another_session_begins(
    led: Led, other_program: sqlite3.Connection
) -> None:
    led.run(30)
    other_program.execute("BEGIN IMMEDIATE")
    led.run(10)
    assert led.controller.state.status is Status.ENDED
    other_program.execute("COMMIT")
    ended = led.controller
    another = led.sessions.begin(HOLDS, led.plan)
    assert led.facts == facts_of(led.plan)
    assert another.session_id != ended.session_id
    assert not _is_trying(ended)


def _is_trying(controller: SessionController) -> bool:
    timers = controller.findChildren(QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return any(timer.isActive() for timer in timers)
