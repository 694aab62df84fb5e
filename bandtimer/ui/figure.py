"""The moving figure on screen, as a thumbnail and in print, or a card where there is none."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from bandtimer.core.routine import Exercise, Phase
from bandtimer.present.figure import Drawing, posed
from bandtimer.present.gear import Floor
from bandtimer.present.picture import Box, Frame, Ink, Point, Stroke, framed
from bandtimer.present.wording import band_text
from bandtimer.ui.theme import Theme
from bandtimer.ui.widgets.paint import draw_large

# The ground left free around a picture, as a share of the panel's shorter side.
_MARGIN = 0.06

# How much of its colour the ghost's band keeps.
_GHOST_BAND = 0.3

# The floor that walks by is in dashes: so many to a rep, this far apart in body heights.
_DASHES = 2
_DASH_GAP = 0.03

# The corners of a strip of floor, in pixels.
_FLOOR_CORNER = 6.0

# A card with a shorter side below this many pixels shows the initials alone.
_CARD_WITH_TEXT = 140
_WRAPPED = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value

# The eye sees no smaller movement, in pixels; a stroke's soft edge reaches this far.
_LEAST_MOVEMENT = 0.25
_SOFT_EDGE = 2


@dataclass(frozen=True, slots=True)
class FigurePalette:
    """The colours of a figure; `ground` is what it stands before, `near` its nearer limbs.

    `prop` is for mat, chair and wall, `ghost` for where the rep started.
    """

    ground: QColor
    near: QColor
    far: QColor
    ghost: QColor
    band: QColor
    floor: QColor
    prop: QColor


def figure_palette(theme: Theme, ground: QColor) -> FigurePalette:
    """Return the theme's colours for a figure that stands before `ground`."""
    return FigurePalette(ground=ground, **theme.figure)


