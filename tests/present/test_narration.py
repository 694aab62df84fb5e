"""What a session asks to be said, and when."""

import pytest
from small_plans import QUICK

from bandtimer.core.ahead import foreseen
from bandtimer.core.choices import CountAloud
from bandtimer.core.compile import Choices, compile_plan
from bandtimer.core.cues import Cue
from bandtimer.core.engine import Engine, Output
from bandtimer.core.facts import Fact, PauseReason, Relief
from bandtimer.core.plan import Plan
from bandtimer.core.routine import (
    BandKind,
    BandUse,
    Block,
    Exercise,
    FormCue,
    Hold,
    Phase,
    Prescription,
    Range,
    Reps,
    Routine,
    SideNoun,
    Sides,
    Work,
)
from bandtimer.core.simulate import simulate
from bandtimer.core.state import State
from bandtimer.present.narration import phrases_ahead, wishes
from bandtimer.present.wish import Rank, Telling

CLAM = Exercise(
    "clam",
    "Clamshell",
    band=BandUse(BandKind.LOOP, "above the knees"),
    side_noun=SideNoun.LEG,
    tempo=QUICK,
    cues=(FormCue("Stay tall"), FormCue("Lower slowly", Phase.ECCENTRIC), FormCue("Breathe")),
    easier=("wall",),
)
WALL = Exercise("wall", "Wall clamshell", tempo=QUICK)
FIVE = Reps(Range.exactly(5))
HOURS = 36_000_000


def plan(
    work: Work, sets: int = 1, sides: Sides = Sides.BOTH, choices: Choices | None = None
) -> Plan:
    item = Prescription("clam", work, Range.exactly(sets), sides, rest_ms=40_000)
    routine = Routine("r", "R", (Block((item,)),))
    return compile_plan(routine, {"clam": CLAM, "wall": WALL}, choices)


def asked(made: Plan, telling: Telling, rank: Rank) -> list[tuple[float, str]]:
    found = wishes(State(made), list(simulate(made)), telling, HOURS)
    return [(wish.at / 1_000, wish.variants[0]) for wish in found if wish.rank is rank]


def texts(made: Plan, telling: Telling, rank: Rank = Rank.COUNT) -> list[str]:
    return [text for _, text in asked(made, telling, rank)]


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (CountAloud.ALL, ["One", "Two", "Three", "Four", "Five", "Six"]),
        (CountAloud.FIFTH, ["Five"]),
        (CountAloud.LAST_THREE, ["Three more", "Two more", "Last one"]),
        (CountAloud.NONE, []),
    ],
)
def test_reps_are_counted_as_wished_and_the_last_is_the_end_of_the_set(
    count: CountAloud, said: list[str]
) -> None:
    assert texts(plan(Reps(Range.exactly(7))), Telling(count)) == said


def test_a_set_without_an_end_has_no_last_three() -> None:
    made = plan(Reps(Range(0, None)), choices=Choices(paced=False))
    assert texts(made, Telling(CountAloud.LAST_THREE)) == ["Five", "Ten"]


def turns(made: Plan, telling: Telling) -> list[str]:
    return [text for text in texts(made, telling, Rank.PROGRESS) if text.endswith("leg")]


def test_alternating_reps_are_counted_for_each_side_with_the_turn_behind_them() -> None:
    made = plan(Reps(Range.exactly(3)), sides=Sides.ALTERNATE)
    assert turns(made, Telling()) == [
        "One. Right leg", "One. Left leg", "Two. Right leg", "Two. Left leg", "Three. Right leg",
    ]  # fmt: skip
    assert turns(made, Telling(CountAloud.NONE)) == ["Right leg", "Left leg"] * 2 + ["Right leg"]
    assert texts(made, Telling()) == []


def test_a_turn_at_the_minimum_is_told_with_it() -> None:
    made = plan(Reps(Range(2, 4)), sides=Sides.ALTERNATE)
    assert turns(made, Telling())[3] == "Two. Two more if you can. Left leg"
    assert "Two. Two more if you can" not in texts(made, Telling(), Rank.PROGRESS)


def test_turns_that_the_athlete_counts_are_prepared() -> None:
    made = plan(Reps(Range(1, 2)), sides=Sides.ALTERNATE, choices=Choices(paced=False))
    engine = Engine(made)
    engine.poll(12_000)
    assert {"One. Right leg", "One. One more if you can. Left leg", "Two. Right leg"} <= {
        *phrases_ahead(engine.state, (), Telling(), 32_000)
    }


