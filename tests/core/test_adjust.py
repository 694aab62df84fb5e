"""Changing a session in its middle, plan by plan in words."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from small_plans import QUICK, plan_of

from bandtimer.core.choices import WHOLE_BLOCK, Adjustment
from bandtimer.core.compile import Choices, compile_plan
from bandtimer.core.cues import Cue, CueKind
from bandtimer.core.engine import Engine, Output
from bandtimer.core.facts import (
    BandChosen,
    Ending,
    Outcome,
    PainReported,
    PauseReason,
    PlanChanged,
    Relief,
    Resumed,
    SessionEnded,
    StepEnded,
    StepStarted,
)
from bandtimer.core.plan import Plan, Side, Step, StepKind
from bandtimer.core.record import set_records, sets_done, sets_planned
from bandtimer.core.routine import (
    HOUR,
    Block,
    Exercise,
    Hold,
    Order,
    Prescription,
    Range,
    Reps,
    Routine,
    Sides,
    Timed,
    Work,
)
from bandtimer.core.state import IllegalTransition, Status

FIVE = Reps(Range.exactly(5))
LIBRARY = {
    "bridge": Exercise("bridge", "Bridge", tempo=QUICK, harder=("hold", "single")),
    "hold": Exercise(
        "hold", "Hold", tempo=QUICK, easier=("bridge",), usual=Hold(Range(20_000, 30_000))
    ),
    "single": Exercise("single", "Single", sides=Sides.EACH, tempo=QUICK, easier=("bridge",)),
    "clam": Exercise(
        "clam", "Clam", sides=Sides.EACH, tempo=QUICK, easier=("wall",), harder=("walk",)
    ),
    "wall": Exercise("wall", "Wall", sides=Sides.EACH, tempo=QUICK),
    "walk": Exercise(
        "walk", "Walk", sides=Sides.ALTERNATE, alternate_every=2, tempo=QUICK, easier=("clam",)
    ),
    "row": Exercise("row", "Row", tempo=QUICK),
}


def item(exercise: str, sets: int = 1, work: Work = FIVE, rest_ms: int = 20_000) -> Prescription:
    return Prescription(exercise, work, Range.exactly(sets), rest_ms=rest_ms)


def straight(*items: Prescription, choices: Choices | None = None) -> Plan:
    return compile_plan(Routine("r", "R", (Block(items),)), LIBRARY, choices)


def circuit(*names: str, rounds: int = 3, rest_ms: int = 20_000, then: str = "") -> Plan:
    items = tuple(item(name, rest_ms=rest_ms) for name in names)
    blocks = [Block(items, order=Order.CIRCUIT, rounds=Range.exactly(rounds))]
    if then:
        blocks.append(Block((item(then),)))
    return compile_plan(Routine("r", "R", tuple(blocks)), LIBRARY)


def told(step: Step) -> str:
    """Tell a step in words: rest, change to row, clam 1/3 left."""
    match step.kind:
        case StepKind.PREPARE:
            return f"ready {step.exercise}"
        case StepKind.CHANGE_EXERCISE:
            return f"change {step.exercise}"
        case StepKind.SWITCH_SIDES:
            return f"switch {step.side}"
        case StepKind.REST:
            return "rest"
        case StepKind.WORK:
            side = "" if step.side is Side.BOTH else f" {step.side}"
            return f"{step.exercise} {step.set_number}/{step.sets}{side}"


class Led(Engine):
    """An engine that remembers what time it was told last."""

    now = 0

    def _run(self, now: int, command: Callable[..., None]) -> Output:
        self.now = now
        return super()._run(now, command)


def outline(engine: Engine) -> list[str]:
    return [told(step) for step in engine.state.plan.steps]


def at(plan: Plan, wanted: str, after: int = 4_000) -> Led:
    """Lead a session, all work done in full, until `after` ms into the step told so."""
    engine = Led(plan)
    engine.poll(0)
    while True:
        step = engine.state.current
        assert step is not None, f"{wanted} never comes"
        if told(step) == wanted:
            engine.poll(engine.now + after)
            return engine
        due = engine.next_deadline()
        assert due is not None
        engine.poll(due)


def refuse(engine: Led, why: str, command: Callable[[], object]) -> None:
    state, due = engine.state, engine.next_deadline()
    with pytest.raises(IllegalTransition, match=why):
        command()
    assert engine.state is state
    assert engine.next_deadline() == due


def ended(engine: Engine) -> list[tuple[str, Side, int | None, Outcome]]:
    """List what is on record: exercise, side, reps, outcome."""
    return [(r.exercise, r.side, r.reps, r.outcome) for r in set_records(engine.state)]


DONE, SKIPPED = Outcome.DONE, Outcome.SKIPPED
LEFT, RIGHT, BOTH = Side.LEFT, Side.RIGHT, Side.BOTH


# Another exercise


def test_a_swap_in_the_middle_of_a_set_begins_it_anew() -> None:
    engine = at(straight(item("bridge", 3), item("row")), "bridge 2/3")
    output = engine.swap_exercise(engine.now, "single")
    assert outline(engine) == [
        "ready bridge", "bridge 1/3", "rest", "bridge 2/3",
        "ready single", "single 2/3 left", "switch right", "single 2/3 right",
        "rest", "single 3/3 left", "switch right", "single 3/3 right",
        "change row", "row 1/1",
    ]  # fmt: skip
    moment = engine.now
    change = Adjustment((0, 0), 2, "single")
    assert output.facts == (
        StepEnded(moment, 3, SKIPPED, 2, 4_000),
        PlanChanged(moment, 4, change, engine.state.plan.steps[4:]),
        StepStarted(moment, 4),
    )
    assert output.cues == (Cue(moment, CueKind.GET_READY, 4, 10),)
    engine.poll(HOUR)
    assert ended(engine) == [
        ("bridge", BOTH, 5, DONE),
        ("bridge", BOTH, 2, SKIPPED),
        ("single", LEFT, 5, DONE),
        ("single", RIGHT, 5, DONE),
        ("single", LEFT, 5, DONE),
        ("single", RIGHT, 5, DONE),
        ("row", BOTH, 5, DONE),
    ]
    assert (sets_done(engine.state), sets_planned(engine.state.plan)) == (4, 4)


def test_a_swap_on_the_second_side_is_for_that_side() -> None:
    engine = at(straight(item("clam", 2)), "clam 1/2 right")
    engine.swap_exercise(engine.now, "wall")
    engine.poll(HOUR)
    assert ended(engine) == [
        ("clam", LEFT, 5, DONE),
        ("clam", RIGHT, 2, SKIPPED),
        ("wall", RIGHT, 5, DONE),
        ("wall", LEFT, 5, DONE),
        ("wall", RIGHT, 5, DONE),
    ]
    assert (sets_done(engine.state), sets_planned(engine.state.plan)) == (2, 2)


def test_a_second_swap_before_the_second_side_is_for_that_side_too() -> None:
    engine = at(straight(item("clam")), "clam 1/1 right")
    engine.swap_exercise(engine.now, "wall")
    engine.swap_exercise(engine.now + 3_000, "clam")
    assert outline(engine)[-2:] == ["ready clam", "clam 1/1 right"]
    engine.change_sets(engine.now, 1)
    assert outline(engine)[-6:] == [
        "ready clam", "clam 1/2 right", "rest", "clam 2/2 left", "switch right", "clam 2/2 right",
    ]  # fmt: skip


def test_a_side_once_done_is_not_asked_for_again_by_way_of_an_exercise_without_sides() -> None:
    engine = at(straight(item("single")), "single 1/1 right")
    engine.swap_exercise(engine.now, "bridge")
    assert outline(engine)[-2:] == ["ready bridge", "bridge 1/1"]
    engine.swap_exercise(engine.now, "single")
    engine.poll(HOUR)
    assert ended(engine) == [
        ("single", LEFT, 5, DONE),
        ("single", RIGHT, 2, SKIPPED),
        ("single", RIGHT, 5, DONE),
    ]


def test_a_swap_while_switching_sides_gives_time_to_get_ready() -> None:
    engine = at(straight(item("clam")), "switch right", after=1_000)
    output = engine.swap_exercise(engine.now, "wall")
    assert outline(engine)[1:] == ["clam 1/1 left", "switch right", "ready wall", "wall 1/1 right"]
    assert output.facts[0] == StepEnded(engine.now, 2, SKIPPED, 0, 1_000)


def test_a_swap_before_a_set_keeps_the_rest_that_runs() -> None:
    engine = at(straight(item("bridge", 2)), "rest")
    output = engine.swap_exercise(engine.now, "single")
    assert outline(engine)[2:] == ["rest", "single 2/2 left", "switch right", "single 2/2 right"]
    assert [type(fact) for fact in output.facts] == [PlanChanged]
    assert engine.state.plan.steps[2].exercise == "single"
    assert engine.next_deadline() == 10_000 + 10_000 + 17_000


def test_a_swap_while_getting_ready_is_as_if_chosen_before() -> None:
    plan = straight(item("bridge", 2), item("row"))
    engine = at(plan, "ready bridge")
    engine.swap_exercise(engine.now, "single")
    before = Choices(variants={"bridge": "single"})
    assert engine.state.plan.steps == straight(item("bridge", 2), item("row"), choices=before).steps


def test_a_swap_takes_the_usual_work_where_the_planned_does_not_suit() -> None:
    engine = at(straight(item("bridge", 2)), "rest")
    engine.swap_exercise(engine.now, "hold")
    works = [engine.state.plan.steps[-1].work]
    engine.swap_exercise(engine.now, "bridge")
    works.append(engine.state.plan.steps[-1].work)
    assert works == [Hold(Range(20_000, 30_000)), FIVE]


def test_a_swap_of_alternating_sides() -> None:
    engine = at(straight(item("walk", 2)), "walk 1/2", after=7_000)
    engine.swap_exercise(engine.now, "clam")
    engine.poll(HOUR)
    assert ended(engine)[:2] == [("walk", LEFT, 2, SKIPPED), ("walk", RIGHT, 1, SKIPPED)]
    assert [row[:2] for row in ended(engine)[2:]] == [("clam", LEFT), ("clam", RIGHT)] * 2


def test_a_swap_to_alternating_sides_from_the_second_one_does_both() -> None:
    engine = at(straight(item("clam")), "clam 1/1 right")
    engine.swap_exercise(engine.now, "walk")
    assert outline(engine)[-2:] == ["ready walk", "walk 1/1"]


def test_a_swap_of_a_self_counted_set() -> None:
    engine = at(straight(item("bridge", 2), choices=Choices(paced=False)), "ready bridge")
    engine.poll(10_000)
    engine.count_rep(12_000)
    engine.swap_exercise(13_000, "single")
    assert ended(engine) == [("bridge", BOTH, 1, SKIPPED)]
    engine.poll(23_000)
    assert engine.next_deadline() is None
    engine.count_rep(24_000)
    assert engine.state.reps == 1


def test_a_swap_without_time_to_get_ready_goes_on_at_once() -> None:
    engine = at(straight(item("bridge"), choices=Choices(get_ready_ms=0)), "bridge 1/1")
    engine.swap_exercise(engine.now, "single")
    assert outline(engine) == ["bridge 1/1", "single 1/1 left", "switch right", "single 1/1 right"]
    assert engine.state.step == 1


def test_a_swap_in_a_circuit_holds_for_the_later_rounds() -> None:
    engine = at(circuit("bridge", "row"), "bridge 2/3")
    engine.swap_exercise(engine.now, "single")
    work = [text for text in outline(engine) if "/" in text and "right" not in text]
    assert work == [
        "bridge 1/3", "row 1/3", "bridge 2/3", "single 2/3 left", "row 2/3", "single 3/3 left",
        "row 3/3",
    ]  # fmt: skip


def test_a_swap_back_is_what_was_planned() -> None:
    plan = straight(item("bridge", 3), item("row"))
    engine = at(plan, "rest")
    engine.swap_exercise(engine.now, "single")
    engine.swap_exercise(engine.now, "bridge")
    assert engine.state.plan.steps == plan.steps


def test_what_cannot_take_the_place_is_refused() -> None:
    engine = at(straight(item("bridge", 2)), "bridge 1/2")
    for other in ("bridge", "clam", "unheard-of"):
        refuse(engine, "place of bridge", lambda o=other: engine.swap_exercise(engine.now, o))  # type: ignore[misc]


# More and fewer sets


def test_one_more_set_in_the_middle_of_the_last() -> None:
    engine = at(straight(item("clam"), item("row")), "clam 1/1 right")
    due = engine.next_deadline()
    assert engine.change_sets(engine.now, 1).facts == (
        PlanChanged(engine.now, 3, Adjustment((0, 0), 1, sets=2), engine.state.plan.steps[3:]),
    )
    assert engine.next_deadline() == due
    assert engine.state.reps == 2
    assert outline(engine)[3:] == [
        "clam 1/2 right", "rest", "clam 2/2 left", "switch right", "clam 2/2 right",
        "change row", "row 1/1",
    ]  # fmt: skip


def test_one_set_fewer_in_the_middle_of_another() -> None:
    engine = at(straight(item("bridge", 3), item("row")), "bridge 2/3")
    engine.change_sets(engine.now, -1)
    assert outline(engine)[3:] == ["bridge 2/2", "change row", "row 1/1"]
    refuse(engine, "1 sets are not possible", lambda: engine.change_sets(engine.now, -1))


def test_one_set_fewer_in_the_rest_before_the_last_goes_on_to_the_next_exercise() -> None:
    engine = at(straight(item("bridge", 2), item("row")), "rest")
    output = engine.change_sets(engine.now, -1)
    assert outline(engine)[2:] == ["rest", "change row", "row 1/1"]
    assert output.facts[0] == StepEnded(engine.now, 2, SKIPPED, 0, 4_000)
    assert engine.state.step == 3


def test_the_last_set_dropped_ends_the_session() -> None:
    engine = at(straight(item("row"), item("bridge", 2)), "rest")
    output = engine.change_sets(engine.now, -1)
    assert output.facts[-1] == SessionEnded(engine.now, Ending.FINISHED)
    assert output.cues == (Cue(engine.now, CueKind.SESSION_DONE, 4),)
    assert (sets_done(engine.state), sets_planned(engine.state.plan)) == (2, 2)
    refuse(engine, "is not possible|no set", lambda: engine.change_sets(engine.now, 1))


def test_the_only_set_can_not_be_dropped() -> None:
    engine = at(straight(item("bridge")), "ready bridge")
    refuse(engine, "0 sets are not possible", lambda: engine.change_sets(engine.now, -1))


def test_a_set_has_begun_once_its_first_side_is_behind() -> None:
    engine = at(straight(item("clam", 2), item("row")), "clam 2/2 left")
    engine.finish_step(engine.now)
    assert told(engine.state.plan.steps[engine.state.step]) == "switch right"
    refuse(engine, "1 sets are not possible", lambda: engine.change_sets(engine.now, -1))
    engine.report_pain(engine.now, Relief.STOP_EXERCISE)
    assert engine.state.plan.adjustments == (Adjustment((0, 0), 2, sets=2),)


def test_one_more_set_is_one_more_than_there_still_are() -> None:
    engine = at(straight(item("bridge", 4), item("row")), "bridge 2/4")
    engine.report_pain(engine.now, Relief.STOP_EXERCISE)
    engine.back(engine.now)
    assert told(engine.state.plan.steps[engine.state.step]) == "bridge 2/4"
    engine.change_sets(engine.now, 1)
    assert outline(engine)[3:] == ["bridge 2/3", "rest", "bridge 3/3", "change row", "row 1/1"]


def test_fifty_sets_are_the_most() -> None:
    engine = at(straight(item("bridge", 49)), "bridge 1/49")
    engine.change_sets(engine.now, 1)
    refuse(engine, "51 sets are not possible", lambda: engine.change_sets(engine.now, 1))
    engine.change_sets(engine.now, -49)
    assert outline(engine) == ["ready bridge", "bridge 1/1"]


def test_one_more_round_of_a_circuit_is_one_of_all() -> None:
    plan = circuit("bridge", "row", rounds=2, then="clam")
    engine = at(plan, "row 1/2")
    engine.change_sets(engine.now, 1)
    assert engine.state.plan.adjustments == (Adjustment((0, WHOLE_BLOCK), 1, sets=3),)
    longer = circuit("bridge", "row", rounds=3, then="clam")
    assert engine.state.plan.steps[4:] == longer.steps[4:]
    assert told(engine.state.plan.steps[3]) == "row 1/3"


@pytest.mark.parametrize("step", ["change row", "row 3/3"])
def test_a_round_that_has_begun_can_not_be_dropped(step: str) -> None:
    plan = circuit("bridge", "row", "clam", then="walk")
    engine = at(plan, "bridge 3/3", after=0)
    while told(engine.state.plan.steps[engine.state.step]) != step:
        engine.poll(engine.next_deadline() or 0)
    refuse(engine, "2 sets are not possible", lambda: engine.change_sets(engine.now, -1))


def test_a_round_dropped_before_it_began_goes_on_to_the_next_block() -> None:
    plan = circuit("bridge", "row", "clam", rounds=2, then="walk")
    engine = at(plan, "change bridge")
    engine.change_sets(engine.now, -1)
    assert outline(engine)[-3:] == ["change bridge", "change walk", "walk 1/1"]


def test_sets_without_a_rest_between_them_keep_the_switch_to_the_first_side() -> None:
    plan = straight(item("clam", 2, rest_ms=0))
    engine = at(plan, "switch left", after=1_000)
    engine.change_sets(engine.now, 1)
    assert outline(engine)[4:] == [
        "switch left", "clam 2/3 left", "switch right", "clam 2/3 right",
        "switch left", "clam 3/3 left", "switch right", "clam 3/3 right",
    ]  # fmt: skip
    engine.change_sets(engine.now, -2)
    assert engine.state.status is Status.ENDED


def test_the_next_exercise_gets_time_to_get_ready_where_there_is_no_rest() -> None:
    engine = at(circuit("bridge", "row", rounds=2, rest_ms=0), "bridge 1/2")
    engine.report_pain(engine.now, Relief.STOP_EXERCISE)
    assert outline(engine) == ["ready bridge", "bridge 1/2", "ready row", "row 1/2", "row 2/2"]


def test_a_session_is_not_made_too_long() -> None:
    once = Reps(Range.exactly(1))
    full = (item("row", 50, once, rest_ms=0) for _ in range(199))
    plan = straight(item("bridge", 49, once, rest_ms=0), *full)
    assert len(plan.steps) == 10_000
    engine = at(plan, "ready bridge")
    refuse(engine, "too long", lambda: engine.change_sets(engine.now, 1))
    refuse(engine, "too long", lambda: engine.swap_exercise(engine.now, "single"))

    engine = at(straight(*(item("row", 1, Timed(HOUR), rest_ms=0) for _ in range(23))), "row 1/1")
    refuse(engine, "too long", lambda: engine.change_sets(engine.now, 1))


# Back, and then a change


def test_a_change_is_refused_where_later_sets_have_been_done() -> None:
    engine = at(straight(item("bridge", 3)), "bridge 3/3", after=0)
    for _ in range(3):
        engine.back(engine.now)
    assert told(engine.state.plan.steps[engine.state.step]) == "rest"
    engine.back(engine.now)
    why = "a later set is behind you already"
    engine.poll(engine.now + 3_000)
    for command in (
        lambda: engine.change_sets(engine.now, 1),
        lambda: engine.swap_exercise(engine.now, "single"),
    ):
        refuse(engine, why, command)


def test_a_set_gone_back_to_can_be_followed_by_more() -> None:
    engine = at(straight(item("bridge", 2)), "rest", after=500)
    engine.back(engine.now)
    engine.change_sets(engine.now + 1_000, 1)
    assert outline(engine)[1:] == ["bridge 1/3", "rest", "bridge 2/3", "rest", "bridge 3/3"]
    engine.swap_exercise(engine.now + 3_000, "single")
    assert ended(engine) == [("bridge", BOTH, 5, DONE)]


def test_a_rest_that_a_change_cut_short_and_that_is_gone_back_to_still_leads_on() -> None:
    engine = at(straight(item("clam", 2), item("bridge", 2)), "rest")
    engine.change_sets(engine.now, -1)
    engine.back(engine.now + 500)
    assert told(engine.state.plan.steps[engine.state.step]) == "rest"
    assert engine.state.at_hand == engine.state.plan.steps[6]
    engine.change_sets(engine.now, 1)
    assert outline(engine)[4:] == [
        "rest", "change bridge", "bridge 1/3", "rest", "bridge 2/3", "rest", "bridge 3/3",
    ]  # fmt: skip
    engine.swap_exercise(engine.now, "hold")
    assert outline(engine)[4:7] == ["rest", "change hold", "hold 1/3"]
    assert engine.state.step == 4
    engine.choose_band(engine.now, "red")
    assert engine.state.bands == {"hold": "red"}


def test_a_set_taken_out_of_the_session_is_left_alone() -> None:
    engine = at(straight(item("bridge", 2), item("row")), "bridge 2/2")
    engine.swap_exercise(engine.now, "single")
    engine.change_sets(engine.now, -1)
    assert outline(engine)[3:] == ["bridge 2/2", "ready single", "change row", "row 1/1"]
    for _ in range(2):
        engine.back(engine.now + 100)
    assert told(engine.state.plan.steps[engine.state.step]) == "bridge 2/2"
    refuse(engine, "taken out", lambda: engine.change_sets(engine.now, 1))


# While paused


@pytest.mark.parametrize("step", ["bridge 1/2", "rest"])
def test_a_paused_session_stays_paused(step: str) -> None:
    engine = at(straight(item("bridge", 2)), step)
    engine.pause(engine.now, PauseReason.LEFT)
    moment = engine.now + 60_000
    engine.change_sets(moment, 1)
    engine.choose_band(moment, "red")
    engine.swap_exercise(moment, "single")
    assert engine.state.status is Status.PAUSED
    assert engine.state.pause_reason is PauseReason.LEFT
    assert engine.next_deadline() is None
    active = engine.state.active_ms(moment)
    assert engine.state.active_ms(moment + 60_000) == active == moment - 60_000
    cues = engine.resume(moment + 60_000).cues
    assert [cue.kind for cue in cues] == ([CueKind.GET_READY] if step == "bridge 1/2" else [])


def test_the_last_set_dropped_while_paused_ends_the_session() -> None:
    engine = at(straight(item("bridge", 2)), "rest")
    engine.pause(engine.now)
    assert engine.change_sets(engine.now + 1, -1).facts[-1] == SessionEnded(
        engine.now, Ending.FINISHED
    )


# Bands


def test_a_band_holds_from_the_set_in_progress_on() -> None:
    plan = straight(item("bridge", 2), item("row"), choices=Choices(bands={"bridge": "blue"}))
    engine = at(plan, "bridge 2/2")
    assert engine.choose_band(engine.now, "blue").facts == ()
    assert engine.choose_band(engine.now, "red").facts == (BandChosen(engine.now, "bridge", "red"),)
    engine.poll(HOUR)
    assert [record.band for record in set_records(engine.state)] == ["blue", "red", ""]


def test_no_band_is_a_choice_too() -> None:
    plan = straight(item("bridge"), choices=Choices(bands={"bridge": "blue"}))
    engine = at(plan, "bridge 1/1")
    engine.choose_band(engine.now, "")
    assert engine.state.band_of("bridge") == ""
    assert engine.choose_band(engine.now, "").facts == ()


def test_each_exercise_keeps_its_own_band() -> None:
    engine = at(straight(item("bridge", 2)), "bridge 1/2")
    engine.choose_band(engine.now, "red")
    engine.swap_exercise(engine.now, "single")
    engine.choose_band(engine.now, "blue")
    assert (engine.state.band_of("bridge"), engine.state.band_of("single")) == ("red", "blue")


# Something hurts


def test_pain_stops_the_exercise_and_goes_on_with_the_next() -> None:
    engine = at(straight(item("bridge", 3), item("row")), "bridge 2/3")
    engine.pause(engine.now, PauseReason.PAIN)
    moment = engine.now + 5_000
    facts = engine.report_pain(moment, Relief.STOP_EXERCISE).facts
    assert facts == (
        PainReported(moment, 3, "bridge", Relief.STOP_EXERCISE),
        Resumed(moment),
        StepEnded(moment, 3, SKIPPED, 2, 4_000),
        PlanChanged(moment, 4, Adjustment((0, 0), 2, sets=2), engine.state.plan.steps[4:]),
        StepStarted(moment, 4),
    )
    assert outline(engine)[3:] == ["bridge 2/3", "change row", "row 1/1"]


def test_pain_before_the_first_set_passes_over_the_whole_exercise() -> None:
    engine = at(straight(item("bridge", 3), item("row")), "ready bridge")
    engine.report_pain(engine.now, Relief.STOP_EXERCISE)
    assert outline(engine) == ["ready bridge", "ready row", "row 1/1"]
    engine.poll(HOUR)
    assert ended(engine) == [("row", BOTH, 5, DONE)]
    assert sets_planned(engine.state.plan) == 1


@pytest.mark.parametrize("step", ["ready bridge", "bridge 1/2", "rest"])
def test_pain_in_the_only_exercise_ends_the_session(step: str) -> None:
    engine = at(straight(item("bridge", 2)), step)
    output = engine.report_pain(engine.now, Relief.STOP_EXERCISE)
    assert output.facts[-1] == SessionEnded(engine.now, Ending.FINISHED)
    assert engine.next_deadline() is None


def test_pain_stops_an_exercise_in_all_rounds_and_a_further_round_leaves_it_out() -> None:
    engine = at(circuit("bridge", "row"), "bridge 2/3")
    engine.report_pain(engine.now, Relief.STOP_EXERCISE)
    engine.change_sets(engine.now, 1)
    engine.poll(HOUR)
    assert [row[0] for row in ended(engine)] == ["bridge", "row", "bridge", "row", "row", "row"]
    assert [row[3] for row in ended(engine)].count(SKIPPED) == 1


def test_pain_takes_the_first_easier_variant() -> None:
    engine = at(straight(item("clam", 2)), "clam 1/2 left")
    engine.report_pain(engine.now, Relief.EASIER)
    assert outline(engine)[2:5] == ["ready wall", "wall 1/2 left", "switch right"]
    assert engine.state.pains[0].exercise == "clam"


def test_pain_without_an_easier_variant_changes_nothing() -> None:
    engine = at(straight(item("row", 2)), "row 1/2")
    engine.pause(engine.now, PauseReason.PAIN)
    why = "row has no easier variant"
    refuse(engine, why, lambda: engine.report_pain(engine.now, Relief.EASIER))
    assert engine.state.pains == ()


def test_pain_ends_the_session() -> None:
    engine = at(straight(item("bridge", 2)), "bridge 1/2")
    engine.pause(engine.now, PauseReason.PAIN)
    moment = engine.now + 5_000
    assert engine.report_pain(moment, Relief.END_SESSION).facts == (
        PainReported(moment, 1, "bridge", Relief.END_SESSION),
        StepEnded(moment, 1, Outcome.STOPPED, 2, 4_000),
        SessionEnded(moment, Ending.STOPPED),
    )


def gone_back(plan: Plan, step: str, to: str) -> Led:
    """Return an engine in a step that the athlete went back to from another."""
    engine = at(plan, step)
    while told(engine.state.plan.steps[engine.state.step]) != to:
        engine.back(engine.now)
    return engine


@pytest.mark.parametrize("relief", [Relief.STOP_EXERCISE, Relief.EASIER])
def test_pain_in_a_set_gone_back_to_leaves_what_was_done(relief: Relief) -> None:
    engine = gone_back(straight(item("clam", 3), item("row")), "rest", "clam 1/3 left")
    engine.pause(engine.now, PauseReason.PAIN)
    engine.report_pain(engine.now, relief)
    assert engine.state.pains[0].exercise == "clam"
    engine.poll(HOUR)
    done = [row[0] for row in ended(engine) if row[3] is DONE]
    easier = ["wall"] * 4 if relief is Relief.EASIER else []
    assert done == ["clam", "clam", *easier, "row"]


def test_pain_in_an_exercise_that_is_over_leaves_the_one_at_hand_alone() -> None:
    engine = gone_back(straight(item("bridge"), item("row", 3)), "rest", "bridge 1/1")
    engine.report_pain(engine.now, Relief.STOP_EXERCISE)
    engine.poll(HOUR)
    assert [row[0] for row in ended(engine) if row[3] is DONE] == ["bridge", "row", "row", "row"]


# What can not be changed


def test_nothing_can_be_changed_after_the_end() -> None:
    engine = at(straight(item("bridge", 2)), "bridge 1/2")
    engine.stop(engine.now)
    why = "no set ahead|no step is in progress"
    refuse(engine, why, lambda: engine.change_sets(engine.now, 1))
    refuse(engine, why, lambda: engine.swap_exercise(engine.now, "single"))
    refuse(engine, why, lambda: engine.choose_band(engine.now, "red"))
    for relief in Relief:
        refuse(engine, why, lambda r=relief: engine.report_pain(engine.now, r))  # type: ignore[misc]


def test_a_plan_of_an_older_version_stays_as_it_is() -> None:
    plan = plan_of(FIVE, 2)
    old = replace(plan, routine=Routine("", "", ()))
    engine = at(old, "bridge 1/2")
    refuse(engine, "older version", lambda: engine.change_sets(engine.now, 1))
    engine.report_pain(engine.now, Relief.END_SESSION)
    assert sets_planned(old) == 2
