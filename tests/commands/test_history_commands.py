"""`history` and `history show`: what has been done, as text and as JSON."""

import json
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from command_line import CommandLine
from recorded import AUCKLAND, MIXED, ST_JOHNS, record

from bandtimer.core.choices import Side
from bandtimer.core.engine import Engine
from bandtimer.storage.database import open_database
from bandtimer.storage.editing import SetValues, edit_set
from bandtimer.storage.journal import Journal


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(tmp_path / "data", capsys)


def a_set(
    exercise: str, side: str, work: str, target: list[int | None], **values: object
) -> object:
    return {
        "exercise": exercise,
        "side": side,
        "set": 1,
        "work": work,
        "target": target,
        "outcome": "done",
        **values,
    }


WHOLE = [
    a_set("kickback", "left", "reps", [2, 3], reps=3, seconds=15),
    a_set("kickback", "right", "reps", [2, 3], reps=3, seconds=15),
    a_set("walk", "left", "reps", [4, 4], reps=4, seconds=20),
    a_set("walk", "right", "reps", [4, 4], reps=4, seconds=20),
    a_set("bridge", "both", "hold", [6, 8], reps=None, seconds=8),
    a_set("bridge", "both", "hold", [0, None], reps=None, seconds=12.345),
    a_set("squat", "both", "timed", [6, 6], reps=0, seconds=6),
]


def test_a_finished_session(run: CommandLine) -> None:
    number = record(run.folders.root, MIXED, deeds=[(94_000 + 12_345, Engine.finish_step)])
    assert run.good("history", "show", number, "--json").json == {
        "id": number,
        "routine": "mixed",
        "status": "finished",
        "started_at": "2026-01-05T18:50:12.345000+13:00",
        "seconds": 112.345,
        "sets": WHOLE,
    }


def test_a_stopped_session_has_skipped_and_stopped_sets(run: CommandLine) -> None:
    deeds = [(17_000, Engine.skip), (31_500, Engine.finish_step), (34_000, Engine.stop)]
    number = record(run.folders.root, MIXED, ST_JOHNS, deeds)
    shown = run.good("history", "show", number, "--json").json
    assert (shown["status"], shown["seconds"]) == ("stopped", 34)
    assert shown["started_at"] == "2026-01-06T12:00:00-03:30"
    assert shown["sets"] == [
        a_set("kickback", "left", "reps", [2, 3], reps=1, seconds=7, outcome="skipped"),
        a_set("kickback", "right", "reps", [2, 3], reps=1, seconds=8.5, outcome="done"),
        a_set("walk", "left", "reps", [4, 4], reps=0, seconds=0, outcome="stopped"),
        a_set("walk", "right", "reps", [4, 4], reps=0, seconds=2.5, outcome="stopped"),
    ]


def test_alternating_sides_share_an_odd_number_of_reps(run: CommandLine) -> None:
    deeds = [(46_000 + 16_000, Engine.finish_step), (70_000, Engine.stop)]
    number = record(run.folders.root, MIXED, deeds=deeds)
    walk = [
        s
        for s in run.good("history", "show", number, "--json").json["sets"]
        if "walk" in s.values()
    ]
    assert [(s["side"], s["reps"], s["outcome"]) for s in walk] == [
        ("left", 2, "done"),
        ("right", 1, "done"),
    ]
    assert sum(s["seconds"] for s in walk) == 16


def test_a_session_under_way_is_shown_as_of_its_last_fact(run: CommandLine) -> None:
    number = record(run.folders.root, MIXED, until_ms=33_000)
    shown = run.good("history", "show", number, "--json").json
    assert (shown["status"], shown["seconds"], shown["sets"]) == ("active", 31, WHOLE[:1])


def test_pauses_do_not_count(run: CommandLine) -> None:
    deeds = [
        (12_000, Engine.pause),
        (512_000, Engine.resume),
        (500_000 + 94_000 + 12_345, Engine.finish_step),
    ]
    number = record(run.folders.root, MIXED, deeds=deeds)
    shown = run.good("history", "show", number, "--json").json
    assert (shown["seconds"], shown["sets"]) == (112.345, WHOLE)


