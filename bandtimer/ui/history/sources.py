"""What the history page reads and writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bandtimer.core.choices import Choices
    from bandtimer.routines.library import Library
    from bandtimer.storage.history import History
    from bandtimer.storage.journal import Journal
    from bandtimer.storage.settings import Settings


@dataclass(frozen=True, slots=True)
class HistorySources:
    """The open history, and ways to the settings, the library and the time as they are now."""

    history: History
    find_journal: Callable[[], Journal]
    settings: Callable[[], Settings]
    library: Callable[[], Library]
    wall: Callable[[], datetime]

    @property
    def journal(self) -> Journal:
        """Return the journal, which the first painting does without."""
        return self.find_journal()

    def choices(self, routine_id: str) -> Choices:
        """Return what to plan a routine with."""
        from bandtimer.storage.settings import choices  # noqa: PLC0415

        return choices(self.settings(), routine_id, self.library().exercises.values())

    def band_names(self) -> tuple[str, ...]:
        """Return the names of the bands owned, the lightest first."""
        return tuple(band.name for band in self.settings().bands)
