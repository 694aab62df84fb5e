"""Figures as pixels: painted, repainted where they move, on a card, on the contact sheet."""

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QRegion, QTransform
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bandtimer.core.figure import Figure
from bandtimer.core.routine import BandKind, BandUse, Exercise, Phase
from bandtimer.present.figure import posed
from bandtimer.routines.library import load_library
from bandtimer.ui.contact_sheet import PAPER, write_contact_sheet
from bandtimer.ui.figure import (
    FigurePalette,
    FigureWidget,
    figure_palette,
    paint_card,
    paint_figure,
)
from bandtimer.ui.theme import load_theme

DARK = load_theme("dark")
SCREEN = figure_palette(DARK, DARK.panel)
LIBRARY = load_library().exercises
shipped = pytest.mark.parametrize("exercise", LIBRARY.values(), ids=LIBRARY)
BRIDGE = LIBRARY["banded-glute-bridge"]
KICKBACK = LIBRARY["banded-glute-kickback"]
WALK = LIBRARY["lateral-band-walk"]
OWN = Exercise(
    "stretch",
    "Überlange Dehnübung im Vierfüßlerstand",
    band=BandUse(BandKind.LONG, "around both feet"),
    muscles=("gluteus maximus", "gluteus medius", "transversus abdominis", "piriformis"),
)

pytestmark = pytest.mark.usefixtures("qapp")


class Watched(FigureWidget):
    """Remembers which parts it was asked to paint."""

    def __init__(self) -> None:
        super().__init__(SCREEN)
        self.painted = QRegion()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        self.painted |= event.region()
        super().paintEvent(event)

    def settle(self) -> QRect:
        """Paint all that is due and return where."""
        self.painted = QRegion()
        QApplication.processEvents()
        return self.painted.boundingRect()


@pytest.fixture
def widget(qtbot: QtBot) -> Watched:
    made = Watched()
    qtbot.addWidget(made)
    made.resize(280, 215)
    made.show()
    qtbot.waitExposed(made)
    return made


def figure_of(exercise: Exercise) -> Figure:
    assert exercise.figure is not None
    return exercise.figure


