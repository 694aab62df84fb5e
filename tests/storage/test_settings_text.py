"""What a user wrote into settings.toml stays when the program writes it."""

import tomllib
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bandtimer.core.routine import BandKind
from bandtimer.storage.bands import Band
from bandtimer.storage.settings import RoutineChoices, Settings
from bandtimer.storage.settings_file import load_settings, save_settings
from bandtimer.storage.settings_merger import merged
from bandtimer.storage.settings_text import comments, rewritten

OWN = """\
# Mine, do not touch
version = 1
switch_s = 8 # slow shoes

greeting   =   'hello'   # strange

# What I cannot hear
quiet_sounds = [
    "tick", # too loud
    # and this
    "lift",
]

# From light to strong
[[bands]]
name = "Red" # the old one
colour = "#ff0000"
kind = "loop"
shop = 'corner'

# bought in May
[[bands]]
name = "Blue"
colour = "#0000ff"
kind = "long"

# The evening one
[routines.evening]
mood = { light = "low",  music = [ 1,2 ] }
sets = 3

# Somebody else's
[other]
x   =   1
"""


def test_a_change_touches_its_line_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(OWN)
    settings, _ = load_settings(path)
    save_settings(path, settings)
    whole = path.read_text()
    added = whole.splitlines()
    for line in OWN.splitlines():
        added.remove(line)
    assert "get_ready_s = 10" in added
    assert all(" = " in line for line in added)
    save_settings(path, replace(settings, switch_s=9))
    assert path.read_text() == whole.replace("switch_s = 8 # slow", "switch_s = 9 # slow")


