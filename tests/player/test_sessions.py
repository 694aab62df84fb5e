"""Sessions begun, cut off, taken up, finished and discarded."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from fake_clock import FakeClock
from led_session import HOLDS, KICKBACKS, Led, facts_of

from bandtimer.core.facts import (
    Ending,
    Fact,
    Outcome,
    Paused,
    PauseReason,
    Resumed,
    SessionEnded,
    StepEnded,
    StepStarted,
)
from bandtimer.core.record import set_records
from bandtimer.core.state import Status, fold
from bandtimer.player.intents import Intent
from bandtimer.player.sessions import Sessions
from bandtimer.storage.database import open_database
from bandtimer.storage.history import History
from bandtimer.storage.journal import Journal, SessionActiveError
from bandtimer.storage.leading import LedElsewhereError

pytestmark = pytest.mark.usefixtures("qapp")


@contextmanager
def led_until(folder: Path, clock: FakeClock, seconds: float) -> Iterator[Led]:
    led = Led(folder, clock)
    led.start()
    led.run(seconds)
    try:
        yield led
    finally:
        led.close()


@contextmanager
def program(folder: Path, clock: FakeClock) -> Iterator[tuple[Sessions, History]]:
    """Start the program again on the same data."""
    with closing(open_database(folder / "history.sqlite3")) as connection:
        history = History(connection)
        yield Sessions(connection, history, clock), history


def ended_steps(facts: Sequence[Fact]) -> list[int]:
    return [fact.step for fact in facts if isinstance(fact, StepEnded)]


def test_a_new_session_is_open_from_the_start(tmp_path: Path, clock: FakeClock) -> None:
    led = Led(tmp_path, clock)
    unfinished = led.sessions.unfinished()
    assert unfinished is not None
    assert (unfinished.routine, unfinished.plan) == (KICKBACKS, led.plan)
    assert unfinished.started == clock.wall()
    assert unfinished.facts == ()
    led.close()


@pytest.mark.parametrize("seconds", [0, 4.2, 10, 17.3, 20, 22.5, 37, 66.999])
def test_cut_off_and_taken_up_it_ends_like_an_undisturbed_one(
    tmp_path: Path, clock: FakeClock, seconds: float
) -> None:
    with led_until(tmp_path, clock, seconds) as led:
        before = led.facts
    # The computer starts anew: another origin of the steady clock.
    later = FakeClock(ms=7)
    with program(tmp_path, later) as (sessions, history):
        unfinished = sessions.unfinished()
        assert unfinished is not None
        assert unfinished.facts == before
        controller = sessions.resume(unfinished)
        assert controller.state.status is Status.PAUSED
        assert controller.now == before[-1].at
        controller.perform(Intent.PAUSE)
        later.run(controller, 80_000)
        assert controller.state.ending is Ending.FINISHED
        assert sessions.unfinished() is None
        (row,) = history.sessions(9)
        undisturbed = fold(led.plan, facts_of(led.plan))
        assert history.sets(row.id) == set_records(undisturbed)
        assert row.active_ms == undisturbed.active_ms(undisturbed.at)


def test_taken_up_it_says_that_it_was_interrupted(tmp_path: Path, clock: FakeClock) -> None:
    with led_until(tmp_path, clock, 17) as led:
        last = led.facts[-1].at
    with program(tmp_path, clock) as (sessions, _):
        unfinished = sessions.unfinished()
        assert unfinished is not None
        controller = sessions.resume(unfinished)
        clock.stall(60_000)
        assert controller.now == last + 60_000
        assert controller.perform(Intent.PRIMARY)
        again = sessions.unfinished()
        assert again is not None
        assert again.facts[-2:] == (
            Paused(last, PauseReason.INTERRUPTED),
            Resumed(last + 60_000),
        )


def test_a_session_that_was_left_is_taken_up_without_another_pause(
    tmp_path: Path, clock: FakeClock
) -> None:
    with led_until(tmp_path, clock, 17) as led:
        led.controller.perform(Intent.LEAVE)
        facts = led.facts
        unfinished = led.sessions.unfinished()
        assert unfinished is not None
        clock.stall(3_600_000)
        led.lead(led.sessions.resume(unfinished))
        assert led.facts == facts
        assert led.controller.now == facts[-1].at
        led.controller.perform(Intent.PRIMARY)
        assert led.facts[-1] == Resumed(facts[-1].at)


def test_finishing_keeps_what_was_done(tmp_path: Path, clock: FakeClock) -> None:
    with led_until(tmp_path, clock, 24) as led:
        unfinished = led.sessions.unfinished()
        assert unfinished is not None
        clock.stall(1_000_000)
        led.sessions.finish(unfinished)
        assert led.sessions.unfinished() is None
        assert led.facts[-2:] == (
            StepEnded(20_000, 2, Outcome.STOPPED, 0, 0),
            SessionEnded(20_000, Ending.STOPPED),
        )
        history = History(led.connection)
        (row,) = history.sessions(9)
        assert (row.status, row.active_ms) == ("stopped", 20_000)
        (record,) = history.sets(row.id)
        assert (record.side, record.reps, record.outcome) == ("left", 2, Outcome.DONE)


def test_finishing_in_work_records_it_as_stopped(tmp_path: Path, clock: FakeClock) -> None:
    with led_until(tmp_path, clock, 17) as led:
        led.controller.perform(Intent.LEAVE)
        unfinished = led.sessions.unfinished()
        assert unfinished is not None
        led.sessions.finish(unfinished)
        (record,) = History(led.connection).sets(unfinished.id)
        assert (record.reps, record.elapsed_ms, record.outcome) == (1, 7_000, Outcome.STOPPED)


def test_finishing_before_anything_happened(tmp_path: Path, clock: FakeClock) -> None:
    led = Led(tmp_path, clock)
    unfinished = led.sessions.unfinished()
    assert unfinished is not None
    led.sessions.finish(unfinished)
    assert led.facts == (
        StepStarted(0, 0),
        StepEnded(0, 0, Outcome.STOPPED, 0, 0),
        SessionEnded(0, Ending.STOPPED),
    )
    assert History(led.connection).sets(unfinished.id) == ()
    led.close()


def test_discarding_leaves_nothing(tmp_path: Path, clock: FakeClock) -> None:
    with led_until(tmp_path, clock, 24) as led:
        unfinished = led.sessions.unfinished()
        assert unfinished is not None
        led.sessions.discard(unfinished)
        assert led.sessions.unfinished() is None
        assert History(led.connection).count() == 0
        assert led.connection.execute("SELECT count(*) FROM journal").fetchone() == (0,)


def test_beginning_another_finishes_the_one_before(tmp_path: Path, clock: FakeClock) -> None:
    with led_until(tmp_path, clock, 17) as led:
        first = led.controller
        first.perform(Intent.LEAVE)
        led.lead(led.sessions.begin(HOLDS, led.plan))
        led.start()
        rows = History(led.connection).sessions(9)
        assert [(row.routine_id, row.status) for row in rows] == [
            ("holds", "active"),
            ("kickbacks", "stopped"),
        ]
        assert ended_steps(led.facts) == []


def test_the_journal_itself_knows_only_one_at_a_time(tmp_path: Path, clock: FakeClock) -> None:
    with led_until(tmp_path, clock, 1) as led:
        with pytest.raises(SessionActiveError, match="has not ended"):
            Journal(led.connection).begin("holds", HOLDS, led.plan, clock.wall())
        assert History(led.connection).count() == 1


def test_what_another_window_leads_is_left_alone(tmp_path: Path, clock: FakeClock) -> None:
    with led_until(tmp_path, clock, 17) as led:
        unfinished = led.sessions.unfinished()
        assert unfinished is not None
        with program(tmp_path, clock) as (sessions, history):
            assert sessions.unfinished() is None
            for deed in (
                lambda: sessions.begin(KICKBACKS, led.plan),
                lambda: sessions.resume(unfinished),
                lambda: sessions.finish(unfinished),
                lambda: sessions.discard(unfinished),
            ):
                with pytest.raises(LedElsewhereError, match="in another window of BandTimer"):
                    deed()
            led.run(100)
            assert led.failures == []
            (row,) = history.sessions(10)
            assert row.sets_done > 0


def test_once_it_is_left_or_over_another_window_may_lead(tmp_path: Path, clock: FakeClock) -> None:
    with led_until(tmp_path, clock, 17) as led, program(tmp_path, clock) as (sessions, _):
        led.controller.perform(Intent.LEAVE)
        unfinished = sessions.unfinished()
        assert unfinished is not None
        controller = sessions.resume(unfinished)
        assert led.sessions.unfinished() is None
        controller.perform(Intent.STOP)
        led.sessions.begin(KICKBACKS, led.plan)
        assert sessions.unfinished() is None