def canvas(palette: FigurePalette, width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(palette.ground)
    return image


def picture(
    exercise: Exercise,
    phase: Phase | None = Phase.TOP,
    palette: FigurePalette = SCREEN,
    size: tuple[int, int] = (64, 64),
    *,
    mirrored: bool = False,
) -> QImage:
    image = canvas(palette, *size)
    painter = QPainter(image)
    drawing = posed(figure_of(exercise), phase, mirrored=mirrored)
    paint_figure(painter, QRectF(image.rect()), drawing, palette)
    painter.end()
    return image


def card(exercise: Exercise, width: int, height: int) -> QImage:
    image = canvas(SCREEN, width, height)
    painter = QPainter(image)
    paint_card(painter, QRectF(image.rect()), exercise, SCREEN)
    painter.end()
    return image


def count(image: QImage, colour: QColor) -> int:
    pixels = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(image.pixel(x, y) == colour.rgb() for x, y in pixels)


def difference(first: QImage, second: QImage) -> QRegion:
    """Return the pixels that differ, row by row from the first to the last."""
    region = QRegion()
    for y in range(first.height()):
        columns = [x for x in range(first.width()) if first.pixel(x, y) != second.pixel(x, y)]
        if columns:
            region |= QRegion(columns[0], y, columns[-1] - columns[0] + 1, 1)
    return region


def unlike(first: QImage, second: QImage) -> bool:
    return not difference(first, second).isEmpty()


def border(image: QImage) -> set[int]:
    """Return the colours along the image's edge."""
    right, bottom = image.width() - 1, image.height() - 1
    rows = {image.pixel(x, y) for x in range(right + 1) for y in (0, bottom)}
    return rows | {image.pixel(x, y) for y in range(bottom + 1) for x in (0, right)}


@shipped
@pytest.mark.parametrize("palette", [SCREEN, PAPER], ids=["screen", "paper"])
@pytest.mark.parametrize("size", [(64, 64), (280, 215), (90, 300), (400, 60)])
def test_a_figure_shows_body_and_band_within_any_panel(
    exercise: Exercise, palette: FigurePalette, size: tuple[int, int]
) -> None:
    image = picture(exercise, palette=palette, size=size)
    assert count(image, palette.near) > 40
    assert unlike(image, picture(without_band(exercise), palette=palette, size=size))
    assert border(image) == {palette.ground.rgb()}


def without_band(exercise: Exercise) -> Exercise:
    return replace(exercise, figure=replace(figure_of(exercise), loop=None, stretch=None))


def test_thumbnails_tell_all_exercises_apart() -> None:
    images = {exercise.id: picture(exercise) for exercise in LIBRARY.values()}
    for (one, first), (other, second) in combinations(images.items(), 2):
        pixels = ((x, y) for x in range(64) for y in range(64))
        unlike = sum(first.pixel(x, y) != second.pixel(x, y) for x, y in pixels)
        assert unlike > 250, (one, other)


def test_the_other_side_is_the_mirror_image() -> None:
    size = (200, 200)
    right = picture(KICKBACK, size=size)
    left = picture(KICKBACK, size=size, mirrored=True)
    assert unlike(right, left)
    flipped = left.transformed(QTransform().scale(-1, 1))
    # Edges may be smoothed otherwise; areas may not differ.
    for x in range(4, 196):
        for y in range(4, 196):
            around = {right.pixel(x + dx, y + dy) for dx in (-2, 0, 2) for dy in (-2, 0, 2)}
            assert flipped.pixel(x, y) in around or len(around) > 1


def test_the_far_leg_is_dimmer() -> None:
    image = picture(KICKBACK, size=(200, 200))
    legs = ((x, y) for x in range(200) for y in range(110, 185))
    lightness = [QColor(image.pixel(x, y)).lightness() for x, y in legs]
    assert sum(110 < value < 170 for value in lightness) > 300
    assert sum(value > 220 for value in lightness) > 300


def test_its_name_is_for_screen_readers(widget: Watched) -> None:
    widget.show_exercise(BRIDGE)
    assert widget.accessibleName() == "Figure: Banded glute bridge"


def test_only_what_moves_is_painted_again(widget: Watched) -> None:
    widget.show_exercise(KICKBACK)
    widget.show_moment(Phase.CONCENTRIC, 0.5)
    widget.settle()
    before = widget.grab().toImage()
    widget.settle()
    widget.show_moment(Phase.CONCENTRIC, 0.6)
    asked = widget.settle()
    changed = difference(before, widget.grab().toImage())
    assert not changed.isEmpty()
    assert (changed - QRegion(asked)).isEmpty()
    assert asked.width() * asked.height() < 0.25 * 280 * 215


@shipped
def test_painting_in_parts_comes_to_the_same(widget: Watched, exercise: Exercise) -> None:
    target = QImage(widget.size(), QImage.Format.Format_RGB32)
    widget.show_exercise(exercise)
    widget.settle()
    widget.render(target)
    for step in range(1, 8):
        widget.show_moment(Phase.CONCENTRIC, step / 8)
        asked = widget.settle()
        widget.render(target, asked.topLeft(), QRegion(asked))
    whole = QImage(widget.size(), QImage.Format.Format_RGB32)
    widget.render(whole)
    assert difference(target, whole).isEmpty()


@pytest.mark.parametrize("phase", [Phase.TOP, Phase.BOTTOM, None])
def test_what_is_still_is_not_painted_again(widget: Watched, phase: Phase | None) -> None:
    widget.show_exercise(BRIDGE)
    widget.show_moment(phase, 0.0)
    widget.settle()
    widget.show_exercise(BRIDGE)
    widget.show_moment(phase, 0.7)
    assert widget.settle().isEmpty()


def test_a_movement_too_small_to_see_waits(widget: Watched) -> None:
    widget.show_exercise(BRIDGE)
    widget.show_moment(Phase.CONCENTRIC, 0.0)
    widget.settle()
    widget.show_moment(Phase.CONCENTRIC, 0.01)
    assert widget.settle().isEmpty()
    widget.show_moment(Phase.CONCENTRIC, 0.1)
    assert not widget.settle().isEmpty()


def test_the_floor_passes_by_a_walk(widget: Watched) -> None:
    widget.show_exercise(WALK)
    before = widget.grab().toImage()
    widget.show_moment(Phase.CONCENTRIC, 0.4)
    changed = difference(before, widget.grab().toImage()).boundingRect()
    assert changed.left() < 20
    assert changed.right() > 260


def test_the_ghost_can_be_left_out(widget: Watched) -> None:
    widget.show_exercise(KICKBACK)
    widget.show_moment(Phase.TOP)
    assert count(widget.grab().toImage(), SCREEN.ghost) > 50
    widget.set_ghost(is_shown=False)
    assert count(widget.grab().toImage(), SCREEN.ghost) == 0


def test_another_exercise_side_or_theme_paints_all(widget: Watched) -> None:
    widget.show_exercise(KICKBACK)
    widget.settle()
    widget.show_exercise(KICKBACK, mirrored=True)
    assert widget.settle() == widget.rect()
    widget.show_exercise(BRIDGE)
    assert widget.settle() == widget.rect()
    widget.set_colours(PAPER, 18)
    assert widget.settle() == widget.rect()
    assert count(widget.grab().toImage(), PAPER.ground) > 1000


def test_the_panel_has_round_corners(widget: Watched) -> None:
    widget.show_exercise(BRIDGE)
    square = widget.grab().toImage().pixel(1, 1)
    widget.set_colours(SCREEN, 20)
    assert square == SCREEN.ground.rgb()
    assert widget.grab().toImage().pixel(1, 1) != SCREEN.ground.rgb()


def test_an_exercise_without_a_figure_has_a_card(widget: Watched) -> None:
    widget.show_exercise(OWN)
    widget.show_moment(Phase.CONCENTRIC, 0.3)
    image = widget.grab().toImage()
    assert widget.accessibleName() == "Figure: Überlange Dehnübung im Vierfüßlerstand"
    for colour in (SCREEN.prop, SCREEN.near, SCREEN.band, SCREEN.far):
        assert count(image, colour) > 0
    widget.show_exercise(BRIDGE)
    assert unlike(image, widget.grab().toImage())


@pytest.mark.parametrize("size", [(280, 215), (560, 430), (150, 600), (640, 150)])
def test_a_card_stays_within_its_panel(size: tuple[int, int]) -> None:
    assert border(card(OWN, *size)) == {SCREEN.ground.rgb()}


def test_a_small_card_shows_the_initials_alone() -> None:
    small = card(OWN, 64, 64)
    assert count(small, SCREEN.prop) > 20
    assert count(small, SCREEN.near) + count(small, SCREEN.band) == 0
    assert unlike(small, card(replace(OWN, name="Kniebeuge mit Band"), 64, 64))


def test_the_contact_sheet_has_a_row_for_each_exercise(tmp_path: Path) -> None:
    one, all_of_them = tmp_path / "one.png", tmp_path / "all.png"
    write_contact_sheet([BRIDGE], one)
    write_contact_sheet([*LIBRARY.values(), OWN], all_of_them)
    first, sheet = QImage(str(one)), QImage(str(all_of_them))
    row = first.height() - 12
    assert sheet.height() == 13 * row + 12
    assert sheet.width() == first.width()
    assert count(first, SCREEN.band) > 500
    assert count(first, PAPER.near) > 1000


def test_a_sheet_that_can_not_be_written_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="check its folder"):
        write_contact_sheet([BRIDGE], tmp_path / "missing" / "sheet.png")
