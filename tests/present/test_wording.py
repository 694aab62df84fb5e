"""What is said in words: durations, targets, sides, bands."""

from dataclasses import replace

import pytest

from bandtimer.core.plan import Side, Step, StepKind
from bandtimer.core.routine import (
    HOUR,
    MINUTE,
    SECOND,
    BandKind,
    BandUse,
    Exercise,
    Hold,
    Prescription,
    Range,
    Reps,
    SideNoun,
    Sides,
    Timed,
    Work,
)
from bandtimer.present.wording import (
    about,
    band_text,
    clock,
    duration_text,
    prescription_text,
    reps_text,
    set_text,
    side_text,
    step_side_text,
    step_work_text,
    target_text,
    work_text,
)


@pytest.mark.parametrize(
    ("ms", "text"),
    [
        (0, "0:00"),
        (999, "0:00"),
        (1_000, "0:01"),
        (59_999, "0:59"),
        (60_000, "1:00"),
        (725_000, "12:05"),
        (HOUR - 1, "59:59"),
        (HOUR, "1:00:00"),
        (HOUR + 2 * MINUTE + 3 * SECOND, "1:02:03"),
        (25 * HOUR, "25:00:00"),
    ],
)
def test_clock(ms: int, text: str) -> None:
    assert clock(ms) == text


@pytest.mark.parametrize(
    ("ms", "text"),
    [
        (0, "under a minute"),
        (29_999, "under a minute"),
        (30_000, "about 1 min"),
        (89_999, "about 1 min"),
        (90_000, "about 2 min"),
        (46 * MINUTE, "about 46 min"),
        (HOUR - 30_001, "about 59 min"),
        (HOUR - 30_000, "about 1 h"),
        (HOUR + 5 * MINUTE, "about 1 h 5 min"),
    ],
)
def test_about(ms: int, text: str) -> None:
    assert about(ms) == text


@pytest.mark.parametrize(
    ("ms", "text"),
    [
        (0, "0 s"),
        (45_000, "45 s"),
        (2_500, "2.5 s"),
        (1_125, "1.125 s"),
        (10_000, "10 s"),
        (90_000, "90 s"),
        (2 * MINUTE, "2 min"),
        (150_000, "2 min 30 s"),
        (150_500, "2 min 30.5 s"),
        (HOUR, "1 h"),
        (HOUR + 10 * SECOND, "1 h 10 s"),
    ],
)
def test_duration(ms: int, text: str) -> None:
    assert duration_text(ms) == text


def test_small_counts() -> None:
    assert reps_text(1) == "1 rep"
    assert reps_text(0) == "0 reps"
    assert reps_text(12) == "12 reps"
    assert set_text(2, 3) == "Set 2 of 3"


@pytest.mark.parametrize(
    ("work", "text"),
    [
        (Reps(Range(12, 12)), "12 reps"),
        (Reps(Range(1, 1)), "1 rep"),
        (Reps(Range(12, 15)), "12–15 reps"),
        (Reps(Range(8, None)), "8 or more reps"),
        (Reps(Range(0, None)), "as many reps as you can"),
        (Reps(Range(5, 5), hold_ms=10_000), "5 reps × 10 s hold"),
        (Reps(Range(5, 8), hold_ms=2_500), "5–8 reps × 2.5 s hold"),
        (Reps(Range(0, None), hold_ms=5_000), "as many reps as you can, each held 5 s"),
        (Hold(Range(20_000, 20_000)), "hold 20 s"),
        (Hold(Range(20_000, 30_000)), "hold 20–30 s"),
        (Hold(Range(90_000, 180_000)), "hold 90 s – 3 min"),
        (Hold(Range(30_000, None)), "hold 30 s or longer"),
        (Hold(Range(0, None)), "hold as long as you can"),
        (Timed(40_000), "40 s"),
        (Timed(5 * MINUTE), "5 min"),
    ],
)
def test_work(work: Work, text: str) -> None:
    assert work_text(work) == text


def test_target_of_a_record() -> None:
    assert target_text(Range(12, 15), "reps") == "12–15 reps"
    assert target_text(Range(20_000, 30_000), "hold") == "hold 20–30 s"
    assert target_text(Range(40_000, 40_000), "timed") == "40 s"


