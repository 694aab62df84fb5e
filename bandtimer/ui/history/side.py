"""What stands at the right of the history: the session in hand, or a form that takes its place.

A session is read, and what shows it imported, after the list has been painted; so the page is
there at once, and who walks down the list with a key held waits for none but the last.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from bandtimer.storage.errors import StorageError
from bandtimer.ui.widgets.panel import Panel

if TYPE_CHECKING:
    from bandtimer.storage.history import SessionRow
    from bandtimer.storage.overview import Overview
    from bandtimer.ui.history.detail import SessionDetail, SessionFacts
    from bandtimer.ui.history.sources import HistorySources
    from bandtimer.ui.look import Look

Part = TypeVar("Part", bound=QWidget)


class HistorySide(Panel):
    """Shows a session, or the form that someone else has for it.

    `start_wanted` carries routine and plan of a session to repeat, `changed` the id of a session
    that has been changed and the words for it, `failed` a sentence for the user.
    `opened` says that a form is shown, `left` that the way leads back to the list.
    """

    start_wanted = Signal(object, object)
    edit_wanted = Signal()
    export_wanted = Signal()
    delete_wanted = Signal()
    changed = Signal(object, str)
    failed = Signal(str)
    opened = Signal()
    left = Signal()
    _painted = Signal()

    def __init__(self, look: Look, sources: HistorySources, overview: Overview) -> None:
        super().__init__(look, "side", radius=0)
        self._look, self._sources, self._overview = look, sources, overview
        self.in_hand: SessionRow | None = None
        self._loaded: SessionFacts | None = None
        self.form: QWidget | None = None
        self._has_way_back = False
        self._blank = QWidget()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._blank)
        column = QVBoxLayout(self)
        look.lay_out(column)
        column.addWidget(self._stack)
        # Comes once the painting is on the screen, which a timer without any time does not.
        self._painted.connect(self.catch_up, Qt.ConnectionType.QueuedConnection)

    @property
    def is_form(self) -> bool:
        """Tell whether something is being entered."""
        return self.form is not None

    @property
    def has_any(self) -> bool:
        """Tell whether there is anything to show."""
        return self.is_form or self.in_hand is not None

    def show_session(self, row: SessionRow | None) -> None:
        """Take this session in hand, and show it as soon as there is time."""
        self.in_hand = row
        # Its painting comes with that of the page.
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the ground, and show the session in hand after that."""
        super().paintEvent(event)
        if (self._loaded and self._loaded.row) != self.in_hand:
            self._painted.emit()

    def catch_up(self) -> None:
        """Show the session in hand now."""
        row, loaded = self.in_hand, self._loaded
        if row is None:
            self._loaded = None
            self._show_part()
            return
        if loaded is not None and loaded.row == row:
            return
        from bandtimer.ui.history.loading import load_facts  # noqa: PLC0415

        sources = self._sources
        try:
            self._loaded = load_facts(sources.journal, sources.history, self._overview, row)
        except StorageError as error:
            self._loaded = None
            self.failed.emit(str(error))
        else:
            self.detail.show_session(self._loaded)
        self._show_part()

    def set_way_back(self, *, is_needed: bool) -> None:
        """Offer the way back to the list where the session hides it."""
        self._has_way_back = is_needed
        if "detail" in self.__dict__:
            self.detail.back.setVisible(is_needed)

    def focus(self) -> None:
        """Put the keyboard on the session."""
        self.catch_up()
        self.detail.back.setFocus()

    def close_form(self) -> None:
        """Show the session again."""
        self.form = None
        self._show_part()

    def repeat(self) -> None:
        """Ask to lead the session in hand once more, as it was planned."""
        facts = self.ended()
        if facts is None:
            return
        if facts.row.source == "led":
            self.start_wanted.emit(facts.routine, facts.planned)
            return
        # What was entered has its sets alone; to be led it needs rests and all that lies between.
        from bandtimer.core.compile import PlanError, compile_plan  # noqa: PLC0415

        routine, exercises = facts.routine, self._sources.library().exercises
        known = {**facts.planned.exercises, **exercises}
        try:
            plan = compile_plan(routine, known, self._sources.choices(routine.id))
        except PlanError as error:
            self.failed.emit(str(error))
        else:
            self.start_wanted.emit(routine, plan)

    def conclude(self, session_id: int | None, told: str) -> None:
        """Lead back to the list after a change, and tell of it."""
        # The session in hand may be another by now.
        self._loaded = None
        self.close_form()
        self.changed.emit(session_id, told)

    def ended(self) -> SessionFacts | None:
        """Return the session in hand, unless it is still to be gone on with."""
        self.catch_up()
        facts = self._loaded
        return facts if facts is not None and facts.row.status != "active" else None

    def _show_part(self) -> None:
        part = self.form or (self._blank if self._loaded is None else self.detail)
        self._stack.setCurrentWidget(part)

    def show_form(self, form: QWidget) -> None:
        """Let a form of its own take the place of the session."""
        self.form = form
        self._show_part()
        self.opened.emit()

    def added(self, part: Part) -> Part:
        """Give a form its place among the parts that can be shown, and return it."""
        self._stack.addWidget(part)
        return part

    @cached_property
    def detail(self) -> SessionDetail:
        """Return what shows a session."""
        from bandtimer.ui.history.detail import SessionDetail  # noqa: PLC0415

        detail = self.added(SessionDetail(self._look))
        detail.repeat_wanted.connect(self.repeat)
        detail.edit_wanted.connect(self.edit_wanted)
        detail.export_wanted.connect(self.export_wanted)
        detail.delete_wanted.connect(self.delete_wanted)
        detail.left.connect(self.left)
        detail.back.setVisible(self._has_way_back)
        return detail