def test_the_minimum_takes_the_place_of_its_number() -> None:
    made = plan(Reps(Range(2, 4)))
    assert texts(made, Telling()) == ["One", "Three"]
    assert "Two. Two more if you can" in texts(made, Telling(), Rank.PROGRESS)


def test_a_hold_is_told_by_tens_until_its_countdown() -> None:
    assert sorted(asked(plan(Hold(Range.exactly(45_000))), Telling(), Rank.COUNT)) == [
        (20, "Ten"), (30, "Twenty"), (40, "Thirty"), (50, "Five"), (51, "Four"),
    ]  # fmt: skip


def test_a_hold_without_an_end_is_told_by_tens_as_far_as_it_is_foreseen() -> None:
    engine = Engine(plan(Hold(Range(0, None))))
    engine.poll(60_000)
    items = foreseen(engine, 90_000).by_time()
    found = wishes(engine.state, items, Telling(), 90_000)
    assert [wish.variants[0] for wish in found if wish.rank is Rank.COUNT][-3:] == [
        "Sixty", "Seventy", "Eighty",
    ]  # fmt: skip


def test_each_set_has_another_form_cue_at_a_moment_that_suits_it() -> None:
    made = plan(Reps(Range.exactly(3)), sets=4)
    starts = [10, 56, 102, 148]
    # The second rep begins two seconds into a set, its lowering a second later.
    assert asked(made, Telling(), Rank.FORM) == [
        (starts[0] + 2.7, "Stay tall"),
        (starts[1] + 3, "Lower slowly"),
        (starts[2] + 2.7, "Breathe"),
        (starts[3] + 2.7, "Stay tall"),
    ]
    assert asked(made, Telling(form_cues=False), Rank.FORM) == []


def test_nobody_is_encouraged_who_did_not_ask_for_it() -> None:
    made = plan(Reps(Range.exactly(9)), sets=2)
    assert asked(made, Telling(), Rank.ENCOURAGEMENT) == []
    wanted = asked(made, Telling(encouragement=True), Rank.ENCOURAGEMENT)
    assert [at for at, _ in wanted] == [22, 80]
    assert len({text for _, text in wanted}) == 2


def test_a_change_names_the_band_and_a_further_set_does_not() -> None:
    made = plan(Reps(Range.exactly(3)), sets=2)
    first, second = texts(made, Telling(), Rank.PLACE)
    assert first == ("Get ready: Clamshell. Set one of two, three reps. Loop band above the knees")
    assert second == "Rest, forty seconds. Next: Clamshell. Set two of two, three reps"


def test_ten_seconds_before_it_begins_a_set_is_named_again() -> None:
    made = plan(Reps(Range.exactly(3)), sets=2)
    assert (46.0, "Ten seconds. Clamshell") in asked(made, Telling(), Rank.PROGRESS)


class Athlete:
    """A session in which something is done, and what that has said."""

    def __init__(self, made: Plan, at: int) -> None:
        self.engine = Engine(made)
        self.past = self.engine.poll(at).by_time()

    def does(self, output: Output) -> list[str]:
        self.past += output.by_time()
        until = self.engine.state.at + 20_000
        items: list[Fact | Cue] = [*self.past, *foreseen(self.engine, until).by_time()]
        found = wishes(self.engine.state, items, Telling(), until)
        now = self.engine.state.at
        return [wish.variants[0] for wish in found if wish.at == now]


def in_a_set() -> Athlete:
    return Athlete(plan(Reps(Range.exactly(9)), sets=2, sides=Sides.EACH), 14_500)


def test_standing_still_and_going_on() -> None:
    athlete = in_a_set()
    assert athlete.does(athlete.engine.pause(15_000)) == ["Paused"]
    assert athlete.does(athlete.engine.resume(60_000)) == [
        "Going on. Clamshell, left leg. Set one of two, nine reps. Loop band above the knees"
    ]


def led_in() -> Athlete:
    led = Choices(lead_in_ms=4_000)
    return Athlete(plan(Hold(Range.exactly(30_000)), sets=2, choices=led), 14_500)


def spoken_from(athlete: Athlete, now: int) -> list[tuple[int, str]]:
    until = now + 20_000
    items = [*athlete.past, *foreseen(athlete.engine, until).by_time()]
    found = wishes(athlete.engine.state, items, Telling(form_cues=False), until)
    return sorted((wish.at, wish.variants[-1]) for wish in found if wish.at < now + 8_000)


