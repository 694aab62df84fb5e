"""The routines page: the library at the left, the chosen routine at the right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
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

from bandtimer.core.compile import PlanError, compile_plan
from bandtimer.present.routines import routine_view
from bandtimer.routines.library import Library
from bandtimer.storage.errors import StorageError
from bandtimer.storage.settings import RoutineChoices, choices
from bandtimer.ui.routines.detail import RoutineDetail
from bandtimer.ui.routines.entries import BrokenEntry, Entry, RoutineEntry, library_entries
from bandtimer.ui.routines.entry_list import EntryList
from bandtimer.ui.routines.thumbnails import Thumbnails
from bandtimer.ui.widgets.keyboard import is_enter

if TYPE_CHECKING:
    from bandtimer.core.routine import Exercise, Routine
    from bandtimer.player.sessions import Sessions
    from bandtimer.storage.history import History
    from bandtimer.storage.journal import JournaledSession
    from bandtimer.storage.settings_store import SettingsStore
    from bandtimer.ui.look import Look
    from bandtimer.ui.routines.problems import ProblemDetail
    from bandtimer.ui.routines.unfinished import UnfinishedCard

# What somebody new is led to.
_FIRST = "beginner"


class RoutinesPage(QWidget):
    """Chooses what to do.

    `start_wanted` carries routine and plan, `resume_wanted` an unfinished session, `failed` a
    sentence for the user.
    """

    start_wanted = Signal(object, object)
    resume_wanted = Signal(object)
    failed = Signal(str)

    def __init__(
        self,
        look: Look,
        store: SettingsStore,
        history: History,
        sessions: Sessions,
        wall: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._look = look
        self._store, self._history, self._sessions, self._wall = store, history, sessions, wall
        self._library = Library({}, {})
        self._extra: Routine | None = None
        self._unfinished: JournaledSession | None = None
        self._thumbnails = Thumbnails(look)
        self._list = EntryList(look, self._thumbnails)
        self._detail = RoutineDetail(look, self._thumbnails)
        self._right = QStackedWidget()
        self._right.addWidget(self._detail)
        self._list.chosen.connect(self._show_entry)
        self._list.opened.connect(self._start)
        self._detail.start_wanted.connect(self._start)
        self._detail.chosen.connect(self._choose)
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

    def set_library(
        self, library: Library, extra: Routine | None = None, current: str | None = None
    ) -> None:
        """Show this library, and `extra` from a file elsewhere; take `current` in hand."""
        self._library, self._extra = library, extra
        self._refresh(current)

    def show_pictures(self) -> None:
        """Picture the exercises, which the page's first picture goes without."""
        self._thumbnails.is_ready = True
        self.update()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Catch up with what has happened meanwhile."""
        super().showEvent(event)
        self._refresh()
        self._list.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Start with Enter from anywhere on the page; resume with R."""
        if is_enter(event):
            self._start()
        elif event.text().casefold() == "r" and self._unfinished is not None:
            self._resume()
        else:
            super().keyPressEvent(event)

    def _refresh(self, current: str | None = None) -> None:
        try:
            last_done = self._history.last_done_by_routine()
            self._unfinished = self._sessions.unfinished()
        except StorageError as error:
            last_done = {}
            self._unfinished = None
            self.failed.emit(str(error))
        if current is None and self._list.current is None:
            current = max(last_done, key=lambda routine_id: last_done[routine_id], default=_FIRST)
        entries = library_entries(
            self._library, self._extra, self._store.settings, last_done, self._wall()
        )
        self._list.set_entries(entries, current)
        if self._unfinished is not None:
            self._card.show_session(self._unfinished, self._wall())
        if self._unfinished is not None or "_card" in self.__dict__:
            self._card.setVisible(self._unfinished is not None)

    @cached_property
    def _card(self) -> UnfinishedCard:
        from bandtimer.ui.routines.unfinished import UnfinishedCard  # noqa: PLC0415

        card = UnfinishedCard(self._look)
        card.resume_wanted.connect(self._resume)
        card.finish_wanted.connect(self._finish)
        card.discard_wanted.connect(self._discard)
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

    def _show_entry(self, entry: Entry) -> None:
        if isinstance(entry, BrokenEntry):
            self._problems.show_problems(entry.name, entry.problems)
            self._right.setCurrentWidget(self._problems)
            return
        routine, settings = entry.routine, self._store.settings
        try:
            view = routine_view(
                routine, self._library.exercises, choices(settings, routine.id), self._wall()
            )
        except PlanError as error:
            self.failed.emit(str(error))
            return
        own = self._store.choices_of(routine.id)
        self._detail.show_view(
            view,
            replace(
                own,
                counting=own.counting or settings.counting,
                first_side=own.first_side or settings.first_side,
            ),
        )
        self._right.setCurrentWidget(self._detail)

    def _choose(self, chosen: RoutineChoices) -> None:
        entry = self._list.current
        if not isinstance(entry, RoutineEntry):
            return
        try:
            self._store.choose(entry.routine.id, chosen)
        except StorageError as error:
            self.failed.emit(str(error))
        self._show_entry(entry)

    def _start(self) -> None:
        entry = self._list.current
        if not isinstance(entry, RoutineEntry):
            return
        chosen = choices(self._store.settings, entry.routine.id, self._exercises_of(entry.routine))
        try:
            plan = compile_plan(entry.routine, self._library.exercises, chosen)
        except PlanError as error:
            self.failed.emit(str(error))
        else:
            self.start_wanted.emit(entry.routine, plan)

    def _exercises_of(self, routine: Routine) -> tuple[Exercise, ...]:
        return (*self._library.exercises.values(), *routine.own_exercises)

    def _resume(self) -> None:
        if self._unfinished is not None:
            self.resume_wanted.emit(self._unfinished)

    def _finish(self) -> None:
        self._settle(self._sessions.finish)

    def _discard(self) -> None:
        self._settle(self._sessions.discard)

    def _settle(self, deed: Callable[[JournaledSession], None]) -> None:
        if self._unfinished is None:
            return
        try:
            deed(self._unfinished)
        except StorageError as error:
            self.failed.emit(str(error))
        self._refresh()
        self._list.take_focus()
