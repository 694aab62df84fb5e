import os
import stat
import tomllib
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import tomlkit
from hypothesis import example, given
from hypothesis import strategies as st

from bandtimer.core.choices import CountAloud
from bandtimer.core.compile import Choices
from bandtimer.core.plan import Side
from bandtimer.core.routine import DEFAULT_TEMPO, BandKind, Tempo
from bandtimer.storage.bands import BAND_RULES, DEFAULT_BANDS, Band
from bandtimer.storage.errors import StorageError
from bandtimer.storage.settings import (
    Counting,
    Motion,
    RoutineChoices,
    Settings,
    ThemeChoice,
    choices,
    rules,
)
from bandtimer.storage.settings_file import load_settings, save_settings

CHANGED = Settings(
    get_ready_s=20,
    switch_s=8,
    lead_in_s=0,
    first_side=Side.RIGHT,
    counting=Counting.SELF,
    tempo=Tempo(3_000, 500, 1_250, 0),
    theme=ThemeChoice.HIGH_CONTRAST,
    text_percent=180,
    motion=Motion.REDUCED,
    sound=False,
    volume_percent=55,
    quiet_sounds=frozenset({"tick", "lift"}),
    flash=True,
    sound_latency_ms=180,
    voice=False,
    lower_music=False,
    voice_language="en-GB",
    voice_name="Annie",
    voice_speed_percent=120,
    voice_pitch_percent=90,
    count_aloud=CountAloud.LAST_THREE,
    form_cues=False,
    encouragement=True,
    bands=(Band("Red", "#ff0000", BandKind.LONG), Band("Grün", "#00aa00", BandKind.LOOP)),
    exercise_bands={"banded-clamshell": "Grün", "gone": "Blue"},
    routines={
        "beginner": RoutineChoices(
            3, 15, 0, Counting.PACED, Side.LEFT, {"banded-clamshell": "wall-clamshell"}
        ),
        "warm up “now”": RoutineChoices(reps=12),
    },
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


USUAL_BANDS = [
    {"name": band.name, "colour": band.colour, "kind": band.kind.value} for band in DEFAULT_BANDS
]


def names(path: Path) -> list[str]:
    return sorted(file.name for file in path.parent.iterdir())


def test_without_a_file_the_defaults_hold_and_none_is_made(path: Path) -> None:
    assert load_settings(path) == (Settings(), ())
    assert names(path) == []
    assert Settings() == Settings(
        10, 6, 4, Side.LEFT, Counting.PACED, DEFAULT_TEMPO, ThemeChoice.DARK, 100, Motion.FULL,
        True, 80, frozenset(), False, 0,
        True, True, "en", "default", 100, 100, CountAloud.ALL, True, False,
        DEFAULT_BANDS, {}, {},
    )  # fmt: skip


def test_settings_come_back_as_they_were_saved(path: Path) -> None:
    save_settings(path, CHANGED)
    assert load_settings(path) == (CHANGED, ())


def test_the_file_reads_as_documented(path: Path) -> None:
    chosen = RoutineChoices(sets=3, variants={"clam": "wall-clam"})
    save_settings(path, replace(CHANGED, routines={"beginner": chosen}))
    assert path.read_text() == (
        "version = 1\n"
        "get_ready_s = 20\n"
        "switch_s = 8\n"
        "lead_in_s = 0\n"
        'first_side = "right"\n'
        'counting = "self"\n'
        'tempo = "3-0.5-1.25-0"\n'
        'theme = "high-contrast"\n'
        "text_percent = 180\n"
        'motion = "reduced"\n'
        "sound = false\n"
        "volume_percent = 55\n"
        'quiet_sounds = ["lift", "tick"]\n'
        "flash = true\n"
        "sound_latency_ms = 180\n"
        "voice = false\n"
        "lower_music = false\n"
        'voice_language = "en-GB"\n'
        'voice_name = "Annie"\n'
        "voice_speed_percent = 120\n"
        "voice_pitch_percent = 90\n"
        'count_aloud = "last-three"\n'
        "form_cues = false\n"
        "encouragement = true\n"
        "sessions_per_week = 3\n"
        "\n"
        "[[bands]]\n"
        'name = "Red"\n'
        'colour = "#ff0000"\n'
        'kind = "long"\n'
        "\n"
        "[[bands]]\n"
        'name = "Grün"\n'
        'colour = "#00aa00"\n'
        'kind = "loop"\n'
        "\n"
        "[exercise_bands]\n"
        'banded-clamshell = "Grün"\n'
        'gone = "Blue"\n'
        "\n"
        "[routines.beginner]\n"
        "sets = 3\n"
        "\n"
        "[routines.beginner.variants]\n"
        'clam = "wall-clam"\n'
    )


@pytest.mark.skipif(os.name != "posix", reason="Windows has no modes")
def test_the_file_is_the_owners_alone_even_if_it_was_not(path: Path) -> None:
    path.touch(0o644)
    save_settings(path, Settings())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


BAD = [
    (
        "get_ready_s = 'abc'",
        "get_ready_s is 'abc'; it must be a whole number from 3 to 60. 10 is used.",
    ),
    ("get_ready_s = 2", "get_ready_s is 2; it must be a whole number from 3 to 60. 10 is used."),
    ("get_ready_s = 61", "get_ready_s is 61; it must be a whole number from 3 to 60. 10 is used."),
    ("switch_s = 1", "switch_s is 1; it must be a whole number from 2 to 60. 6 is used."),
    ("switch_s = 6.0", "switch_s is 6.0; it must be a whole number from 2 to 60. 6 is used."),
    ("switch_s = true", "switch_s is True; it must be a whole number from 2 to 60. 6 is used."),
    (
        "first_side = 'both'",
        "first_side is 'both'; it must be 'left' or 'right'. left is used.",
    ),
    ("counting = []", "counting is []; it must be 'paced' or 'self'. paced is used."),
    (
        "tempo = '2-0-2'",
        (
            "tempo is '2-0-2'; it must be four numbers of seconds such as '2-0-2-1' (eccentric, "
            "bottom, concentric, top), each up to 60 and together at least 1. 2-0-2-1 is used."
        ),
    ),
    ("sound = 1", "sound is 1; it must be true or false. true is used."),
    (
        "quiet_sounds = 'tick'",
        "quiet_sounds is 'tick'; it must be a list of up to 100 names. [] is used.",
    ),
    (
        "quiet_sounds = ['tick', '']",
        "quiet_sounds is ['tick', '']; it must be a list of up to 100 names. [] is used.",
    ),
    (
        "theme = 'blue'",
        ("theme is 'blue'; it must be 'dark', 'light', 'high-contrast' or 'system'. dark is used."),
    ),
    (
        "text_percent = 79",
        "text_percent is 79; it must be a whole number from 80 to 200. 100 is used.",
    ),
    (
        "text_percent = 201",
        "text_percent is 201; it must be a whole number from 80 to 200. 100 is used.",
    ),
    ("motion = 'none'", "motion is 'none'; it must be 'full' or 'reduced'. full is used."),
    ("version = 'one'", "version is 'one'; it must be 1. It is read as that."),
    ("version = 0", "version is 0; it must be 1. It is read as that."),
    (
        "routines.x.sets = true",
        (
            "routines.x.sets is True; it must be a whole number from 1 to 50. "
            "The routine's own is used."
        ),
    ),
    (
        "routines.x.variants = ['a']",
        "routines.x.variants is ['a']; it must be a table. It is left out.",
    ),
    (
        "routines.x.variants.clam = 3",
        (
            "routines.x.variants.clam is 3; it must be a text of 1 to 100 characters. "
            "It is left out."
        ),
    ),
    ("exercise_bands = 'Red'", "exercise_bands is 'Red'; it must be a table. It is left out."),
    (
        "exercise_bands.clam = '  '",
        "exercise_bands.clam is '  '; it must be a text of 1 to 40 characters. It is left out.",
    ),
    ("bands = 'Red'", "bands is 'Red'; it must be a list of bands. The usual ones are used."),
    ("routines = 3", "routines is 3; it must be a table. It is left out."),
    ("routines.x = 'y'", "routines.x is 'y'; it must be a table. It is left out."),
    (
        "routines.x.reps = 1001",
        (
            "routines.x.reps is 1001; it must be a whole number from 1 to 1,000. "
            "The routine's own is used."
        ),
    ),
    (
        "routines.x.counting = 'loud'",
        "routines.x.counting is 'loud'; it must be 'paced' or 'self'. The routine's own is used.",
    ),
    (
        "get_redy_s = 5",
        "'get_redy_s' is not a setting; did you mean 'get_ready_s'? It is kept but does nothing.",
    ),
    (
        "routines.x.stes = 5",
        "'routines.x.stes' is not a setting; did you mean 'sets'? It is kept but does nothing.",
    ),
    ("zzz = 5", "'zzz' is not a setting. It is kept but does nothing."),
    (
        f"switch_s = '{'x' * 99}'",
        f"switch_s is '{'x' * 38}…; it must be a whole number from 2 to 60. 6 is used.",
    ),
    (
        f"switch_s = 0x{'f' * 9999}",
        "switch_s is a very long number; it must be a whole number from 2 to 60. 6 is used.",
    ),
]


@pytest.mark.parametrize(("line", "sentence"), BAD, ids=[line[:24] for line, _ in BAD])
def test_what_is_wrong_costs_that_value_only_and_is_reported(
    path: Path, line: str, sentence: str
) -> None:
    path.write_text(f"{line}\nroutines.good.sets = 2\n" if line != "routines = 3" else line)
    settings, problems = load_settings(path)
    assert problems == (f"settings.toml: {sentence}",)
    known = {key: value for key, value in settings.routines.items() if key == "good"}
    assert known == ({"good": RoutineChoices(sets=2)} if line != "routines = 3" else {})
    assert replace(settings, routines={}) == Settings()
    assert {key: value for key, value in settings.routines.items() if key != "good"} in (
        {},
        {"x": RoutineChoices()},
    )


def test_everything_wrong_is_reported_at_once(path: Path) -> None:
    path.write_text("get_ready_s = 'abc'\nswitch_s = 20\nfirst_side = 1\nnew = 2\n")
    settings, problems = load_settings(path)
    assert settings == Settings(switch_s=20)
    assert len(problems) == 3


def test_saving_repairs_bad_values_and_keeps_strange_ones(path: Path) -> None:
    path.write_text(
        "get_ready_s = 'abc'\nstrange = [1, {a = 2}]\n"
        "routines.x = 'y'\nroutines.z.sets = 'many'\nroutines.z.mood = 'good'\n"
    )
    settings, _ = load_settings(path)
    save_settings(path, settings)
    assert tomllib.loads(path.read_text()) == {
        "version": 1,
        "get_ready_s": 10,
        "switch_s": 6,
        "lead_in_s": 4,
        "first_side": "left",
        "counting": "paced",
        "tempo": "2-0-2-1",
        "theme": "dark",
        "text_percent": 100,
        "motion": "full",
        "sessions_per_week": 3,
        "sound": True,
        "volume_percent": 80,
        "quiet_sounds": [],
        "flash": False,
        "sound_latency_ms": 0,
        "voice": True,
        "voice_language": "en",
        "voice_name": "default",
        "voice_speed_percent": 100,
        "voice_pitch_percent": 100,
        "count_aloud": "all",
        "form_cues": True,
        "encouragement": False,
        "lower_music": True,
        "bands": USUAL_BANDS,
        "strange": [1, {"a": 2}],
        "routines": {"z": {"mood": "good"}},
    }


def test_without_choices_there_is_no_table_of_them(path: Path) -> None:
    save_settings(path, Settings())
    assert "routines" not in tomllib.loads(path.read_text())


def test_a_choice_taken_back_disappears_from_the_file(path: Path) -> None:
    save_settings(path, CHANGED)
    save_settings(path, replace(CHANGED, routines={"beginner": RoutineChoices(sets=2)}))
    assert tomllib.loads(path.read_text())["routines"] == {"beginner": {"sets": 2}}


@pytest.mark.parametrize(
    "content", [b"get_ready_s = ", b"\xff\xfe", b"x = " + b"[" * 9_999, b"x = " + b"9" * 9_999]
)
def test_a_file_that_is_no_toml_is_set_aside_whole(path: Path, content: bytes) -> None:
    for name in ("settings.toml.damaged", "settings.toml.damaged-2", "settings.toml.damaged-3"):
        path.write_bytes(content + name.encode())
        settings, (problem,) = load_settings(path)
        assert settings == Settings()
        assert problem.startswith("settings.toml is not valid TOML (")
        assert f"renamed to {name}, and the defaults are used." in problem
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == {
        name: content + name.encode() for name in names(path)
    }
    assert len(names(path)) == 3


def test_saving_over_a_damaged_file_sets_it_aside_first(path: Path) -> None:
    path.write_text("not = toml = at all")
    save_settings(path, Settings())
    assert names(path) == ["settings.toml", "settings.toml.damaged"]
    assert path.with_name("settings.toml.damaged").read_text() == "not = toml = at all"


NEWER = """\
version = 2
get_ready_s = 8000
switch_s = 8
greeting = "hello"

[routines.beginner]
sets = "three"
reps = 12
mood = "good"
"""


def test_a_newer_file_is_read_as_well_as_possible(path: Path) -> None:
    path.write_text(NEWER)
    settings, (problem,) = load_settings(path)
    assert settings == Settings(switch_s=8, routines={"beginner": RoutineChoices(reps=12)})
    assert problem.startswith("settings.toml was written by a newer BandTimer: ")
    assert "version 2, and this one knows version 1" in problem


def test_a_newer_file_gets_what_was_changed_and_nothing_else(path: Path) -> None:
    path.write_text(NEWER)
    settings, _ = load_settings(path)
    save_settings(path, settings)
    assert tomllib.loads(path.read_text()) == tomllib.loads(NEWER)
    beginner = RoutineChoices(sets=2, reps=12)
    save_settings(path, replace(settings, switch_s=9, routines={"beginner": beginner}))
    expected: dict[str, Any] = tomllib.loads(NEWER) | {"switch_s": 9}
    expected["routines"]["beginner"]["sets"] = 2
    assert tomllib.loads(path.read_text()) == expected


@pytest.mark.parametrize("routines", ["routines = 'elsewhere'", "routines.beginner = 'see below'"])
def test_a_newer_file_keeps_what_we_take_for_a_mistake(path: Path, routines: str) -> None:
    path.write_text(f"version = 2\n{routines}\n")
    settings, _ = load_settings(path)
    save_settings(path, settings)
    assert tomllib.loads(path.read_text()) == tomllib.loads(f"version = 2\n{routines}\n")


def test_a_file_that_cannot_be_read_is_not_written_over(path: Path) -> None:
    path.mkdir()
    settings, (problem,) = load_settings(path)
    assert settings == Settings()
    assert problem.startswith(f"{path} cannot be read: ")
    with pytest.raises(StorageError, match=rf"^The settings could not be saved to {path}: "):
        save_settings(path, Settings())
    assert path.is_dir()


def test_a_value_too_large_to_be_written_anew_stays_as_it_is_written(path: Path) -> None:
    content = f"huge = 0x{'f' * 9999}\n"
    path.write_text(content)
    settings, _ = load_settings(path)
    save_settings(path, settings)
    assert path.read_text().startswith(content)


def test_a_value_that_python_reads_but_cannot_write_keeps_the_file(path: Path) -> None:
    # So deep that the file has to be written anew.
    content = f"huge = 0x{'f' * 9999}\ndeep = {'[' * 110}{']' * 110}\n"
    path.write_text(content)
    settings, _ = load_settings(path)
    with pytest.raises(StorageError, match="Remove what you added to it yourself"):
        save_settings(path, settings)
    assert path.read_text() == content
    assert names(path) == ["settings.toml"]


TABLES = ["version", "routines", "bands", "exercise_bands"]
KEYS = [*rules(Settings), *TABLES, "Version", "sets", "a.b", "", "ü"]
INNER_KEYS = [*rules(RoutineChoices), "variants", "mood"]
VALUES = st.recursive(
    st.booleans()
    | st.integers(-5, 70)
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs"]))
    | st.dates()
    | st.times()
    | st.sampled_from(
        [
            "left",
            "right",
            "both",
            "paced",
            "self",
            "light",
            "1-0-1-0",
            "0-0-0-0",
            "2-0-2-99",
            "loop",
            "#ABCDEF",
        ]
    ),
    lambda values: (
        st.lists(values, max_size=3)
        | st.dictionaries(st.sampled_from(INNER_KEYS), values, max_size=4)
        | st.dictionaries(st.sampled_from(sorted(BAND_RULES)), values)
    ),
    max_leaves=12,
)


@given(document=st.dictionaries(st.sampled_from(KEYS), VALUES))
def test_no_toml_raises_and_none_of_it_that_is_not_ours_is_lost(document: dict[str, Any]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "settings.toml"
        path.write_text(tomlkit.dumps(document), encoding="utf-8")
        settings, _ = load_settings(path)
        save_settings(path, settings)
        written = tomllib.loads(path.read_text(encoding="utf-8"))
        again, _ = load_settings(path)
        assert names(path) == ["settings.toml"]
    assert _strange(written) == _strange(document)
    chosen = {key: value for key, value in settings.routines.items() if value != RoutineChoices()}
    rechosen = {key: value for key, value in again.routines.items() if value != RoutineChoices()}
    assert replace(again, routines=rechosen) == replace(settings, routines=chosen)


def _strange(document: dict[str, Any]) -> dict[str, Any]:
    ours = {*rules(Settings), *TABLES}
    strange: dict[str, Any] = {key: value for key, value in document.items() if key not in ours}
    routines = document.get("routines")
    for routine_id, table in (routines if isinstance(routines, dict) else {}).items():
        for key in table if isinstance(table, dict) else {}:
            if key not in {*rules(RoutineChoices), "variants"}:
                strange[f"routines/{routine_id}/{key}"] = table[key]
    return strange


@given(
    st.builds(
        Tempo,
        *[st.integers(0, 60_000)] * 4,
    ).filter(lambda tempo: tempo.rep_ms >= 1_000)
)
@example(Tempo(1_001, 32_010, 0, 0))
def test_every_tempo_comes_back_to_the_millisecond(tempo: Tempo) -> None:
    rule = rules(Settings)["tempo"]
    assert rule.read(rule.write(tempo)) == tempo


@pytest.mark.parametrize(
    "text",
    ["0-0-0-0.999", "61-0-0-0", "60.001-0-0-0", "2-0-2-1 ", "+2-0-2-1", "2-0-2-1-0", "٢-0-2-1"],
)
def test_what_is_no_tempo_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="four numbers of seconds"):
        rules(Settings)["tempo"].read(text)


def test_a_routine_without_choices_is_planned_by_the_settings() -> None:
    assert choices(Settings(), "any") == Choices(lead_in_ms=4_000)
    assert choices(CHANGED, "any") == Choices(
        paced=False,
        first_side=Side.RIGHT,
        get_ready_ms=20_000,
        switch_ms=8_000,
        tempo=Tempo(3_000, 500, 1_250, 0),
    )


def test_the_last_choices_go_before_the_settings() -> None:
    assert choices(CHANGED, "beginner") == Choices(
        sets=3,
        reps=15,
        rest_ms=0,
        paced=True,
        first_side=Side.LEFT,
        get_ready_ms=20_000,
        switch_ms=8_000,
        tempo=Tempo(3_000, 500, 1_250, 0),
        variants={"banded-clamshell": "wall-clamshell"},
    )
