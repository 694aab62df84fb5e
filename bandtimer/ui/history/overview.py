"""The calendar with what explains it: the day in hand, what the shades mean, ways back and on."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from bandtimer.present.calendar import SHADES, shade_texts
from bandtimer.present.weeks import ReadDays
from bandtimer.ui.charts.heat_map import HeatMap, shade_colour
from bandtimer.ui.look import Look
from bandtimer.ui.widgets.accessible import Role
from bandtimer.ui.widgets.button import Button, Kind
from bandtimer.ui.widgets.fit_row import FitRow
from bandtimer.ui.widgets.paint import draw_line, fill_rounded
from bandtimer.ui.widgets.panel import Panel
from bandtimer.ui.widgets.text import Text

_TEXT = 13
_SIDE = 11
_GAP = 4
_ENDS = ("Less", "More")
_HINT = "Arrow keys walk the days, Enter shows one."


class ShadeKey(QWidget):
    """The shades from none to the longest, between the words for less and more."""

    accessible_role = Role.Graphic

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        told = f"Shades: {', '.join(shade_texts())}"
        self.setToolTip(told)
        self.setAccessibleName(told)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size of words and shades."""
        look = self._look
        words = sum(look.width(_TEXT, word) for word in _ENDS) + 2
        shades = (SHADES + 1) * look.px(_SIDE + _GAP)
        return QSize(round(words + shades + look.px(2 * _GAP)), look.room(20, _TEXT))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint words and shades."""
        look, theme = self._look, self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        less, more = (look.width(_TEXT, word) + 1 for word in _ENDS)
        side = look.px(_SIDE)
        draw_line(painter, look, QRectF(0, 0, less, self.height()), _ENDS[0], _TEXT, theme.dim)
        left = less + look.px(_GAP + 2)
        for shade in range(SHADES + 1):
            rect = QRectF(left, (self.height() - side) / 2, side, side)
            fill_rounded(painter, rect, shade_colour(theme, shade), side * 0.28)
            left += look.px(_SIDE + _GAP)
        cell = QRectF(self.width() - more, 0, more, self.height())
        draw_line(painter, look, cell, _ENDS[1], _TEXT, theme.dim)


class OverviewPanel(Panel):
    """Shows the calendar; `day_opened` carries a day to show the sessions of."""

    day_opened = Signal(object)

    def __init__(self, look: Look, read: ReadDays, first_weekday: int) -> None:
        super().__init__(look)
        self.heat_map = HeatMap(look, read, first_weekday)
        foot = FitRow(look)
        inner = foot.row_look
        self._told = Text(inner, _TEXT, ink="dim")
        self._earlier = Button(inner, "Earlier", "", Kind.QUIET, size=_TEXT, height=28)
        self._later = Button(inner, "Later", "", Kind.QUIET, size=_TEXT, height=28)
        inner.lay_out(foot.row, spacing=8)
        foot.row.addWidget(foot.give_way(self._told), 1)
        for widget in self._ways():
            foot.row.addWidget(widget)
        foot.row.addWidget(ShadeKey(inner))
        column = QVBoxLayout(self)
        look.lay_out(column, (18, 14, 18, 12), 8)
        column.addWidget(self.heat_map)
        column.addWidget(foot)
        self._earlier.clicked.connect(lambda: self._page(-1))
        self._later.clicked.connect(lambda: self._page(1))
        self.heat_map.told.connect(self._tell)
        self.heat_map.opened.connect(self.day_opened)
        self._tell("")

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Return what takes the keyboard, in order."""
        return (self.heat_map, self._earlier, self._later)

    def show_days(self, today: date, since: date | None) -> None:
        """Show the time up to today; there is nothing before the day `since`."""
        self.heat_map.show_days(today, since)
        self._tell("")

    def _ways(self) -> Sequence[Button]:
        return (self._earlier, self._later)

    def _page(self, by: int) -> None:
        self.heat_map.page(by)
        self._tell("")
        # The way that has come to its end must not take the keyboard with it.
        if not any(way.hasFocus() for way in self._ways() if way.isEnabled()):
            self.heat_map.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, text: str) -> None:
        self._told.set_text(text or _HINT)
        can_go = self.heat_map.can_go_back, self.heat_map.can_go_on
        for way, is_open in zip(self._ways(), can_go, strict=True):
            way.setVisible(any(can_go))
            way.setEnabled(is_open)