def test_what_is_new_stands_with_its_like(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(OWN)
    settings, _ = load_settings(path)
    routines = {**settings.routines, "morning": RoutineChoices(reps=5)}
    quiet = settings.quiet_sounds - {"lift"} | {"go"}
    bands = (*settings.bands[1:], Band("Green", "#00ff00", BandKind.LOOP), settings.bands[0])
    save_settings(path, replace(settings, routines=routines, bands=bands, quiet_sounds=quiet))
    written = path.read_text()
    assert written.endswith(
        "[routines.evening]\n"
        'mood = { light = "low",  music = [ 1,2 ] }\n'
        "sets = 3\n"
        "\n"
        "[routines.morning]\n"
        "reps = 5\n"
        "\n"
        "# Somebody else's\n"
        "[other]\n"
        "x   =   1\n"
    )
    assert 'name = "Red" # the old one\ncolour = "#ff0000"\nkind = "loop"\nshop = ' in written
    assert [table["name"] for table in tomllib.loads(written)["bands"]] == ["Blue", "Green", "Red"]


def test_comments_of_what_is_taken_out_go_to_the_end(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(OWN)
    settings, _ = load_settings(path)
    save_settings(path, replace(settings, bands=settings.bands[1:]))
    *_, end = path.read_text().split("\n\n")
    assert set(end.splitlines()) >= {"# the old one"}
    assert load_settings(path) == (
        replace(settings, bands=settings.bands[1:]),
        load_settings(path)[1],
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('a = "# none" # one', ["# one"]),
        ("a = '#' # one\r\nb = 1 # two", ["# one", "# two"]),
        ('a = """\n# none \\""" # none\n""""" # one', ["# one"]),
        ("a = '''# none''''' # one\n# two", ["# one", "# two"]),
        ('"#" = {"#b" = "\\"#"} #', ["#"]),
    ],
)
def test_comments_are_told_from_quoted_text(text: str, found: list[str]) -> None:
    tomllib.loads(text.replace("\r\n", "\n"))
    assert list(comments(text)) == found


# Each with a comment of its own; any of them may be there, in this order.
ROOT = (
    "# top", "", "volume_percent = 55  # loud", "strange = [1, {a = 2}] # odd", "",
    "# before", "quiet_sounds = ['tick', 'lift'] # quiet", 'voice_name = """\nA#b""" # voice',
    "hold_timer.exercise = 'bridge' # dotted", "odd.dotted.key = 1979-05-27 # day",
    "bands = [ # list\n  {name = 'Red', kind = 'loop'}, # red\n]", "sound = 'x' # bad",
    "exercise_bands = {clam = 'Red'} # inline",
)  # fmt: skip
TABLES = (
    "[[bands]] # first\nname = 'Red' # r\nshop = 1", "# second\n[[bands]]\nname = 'Blue' # b",
    "[routines] # all", "[routines.a] # a\nsets = 3 # three\nmood = 'x'\n# a's end\n",
    "[routines.a.variants] # variants\nclam = 'wall' # wall", "[odd2]\nx   =  1 # x",
    "[routines.b] # b\nreps = 5 # five\n\n# after b\n", "[dismissed] # d\nclam = 'band' # c",
    "[[list]] # l\n[[list.of]] # lo\ny = 1\n", "# last",
)  # fmt: skip
changes: st.SearchStrategy[Callable[[Settings], Settings]] = st.sampled_from(
    [
        lambda s: s,
        lambda s: replace(s, volume_percent=70, sound=False, voice_name="Ben"),
        lambda s: replace(s, quiet_sounds=frozenset({"lift", "go"})),
        lambda s: replace(s, quiet_sounds=frozenset()),
        lambda s: replace(s, bands=s.bands[1:]),
        lambda s: replace(s, bands=s.bands[::-1]),
        lambda s: replace(s, bands=(*s.bands, Band("New", "#123456", BandKind.LONG))),
        lambda s: replace(s, bands=()),
        lambda s: replace(s, routines={**s.routines, "a": RoutineChoices()}),
        lambda s: replace(s, routines={**s.routines, "c": RoutineChoices(2, variants={"x": "y"})}),
        lambda s: replace(s, routines={"b": RoutineChoices(rest_s=9)}),
        lambda s: replace(s, hold_timer={"exercise": "squat", "target": "20"}),
        lambda s: replace(s, hold_timer={}),
        lambda s: replace(s, exercise_bands={"clam": "Blue", "row": "Red"}, dismissed={}),
        lambda s: replace(s, exercise_bands={}, dismissed={"row": "band"}),
    ]
)  # fmt: skip


def _kept(text: str, other: str) -> list[str]:
    """Return the lines of the text that the other has as well; bands may change their order."""
    known = {line for part in (*ROOT, *TABLES) if "band" not in part for line in part.splitlines()}
    both = known & {*other.splitlines()}
    return [line for line in text.splitlines() if line in both and line[:1] not in {"", "#"}]


def _is_toml(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


texts = st.builds(
    lambda root, tables, newer: "\n".join(
        [*(["version = 2 # newer"] if newer else []), *root, *tables]
    ),
    st.lists(st.sampled_from(range(len(ROOT))), unique=True).map(
        lambda chosen: [ROOT[place] for place in sorted(chosen)]
    ),
    st.lists(st.sampled_from(range(len(TABLES))), unique=True).map(
        lambda chosen: [TABLES[place] for place in sorted(chosen)]
    ),
    st.booleans(),
).filter(_is_toml)


@settings(deadline=None)
@given(text=texts, made=st.lists(changes, min_size=1, max_size=4))
@example(text=OWN, made=[lambda s: replace(s, bands=s.bands[1:])])
def test_comments_order_and_strange_keys_outlive_any_change(
    text: str, made: list[Callable[[Settings], Settings]]
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "settings.toml"
        path.write_text(text, encoding="utf-8")
        chosen, _ = load_settings(path)
        for change in made:
            before = path.read_text(encoding="utf-8")
            chosen = change(chosen)
            save_settings(path, chosen)
            after = path.read_text(encoding="utf-8")
            was, now = tomllib.loads(before), tomllib.loads(after)
            assert now == merged(was, chosen)
            assert Counter(comments(after)) == Counter(comments(before))
            assert _kept(before, after) == _kept(after, before)
            for line in ("strange = [1, {a = 2}] # odd", "[odd2]\nx   =  1 # x", "odd.dotted.key"):
                assert (line in after) == (line in text)


def test_what_is_to_be_written_is_written_whatever_the_file_is_like() -> None:
    text = "a.b = 1 # one\n[a.c] # two\n"
    assert tomllib.loads(rewritten(text, {}, {"x": 1})) == {"x": 1}
    assert list(comments(rewritten(text, {}, {"x": 1}))) == ["# one", "# two"]
