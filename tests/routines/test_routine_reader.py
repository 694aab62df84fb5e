"""What routine files mean."""

from dataclasses import replace

import pytest

from bandtimer.assets import resources
from bandtimer.core.routine import (
    BandKind,
    BandUse,
    Block,
    Exercise,
    FormCue,
    Hold,
    Order,
    Phase,
    Prescription,
    Range,
    Reps,
    Routine,
    SideNoun,
    Sides,
    Tempo,
    Timed,
    Work,
)
from bandtimer.routines.library import load_library
from bandtimer.routines.routine_reader import read_routine

WALK = Exercise("walk", "Band walk", sides=Sides.EACH, side_noun=SideNoun.WAY)
ROW = Exercise("row", "Band row", band=BandUse(BandKind.LONG))
STEP = Exercise("step", "Side step", sides=Sides.ALTERNATE, alternate_every=2)
LIBRARY = {exercise.id: exercise for exercise in (WALK, ROW, STEP)}


def read(text: str) -> Routine:
    reading = read_routine("routine.yaml", ("format: 1\nname: Test\n" + text).encode(), LIBRARY)
    assert reading.problems == ()
    assert reading.meaning
    return reading.meaning


def entry(text: str) -> Prescription:
    """Return what one entry for the row prescribes."""
    return read(f"exercises: [{{exercise: row, {text}}}]").prescriptions[0]


def test_the_first_example_of_the_format() -> None:
    text = """\
# yaml-language-server: $schema=./routine.schema.json
format: 1
name: Beginner band workout
summary: Hips, core and upper back for runners.
sets: 3-4            # a range is the athlete's choice before starting
reps: 12-15          # defaults, for every exercise below that names no other work
rest: 45s            # after each set
rest_between_exercises: 60s
exercises:
  - banded-glute-kickback                    # an id alone takes every default
  - exercise: lateral-band-walk
    sides: alternate                         # both | each | alternate
    alternate_every: 4
  - exercise: isometric-glute-bridge
    hold: 20-30s                             # beeps at 20 s, ends at 30 s
    sets: 2
  - exercise: plank                          # not in the library: defined in place
    name: Plank
    hold: 30s+                               # 30 s is the target; counts on until you let go
    cues: [Elbows under shoulders, Squeeze the glutes]
"""
    reading = read_routine("runners.yaml", text.encode(), load_library().exercises)
    reps, choice = Reps(Range(12, 15)), Range(3, 4)
    assert reading.problems == ()
    assert reading.meaning == Routine(
        "runners",
        "Beginner band workout",
        (
            Block(
                (
                    Prescription("banded-glute-kickback", reps, choice),
                    Prescription("lateral-band-walk", reps, choice, Sides.ALTERNATE, 4),
                    Prescription(
                        "isometric-glute-bridge", Hold(Range(20_000, 30_000)), Range(2, 2)
                    ),
                    Prescription("plank", Hold(Range(30_000, None)), choice),
                ),
                rest_between_ms=60_000,
            ),
        ),
        "Hips, core and upper back for runners.",
        (
            Exercise(
                "plank",
                "Plank",
                cues=(FormCue("Elbows under shoulders"), FormCue("Squeeze the glutes")),
            ),
        ),
    )


