"""What the routines page says of a routine, and what it lets one choose."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bandtimer.core.compile import Choices, compile_plan
from bandtimer.core.routine import (
    BandKind,
    BandUse,
    Block,
    Exercise,
    Hold,
    Order,
    Prescription,
    Range,
    Reps,
    Routine,
    Sides,
)
from bandtimer.present.library_view import BrokenFile, LibraryView, RoutineCard, RoutineView
from bandtimer.present.routines import routine_card, routine_view

LOOP, LONG = BandUse(BandKind.LOOP, "above the knees"), BandUse(BandKind.LONG, "under both feet")
EXERCISES = {
    "kick": Exercise("kick", "Kickback", band=LOOP, sides=Sides.EACH),
    "row": Exercise("row", "Row", band=LONG),
    "plank": Exercise("plank", "Plank"),
}
NOW = datetime(2026, 11, 22, 23, 50, tzinfo=UTC)
KICK = Prescription("kick", Reps(Range(12, 15)), Range(2, 3))
ROW = Prescription("row", Reps(Range(12, 15)), Range(2, 3))
PLANK = Prescription("plank", Hold(Range(20_000, 30_000)), Range(3, 3))


def routine(*items: Prescription) -> Routine:
    return Routine("r", "Legs", (Block(items),), "For runners.")


def card(made: Routine, last: datetime | None = None) -> RoutineCard:
    return routine_card(made, compile_plan(made, EXERCISES), last, NOW)


def view(made: Routine, choices: Choices | None = None) -> RoutineView:
    return routine_view(made, EXERCISES, choices or Choices())


def test_a_card() -> None:
    shown = card(routine(KICK, ROW), NOW - timedelta(days=1))
    assert (shown.id, shown.name) == ("r", "Legs")
    assert shown.outline == "2 exercises · 2–3 sets · about 10 min"
    assert shown.bands == "Loop band, long band · yesterday"
    assert shown.search == "legs for runners. kickback row"
    assert shown.pictured is EXERCISES["kick"]


@pytest.mark.parametrize(
    ("items", "outline", "bands"),
    [
        ([PLANK], "1 exercise · 3 sets · about 3 min", "No band · not done yet"),
        (
            [replace(PLANK, sets=Range(1, 1))],
            "1 exercise · 1 set · about 1 min",
            "No band · not done yet",
        ),
        # Different numbers of sets make no single one to name.
        (
            [PLANK, replace(ROW, sets=Range(1, 1))],
            "2 exercises · about 5 min",
            "Long band · not done yet",
        ),
        (
            [ROW, replace(ROW, rest_ms=0)],
            "1 exercise · 2–3 sets · about 7 min",
            "Long band · not done yet",
        ),
    ],
)
def test_cards_of_other_routines(items: list[Prescription], outline: str, bands: str) -> None:
    shown = card(routine(*items))
    assert (shown.outline, shown.bands) == (outline, bands)


def test_what_may_be_chosen() -> None:
    shown = view(routine(KICK, ROW))
    assert (shown.name, shown.summary) == ("Legs", "For runners.")
    assert shown.sets.values == ((2, "2"), (3, "3"))
    assert shown.reps.values == ((None, "12–15"), (12, "12"), (13, "13"), (14, "14"), (15, "15"))
    assert shown.counting.values == (("paced", "Paced"), ("self", "Your pace"))
    assert shown.first_side.values == (("left", "Left"), ("right", "Right"))
    assert shown.length_text(NOW) == "about 10 min · ends near 00:00"


def test_nothing_to_choose_offers_nothing() -> None:
    shown = view(routine(PLANK))
    offers = (shown.sets, shown.reps, shown.counting, shown.first_side)
    assert [offer.values for offer in offers] == [(), (), (), ()]


def test_reps_of_several_ranges_stay_as_written() -> None:
    other = replace(ROW, work=Reps(Range(8, 10)))
    assert view(routine(KICK, other)).reps.values[0] == (None, "As written")


def test_rests_to_choose() -> None:
    rest = view(routine(replace(KICK, rest_ms=47_000))).rest.values
    assert rest[:2] == ((0, "None"), (5_000, "5 s"))
    assert rest[-1] == (180_000, "180 s")
    assert [text for value, text in rest if value is None] == ["47 s"]
    assert rest[rest.index((None, "47 s")) - 1] == (45_000, "45 s")
    several = view(routine(KICK, replace(ROW, rest_ms=0))).rest.values
    assert several[:2] == ((None, "As written"), (0, "None"))


@pytest.mark.parametrize(
    ("choices", "prescribed"),
    [
        (Choices(), ["2 × 12–15 each side", "2 × 12–15", "3 × hold 20–30 s"]),
        (Choices(sets=3), ["3 × 12–15 each side", "3 × 12–15", "3 × hold 20–30 s"]),
        (Choices(reps=13), ["2 × 13 each side", "2 × 13", "3 × hold 20–30 s"]),
    ],
    ids=["as written", "sets", "reps"],
)
def test_the_exercises_follow_the_choices(choices: Choices, prescribed: list[str]) -> None:
    rows = view(routine(KICK, ROW, PLANK), choices).exercises
    assert [row.prescription for row in rows] == prescribed
    assert [row.name for row in rows] == ["Kickback", "Row", "Plank"]
    assert [row.band for row in rows] == [
        "loop band above the knees",
        "long band under both feet",
        "no band",
    ]


def test_a_circuits_rounds_are_its_sets() -> None:
    block = Block((KICK, PLANK), order=Order.CIRCUIT, rounds=Range(4, 5))
    made = Routine("c", "Circuit", (block,))
    assert view(made).sets.values == ((4, "4"), (5, "5"))
    assert view(made).exercises[1].prescription == "4 × hold 20–30 s"
    assert card(made).outline.split(" · ")[1] == "4–5 sets"


def test_a_view_is_the_same_after_it_was_kept_but_for_what_it_was_made_from() -> None:
    made = routine(KICK, ROW)
    whole = LibraryView((card(made),), (BrokenFile("f", "f.yaml", ("p",)),), "r", view(made))
    kept = LibraryView.from_data(json.loads(json.dumps(whole.to_data())))
    (shown,) = kept.cards
    assert (shown.routine, shown.pictured) == (None, None)
    assert shown[:5] == whole.cards[0][:5]
    assert (kept.broken, kept.current) == (whole.broken, "r")
    rows = tuple(row._replace(exercise=None) for row in whole.detail.exercises)
    assert kept.detail == whole.detail._replace(exercises=rows)
