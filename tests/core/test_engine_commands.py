"""What each command does, by facts and cues in full."""

import pytest
from small_plans import plan_of

from bandtimer.core.compile import Choices
from bandtimer.core.cues import Cue, CueKind
from bandtimer.core.engine import Engine, Output
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
from bandtimer.core.plan import Plan, Side
from bandtimer.core.record import set_records
from bandtimer.core.routine import HOUR, Hold, Range, Reps, Sides, Timed
from bandtimer.core.state import IllegalTransition, Status

SELF_COUNTED = Choices(paced=False)


def at_work(plan: Plan) -> Engine:
    """Return an engine at the start of the first work, ten seconds in."""
    engine = Engine(plan)
    engine.poll(10_000)
    return engine


def refuse(engine: Engine, command: str, *arguments: object) -> None:
    before = engine.state
    with pytest.raises(IllegalTransition):
        getattr(engine, command)(*arguments)
    assert engine.state is before


# Running by itself


def test_a_hold_from_get_ready_to_the_end() -> None:
    assert Engine(plan_of(Hold(Range(20_000, 30_000)))).poll(60_000) == Output(
        (
            StepStarted(0, 0),
            StepEnded(10_000, 0, Outcome.DONE, 0, 10_000),
            StepStarted(10_000, 1),
            StepEnded(40_000, 1, Outcome.DONE, 0, 30_000),
            SessionEnded(40_000, Ending.FINISHED),
        ),
        (
            Cue(0, CueKind.GET_READY, 0, 10),
            Cue(7_000, CueKind.COUNTDOWN, 0, 3),
            Cue(8_000, CueKind.COUNTDOWN, 0, 2),
            Cue(9_000, CueKind.COUNTDOWN, 0, 1),
            Cue(10_000, CueKind.GO, 1),
            Cue(25_000, CueKind.HALFWAY, 1, 15),
            Cue(30_000, CueKind.MINIMUM_REACHED, 1, 20),
            Cue(37_000, CueKind.COUNTDOWN, 1, 3),
            Cue(38_000, CueKind.COUNTDOWN, 1, 2),
            Cue(39_000, CueKind.COUNTDOWN, 1, 1),
            Cue(40_000, CueKind.SET_DONE, 1),
            Cue(40_000, CueKind.SESSION_DONE, 1),
        ),
    )


def test_paced_reps_follow_the_tempo_and_end_at_the_top_of_the_range() -> None:
    engine = at_work(plan_of(Reps(Range(2, 3))))
    assert engine.poll(60_000) == Output(
        (
            RepCounted(12_000, 1),
            RepCounted(14_000, 2),
            RepCounted(16_000, 3),
            StepEnded(16_000, 1, Outcome.DONE, 3, 6_000),
            SessionEnded(16_000, Ending.FINISHED),
        ),
        (
            Cue(11_000, CueKind.PHASE, 1, "eccentric"),
            Cue(12_000, CueKind.REP, 1, 1),
            Cue(12_000, CueKind.PHASE, 1, "concentric"),
            Cue(13_000, CueKind.PHASE, 1, "eccentric"),
            Cue(14_000, CueKind.REP, 1, 2),
            Cue(14_000, CueKind.MINIMUM_REACHED, 1, 2),
            Cue(14_000, CueKind.PHASE, 1, "concentric"),
            Cue(15_000, CueKind.PHASE, 1, "eccentric"),
            Cue(16_000, CueKind.REP, 1, 3),
            Cue(16_000, CueKind.SET_DONE, 1),
            Cue(16_000, CueKind.SESSION_DONE, 1),
        ),
    )


def test_open_ended_work_runs_until_finished() -> None:
    hold = at_work(plan_of(Hold(Range(30_000, None))))
    assert hold.poll(HOUR).cues == (Cue(40_000, CueKind.MINIMUM_REACHED, 1, 30),)
    assert hold.next_deadline() is None
    assert hold.finish_step(HOUR).facts == (
        StepEnded(HOUR, 1, Outcome.DONE, 0, HOUR - 10_000),
        SessionEnded(HOUR, Ending.FINISHED),
    )

    reps = at_work(plan_of(Reps(Range(0, None))))
    counted = reps.poll(10_000 + 2_000 * 5_000).facts
    assert counted == tuple(RepCounted(10_000 + 2_000 * n, n) for n in range(1, 5_001))