def test_what_goes_on_is_said_before_its_countdown_and_no_more_behind_it() -> None:
    athlete = led_in()
    athlete.past += athlete.engine.pause(15_000).by_time()
    athlete.past += athlete.engine.resume(60_000).by_time()
    assert spoken_from(athlete, 60_000) == [(60_000, "Going on")]
    athlete.past += athlete.engine.poll(64_000).by_time()
    assert spoken_from(athlete, 64_000) == [(60_000, "Going on"), (69_000, "Ten")]


def test_what_begins_anew_is_said_before_its_countdown_and_no_more_behind_it() -> None:
    athlete = led_in()
    # As soon as a step begins anew, what came before it is forgotten.
    athlete.past = athlete.engine.back(15_000).by_time()
    assert spoken_from(athlete, 15_000) == [(15_000, "Again")]


def test_reasons_for_standing_still() -> None:
    said = {}
    for reason in PauseReason:
        athlete = in_a_set()
        said[reason] = athlete.does(athlete.engine.pause(15_000, reason))
    assert said == {
        PauseReason.USER: ["Paused"],
        PauseReason.PAIN: ["Paused. Take your time"],
        PauseReason.LEFT: [],
        PauseReason.SUSPENDED: [],
        PauseReason.INTERRUPTED: [],
    }


def test_passing_over_a_rest_names_what_begins() -> None:
    athlete = in_a_set()
    athlete.past += athlete.engine.skip(15_000).by_time()
    assert athlete.does(athlete.engine.skip(16_000)) == [
        "Clamshell, right leg. Set one of two, nine reps"
    ]


def test_going_back_says_so() -> None:
    athlete = in_a_set()
    (said,) = athlete.does(athlete.engine.back(15_000))
    assert said.startswith("Again. Clamshell, left leg")


def test_changes_on_the_way() -> None:
    athlete = in_a_set()
    engine = athlete.engine
    assert athlete.does(engine.choose_band(15_000, "Heavy")) == ["Heavy loop band above the knees"]
    assert athlete.does(engine.change_sets(15_100, 1)) == ["Three sets in all"]
    athlete.past += engine.skip(15_200).by_time()
    assert athlete.does(engine.add_time(15_300, 10_000)) == ["Ten seconds more"]
    assert athlete.does(engine.correct_reps(15_400, 2)) == ["Four reps"]


def test_an_easier_variant_is_named_where_it_begins() -> None:
    athlete = in_a_set()
    assert athlete.does(athlete.engine.report_pain(15_000, Relief.EASIER)) == [
        "Get ready: Wall clamshell. Set one of two, nine reps. No band"
    ]


def test_an_end_before_the_end() -> None:
    athlete = in_a_set()
    assert athlete.does(athlete.engine.stop(15_000)) == ["Session ended"]


def test_what_the_athlete_can_bring_about_is_prepared() -> None:
    made = plan(Reps(Range(2, 3)), choices=Choices(paced=False))
    engine = Engine(made)
    engine.poll(12_000)
    prepared = phrases_ahead(engine.state, (), Telling(), 32_000)
    assert {"One", "Two. One more if you can", "Three", "Four", "Paused", "New best"} <= {*prepared}
    assert len(prepared) == len(set(prepared))


def in_a_rest(sets: int = 3) -> Athlete:
    """Stand in the rest after the first set."""
    return Athlete(plan(Reps(Range.exactly(5)), sets=sets), 25_000)


def test_a_rest_whose_sets_are_taken_away_is_the_end() -> None:
    athlete = in_a_rest()
    athlete.past += athlete.engine.change_sets(26_000, -1).by_time()
    assert athlete.does(athlete.engine.change_sets(27_000, -1)) == [
        "That was the last one. Session done"
    ]


def test_going_on_with_a_rest_tells_that_it_is_one_and_what_is_left_of_it() -> None:
    athlete = in_a_rest()
    athlete.past += athlete.engine.pause(26_500).by_time()
    going_on = "Going on. Rest, thirty-four seconds. Next: Clamshell. Set two of three, five reps"
    assert going_on in phrases_ahead(athlete.engine.state, athlete.past, Telling(), 46_500)
    assert athlete.does(athlete.engine.resume(60_000)) == [going_on]


