"""Bands, variants, sets and pain in the middle of a session, through the controller."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import led_session
import pytest
from fake_clock import FakeClock
from led_session import Led, kinds

from bandtimer.core.facts import Paused, PauseReason, Relief
from bandtimer.core.state import Status, fold
from bandtimer.player.controller import SessionController
from bandtimer.player.intents import Intent

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def led(tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Led]:
    kickback = replace(led_session.EXERCISES["kickback"], easier=("squat",))
    monkeypatch.setitem(led_session.EXERCISES, "kickback", kickback)
    led = Led(tmp_path, clock)
    led.start()
    led.run(12)
    yield led
    led.close()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda c: c.choose_band("Green"), ["BandChosen"]),
        (lambda c: c.perform(Intent.MORE_SETS), ["PlanChanged"]),
        (lambda c: c.perform(Intent.FEWER_SETS), ["PlanChanged"]),
        (lambda c: c.swap_exercise("squat"), ["StepEnded", "PlanChanged", "StepStarted"]),
        (
            lambda c: c.relieve(Relief.EASIER),
            ["PainReported", "StepEnded", "PlanChanged", "StepStarted"],
        ),
        (
            lambda c: c.relieve(Relief.END_SESSION),
            ["PainReported", "StepEnded", "SessionEnded"],
        ),
    ],
)
def test_a_change_is_on_disk_when_it_is_told(
    led: Led, change: Callable[[SessionController], bool], expected: list[str]
) -> None:
    before, seen = len(led.facts), []
    led.controller.changed.connect(lambda: seen.append(fold(led.plan, led.facts)))
    assert change(led.controller)
    assert kinds(led.facts[before:]) == expected
    assert seen == [led.controller.state]


def test_what_is_impossible_changes_nothing(led: Led) -> None:
    assert led.controller.perform(Intent.FEWER_SETS)
    facts = led.facts
    # One set is left, and it is under way.
    assert not led.controller.perform(Intent.FEWER_SETS)
    assert not led.controller.swap_exercise("kickback")
    assert led.facts == facts


def test_where_it_hurts_it_pauses_once_and_asks(led: Led) -> None:
    assert led.controller.perform(Intent.HURT)
    assert led.facts[-1] == Paused(12_000, PauseReason.PAIN)
    facts = led.facts
    assert led.controller.perform(Intent.HURT)
    assert led.facts == facts
    assert led.controller.perform(Intent.RESUME)
    assert led.controller.state.status is Status.RUNNING