def test_a_stall_of_five_seconds_loses_nothing() -> None:
    plan = plan_of(Timed(60_000))
    punctual, stalled = at_work(plan), at_work(plan)
    smooth = [punctual.poll(now) for now in range(10_000, 75_001, 100)]
    bumpy = [stalled.poll(now) for now in range(10_000, 75_001, 100) if not 40 <= now // 1000 < 45]
    for one, other in zip(zip(*smooth, strict=True), zip(*bumpy, strict=True), strict=True):
        assert sum(one, ()) == sum(other, ())
    assert StepEnded(70_000, 1, Outcome.DONE, 0, 60_000) in sum((out.facts for out in bumpy), ())


def test_a_huge_jump_goes_through_the_whole_plan() -> None:
    plan = plan_of(Reps(Range(12, 15)), sets=50, sides=Sides.EACH)
    engine = Engine(plan)
    ended = [f for f in engine.poll(100 * 24 * HOUR).facts if isinstance(f, StepEnded)]
    assert [fact.step for fact in ended] == list(range(len(plan.steps)))
    assert engine.state.at == plan.estimated_ms


def test_the_clock_does_not_go_back() -> None:
    engine = at_work(plan_of(Timed(60_000)))
    with pytest.raises(ValueError, match="went back from 10000 to 9999 ms"):
        engine.poll(9_999)


# Pause and resume


def test_pause_and_resume_lose_no_millisecond() -> None:
    engine = at_work(plan_of(Timed(10_000)))
    assert engine.pause(13_333).facts == (Paused(13_333, PauseReason.USER),)
    assert engine.next_deadline() is None
    assert engine.poll(99_999) == Output((), ())
    assert engine.resume(100_000) == Output((Resumed(100_000),), ())
    assert engine.pause(100_001, PauseReason.SUSPENDED).facts[0] == Paused(
        100_001, PauseReason.SUSPENDED
    )
    engine.resume(100_001)
    assert engine.next_deadline() == 100_000 + 7_000 - 3_333
    assert engine.poll(200_000).facts[0] == StepEnded(106_667, 1, Outcome.DONE, 0, 10_000)


def test_pause_at_the_instant_a_step_ends_pauses_the_next() -> None:
    engine = Engine(plan_of(Timed(10_000)))
    assert engine.pause(10_000).facts[-2:] == (
        StepStarted(10_000, 1),
        Paused(10_000, PauseReason.USER),
    )


def test_pause_and_resume_only_when_there_is_something_to() -> None:
    engine = at_work(plan_of(Timed(10_000)))
    refuse(engine, "resume", 11_000)
    engine.pause(12_000)
    refuse(engine, "pause", 13_000)
    refuse(engine, "count_rep", 13_000)
    engine.resume(14_000)
    engine.poll(60_000)
    refuse(engine, "pause", 60_000)
    refuse(engine, "resume", 60_000)


# Finish, skip, stop


@pytest.mark.parametrize(
    ("plan", "after", "outcome"),
    [
        (plan_of(Reps(Range(3, 3))), 1_999, Outcome.SKIPPED),
        (plan_of(Reps(Range(3, 3))), 2_000, Outcome.DONE),
        (plan_of(Hold(Range(20_000, 30_000))), 999, Outcome.SKIPPED),
        (plan_of(Hold(Range(20_000, 30_000))), 1_000, Outcome.DONE),
        (plan_of(Timed(20_000)), 999, Outcome.SKIPPED),
        (plan_of(Timed(20_000)), 1_000, Outcome.DONE),
        (plan_of(Reps(Range(3, 3)), choices=SELF_COUNTED), 60_000, Outcome.SKIPPED),
    ],
)
def test_finish_with_nothing_done_is_skipped(plan: Plan, after: int, outcome: Outcome) -> None:
    engine = at_work(plan)
    engine.finish_step(10_000 + after)
    assert engine.state.results[1].outcome is outcome


def test_finish_begins_the_next_step_at_once() -> None:
    engine = at_work(plan_of(Hold(Range(20_000, 30_000)), sets=2))
    assert engine.finish_step(35_000) == Output(
        (StepEnded(35_000, 1, Outcome.DONE, 0, 25_000), StepStarted(35_000, 2)),
        (
            Cue(25_000, CueKind.HALFWAY, 1, 15),
            Cue(30_000, CueKind.MINIMUM_REACHED, 1, 20),
            Cue(35_000, CueKind.SET_DONE, 1),
            Cue(35_000, CueKind.REST, 2, 20),
        ),
    )
    assert engine.finish_step(36_000) == Output(
        (StepEnded(36_000, 2, Outcome.SKIPPED, 0, 1_000), StepStarted(36_000, 3)),
        (Cue(36_000, CueKind.GO, 3),),
    )


def test_finish_while_paused_ends_the_pause() -> None:
    engine = at_work(plan_of(Hold(Range(30_000, None)), sets=2))
    engine.pause(20_000)
    assert engine.finish_step(50_000).facts == (
        StepEnded(50_000, 1, Outcome.DONE, 0, 10_000),
        StepStarted(50_000, 2),
    )
    assert engine.state.status is Status.RUNNING
    assert engine.state.active_ms(55_000) == 25_000
    assert engine.next_deadline() == 67_000


def test_skip_is_skipped_whatever_was_done() -> None:
    engine = at_work(plan_of(Reps(Range(12, 15)), sets=2))
    assert engine.skip(15_000).facts[-2:] == (
        StepEnded(15_000, 1, Outcome.SKIPPED, 2, 5_000),
        StepStarted(15_000, 2),
    )
    assert Cue(15_000, CueKind.SET_DONE, 1) not in engine.poll(16_000).cues


def test_stop_records_what_was_under_way() -> None:
    engine = at_work(plan_of(Reps(Range(12, 15)), sets=2))
    output = engine.stop(15_000)
    assert output.facts == (
        RepCounted(12_000, 1),
        RepCounted(14_000, 2),
        StepEnded(15_000, 1, Outcome.STOPPED, 2, 5_000),
        SessionEnded(15_000, Ending.STOPPED),
    )
    assert {CueKind.SET_DONE, CueKind.SESSION_DONE}.isdisjoint(cue.kind for cue in output.cues)
    (record,) = set_records(engine.state)
    assert (record.reps, record.outcome) == (2, Outcome.STOPPED)
    assert engine.next_deadline() is None
    assert engine.poll(99_000) == Output((), ())


def test_stop_while_paused_and_after_the_end() -> None:
    engine = at_work(plan_of(Timed(60_000)))
    engine.pause(20_000)
    assert engine.stop(80_000).facts == (
        StepEnded(80_000, 1, Outcome.STOPPED, 0, 10_000),
        SessionEnded(80_000, Ending.STOPPED),
    )
    assert engine.state.active_ms(90_000) == 20_000
    refuse(engine, "stop", 90_000)
    for command in ("finish_step", "skip", "back", "count_rep", "pause"):
        refuse(engine, command, 90_000)


def test_stopped_in_the_rest_leaves_no_record_of_the_set_to_come() -> None:
    engine = at_work(plan_of(Timed(10_000), sets=2))
    engine.stop(25_000)
    assert [record.outcome for record in set_records(engine.state)] == [Outcome.DONE]


def test_cut_off_in_the_middle_of_stopping_it_is_still_stopped() -> None:
    plan = plan_of(Timed(10_000), sets=2)
    engine = at_work(plan)
    facts = [*Engine(plan).poll(10_000).facts, *engine.stop(15_000).facts]
    taken_up, output = Engine.interrupted(plan, facts[:-1])
    assert output == Output((SessionEnded(15_000, Ending.STOPPED),), ())
    assert taken_up.state == engine.state


# Back


def test_back_restarts_then_goes_to_the_step_before() -> None:
    engine = at_work(plan_of(Timed(10_000), sets=2))
    engine.poll(40_000)
    assert engine.state.step == 3
    assert engine.back(45_000) == Output((StepRestarted(45_000, 3),), (Cue(45_000, CueKind.GO, 3),))
    assert engine.back(46_999).facts == (StepRestarted(46_999, 2),)
    assert engine.back(47_000).facts == (StepRestarted(47_000, 1),)
    assert engine.back(49_000).facts == (StepRestarted(49_000, 1),)
    assert engine.poll(60_000).facts[:2] == (
        StepEnded(59_000, 1, Outcome.DONE, 0, 10_000),
        StepStarted(59_000, 2),
    )


def test_back_from_the_first_step_restarts_it() -> None:
    engine = Engine(plan_of(Timed(10_000)))
    engine.poll(500)
    assert engine.back(1_000) == Output(
        (StepRestarted(1_000, 0),), (Cue(1_000, CueKind.GET_READY, 0, 10),)
    )


def test_back_drops_reps_and_added_time() -> None:
    engine = at_work(plan_of(Timed(30_000)))
    engine.count_rep(15_000)
    engine.add_time(15_000, 10_000)
    engine.back(20_000)
    assert (engine.state.reps, engine.state.added_ms) == (0, 0)
    assert engine.poll(60_000).facts[0] == StepEnded(50_000, 1, Outcome.DONE, 0, 30_000)


def test_back_while_paused_stays_paused_and_opens_the_step_on_resuming() -> None:
    engine = at_work(plan_of(Timed(10_000), sets=2))
    engine.poll(40_000)
    engine.pause(45_000)
    assert engine.back(50_000) == Output((StepRestarted(50_000, 3),), ())
    assert engine.back(60_000) == Output((StepRestarted(60_000, 2),), ())
    assert engine.state.status is Status.PAUSED
    assert engine.state.elapsed_ms(70_000) == 0
    assert engine.state.active_ms(70_000) == 45_000
    assert engine.resume(80_000) == Output((Resumed(80_000),), (Cue(80_000, CueKind.REST, 2, 20),))
    assert engine.state.active_ms(81_000) == 46_000
    assert engine.next_deadline() == 97_000


def test_a_done_set_stays_done_when_gone_back_to_and_skipped() -> None:
    engine = at_work(plan_of(Timed(10_000), sets=2))
    engine.poll(20_000)
    done = engine.state.results[1]
    engine.back(20_500)
    engine.skip(25_000)
    assert engine.state.results[1] == done
    engine.back(25_500)
    engine.stop(27_000)
    assert engine.state.results[1] == done


def test_a_set_done_again_counts_as_done_the_last_time() -> None:
    engine = at_work(plan_of(Hold(Range(30_000, None)), sets=2))
    engine.finish_step(20_000)
    engine.back(20_500)
    engine.finish_step(55_500)
    assert engine.state.results[1].elapsed_ms == 35_000


def test_a_skipped_set_gone_back_to_can_be_done() -> None:
    engine = at_work(plan_of(Hold(Range(30_000, None)), sets=2))
    engine.skip(11_000)
    engine.back(11_500)
    engine.finish_step(15_000)
    assert engine.state.results[1].outcome is Outcome.DONE


# Counting and correcting


def test_self_counted_reps() -> None:
    engine = at_work(plan_of(Reps(Range(2, 3)), sets=2, choices=SELF_COUNTED))
    assert engine.next_deadline() is None
    assert engine.count_rep(12_000) == Output(
        (RepCounted(12_000, 1),), (Cue(12_000, CueKind.REP, 1, 1),)
    )
    assert engine.count_rep(12_500) == Output(
        (RepCounted(12_500, 2),),
        (Cue(12_500, CueKind.REP, 1, 2), Cue(12_500, CueKind.MINIMUM_REACHED, 1, 2)),
    )
    for _ in range(3):
        engine.count_rep(13_000)
    assert engine.finish_step(14_000).facts[0] == StepEnded(14_000, 1, Outcome.DONE, 5, 4_000)


def test_only_what_the_athlete_counts_can_be_counted() -> None:
    for plan in (plan_of(Reps(Range(3, 3))), plan_of(Hold(Range(30_000, None)))):
        refuse(at_work(plan), "count_rep", 11_000)
    refuse(Engine(plan_of(Reps(Range(3, 3)), choices=SELF_COUNTED)), "count_rep", 5_000)
    at_work(plan_of(Timed(20_000))).count_rep(11_000)


def test_a_set_has_a_thousand_reps_at_most() -> None:
    engine = at_work(plan_of(Reps(Range(0, None)), choices=SELF_COUNTED))
    for _ in range(1_000):
        engine.count_rep(11_000)
    refuse(engine, "count_rep", 11_000)
    assert engine.correct_reps(11_000, 1) == Output((), ())


def test_correct_reps_while_counting() -> None:
    engine = at_work(plan_of(Reps(Range(12, 12)), choices=SELF_COUNTED))
    engine.count_rep(12_000)
    assert engine.correct_reps(13_000, 4).facts == (RepsCorrected(13_000, 1, 5),)
    assert engine.count_rep(14_000).facts == (RepCounted(14_000, 6),)
    assert engine.correct_reps(15_000, -9).facts == (RepsCorrected(15_000, 1, 0),)
    assert engine.correct_reps(15_000, -1) == Output((), ())


def test_correct_reps_in_the_rest() -> None:
    engine = at_work(plan_of(Reps(Range(3, 3)), sets=2))
    engine.poll(20_000)
    assert engine.correct_reps(20_000, -1) == Output((RepsCorrected(20_000, 1, 2),), ())
    assert engine.correct_reps(21_000, -1) == Output((RepsCorrected(21_000, 1, 1),), ())
    assert [record.reps for record in set_records(engine.state)] == [1]


def test_correct_reps_in_the_rest_while_paused() -> None:
    engine = at_work(plan_of(Reps(Range(3, 3)), sets=2))
    engine.pause(20_000)
    assert engine.correct_reps(25_000, 1).facts == (RepsCorrected(25_000, 1, 4),)
    assert engine.state.active_ms(30_000) == 20_000


def test_correct_reps_after_the_end() -> None:
    engine = at_work(plan_of(Reps(Range(3, 3)), sides=Sides.EACH))
    engine.poll(60_000)
    assert engine.state.status is Status.ENDED
    assert engine.correct_reps(70_000, 2).facts == (RepsCorrected(70_000, 3, 5),)
    assert [record.reps for record in set_records(engine.state)] == [3, 5]


def test_nothing_to_correct() -> None:
    plan = plan_of(Hold(Range(10_000, 10_000)), sets=2)
    refuse(Engine(plan), "correct_reps", 5_000, 1)
    hold = at_work(plan)
    hold.poll(25_000)
    refuse(hold, "correct_reps", 25_000, 1)


def test_a_set_finished_without_counting_is_done_once_its_reps_are_put_down() -> None:
    engine = at_work(plan_of(Reps(Range(12, 12)), sets=2, choices=SELF_COUNTED))

    def outcomes() -> list[Outcome]:
        return [record.outcome for record in set_records(engine.state)]

    engine.finish_step(40_000)
    assert outcomes() == [Outcome.SKIPPED]
    engine.correct_reps(41_000, 12)
    assert outcomes() == [Outcome.DONE]
    engine.correct_reps(42_000, -12)
    assert outcomes() == [Outcome.SKIPPED]


def test_correcting_leaves_other_outcomes_alone() -> None:
    skipped = at_work(plan_of(Reps(Range(12, 12)), sets=2))
    skipped.skip(15_000)
    skipped.correct_reps(16_000, 1)
    assert skipped.state.results[1].outcome is Outcome.SKIPPED
    stopped = at_work(plan_of(Reps(Range(12, 12)), sets=2))
    stopped.stop(11_000)
    stopped.correct_reps(11_000, 1)
    assert stopped.state.results[1].outcome is Outcome.STOPPED
    timed = at_work(plan_of(Timed(20_000), sets=2))
    timed.count_rep(12_000)
    timed.poll(30_000)
    timed.correct_reps(31_000, -1)
    assert timed.state.results[1].outcome is Outcome.DONE


# More time, less time


def test_time_added_moves_end_and_countdown() -> None:
    engine = at_work(plan_of(Timed(10_000)))
    assert engine.add_time(18_500, 10_000) == Output(
        (TimeAdded(18_500, 10_000),),
        (Cue(17_000, CueKind.COUNTDOWN, 1, 3), Cue(18_000, CueKind.COUNTDOWN, 1, 2)),
    )
    assert engine.poll(60_000) == Output(
        (
            StepEnded(30_000, 1, Outcome.DONE, 0, 20_000),
            SessionEnded(30_000, Ending.FINISHED),
        ),
        (
            Cue(20_000, CueKind.HALFWAY, 1, 10),
            Cue(27_000, CueKind.COUNTDOWN, 1, 3),
            Cue(28_000, CueKind.COUNTDOWN, 1, 2),
            Cue(29_000, CueKind.COUNTDOWN, 1, 1),
            Cue(30_000, CueKind.SET_DONE, 1),
            Cue(30_000, CueKind.SESSION_DONE, 1),
        ),
    )


def test_time_taken_below_what_has_passed_ends_the_step_now() -> None:
    engine = at_work(plan_of(Timed(20_000), sets=2))
    assert engine.add_time(25_000, -10_000) == Output(
        (
            TimeAdded(25_000, -5_000),
            StepEnded(25_000, 1, Outcome.DONE, 0, 15_000),
            StepStarted(25_000, 2),
        ),
        (
            Cue(20_000, CueKind.HALFWAY, 1, 10),
            Cue(25_000, CueKind.SET_DONE, 1),
            Cue(25_000, CueKind.REST, 2, 20),
        ),
    )


def test_time_taken_brings_no_cue_that_would_have_been_due_before() -> None:
    engine = at_work(plan_of(Timed(20_000)))
    assert engine.add_time(18_500, -10_000).facts[1:] == engine.poll(18_500).facts
    engine = at_work(plan_of(Timed(20_000)))
    engine.poll(17_500)
    assert engine.add_time(17_500, -10_000) == Output((TimeAdded(17_500, -10_000),), ())
    assert engine.poll(19_000).cues == (
        Cue(18_000, CueKind.COUNTDOWN, 1, 2),
        Cue(19_000, CueKind.COUNTDOWN, 1, 1),
    )


def test_a_cue_due_at_the_instant_of_the_change_is_heard_once() -> None:
    engine = at_work(plan_of(Timed(20_000)))
    assert engine.add_time(17_000, -10_000).cues == (Cue(17_000, CueKind.COUNTDOWN, 1, 3),)
    assert engine.poll(18_000).cues == (Cue(18_000, CueKind.COUNTDOWN, 1, 2),)


def test_time_taken_while_paused_ends_the_step_on_resuming() -> None:
    engine = at_work(plan_of(Timed(20_000)))
    engine.pause(25_000)
    assert engine.add_time(26_000, -10_000).facts == (TimeAdded(26_000, -5_000),)
    assert engine.resume(30_000).facts == (
        Resumed(30_000),
        StepEnded(30_000, 1, Outcome.DONE, 0, 15_000),
        SessionEnded(30_000, Ending.FINISHED),
    )


def test_nothing_leads_back_into_a_step_that_has_no_time_left() -> None:
    led_in = Choices(lead_in_ms=4_000)
    paused = at_work(plan_of(Timed(20_000), choices=led_in))
    paused.pause(25_000)
    paused.add_time(26_000, -10_000)
    resumed = paused.resume(30_000)
    counting_down = at_work(plan_of(Timed(20_000), choices=led_in))
    counting_down.pause(25_000)
    counting_down.resume(26_000)
    cut_short = counting_down.add_time(28_000, -10_000)
    for output, at in ((resumed, 30_000), (cut_short, 28_000)):
        assert output.facts[1:] == (
            StepEnded(at, 1, Outcome.DONE, 0, 15_000),
            SessionEnded(at, Ending.FINISHED),
        )
    assert [cue.kind for cue in resumed.cues] == [CueKind.SET_DONE, CueKind.SESSION_DONE]


def test_work_that_all_time_was_taken_from_before_it_began_is_not_done() -> None:
    engine = at_work(plan_of(Hold(Range(10_000, 10_000)), choices=Choices(lead_in_ms=4_000)))
    engine.back(15_000)
    assert engine.add_time(16_000, -10_000).facts[1:] == (
        StepEnded(16_000, 1, Outcome.SKIPPED, 0, 0),
        SessionEnded(16_000, Ending.FINISHED),
    )


def test_no_more_time_is_taken_than_is_left() -> None:
    engine = Engine(plan_of(Timed(20_000)))
    engine.pause(3_000)
    taken = [engine.add_time(3_000, -6_000).facts for _ in range(3)]
    assert taken == [(TimeAdded(3_000, -6_000),), (TimeAdded(3_000, -1_000),), ()]
    engine.add_time(3_000, 5_000)
    engine.resume(4_000)
    assert engine.poll(9_000).facts[0] == StepEnded(9_000, 0, Outcome.DONE, 0, 8_000)


def test_a_step_gets_an_hour_at_most() -> None:
    engine = at_work(plan_of(Timed(20_000)))
    assert engine.add_time(11_000, 2 * HOUR).facts == (TimeAdded(11_000, HOUR - 20_000),)
    assert engine.add_time(12_000, 1) == Output((), ())
    assert engine.poll(2 * HOUR).facts[0] == StepEnded(10_000 + HOUR, 1, Outcome.DONE, 0, HOUR)


@pytest.mark.parametrize(
    "plan",
    [
        plan_of(Reps(Range(12, 15))),
        plan_of(Reps(Range(12, 15)), choices=SELF_COUNTED),
        plan_of(Hold(Range(30_000, None))),
        plan_of(Hold(Range(0, None))),
    ],
)
def test_reps_and_open_ended_holds_take_no_time(plan: Plan) -> None:
    refuse(at_work(plan), "add_time", 11_000, 10_000)


def test_the_minimum_of_a_hold_stays_where_it_is() -> None:
    engine = at_work(plan_of(Hold(Range(20_000, 30_000))))
    engine.add_time(15_000, 10_000)
    cues = engine.poll(60_000).cues
    assert Cue(30_000, CueKind.MINIMUM_REACHED, 1, 20) in cues
    assert Cue(40_000, CueKind.SECONDS_LEFT, 1, 10) in cues


# After the end


def test_effort_and_note() -> None:
    engine = at_work(plan_of(Timed(10_000)))
    refuse(engine, "rate", 15_000, 7)
    refuse(engine, "note", 15_000, "good")
    engine.poll(30_000)
    assert engine.rate(31_000, 7) == Output((EffortRated(31_000, 7),), ())
    assert engine.rate(32_000, 8).facts == (EffortRated(32_000, 8),)
    assert engine.note(33_000, "good").facts == (NoteWritten(33_000, "good"),)
    assert (engine.state.effort, engine.state.note) == (8, "good")
    assert engine.state.active_ms(99_000) == 20_000
    for effort in (0, 11):
        with pytest.raises(ValueError, match="from 1 to 10"):
            engine.rate(34_000, effort)


# Taken up again


def test_interrupted_stands_still_at_the_last_fact() -> None:
    plan = plan_of(Reps(Range(12, 15)))
    facts = Engine(plan).poll(14_500).facts
    assert facts[-1] == RepCounted(14_000, 2)
    engine, output = Engine.interrupted(plan, facts)
    assert output == Output((Paused(14_000, PauseReason.INTERRUPTED),), ())
    assert engine.resume(90_000).facts == (Resumed(90_000),)
    assert engine.poll(92_000).facts == (RepCounted(92_000, 3),)


def test_interrupted_leaves_a_pause_or_an_end_alone() -> None:
    plan = plan_of(Timed(10_000))
    engine = Engine(plan)
    facts = [*engine.pause(12_000).facts]
    assert Engine.interrupted(plan, facts)[1] == Output((), ())
    facts += [*engine.resume(13_000).facts, *engine.poll(60_000).facts]
    ended, output = Engine.interrupted(plan, facts)
    assert output == Output((), ())
    assert ended.state.status is Status.ENDED


def test_alternating_sides_call_every_switch() -> None:
    engine = at_work(plan_of(Reps(Range(3, 3)), sides=Sides.ALTERNATE, every=2))
    calls = [cue for cue in engine.poll(60_000).cues if cue.kind is CueKind.SWITCH_SIDES]
    assert calls == [
        Cue(14_000, CueKind.SWITCH_SIDES, 1, Side.RIGHT),
        Cue(18_000, CueKind.SWITCH_SIDES, 1, Side.LEFT),
        Cue(20_000, CueKind.SWITCH_SIDES, 1, Side.RIGHT),
    ]
    assert engine.state.at == 22_000
