"""What is said about faulty files, word for word."""

from pathlib import Path

import pytest
import yaml

from bandtimer.core.routine import Exercise, Sides
from bandtimer.routines.exercise_reader import read_exercise
from bandtimer.routines.problems import MAX_PROBLEMS, Problem
from bandtimer.routines.routine_reader import read_routine

LIBRARY = {
    "banded-clamshell": Exercise("banded-clamshell", "Banded clamshell", sides=Sides.EACH),
    "side-step": Exercise("side-step", "Side step", sides=Sides.ALTERNATE),
}
FAULTY = Path(__file__).parent / "faulty"


def problems(text: str | bytes, file: str = "routine.yaml") -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    reading = read_routine(file, data, LIBRARY)
    assert (reading.meaning is None) == bool(reading.problems)
    return [str(problem) for problem in reading.problems]


def only_problem(text: str | bytes) -> str:
    (found,) = problems(text)
    return found.removeprefix("routine.yaml:")


def test_the_shape_of_a_problem() -> None:
    text = """\
format: 1
name: Test
exercises:
  - exercise: side-step
    reps: 12
  - exercise: side-step
    rep: 12
"""
    assert problems(text) == [
        "routine.yaml:7:5: exercises[1].rep: unknown key 'rep'; did you mean 'reps'?"
    ]


def test_a_problem_of_the_file_as_a_whole_has_no_path() -> None:
    assert str(Problem("a/b.yaml", 1, 1, "", "too much")) == "a/b.yaml:1:1: too much"


@pytest.mark.parametrize("name", ["entries", "blocks", "exercise"])
def test_all_problems_of_a_file_come_at_once_from_top_to_bottom(name: str) -> None:
    file = FAULTY / f"{name}.yaml"
    if name == "exercise":
        found = read_exercise(file.name, file.read_bytes()).problems
    else:
        found = read_routine(file.name, file.read_bytes(), LIBRARY).problems
    expected = file.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    assert [str(problem) for problem in found] == expected


@pytest.fixture(params=["libyaml", "python"])
def _both_parsers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "python":
        monkeypatch.delattr(yaml, "CBaseLoader")


NO_COLON = (
    "this line does not go with the one above it, which may lack its ':'; if not, begin both at "
    "the same distance from the left"
)
TAB = "a tab stands at the start of this line; use spaces instead, two for each step to the right"
INDENT = "this line does not fit the ones above it; begin it exactly below its neighbours"


@pytest.mark.usefixtures("_both_parsers")
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: b: c", "1:5: a second ':' stands in this line; put text that contains ': ' in quotes"),
        ("a: 1\n  b: 2", f"2:4: {NO_COLON}"),
        ("name\nreps: 1", f"2:5: {NO_COLON}"),
        ("a:\n\t- b", f"2:1: {TAB}"),
        ("\ta: b", f"1:1: {TAB}"),
        ("a:\n  - b\n c: 1", f"3:2: {INDENT}"),
        ("a: 1\n- b", f"2:1: {INDENT}"),
        (
            "a: 'b' c",
            (
                "1:8: this is left over; put the whole text in quotes, of another kind than those "
                "in it"
            ),
        ),
        ("a: 1\nfoo\nb: 2", "2:1: a ':' is missing in this line; write it like 'name: My routine'"),
        ("a: [1, 2", "1:4: the '[' here is not closed; end the list with ']'"),
        ("a: {b: 2", "1:4: the '{' here is not closed; end it with '}'"),
        ("a: 'b\nc: 3", "1:4: the quote that opens here is never closed"),
        ('a: "b\nc: 3', "1:4: the quote that opens here is never closed"),
        ("a: @b", "1:4: text cannot begin with this character; put it in quotes"),
        ("a: *", "1:4: text that begins with * or & or % must stand in quotes"),
        ("a: !b!c d", "1:4: text that begins with ! must stand in quotes"),
        ("a: ]", "1:4: a value is missing before this; look for a bracket or a comma too many"),
        ("%YAML 2.0\n---\na: 1", "1:1: remove the line that begins with '%YAML'"),
        (
            "a: |b\n c",
            (
                "1:4: after '|' or '>' the text begins on the next line; put text that begins with "
                "| or > in quotes"
            ),
        ),
        ("a: - b", "1:4: a '-' cannot stand here; begin the list on a new line"),
        ("a: 1\n...\nb", "3:1: nothing may follow the line '...'; remove that line"),
    ],
)
def test_broken_yaml(text: str, message: str) -> None:
    assert only_problem(text) == message


