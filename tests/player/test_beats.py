"""Beats out of a loudspeaker that is late."""

from pathlib import Path

import pytest
from fake_clock import FakeClock
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from bandtimer.player.audition import Audition
from bandtimer.player.beats import FIRST_BEAT_MS, Beats
from bandtimer.present.tapping import BEAT_MS
from bandtimer.sound.messages import Item

MS = 1_000_000
pytestmark = pytest.mark.usefixtures("qapp")


class Output(Audition):
    """Notes each order."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, folder / "low-music")
        self.orders: list[list[Item]] = []

    def play_at(self, items: list[Item]) -> None:
        self.orders.append(items)


class Player:
    """Beats on a clock that is moved, and when they were due."""

    def __init__(self, folder: Path, clock: FakeClock) -> None:
        self.clock, self.output, self.owner = clock, Output(folder), QObject()
        self.beats = Beats(self.output, clock, self.owner)
        self.dues: list[int] = []
        self.beats.due.connect(lambda: self.dues.append(clock.ms))

    def leaving(self) -> list[int]:
        """Return when the beats leave that were told last."""
        return [item.at // MS for item in self.output.orders[-1]]

    def run(self, ms: int) -> None:
        self.clock.run(self.owner, ms)


@pytest.fixture
def player(tmp_path: Path, clock: FakeClock) -> Player:
    return Player(tmp_path, clock)


def test_beats_leave_as_much_before_they_are_due_as_the_loudspeaker_is_late(
    player: Player,
) -> None:
    player.beats.begin(180, 0.5)
    leaving, told = player.leaving(), player.output.orders[-1]
    player.run(FIRST_BEAT_MS + 180 + 2 * BEAT_MS)
    assert [due - 180 for due in player.dues] == leaving[:3]
    assert player.dues[1] - player.dues[0] == BEAT_MS
    assert {item.gain for item in told} == {0.5}


def test_a_beat_keeps_its_name_however_often_it_is_told(player: Player) -> None:
    player.beats.begin(0, 1)
    player.run(FIRST_BEAT_MS + 20 * BEAT_MS)
    named = {item.id: item.at for order in player.output.orders for item in order}
    told = [(item.id, item.at) for order in player.output.orders for item in order]
    assert dict(told) == named
    assert len(set(told)) == len(named) > 20


def test_they_come_from_the_next_one_on_with_another_delay(player: Player) -> None:
    player.beats.begin(0, 1)
    player.run(FIRST_BEAT_MS - 100)
    under_way, *coming = player.leaving()
    player.beats.shift(200)
    assert player.leaving() == [under_way, *(at - 200 for at in coming)]
    due = player.clock.ms + 100
    player.run(100 + BEAT_MS)
    assert player.dues == [due, due + BEAT_MS]


def test_nothing_is_shifted_that_is_not_played(player: Player) -> None:
    player.beats.shift(200)
    assert player.output.orders == []


def test_after_the_last_one_it_is_over_and_the_last_one_is_not_broken_off(
    player: Player, qtbot: QtBot
) -> None:
    player.beats.begin(0, 1, 3)
    assert len(player.leaving()) == 3
    player.run(FIRST_BEAT_MS + 3 * BEAT_MS - 1)
    assert len(player.dues) == 3
    assert [] not in player.output.orders
    with qtbot.waitSignal(player.beats.over):
        player.run(1)
    assert player.output.orders[-1] == []
    assert len(player.dues) == 3


def test_stopped_it_is_silent_for_good(player: Player) -> None:
    player.beats.begin(0, 1)
    player.run(FIRST_BEAT_MS)
    player.beats.stop()
    orders = len(player.output.orders)
    player.run(10 * BEAT_MS)
    assert player.output.orders[-1] == []
    assert len(player.output.orders) == orders
    assert len(player.dues) == 1


def test_after_a_stall_it_goes_on_in_time_and_makes_up_for_nothing(player: Player) -> None:
    player.beats.begin(0, 1)
    player.run(FIRST_BEAT_MS)
    first = player.clock.ms
    player.clock.stall(4_500)
    player.run(2 * BEAT_MS)
    assert [due - first for due in player.dues] == [0, 5_000, 6_000]
