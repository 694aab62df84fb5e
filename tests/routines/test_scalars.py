"""What single values mean, and what is said about those that mean nothing."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bandtimer.core.routine import MAX_REPS, MAX_SETS, MAX_STEP_MS, Range, Tempo
from bandtimer.routines import scalars
from bandtimer.routines.scalars import ScalarError

LENGTHS = st.integers(0, MAX_STEP_MS)


def refusal(parse: Callable[[str], object], text: str) -> str:
    with pytest.raises(ScalarError) as refused:
        parse(text)
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [
        ("45s", 45_000),
        ("1m30s", 90_000),
        ("1m05s", 65_000),
        ("1:30", 90_000),
        ("0:45", 45_000),
        ("00:05", 5_000),
        ("1:00:00", 3_600_000),
        ("90", 90_000),
        ("1h", 3_600_000),
        ("0h30m", 1_800_000),
        ("60m", 3_600_000),
        ("1.5s", 1_500),
        ("1.5", 1_500),
        ("0.001s", 1),
        ("1m0.25s", 60_250),
        ("0", 0),
        ("0s", 0),
    ],
)
def test_a_length_of_time(text: str, milliseconds: int) -> None:
    assert scalars.duration(text) == milliseconds


@pytest.mark.parametrize(
    "text",
    [
        *["", " ", "s", "-5", "+5", "1e3", "0x10", "1_000", "010", "1m90s", "1:5", "1:60", "45 s"],
        *["45S", "1.0005", ".5", "5.", "1.5m", "1:30s", "٤٥", "45s\n", "1m 30s", "soon", "1h1h"],
    ],
)
def test_no_length_of_time(text: str) -> None:
    assert "is not a length of time" in refusal(scalars.duration, text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("45 sec", "45s"),
        ("45 seconds", "45s"),
        ("45S", "45s"),
        ("1 min 30 sec", "1m30s"),
        ("1,5s", "1.5s"),
        ("1_000", "1000"),
        ("٤٥s", "45s"),
        ("045", "45"),
    ],
)
def test_what_was_meant_is_suggested(text: str, meant: str) -> None:
    assert refusal(scalars.duration, text) == (
        f"'{text}' is not a length of time; did you mean '{meant}'?"
    )


def test_nothing_is_suggested_that_would_be_refused_as_well() -> None:
    assert refusal(scalars.duration, "2 hours") == (
        "'2 hours' is not a length of time; write it like 45s, 1m30s, 1:30 or 90 (seconds)"
    )


def test_too_long() -> None:
    assert refusal(scalars.duration, "61m") == "'61m' is too long; at most 1h"


@given(LENGTHS)
def test_every_length_reads_back_as_written(milliseconds: int) -> None:
    assert scalars.duration(scalars.duration_text(milliseconds)) == milliseconds


@given(st.integers(0, 3_600))
def test_every_way_to_write_a_length_means_the_same(seconds: int) -> None:
    minutes, rest = divmod(seconds, 60)
    ways = [f"{seconds}", f"{seconds}s", f"{seconds}.0s", f"{minutes}m{rest}s"]
    ways += [f"{minutes}:{rest:02}", f"{minutes // 60}:{minutes % 60:02}:{rest:02}"]
    assert {scalars.duration(way) for way in ways} == {seconds * 1_000}


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("20s", Range(20_000, 20_000)),
        ("20-30s", Range(20_000, 30_000)),
        ("20s-30s", Range(20_000, 30_000)),
        ("20–30s", Range(20_000, 30_000)),
        ("20 - 30s", Range(20_000, 30_000)),
        ("20-30", Range(20_000, 30_000)),
        ("1-2m", Range(60_000, 120_000)),
        ("1m-1m30s", Range(60_000, 90_000)),
        ("0:30-1:00", Range(30_000, 60_000)),
        ("30s-1:00", Range(30_000, 60_000)),
        ("1m-90", Range(60_000, 90_000)),
        ("30s+", Range(30_000, None)),
        ("30+", Range(30_000, None)),
        ("1:00+", Range(60_000, None)),
        ("max", Range(0, None)),
    ],
)
def test_how_long_to_hold(text: str, meaning: Range) -> None:
    assert scalars.hold(text) == meaning


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("30-20s", "'30-20s' is upside down; write 20s-30s, the smaller first"),
        ("0s", "'0s' takes no time at all; write it like 20s"),
        ("0s+", "'0s+' takes no time at all; write it like 20s"),
        ("0-10s", "'0-10s' begins at nothing; begin with more than 0"),
        ("30-1m30s", "'30-1m30s' leaves open what '30' counts; write it like 1m-1m30s"),
        ("2h+", "'2h' is too long; at most 1h"),
        ("Max", "'Max' is not a length of time to hold; did you mean 'max'?"),
        ("20 to 30 sec", "'20 to 30 sec' is not a length of time to hold; did you mean '20-30s'?"),
        (
            "long",
            "'long' is not a length of time to hold; write it like 20s, 20-30s, 30s+ or max",
        ),
    ],
)
def test_no_way_to_hold(text: str, message: str) -> None:
    assert refusal(scalars.hold, text) == message


@given(st.tuples(LENGTHS.filter(bool), LENGTHS.filter(bool)).map(sorted))
def test_every_range_of_holds_reads_back(ends: list[int]) -> None:
    low, high = ends
    text = f"{scalars.duration_text(low)}-{scalars.duration_text(high)}"
    assert scalars.hold(text) == Range(low, high)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("12", Range(12, 12)),
        ("12-15", Range(12, 15)),
        ("12–15", Range(12, 15)),
        ("12 - 15", Range(12, 15)),
        ("12-12", Range(12, 12)),
        ("8+", Range(8, None)),
        ("max", Range(0, None)),
        ("1000", Range(1_000, 1_000)),
    ],
)
def test_how_many_reps(text: str, meaning: Range) -> None:
    assert scalars.reps(text) == meaning


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("15-12", "'15-12' is upside down; write 12-15, the smaller first"),
        ("0", "'0' is no reps at all; write at least 1"),
        ("0+", "'0' is no reps at all; write at least 1"),
        ("1001", "'1001' is too many reps; at most 1,000"),
        ("12 to 15", "'12 to 15' is not a number of reps; did you mean '12-15'?"),
        ("12x", "'12x' is not a number of reps; did you mean '12'?"),
        ("08", "'08' is not a number of reps; did you mean '8'?"),
        ("12.0", "'12.0' is not a number of reps; write it like 12, 12-15, 8+ or max"),
        ("1e2", "'1e2' is not a number of reps; write it like 12, 12-15, 8+ or max"),
    ],
)
def test_no_number_of_reps(text: str, message: str) -> None:
    assert refusal(scalars.reps, text) == message


def test_a_number_too_long_to_read_is_refused_briefly() -> None:
    assert len(refusal(scalars.reps, "9" * 100_000)) < 150


@given(st.tuples(st.integers(1, MAX_REPS), st.integers(1, MAX_REPS)).map(sorted))
def test_every_range_of_reps_reads_back(ends: list[int]) -> None:
    assert scalars.reps(f"{ends[0]}-{ends[1]}") == Range(*ends)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("max", "'max' has no end here; write it like 3 or 3-4"),
        ("3+", "'3+' has no end here; write it like 3 or 3-4"),
        ("51", f"'51' is too many sets; at most {MAX_SETS}"),
        ("0", "'0' is no sets at all; write at least 1"),
        ("three", "'three' is not a number of sets; write it like 3 or 3-4"),
        ("3 sets", "'3 sets' is not a number of sets; did you mean '3'?"),
    ],
)
def test_no_number_of_sets(text: str, message: str) -> None:
    assert refusal(scalars.sets, text) == message


def test_time_is_one_length_above_zero() -> None:
    assert scalars.work_time("40s") == 40_000
    assert refusal(scalars.work_time, "20-30s") == (
        "'20-30s' is not one length of time; write it like 40s"
    )
    assert refusal(scalars.work_time, "0") == "'0' takes no time at all; write it like 20s"


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("2-0-2-1", Tempo(2_000, 0, 2_000, 1_000)),
        ("3–1–1–0", Tempo(3_000, 1_000, 1_000, 0)),
        ("1.5-0-1.5-0.25", Tempo(1_500, 0, 1_500, 250)),
        ("0-0-0.5-0", Tempo(0, 0, 500, 0)),
        ("15-15-15-15", Tempo(15_000, 15_000, 15_000, 15_000)),
    ],
)
def test_tempo(text: str, meaning: Tempo) -> None:
    assert scalars.tempo(text) == meaning


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "0-0-0-0",
            "'0-0-0-0' makes one rep last 0s; the four numbers together must be from 0.5s to 1m",
        ),
        (
            "60-0-0-1",
            "'60-0-0-1' makes one rep last 1m1s; the four numbers together must be from 0.5s to 1m",
        ),
        (
            "2-0-2",
            (
                "'2-0-2' is not a tempo; write it like 2-0-2-1: seconds to lower, pause, lift and "
                "pause at the top"
            ),
        ),
        ("2—0—2—1", "'2—0—2—1' is not a tempo; did you mean '2-0-2-1'?"),
    ],
)
def test_no_tempo(text: str, message: str) -> None:
    assert refusal(scalars.tempo, text) == message


def test_an_id_is_suggested() -> None:
    assert scalars.identifier("band-squat-2") == "band-squat-2"
    for text, like in [("Band Squat", "band-squat"), ("Brücke", "brucke"), ("臀桥", "band-squat")]:
        assert refusal(scalars.identifier, text) == (
            f"'{text}' is not an id; ids are made of small letters a-z, digits and hyphens, "
            f"like '{like}'"
        )


PARSERS = [
    scalars.duration,
    scalars.work_time,
    scalars.hold,
    scalars.reps,
    scalars.sets,
    scalars.tempo,
    scalars.identifier,
    lambda text: scalars.whole_number(text, 1, 10),
]


@given(
    st.sampled_from(PARSERS),
    st.text() | st.text("0123456789-–+.: hmsmaxe_") | st.from_regex(scalars.HOLD, fullmatch=True),
)
def test_any_text_is_meant_or_refused_with_a_sentence(
    parse: Callable[[str], object], text: str
) -> None:
    said = ""
    try:
        parse(text)
    except ScalarError as refused:
        said = str(refused)
    assert said.isprintable()
    assert len(said) < 250
