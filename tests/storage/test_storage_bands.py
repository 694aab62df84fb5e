"""The athlete's own bands: what a file says of them, and which one an exercise is done with."""

import tomllib
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from bandtimer.core.routine import BandKind, BandUse, Exercise
from bandtimer.storage.bands import BAND_RULES, DEFAULT_BANDS, MAX_BANDS, Band, find_band
from bandtimer.storage.settings import Settings, band_for, choices
from bandtimer.storage.settings_file import load_settings, save_settings

LOOP, LONG = BandKind.LOOP, BandKind.LONG
RED, GREEN = Band("Red", "#ff0000", LOOP), Band("Green", "#00aa00", LOOP)
LONG_RED = Band("Red", "#ee0000", LONG)
OWNED = Settings(bands=(LONG_RED, RED, GREEN))
CLAM = Exercise("clam", "Clam", band=BandUse(LOOP))
ROW = Exercise("row", "Row", band=BandUse(LONG))
PLANK = Exercise("plank", "Plank")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def loaded(path: Path, text: str) -> tuple[tuple[Band, ...], tuple[str, ...]]:
    path.write_text(text, encoding="utf-8")
    settings, problems = load_settings(path)
    return settings.bands, problems


def test_bands_are_listed_from_the_lightest(path: Path) -> None:
    text = """\
[[bands]]
name = "  Thera   Band "
colour = "#AABBCC"
kind = "long"

[[bands]]
name = "red"
colour = "#ff0000"
kind = "loop"

[[bands]]
name = "Red"
colour = "#ee0000"
kind = "long"
"""
    assert loaded(path, text) == (
        (
            Band("Thera Band", "#aabbcc", LONG),
            Band("red", "#ff0000", LOOP),
            Band("Red", "#ee0000", LONG),
        ),
        (),
    )


def test_somebody_may_own_no_band(path: Path) -> None:
    assert loaded(path, "bands = []") == ((), ())
    save_settings(path, Settings(bands=()))
    assert load_settings(path)[0].bands == ()


NO_NAME = "; it must be a text of 1 to 40 characters. The band is left out."
GOOD = '{name = "Red", colour = "#ff0000", kind = "loop"}'


@pytest.mark.parametrize(
    ("table", "repaired", "sentence"),
    [
        (
            '{name = "Blue", colour = "blue", kind = "long"}',
            Band("Blue", "#9aa6b2", LONG),
            "bands[2].colour is 'blue'; it must be a colour such as '#35a3a8'. #9aa6b2 is used.",
        ),
        (
            '{name = "Blue", kind = "long"}',
            Band("Blue", "#9aa6b2", LONG),
            "bands[2].colour is missing; it must be a colour such as '#35a3a8'. #9aa6b2 is used.",
        ),
        (
            '{name = "Blue", colour = "#0000ff", kind = "tube"}',
            None,
            "bands[2].kind is 'tube'; it must be 'loop' or 'long'. The band is left out.",
        ),
        (
            '{name = "Blue", colour = "#0000ff"}',
            None,
            "bands[2].kind is missing; it must be 'loop' or 'long'. The band is left out.",
        ),
        (
            '{name = "", colour = "#0000ff", kind = "loop"}',
            None,
            f"bands[2].name is ''{NO_NAME}",
        ),
        (
            f'{{name = "{"x" * 41}", colour = "#0000ff", kind = "loop"}}',
            None,
            f"bands[2].name is '{'x' * 38}…{NO_NAME}",
        ),
        (
            '{name = "a\\u001bb", colour = "#0000ff", kind = "loop"}',
            None,
            f"bands[2].name is 'a\\x1bb'{NO_NAME}",
        ),
        (
            '{name = "rED", colour = "#0000ff", kind = "loop"}',
            None,
            "bands[2] is a second loop band called 'rED'. It is left out.",
        ),
        ("3", None, "bands[2] is 3; it must have name, colour and kind. It is left out."),
        (
            '{name = "Blue", colour = "#0000ff", kind = "long", knd = 3}',
            Band("Blue", "#0000ff", LONG),
            "'bands[2].knd' is not a setting; did you mean 'kind'? It is kept but does nothing.",
        ),
    ],
)
def test_what_is_wrong_with_a_band_costs_no_other(
    path: Path, table: str, repaired: Band | None, sentence: str
) -> None:
    last = '{name = "Last", colour = "#123456", kind = "loop"}'
    bands, problems = loaded(path, f"bands = [{GOOD}, {table}, {last}]")
    assert problems == (f"settings.toml: {sentence}",)
    others = [Band("Red", "#ff0000", LOOP), Band("Last", "#123456", LOOP)]
    assert list(bands) == ([others[0], repaired, others[1]] if repaired else others)