def test_the_second_example_of_the_format() -> None:
    text = """\
format: 1
name: Tabata squats
blocks:
  - name: Warm-up
    exercises: [{exercise: lateral-band-walk, reps: 8, sets: 1}]
  - name: Tabata
    order: circuit        # circuit: one set of each, `rounds` times
    rounds: 8
    rest: 10s
    exercises: [{exercise: squat, name: Band squat, time: 20s}]
"""
    reading = read_routine("tabata.yaml", text.encode(), load_library().exercises)
    eight = Range(8, 8)
    assert reading.problems == ()
    assert reading.meaning == Routine(
        "tabata",
        "Tabata squats",
        (
            Block((Prescription("lateral-band-walk", Reps(eight)),), "Warm-up"),
            Block(
                (Prescription("squat", Timed(20_000), eight, rest_ms=10_000),),
                "Tabata",
                Order.CIRCUIT,
                eight,
            ),
        ),
        own_exercises=(Exercise("squat", "Band squat"),),
    )


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("reps: 12", Reps(Range(12, 12))),
        ("reps: 12-15", Reps(Range(12, 15))),
        ("reps: 8+", Reps(Range(8, None))),
        ("reps: max", Reps(Range(0, None))),
        ("hold: 20s", Hold(Range(20_000, 20_000))),
        ("hold: 20-30s", Hold(Range(20_000, 30_000))),
        ("hold: 30s+", Hold(Range(30_000, None))),
        ("hold: max", Hold(Range(0, None))),
        ("time: 40s", Timed(40_000)),
        ("time: 1:30", Timed(90_000)),
        ("reps: 5, hold: 10s", Reps(Range(5, 5), 10_000)),
        ("hold: 10s, reps: 5-8", Reps(Range(5, 8), 10_000)),
    ],
)
def test_work(text: str, work: Work) -> None:
    assert entry(text).work == work


def test_the_nearest_level_that_names_work_wins_whole() -> None:
    routine = read("""\
reps: 12-15
hold: 5s
blocks:
  - exercises: [row, {exercise: row, hold: 20s}, {exercise: row, reps: 3}]
  - time: 40s
    exercises: [row, {exercise: row, reps: 8+}]
""")
    assert [item.work for item in routine.prescriptions] == [
        Reps(Range(12, 15), 5_000),
        Hold(Range(20_000, 20_000)),
        Reps(Range(3, 3)),
        Timed(40_000),
        Reps(Range(8, None)),
    ]


def test_every_default_is_handed_down_and_can_be_replaced() -> None:
    routine = read("""\
reps: 10
sets: 2-3
tempo: 1-1-1-1
rest: 20s
rest_between_exercises: 40s
blocks:
  - exercises: [row, {exercise: row, sets: 4, tempo: 2-0-2-0, rest: 0}]
  - sets: 5
    tempo: 3-0-3-0
    rest: 30s
    rest_between_exercises: 0
    exercises: [row]
""")
    ten = Reps(Range(10, 10))
    even = Tempo(1_000, 1_000, 1_000, 1_000)
    slow, slower = Tempo(2_000, 0, 2_000, 0), Tempo(3_000, 0, 3_000, 0)
    assert routine.blocks == (
        Block(
            (
                Prescription("row", ten, Range(2, 3), tempo=even, rest_ms=20_000),
                Prescription("row", ten, Range(4, 4), tempo=slow, rest_ms=0),
            ),
            rest_between_ms=40_000,
        ),
        Block(
            (Prescription("row", ten, Range(5, 5), tempo=slower, rest_ms=30_000),),
            rest_between_ms=0,
        ),
    )


def test_without_a_word_it_is_one_set_and_the_usual_rest() -> None:
    assert entry("reps: 3") == Prescription("row", Reps(Range(3, 3)))
    assert read("reps: 3\nexercises: [row]").blocks[0].rest_between_ms is None


@pytest.mark.parametrize(
    ("top", "block", "rounds"),
    [
        ("", "", Range(1, 1)),
        ("", "rounds: 3-4", Range(3, 4)),
        ("sets: 2", "", Range(2, 2)),
        ("sets: 2", "rounds: 5", Range(5, 5)),
        ("sets: 2", "sets: 6", Range(6, 6)),
    ],
)
def test_the_rounds_of_a_circuit(top: str, block: str, rounds: Range) -> None:
    routine = read(f"""\
reps: 3
{top}
blocks:
  - order: circuit
    exercises: [row, walk]
    {block}
""")
    (circuit,) = routine.blocks
    assert (circuit.order, circuit.rounds) == (Order.CIRCUIT, rounds)
    assert [item.sets for item in circuit.exercises] == [rounds, rounds]


def test_alternating_by_the_exercises_own_nature() -> None:
    routine = read("reps: 6\nexercises: [{exercise: step, alternate_every: 3}]")
    assert routine.prescriptions[0].alternate_every == 3
    assert routine.prescriptions[0].sides is None


