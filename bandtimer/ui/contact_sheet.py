"""One picture of every pose of every exercise, for whoever draws or judges the figures."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter

from bandtimer.core.routine import Exercise, Phase
from bandtimer.present.figure import Drawing, posed
from bandtimer.ui.figure import FigurePalette, figure_palette, paint_card, paint_figure
from bandtimer.ui.look import FONT_FAMILY, load_fonts
from bandtimer.ui.theme import load_theme

PAPER = FigurePalette(
    ground=QColor("#ffffff"),
    near=QColor("#1c2126"),
    far=QColor("#8b949e"),
    ghost=QColor("#e3e7eb"),
    band=QColor("#c77700"),
    floor=QColor("#dde2e7"),
    prop=QColor("#b4bcc5"),
)

_CELL = QSize(320, 246)
_THUMBNAIL = QSize(64, 64)
_SPACE = 12
_CAPTION = 22
# The moments shown of each rep, as phase and percentage of its time.
_MOMENTS = (
    (Phase.CONCENTRIC, 25),
    (Phase.CONCENTRIC, 50),
    (Phase.CONCENTRIC, 75),
    (Phase.TOP, 0),
    (Phase.ECCENTRIC, 50),
)


@dataclass(frozen=True, slots=True)
class _Cell:
    """One picture: its caption, its drawings unless a card stands for them, its size.

    Without a palette of its own it has the colours of the screen.
    """

    caption: str
    exercise: Exercise
    drawing: Drawing | None = None
    ghost: Drawing | None = None
    palette: FigurePalette | None = None
    size: QSize = _CELL


def write_contact_sheet(exercises: Iterable[Exercise], path: Path) -> None:
    """Write the sheet as PNG: a row each of moments of the rep, the other side, small, in print.

    Raises OSError where the file can not be written.
    """
    # Text needs an application, and a picture no screen.
    offscreen = ["bandtimer", "-platform", "offscreen"]
    application = QGuiApplication.instance() or QGuiApplication(offscreen)
    load_fonts()
    image = _painted([list(_cells(exercise)) for exercise in exercises])
    if not image.save(str(path)):
        raise OSError(f"{path} can not be written; check its folder")
    del application


def _cells(exercise: Exercise) -> Iterator[_Cell]:
    figure = exercise.figure
    if figure is None:
        yield _Cell(exercise.name, exercise)
        yield _Cell("small", exercise, size=_THUMBNAIL)
        return
    start, top = posed(figure, None), posed(figure, Phase.TOP)
    yield _Cell(exercise.name, exercise, start)
    for phase, percent in _MOMENTS:
        drawing = posed(figure, phase, percent / 100)
        yield _Cell(f"{phase} {percent} %", exercise, drawing, start)
    yield _Cell("other side", exercise, top.mirrored(), start.mirrored())
    yield _Cell("small", exercise, top, size=_THUMBNAIL)
    yield _Cell("in print", exercise, top, start, PAPER)


def _painted(rows: list[list[_Cell]]) -> QImage:
    columns = max((len(row) for row in rows), default=0)
    across, down = _CELL.width() + _SPACE, _CELL.height() + _CAPTION + _SPACE
    size = QSize(columns * across + _SPACE, len(rows) * down + _SPACE)
    image = QImage(size, QImage.Format.Format_RGB32)
    theme = load_theme("dark")
    screen = figure_palette(theme, theme.panel)
    image.fill(theme.window)
    painter = QPainter(image)
    font = QFont(FONT_FAMILY)
    font.setPixelSize(14)
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            left, top = _SPACE + column * across, _SPACE + row * down
            painter.setFont(font)
            painter.setPen(theme.dim)
            caption = QRectF(left, top, _CELL.width(), _CAPTION)
            painter.drawText(caption, Qt.AlignmentFlag.AlignVCenter, cell.caption)
            place = QRectF(left, top + _CAPTION, cell.size.width(), cell.size.height())
            _paint_cell(painter, place, cell, cell.palette or screen)
    painter.end()
    return image


def _paint_cell(painter: QPainter, rect: QRectF, cell: _Cell, palette: FigurePalette) -> None:
    painter.save()
    painter.setClipRect(rect)
    painter.fillRect(rect, palette.ground)
    if cell.drawing is None:
        paint_card(painter, rect, cell.exercise, palette)
    else:
        paint_figure(painter, rect, cell.drawing, palette, cell.ghost)
    painter.restore()
