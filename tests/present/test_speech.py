"""What the voice says, word for word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from routine_shapes import plans, thorough

from bandtimer.core.choices import Side
from bandtimer.core.plan import Plan, Step, StepKind
from bandtimer.core.routine import (
    BandKind,
    BandUse,
    Exercise,
    Hold,
    Range,
    Reps,
    SideNoun,
    Timed,
    Work,
)
from bandtimer.present import speech

CLAMSHELL = Exercise(
    "banded-clamshell",
    "Banded clamshell",
    speech="clamshell",
    side_noun=SideNoun.LEG,
    band=BandUse(BandKind.LOOP, "above the knees"),
)


def work(
    asked: Work, number: int = 2, sets: int = 3, side: Side | None = Side.LEFT, every: int = 0
) -> Step:
    return Step(StepKind.WORK, "clam", number, sets, side=side, work=asked, alternate_every=every)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "zero"), (7, "seven"), (13, "thirteen"), (20, "twenty"), (45, "forty-five"),
        (99, "ninety-nine"), (100, "one hundred"), (115, "one hundred and fifteen"),
        (999, "nine hundred and ninety-nine"), (1_000, "1000"),
    ],
)  # fmt: skip
def test_numbers(value: int, words: str) -> None:
    assert speech.number(value) == words


@given(st.integers(0, 999))
def test_numbers_are_words_alone_and_differ(value: int) -> None:
    words = speech.number(value)
    assert words.replace("-", " ").replace(" ", "").isalpha()
    assert value == 0 or words != speech.number(value - 1)


@pytest.mark.parametrize(
    ("ms", "words"),
    [
        (1_000, "one second"), (45_000, "forty-five seconds"), (60_000, "one minute"),
        (90_000, "one minute thirty"), (120_000, "two minutes"),
        (2_500, "two point five seconds"), (1_125, "one point one two five seconds"),
    ],
)  # fmt: skip
def test_lengths(ms: int, words: str) -> None:
    assert speech.length(ms) == words


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (Reps(Range(12, 15)), "twelve to fifteen reps"),
        (Reps(Range.exactly(1)), "one rep"),
        (Reps(Range(8, None)), "eight or more reps"),
        (Reps(Range(0, None)), "as many reps as you can"),
        (Reps(Range.exactly(5), 10_000), "five reps, each held ten seconds"),
        (Hold(Range(20_000, 30_000)), "hold twenty to thirty seconds"),
        (Hold(Range(45_000, 90_000)), "hold forty-five seconds to one minute thirty"),
        (Hold(Range.exactly(30_000)), "hold thirty seconds"),
        (Hold(Range(30_000, None)), "hold thirty seconds or longer"),
        (Hold(Range(0, None)), "hold as long as you can"),
        (Timed(40_000), "for forty seconds"),
    ],
)
def test_targets(asked: Work, words: str) -> None:
    assert speech.target(asked)[0] == words


def test_what_comes_next_is_told_in_full_and_in_less_and_less() -> None:
    assert speech.announced(CLAMSHELL, work(Reps(Range(12, 15))), None, "Next") == (
        "Next: clamshell, left leg. Set two of three, twelve to fifteen reps",
        "Next: clamshell, left leg. Set two of three, twelve to fifteen",
        "Clamshell, left leg, set two of three, twelve to fifteen",
        "Clamshell, left leg, twelve to fifteen",
        "Clamshell, left leg",
        "Clamshell",
    )


def test_a_change_tells_the_band_by_its_owners_name() -> None:
    step = work(Hold(Range.exactly(20_000)), number=1, sets=1, side=None)
    assert speech.announced(CLAMSHELL, step, "Light", "Get ready")[:2] == (
        "Get ready: clamshell. Hold twenty seconds. Light loop band above the knees",
        "Get ready: clamshell. Hold twenty seconds. Light loop band",
    )
    assert speech.announced(CLAMSHELL, step, "", "")[0] == (
        "Clamshell. Hold twenty seconds. Loop band above the knees"
    )


def test_alternating_sides() -> None:
    step = work(Reps(Range.exactly(8)), 1, 1, Side.BOTH, every=4)
    assert speech.announced(CLAMSHELL, step, None, "Next")[0] == (
        "Next: clamshell, left leg first, then alternating. Eight reps each leg"
    )
    assert speech.turn(CLAMSHELL, Side.RIGHT) == ("Right leg", "Right")


def test_rests_and_switches() -> None:
    after = speech.announced(CLAMSHELL, work(Reps(Range(12, 15))), None, "Next")
    rest = speech.rest(45_000, after)
    assert rest[0] == f"Rest, forty-five seconds. {after[0]}"
    assert rest[-1] == "Clamshell"
    step = work(Reps(Range(12, 15)), side=Side.RIGHT)
    assert speech.switch(CLAMSHELL, step) == (
        "Switch sides. Right leg, twelve to fifteen",
        "Switch sides, right leg",
        "Right leg",
    )
    # No rest has named the set.
    assert speech.switch(CLAMSHELL, work(Reps(Range(12, 15)), side=Side.LEFT)) == (
        "Switch sides. Left leg, set two of three, twelve to fifteen",
        "Left leg, set two of three",
        "Switch sides, left leg",
        "Left leg",
    )
    once = work(Reps(Range.exactly(1)), side=Side.RIGHT)
    assert speech.switch(CLAMSHELL, once)[0] == "Switch sides. Right leg, one rep"
    assert speech.reminder(CLAMSHELL, step) == (
        "Ten seconds. Clamshell, right leg",
        "Ten seconds, clamshell",
        "Ten",
    )


def test_minimum_and_goal() -> None:
    assert speech.minimum(Reps(Range(12, 15)), 12)[0] == "Twelve. Three more if you can"
    assert speech.minimum(Reps(Range(8, None)), 8)[0] == "Eight. More if you can"
    assert speech.minimum(Hold(Range(20_000, 30_000)), 20)[0] == (
        "Minimum. Ten seconds more if you can"
    )
    assert speech.minimum(Hold(Range(20_000, None)), 20)[-1] == "Minimum"
    assert speech.goal_reached(30)[0] == "Thirty seconds. Hold on if you can"


def test_small_news() -> None:
    assert speech.reps_left(1) == ("Last one",)
    assert speech.reps_left(3) == ("Three more",)
    assert speech.time_changed(-10_000) == ("Ten seconds less",)
    assert speech.corrected(1) == ("One rep",)
    assert speech.sets_changed(4) == ("Four sets in all",)
    assert speech.band_changed(CLAMSHELL, "Heavy")[0] == "Heavy loop band above the knees"
    assert speech.form_cue("Pause; feel the side of the hip.") == (
        "Pause, feel the side of the hip",
    )


@thorough
@given(plans)
def test_variants_get_shorter_and_are_plain_words(plan: Plan) -> None:
    for step in plan.steps:
        if step.kind is StepKind.WORK:
            exercise = plan.exercises[step.exercise]
            variants = speech.announced(exercise, step, "Light", "Next")
            lengths = [len(text) for text in variants]
            assert lengths == sorted(set(lengths), reverse=True)
            assert all(text.isprintable() and text == text.strip(" .,") for text in variants)