def test_an_exercise_described_in_place() -> None:
    routine = read("""\
exercises:
  - exercise: lunge
    name: Band lunge
    summary: Trains the legs.
    band: {kind: loop, where: above the knees}
    side_noun: leg
    muscles: quadriceps
    setup: [Stand tall., Feet together.]
    cues: [{phase: top, text: Pause}]
    mistakes: Leaning
    phases: {concentric: Rise, eccentric: Sink}
    easier: [row]
    harder: jump-lunge
    speech: lunge
    sides: alternate
    alternate_every: 5
    tempo: 2-0-1-0
    reps: 10
  - exercise: jump-lunge
    name: Jump lunge
    reps: 5
  - {exercise: lunge, hold: 20s}
""")
    lunge = Exercise(
        "lunge",
        "Band lunge",
        "Trains the legs.",
        BandUse(BandKind.LOOP, "above the knees"),
        Sides.ALTERNATE,
        5,
        SideNoun.LEG,
        ("quadriceps",),
        ("Stand tall.", "Feet together."),
        (FormCue("Pause", Phase.TOP),),
        ("Leaning",),
        {Phase.CONCENTRIC: "Rise", Phase.ECCENTRIC: "Sink"},
        Tempo(2_000, 0, 1_000, 0),
        ("row",),
        ("jump-lunge",),
        "lunge",
    )
    assert routine.own_exercises == (lunge, Exercise("jump-lunge", "Jump lunge"))
    assert [item.exercise for item in routine.prescriptions] == ["lunge", "jump-lunge", "lunge"]


def test_a_library_exercise_under_another_name() -> None:
    routine = read("""\
reps: 5
exercises:
  - {exercise: walk, name: Crab walk, cues: Stay low, tempo: 1-0-1-0, sides: alternate}
  - {exercise: walk, name: Crab walk}
""")
    cues = (FormCue("Stay low"),)
    assert routine.own_exercises == (replace(WALK, name="Crab walk", cues=cues),)
    assert LIBRARY["walk"] is WALK


def test_yamls_traps() -> None:
    routine = read("""\
summary: no
time: 1:30
blocks:
  - name: 0302
    exercises: [row]
  - name: 1:30
    exercises: [row]
  - name: "  spread \\t over
      lines "
    exercises: [row]
""")
    assert routine.summary == "no"
    assert [block.name for block in routine.blocks] == ["0302", "1:30", "spread over lines"]
    assert routine.prescriptions[0].work == Timed(90_000)


def test_windows_and_byte_order_mark() -> None:
    text = "\ufeffformat: 1\r\nname: Test\r\nreps: 3\r\nexercises:\r\n  - row\r\n"
    reading = read_routine("routine.yaml", text.encode(), LIBRARY)
    assert reading.problems == ()
    assert reading.meaning
    assert reading.meaning.name == "Test"


def test_the_routines_in_the_box_are_what_their_design_says() -> None:
    library = load_library()
    loose = {
        id_: (
            [item.exercise for item in routine.prescriptions],
            {item.sets for item in routine.prescriptions},
            {item.work for item in routine.prescriptions},
        )
        for id_, routine in library.routines.items()
    }
    kickback, walk, bridge = "banded-glute-kickback", "lateral-band-walk", "banded-glute-bridge"
    clamshell, apart, row = "banded-clamshell", "tall-kneeling-pull-apart", "bent-over-band-row"
    assert loose == {
        "beginner": (
            [kickback, walk, bridge, clamshell, apart, row],
            {Range(3, 4)},
            {Reps(Range(12, 15))},
        ),
        "accessory": ([bridge, clamshell, apart], {Range(3, 3)}, {Reps(Range(10, 15))}),
        "pre-run-warm-up": ([kickback, walk, bridge], {Range(1, 2)}, {Reps(Range(6, 10))}),
        "bridge-holds": (
            ["isometric-glute-bridge"],
            {Range(3, 5)},
            {Hold(Range(20_000, 30_000))},
        ),
    }


def test_every_file_in_the_box_can_be_read() -> None:
    library = load_library()
    assert library.problems == ()
    assert set(library.exercises) == {path.stem for path in resources().glob("exercises/*")}
    assert set(library.routines) == {path.stem for path in resources().glob("routines/*")}
