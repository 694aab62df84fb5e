"""The history: what all sessions come to, how exercises go, the sessions, and one of them.

The one in hand stands at the right; where text is too large for two columns it takes the place of
the rest, and Esc leads back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from bandtimer.core.tally import HOLD_TIMER, DayTotal
from bandtimer.present.history import history_figures
from bandtimer.present.tone import Tone
from bandtimer.present.weeks import streak, week_view, weekly_sessions
from bandtimer.storage.errors import StorageError
from bandtimer.storage.overview import Overview
from bandtimer.ui.history.corrections import Corrections
from bandtimer.ui.history.figures import FiguresRow
from bandtimer.ui.history.overview import OverviewPanel
from bandtimer.ui.history.sessions import GUTTER, SessionList
from bandtimer.ui.history.side import HistorySide
from bandtimer.ui.history.transfers import Transfers
from bandtimer.ui.history.undo_bar import UndoBar
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.widgets.button import Button, Kind
from bandtimer.ui.widgets.panel import Panel
from bandtimer.ui.widgets.scroll import ScrollColumn
from bandtimer.ui.widgets.text import Text
from bandtimer.ui.widgets.wrap_row import WrapRow

if TYPE_CHECKING:
    from bandtimer.storage.history import SessionRow
    from bandtimer.ui.history.sources import HistorySources
    from bandtimer.ui.history.trend_panel import TrendPanel

_BUTTON = {"size": 14.5, "height": 38}
# Below this width, in sizes of the text, there is room for one column only.
_TWO_COLUMNS_EM = 56
_TEXT = 15.5
# How high the trends will be, and what of that is text.
_TRENDS_HEIGHT = (254, 15, 15, 12.5, 12.5, 12.5)
_NOTHING = "No sessions yet. Choose a routine and press Enter; what you do is kept here."


class HistoryPage(QWidget):
    """Puts the parts together; `start_wanted` carries routine and plan of a session to repeat."""

    start_wanted = Signal(object, object)
    _painted = Signal()

    def __init__(self, look: Look, sources: HistorySources) -> None:
        super().__init__()
        self._look, self._sources = look, sources
        self._first_weekday = QLocale.system().firstDayOfWeek().value - 1
        self._overview = Overview(sources.history.connection, HOLD_TIMER)
        self._is_narrow = False
        self._figures = FiguresRow(look)
        self._alert = Text(look, 15, ink=Tone.ALERT, wrap=True)
        self._empty = Text(look, 18, ink="dim", wrap=True)
        self._empty.set_text(_NOTHING)
        self.overview = OverviewPanel(look, self._read_days, self._first_weekday)
        self._trend_place = Panel(look)
        self._since: date | None = None
        self.sessions = SessionList(look, sources.history, sources.wall)
        self.undo_bar = UndoBar(look)
        self._left = QWidget()
        self.side = HistorySide(look, sources, self._overview)
        self.corrections = Corrections(look, sources, self.side)
        self.transfers = Transfers(look, sources, self.side)
        self._scroll = ScrollColumn()
        self.sessions.rows.follow(self._scroll)
        self._lay_out(look)
        self._connect()

    def _lay_out(self, look: Look) -> None:
        title = Text(look, 30, Weight.BOLD)
        title.set_text("History")
        head = QHBoxLayout()
        look.lay_out(head, (26, 0, 26, 0), 14)
        self._add = Button(look, "Add session", "A", Kind.QUIET, **_BUTTON)
        head.addWidget(title)
        self._export = Button(look, "Export", "", Kind.QUIET, **_BUTTON)
        self._import = Button(look, "Import", "I", Kind.QUIET, **_BUTTON)
        self._deleted = Button(look, "Deleted", "D", Kind.QUIET, **_BUTTON)
        buttons = (self._add, self._import, self._export, self._deleted)
        head.addWidget(WrapRow(look, buttons, "right"), 1)
        body = self._scroll.column
        look.lay_out(body, (26, 0, 26 - GUTTER, 12), 14)
        self._above = QVBoxLayout()
        look.lay_out(self._above, (0, 0, GUTTER, 0), 14)
        for widget in (self._figures, self.overview, self._trend_place):
            self._above.addWidget(widget)
        body.addLayout(self._above)
        body.addWidget(self.sessions)
        body.addStretch()
        news = QVBoxLayout()
        look.lay_out(news, (26, 0, 26, 0), 8)
        news.addWidget(self._alert)
        news.addWidget(self._empty)
        foot = QVBoxLayout()
        look.lay_out(foot, (26, 0, 26, 8))
        foot.addWidget(self.undo_bar)
        left = QVBoxLayout(self._left)
        look.lay_out(left, (0, 24, 0, 0), 12)
        left.addLayout(head)
        left.addLayout(news)
        left.addWidget(self._scroll, 1)
        left.addStretch()
        left.addLayout(foot)
        whole = QHBoxLayout(self)
        look.lay_out(whole)
        whole.addWidget(self._left, 67)
        whole.addWidget(self.side, 33)

    def _connect(self) -> None:
        self._painted.connect(self._show_trends, Qt.ConnectionType.QueuedConnection)
        self.overview.day_opened.connect(self._open_day)
        self.sessions.failed.connect(self._alert.set_text)
        self.sessions.filtered.connect(self.overview.heat_map.choose)
        self.sessions.chosen.connect(self._show_session)
        self.sessions.opened.connect(self._open_session)
        self._add.clicked.connect(self.corrections.ask)
        self._import.clicked.connect(self.transfers.import_file)
        self._export.clicked.connect(lambda: self.transfers.export(is_one=False))
        self._deleted.clicked.connect(self.corrections.show_deleted)
        self.side.start_wanted.connect(self.start_wanted)
        self.side.edit_wanted.connect(self.corrections.edit)
        self.side.export_wanted.connect(self.transfers.export)
        self.side.delete_wanted.connect(self.corrections.delete)
        for part in (self.side, self.corrections, self.transfers):
            part.failed.connect(self._alert.set_text)
        self.transfers.told.connect(self.undo_bar.inform)
        self.side.opened.connect(self._show_side)
        self.side.left.connect(self._show_list)
        self.side.changed.connect(self._follow_change)
        self.undo_bar.undo_wanted.connect(self.corrections.take_back)
        undo = QShortcut(QKeySequence.StandardKey.Undo, self)
        undo.activated.connect(self.corrections.take_back)
        self._look.changed.connect(self._arrange)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Read what has come in since."""
        super().showEvent(event)
        self._alert.set_text("")
        self._arrange()
        self._reload()
        self._scroll.verticalScrollBar().setValue(0)
        self.sessions.rows.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Make room for one column or two."""
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint nothing of its own, and show the trends once the rest has been painted."""
        super().paintEvent(event)
        if "trends" not in self.__dict__ and self._since is not None:
            self._painted.emit()

    def _show_trends(self) -> None:
        # To ask for them builds them.
        self.trends.update()

    @cached_property
    def trends(self) -> TrendPanel:
        """Return the trends, which come into their place after the first painting."""
        from bandtimer.storage.trends import Trends  # noqa: PLC0415
        from bandtimer.ui.history.trend_panel import TrendPanel  # noqa: PLC0415

        sources = self._sources
        panel = TrendPanel(self._look, Trends(sources.history.connection), sources.band_names)
        panel.failed.connect(self._alert.set_text)
        self._above.replaceWidget(self._trend_place, panel)
        self._trend_place.deleteLater()
        stops = (*self.overview.stops, *panel.stops)
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)
        panel.show_trends(sources.wall().date(), self._since)
        return panel

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Do what the letters on the buttons say."""
        deeds: dict[str, Callable[[], None]] = {
            "f": self.sessions.toggle_choices,
            "a": self.corrections.ask,
            "d": self.corrections.show_deleted,
            "e": self.corrections.edit,
            "i": self.transfers.import_file,
            "x": self.transfers.export,
            "r": self.side.repeat,
        }
        letter = event.text().casefold()
        if event.key() == Qt.Key.Key_Delete:
            self.corrections.delete()
        elif event.key() == Qt.Key.Key_Escape and self._leave():
            return
        elif letter in deeds and not event.modifiers():
            deeds[letter]()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> bool:
        """Go one step back; tell whether there was one."""
        if self.side.is_form or (self._is_narrow and self.side.isVisible()):
            self._show_list()
        elif self.sessions.is_filtered:
            self.sessions.show_all()
        else:
            return False
        return True

    def _reload(self, current: int | None = None) -> None:
        today = self._sources.wall().date()
        try:
            totals = self._overview.totals()
            self._show_figures(today, totals.sessions, totals.active_ms)
        except StorageError as error:
            self._alert.set_text(str(error))
            return
        self.overview.show_days(today, totals.first)
        self._since = totals.first
        if "trends" in self.__dict__:
            self.trends.show_trends(today, totals.first)
        else:
            # As long as no set has been done there is nothing to follow.
            self._trend_place.setVisible(self._since is not None)
        self.sessions.reload(current)
        is_empty = self.sessions.current is None and not self.sessions.is_filtered
        self._empty.setVisible(is_empty)
        self._scroll.setVisible(not is_empty)
        self._arrange()

    def _show_figures(self, today: date, sessions: int, active_ms: int) -> None:
        goal = self._sources.settings().sessions_per_week
        weeks = weekly_sessions(self._overview.weeks, today, self._first_weekday)
        done = next(weeks)
        view = week_view(done, goal, streak(done, weeks, goal))
        self._figures.show_figures(history_figures(view, sessions, active_ms))

    def _read_days(self, first: date, last: date) -> Mapping[date, DayTotal]:
        try:
            return self._overview.days(first, last)
        except StorageError as error:
            self._alert.set_text(str(error))
            return {}

    def _open_day(self, day: date) -> None:
        self.sessions.show_day(day)
        self.sessions.rows.setFocus()
        self.sessions.rows.reveal()

    def _show_session(self, row: SessionRow | None) -> None:
        self.side.show_session(row)
        self._arrange()

    def _open_session(self, _row: SessionRow) -> None:
        if self._is_narrow:
            self._show_side()
            self.side.focus()

    def _show_side(self) -> None:
        self._left.setVisible(not self._is_narrow)
        self.side.show()

    def _show_list(self) -> None:
        self.side.close_form()
        if self._is_narrow:
            self.side.hide()
            self._left.show()
        self._arrange()
        self.sessions.rows.setFocus()

    def _follow_change(self, session_id: int | None, told: str) -> None:
        """Show how things stand after a change, and the way to take it back."""
        self._alert.set_text("")
        self._show_list()
        self.sessions.make_visible(session_id)
        self._reload(session_id)
        if told:
            self.undo_bar.tell(told)
        else:
            self.undo_bar.hide()

    def _arrange(self) -> None:
        """Show two columns where there is room, else the one that is in use."""
        em = self._look.text_px(_TEXT)
        was_narrow, self._is_narrow = self._is_narrow, self.width() < _TWO_COLUMNS_EM * em
        if "trends" not in self.__dict__:
            self._trend_place.setFixedHeight(self._look.room(*_TRENDS_HEIGHT))
        self.side.set_way_back(is_needed=self._is_narrow)
        if not self._is_narrow:
            self._left.show()
            self.side.setVisible(self.side.has_any)
        elif not was_narrow or not self.side.has_any:
            # Forms come along when the window gets narrow; a session only stands beside the list.
            focused = QApplication.focusWidget()
            takes_focus = focused is not None and self.side.isAncestorOf(focused)
            self._left.setVisible(not self.side.is_form)
            self.side.setVisible(self.side.is_form)
            if takes_focus and not self.side.is_form:
                self.sessions.rows.setFocus()
        self.sessions.fit()
