"""Whatever a file holds, reading it brings a meaning or problems, never an exception."""

from collections.abc import Iterable
from random import Random

from file_samples import (
    BAD_EXERCISES,
    BAD_ROUTINES,
    GOOD_EXERCISES,
    GOOD_ROUTINES,
    PARSER_ONLY_ROUTINES,
)
from hypothesis import given
from hypothesis import strategies as st

from bandtimer.assets import resources
from bandtimer.core.compile import compile_plan
from bandtimer.core.routine import Exercise, Routine
from bandtimer.routines.documents import Reading
from bandtimer.routines.exercise_reader import read_exercise
from bandtimer.routines.library import load_library
from bandtimer.routines.routine_reader import read_routine

LIBRARY = load_library().exercises
TEXTS = [text for _, text in GOOD_ROUTINES + BAD_ROUTINES + PARSER_ONLY_ROUTINES]
TEXTS += [text for _, text in GOOD_EXERCISES + BAD_EXERCISES]
FILES = [text.encode() for text in TEXTS]
FILES += [path.read_bytes() for path in resources().glob("*s/*.yaml")]

# What YAML, this format and its readers give a meaning to, and the edges of it.
MORSELS = [
    *[
        "\n",
        "\t",
        "  ",
        "- ",
        ": ",
        ":",
        "[",
        "]",
        "{",
        "}",
        ",",
        "'",
        '"',
        "|",
        ">",
        "#",
        "---",
        "&a",
    ],
    *["*a", "!", "!!int ", "%", "@", "`", "?", "<<", "~", "null", "\\x", "\x85", "\u2028", "\xa0"],
    *["\ufeff", "\x00", "é", "\U0001f4aa", "max", "0", "-1", "1e9", "9" * 30, "12-15", "1:30", "+"],
    *[
        "format: 2\n",
        "exercises:",
        "blocks:",
        "reps: 3\n",
        "sides: each\n",
        "name: A\n",
        "hold: 9\n",
    ],
]
SNIPPETS = st.sampled_from([morsel.encode() for morsel in MORSELS]) | st.binary(max_size=4)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """Draw a sample file with some of it cut out, repeated or replaced."""
    data = draw(st.sampled_from(FILES))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 40)))
        data = data[:start] + draw(SNIPPETS | st.just(data[start:end] * 2)) + data[end:]
    return data


def check_reading(reading: Reading[Routine] | Reading[Exercise], data: bytes) -> None:
    assert (reading.meaning is None) == bool(reading.problems)
    assert list(reading.problems) == sorted(set(reading.problems))
    for problem in reading.problems:
        assert str(problem).isprintable()
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.line <= len(data.decode("utf-8", "replace").splitlines()) + 1


@given(st.binary() | mutated())
def test_any_bytes(data: bytes) -> None:
    routine = read_routine("sample.yaml", data, LIBRARY)
    check_reading(routine, data)
    check_reading(read_exercise("sample.yaml", data), data)
    if routine.meaning:
        assert compile_plan(routine.meaning, LIBRARY).steps


@given(st.text())
def test_any_file_name(file: str) -> None:
    assert all(problem.file == file for problem in read_routine(file, b"", LIBRARY).problems)


FAULTS = {
    "colour: red": "colour",
    "name: [a]": "name",
    "summary: ''": "summary",
    "sets: 99": "sets",
    "reps: 15-12": "reps",
    "tempo: fast": "tempo",
    "rest: soon": "rest",
    "rest_between_exercises: 2h": "rest_between_exercises",
    "exercises: [no-such-exercise]": "exercises[0]",
    "'exercises ': []": "exercises ",
}


@given(st.sets(st.sampled_from(sorted(FAULTS)), min_size=1), st.randoms())
def test_every_fault_is_reported(faults: Iterable[str], random: Random) -> None:
    lines = ["format: 1", *faults]
    random.shuffle(lines)
    reading = read_routine("sample.yaml", "\n".join(lines).encode(), LIBRARY)
    places = {(problem.line, problem.where) for problem in reading.problems}
    assert places >= {(lines.index(fault) + 1, FAULTS[fault]) for fault in faults}
