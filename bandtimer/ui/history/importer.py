"""Reads and takes in sessions from a file without holding up the window: in a thread."""

import threading
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from bandtimer.core.record import sets_planned
from bandtimer.core.routine import Exercise
from bandtimer.exchange.importing import FileContent, read_file, refusals, take_in, word
from bandtimer.exchange.selection import ExchangeError
from bandtimer.present.arrivals import Arrival
from bandtimer.storage.database import open_database
from bandtimer.storage.errors import StorageError
from bandtimer.storage.journal import Journal


class Importer(QObject):
    """Looks into a file first, and takes in what it has when that is wanted.

    `read` carries the arrivals, the problems found, which sessions are left out, and the names of
    exercises that the library lacks, `ended` a Counter of what became of the sessions, `failed` a
    sentence for the user, `crashed` an exception that is a fault of ours.
    """

    read = Signal(object, object, object, object)
    ended = Signal(object)
    failed = Signal(str)
    crashed = Signal(object)

    def __init__(
        self,
        database: Path,
        exercises: Callable[[], Mapping[str, Exercise]],
        wall: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._database, self._exercises, self._wall = database, exercises, wall
        self._content: FileContent | None = None

    def look_into(self, path: Path) -> None:
        """Begin to read the file."""
        self._start(lambda: self._look_into(path))

    def take_in(self) -> None:
        """Begin to take in what was read."""
        self._start(self._take_in)

    def _start(self, deed: Callable[[], None]) -> None:
        def attempt() -> None:
            try:
                deed()
            except (ExchangeError, StorageError) as error:
                self.failed.emit(str(error))
            except Exception as error:
                self.crashed.emit(error)

        threading.Thread(target=attempt, name="import").start()

    def _look_into(self, path: Path) -> None:
        self._content = None
        content = read_file(path, self._exercises())
        with closing(open_database(self._database)) as connection:
            outcomes = take_in(Journal(connection), content, self._wall(), dry_run=True)
        arrivals = tuple(
            Arrival(
                session.plan.name,
                session.started,
                sets_planned(session.plan),
                word(outcome),
            )
            for session, outcome in zip(content.sessions, outcomes, strict=True)
        )
        self._content = content
        left_out = tuple(refusals(content, outcomes))
        self.read.emit(arrivals, content.problems, left_out, content.unknown)

    def _take_in(self) -> None:
        if self._content is None:
            return
        with closing(open_database(self._database)) as connection:
            outcomes = take_in(Journal(connection), self._content, self._wall())
        self.ended.emit(Counter(map(word, outcomes)))