@pytest.mark.usefixtures("_both_parsers")
def test_a_backslash_in_quotes() -> None:
    assert only_problem('a: "\\q"').endswith(
        r"in double quotes a \ has a meaning of its own; use single quotes"
    )


@pytest.mark.usefixtures("_both_parsers")
@pytest.mark.parametrize(
    "text", ['a: "\\UFFFFFFFF"', 'a: "\\uD800"', f"%YAML 1.{'9' * 5_000}\n---\na: 1", 'a: "\\xzz"']
)
def test_escapes_and_numbers_beyond_all_bounds(text: str) -> None:
    assert len(problems(text)) >= 1


BEGIN = "begin the file with 'format: 1' and, on the next line, 'name: …'"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", f"1:1: this file is empty; {BEGIN}"),
        (" \n\t\n", f"1:1: this file is empty; {BEGIN}"),
        ("# Squats\n", f"1:1: this file holds nothing; {BEGIN}"),
        ("---\n", f"2:1: this file holds nothing; {BEGIN}"),
        ("Squats\n", f"1:1: this is plain text and no routine; {BEGIN}"),
        (
            "\n- squat\n",
            (
                "2:1: this file begins with a list; write 'format: 1', 'name: …' and 'exercises:' "
                "on three lines above it"
            ),
        ),
        (
            "format: 3\nfoo: 1\nfoo: &x 2",
            (
                "1:9: format: this file needs a newer BandTimer: it is written in format 3, and "
                "this one knows formats up to 1"
            ),
        ),
        (
            "name: A\nexercises:\n  -\u00a0b\n\u00a0 - c",
            (
                "4:1: a special space, as web pages have them, stands here; delete it and type an "
                "ordinary space"
            ),
        ),
        ("name: A\x00", "1:8: an invisible character (U+0000) stands here; delete it"),
        (
            b"format: 1\nname: Gru\xdf",
            "2:10: this file is not UTF-8 text; save it with the encoding UTF-8 in your editor",
        ),
        (
            "format: 1".encode("utf-16"),
            "1:1: this file is not UTF-8 text; save it with the encoding UTF-8 in your editor",
        ),
        (b"#" * (1024 * 1024 + 1), "1:1: this file is larger than 1 MiB; no routine needs as much"),
    ],
)
def test_what_is_no_routine_at_all(text: str | bytes, message: str) -> None:
    assert only_problem(text) == message


def test_a_file_of_exactly_one_mebibyte_is_read() -> None:
    text = "format: 1\nname: Test\nreps: 1\nexercises: [side-step]\n"
    assert problems(text + "#" * (1024 * 1024 - len(text))) == []


@pytest.mark.parametrize(
    ("version", "message"),
    [
        ("0", "there is no format '0'; write 'format: 1'"),
        ("-2", "there is no format '-2'; write 'format: 1'"),
        ("one", "there is no format 'one'; write 'format: 1'"),
        ("1.0", "there is no format '1.0'; write 'format: 1'"),
        ("", "nothing stands here; write a value, like 1, or remove it"),
        ("[2]", "one value is wanted here, like 1, and not a list"),
    ],
)
def test_no_such_format(version: str, message: str) -> None:
    text = f"name: Test\nreps: 1\nexercises: [side-step]\nformat: {version}"
    assert only_problem(text).partition(" ")[2] == f"format: {message}"


VALID = "format: 1\nname: Test\nreps: 3\nexercises:\n  - side-step\n"


