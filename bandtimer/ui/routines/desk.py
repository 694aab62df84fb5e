"""What stands behind the routines page: which routines there are, and what becomes of a choice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bandtimer.core.compile import PlanError, compile_plan
from bandtimer.core.plan import Side
from bandtimer.core.routine import SECOND
from bandtimer.present.library_view import LibraryView, RoutineCard
from bandtimer.present.routines import routine_view
from bandtimer.routines.library import Library
from bandtimer.storage.errors import StorageError
from bandtimer.storage.settings import Counting, choices
from bandtimer.ui.routines.entries import library_entries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from bandtimer.core.routine import Exercise, Routine
    from bandtimer.player.sessions import Sessions
    from bandtimer.present.library_view import RoutineView
    from bandtimer.storage.history import History
    from bandtimer.storage.journal import JournaledSession
    from bandtimer.storage.settings import RoutineChoices
    from bandtimer.storage.settings_store import SettingsStore
    from bandtimer.ui.routines.page import RoutinesPage

# What somebody new is led to.
_FIRST = "beginner"


class LibraryDesk(QObject):
    """Keeps the routines page true to the library, the settings and the history.

    `start_wanted` carries routine and plan, `resume_wanted` an unfinished session, `failed` a
    sentence for the user.
    """

    start_wanted = Signal(object, object)
    resume_wanted = Signal(object)
    failed = Signal(str)

    def __init__(
        self,
        page: RoutinesPage,
        store: SettingsStore,
        history: History,
        sessions: Sessions,
        wall: Callable[[], datetime],
    ) -> None:
        super().__init__(page)
        self._page = page
        self._store, self._history, self._sessions, self._wall = store, history, sessions, wall
        self._library = Library({}, {})
        self._extra: Routine | None = None
        self._unfinished: JournaledSession | None = None
        page.came_up.connect(self._refresh)
        page.taken.connect(self._show)
        page.chosen.connect(self._choose)
        page.start_wanted.connect(self._start)
        page.resume_wanted.connect(self._resume)
        page.finish_wanted.connect(self._finish)
        page.discard_wanted.connect(self._discard)

    def set_library(
        self, library: Library, extra: Routine | None = None, current: str | None = None
    ) -> None:
        """Show this library, and `extra` from a file elsewhere; take `current` in hand."""
        self._library, self._extra = library, extra
        self._refresh(current)

    def opening_view(self) -> LibraryView | None:
        """Return what the page shows at the next start, all being as it is now.

        None where that cannot be told: for an unfinished session, or without any routine.
        """
        last_done = self._history.last_done_by_routine()
        if self._sessions.unfinished() is not None:
            return None
        cards, broken = library_entries(
            self._library, None, self._store.settings, last_done, self._wall()
        )
        wanted = _latest(cards, last_done)
        card = next((card for card in cards if card.id == wanted), cards[0] if cards else None)
        if card is None or card.routine is None:
            return None
        return LibraryView(cards, broken, card.id, self._view_of(card.routine))

    def _refresh(self, current: str | None = None) -> None:
        last_done: Mapping[str, datetime] = {}
        self._unfinished = None
        try:
            last_done = self._history.last_done_by_routine()
            self._unfinished = self._sessions.unfinished()
        except StorageError as error:
            self.failed.emit(str(error))
        cards, broken = library_entries(
            self._library, self._extra, self._store.settings, last_done, self._wall()
        )
        if current is None and self._page.current is None:
            current = _latest(cards, last_done)
        self._page.show_entries((*cards, *broken), current)
        self._page.show_unfinished(self._unfinished, self._wall())

    def _show(self, card: RoutineCard) -> None:
        if card.routine is None:
            return
        try:
            view = self._view_of(card.routine)
        except PlanError as error:
            self.failed.emit(str(error))
        else:
            self._page.show_routine(view, self._wall())

    def _view_of(self, routine: Routine) -> RoutineView:
        chosen = choices(self._store.settings, routine.id, self._exercises_of(routine))
        return routine_view(routine, self._library.exercises, chosen)

    def _choose(self, name: str, value: int | str | None) -> None:
        card, routine = self._page.current, self._routine
        if not isinstance(card, RoutineCard) or routine is None:
            return
        changed = _with(self._store.choices_of(routine.id), name, value)
        try:
            self._store.choose(routine.id, changed)
        except StorageError as error:
            self.failed.emit(str(error))
        self._show(card)

    def _start(self) -> None:
        routine = self._routine
        if routine is None:
            return
        chosen = choices(self._store.settings, routine.id, self._exercises_of(routine))
        try:
            plan = compile_plan(routine, self._library.exercises, chosen)
        except PlanError as error:
            self.failed.emit(str(error))
        else:
            self.start_wanted.emit(routine, plan)

    @property
    def _routine(self) -> Routine | None:
        """Return the routine in hand."""
        entry = self._page.current
        return entry.routine if isinstance(entry, RoutineCard) else None

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
        self._page.take_focus()


def _latest(cards: Iterable[RoutineCard], last_done: Mapping[str, datetime]) -> str:
    """Return the routine of these that was done last; holds of the hold timer are none."""
    done = (card.id for card in cards if card.id in last_done)
    return max(done, key=lambda routine_id: last_done[routine_id], default=_FIRST)


def _with(choices: RoutineChoices, name: str, value: int | str | None) -> RoutineChoices:
    """Return the choices with one more made, under its name in a RoutineView."""
    number = value if isinstance(value, int) else None
    match name, value:
        case "sets", _:
            return replace(choices, sets=number)
        case "reps", _:
            return replace(choices, reps=number)
        case "variants", None:
            return replace(choices, variants={})
        case "rest", _:
            return replace(choices, rest_s=None if number is None else number // SECOND)
        case "counting", str():
            return replace(choices, counting=Counting(value))
        case "first_side", str():
            return replace(choices, first_side=Side(value))
        case _:
            return choices