def paint_figure(
    painter: QPainter,
    rect: QRectF,
    drawing: Drawing,
    palette: FigurePalette,
    ghost: Drawing | None = None,
) -> None:
    """Paint a drawing as large as the rectangle allows, over where its rep started, if given.

    The ground is expected to be painted already.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    brush = _Brush(painter, rect, drawing.frame, palette)
    brush.paint_backdrop(drawing)
    if ghost is not None:
        brush.paint_ghost(ghost)
    brush.paint(drawing)
    painter.restore()


def paint_card(painter: QPainter, rect: QRectF, exercise: Exercise, palette: FigurePalette) -> None:
    """Paint what stands for an exercise without a figure, in the painter's font.

    Its initials; where there is room also its name, its band and its muscles.
    """
    words = (word for word in exercise.name.split() if word[0].isalnum())
    initials = "".join(word[0] for word in words)[:2].upper()
    size = min(rect.width(), rect.height())
    rows = [(initials, 0.36, QFont.Weight.Bold, palette.prop)]
    if size >= _CARD_WITH_TEXT:
        band, muscles = band_text(exercise).capitalize(), ", ".join(exercise.muscles)
        rows.append((exercise.name, 0.085, QFont.Weight.DemiBold, palette.near))
        rows.append((band, 0.06, QFont.Weight.Normal, palette.band))
        rows.append((muscles, 0.05, QFont.Weight.Normal, palette.far))
    painter.save()
    margin = 2 * _MARGIN * size
    inside = rect.adjusted(margin, margin, -margin, -margin)
    fonts = [_font(painter, share * size, weight) for _, share, weight, _ in rows]
    heights = [
        QFontMetricsF(font).boundingRect(inside, _WRAPPED, text).height()
        for font, (text, *_) in zip(fonts, rows, strict=True)
    ]
    top = max(rect.center().y() - sum(heights) / 2, inside.top())
    for font, height, (text, _, _, colour) in zip(fonts, heights, rows, strict=True):
        if text is initials:
            metrics = QFontMetricsF(font)
            left = inside.center().x() - metrics.horizontalAdvance(text) / 2
            draw_large(painter, QPointF(left, top + metrics.ascent()), text, font, colour)
        else:
            painter.setFont(font)
            painter.setPen(colour)
            painter.drawText(QRectF(inside.left(), top, inside.width(), height), _WRAPPED, text)
        top += height
    painter.restore()


def _font(painter: QPainter, size: float, weight: QFont.Weight) -> QFont:
    font = QFont(painter.font())
    font.setPixelSize(max(round(size), 1))
    font.setWeight(weight)
    return font


class FigureWidget(QWidget):
    """A panel in which the figure of an exercise moves, or its card where it has none."""

    def __init__(self, palette: FigurePalette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._corner = 0.0
        self._exercise: Exercise | None = None
        self._is_mirrored = False
        self._has_ghost = True
        self._start: Drawing | None = None
        self._drawing: Drawing | None = None
        self._backdrop: QPixmap | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return a size at which every figure is clear."""
        return QSize(280, 215)

    def set_colours(self, palette: FigurePalette, corner: float = 0.0) -> None:
        """Take other colours, and round the panel's corners by that many pixels."""
        self._palette, self._corner = palette, corner
        self._repaint_all()

    def set_ghost(self, *, is_shown: bool) -> None:
        """Show or hide where the rep started."""
        if is_shown != self._has_ghost:
            self._has_ghost = is_shown
            self._repaint_all()

    def show_exercise(self, exercise: Exercise, *, mirrored: bool = False) -> None:
        """Picture this exercise, in its start pose; mirrored for its other side."""
        if exercise is self._exercise and mirrored == self._is_mirrored:
            return
        self._exercise, self._is_mirrored = exercise, mirrored
        self.setAccessibleName(f"Figure: {exercise.name}")
        figure = exercise.figure
        self._start = None if figure is None else posed(figure, None, mirrored=mirrored)
        self._drawing = self._start
        self._repaint_all()

    def show_moment(self, phase: Phase | None, progress: float = 0.0) -> None:
        """Move to that share, 0 to 1, of a phase; to the start pose without one."""
        if self._exercise is None or self._exercise.figure is None or self._drawing is None:
            return
        now = posed(self._exercise.figure, phase, progress, mirrored=self._is_mirrored)
        before, frame = self._drawing, _frame(self._panel, now.frame)
        if _largest_step(before, now) * frame.scale < _LEAST_MOVEMENT:
            return
        self._drawing = now
        changed = _pixels(frame, reduce(Box.united, _changes(before, now)))
        if now.floor != before.floor:
            changed.setLeft(0)
            changed.setRight(self.width())
        self.update(changed)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Forget what was painted for another size."""
        super().resizeEvent(event)
        self._backdrop = None

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint what the window asks for."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._backdrop is None or self._backdrop.devicePixelRatio() != self.devicePixelRatio():
            self._backdrop = self._painted_backdrop()
        painter.drawPixmap(0, 0, self._backdrop)
        if self._drawing is not None:
            brush = _Brush(painter, self._panel, self._drawing.frame, self._palette)
            brush.paint(self._drawing, QRectF(event.rect()))

    @property
    def _panel(self) -> QRectF:
        return QRectF(self.rect())

    def _repaint_all(self) -> None:
        self._backdrop = None
        self.update()

    def _painted_backdrop(self) -> QPixmap:
        """Paint what keeps still through a rep: the panel, and the ghost or the card on it."""
        ratio = self.devicePixelRatio()
        pixmap = QPixmap(self.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._palette.ground)
        painter.drawRoundedRect(self._panel, self._corner, self._corner)
        if self._start is not None:
            brush = _Brush(painter, self._panel, self._start.frame, self._palette)
            brush.paint_backdrop(self._start)
            if self._has_ghost:
                brush.paint_ghost(self._start)
        elif self._exercise is not None:
            painter.setFont(self.font())
            paint_card(painter, self._panel, self._exercise, self._palette)
        painter.end()
        return pixmap


def _frame(rect: QRectF, box: Box) -> Frame:
    return framed(box, rect.width(), rect.height(), _MARGIN * min(rect.width(), rect.height()))


def _largest_step(before: Drawing, now: Drawing) -> float:
    """Return how far the joint that moved most has moved, or the floor, in body heights."""
    steps = (math.dist(before.joints[joint], place) for joint, place in now.joints.items())
    return max(*steps, abs(now.floor.travel - before.floor.travel))


def _changes(before: Drawing, now: Drawing) -> Iterator[Box]:
    """Yield where strokes were, and are, that differ; and a floor that passes by."""
    for old, new in zip(before.strokes, now.strokes, strict=True):
        if old != new:
            yield old.bounds.united(new.bounds)
    if before.floor != now.floor:
        yield Box(now.frame.left, now.floor.bottom, now.frame.right, now.floor.top)


def _pixels(frame: Frame, box: Box) -> QRect:
    left, top = frame.pixel((box.left, box.top))
    right, bottom = frame.pixel((box.right, box.bottom))
    exact = QRectF(QPointF(left, top), QPointF(right, bottom)).toAlignedRect()
    return exact.adjusted(-_SOFT_EDGE, -_SOFT_EDGE, _SOFT_EDGE, _SOFT_EDGE)


def _mixed(first: QColor, second: QColor, share: float) -> QColor:
    return QColor.fromRgbF(
        first.redF() + (second.redF() - first.redF()) * share,
        first.greenF() + (second.greenF() - first.greenF()) * share,
        first.blueF() + (second.blueF() - first.blueF()) * share,
    )


class _Brush:
    """Paints pictures that share a frame into one rectangle."""

    def __init__(self, painter: QPainter, rect: QRectF, box: Box, palette: FigurePalette) -> None:
        self._painter = painter
        self._rect = rect
        self._frame = _frame(rect, box)
        self._palette = palette

    def paint_backdrop(self, drawing: Drawing) -> None:
        """Paint what stands behind the body."""
        if not drawing.floor.is_line:
            self._floor(drawing.floor)
        for stroke in drawing.backdrop:
            self._stroke(stroke, self._colour(stroke))

    def paint(self, drawing: Drawing, within: QRectF | None = None) -> None:
        """Paint the body and all before it, or what of it lies within a part of the rectangle."""
        for stroke in drawing.strokes:
            if within is None or within.intersects(QRectF(_pixels(self._frame, stroke.bounds))):
                self._stroke(stroke, self._colour(stroke))
        if drawing.floor.is_line:
            self._floor(drawing.floor)

    def paint_ghost(self, drawing: Drawing) -> None:
        """Paint a picture's body and band as a shadow."""
        band = _mixed(self._palette.ground, self._palette.band, _GHOST_BAND)
        for ink, colour in ((Ink.BODY, self._palette.ghost), (Ink.BAND, band)):
            for stroke in drawing.strokes:
                if stroke.ink is ink:
                    self._stroke(stroke, colour)

    def _colour(self, stroke: Stroke) -> QColor:
        match stroke.ink:
            case Ink.BODY:
                return _mixed(self._palette.near, self._palette.far, stroke.shade)
            case Ink.BAND:
                return self._palette.band
            case Ink.PROP:
                return _mixed(self._palette.prop, self._palette.floor, stroke.shade)
            case Ink.GAP:
                return self._palette.ground

    def _stroke(self, stroke: Stroke, colour: QColor) -> None:
        points = [self._point(point) for point in stroke.points]
        pen = QPen(colour, stroke.width * self._frame.scale)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self._painter.setPen(pen)
        if len(points) == 1:
            self._painter.drawPoint(points[0])
        elif stroke.filled:
            self._painter.setBrush(colour)
            self._painter.drawPolygon(QPolygonF(points))
        else:
            self._painter.drawPolyline(QPolygonF(points))

    def _floor(self, floor: Floor) -> None:
        """Paint the floor across the rectangle, in dashes that pass by where the figure walks."""
        margin = _MARGIN * min(self._rect.width(), self._rect.height())
        left, right = self._rect.left() + margin, self._rect.right() - margin
        top, bottom = self._point((0.0, floor.top)).y(), self._point((0.0, floor.bottom)).y()
        radius = min((bottom - top) / 2, _FLOOR_CORNER)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._palette.floor)
        for start, end in self._dashes(floor, left, right):
            dash = QRectF(start, top, end - start, bottom - top)
            self._painter.drawRoundedRect(dash, radius, radius)

    def _dashes(self, floor: Floor, left: float, right: float) -> Iterator[tuple[float, float]]:
        if not floor.stride:
            yield left, right
            return
        length = abs(floor.stride) / _DASHES * self._frame.scale
        gap = _DASH_GAP * self._frame.scale
        origin = self._point((floor.travel, 0.0)).x()
        first = math.floor((left - origin) / length)
        for index in range(first, math.ceil((right - origin) / length)):
            start = max(origin + index * length, left)
            end = min(origin + (index + 1) * length - gap, right)
            if end > start:
                yield start, end

    def _point(self, point: Point) -> QPointF:
        x, y = self._frame.pixel(point)
        return QPointF(self._rect.left() + x, self._rect.top() + y)
