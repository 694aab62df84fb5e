"""The machine's sleep: told from a mere stall, and paused at the instant it began."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fake_clock import FakeClock, fire
from hypothesis import given
from hypothesis import strategies as st
from led_session import HOLDS, KICKBACKS, OPEN_HOLD, Led, kinds
from pytestqt.qtbot import QtBot

from bandtimer.core.facts import Paused, PauseReason, Resumed
from bandtimer.core.routine import Routine
from bandtimer.core.state import Status
from bandtimer.player.clock import SystemClock, steady_ns, unresting_ns
from bandtimer.player.deadline_timer import DeadlineTimer
from bandtimer.player.intents import Intent
from bandtimer.player.sessions import Sessions
from bandtimer.player.suspend import SHORTEST_SLEEP_NS, SleepWatch
from bandtimer.storage.history import History

SECOND_NS = 1_000_000_000


class Machine:
    """Two clocks: in sleep one stands still."""

    def __init__(self) -> None:
        self.steady, self.unresting = 5_000, 77_000_000

    def run(self, ns: int) -> None:
        self.steady += ns
        self.unresting += ns

    def sleep(self, ns: int) -> None:
        self.unresting += ns

    def watch(self) -> SleepWatch:
        return SleepWatch(lambda: self.steady, lambda: self.unresting)


@given(st.lists(st.integers(0, 10**15)))
def test_however_long_it_stalls_it_has_not_slept(stalls: list[int]) -> None:
    machine = Machine()
    watch = machine.watch()
    for stall in stalls:
        machine.run(stall)
        assert not watch.slept()


@given(st.integers(0, 10**15), st.integers(SHORTEST_SLEEP_NS, 10**17))
def test_a_sleep_is_told_once(stall: int, sleep: int) -> None:
    machine = Machine()
    watch = machine.watch()
    machine.run(stall)
    machine.sleep(sleep)
    assert watch.slept()
    assert not watch.slept()


def test_a_nap_below_two_seconds_is_none() -> None:
    machine = Machine()
    watch = machine.watch()
    machine.sleep(SHORTEST_SLEEP_NS - 1)
    assert not watch.slept()
    machine.sleep(1)
    assert not watch.slept()


def test_a_process_stopped_between_its_looks_at_both_clocks_has_not_slept() -> None:
    machine = Machine()
    stops = iter([0, 60 * SECOND_NS, 0])

    def unresting() -> int:
        machine.run(next(stops))
        return machine.unresting

    watch = SleepWatch(lambda: machine.steady, unresting)
    assert not watch.slept()


def test_the_machines_own_clocks_go_together_while_it_is_awake() -> None:
    watch = SleepWatch(steady_ns, unresting_ns)
    assert not watch.slept()


def test_the_session_is_led_by_the_clock_that_stands_still_in_sleep() -> None:
    before = steady_ns() // 1_000_000
    now = SystemClock().now_ms()
    assert before <= now <= steady_ns() // 1_000_000


class Sleeper:
    """A led session on a machine that the test puts to sleep."""

    def __init__(self, folder: Path, clock: FakeClock, routine: Routine = KICKBACKS) -> None:
        self.naps = 0
        self.led = Led(folder, clock, routine)
        self.led.controller.perform(Intent.STOP)
        self.led.cues.clear()
        connection = self.led.connection
        sessions = Sessions(connection, History(connection), clock, slept=self._slept)
        self.led.lead(sessions.begin(routine, self.led.plan))
        self.led.start()

    def close(self) -> None:
        self.led.close()

    def sleep(self) -> None:
        """Sleep: the session's clock stands still meanwhile."""
        self.naps += 1

    def wake(self, late_ms: int) -> None:
        """Let the timer fire so long after its deadline."""
        timer = self.led.controller.findChild(DeadlineTimer)
        assert isinstance(timer, DeadlineTimer)
        assert timer.deadline is not None
        self.led.clock.ms = timer.deadline + late_ms
        fire(timer)

    def _slept(self) -> bool:
        slept, self.naps = self.naps > 0, 0
        return slept


@pytest.fixture
def sleeper(tmp_path: Path, clock: FakeClock, qtbot: QtBot) -> Iterator[Sleeper]:
    with closing(Sleeper(tmp_path, clock)) as sleeper:
        yield sleeper


def test_it_pauses_at_the_instant_of_the_sleep(sleeper: Sleeper) -> None:
    led = sleeper.led
    led.run(12)
    at = led.controller.now
    sleeper.sleep()
    assert led.controller.look_for_sleep()
    assert led.facts[-1] == Paused(at, PauseReason.SUSPENDED)
    assert led.controller.state.status is Status.PAUSED


def test_nothing_is_announced_after_a_sleep(sleeper: Sleeper) -> None:
    led = sleeper.led
    led.run(12)
    told, steps = len(led.cues), led.controller.state.step
    sleeper.sleep()
    sleeper.wake(late_ms=50)
    assert len(led.cues) == told
    assert led.controller.state.step == steps
    assert led.controller.state.pause_reason is PauseReason.SUSPENDED


def test_what_came_due_as_it_fell_asleep_is_kept_and_not_announced(
    tmp_path: Path, clock: FakeClock, qtbot: QtBot
) -> None:
    with closing(Sleeper(tmp_path, clock, HOLDS)) as sleeper:
        led = sleeper.led
        led.run(10.5)
        told = len(led.cues)
        # The hold's next cue is seconds away, so the last look tells nothing about the sleep.
        sleeper.sleep()
        sleeper.wake(late_ms=50)
        assert led.facts[-1] == Paused(led.controller.now, PauseReason.SUSPENDED)
        assert len(led.cues) == told


def test_what_passed_while_all_programs_were_stopped_does_not_count(
    sleeper: Sleeper, clock: FakeClock
) -> None:
    led = sleeper.led
    led.run(12)
    led.controller.look_for_sleep()
    at = led.controller.now
    sleeper.sleep()
    clock.stall(2_900)
    assert led.controller.look_for_sleep()
    assert led.facts[-1] == Paused(at, PauseReason.SUSPENDED)


def test_a_mere_stall_goes_on(sleeper: Sleeper) -> None:
    led = sleeper.led
    led.run(12)
    sleeper.wake(late_ms=60_000)
    assert led.controller.state.status is not Status.PAUSED
    assert "Paused" not in kinds(led.facts)


def test_the_first_wish_after_a_sleep_finds_it_paused_and_does_nothing_else(
    sleeper: Sleeper,
) -> None:
    led = sleeper.led
    led.run(12)
    step = led.controller.state.step
    sleeper.sleep()
    assert not led.controller.perform(Intent.NEXT)
    assert led.controller.state.step == step
    assert led.controller.state.pause_reason is PauseReason.SUSPENDED
    assert led.controller.perform(Intent.PAUSE)
    assert isinstance(led.facts[-1], Resumed)


def test_a_sleep_while_paused_changes_nothing(sleeper: Sleeper) -> None:
    led = sleeper.led
    led.run(12)
    led.controller.perform(Intent.PAUSE)
    before = led.facts
    sleeper.sleep()
    assert not led.controller.look_for_sleep()
    assert led.facts == before
    assert led.controller.perform(Intent.RESUME)


def test_a_step_without_a_deadline_is_paused_by_the_warning(
    tmp_path: Path, clock: FakeClock, qtbot: QtBot
) -> None:
    with closing(Sleeper(tmp_path, clock, OPEN_HOLD)) as sleeper:
        led = sleeper.led
        led.run(30)
        led.controller.fall_asleep()
        assert led.controller.state.pause_reason is PauseReason.SUSPENDED