def test_a_session_as_text(run: CommandLine) -> None:
    deeds = [
        (94_000 + 12_345, Engine.skip),
        (900_000, lambda engine, at: engine.rate(at, 8)),
        (900_000, lambda engine, at: engine.note(at, "Left hip tight")),
    ]
    number = record(run.folders.root, MIXED, deeds=deeds)
    shown = run("history", "show", number)
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.splitlines() == [
        "Mixed, finished",
        "Monday 5 January 2026, 18:50, 1:52",
        "  Kickback, left side: 3 (planned 1 × 2–3 reps)",
        "  Kickback, right side: 3 (planned 1 × 2–3 reps)",
        "  Band walk, left side: 4 (planned 1 × 4 reps)",
        "  Band walk, right side: 4 (planned 1 × 4 reps)",
        "  Bridge hold: 8 s (planned 1 × hold 6–8 s)",
        "  Bridge hold: 12 s stopped (planned 1 × hold as long as you can)",
        "  Squat: 6 s (planned 1 × 6 s)",
        "Effort 8, very hard",
        "Left hip tight",
    ]


def test_the_list_has_the_newest_first(run: CommandLine) -> None:
    first = record(run.folders.root)
    second = record(run.folders.root, MIXED, ST_JOHNS, until_ms=33_000)
    listed = run.good("history", "--json").json
    assert [item["id"] for item in listed] == [second, first]
    assert listed[1] == {
        "id": first,
        "routine": "short",
        "name": "Short",
        "status": "finished",
        "started_at": AUCKLAND.isoformat(),
        "seconds": 20,
        "sets_done": 1,
        "sets_planned": 1,
        "effort": None,
        "note": "",
    }
    assert (listed[0]["status"], listed[0]["sets_done"], listed[0]["sets_planned"]) == (
        "active",
        0,
        5,
    )
    assert datetime.fromisoformat(listed[0]["started_at"]) == ST_JOHNS
    lines = run("history").out.splitlines()
    assert [line.split()[0] for line in lines] == [str(second), str(first)]
    assert all(name in line for name, line in zip(("Mixed", "Short"), lines, strict=True))


def test_a_long_list_is_whole(run: CommandLine) -> None:
    numbers = [record(run.folders.root) for _ in range(3)]
    # All began at the same instant; the later ones still come first.
    assert [item["id"] for item in run.good("history", "--json").json] == numbers[::-1]


def test_nothing_recorded_yet(run: CommandLine) -> None:
    assert run("history").out.splitlines() == ["No sessions yet."]
    assert run.good("history", "--json").json == []
    assert not run.folders.root.exists()


@pytest.mark.parametrize("number", ["2", "0", "99999999999999999999999"])
def test_a_session_that_is_not_there(run: CommandLine, number: str) -> None:
    record(run.folders.root)
    shown = run("history", "show", number, "--json")
    assert (shown.code, shown.out) == (1, "")
    assert (
        shown.err == f"There is no session {number}; `bandtimer history` lists those there are.\n"
    )


def test_asking_for_one_without_any_makes_no_database(run: CommandLine) -> None:
    assert run("history", "show", 1).code == 1
    assert not run.folders.root.exists()


def test_json_is_plain_ascii_whatever_the_note(run: CommandLine) -> None:
    deeds = [(90_000, lambda engine, at: engine.note(at, "Größer – 💪"))]
    record(run.folders.root, deeds=deeds)
    listed = run("history", "--json")
    assert listed.out.isascii()
    assert json.loads(listed.out)[0]["note"] == "Größer – 💪"


def test_what_was_recorded_stands_beside_what_was_edited(run: CommandLine) -> None:
    number = record(run.folders.root, MIXED, deeds=[(106_345, Engine.finish_step)])
    with closing(open_database(run.folders.database)) as connection:
        journal = Journal(connection)
        edit_set(journal, number, 1, Side.LEFT, SetValues(9, 15_000), 0)
    left, right, *_ = run.good("history", "show", number).out.splitlines()[2:]
    assert left == "  Kickback, left side: 9 (planned 1 × 2–3 reps, recorded as 3)"
    assert right == "  Kickback, right side: 3 (planned 1 × 2–3 reps)"


def test_what_is_no_number_of_a_session_is_refused_with_the_way_to_them(run: CommandLine) -> None:
    said = run("history", "show", "abc")
    assert said.code == 2
    assert "'abc' is no session's number; `bandtimer history` lists them" in said.err
