"""What exercise files mean."""

import pytest

from bandtimer.core.routine import (
    BandKind,
    BandUse,
    Exercise,
    FitName,
    FormCue,
    Hold,
    Phase,
    Range,
    Reps,
    SideNoun,
    Sides,
    Tempo,
    Timed,
    Work,
)
from bandtimer.routines.exercise_reader import read_exercise
from bandtimer.routines.library import load_library


def read(text: str) -> Exercise:
    reading = read_exercise("own/lunge.yaml", text.encode())
    assert reading.problems == ()
    assert reading.meaning
    return reading.meaning


def test_a_name_is_enough() -> None:
    assert read("format: 1\nname: Lunge\n") == Exercise("lunge", "Lunge")


def test_everything_there_is() -> None:
    text = """\
format: 1
name: Band lunge
summary: Trains the legs.
band:
  kind: loop
  where: above the knees
  tip: Take a wide one.
sides: alternate
alternate_every: 4
side_noun: leg
muscles: [quadriceps, gluteus maximus]
setup:
  - Stand tall.
cues:
  - {phase: concentric, text: "Rise, heel first"}
  - Look ahead
mistakes: Leaning forward
phases: {concentric: Rise, top: Stand, eccentric: Sink, bottom: Touch}
tempo: 3-0-1-0.5
easier: half-lunge
harder: [jump-lunge, split-squat]
speech: lunge
usual: {reps: 8-10}
fit: {category: 17, name: 0}
"""
    assert read(text) == Exercise(
        "lunge",
        "Band lunge",
        "Trains the legs.",
        BandUse(BandKind.LOOP, "above the knees", "Take a wide one."),
        Sides.ALTERNATE,
        4,
        SideNoun.LEG,
        ("quadriceps", "gluteus maximus"),
        ("Stand tall.",),
        (FormCue("Rise, heel first", Phase.CONCENTRIC), FormCue("Look ahead")),
        ("Leaning forward",),
        {
            Phase.CONCENTRIC: "Rise",
            Phase.TOP: "Stand",
            Phase.ECCENTRIC: "Sink",
            Phase.BOTTOM: "Touch",
        },
        Tempo(3_000, 0, 1_000, 500),
        ("half-lunge",),
        ("jump-lunge", "split-squat"),
        "lunge",
        FitName(17, 0),
        usual=Reps(Range(8, 10)),
    )


@pytest.mark.parametrize(
    ("usual", "work"),
    [
        ("{hold: 20-30s}", Hold(Range(20_000, 30_000))),
        ("{time: 40s}", Timed(40_000)),
        ("{reps: 5, hold: 10s}", Reps(Range(5, 5), 10_000)),
        ("{reps: max}", Reps(Range(0, None))),
    ],
)
def test_what_an_exercise_is_mostly_done_for(usual: str, work: Work) -> None:
    assert read(f"format: 1\nname: A\nusual: {usual}\n").usual == work


@pytest.mark.parametrize(
    ("usual", "problem"),
    [
        ("{}", "3:8: usual: how much is to be done? add 'reps: 12', 'hold: 20s' or 'time: 40s'"),
        ("12", "3:8: usual: keys are wanted here, such as 'reps: 12-15'"),
        ("{rep: 12}", "3:9: usual.rep: unknown key 'rep'; did you mean 'reps'?"),
        ("{reps: 0}", "3:15: usual.reps: '0' is no reps at all; write at least 1"),
        (
            "{time: 40s, hold: 20s}",
            "3:20: usual.hold: this cannot stand beside 'time'; keep the one you mean",
        ),
    ],
)
def test_what_is_wrong_with_it(usual: str, problem: str) -> None:
    reading = read_exercise("lunge.yaml", f"format: 1\nname: A\nusual: {usual}\n".encode())
    assert [str(found) for found in reading.problems] == [f"lunge.yaml:{problem}"]


def test_shorthands() -> None:
    text = "format: 1\nname: A\nband: none\ncues: {phase: top, text: Hold}\nmuscles: glutes\n"
    assert read(text) == Exercise(
        "lunge",
        "A",
        band=BandUse(BandKind.NONE),
        cues=(FormCue("Hold", Phase.TOP),),
        muscles=("glutes",),
    )


def test_the_exercises_in_the_box_are_complete() -> None:
    for exercise in load_library().exercises.values():
        assert exercise.summary, exercise.id
        assert exercise.band.where, exercise.id
        assert exercise.muscles, exercise.id
        assert exercise.setup, exercise.id
        assert exercise.mistakes, exercise.id
        assert exercise.speech, exercise.id
        assert exercise.tempo, exercise.id
        assert exercise.fit, exercise.id
        holds = exercise.id.startswith("isometric")
        usual = Hold(Range(20_000, 30_000)) if holds else Reps(Range(12, 15))
        assert exercise.usual == usual, exercise.id
        assert {cue.phase for cue in exercise.cues} & set(Phase), exercise.id
        assert {Phase.CONCENTRIC, Phase.TOP, Phase.ECCENTRIC} <= set(exercise.phases), exercise.id


def test_easier_and_harder_are_two_ways_along_one_road() -> None:
    exercises = load_library().exercises
    for exercise in exercises.values():
        for harder in exercise.harder:
            assert exercise.id in exercises[harder].easier
        for easier in exercise.easier:
            assert exercise.id in exercises[easier].harder
