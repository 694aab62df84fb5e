"""The history: what all sessions come to, how exercises go, the sessions, and one of them.

The one in hand stands at the right; where text is too large for two columns it takes the place of
the rest, and Esc leads back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from bandtimer.core.record import set_records
from bandtimer.core.state import fold
from bandtimer.core.tally import DayTotal
from bandtimer.present.course import course
from bandtimer.present.history import history_figures
from bandtimer.present.player import HOLD_TIMER
from bandtimer.present.tone import Tone
from bandtimer.present.weeks import WEEK, sessions_in_week, streak, week_start, week_view
from bandtimer.storage import editing
from bandtimer.storage.errors import StorageError
from bandtimer.storage.overview import Overview
from bandtimer.storage.trends import Trends
from bandtimer.ui.history.changes import Changes
from bandtimer.ui.history.detail import SessionDetail, SessionFacts
from bandtimer.ui.history.figures import FiguresRow
from bandtimer.ui.history.overview import OverviewPanel
from bandtimer.ui.history.sessions import SessionList
from bandtimer.ui.history.trend_panel import TrendPanel
from bandtimer.ui.history.undo_bar import UndoBar
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.widgets.button import Button, Kind
from bandtimer.ui.widgets.panel import Panel
from bandtimer.ui.widgets.scroll import ScrollColumn
from bandtimer.ui.widgets.text import Text
from bandtimer.ui.widgets.wrap_row import WrapRow

if TYPE_CHECKING:
    from bandtimer.routines.library import Library
    from bandtimer.storage.history import History, SessionRow
    from bandtimer.storage.journal import Journal
    from bandtimer.storage.settings import Settings
    from bandtimer.ui.history.by_hand import ByHand, ByHandForm
    from bandtimer.ui.history.editor import Edits, SessionEditor

_BUTTON = {"size": 14.5, "height": 38}
# Below this width, in sizes of the text, there is room for one column only.
_TWO_COLUMNS_EM = 56
_TEXT = 15.5
# Streaks are looked for in so many weeks at a time.
_WEEKS = 53
_NOTHING = "No sessions yet. Choose a routine and press Enter; what you do is kept here."


@dataclass(frozen=True, slots=True)
class HistorySources:
    """What the page reads and writes."""

    history: History
    journal: Journal
    settings: Callable[[], Settings]
    library: Callable[[], Library]
    wall: Callable[[], datetime]


class HistoryPage(QWidget):
    """Puts the parts together; `start_wanted` carries routine and plan of a session to repeat."""

    start_wanted = Signal(object, object)

    def __init__(self, look: Look, sources: HistorySources) -> None:
        super().__init__()
        self._look, self._sources = look, sources
        self._history, self._journal = sources.history, sources.journal
        self._first_weekday = QLocale.system().firstDayOfWeek().value - 1
        self._overview = Overview(sources.journal.connection, HOLD_TIMER)
        self._changes = Changes(sources.journal, sources.wall)
        self._facts: SessionFacts | None = None
        self._is_narrow = False
        self._days: Mapping[date, DayTotal] = {}
        self._figures = FiguresRow(look)
        self._alert = Text(look, 15, ink=Tone.ALERT, wrap=True)
        self._empty = Text(look, 18, ink="dim", wrap=True)
        self._empty.set_text(_NOTHING)
        self.overview = OverviewPanel(look, self._read_days, self._first_weekday)
        self.trends = TrendPanel(look, Trends(sources.journal.connection), self._band_names)
        self.sessions = SessionList(look, sources.history, sources.wall)
        self.undo_bar = UndoBar(look)
        self.detail = SessionDetail(look)
        self._left = QWidget()
        self._right = Panel(look, "side", radius=0)
        self._sheets = QStackedWidget()
        self._sheets.addWidget(self.detail)
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
        head.addWidget(WrapRow(look, (self._add,), "right"), 1)
        body = self._scroll.column
        look.lay_out(body, (26, 0, 26, 12), 14)
        for widget in (self._figures, self.overview, self.trends, self.sessions):
            body.addWidget(widget)
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
        right = QVBoxLayout(self._right)
        look.lay_out(right)
        right.addWidget(self._sheets)
        whole = QHBoxLayout(self)
        look.lay_out(whole)
        whole.addWidget(self._left, 67)
        whole.addWidget(self._right, 33)

    def _connect(self) -> None:
        self.overview.day_opened.connect(self._open_day)
        self.trends.failed.connect(self._alert.set_text)
        self.sessions.failed.connect(self._alert.set_text)
        self.sessions.filtered.connect(self.overview.heat_map.choose)
        self.sessions.chosen.connect(self._show_session)
        self.sessions.opened.connect(self._open_session)
        self._add.clicked.connect(self._ask)
        self.detail.repeat_wanted.connect(self._repeat)
        self.detail.edit_wanted.connect(self._edit)
        self.detail.delete_wanted.connect(self._delete)
        self.detail.left.connect(self._close_right)
        self.undo_bar.undo_wanted.connect(self._take_back)
        undo = QShortcut(QKeySequence.StandardKey.Undo, self)
        undo.activated.connect(self._take_back)
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

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Do what the letters on the buttons say."""
        deeds: dict[str, Callable[[], None]] = {
            "f": self.sessions.toggle_choices,
            "a": self._ask,
            "e": self._edit,
            "r": self._repeat,
        }
        letter = event.text().casefold()
        if event.key() == Qt.Key.Key_Delete:
            self._delete()
        elif event.key() == Qt.Key.Key_Escape and self._leave():
            return
        elif letter in deeds and not event.modifiers():
            deeds[letter]()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> bool:
        """Go one step back; tell whether there was one."""
        if self._is_form or (self._is_narrow and self._right.isVisible()):
            self._close_right()
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
        self.trends.show_trends(today, totals.first)
        self.sessions.reload(current)
        is_empty = self.sessions.current is None and not self.sessions.is_filtered
        self._empty.setVisible(is_empty)
        self._scroll.setVisible(not is_empty)
        self._arrange()

    def _show_figures(self, today: date, sessions: int, active_ms: int) -> None:
        goal = self._sources.settings().sessions_per_week
        span = _WEEKS
        while True:
            first = week_start(today, self._first_weekday) - span * WEEK
            days = self._overview.days(first, today)
            weeks, looked_at = streak(days, today, goal, self._first_weekday)
            if looked_at >= first:
                break
            span *= 2
        done = sessions_in_week(days, week_start(today, self._first_weekday))
        self._figures.show_figures(
            history_figures(week_view(done, goal, weeks), sessions, active_ms)
        )

    def _read_days(self, first: date, last: date) -> Mapping[date, DayTotal]:
        try:
            return self._overview.days(first, last)
        except StorageError as error:
            self._alert.set_text(str(error))
            return {}

    def _band_names(self) -> tuple[str, ...]:
        return tuple(band.name for band in self._sources.settings().bands)

    def _open_day(self, day: date) -> None:
        self.sessions.show_day(day)
        self.sessions.rows.setFocus()
        self.sessions.rows.reveal()

    def _show_session(self, row: SessionRow | None) -> None:
        self._facts = None if row is None else self._facts_of(row)
        if self._facts is not None:
            self.detail.show_session(self._facts)
        self._arrange()

    def _facts_of(self, row: SessionRow) -> SessionFacts | None:
        try:
            session = self._journal.load(row.id)
            state = fold(session.plan, session.facts)
            previous = self._overview.previous(row)
            old = () if previous is None else self._history.sets(previous.id)
        except StorageError as error:
            self._alert.set_text(str(error))
            return None
        return SessionFacts(
            row=row,
            routine=session.routine,
            planned=session.plan,
            records=set_records(state),
            state=state,
            course=course(session.plan, session.facts),
            previous=None if previous is None else (previous, old),
        )

    @property
    def _is_form(self) -> bool:
        """Tell whether something is being entered."""
        return self._sheets.currentWidget() is not self.detail

    def _open_session(self, _row: SessionRow) -> None:
        if self._is_narrow:
            self._left.hide()
            self._right.show()
            self.detail.back.setFocus()

    def _open_sheet(self, sheet: QWidget) -> None:
        self._sheets.setCurrentWidget(sheet)
        self._left.setVisible(not self._is_narrow)
        self._right.show()

    def _close_right(self) -> None:
        self._sheets.setCurrentWidget(self.detail)
        if self._is_narrow:
            self._right.hide()
            self._left.show()
        self._arrange()
        self.sessions.rows.setFocus()

    def _repeat(self) -> None:
        if self._facts is not None and self._facts.row.status != "active":
            self.start_wanted.emit(self._facts.routine, self._facts.planned)

    @cached_property
    def _editor(self) -> SessionEditor:
        from bandtimer.ui.history.editor import SessionEditor  # noqa: PLC0415

        editor = SessionEditor(self._look)
        editor.saved.connect(self._save)
        editor.left.connect(self._close_right)
        self._sheets.addWidget(editor)
        return editor

    @cached_property
    def _by_hand(self) -> ByHandForm:
        from bandtimer.storage.settings import choices  # noqa: PLC0415
        from bandtimer.ui.history.by_hand import ByHandForm  # noqa: PLC0415

        sources = self._sources
        form = ByHandForm(
            self._look,
            sources.library,
            lambda routine: choices(
                sources.settings(), routine, sources.library().exercises.values()
            ),
            sources.wall,
        )
        form.entered.connect(self._enter)
        form.left.connect(self._close_right)
        self._sheets.addWidget(form)
        return form

    def _edit(self) -> None:
        facts = self._facts
        if facts is None or facts.row.status == "active":
            return
        from bandtimer.present.session_edit import editable_sets  # noqa: PLC0415

        row = facts.row
        self._open_sheet(self._editor)
        self._editor.edit(
            facts.state.plan, editable_sets(facts.state), (row.effort, row.note), self._band_names()
        )

    def _save(self, edits: Edits) -> None:
        facts = self._facts
        if facts is None:
            return
        try:
            is_other = self._changes.save(facts.row.id, edits)
        except (StorageError, editing.EditError) as error:
            self._editor.warn(str(error))
            return
        if is_other:
            self.undo_bar.tell(f"Changed: {facts.row.name}, {self.sessions.when(facts.row)}.")
        self._close_right()
        self._reload(facts.row.id)

    def _ask(self) -> None:
        self._open_sheet(self._by_hand)
        self._by_hand.ask()

    def _enter(self, by_hand: ByHand) -> None:
        from bandtimer.core.entered import EntryError  # noqa: PLC0415

        try:
            session_id = self._changes.add(by_hand)
        except (StorageError, EntryError) as error:
            self._by_hand.warn(str(error))
            return
        self._close_right()
        self.sessions.show_all()
        self._reload(session_id)
        self.undo_bar.tell(f"Added: {by_hand.entry.name}. Put right what was different.")
        if self._facts is not None and self._facts.row.id == session_id:
            self._edit()

    def _delete(self) -> None:
        facts = self._facts
        if facts is None or facts.row.status == "active":
            return
        row = facts.row
        try:
            self._changes.delete(row.id)
        except (StorageError, editing.EditError) as error:
            self._alert.set_text(str(error))
            return
        self._close_right()
        self._reload()
        self.undo_bar.tell(f"Deleted: {row.name}, {self.sessions.when(row)}.")

    def _take_back(self) -> None:
        try:
            session_id = self._changes.take_back()
        except (StorageError, editing.EditError) as error:
            self._alert.set_text(str(error))
            return
        self.undo_bar.hide()
        if session_id is not None:
            self._close_right()
            self._reload(session_id)

    def _arrange(self) -> None:
        """Show two columns where there is room, else the one that is in use."""
        em = self._look.text_px(_TEXT)
        was_narrow, self._is_narrow = self._is_narrow, self.width() < _TWO_COLUMNS_EM * em
        has_right = self._facts is not None or self._is_form
        self.detail.back.setVisible(self._is_narrow)
        if not self._is_narrow:
            self._left.show()
            self._right.setVisible(has_right)
        elif not was_narrow or not has_right:
            # Forms come along when the window gets narrow; a session only stands beside the list.
            self._left.setVisible(not self._is_form)
            self._right.setVisible(self._is_form)
        self.sessions.fit()
