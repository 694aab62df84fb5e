"""What Strong and Hevy have recorded, in the forms their exports have had."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bandtimer.core.entered import EnteredSet
from bandtimer.core.routine import SECOND, Exercise
from bandtimer.exchange.other_apps import (
    BadLine,
    OtherSession,
    is_other_csv,
    name_to_id,
    read_other_csv,
)
from bandtimer.exchange.written_numbers import decimal_mark, plain_number

CLAMSHELL = Exercise("banded-clamshell", "Banded clamshell", speech="clamshell")
LIBRARY = {"banded-clamshell": CLAMSHELL}
PLANK = Exercise("plank", "Plank")

STRONG = """\
Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,\
Seconds,Notes,Workout Notes,RPE
2026-03-01 07:12:00,"Morning","1h 5m","Clamshell (Band)",1,0.0,15,0,0,"","Felt good",7
2026-03-01 07:12:00,"Morning","1h 5m","Clamshell (Band)",Rest Timer,0,0,0,60,,,
2026-03-01 07:12:00,"Morning","1h 5m","Clamshell (Band)",W,2.5,12,0,0,"left hip,
again","Felt good",7.5
2026-03-01 07:12:00,"Morning","1h 5m","Plank",1,0.0,0,0,45.0,"","Felt good",
2026-03-02 18:00:00,"Evening",45m,"Plank",1,0,0,0,30,,,
"""
STRONG_OLDER = """\
Workout #;Date;Workout Name;Duration (sec);Exercise Name;Set Order;Weight (kg);Reps;RPE;\
Distance (meters);Seconds;Notes;Workout Notes
1;2026-03-01 07:12:00;Morning;3900;Plank;1;2,5;0;;400;45;;
"""
HEVY = """\
"title","start_time","end_time","description","exercise_title","superset_id","exercise_notes",\
"set_index","set_type","weight_kg","reps","distance_km","duration_seconds","rpe"
"Hips","28 Mar 2025, 17:29","28 Mar 2025, 18:00","Rain","Clamshell","","slow",0,"normal",,15,,,8
"Hips","28 Mar 2025, 17:29","28 Mar 2025, 18:00","Rain","Plank","","",0,"failure",10,,,61,
"""


@pytest.fixture(autouse=True)
def _in_auckland(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    if os.name == "posix":
        time.tzset()
    yield
    monkeypatch.undo()
    if os.name == "posix":
        time.tzset()


def sessions(text: str) -> list[OtherSession]:
    found = list(read_other_csv(text, LIBRARY))
    assert all(isinstance(item, OtherSession) for item in found)
    return [item for item in found if isinstance(item, OtherSession)]


def test_strong() -> None:
    morning, evening = sessions(STRONG)
    assert morning.started == datetime(2026, 2, 28, 18, 12, tzinfo=UTC)
    assert morning.started.utcoffset() == timedelta(hours=13)
    assert (morning.entry.name, morning.entry.note) == ("Morning", "Felt good")
    assert morning.entry.length_ms == 65 * 60 * SECOND
    assert morning.entry.sets == (
        EnteredSet(CLAMSHELL, 15, effort=7),
        EnteredSet(CLAMSHELL, 12, effort=8, note="warm-up, weight 2.5, left hip,\nagain"),
        EnteredSet(PLANK, None, 45 * SECOND),
    )
    assert (evening.entry.name, evening.entry.length_ms) == ("Evening", 45 * 60 * SECOND)


def test_notes_of_strong_are_kept_with_the_session() -> None:
    row = '2026-03-02 18:00:00,"Evening",45m,"Plank",Note,0,0,0,0,"hips low",,\n'
    (_, evening) = sessions(STRONG + row)
    assert evening.entry.note == "Plank: hips low"
    assert len(evening.entry.sets) == 1


def test_an_older_strong_with_semicolons_units_and_decimal_commas() -> None:
    (session,) = sessions(STRONG_OLDER)
    assert session.entry.length_ms == 3_900 * SECOND
    assert session.entry.sets == (EnteredSet(PLANK, None, 45 * SECOND, note="2.5 kg, 400 meters"),)


def with_weights(*weights: str) -> str:
    rows = [
        f'2026-03-01 07:12:{place:02},"Day {place}",1h,"Plank",1,"{weight}",0,0,30,,,'
        for place, weight in enumerate(weights)
    ]
    return "\n".join([STRONG.splitlines()[0], *rows])


def notes(text: str) -> list[str]:
    return [session.entry.sets[0].note for session in sessions(text)]


@pytest.mark.parametrize(
    ("weights", "read"),
    [
        (["1,500", "2.5"], ["1500", "2.5"]),
        (["1,500", "2,5"], ["1.5", "2.5"]),
        (["1.500", "2,5"], ["1500", "2.5"]),
        (["1.609", "2"], ["1.609", "2"]),
        (["1,500", "1,250.5"], ["1500", "1250.5"]),
        (["1,500", "0.0"], ["1500", ""]),
        (["1,500,000"], ["1.5e+06"]),
        (["0,500", "12,25"], ["0.5", "12.25"]),
        (["1500,125"], ["1500.12"]),
        (["1\u202f500,5"], ["1500.5"]),
    ],
)
def test_a_comma_is_what_it_is_in_the_whole_file(weights: list[str], read: list[str]) -> None:
    assert notes(with_weights(*weights)) == [f"weight {one}" if one else "" for one in read]


@pytest.mark.parametrize("others", [[], ["3"], ["2,5", "2.5"]])
def test_a_comma_that_can_be_either_is_told(others: list[str]) -> None:
    bad, *good = read_other_csv(with_weights("1,500", *others), LIBRARY)
    assert bad == BadLine(
        2,
        "weight “1,500” may be 1500 or 1.500; write it without the comma; its session is left out",
    )
    assert len(good) == len(others)
    assert all(isinstance(item, OtherSession) for item in good)


@given(st.integers(0, 10**8), st.integers(0, 999), st.sampled_from([".,", ",."]))
def test_a_number_is_read_as_it_was_written(whole: int, fraction: int, marks: str) -> None:
    decimal, thousands = marks[0], marks[1]
    written = f"{whole:,}".replace(",", thousands)
    numbers = [f"{written}{decimal}{fraction}", written, str(whole), f"0{decimal}5"]
    mark = decimal_mark(numbers)
    assert mark == decimal
    read = [float(plain_number(number, mark)) for number in numbers]
    assert read == [float(f"{whole}.{fraction}"), whole, whole, 0.5]


@pytest.mark.parametrize("text", ["", "12", "1h 5m", "1,5,0", "1.2.3", "kg", "1,50,000", "abc"])
def test_what_is_no_such_number_stays_as_it_is(text: str) -> None:
    assert plain_number(text, "") == text


@pytest.mark.parametrize("space", [" ", "\u202f"])
def test_the_twelve_hour_clock_of_a_phone(space: str) -> None:
    text = STRONG_OLDER.replace("07:12:00", f"5:12:00{space}PM")
    (session,) = sessions(text)
    assert (session.started.hour, session.started.minute) == (17, 12)


def test_hevy() -> None:
    (session,) = sessions(HEVY)
    assert session.started == datetime(2025, 3, 28, 4, 29, tzinfo=UTC)
    assert session.entry.length_ms == 31 * 60 * SECOND
    assert session.entry.note == "Rain"
    assert session.entry.sets == (
        EnteredSet(CLAMSHELL, 15, effort=8, note="slow"),
        EnteredSet(PLANK, None, 61 * SECOND, note="to failure, 10 kg"),
    )


def test_the_uid_is_always_the_same_and_another_for_every_session() -> None:
    uids = [session.uid for session in sessions(STRONG)]
    assert uids == [session.uid for session in sessions(STRONG)]
    assert len(set(uids)) == 2
    assert all(len(uid) == 32 for uid in uids)


def test_the_order_of_columns_does_not_matter_and_more_of_them_neither() -> None:
    rows = [line.split(",") for line in STRONG.splitlines() if "Evening" in line or "Date" in line]
    turned = "\n".join(",".join(["x", *reversed(row)]) for row in rows)
    assert sessions(turned)[0].entry == sessions(STRONG)[1].entry


@pytest.mark.parametrize(
    ("wrong", "right", "reason"),
    [
        ("Plank,1,0,0,0,abc,,,", '"Plank",1,0,0,0,30,,,', "seconds is a number, not “abc”"),
        ("Plank,1,0,0,0,30,,,99", '"Plank",1,0,0,0,30,,,', "an RPE is a number from 1 to 10"),
        (",1,0,0,0,30,,,", '"Plank",1,0,0,0,30,,,', "it names no exercise"),
    ],
)
def test_a_bad_line_is_told_and_leaves_out_its_session_alone(
    wrong: str, right: str, reason: str
) -> None:
    text = STRONG.replace(right, wrong)
    assert text != STRONG
    bad, good = read_other_csv(text, LIBRARY)
    assert isinstance(bad, BadLine)
    assert bad.line == 7
    assert bad.reason.startswith(reason)
    assert bad.reason.endswith("its session is left out")
    assert isinstance(good, OtherSession)
    assert good.entry.name == "Morning"


@pytest.mark.parametrize(
    "written", ["yesterday", "0001-01-01 00:30:00", "1960-01-01 10:00:00", "9999-12-31 23:30:00"]
)
def test_a_time_that_is_none(written: str) -> None:
    text = STRONG.replace("2026-03-02 18:00:00", written)
    bad = [item for item in read_other_csv(text, LIBRARY) if isinstance(item, BadLine)]
    assert bad == [BadLine(7, f"“{written}” is no time such as 2026-11-22 18:32:00")]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "session,date,time,utc_offset\n", "{}"])
def test_other_files_are_told_apart(text: str) -> None:
    assert not is_other_csv(text)
    with pytest.raises(ValueError, match="neither Strong nor Hevy"):
        list(read_other_csv(text, LIBRARY))


@given(st.text())
def test_any_text_below_the_header_is_sessions_or_bad_lines(rest: str) -> None:
    header = STRONG.splitlines()[0]
    for item in read_other_csv(f"{header}\n{rest}", LIBRARY):
        assert isinstance(item, OtherSession | BadLine)


@given(st.text())
def test_every_name_has_an_id(name: str) -> None:
    made = name_to_id(name)
    assert 1 <= len(made) <= 100
