"""What remotes can want: forward, a halt that never resumes, and the way out."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fake_clock import FakeClock
from led_session import KICKBACKS, Led, kinds
from pytestqt.qtbot import QtBot

from bandtimer.core.facts import PauseReason, RepCounted
from bandtimer.core.routine import Block, Prescription, Range, Reps, Routine, Sides
from bandtimer.core.state import Status
from bandtimer.player.intents import Intent

AT_LEAST = Routine("more", "More", (Block((Prescription("squat", Reps(Range(1, None))),)),))
ALTERNATING = Routine(
    "turns",
    "Turns",
    (
        Block(
            (
                Prescription(
                    "kickback", Reps(Range.exactly(2)), sides=Sides.ALTERNATE, alternate_every=1
                ),
            )
        ),
    ),
)


@pytest.fixture
def own_pace(tmp_path: Path, clock: FakeClock, qtbot: QtBot) -> Iterator[Led]:
    """Return a session in a set of one to two reps that the athlete counts."""
    with closing(Led(tmp_path, clock, KICKBACKS, paced=False)) as led:
        led.start()
        led.run(12)
        yield led


@pytest.fixture
def paced(tmp_path: Path, clock: FakeClock, qtbot: QtBot) -> Iterator[Led]:
    with closing(Led(tmp_path, clock, KICKBACKS)) as led:
        led.start()
        led.run(12)
        yield led


def test_forward_counts_to_the_top_of_the_range_and_then_goes_on(own_pace: Led) -> None:
    step = own_pace.controller.state.step
    for reps in (1, 2):
        assert own_pace.controller.perform(Intent.FORWARD)
        last = own_pace.facts[-1]
        assert isinstance(last, RepCounted)
        assert (last.reps, own_pace.controller.state.step) == (reps, step)
    assert own_pace.controller.perform(Intent.FORWARD)
    assert own_pace.controller.state.step == step + 1


@pytest.mark.parametrize(("routine", "reps"), [(AT_LEAST, 9), (ALTERNATING, 4)])
def test_forward_counts_as_far_as_there_are_reps_to_do(
    routine: Routine, reps: int, tmp_path: Path, clock: FakeClock, qtbot: QtBot
) -> None:
    with closing(Led(tmp_path, clock, routine, paced=False)) as led:
        led.start()
        led.run(12)
        step = led.controller.state.step
        for _ in range(reps):
            led.controller.perform(Intent.FORWARD)
        assert (led.controller.state.step, led.controller.state.reps) == (step, reps)


def test_forward_ends_any_other_step(paced: Led) -> None:
    step = paced.controller.state.step
    assert paced.controller.perform(Intent.FORWARD)
    assert paced.controller.state.step == step + 1


def test_forward_takes_up_a_paused_set_before_it_counts(own_pace: Led) -> None:
    own_pace.controller.perform(Intent.PAUSE)
    assert own_pace.controller.perform(Intent.FORWARD)
    assert kinds(own_pace.facts)[-2:] == ["Paused", "Resumed"]


def test_a_forward_meant_for_a_step_that_just_ended_by_itself_counts_nothing(
    tmp_path: Path, clock: FakeClock, qtbot: QtBot
) -> None:
    with closing(Led(tmp_path, clock, KICKBACKS, paced=False)) as led:
        led.start()
        led.run(10)
        assert not led.controller.perform(Intent.FORWARD)
        led.run(1)
        assert led.controller.perform(Intent.FORWARD)
        assert led.controller.state.reps == 1


def test_a_halt_pauses_and_never_resumes(paced: Led) -> None:
    assert paced.controller.perform(Intent.HALT)
    assert not paced.controller.perform(Intent.HALT)
    assert paced.controller.state.status is Status.PAUSED
    assert paced.controller.state.pause_reason is PauseReason.USER


def test_to_resume_never_pauses(paced: Led) -> None:
    assert not paced.controller.perform(Intent.RESUME)
    paced.controller.perform(Intent.HALT)
    assert paced.controller.perform(Intent.RESUME)
    assert paced.controller.is_running


@pytest.mark.parametrize("before", [None, Intent.HALT])
def test_leaving_is_told_whether_it_ran_or_not(
    before: Intent | None, paced: Led, qtbot: QtBot
) -> None:
    if before is not None:
        paced.controller.perform(before)
    with qtbot.waitSignal(paced.controller.left, timeout=0):
        paced.controller.perform(Intent.LEAVE)
    assert paced.controller.state.status is Status.PAUSED