def test_twenty_bands_are_the_most(path: Path) -> None:
    tables = [f'{{name = "{n}", colour = "#ff0000", kind = "loop"}}' for n in range(22)]
    bands, problems = loaded(path, f"bands = [{', '.join(tables)}]")
    assert [band.name for band in bands] == [str(n) for n in range(MAX_BANDS)]
    assert problems == ("settings.toml: bands has more than 20 bands. The others are left out.",)
    assert loaded(path, f"bands = [{', '.join(tables[:20])}]")[1] == ()


def test_saving_keeps_what_else_a_band_has(path: Path) -> None:
    text = 'bands = [3, {name = "red", colour = "x", kind = "loop", kg = 5}]\nversion = 1\n'
    bands, _ = loaded(path, text)
    save_settings(path, Settings(bands=(GREEN, *bands, Band("red", "#000000", LONG))))
    assert tomllib.loads(path.read_text())["bands"] == [
        {"name": "Green", "colour": "#00aa00", "kind": "loop"},
        {"name": "red", "colour": "#9aa6b2", "kind": "loop", "kg": 5},
        {"name": "red", "colour": "#000000", "kind": "long"},
    ]


def test_a_newer_file_keeps_its_bands_unless_they_are_changed(path: Path) -> None:
    text = """\
version = 2
bands = [{name = "Tube", colour = "#ff0000", kind = "tube"}, {name = "Red", kind = "loop"}]
exercise_bands = {clam = 3, row = "Red"}
routines = {r = {variants = {clam = ["a"]}}}
"""
    loaded(path, text)
    settings, _ = load_settings(path)
    save_settings(path, settings)
    assert tomllib.loads(path.read_text()) == tomllib.loads(text)
    save_settings(path, Settings(bands=(GREEN,), exercise_bands={"clam": "Green"}))
    written = tomllib.loads(path.read_text())
    assert written["bands"] == [{"name": "Green", "colour": "#00aa00", "kind": "loop"}]
    assert written["exercise_bands"] == {"clam": "Green"}


def test_a_band_taken_back_disappears_from_the_file(path: Path) -> None:
    save_settings(path, Settings(exercise_bands={"clam": "Red"}))
    save_settings(path, Settings())
    assert "exercise_bands" not in tomllib.loads(path.read_text())


@pytest.mark.parametrize(
    ("exercise", "remembered", "band"),
    [
        (CLAM, {}, "Red"),
        (CLAM, {"clam": "Green"}, "Green"),
        (CLAM, {"clam": "gREEN"}, "Green"),
        (CLAM, {"clam": "Blue"}, "Red"),
        (CLAM, {"row": "Green"}, "Red"),
        (ROW, {}, "Red"),
        (ROW, {"row": "Green"}, "Red"),
        (PLANK, {"plank": "Green"}, ""),
    ],
)
def test_the_band_of_an_exercise(exercise: Exercise, remembered: dict[str, str], band: str) -> None:
    settings = Settings(bands=OWNED.bands, exercise_bands=remembered)
    assert band_for(exercise, settings) == band


def test_without_a_band_of_its_kind_there_is_none() -> None:
    assert band_for(ROW, Settings(bands=(RED,))) == ""
    assert band_for(ROW, Settings(bands=())) == ""


def test_a_band_is_told_from_one_of_the_same_name_by_the_exercise() -> None:
    assert find_band(CLAM, "red", OWNED.bands) == RED
    assert find_band(ROW, "red", OWNED.bands) == LONG_RED
    assert find_band(PLANK, "red", OWNED.bands) is None
    assert find_band(CLAM, "", OWNED.bands) is None


def test_a_routine_is_planned_with_the_bands_of_its_exercises() -> None:
    settings = Settings(bands=OWNED.bands, exercise_bands={"clam": "green", "gone": "Red"})
    assert choices(settings, "any", (CLAM, ROW, PLANK)).bands == {"clam": "Green", "row": "Red"}
    assert choices(settings, "any").bands == {}


def test_the_usual_bands_can_be_told_apart_even_in_grey() -> None:
    assert len(DEFAULT_BANDS) == 6
    for kind in (LOOP, LONG):
        bands = [band for band in DEFAULT_BANDS if band.kind is kind]
        assert [band.name for band in bands] == ["Light", "Medium", "Heavy"]
        greys = [_luminance(band.colour) + 0.05 for band in bands]
        assert all(lighter / darker >= 1.4 for lighter, darker in pairwise(greys))
    assert all(one.colour != other.colour for one, other in combinations(DEFAULT_BANDS, 2))
    for band in DEFAULT_BANDS:
        values = {key: getattr(band, key) for key in BAND_RULES}
        assert {key: rule.read(values[key]) for key, rule in BAND_RULES.items()} == values


def _luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
