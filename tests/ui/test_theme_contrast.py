from itertools import combinations

import pytest
from colour_science import colour_of, contrast, deuteranopic_distance, lightness
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from bandtimer.assets import resources
from bandtimer.present.outline import Outline, Segment
from bandtimer.present.tone import Tone
from bandtimer.ui.look import Look
from bandtimer.ui.player.timeline import TimelineBar
from bandtimer.ui.theme import Theme, load_theme

THEMES = sorted(path.stem for path in (resources() / "themes").glob("*.toml"))
PHASES = (Tone.READY, Tone.WORK, Tone.HOLD, Tone.REST, Tone.SWITCH)

# Several times what is just seen side by side, as phases are seen from afar and one by one.
CLEAR = 8.0


def ratio(one: QColor, other: QColor) -> float:
    return contrast(colour_of(one), colour_of(other))


@pytest.fixture(params=THEMES)
def theme(request: pytest.FixtureRequest) -> Theme:
    return load_theme(request.param)


def grounds(theme: Theme) -> dict[str, QColor]:
    names = ("window", "side", "panel", "raised", "hover")
    return {name: getattr(theme, name) for name in names}


def test_the_themes_are_those_that_can_be_chosen() -> None:
    assert THEMES == ["dark", "high-contrast", "light"]


def test_the_formula_gives_the_known_figures() -> None:
    black, white, grey = QColor("#000000"), QColor("#ffffff"), QColor("#767676")
    assert ratio(black, white) == pytest.approx(21)
    # The lightest grey that passes on white, known from many tools.
    assert ratio(grey, white) == pytest.approx(4.54, abs=0.005)
    assert lightness(colour_of(grey)) == pytest.approx(49.6, abs=0.1)
    # What such an eye confuses, and what it does not.
    red, olive, blue = QColor("#a03000"), QColor("#6b5500"), QColor("#0030a0")
    confused = deuteranopic_distance(colour_of(red), colour_of(olive))
    assert confused < deuteranopic_distance(colour_of(red), colour_of(blue)) / 5


def test_text_is_readable_on_every_ground(theme: Theme) -> None:
    inks: dict[str, QColor] = {"ink": theme.ink, "dim": theme.dim}
    inks.update({tone.value: colour for tone, colour in theme.tones.items()})
    poor = {
        (ink, ground): round(ratio(colour, under), 2)
        for ink, colour in inks.items()
        for ground, under in grounds(theme).items()
        if ratio(colour, under) < 4.5
    }
    assert not poor
    assert ratio(theme.on_accent, theme.accent) >= 4.5
    # The button that leads is the other way round.
    assert ratio(theme.window, theme.ink) >= 7


def test_digits_stand_out_more_than_text_has_to(theme: Theme) -> None:
    assert ratio(theme.ink, theme.window) >= 7
    assert ratio(theme.ink, theme.panel) >= 7


def test_high_contrast_is_the_highest() -> None:
    theme = load_theme("high-contrast")
    assert ratio(theme.ink, theme.window) == pytest.approx(21)
    assert all(ratio(tone, theme.window) >= 10 for tone in theme.tones.values())
    assert theme.focus_width > load_theme("dark").focus_width


def test_focus_and_controls_stand_out(theme: Theme) -> None:
    for name, ground in grounds(theme).items():
        assert ratio(theme.focus, ground) >= 3, name
        assert theme.outline is None or ratio(theme.outline, ground) >= 3, name
    # On a button in the accent or in ink, the ring has a gap of the window's ground within it.
    for bright in (theme.accent, theme.ink):
        assert max(ratio(theme.window, bright), ratio(theme.focus, bright)) >= 3
    # Chosen against not chosen, and the ring against its track.
    assert ratio(theme.ink, theme.raised) >= 3
    assert all(ratio(tone, theme.track) >= 3 for tone in theme.tones.values())


def test_phases_differ_to_an_eye_without_green_cones(theme: Theme) -> None:
    alike = {
        pair: round(distance, 1)
        for pair in combinations(PHASES, 2)
        if (distance := deuteranopic_distance(*(colour_of(theme.tones[t]) for t in pair))) < CLEAR
    }
    assert not alike


def test_a_figure_stands_out_from_its_ground(theme: Theme) -> None:
    assert ratio(theme.figure["near"], theme.panel) >= 7
    assert (
        ratio(theme.figure["far"], theme.panel) >= 3
        or ratio(theme.figure["far"], theme.figure["near"]) >= 3
    )
    assert ratio(theme.figure["band"], theme.figure["near"]) >= 1.5


def test_work_is_told_from_what_lies_between_in_greyscale_by_shape(
    qapp: QApplication, theme: Theme
) -> None:
    """On the timeline phases stand side by side, and some are equally light."""
    look = Look(theme)
    bar = TimelineBar(look)
    tones = (Tone.READY, Tone.WORK, Tone.SWITCH, Tone.HOLD, Tone.REST)
    segments = tuple(Segment(1_000, tone, opens_group=False) for tone in tones)
    bar.set_outline(Outline(segments, (), 1, ()))
    # All are done, so that none is empty.
    bar.set_position(len(tones), 0.0)
    bar.resize(500, bar.height())
    image = bar.grab().toImage()
    ground = lightness(colour_of(image.pixelColor(0, 0)))
    heights = []
    for place in range(len(tones)):
        column = (image.pixelColor(place * 100 + 50, row) for row in range(image.height()))
        heights.append(sum(abs(lightness(colour_of(c)) - ground) > CLEAR for c in column))
    ready, work, switch, hold, rest = heights
    assert min(work, hold) >= 2 * max(ready, switch, rest)
    assert min(heights) > 0
