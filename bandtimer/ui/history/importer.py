"""Reads and takes in sessions from a file without holding up the window: in a thread."""

import threading
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from bandtimer.core.record import sets_planned
from bandtimer.exchange.history_json import Unreadable, read_json
from bandtimer.exchange.selection import ExchangeError
from bandtimer.present.arrivals import Arrival
from bandtimer.storage.database import open_database
from bandtimer.storage.errors import StorageError
from bandtimer.storage.journal import Journal
from bandtimer.storage.whole import WholeSession, is_known, merge_whole


class Importer(QObject):
    """Looks into a file first, and takes in what it has when that is wanted.

    `read` carries the arrivals and the problems found, `ended` a Counter of what became of the
    sessions, `failed` a sentence for the user.
    """

    read = Signal(object, object)
    ended = Signal(object)
    failed = Signal(str)

    def __init__(self, database: Path) -> None:
        super().__init__()
        self._database = database
        self._sessions: tuple[WholeSession, ...] = ()

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

        threading.Thread(target=attempt, name="import").start()

    def _look_into(self, path: Path) -> None:
        self._sessions = ()
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise ExchangeError(f"{path.name} is not a text. Choose an exported file.") from error
        except OSError as error:
            reason = error.strerror or error
            raise ExchangeError(f"{path} cannot be read: {reason}.") from error
        items = tuple(read_json(text))
        sessions = tuple(item for item in items if isinstance(item, WholeSession))
        problems = tuple(
            f"Session {item.number}: {item.reason}"
            for item in items
            if isinstance(item, Unreadable)
        )
        with closing(open_database(self._database)) as connection:
            journal = Journal(connection)
            arrivals = tuple(
                Arrival(
                    session.plan.name,
                    session.started,
                    sets_planned(session.plan),
                    is_known(journal, session.uid),
                )
                for session in sessions
            )
        self._sessions = sessions
        self.read.emit(arrivals, problems)

    def _take_in(self) -> None:
        outcomes: Counter[str] = Counter()
        with closing(open_database(self._database)) as connection:
            journal = Journal(connection)
            for session in self._sessions:
                try:
                    outcomes[merge_whole(journal, session).value] += 1
                except ValueError:
                    outcomes["unreadable"] += 1
        self.ended.emit(outcomes)
