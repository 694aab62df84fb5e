"""The picture of the taps: a scale from early to late with a mark for each."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bandtimer.present.tapping import Marks
from bandtimer.present.tone import Tone
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.widgets.accessible import Role
from bandtimer.ui.widgets.paint import draw_line, fill_rounded, mixed

_TEXT = 17
_MIDDLE_TEXT = 22
# In pixels of the design.
_MARK, _MARK_HIGH, _WARM_UP_HIGH = 8, 56, 32
_MIDDLE, _MIDDLE_BEYOND = 4, 12
_AXIS = 4
_TICK, _TICK_HIGH = 3, 10
_GAP = 6
_FAINT = 0.45
# In milliseconds.
_TICK_APART = 100
_LABEL_APART = 200
_CENTRE = Qt.AlignmentFlag.AlignCenter


class TapScale(QWidget):
    """Shows how late the loudspeaker would be by each tap, and by the middle of them."""

    accessible_role = Role.Chart

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._marks = Marks(0, 1, (), (), None)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    @property
    def marks(self) -> Marks:
        """Return what is pictured."""
        return self._marks

    def show_marks(self, marks: Marks) -> None:
        """Picture these taps."""
        self._marks = marks
        told = ", ".join(str(place) for place in marks.counted)
        self.setAccessibleName(f"Taps by how late they are, in ms: {told or 'none yet'}")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return a size with room for the marks, the middle's text above and the scale's below."""
        look = self._look
        high = (
            look.px(_MARK_HIGH + _MIDDLE_BEYOND + _AXIS + 2 * _GAP) + self._above() + self._below()
        )
        return QSize(look.px(400), round(high))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the least size; no width is too small."""
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the axis, the marks and the middle."""
        look, theme, marks = self._look, self._look.theme, self._marks
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = self._above() + look.px(_GAP)
        axis = top + look.px(_MIDDLE_BEYOND + _MARK_HIGH)
        self._paint_axis(painter, axis)
        for places, high, colour in (
            (marks.warm_up, _WARM_UP_HIGH, mixed(theme.dim, theme.window, _FAINT)),
            (marks.counted, _MARK_HIGH, theme.tones[Tone.READY]),
        ):
            for place in places:
                bar = QRectF(0, axis - look.px(high), look.px(_MARK), look.px(high))
                self._paint_bar(painter, place, bar, colour)
        if marks.middle is not None:
            bar = QRectF(0, top, look.px(_MIDDLE), axis + look.px(_AXIS) - top)
            self._paint_bar(painter, marks.middle, bar, theme.ink)
            text = f"{marks.middle} ms"
            cell = self._cell(marks.middle, text, _MIDDLE_TEXT, Weight.BOLD)
            cell.setHeight(self._above())
            draw_line(
                painter, look, cell, text, _MIDDLE_TEXT, theme.ink, Weight.BOLD, flags=_CENTRE
            )

    def _paint_axis(self, painter: QPainter, axis: float) -> None:
        look, theme, marks = self._look, self._look.theme, self._marks
        line = QRectF(0, axis, self.width(), look.px(_AXIS))
        fill_rounded(painter, line, theme.track, line.height() / 2)
        below = QRectF(0, line.bottom() + look.px(_GAP), self.width(), self._below())
        ends = [QRectF(below), QRectF(below)]
        for end, text in zip(ends, ("early", "late"), strict=True):
            end.setWidth(look.width(_TEXT, text) + 1)
            if text == "late":
                end.moveRight(below.right())
            draw_line(painter, look, end, text, _TEXT, theme.dim)
        first = -(-marks.low // _TICK_APART) * _TICK_APART
        for place in range(first, marks.high + 1, _TICK_APART):
            tick = QRectF(0, axis, look.px(_TICK), look.px(_TICK_HIGH))
            self._paint_bar(painter, place, tick, theme.track)
            text = f"{place} ms".replace("-", "−")
            cell = self._cell(place, text, _TEXT, Weight.REGULAR)
            cell.setTop(below.top())
            cell.setBottom(below.bottom())
            spaced = cell.adjusted(-look.px(12), 0, look.px(12), 0)
            if place % _LABEL_APART == 0 and not any(spaced.intersects(end) for end in ends):
                draw_line(painter, look, cell, text, _TEXT, theme.dim, flags=_CENTRE)

    def _paint_bar(self, painter: QPainter, place: int, bar: QRectF, colour: QColor) -> None:
        bar.moveLeft(self._x(place) - bar.width() / 2)
        fill_rounded(painter, bar, colour, bar.width() / 2)

    def _cell(self, place: int, text: str, size: float, weight: Weight) -> QRectF:
        """Return where a text stands that belongs to a place, as wide as it is."""
        width = self._look.width(size, text, weight) + 1
        left = min(max(self._x(place) - width / 2, 0), self.width() - width)
        return QRectF(left, 0, width, 0)

    def _x(self, place: int) -> float:
        marks, edge = self._marks, self._look.px(_MARK)
        share = (place - marks.low) / (marks.high - marks.low)
        return edge + share * (self.width() - 2 * edge)

    def _above(self) -> float:
        return self._look.room(28, _MIDDLE_TEXT)

    def _below(self) -> float:
        return self._look.room(24, _TEXT)
