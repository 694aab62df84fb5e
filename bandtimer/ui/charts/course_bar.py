"""The course of a session: its pieces as long as they took, with the minutes below."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent

from bandtimer.present.course import Course
from bandtimer.present.tone import Tone
from bandtimer.ui.charts.walked import WalkedChart
from bandtimer.ui.look import Look
from bandtimer.ui.widgets.paint import draw_focus, draw_line, fill_rounded

_TEXT = 12
# Each kind is told by its height as well as by its colour, in pixels of the design.
_HEIGHTS = {Tone.WORK: 16, Tone.HOLD: 16, Tone.NEUTRAL: 3}
_BETWEEN = 8
_TALLEST = 16
_EDGE = 4


class CourseBar(WalkedChart):
    """Shows the course, whose pieces are walked."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._course: Course | None = None
        self.setAccessibleName("Course of the session")

    def show_course(self, course: Course) -> None:
        """Show this course."""
        self._course = course
        self._show_values(course.told, [piece.told for piece in course.pieces], 0)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return a size with room for the bar and the times below."""
        look = self._look
        high = look.px(_TALLEST + 2 * _EDGE) + QFontMetricsF(look.font(_TEXT)).height()
        return QSize(look.px(240), round(high + look.px(2)))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the pieces and the times."""
        shown, look, theme = self._course, self._look, self._look.theme
        if shown is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = look.px(_EDGE) + look.px(_TALLEST) / 2
        for number, piece in enumerate(shown.pieces):
            rect = self._rect(number)
            high = look.px(_HEIGHTS.get(piece.tone, _BETWEEN))
            rect.setTop(middle - high / 2)
            rect.setHeight(high)
            radius = min(high, rect.width()) / 3
            fill_rounded(painter, rect, theme.tones[piece.tone], radius)
            if number == self._in_hand():
                grown = rect.adjusted(-look.px(3), 0, look.px(3), 0)
                grown.setTop(middle - look.px(_TALLEST) / 2 - look.px(_EDGE))
                grown.setHeight(look.px(_TALLEST) + 2 * look.px(_EDGE))
                draw_focus(painter, look, grown, look.px(4))
        line = QFontMetricsF(look.font(_TEXT)).height()
        free = 0.0
        for mark in shown.marks:
            width = look.width(_TEXT, mark.text) + 1
            left = self._x(mark.at_ms) - width / 2
            if left < free or left + width > self.width():
                continue
            cell = QRectF(left, self.height() - line, width, line)
            draw_line(painter, look, cell, mark.text, _TEXT, theme.dim)
            free = left + width + look.px(8)

    def _x(self, at_ms: int) -> float:
        length = self._course.length_ms if self._course else 0
        edge = self._look.px(_EDGE)
        return edge + at_ms / max(length, 1) * (self.width() - 2 * edge)

    def _rect(self, number: int) -> QRectF:
        if self._course is None:
            return QRectF()
        piece = self._course.pieces[number]
        left, right = self._x(piece.start_ms), self._x(piece.start_ms + piece.length_ms)
        # A gap sets it off where it is wide enough to have one.
        gap = min(self._look.px(2), (right - left) / 3)
        return QRectF(left, 0, max(right - left - gap, 1.0), self.height())

    def _value_at(self, mouse: QPointF) -> int | None:
        pieces = self._course.pieces if self._course else ()
        for number, piece in enumerate(pieces):
            if self._x(piece.start_ms) <= mouse.x() < self._x(piece.start_ms + piece.length_ms):
                return number
        return None