@pytest.mark.parametrize(
    ("item", "exercise", "text"),
    [
        (
            Prescription("x", Reps(Range(12, 15)), Range(3, 3), Sides.EACH),
            Exercise("x", "X", side_noun=SideNoun.LEG),
            "3 × 12–15 each leg",
        ),
        (
            Prescription("x", Reps(Range(12, 15)), Range(3, 4)),
            Exercise("x", "X", sides=Sides.EACH, side_noun=SideNoun.WAY),
            "3–4 × 12–15 each way",
        ),
        (Prescription("x", Reps(Range(8, None))), Exercise("x", "X"), "1 × 8 or more"),
        (
            Prescription("x", Reps(Range(0, None))),
            Exercise("x", "X"),
            "1 × as many reps as you can",
        ),
        (
            Prescription("x", Reps(Range(5, 5), 10_000), Range(2, 2)),
            Exercise("x", "X"),
            "2 × 5 reps × 10 s hold",
        ),
        (
            Prescription("x", Hold(Range(20_000, 30_000)), Range(3, 5)),
            Exercise("x", "X"),
            "3–5 × hold 20–30 s",
        ),
        (
            Prescription("x", Timed(20_000), Range(8, 8), Sides.ALTERNATE),
            Exercise("x", "X", side_noun=SideNoun.ARM),
            "8 × 20 s, alternating arms",
        ),
        (
            Prescription("x", Reps(Range(12, 12)), Range(3, 3), Sides.ALTERNATE, 4),
            Exercise("x", "X", side_noun=SideNoun.WAY),
            "3 × 12 each way, alternating every 4",
        ),
        (
            Prescription("x", Reps(Range(12, 12)), Range(3, 3)),
            Exercise("x", "X", sides=Sides.ALTERNATE),
            "3 × 12 each side, alternating",
        ),
    ],
)
def test_prescription(item: Prescription, exercise: Exercise, text: str) -> None:
    assert prescription_text(item, exercise) == text


def test_chosen_sets_stand_in_for_the_prescribed() -> None:
    item = Prescription("x", Reps(Range(10, 10)), Range(3, 5))
    assert prescription_text(item, Exercise("x", "X"), Range.exactly(4)) == "4 × 10"


@pytest.mark.parametrize(
    ("noun", "side", "text"),
    [
        (SideNoun.LEG, Side.LEFT, "left leg"),
        (SideNoun.ARM, Side.RIGHT, "right arm"),
        (SideNoun.SIDE, Side.LEFT, "left side"),
        (SideNoun.WAY, Side.RIGHT, "to the right"),
        (SideNoun.LEG, Side.BOTH, ""),
        (SideNoun.LEG, None, ""),
    ],
)
def test_side(noun: SideNoun, side: Side | None, text: str) -> None:
    assert side_text(Exercise("x", "X", side_noun=noun), side) == text


def test_alternating_step_names_its_turns_and_each_sides_share() -> None:
    walk = Exercise("x", "X", side_noun=SideNoun.WAY)
    step = Step(
        StepKind.WORK,
        "x",
        1,
        1,
        side=Side.BOTH,
        work=Reps(Range(12, 15)),
        alternate_every=4,
        first_side=Side.RIGHT,
    )
    assert step_side_text(walk, step) == "right first, in turns of 4"
    one_by_one = replace(step, alternate_every=1, first_side=Side.LEFT)
    assert step_side_text(walk, one_by_one) == "left first, alternating"
    assert step_work_text(walk, step) == "12–15 reps each way"


def test_step_of_one_side() -> None:
    walk = Exercise("x", "X", side_noun=SideNoun.WAY)
    step = Step(StepKind.WORK, "x", 1, 1, side=Side.LEFT, work=Reps(Range(12, 15)))
    assert step_side_text(walk, step) == "to the left"
    assert step_work_text(walk, step) == "12–15 reps"
    assert step_work_text(walk, Step(StepKind.REST, "x", 1, 1, duration_ms=5_000)) == ""


@pytest.mark.parametrize(
    ("band", "text"),
    [
        (BandUse(BandKind.LOOP, "above the knees"), "loop band above the knees"),
        (BandUse(BandKind.LONG), "long band"),
        (BandUse(), "no band"),
    ],
)
def test_band(band: BandUse, text: str) -> None:
    assert band_text(Exercise("x", "X", band=band)) == text
