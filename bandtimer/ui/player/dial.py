"""The ring with the number in it."""

import math

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from bandtimer.present.player import PlayerView
from bandtimer.present.tone import Tone
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.widgets.accessible import Role
from bandtimer.ui.widgets.paint import draw_large, draw_line

# In pixels of the design.
_RING = 472
# In a smaller ring the digits could not be read from three metres.
_LEAST_RING = 471
_STROKE = 24
# The ground between the ring and the texts in it.
_AROUND = 18
_DIGITS = 200
# In the width that the ring leaves them.
_LARGEST = 0.62
# Share of the ring that an ordinary frame moves it by at most.
_SMALL_STEP = 0.02
_LINE = 40
# In pixels of the screen.
_LEAST_LINE = 20
_WORD = 28
_CAPTION = 24
_THEN = 20
_CENTRE = Qt.AlignmentFlag.AlignCenter


class Dial(QWidget):
    """The phase's word, the ring, the number and what it counts, and what follows."""

    accessible_role = Role.Indicator

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._word = self._digits = self._caption = self._then = ""
        self._tone = Tone.NEUTRAL
        self._progress = 0.0
        self._minimum: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.update)

    def show_view(self, view: PlayerView) -> None:
        """Take over what changed; repaint just the end of the ring where only that moved."""
        words = (view.word, view.digits, view.caption, view.then, view.tone, view.minimum)
        if words != self._words:
            self._word, self._digits, self._caption, self._then = words[:4]
            self._tone, self._minimum = view.tone, view.minimum
            self._progress = view.progress
            name = f"{self._word}: {self._digits} {self._caption}. {self._then}"
            self.setAccessibleName(name.strip())
            self.update()
        elif view.progress != self._progress:
            moved = self._moved(self._progress, view.progress)
            self._progress = view.progress
            self.update(moved.toAlignedRect().adjusted(-2, -2, 2, 2))

    def _moved(self, before: float, after: float) -> QRectF:
        """Return what changes of the ring between two amounts of progress."""
        ring = self._ring()
        if not 0 < before < 1 or abs(after - before) > _SMALL_STEP:
            return ring
        stroke = self._look.px(_STROKE)
        reach = (ring.width() - stroke) / 2
        # The arc bulges beyond the box of its ends by less than a stroke in so small a step.
        ends = [
            ring.center() + QPointF(math.sin(turn), -math.cos(turn)) * reach
            for turn in (before * math.tau, after * math.tau)
        ]
        return QRectF(ends[0], ends[1]).normalized().adjusted(-stroke, -stroke, stroke, stroke)

    @property
    def _words(self) -> tuple[str, str, str, str, Tone, float | None]:
        return (
            self._word, self._digits, self._caption, self._then, self._tone, self._minimum
        )  # fmt: skip

    def _ring(self) -> QRectF:
        """Return the square that the ring fills, its stroke included."""
        look = self._look
        lines = 2 * max(look.room(_LINE + 8, _WORD), look.room(_LINE + 10, _THEN))
        # Before the ring becomes too small, the texts above and below it do.
        least = min(self.height() - 2 * _LEAST_LINE, look.px(_LEAST_RING))
        high = max(self.height() - lines, least)
        side = min(float(look.px(_RING)), self.width() - 2.0, float(high))
        centre = QPointF(self.width() / 2, self.height() / 2)
        return QRectF(centre - QPointF(side / 2, side / 2), QSizeF(side, side))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the ring, and the texts where they are asked for; the clip keeps to what is."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = self._ring()
        self._paint_ring(painter, ring)
        if not ring.contains(QRectF(event.rect())) or self._reaches_texts(event.rect(), ring):
            self._paint_texts(painter, ring)

    def _reaches_texts(self, rect: QRect, ring: QRectF) -> bool:
        """Tell whether the rectangle comes within the circle in which number and caption lie."""
        centre = ring.center()
        across = max(rect.left() - centre.x(), centre.x() - rect.right(), 0)
        down = max(rect.top() - centre.y(), centre.y() - rect.bottom(), 0)
        return math.hypot(across, down) < ring.width() / 2 - self._look.px(_STROKE + _AROUND)

    def _paint_ring(self, painter: QPainter, ring: QRectF) -> None:
        look = self._look
        stroke = look.px(_STROKE)
        middle = ring.adjusted(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.theme.track, stroke))
        painter.drawEllipse(middle)
        if self._progress > 0:
            pen = QPen(look.theme.tones[self._tone], stroke)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawArc(middle, 90 * 16, -round(self._progress * 360 * 16))
        if self._minimum is not None:
            self._paint_minimum(painter, ring, stroke, self._minimum)

    def _paint_minimum(
        self, painter: QPainter, ring: QRectF, stroke: float, minimum: float
    ) -> None:
        """Notch the ring where the lower bound of the range lies."""
        painter.save()
        painter.translate(ring.center())
        painter.rotate(minimum * 360)
        painter.setPen(QPen(self._look.theme.ink, max(2.0, self._look.px(4))))
        outer = -ring.height() / 2
        painter.drawLine(QPointF(0, outer - self._look.px(3)), QPointF(0, outer + stroke))
        painter.restore()

    def _paint_texts(self, painter: QPainter, ring: QRectF) -> None:
        look, theme = self._look, self._look.theme
        above = min(look.room(_LINE, _WORD), ring.top() - look.px(8))
        wide = QRectF(0, 0, self.width(), above)
        wide.moveBottom(ring.top() - look.px(8))
        tone = theme.tones[self._tone]
        word = _WORD * min(above / look.room(_LINE, _WORD), 1.0)
        draw_line(painter, look, wide, self._word, word, tone, Weight.BOLD, flags=_CENTRE)
        inner = self._room_in(ring)
        digits = self._digits_font(inner)
        metrics = QFontMetricsF(digits)
        cap = metrics.capHeight()
        base = ring.center().y() + cap * 0.42
        width = metrics.horizontalAdvance(self._digits)
        start = QPointF(ring.center().x() - width / 2, base)
        draw_large(painter, start, self._digits, digits, theme.ink)
        caption = self._caption_place(ring.center(), inner / 2, base + look.px(18))
        draw_line(painter, look, caption, self._caption, _CAPTION, theme.dim, flags=_CENTRE)
        below = min(look.room(_LINE, _THEN), self.height() - ring.bottom() - look.px(10))
        wide.setHeight(below)
        wide.moveTop(ring.bottom() + look.px(10))
        then = _THEN * min(below / look.room(_LINE, _THEN), 1.0)
        draw_line(painter, look, wide, self._then, then, theme.dim, flags=_CENTRE)

    def _caption_place(self, centre: QPointF, radius: float, top: float) -> QRectF:
        """Return where the caption lies in the ring: the lower it reaches, the narrower it is."""
        look = self._look
        place = QRectF()
        for height in (look.room(34, _CAPTION), look.px(34)):
            width = _chord(radius, top + height - centre.y())
            place = QRectF(centre.x() - width / 2, top, width, height)
            if look.fits(_CAPTION, self._caption, width):
                break
        return place

    def digits_height(self) -> float:
        """Return how high the digits are drawn, in pixels of the screen."""
        return QFontMetricsF(self._digits_font(self._room_in(self._ring()))).capHeight()

    def _room_in(self, ring: QRectF) -> float:
        return ring.width() - 2 * self._look.px(_STROKE + _AROUND)

    def _digits_font(self, room: float) -> QFont:
        font = self._look.display_font(_DIGITS)
        # In a ring that had to become small, they leave the caption its place.
        font.setPixelSize(min(font.pixelSize(), round(_LARGEST * room)))
        width = QFontMetricsF(font).horizontalAdvance(self._digits)
        if width > room:
            font.setPixelSize(max(int(font.pixelSize() * room / width), 1))
        return font


def _chord(radius: float, distance: float) -> float:
    """Return how wide a circle is at this distance from its centre."""
    return 2 * math.sqrt(max(radius**2 - distance**2, 0.0))
