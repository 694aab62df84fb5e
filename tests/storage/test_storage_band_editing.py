"""Editing the bands that are owned keeps what was remembered for exercises."""

from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bandtimer.core.routine import BandKind, BandUse, Exercise
from bandtimer.storage.band_editing import (
    BandError,
    with_band,
    with_band_moved,
    with_new_band,
    without_band,
)
from bandtimer.storage.bands import MAX_BANDS
from bandtimer.storage.settings import Settings, band_for

CLAM = Exercise("clam", "Clam", band=BandUse(BandKind.LOOP, "above the knees"))
ROW = Exercise("row", "Row", band=BandUse(BandKind.LONG, "around a post"))
KNOWN = {"clam": CLAM, "row": ROW}
USED = replace(
    Settings(),
    exercise_bands=MappingProxyType({"clam": "Medium", "row": "Medium", "gone": "Heavy"}),
)
LOOP, LONG = BandKind.LOOP, BandKind.LONG


def names(settings: Settings, kind: BandKind) -> list[str]:
    return [band.name for band in settings.bands if band.kind is kind]


def test_a_new_name_is_remembered_by_the_exercises_of_its_kind() -> None:
    renamed = with_band(USED, 1, KNOWN, name="  Green   loop ")
    assert names(renamed, LOOP) == ["Light", "Green loop", "Heavy"]
    assert band_for(CLAM, renamed) == "Green loop"
    assert band_for(ROW, renamed) == "Medium"


def test_of_an_exercise_that_is_gone_only_an_unmistakable_name_is_followed() -> None:
    heavy = 2
    assert with_band(USED, heavy, KNOWN, name="Thick").exercise_bands["gone"] == "Heavy"
    alone = without_band(USED, 5)
    assert with_band(alone, heavy, KNOWN, name="Thick").exercise_bands["gone"] == "Thick"


def test_writing_a_name_otherwise_is_no_second_band() -> None:
    assert names(with_band(USED, 1, KNOWN, name="MEDIUM"), LOOP) == ["Light", "MEDIUM", "Heavy"]


@pytest.mark.parametrize(
    ("name", "says"), [("light", "another loop band called light"), (" ", "1 to 40 characters")]
)
def test_a_name_that_will_not_do_says_why(name: str, says: str) -> None:
    with pytest.raises(BandError, match=says):
        with_band(USED, 1, KNOWN, name=name)


def test_another_colour_changes_nothing_else() -> None:
    painted = with_band(USED, 1, KNOWN, colour="#d9433f")
    assert painted.bands[1] == replace(USED.bands[1], colour="#d9433f")
    assert painted.exercise_bands == USED.exercise_bands


def test_bands_move_among_their_kind_and_stop_at_its_ends() -> None:
    assert names(with_band_moved(USED, 0, 1), LOOP) == ["Medium", "Light", "Heavy"]
    assert with_band_moved(USED, 2, 1) == USED
    assert with_band_moved(USED, 3, -1) == USED


def test_a_new_band_is_the_strongest_of_its_kind_under_a_free_name() -> None:
    two = with_new_band(with_new_band(USED, LOOP), LOOP)
    assert names(two, LOOP) == ["Light", "Medium", "Heavy", "New", "New 2"]
    assert names(with_new_band(two, LONG), LONG)[-1] == "New"


def test_there_is_an_end_to_bands() -> None:
    full = USED
    for _ in range(MAX_BANDS - len(USED.bands)):
        full = with_new_band(full, LOOP)
    with pytest.raises(BandError, match="Remove one first"):
        with_new_band(full, LONG)


def test_a_band_that_is_removed_and_named_anew_is_remembered_again() -> None:
    without = without_band(USED, 1)
    assert band_for(CLAM, without) == "Light"
    again = with_band(with_new_band(without, LOOP), len(without.bands), KNOWN, name="Medium")
    assert band_for(CLAM, again) == "Medium"


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from([-1, 1])), max_size=20))
def test_moving_loses_no_band(moves: list[tuple[int, int]]) -> None:
    settings = USED
    for place, by in moves:
        settings = with_band_moved(settings, place, by)
    assert set(settings.bands) == set(USED.bands)
