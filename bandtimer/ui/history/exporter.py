"""Writes exports without holding up the window: in a thread, on a connection of its own."""

import threading
from contextlib import closing
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from bandtimer.exchange.exporting import export
from bandtimer.exchange.selection import ExchangeError
from bandtimer.exchange.target import write_export
from bandtimer.storage.database import open_database
from bandtimer.storage.errors import StorageError
from bandtimer.ui.history.export_form import Export
from bandtimer.ui.printing.apart import report_pdf_apart


class Exporter(QObject):
    """Writes one export at a time; a program that is closed meanwhile writes it to its end first.

    `ended` carries its file and what went wrong, "" for nothing, `crashed` an exception that is a
    fault of ours.
    """

    ended = Signal(object, str)
    crashed = Signal(object)

    def __init__(self, database: Path) -> None:
        super().__init__()
        self._database = database

    def write(self, job: Export, now: datetime) -> None:
        """Begin to write the file."""
        threading.Thread(target=self._write, args=(job, now), name="export").start()

    def _write(self, job: Export, now: datetime) -> None:
        problem = ""
        try:
            with closing(open_database(self._database)) as connection:
                pieces = export(connection, job.wanted, job.format, now, report_pdf_apart)
                write_export(job.path, pieces, self._database)
        except (ExchangeError, StorageError) as error:
            problem = str(error)
        except Exception as error:
            self.crashed.emit(error)
            return
        self.ended.emit(job.path, problem)
