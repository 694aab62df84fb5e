"""What is put right in the history from its side: edited, added, deleted and brought back."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bandtimer.storage.errors import StorageError

if TYPE_CHECKING:
    from datetime import datetime

    from bandtimer.storage.deleted import DeletedSession
    from bandtimer.ui.history.by_hand import ByHand, ByHandForm
    from bandtimer.ui.history.changes import Changes
    from bandtimer.ui.history.deleted_form import DeletedForm
    from bandtimer.ui.history.detail import SessionFacts
    from bandtimer.ui.history.editor import Edits, SessionEditor
    from bandtimer.ui.history.side import HistorySide
    from bandtimer.ui.history.sources import HistorySources
    from bandtimer.ui.look import Look


class Corrections(QObject):
    """Leads through what is changed; `failed` carries a sentence for the user."""

    failed = Signal(str)

    def __init__(self, look: Look, sources: HistorySources, side: HistorySide) -> None:
        super().__init__(side)
        self._look, self._sources, self._side = look, sources, side
        self._edited: SessionFacts | None = None

    def edit(self) -> None:
        """Let the session in hand be put right."""
        facts = self._side.ended()
        if facts is None:
            return
        from bandtimer.core.record import original_records  # noqa: PLC0415
        from bandtimer.present.session_edit import editable_sets  # noqa: PLC0415

        self._edited = facts
        state, row = facts.state, facts.row
        said = (row.effort, row.note)
        self._side.show_form(self.editor)
        bands, originals = self._sources.band_names(), original_records(state)
        self.editor.edit(state.plan, editable_sets(state), said, bands, originals)

    def ask(self) -> None:
        """Ask for a session that was done without the program."""
        self._side.show_form(self.by_hand)
        self.by_hand.ask()

    def delete(self) -> None:
        """Delete the session in hand."""
        facts = self._side.ended()
        if facts is not None:
            row = facts.row
            if self._attempt(lambda: self._changes.delete(row.id), self.failed.emit):
                self._side.conclude(None, f"Deleted: {row.name}, {self._when(row.started)}.")

    def show_deleted(self) -> None:
        """Show the deleted sessions, to bring one back."""
        from bandtimer.storage.deleted import deleted_sessions  # noqa: PLC0415

        try:
            found = deleted_sessions(self._sources.history.connection)
        except StorageError as error:
            self.failed.emit(str(error))
            return
        self._side.show_form(self.deleted_form)
        self.deleted_form.show_sessions(found, self._sources.wall().date())

    def take_back(self) -> None:
        """Take the last change back."""
        touched: list[int | None] = []
        deed = self._changes.take_back
        if self._attempt(lambda: touched.append(deed()), self.failed.emit) and touched[0]:
            self._side.conclude(touched[0], "")

    def _bring_back(self, session: DeletedSession) -> None:
        if self._attempt(lambda: self._changes.undelete(session.id), self.deleted_form.warn):
            self._side.conclude(
                session.id, f"Brought back: {session.name}, {self._when(session.started)}."
            )

    def _save(self, edits: Edits) -> None:
        # The list may have another one in hand by now.
        facts = self._edited
        if facts is None:
            return
        row, saved = facts.row, list[bool]()
        deed = self._changes.save
        if self._attempt(lambda: saved.append(deed(row.id, edits)), self.editor.warn):
            words = f"Changed: {row.name}, {self._when(row.started)}."
            self._side.conclude(row.id, words if saved[0] else "")

    def _add(self, by_hand: ByHand) -> None:
        added: list[int] = []
        if self._attempt(lambda: added.append(self._changes.add(by_hand)), self.by_hand.warn):
            name = by_hand.entry.name
            self._side.conclude(added[0], f"Added: {name}. Put right what was different.")
            if self._side.in_hand is not None and self._side.in_hand.id == added[0]:
                self.edit()

    def _attempt(self, deed: Callable[[], object], tell: Callable[[str], object]) -> bool:
        """Do it, or tell why it cannot be done; return whether it was."""
        from bandtimer.ui.history.changes import Refused  # noqa: PLC0415

        try:
            deed()
        except Refused as error:
            tell(str(error))
            return False
        return True

    def _when(self, started: datetime) -> str:
        from bandtimer.present.dates import moment  # noqa: PLC0415

        return moment(started, self._sources.wall())

    @cached_property
    def _changes(self) -> Changes:
        from bandtimer.ui.history.changes import Changes  # noqa: PLC0415

        return Changes(self._sources.journal, self._sources.wall)

    @cached_property
    def editor(self) -> SessionEditor:
        """Return what a session is put right with."""
        from bandtimer.ui.history.editor import SessionEditor  # noqa: PLC0415

        editor = self._side.added(SessionEditor(self._look))
        editor.saved.connect(self._save)
        editor.left.connect(self._side.left)
        return editor

    @cached_property
    def by_hand(self) -> ByHandForm:
        """Return what a session is entered with."""
        from bandtimer.ui.history.by_hand import ByHandForm  # noqa: PLC0415

        sources = self._sources
        form = self._side.added(
            ByHandForm(self._look, sources.library, sources.choices, sources.wall)
        )
        form.entered.connect(self._add)
        form.left.connect(self._side.left)
        return form

    @cached_property
    def deleted_form(self) -> DeletedForm:
        """Return what lists the deleted sessions."""
        from bandtimer.ui.history.deleted_form import DeletedForm  # noqa: PLC0415

        form = self._side.added(DeletedForm(self._look))
        form.wanted.connect(self._bring_back)
        form.left.connect(self._side.left)
        return form
