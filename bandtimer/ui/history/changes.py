"""What the athlete changes in the history, each with the way to take it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from bandtimer.core.facts import SessionDeleted
from bandtimer.storage import editing

if TYPE_CHECKING:
    from bandtimer.core.facts import Fact
    from bandtimer.storage.journal import Journal
    from bandtimer.ui.history.by_hand import ByHand
    from bandtimer.ui.history.editor import Edits


class Changes:
    """Makes changes and remembers the last one.

    All may raise StorageError, and EditError or EntryError for what cannot be; then nothing of it
    can be taken back, and what was changed before still can.
    """

    def __init__(self, journal: Journal, wall: Callable[[], datetime]) -> None:
        self._journal, self._wall = journal, wall
        self._last: editing.Undo | None = None

    def save(self, session_id: int, edits: Edits) -> bool:
        """Put sets, effort and note right; tell whether anything was changed."""
        journal, wall_ms = self._journal, self._wall_ms()
        takes_back: list[Fact] = []
        try:
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
        self._last = editing.delete(self._journal, session_id, self._wall_ms())

    def add(self, by_hand: ByHand) -> int:
        """Add a session that was entered by hand, and return its id."""
        from bandtimer.storage.whole import enter_session  # noqa: PLC0415 - seldom needed

        entry = by_hand.entry
        now = self._wall()
        session_id = enter_session(self._journal, by_hand.routine.id, entry, by_hand.started, now)
        if session_id is None:
            raise AssertionError("an id of our own is a new one")
        self._last = editing.Undo(session_id, (SessionDeleted(entry.length_ms or 0),))
        return session_id

    def take_back(self) -> int | None:
        """Take the last change back; return which session it was about, None where none was."""
        change = self._last
        if change is None:
            return None
        editing.undo(self._journal, change, self._wall_ms())
        self._last = None
        return change.session_id

    def _wall_ms(self) -> int:
        return round(self._wall().timestamp() * 1_000)
