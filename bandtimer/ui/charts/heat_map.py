"""The calendar of sessions as a field of days."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from bandtimer.core.tally import DayTotal
from bandtimer.present.calendar import SHADES, Calendar, calendar, calendar_text, day_text
from bandtimer.present.tone import Tone
from bandtimer.present.weeks import WEEK, YEAR_WEEKS, ReadDays
from bandtimer.ui.look import Look
from bandtimer.ui.theme import Theme
from bandtimer.ui.widgets.accessible import Role, tell_value
from bandtimer.ui.widgets.keyboard import is_enter
from bandtimer.ui.widgets.paint import draw_focus, draw_line, fill_rounded, mixed

_TEXT = 12
# A column is this wide at most; what room is left shows more weeks.
_WIDEST = 24
_GAP = 0.16
_ROUND = 0.28
_SHARES = (0.0, 0.34, 0.54, 0.76, 1.0)
# Every other weekday is named.
_NAMED = (0, 2, 4)
_PAGE = 4 * WEEK
_DAY = timedelta(days=1)


def shade_colour(theme: Theme, shade: int) -> QColor:
    """Return the colour of a day with this shade."""
    return mixed(theme.tones[Tone.WORK], theme.track, _SHARES[min(shade, SHADES)])


class HeatMap(QWidget):
    """Shows at least a year, reaches back as far as there is anything, day by day by the keys.

    `told` carries the words for the day in hand or under the mouse, "" for neither; `opened` a
    day that was clicked or Enter was pressed on. `read` returns what the days of a span had.
    """

    told = Signal(str)
    opened = Signal(object)
    # Screen readers say how the value of a slider changes, and that of a chart not at all.
    accessible_role = Role.Slider

    def __init__(self, look: Look, read: ReadDays, first_weekday: int) -> None:
        super().__init__()
        self._look, self._read, self._first_weekday = look, read, first_weekday
        self._today = self._cursor = self._last = date.min
        self._since: date | None = None
        self._chosen: date | None = None
        self._hovered: date | None = None
        self._days: Mapping[date, DayTotal] = {}
        self._view: Calendar | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Calendar of sessions")
        look.changed.connect(self._restyle)

    def show_days(self, today: date, since: date | None) -> None:
        """Show the time up to today; there is nothing before the day `since`."""
        self._today = self._cursor = self._last = today
        self._since = since
        self._refresh()

    def choose(self, day: date | None) -> None:
        """Mark the day that the list is filtered to."""
        self._chosen = day
        self.update()

    @property
    def can_go_back(self) -> bool:
        """Tell whether there is anything before what is shown."""
        view = self._view
        return view is not None and self._since is not None and self._since < view.first

    @property
    def can_go_on(self) -> bool:
        """Tell whether something later than what is shown has been."""
        return self._view is not None and self._view.last < self._today

    def scroll(self, weeks: int) -> None:  # type: ignore[override]
        """Show earlier or later weeks, as far as there are any."""
        last = self._last + weeks * WEEK
        if weeks < 0 and not self.can_go_back:
            return
        self._last = min(last, self._today)
        self._refresh()

    def page(self, by: int) -> None:
        """Show half of the weeks before, or of those after."""
        if self._view is not None:
            self.scroll(by * (len(self._view.weeks) // 2))

    def accessible_value(self) -> str:
        """Say what the day in hand had, for a screen reader."""
        return day_text(self._cursor, self._days.get(self._cursor))

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size of a year."""
        width = self._look.px(660)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the least size; no width is too small."""
        return QSize(0, self._look.px(60))

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Tell that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Return the height of seven days and the names of the months above."""
        weeks = self._weeks(width)
        return round(self._top() + 7 * (width - self._left()) / weeks)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Show as many weeks as there is room for."""
        super().resizeEvent(event)
        if self._view is not None and self._weeks(self.width()) != len(self._view.weeks):
            self._refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Go a day up or down, a week left or right, four with the page keys; open with Enter."""
        steps = {
            Qt.Key.Key_Up: -_DAY,
            Qt.Key.Key_Down: _DAY,
            Qt.Key.Key_Left: -WEEK,
            Qt.Key.Key_Right: WEEK,
            Qt.Key.Key_PageUp: -_PAGE,
            Qt.Key.Key_PageDown: _PAGE,
        }
        key = Qt.Key(event.key())
        if key in steps:
            self._go(self._cursor + steps[key])
        elif key is Qt.Key.Key_Home:
            self._go(self._since or self._today)
        elif key is Qt.Key.Key_End:
            self._go(self._today)
        elif is_enter(event) or key is Qt.Key.Key_Space:
            self.opened.emit(self._cursor)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Tell of the day in hand."""
        super().focusInEvent(event)
        self._tell()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Tell of none."""
        super().focusOutEvent(event)
        self._tell()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Tell of the day under the mouse."""
        self._hover(self._day_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Tell of the mouse's day no longer."""
        super().leaveEvent(event)
        self._hover(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Open the day."""
        day = self._day_at(event.position())
        if day is not None and event.button() is Qt.MouseButton.LeftButton:
            self._cursor = day
            self.update()
            self.opened.emit(day)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Scroll with a sideways wheel; the other one is the page's."""
        delta = event.angleDelta()
        if abs(delta.x()) > abs(delta.y()):
            self.scroll(-2 if delta.x() > 0 else 2)
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        """Show a tip for the day under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            day = self._day_at(QPointF(event.pos()))
            text = "" if day is None else day_text(day, self._days.get(day))
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint days, months and weekdays."""
        view, look, theme = self._view, self._look, self._look.theme
        if view is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shades = [shade_colour(theme, shade) for shade in range(SHADES + 1)]
        radius = self._pitch() * _ROUND
        for day, shade, rect in self._cells(view):
            fill_rounded(painter, rect, shades[shade], radius)
            if day in {self._today, self._chosen, self._hovered}:
                self._ring(painter, rect, theme.ink if day != self._today else theme.dim, radius)
            if day == self._cursor and self.hasFocus():
                grown = rect.adjusted(-look.px(3), -look.px(3), look.px(3), look.px(3))
                draw_focus(painter, look, grown, radius + look.px(3), apart=True)
        self._paint_names(painter, view)

    def _ring(self, painter: QPainter, rect: QRectF, colour: QColor, radius: float) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, max(1.5, self._look.px(1.5))))
        painter.drawRoundedRect(rect, radius, radius)

    def _paint_names(self, painter: QPainter, view: Calendar) -> None:
        look, dim, pitch = self._look, self._look.theme.dim, self._pitch()
        left, top = self._left(), self._top()
        free = 0.0
        for label in view.months:
            place = left + label.week * pitch
            width = look.width(_TEXT, label.text) + 1
            # One that has no room is left out; the others tell where it would be.
            if place < free or place + width > self.width():
                continue
            cell = QRectF(place, 0, width, top - look.px(4))
            draw_line(painter, look, cell, label.text, _TEXT, dim)
            free = place + width + look.px(8)
        high = look.room(14, _TEXT)
        for row in _NAMED:
            middle = top + (row + 0.5) * pitch
            cell = QRectF(0, middle - high / 2, left, high)
            draw_line(painter, look, cell, view.weekdays[row], _TEXT, dim)

    def _cells(self, view: Calendar) -> Iterator[tuple[date, int, QRectF]]:
        pitch, left, top = self._pitch(), self._left(), self._top()
        side = pitch * (1 - _GAP)
        for column, week in enumerate(view.weeks):
            for row, cell in enumerate(week):
                corner = QPointF(left + column * pitch, top + row * pitch)
                yield cell.day, cell.shade, QRectF(corner.x(), corner.y(), side, side)

    def _day_at(self, place: QPointF) -> date | None:
        view = self._view
        if view is None:
            return None
        column = int((place.x() - self._left()) // self._pitch())
        row = int((place.y() - self._top()) // self._pitch())
        if not (0 <= column < len(view.weeks) and 0 <= row < len(view.weeks[column])):
            return None
        return view.weeks[column][row].day

    def _go(self, day: date) -> None:
        earliest = min(self._since or self._today, self._view.first if self._view else day)
        self._cursor = min(max(day, earliest), self._today)
        view = self._view
        if view is not None and not view.first <= self._cursor <= view.last:
            ahead = self._cursor < view.first
            weeks = len(view.weeks)
            self._last = self._cursor + (weeks - 1) * WEEK if ahead else self._cursor
            self._last = min(self._last, self._today)
            self._refresh()
        self._tell()
        self.update()

    def _hover(self, day: date | None) -> None:
        if day != self._hovered:
            self._hovered = day
            self._tell()
            self.update()

    def _tell(self) -> None:
        day = self._hovered or (self._cursor if self.hasFocus() else None)
        self.told.emit("" if day is None else day_text(day, self._days.get(day)))
        if self.hasFocus():
            tell_value(self, self.accessible_value())

    def _refresh(self) -> None:
        weeks = self._weeks(self.width())
        view = calendar({}, self._last, self._today, weeks, self._first_weekday)
        self._days = self._read(view.first, view.last)
        view = calendar(self._days, self._last, self._today, weeks, self._first_weekday)
        self._view = view
        self.setAccessibleDescription(calendar_text(view, self._days))
        self.update()

    def _restyle(self) -> None:
        if self._view is not None:
            self._refresh()
        self.updateGeometry()

    def _weeks(self, width: int) -> int:
        room = (width - self._left()) / self._look.px(_WIDEST)
        return max(int(room), YEAR_WEEKS)

    def _pitch(self) -> float:
        weeks = YEAR_WEEKS if self._view is None else len(self._view.weeks)
        return (self.width() - self._left()) / weeks

    def _left(self) -> float:
        return self._look.width(_TEXT, "Mon") + self._look.px(12)

    def _top(self) -> float:
        return self._look.room(22, _TEXT)
