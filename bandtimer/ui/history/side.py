"""What stands at the right of the history: the session in hand, or a form that takes its place.

A session is read, and what shows it imported, after the list has been painted; so the page is
there at once, and who walks down the list with a key held waits for none but the last.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from bandtimer.storage.errors import StorageError
from bandtimer.ui.widgets.panel import Panel

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from bandtimer.core.choices import Choices
    from bandtimer.present.arrivals import Arrival
    from bandtimer.storage.deleted import DeletedSession
    from bandtimer.storage.history import SessionRow
    from bandtimer.storage.overview import Overview
    from bandtimer.ui.history.by_hand import ByHand, ByHandForm
    from bandtimer.ui.history.changes import Changes
    from bandtimer.ui.history.deleted_form import DeletedForm
    from bandtimer.ui.history.detail import SessionDetail, SessionFacts
    from bandtimer.ui.history.editor import Edits, SessionEditor
    from bandtimer.ui.history.export_form import Export, ExportForm
    from bandtimer.ui.history.exporter import Exporter
    from bandtimer.ui.history.import_form import ImportForm
    from bandtimer.ui.history.importer import Importer
    from bandtimer.ui.history.sources import HistorySources
    from bandtimer.ui.look import Look

Part = TypeVar("Part", bound=QWidget)
_IMPORTED = "Histories of BandTimer, Strong and Hevy (*.json *.csv);;All files (*)"


class HistorySide(Panel):
    """Shows a session and leads through what is done with it.

    `start_wanted` carries routine and plan of a session to repeat, `changed` the id of a session
    that has been changed and the words for it, `told` and `failed` a sentence for the user.
    `opened` says that a form is shown, `left` that the way leads back to the list.
    """

    start_wanted = Signal(object, object)
    changed = Signal(object, str)
    told = Signal(str)
    failed = Signal(str)
    opened = Signal()
    left = Signal()
    _painted = Signal()

    def __init__(self, look: Look, sources: HistorySources, overview: Overview) -> None:
        super().__init__(look, "side", radius=0)
        self._look, self._sources, self._overview = look, sources, overview
        self._wanted: SessionRow | None = None
        self._loaded: SessionFacts | None = None
        self._edited: SessionFacts | None = None
        self._form: QWidget | None = None
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
        return self._form is not None

    @property
    def has_any(self) -> bool:
        """Tell whether there is anything to show."""
        return self.is_form or self._wanted is not None

    def show_session(self, row: SessionRow | None) -> None:
        """Take this session in hand, and show it as soon as there is time."""
        self._wanted = row
        # Its painting comes with that of the page.
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the ground, and show the session in hand after that."""
        super().paintEvent(event)
        if (self._loaded and self._loaded.row) != self._wanted:
            self._painted.emit()

    def catch_up(self) -> None:
        """Show the session in hand now."""
        row, loaded = self._wanted, self._loaded
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

    def forget(self) -> None:
        """Read the session in hand anew: it may be another by now."""
        self._loaded = None

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
        self._form = None
        self._show_part()

    def repeat(self) -> None:
        """Ask to lead the session in hand once more, as it was planned."""
        facts = self._ended()
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
            plan = compile_plan(routine, known, self._chosen(routine.id))
        except PlanError as error:
            self.failed.emit(str(error))
        else:
            self.start_wanted.emit(routine, plan)

    def edit(self) -> None:
        """Let the session in hand be put right."""
        facts = self._ended()
        if facts is None:
            return
        from bandtimer.core.record import original_records  # noqa: PLC0415
        from bandtimer.present.session_edit import editable_sets  # noqa: PLC0415

        self._edited = facts
        state, row = facts.state, facts.row
        said = (row.effort, row.note)
        self.show_form(self.editor)
        bands, originals = self._sources.band_names(), original_records(state)
        self.editor.edit(state.plan, editable_sets(state), said, bands, originals)

    def ask(self) -> None:
        """Ask for a session that was done without the program."""
        self.show_form(self.by_hand)
        self.by_hand.ask()

    def export(self, *, is_one: bool = True) -> None:
        """Ask which sessions to export, and how; `is_one` proposes the one in hand."""
        facts = self._ended()
        row = None if facts is None else facts.row
        self.show_form(self.export_form)
        self.export_form.ask(row, self._sources.wall().date(), is_one=is_one)

    def import_file(self) -> None:
        """Ask for a file, and show what it would bring."""
        from bandtimer.ui.file_dialogs import ask_what_to_open  # noqa: PLC0415

        path = ask_what_to_open(self, "Import", _IMPORTED)
        if path is not None:
            self.show_form(self.import_form)
            self.import_form.wait_for(path)
            self._importer.look_into(path)

    def delete(self) -> None:
        """Delete the session in hand."""
        facts = self._ended()
        if facts is not None:
            row = facts.row
            if self._attempt(lambda: self._changes.delete(row.id), self.failed.emit):
                self._done(None, f"Deleted: {row.name}, {self._when(row.started)}.")

    def show_deleted(self) -> None:
        """Show the deleted sessions, to bring one back."""
        from bandtimer.storage.deleted import deleted_sessions  # noqa: PLC0415

        try:
            found = deleted_sessions(self._sources.history.connection)
        except StorageError as error:
            self.failed.emit(str(error))
            return
        self.show_form(self.deleted_form)
        self.deleted_form.show_sessions(found, self._sources.wall().date())

    def take_back(self) -> None:
        """Take the last change back."""
        touched: list[int | None] = []
        deed = self._changes.take_back
        if self._attempt(lambda: touched.append(deed()), self.failed.emit) and touched[0]:
            self._done(touched[0], "")

    def _bring_back(self, session: DeletedSession) -> None:
        if self._attempt(lambda: self._changes.undelete(session.id), self.deleted_form.warn):
            self._done(session.id, f"Brought back: {session.name}, {self._when(session.started)}.")

    def _save(self, edits: Edits) -> None:
        # The list may have another one in hand by now.
        facts = self._edited
        if facts is None:
            return
        row, saved = facts.row, list[bool]()
        deed = self._changes.save
        if self._attempt(lambda: saved.append(deed(row.id, edits)), self.editor.warn):
            words = f"Changed: {row.name}, {self._when(row.started)}."
            self._done(row.id, words if saved[0] else "")

    def _add(self, by_hand: ByHand) -> None:
        added: list[int] = []
        if self._attempt(lambda: added.append(self._changes.add(by_hand)), self.by_hand.warn):
            name = by_hand.entry.name
            self._done(added[0], f"Added: {name}. Put right what was different.")
            if self._wanted is not None and self._wanted.id == added[0]:
                self.edit()

    def _write(self, job: Export) -> None:
        self.export_form.set_busy(is_busy=True)
        self._exporter.write(job, self._sources.wall())

    def _written(self, path: Path, problem: str) -> None:
        self.export_form.set_busy(is_busy=False)
        if problem:
            self.export_form.warn(problem)
            if self._form is not self.export_form:
                self.failed.emit(problem)
        else:
            self.told.emit(f"Saved as {path}.")
            if self._form is self.export_form:
                self.left.emit()

    def _show_arrivals(
        self, arrivals: tuple[Arrival, ...], problems: tuple[str, ...], unknown: tuple[str, ...]
    ) -> None:
        today = self._sources.wall().date()
        self.import_form.show_arrivals(arrivals, problems, unknown, today)

    def _fail_import(self, problem: str) -> None:
        self.import_form.fail(problem)

    def _report(self, error: Exception) -> None:
        """Have a fault of ours, made in a thread, reported as all others are."""
        if "export_form" in self.__dict__:
            self.export_form.set_busy(is_busy=False)
        self.left.emit()
        raise error

    def _came_in(self, outcomes: object) -> None:
        from bandtimer.present.arrivals import came_in_text  # noqa: PLC0415

        row = self._wanted
        self._done(None if row is None else row.id, "")
        self.told.emit(came_in_text(outcomes))  # type: ignore[arg-type]

    def _attempt(self, deed: Callable[[], object], tell: Callable[[str], object]) -> bool:
        """Do it, or tell why it cannot be done; return whether it was."""
        from bandtimer.ui.history.changes import Refused  # noqa: PLC0415

        try:
            deed()
        except Refused as error:
            tell(str(error))
            return False
        return True

    def _done(self, session_id: int | None, told: str) -> None:
        self.forget()
        self.close_form()
        self.changed.emit(session_id, told)

    def _ended(self) -> SessionFacts | None:
        """Return the session in hand, unless it is still to be gone on with."""
        self.catch_up()
        facts = self._loaded
        return facts if facts is not None and facts.row.status != "active" else None

    def _when(self, started: datetime) -> str:
        from bandtimer.present.dates import short_day, time_of_day  # noqa: PLC0415

        return f"{short_day(started, self._sources.wall())} {time_of_day(started)}"

    def _chosen(self, routine_id: str) -> Choices:
        """Return what to plan a routine with."""
        from bandtimer.storage.settings import choices  # noqa: PLC0415

        exercises = self._sources.library().exercises.values()
        return choices(self._sources.settings(), routine_id, exercises)

    def _show_part(self) -> None:
        part = self._form or (self._blank if self._loaded is None else self.detail)
        self._stack.setCurrentWidget(part)

    def show_form(self, form: QWidget) -> None:
        """Let a form of its own take the place of the session."""
        self._form = form
        self._show_part()
        self.opened.emit()

    def _ask_where(self, suggested: Path) -> Path | None:
        from bandtimer.ui.file_dialogs import ask_where_to_save  # noqa: PLC0415

        return ask_where_to_save(self, "Export", suggested)

    def _added(self, part: Part) -> Part:
        self._stack.addWidget(part)
        return part

    @cached_property
    def _changes(self) -> Changes:
        from bandtimer.ui.history.changes import Changes  # noqa: PLC0415

        return Changes(self._sources.journal, self._sources.wall)

    @cached_property
    def detail(self) -> SessionDetail:
        """Return what shows a session."""
        from bandtimer.ui.history.detail import SessionDetail  # noqa: PLC0415

        detail = self._added(SessionDetail(self._look))
        detail.repeat_wanted.connect(self.repeat)
        detail.edit_wanted.connect(self.edit)
        detail.export_wanted.connect(self.export)
        detail.delete_wanted.connect(self.delete)
        detail.left.connect(self.left)
        detail.back.setVisible(self._has_way_back)
        return detail

    @cached_property
    def editor(self) -> SessionEditor:
        """Return what a session is put right with."""
        from bandtimer.ui.history.editor import SessionEditor  # noqa: PLC0415

        editor = self._added(SessionEditor(self._look))
        editor.saved.connect(self._save)
        editor.left.connect(self.left)
        return editor

    @cached_property
    def by_hand(self) -> ByHandForm:
        """Return what a session is entered with."""
        from bandtimer.ui.history.by_hand import ByHandForm  # noqa: PLC0415

        sources = self._sources
        form = self._added(ByHandForm(self._look, sources.library, self._chosen, sources.wall))
        form.entered.connect(self._add)
        form.left.connect(self.left)
        return form

    @cached_property
    def deleted_form(self) -> DeletedForm:
        """Return what lists the deleted sessions."""
        from bandtimer.ui.history.deleted_form import DeletedForm  # noqa: PLC0415

        form = self._added(DeletedForm(self._look))
        form.wanted.connect(self._bring_back)
        form.left.connect(self.left)
        return form

    @cached_property
    def export_form(self) -> ExportForm:
        """Return what asks for an export."""
        from bandtimer.ui.history.export_form import ExportForm  # noqa: PLC0415

        form = self._added(ExportForm(self._look, self._ask_where))
        form.wanted.connect(self._write)
        form.left.connect(self.left)
        return form

    @cached_property
    def import_form(self) -> ImportForm:
        """Return what shows what a file would bring."""
        from bandtimer.ui.history.import_form import ImportForm  # noqa: PLC0415

        form = self._added(ImportForm(self._look))
        form.accepted.connect(self._importer.take_in)
        form.other_wanted.connect(self.import_file)
        form.left.connect(self.left)
        return form

    @cached_property
    def _importer(self) -> Importer:
        from bandtimer.storage.database import database_path  # noqa: PLC0415
        from bandtimer.ui.history.importer import Importer  # noqa: PLC0415

        importer = Importer(
            database_path(self._sources.history.connection),
            lambda: self._sources.library().exercises,
        )
        importer.read.connect(self._show_arrivals)
        importer.ended.connect(self._came_in)
        importer.failed.connect(self._fail_import)
        importer.crashed.connect(self._report)
        return importer

    @cached_property
    def _exporter(self) -> Exporter:
        from bandtimer.storage.database import database_path  # noqa: PLC0415
        from bandtimer.ui.history.exporter import Exporter  # noqa: PLC0415

        exporter = Exporter(database_path(self._sources.history.connection))
        exporter.ended.connect(self._written)
        exporter.crashed.connect(self._report)
        return exporter
