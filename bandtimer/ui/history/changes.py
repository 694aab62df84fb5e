"""What the athlete changes in the history, each with the way to take it back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from bandtimer.core.entered import EntryError
from bandtimer.core.facts import SessionDeleted
from bandtimer.storage import editing
from bandtimer.storage.errors import StorageError
from bandtimer.storage.whole import enter_session

if TYPE_CHECKING:
    from bandtimer.core.facts import Fact
    from bandtimer.storage.journal import Journal
    from bandtimer.ui.history.by_hand import ByHand
    from bandtimer.ui.history.editor import Edits


class Refused(Exception):  # noqa: N818 - what it is, not that it is one
    """A change that could not be made; the text is for the user."""


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (StorageError, editing.EditError, EntryError) as error:
        raise Refused(str(error)) from error


class Changes:
    """Makes changes and remembers the last one; all may raise Refused."""

    def __init__(self, journal: Journal, wall: Callable[[], datetime]) -> None:
        self._journal, self._wall = journal, wall
        self._last: editing.Undo | None = None

    def save(self, session_id: int, edits: Edits) -> bool:
        """Put sets, effort and note right; tell whether anything was changed."""
        journal, wall_ms = self._journal, self._wall_ms()
        takes_back: list[Fact] = []
        try:
            with _told():
                for (step, side), values in edits.sets.items():
                    undo = editing.edit_set(journal, session_id, step, side, values, wall_ms)
                    takes_back[:0] = undo.facts
                takes_back[:0] = editing.rate(journal, session_id, edits.effort, wall_ms).facts
                takes_back[:0] = editing.write_note(journal, session_id, edits.note, wall_ms).facts
        finally:
            # What was saved before something could not be can be taken back as well.
            if takes_back:
                self._last = editing.Undo(session_id, tuple(takes_back))
        return bool(takes_back)

    def delete(self, session_id: int) -> None:
        """Delete a session."""
        with _told():
            self._last = editing.delete(self._journal, session_id, self._wall_ms())

    def undelete(self, session_id: int) -> None:
        """Bring a deleted session back."""
        with _told():
            self._last = editing.undelete(self._journal, session_id, self._wall_ms())

    def add(self, by_hand: ByHand) -> int:
        """Add a session that was entered by hand, and return its id."""
        entry = by_hand.entry
        now = self._wall()
        with _told():
            session_id = enter_session(
                self._journal, by_hand.routine.id, entry, by_hand.started, now
            )
        if session_id is None:
            raise AssertionError("an id of our own is a new one")
        self._last = editing.Undo(session_id, (SessionDeleted(entry.length_ms or 0),))
        return session_id

    def take_back(self) -> int | None:
        """Take the last change back; return which session it was about, None where none was."""
        change = self._last
        if change is None:
            return None
        with _told():
            editing.undo(self._journal, change, self._wall_ms())
        self._last = None
        return change.session_id

    def _wall_ms(self) -> int:
        return round(self._wall().timestamp() * 1_000)