def test_going_on_with_what_else_leads_to_work_tells_what_it_is() -> None:
    made = plan(Reps(Range.exactly(5)), sides=Sides.EACH)
    getting_ready, switching = Athlete(made, 1_000), Athlete(made, 21_000)
    said = []
    for athlete in (getting_ready, switching):
        at = athlete.engine.state.at
        athlete.past += athlete.engine.pause(at + 2_000).by_time()
        said += athlete.does(athlete.engine.resume(60_000))
    assert said == [
        "Going on. Get ready: Clamshell, left leg. Five reps. Loop band above the knees",
        "Going on. Switch sides. Right leg, five",
    ]


def test_after_pain_the_rest_that_begins_is_told_and_not_work() -> None:
    routine = Routine(
        "r",
        "R",
        (Block((Prescription("clam", Reps(Range.exactly(5))), Prescription("wall", FIVE))),),
    )
    athlete = Athlete(compile_plan(routine, {"clam": CLAM, "wall": WALL}), 14_500)
    athlete.past += athlete.engine.pause(15_000, PauseReason.PAIN).by_time()
    assert athlete.does(athlete.engine.report_pain(20_000, Relief.STOP_EXERCISE)) == [
        "Rest, forty-five seconds. Next: Wall clamshell. Five reps. No band"
    ]


def test_a_change_in_a_rest_tells_anew_what_comes() -> None:
    athlete = in_a_rest()
    assert athlete.does(athlete.engine.change_sets(26_000, 1)) == [
        "Four sets in all. Next: Clamshell. Set two of four, five reps"
    ]
    assert athlete.does(athlete.engine.swap_exercise(27_000, "wall")) == [
        "Now: Wall clamshell. Set two of four, five reps. No band"
    ]


def test_a_rest_that_is_shortened_to_its_end_is_passed_over() -> None:
    athlete = in_a_rest()
    assert athlete.does(athlete.engine.add_time(30_000, -60_000)) == [
        "Clamshell. Set two of three, five reps"
    ]


def test_of_several_changes_of_a_kind_only_the_last_is_told() -> None:
    athlete = in_a_rest()
    engine = athlete.engine
    athlete.past += engine.correct_reps(26_000, -1).by_time()
    athlete.past += engine.change_sets(26_100, 1).by_time()
    athlete.past += engine.correct_reps(26_300, -1).by_time()
    athlete.past += engine.change_sets(26_400, 1).by_time()
    found = wishes(engine.state, athlete.past, Telling(), 40_000)
    assert [wish.variants[0] for wish in found if wish.rank is Rank.CHANGE] == [
        "Three reps",
        "Five sets in all. Next: Clamshell. Set two of five, five reps",
    ]


def test_a_number_set_right_is_not_told_once_a_further_rep_is_counted() -> None:
    made = plan(Reps(Range.exactly(9)), choices=Choices(paced=False))
    athlete = Athlete(made, 10_000)
    athlete.past += athlete.engine.count_rep(11_000).by_time()
    assert athlete.does(athlete.engine.correct_reps(12_000, 2)) == ["Three reps"]
    athlete.past += athlete.engine.count_rep(12_500).by_time()
    found = wishes(athlete.engine.state, athlete.past, Telling(), 40_000)
    assert Rank.CHANGE not in {wish.rank for wish in found}


def test_of_a_hold_that_was_let_go_of_nothing_more_is_told() -> None:
    athlete = Athlete(plan(Hold(Range(0, None))), 76_000)
    athlete.past += athlete.engine.finish_step(77_000).by_time()
    found = wishes(athlete.engine.state, athlete.past, Telling(encouragement=True), 97_000)
    assert {wish.variants[0] for wish in found if wish.at >= 70_000} == {
        "Sixty",
        "That was the last one. Session done",
    }


def test_after_pain_in_the_last_exercise_the_session_is_over_and_does_not_go_on() -> None:
    athlete = Athlete(plan(FIVE), 5_000)
    athlete.past += athlete.engine.pause(6_000, PauseReason.PAIN).by_time()
    assert athlete.does(athlete.engine.report_pain(9_000, Relief.STOP_EXERCISE)) == [
        "That was the last one. Session done"
    ]


def test_another_exercise_taken_while_paused_is_told() -> None:
    athlete = in_a_set()
    athlete.past += athlete.engine.pause(15_000).by_time()
    assert athlete.does(athlete.engine.swap_exercise(20_000, "wall")) == [
        "Paused. Wall clamshell. Set one of two, nine reps. No band"
    ]
