"""The session in real time: what is kept, what is told, and when."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fake_clock import FakeClock, fire
from led_session import HOLDS, KICKBACKS, OPEN_HOLD, Led, cues_of, facts_of, facts_on_disk, kinds

from bandtimer.core.cues import Cue, CueKind
from bandtimer.core.facts import (
    EffortRated,
    Ending,
    NoteWritten,
    Outcome,
    Paused,
    PauseReason,
    RepCounted,
    RepsCorrected,
    Resumed,
    SessionEnded,
    StepEnded,
    StepRestarted,
    StepStarted,
    TimeAdded,
)
from bandtimer.core.routine import Routine
from bandtimer.core.state import Status, fold
from bandtimer.player.deadline_timer import DeadlineTimer
from bandtimer.player.intents import Intent

LedMaker = Callable[..., Led]

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def make_led(tmp_path: Path, clock: FakeClock) -> Iterator[LedMaker]:
    made: list[Led] = []

    def make(routine: Routine = KICKBACKS, *, paced: bool = True, started: bool = True) -> Led:
        led = Led(tmp_path, clock, routine, paced=paced)
        made.append(led)
        if started:
            led.start()
        return led

    yield make
    for led in made:
        led.close()


def timer_of(led: Led) -> DeadlineTimer:
    timer = led.controller.findChild(DeadlineTimer)
    assert isinstance(timer, DeadlineTimer)
    return timer


@pytest.mark.parametrize("routine", [KICKBACKS, HOLDS], ids=lambda routine: routine.id)
def test_undisturbed_it_keeps_and_tells_what_the_engine_says(
    make_led: LedMaker, routine: Routine
) -> None:
    led = make_led(routine)
    led.run(led.plan.estimated_ms / 1_000)
    assert led.facts == facts_of(led.plan)
    assert led.cues == list(cues_of(led.plan))
    assert led.controller.state.status is Status.ENDED
    assert timer_of(led).deadline is None


@pytest.mark.parametrize("routine", [KICKBACKS, HOLDS], ids=lambda routine: routine.id)
def test_facts_are_on_disk_before_anybody_is_told(make_led: LedMaker, routine: Routine) -> None:
    led = make_led(routine, started=False)
    seen = []

    def look() -> None:
        on_disk = facts_on_disk(led.database, led.controller.session_id)
        assert fold(led.plan, on_disk) == led.controller.state
        seen.append(len(on_disk))

    led.controller.changed.connect(look)
    led.controller.cue.connect(lambda _: seen.append(len(led.facts)))
    led.start()
    led.run(5)
    led.controller.perform(Intent.PAUSE)
    led.controller.perform(Intent.PAUSE)
    led.run(led.plan.estimated_ms / 1_000)
    led.controller.rate(7)
    assert seen == sorted(seen)
    assert seen[-1] == len(led.facts) == len(facts_of(led.plan)) + 3


def test_a_stall_changes_no_fact_and_drops_cues_that_come_too_late(make_led: LedMaker) -> None:
    led = make_led()
    led.run(9)
    told = len(led.cues)
    led.clock.stall(14_200)
    fire(timer_of(led))
    # Of all that was due in between, only what is at most 200 ms old is still told.
    assert led.cues[told:] == [Cue(23_000, CueKind.COUNTDOWN, 2, 3)]
    led.run(led.plan.estimated_ms / 1_000)
    assert led.facts == facts_of(led.plan)


@pytest.mark.parametrize(("late_ms", "is_told"), [(0, True), (200, True), (201, False)])
def test_a_cue_over_200_ms_late_is_dropped(make_led: LedMaker, late_ms: int, is_told: bool) -> None:
    led = make_led()
    led.run(9.999)
    led.clock.stall(1 + late_ms)
    fire(timer_of(led))
    told = [cue for cue in led.cues if cue.due == 10_000]
    assert [cue.kind for cue in told] == ([CueKind.GO, CueKind.PHASE] if is_told else [])
    assert StepStarted(10_000, 1) in led.facts


@pytest.mark.parametrize(("late_ms", "is_told"), [(12_000, True), (12_001, False)])
def test_lateness_is_judged_in_real_time_when_the_clock_runs_fast(
    make_led: LedMaker, clock: FakeClock, late_ms: int, is_told: bool
) -> None:
    clock.speed = 60
    led = make_led(OPEN_HOLD)
    led.run(9.999)
    led.clock.stall(1 + late_ms)
    fire(timer_of(led))
    assert (CueKind.GO in {cue.kind for cue in led.cues}) is is_told


def test_pausing_loses_no_millisecond(make_led: LedMaker) -> None:
    led = make_led()
    led.run(12.345)
    assert led.controller.perform(Intent.PAUSE)
    assert timer_of(led).deadline is None
    assert led.controller.state.status is Status.PAUSED
    led.clock.stall(100_000)
    assert led.controller.now == 112_345
    assert led.controller.perform(Intent.PAUSE)
    assert led.controller.is_running
    assert timer_of(led).deadline == led.clock.ms + 655
    led.run(600)
    assert led.controller.state.active_ms(led.controller.now) == led.plan.estimated_ms
    step = next(fact for fact in led.facts if isinstance(fact, StepEnded) and fact.step == 1)
    assert (step.elapsed_ms, step.reps, step.outcome) == (10_000, 2, Outcome.DONE)


def test_the_clock_stands_at_the_end(make_led: LedMaker) -> None:
    led = make_led(HOLDS)
    led.run(40)
    assert led.controller.now == 35_000
    led.clock.stall(1_000_000)
    assert led.controller.now == 35_000
    led.controller.rate(6)
    led.controller.note("Easy")
    assert led.facts[-2:] == (EffortRated(35_000, 6), NoteWritten(35_000, "Easy"))
    with pytest.raises(ValueError, match="1 to 10"):
        led.controller.rate(11)


PREPARE, WORK, REST, ENDED = 3, 13.5, 38, 70
NOTHING = None


@pytest.mark.parametrize(
    ("seconds", "intent", "expected"),
    [
        (PREPARE, Intent.PRIMARY, [Paused(3_000, PauseReason.USER)]),
        (PREPARE, Intent.PAUSE, [Paused(3_000, PauseReason.USER)]),
        (PREPARE, Intent.LEAVE, [Paused(3_000, PauseReason.LEFT)]),
        (
            PREPARE,
            Intent.NEXT,
            [StepEnded(3_000, 0, Outcome.SKIPPED, 0, 3_000), StepStarted(3_000, 1)],
        ),
        (PREPARE, Intent.MORE_TIME, [TimeAdded(3_000, 10_000)]),
        (PREPARE, Intent.LESS_TIME, [TimeAdded(3_000, -7_000)]),
        (PREPARE, Intent.MORE_REPS, NOTHING),
        (PREPARE, Intent.FEWER_REPS, NOTHING),
        (WORK, Intent.PRIMARY, [Paused(13_500, PauseReason.USER)]),
        (
            WORK,
            Intent.NEXT,
            [StepEnded(13_500, 1, Outcome.SKIPPED, 0, 3_500), StepStarted(13_500, 2)],
        ),
        (WORK, Intent.BACK, [StepRestarted(13_500, 1)]),
        (WORK, Intent.MORE_TIME, NOTHING),
        (WORK, Intent.MORE_REPS, NOTHING),
        (
            WORK,
            Intent.STOP,
            [
                StepEnded(13_500, 1, Outcome.STOPPED, 0, 3_500),
                SessionEnded(13_500, Ending.STOPPED),
            ],
        ),
        (REST, Intent.MORE_REPS, [RepsCorrected(38_000, 3, 3)]),
        (REST, Intent.FEWER_REPS, [RepsCorrected(38_000, 3, 1)]),
        (
            REST,
            Intent.SKIP,
            [StepEnded(38_000, 4, Outcome.SKIPPED, 0, 2_000), StepStarted(38_000, 5)],
        ),
        (ENDED, Intent.PRIMARY, NOTHING),
        (ENDED, Intent.NEXT, NOTHING),
        (ENDED, Intent.SKIP, NOTHING),
        (ENDED, Intent.BACK, NOTHING),
        (ENDED, Intent.LEAVE, NOTHING),
        (ENDED, Intent.STOP, NOTHING),
        (ENDED, Intent.LESS_TIME, NOTHING),
        (ENDED, Intent.FEWER_REPS, [RepsCorrected(67_000, 7, 1)]),
    ],
)
def test_an_intent_does_what_the_state_allows_or_nothing(
    make_led: LedMaker, seconds: float, intent: Intent, expected: list[object] | None
) -> None:
    led = make_led()
    led.run(seconds)
    before, told = led.facts, []
    led.controller.changed.connect(lambda: told.append(led.controller.state))
    assert led.controller.perform(intent) is (expected is not None)
    new = led.facts[len(before) :]
    # Time taken away ends the step at once; what follows is the engine's own affair.
    assert list(new[: len(expected or [])]) == (expected or [])
    assert bool(told) is (expected is not None)
    assert fold(led.plan, led.facts) == led.controller.state


def test_space_counts_where_the_athlete_counts_and_goes_on_when_paused(
    make_led: LedMaker,
) -> None:
    led = make_led(paced=False)
    led.run(10)
    for _ in range(3):
        led.run(1.5)
        led.controller.perform(Intent.PRIMARY)
    led.controller.perform(Intent.PAUSE)
    led.controller.perform(Intent.PRIMARY)
    led.controller.perform(Intent.FEWER_REPS)
    led.controller.perform(Intent.NEXT)
    assert led.facts[3:10] == (
        RepCounted(11_500, 1),
        RepCounted(13_000, 2),
        RepCounted(14_500, 3),
        Paused(14_500, PauseReason.USER),
        Resumed(14_500),
        RepsCorrected(14_500, 1, 2),
        StepEnded(14_500, 1, Outcome.DONE, 2, 4_500),
    )


@pytest.mark.parametrize("intent", [Intent.NEXT, Intent.SKIP])
def test_a_press_just_after_a_step_ended_by_itself_is_not_for_the_next(
    make_led: LedMaker, intent: Intent
) -> None:
    led = make_led()
    led.run(10.399)
    assert not led.controller.perform(intent)
    assert led.controller.state.step == 1
    led.run(0.001)
    assert led.controller.perform(intent)
    assert led.controller.state.step == 2


def test_a_press_just_after_a_step_was_changed_by_hand_is_meant(make_led: LedMaker) -> None:
    led = make_led()
    led.run(10.1)
    assert led.controller.perform(Intent.BACK)
    assert led.controller.state.step == 0
    led.run(0.1)
    assert led.controller.perform(Intent.NEXT)
    assert led.controller.perform(Intent.NEXT)
    assert led.controller.state.step == 2


@pytest.mark.parametrize("intent", [Intent.NEXT, Intent.SKIP])
def test_a_press_that_comes_before_the_late_timer_is_not_for_the_next_step(
    make_led: LedMaker, intent: Intent
) -> None:
    led = make_led()
    led.run(9)
    led.clock.stall(1_100)
    assert not led.controller.perform(intent)
    assert led.controller.state.step == 1
    assert StepStarted(10_000, 1) in led.facts


def test_a_rep_counted_before_the_late_timer_counts_in_the_set_that_has_begun(
    make_led: LedMaker,
) -> None:
    led = make_led(paced=False)
    led.run(9)
    led.clock.stall(1_900)
    assert led.controller.perform(Intent.PRIMARY)
    assert led.facts[-1] == RepCounted(10_900, 1)


def test_the_grace_time_is_real_time_and_not_there_at_the_start(
    make_led: LedMaker, clock: FakeClock
) -> None:
    clock.speed = 60
    led = make_led()
    assert led.controller.perform(Intent.NEXT)
    led.run(10 + 6 + 10 + 4)
    assert led.controller.state.step == 4
    assert not led.controller.perform(Intent.NEXT)


def test_back_and_stop_need_no_grace(make_led: LedMaker) -> None:
    led = make_led()
    led.run(10.1)
    assert led.controller.perform(Intent.BACK)
    led.run(10.1)
    assert led.controller.perform(Intent.STOP)
    restarted, *_, ended = led.facts[3:]
    assert (restarted, ended) == (StepRestarted(10_100, 0), SessionEnded(20_200, Ending.STOPPED))


def test_an_open_hold_waits_for_the_athlete_alone(make_led: LedMaker) -> None:
    led = make_led(OPEN_HOLD)
    led.run(10)
    assert timer_of(led).deadline is None
    led.clock.stall(45_678)
    assert led.controller.perform(Intent.NEXT)
    assert kinds(led.facts)[-2:] == ["StepEnded", "SessionEnded"]
    assert led.facts[-2] == StepEnded(55_678, 1, Outcome.DONE, 0, 45_678)


def test_leaving_twice_is_leaving_once(make_led: LedMaker) -> None:
    led = make_led()
    led.run(4)
    led.controller.perform(Intent.LEAVE)
    facts = led.facts
    led.clock.stall(1_000)
    assert led.controller.perform(Intent.LEAVE)
    assert led.facts == facts
