"""The timer that aims at an instant of the clock."""

import pytest
from fake_clock import FakeClock, fire
from PySide6.QtCore import QCoreApplication, QTimer
from pytestqt.qtbot import QtBot

from bandtimer.player.clock import SystemClock
from bandtimer.player.deadline_timer import DeadlineTimer

pytestmark = pytest.mark.usefixtures("qapp")


class Watched(DeadlineTimer):
    """Notes when it was due."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__(clock)
        self.dues: list[int] = []
        self.due.connect(lambda: self.dues.append(clock.ms))

    @property
    def wait(self) -> QTimer:
        wait = self.findChild(QTimer)
        assert isinstance(wait, QTimer)
        return wait


@pytest.fixture
def timer(clock: FakeClock) -> Watched:
    return Watched(clock)


def test_it_rests_until_it_is_aimed(timer: Watched) -> None:
    assert timer.deadline is None
    assert not timer.wait.isActive()
    fire(timer)
    assert timer.dues == []


def test_it_fires_once_and_rests_again(timer: Watched, clock: FakeClock) -> None:
    deadline = clock.ms + 150
    timer.aim(deadline)
    assert timer.deadline == deadline
    clock.stall(150)
    fire(timer)
    fire(timer)
    assert timer.dues == [deadline]
    assert timer.deadline is None


def test_a_wait_that_ends_early_is_taken_up_again(timer: Watched, clock: FakeClock) -> None:
    timer.aim(clock.ms + 150)
    clock.stall(149)
    fire(timer)
    assert timer.dues == []
    assert timer.wait.isActive()
    assert timer.wait.interval() == 1


def test_a_long_wait_is_aimed_in_two_stages(timer: Watched, clock: FakeClock) -> None:
    timer.aim(clock.ms + 30_000)
    assert timer.wait.interval() == 29_850
    clock.stall(29_860)
    fire(timer)
    assert timer.dues == []
    assert timer.wait.interval() == 140


def test_the_wait_is_precise_and_fits_the_speed(clock: FakeClock) -> None:
    clock.speed = 60
    timer = Watched(clock)
    timer.aim(clock.ms + 6_001)
    # 100.02 real milliseconds, rounded up so that it does not wake in vain.
    assert timer.wait.interval() == 101
    assert timer.wait.timerType().name == "PreciseTimer"


def test_what_is_past_fires_at_once_but_never_within_aim(
    qtbot: QtBot, timer: Watched, clock: FakeClock
) -> None:
    with qtbot.waitSignal(timer.due):
        timer.aim(clock.ms - 10_000)
        assert timer.dues == []


def test_a_new_aim_replaces_the_old_and_none_ends_it(timer: Watched, clock: FakeClock) -> None:
    first = clock.ms + 100
    timer.aim(first)
    timer.aim(first + 500)
    clock.stall(100)
    fire(timer)
    assert timer.dues == []
    timer.aim(None)
    clock.stall(1_000)
    assert not timer.wait.isActive()
    fire(timer)
    QCoreApplication.processEvents()
    assert timer.dues == []


def test_it_can_be_aimed_from_its_own_signal(timer: Watched, clock: FakeClock) -> None:
    start = clock.ms
    timer.due.connect(lambda: timer.aim(clock.ms + 1_000) if clock.ms < start + 3_000 else None)
    timer.aim(start + 1_000)
    for _ in range(5):
        clock.stall(1_000)
        fire(timer)
    assert timer.dues == [start + 1_000, start + 2_000, start + 3_000]


def test_real_time_brings_deadlines_in_order_and_none_early(qtbot: QtBot) -> None:
    clock = SystemClock()
    start = clock.now_ms()
    dues: list[tuple[int, int]] = []
    timers = []
    for offset in (60, 20, 40, 250):
        timer = DeadlineTimer(clock)
        timer.due.connect(lambda offset=offset: dues.append((offset, clock.now_ms() - start)))
        timer.aim(start + offset)
        timers.append(timer)
    qtbot.waitUntil(lambda: len(dues) == len(timers))
    assert [offset for offset, _ in dues] == [20, 40, 60, 250]
    assert all(came >= offset for offset, came in dues)
