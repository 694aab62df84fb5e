"""A trend as a line with points: circles, and squares for the second of two sides."""

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen

from bandtimer.present.trends import Point, Series, TrendView, chronological
from bandtimer.ui.charts.walked import WalkedChart
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.widgets.paint import draw_focus, draw_line, fill_rounded

_TEXT = 12.5
_HEIGHT = 156
_LINE = 2.5
_POINT = 3.6
_BEST = 6.0
# With more points than this only the bests are marked.
_MOST_MARKED = 70
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter
# The mouse takes up a point from so far away, in pixels of the design.
_REACH = 60


class TrendChart(WalkedChart):
    """Draws a trend, whose points are walked."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._view: TrendView | None = None
        self._points: tuple[tuple[int, Point], ...] = ()

    def show_view(self, name: str, view: TrendView) -> None:
        """Show this trend under a name for screen readers."""
        self._view = view
        self._points = chronological(view)
        self.setAccessibleName(name)
        self._show_values(view.told, [point.told for _, point in self._points], None)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return a size at which lines can be told apart."""
        return QSize(self._look.px(420), self._look.room(_HEIGHT, _TEXT, _TEXT, _TEXT))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint axes, lines and points."""
        view, look = self._view, self._look
        if view is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not view.series:
            rect = QRectF(self.rect())
            draw_line(painter, look, rect, view.told, 15, look.theme.dim, flags=_CENTRE)
        else:
            plot = self._plot(view)
            self._paint_axes(painter, view, plot)
            self._paint_key(painter, view)
            for one in view.series:
                self._paint_line(painter, view, plot, one)
            for one in view.series:
                self._paint_points(painter, view, plot, one)
            self._paint_in_hand(painter, view, plot)
        if self.hasFocus():
            draw_focus(painter, look, QRectF(self.rect()), look.px(8))

    def _paint_axes(self, painter: QPainter, view: TrendView, plot: QRectF) -> None:
        look, theme = self._look, self._look.theme
        high = self._line_height()
        painter.setPen(QPen(theme.track, max(1.0, look.px(1))))
        for tick in view.ticks:
            level = self._y(view, plot, tick.value)
            painter.drawLine(QPointF(plot.left(), level), QPointF(plot.right(), level))
        # As many of the ticks are named as have room, the lowest always.
        free = plot.bottom() + high
        for tick in view.ticks:
            level = self._y(view, plot, tick.value)
            if level + high / 2 > free:
                continue
            cell = QRectF(plot.right(), level - high / 2, self.width() - plot.right(), high)
            cell.adjust(look.px(8), 0, -look.px(2), 0)
            draw_line(painter, look, cell, tick.text, _TEXT, theme.dim, flags=_RIGHT)
            free = level - high / 2
        right = 0.0
        for date in view.dates:
            place = self._x(view, plot, date.day.toordinal())
            width = look.width(_TEXT, date.text) + 1
            if place < right or place + width > self.width():
                continue
            cell = QRectF(place, self.height() - high, width, high)
            draw_line(painter, look, cell, date.text, _TEXT, theme.dim)
            right = place + width + look.px(10)

    def _paint_key(self, painter: QPainter, view: TrendView) -> None:
        """Name the sides, each with the shape and colour of its points."""
        look, theme = self._look, self._look.theme
        place, high = float(look.px(6)), self._line_height()
        for one in view.series:
            if not one.name:
                continue
            middle = QPointF(place + look.px(6), high / 2)
            self._mark(painter, middle, look.px(5), one, is_ring=False)
            width = look.width(_TEXT, one.name, Weight.SEMIBOLD) + 1
            cell = QRectF(place + look.px(18), 0, width, high)
            draw_line(painter, look, cell, one.name, _TEXT, theme.ink, Weight.SEMIBOLD)
            place = cell.right() + look.px(20)

    def _paint_line(self, painter: QPainter, view: TrendView, plot: QRectF, one: Series) -> None:
        path = QPainterPath()
        for number, point in enumerate(one.points):
            place = self._place(view, plot, point)
            if number == 0:
                path.moveTo(place)
                continue
            if view.is_stepped:
                path.lineTo(QPointF(place.x(), path.currentPosition().y()))
            path.lineTo(place)
        pen = QPen(self._look.theme.tones[one.tone], max(1.5, self._look.px(_LINE)))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if one.is_second:
            pen.setDashPattern([4, 2.4])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)

    def _paint_points(self, painter: QPainter, view: TrendView, plot: QRectF, one: Series) -> None:
        look = self._look
        is_dense = len(one.points) > _MOST_MARKED
        for point in one.points:
            place = self._place(view, plot, point)
            if point.is_best:
                self._mark(painter, place, look.px(_BEST), one, is_ring=True)
            elif not is_dense:
                self._mark(painter, place, look.px(_POINT), one, is_ring=False)

    def _paint_in_hand(self, painter: QPainter, view: TrendView, plot: QRectF) -> None:
        number = self._in_hand()
        if number is None:
            return
        look, theme = self._look, self._look.theme
        series, point = self._points[number]
        place = self._place(view, plot, point)
        painter.setPen(QPen(theme.dim, max(1.0, look.px(1)), Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(place.x(), plot.top()), QPointF(place.x(), plot.bottom()))
        painter.setPen(QPen(theme.focus, max(2.0, look.px(2))))
        painter.setBrush(theme.tones[view.series[series].tone])
        size = look.px(_BEST + 1)
        painter.drawEllipse(place, size, size)

    def _mark(
        self, painter: QPainter, place: QPointF, size: float, one: Series, *, is_ring: bool
    ) -> None:
        """Paint a point: a circle or, for the second side, a square; bests are ringed."""
        theme = self._look.theme
        colour = theme.tones[one.tone]
        rect = QRectF(place.x() - size, place.y() - size, 2 * size, 2 * size)
        radius = size / 4 if one.is_second else size
        if is_ring:
            fill_rounded(painter, rect, theme.ink, radius)
            inset = max(size * 0.42, 2.0)
            rect = rect.adjusted(inset, inset, -inset, -inset)
            radius = max(radius - inset, 1.0) if one.is_second else radius
        fill_rounded(painter, rect, colour, radius)

    def _plot(self, view: TrendView) -> QRectF:
        look = self._look
        labels = max(look.width(_TEXT, tick.text) for tick in view.ticks)
        right = min(labels, self.width() * 0.3) + look.px(12)
        high = self._line_height()
        has_key = any(one.name for one in view.series)
        top = high + look.px(10) if has_key else high / 2
        bottom = high + look.px(8)
        left = look.px(10)
        return QRectF(left, top, self.width() - left - right, self.height() - top - bottom)

    def _place(self, view: TrendView, plot: QRectF, point: Point) -> QPointF:
        x = self._x(view, plot, point.day.toordinal() + 0.5)
        return QPointF(x, self._y(view, plot, point.value))

    @staticmethod
    def _x(view: TrendView, plot: QRectF, ordinal: float) -> float:
        first = view.first.toordinal()
        days = view.last.toordinal() - first + 1
        # The end of the line keeps clear of the edge.
        return plot.left() + (ordinal - first) / days * (plot.width() - plot.left())

    @staticmethod
    def _y(view: TrendView, plot: QRectF, value: int) -> float:
        low, high = view.ticks[0].value, view.ticks[-1].value
        if low == high:
            return plot.center().y()
        return plot.bottom() - (value - low) / (high - low) * plot.height()

    def _value_at(self, mouse: QPointF) -> int | None:
        view = self._view
        if view is None or not self._points:
            return None
        plot = self._plot(view)
        number, distance = min(self._distances(view, plot, mouse), key=lambda pair: pair[1])
        return number if distance <= self._look.px(_REACH) else None

    def _distances(
        self, view: TrendView, plot: QRectF, mouse: QPointF
    ) -> Iterator[tuple[int, float]]:
        for number, (_, point) in enumerate(self._points):
            apart = self._place(view, plot, point) - mouse
            # Mostly the day decides, so that one need not aim.
            yield number, abs(apart.x()) + abs(apart.y()) / 4

    def _line_height(self) -> float:
        return QFontMetricsF(self._look.font(_TEXT)).height()
