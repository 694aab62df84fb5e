"""The routines page: the library at the left, the chosen routine at the right."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bandtimer.present.library_view import BrokenFile, Entry
from bandtimer.ui.routines.detail import RoutineDetail
from bandtimer.ui.routines.entry_list import EntryList
from bandtimer.ui.routines.thumbnails import Thumbnails
from bandtimer.ui.widgets.keyboard import is_enter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bandtimer.present.library_view import RoutineView
    from bandtimer.storage.journal import JournaledSession
    from bandtimer.ui.look import Look
    from bandtimer.ui.routines.problems import ProblemDetail
    from bandtimer.ui.routines.unfinished import UnfinishedCard


class RoutinesPage(QWidget):
    """Shows what there is to do; what comes of it is for the LibraryDesk to decide.

    `came_up` says that the page is shown again. `taken` carries the card of the routine that came
    into hand, `chosen` the name of what was chosen for it and the value, as a RoutineView has
    them.
    """

    came_up = Signal()
    taken = Signal(object)
    chosen = Signal(str, object)
    start_wanted = Signal()
    resume_wanted = Signal()
    finish_wanted = Signal()
    discard_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._has_unfinished = False
        self._thumbnails = Thumbnails(look)
        self._list = EntryList(look, self._thumbnails)
        self._detail = RoutineDetail(look, self._thumbnails)
        self._right = QStackedWidget()
        self._right.addWidget(self._detail)
        self._list.chosen.connect(self._take)
        self._list.opened.connect(self.start_wanted)
        self._detail.start_wanted.connect(self.start_wanted)
        self._detail.chosen.connect(self.chosen)
        self._lay_out(look)

    def _lay_out(self, look: Look) -> None:
        self._card_place = QVBoxLayout()
        look.lay_out(self._card_place, (16, 0, 16, 16))
        left = QVBoxLayout()
        look.lay_out(left)
        left.addWidget(self._list, 1)
        left.addLayout(self._card_place)
        whole = QHBoxLayout(self)
        look.lay_out(whole)
        whole.addLayout(left, 36)
        whole.addWidget(self._right, 64)

    @property
    def current(self) -> Entry | None:
        """Return the entry in hand."""
        return self._list.current

    def show_entries(self, entries: Sequence[Entry], current: str | None = None) -> None:
        """Show these entries; the one of the id `current` comes into hand, else what was."""
        self._list.set_entries(entries, current)

    def show_routine(self, view: RoutineView, now: datetime) -> None:
        """Show a routine in full, as if it were started now."""
        self._detail.show_view(view, now)
        self._right.setCurrentWidget(self._detail)

    def show_unfinished(self, session: JournaledSession | None, now: datetime) -> None:
        """Offer to go on with a session, or offer none."""
        self._has_unfinished = session is not None
        if session is not None:
            self._card.show_session(session, now)
        if session is not None or "_card" in self.__dict__:
            self._card.setVisible(session is not None)

    def show_pictures(self) -> None:
        """Picture the exercises, which the page's first picture goes without."""
        self._thumbnails.is_ready = True
        self.update()

    def take_focus(self) -> None:
        """Put the keyboard on the list."""
        self._list.take_focus()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Let the page catch up with what has happened meanwhile."""
        super().showEvent(event)
        self.came_up.emit()
        self.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Start with Enter from anywhere on the page; resume with R."""
        if is_enter(event):
            self.start_wanted.emit()
        elif event.text().casefold() == "r" and self._has_unfinished:
            self.resume_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _take(self, entry: Entry) -> None:
        if isinstance(entry, BrokenFile):
            self._problems.show_problems(entry)
            self._right.setCurrentWidget(self._problems)
        else:
            self.taken.emit(entry)

    @cached_property
    def _card(self) -> UnfinishedCard:
        from bandtimer.ui.routines.unfinished import UnfinishedCard  # noqa: PLC0415

        card = UnfinishedCard(self._look)
        card.resume_wanted.connect(self.resume_wanted)
        card.finish_wanted.connect(self.finish_wanted)
        card.discard_wanted.connect(self.discard_wanted)
        self._card_place.addWidget(card)
        before = self._list.last_stop
        for button in card.findChildren(QAbstractButton):
            QWidget.setTabOrder(before, button)
            before = button
        return card

    @cached_property
    def _problems(self) -> ProblemDetail:
        from bandtimer.ui.routines.problems import ProblemDetail  # noqa: PLC0415

        problems = ProblemDetail(self._look)
        self._right.addWidget(problems)
        return problems