def test_a_thousand_million_laughs_are_never_told() -> None:
    laughs = [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 10)]
    found = problems(VALID + "\n".join(["summary: &l0 lol", *laughs]))
    assert [text.partition(": ")[0] for text in found[:3]] == [
        "routine.yaml:6:10",
        "routine.yaml:7:1",
        "routine.yaml:7:5",
    ]
    assert len(found) == 1 + 9 * (1 + 1 + 9)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            VALID + "sets: &s 3\n",
            (
                "6:7: sets: '&s' would name this part for repeating, which is not possible here; "
                "remove it, or put text that begins with & in quotes"
            ),
        ),
        (
            VALID + "sets: *s\n",
            (
                "6:7: sets: '*s' would repeat another part of the file, which is not possible "
                "here; write it out in full, or put text that begins with * in quotes"
            ),
        ),
        (
            VALID + "sets: !!int 3\n",
            (
                "6:7: sets: a word that begins with ! is not possible here; remove it, or put the "
                "text in quotes"
            ),
        ),
        (
            VALID + "---\n" + VALID,
            "6:1: a second document begins here; keep one routine in a file",
        ),
        (
            VALID + "? [a, b]\n: c\n",
            "6:3: a key must be a word; put text that contains brackets in quotes",
        ),
        (
            VALID + "summary: " + "[" * 40,
            "6:25: summary" + "[0]" * 15 + ": lists within lists go too deep here; look for a "
            "bracket too many",
        ),
    ],
)
def test_what_yaml_can_do_beyond_a_routine(text: str, message: str) -> None:
    assert only_problem(text) == message


def test_a_routine_too_large() -> None:
    hours = "format: 1\nname: Test\ntime: 1h\nsets: 1-25\nexercises: [side-step]\n"
    assert only_problem(hours) == (
        "5:1: exercises: “Test” takes more than 24 hours; use fewer sets or shorter rests."
    )
    steps = "format: 1\nname: Test\ntime: 1s\nrest: 0\nsets: 50\nexercises:\n"
    assert only_problem(steps + "  - side-step\n" * 200) == (
        "6:1: exercises: “Test” has more than 10,000 steps; use fewer sets or rounds."
    )
    assert problems(steps + "  - side-step\n" * 199) == []


@pytest.mark.parametrize(
    ("file", "better"),
    [
        ("Leg Day (2).yaml", "leg-day-2.yaml"),
        ("some/where/Hüfte.yml", "hufte.yaml"),
        ("臀桥.yaml", "my-routine.yaml"),
        ("leg_day.yaml", "leg-day.yaml"),
        ("-a.yaml", "a.yaml"),
    ],
)
def test_the_name_of_the_file_is_its_id(file: str, better: str) -> None:
    assert problems(VALID, file) == [
        (
            f"{file}:1:1: rename this file to '{better}': its name is the id of what it holds, "
            "made of small letters a-z, digits and hyphens"
        )
    ]


def test_what_a_file_says_cannot_reach_the_terminal() -> None:
    found = problems(VALID + '"\\e[31mred\\n": 1\nsummary: "\\e[31m"\n')
    assert found == [
        (
            "routine.yaml:6:1: �[31mred : unknown key '�[31mred '; known: format, name, summary, "
            "exercises, blocks, sets, tempo, rest, rest_between_exercises, reps, hold, time"
        ),
        "routine.yaml:7:10: summary: this text contains a control character; remove it",
    ]


@pytest.mark.parametrize("line", ["key-{}: 1\n", "same: 1\n", "k{}: *a\n"])
def test_too_many_problems_end_with_a_word_about_it(line: str) -> None:
    found = problems(VALID + "".join(line.format(n) for n in range(3_000)))
    assert len(found) == MAX_PROBLEMS
    assert found[-1].endswith("more problems follow from here on; mend those above first")


@pytest.mark.parametrize("escape", [r"\a", r"\x7f", r"\x9b", r"\0"])
def test_no_control_character_gets_into_a_text(escape: str) -> None:
    assert only_problem(f'{VALID}summary: "a{escape}b"') == (
        "6:10: summary: this text contains a control character; remove it"
    )


def test_a_misspelled_key_is_not_missing_as_well() -> None:
    text = "format: 1\nnam: Test\nrep: 12\nexercizes: [side-step]\n"
    assert [problem.rpartition("; ")[2] for problem in problems(text)] == [
        "did you mean 'name'?",
        "did you mean 'reps'?",
        "did you mean 'exercises'?",
    ]
