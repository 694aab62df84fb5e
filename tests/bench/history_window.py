"""Open the history of a data folder and print what it took, as JSON: `history_window.py DATA_DIR`.

`bare_ms` is what SQLite took for the page's own queries, asked again on a connection of their own,
without the page; `open_ms` is from the wish for the page to the end of its first painting.
"""

import json
import os
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from start_and_memory import proportional_mib

from bandtimer.app import Desktop, Launch, load_own_library
from bandtimer.player.clock import SystemClock
from bandtimer.storage.database import open_database
from bandtimer.storage.folders import Folders
from bandtimer.ui.application import make_application

SCROLLED_PAGES = 40


class FirstPainting(QObject):
    """Notes when the first painting of the page that it watches, with all its parts, is through."""

    ended = 0.0

    def eventFilter(self, page: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() is QEvent.Type.Paint:
            page.removeEventFilter(self)
            # Comes when this painting is through, before any timer.
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.User:
            self.ended = time.perf_counter()
        return super().event(event)


def main(folder: Path) -> None:
    folders = Folders.at(folder)
    folders.create()
    application = make_application()
    with closing(open_database(folders.database)) as connection:
        desktop = Desktop(folders, connection, load_own_library(folders), SystemClock())
        desktop.open(None, Launch())
        for _ in range(20):
            application.processEvents()
        print(json.dumps(_measured(desktop, connection, folders.database)), flush=True)
        desktop.window.close()


def _measured(desktop: Desktop, connection: sqlite3.Connection, database: Path) -> dict[str, float]:
    before = proportional_mib(os.getpid())
    first = _opened(desktop)
    asked: list[str] = []
    desktop.window.show_page("Routines")
    QApplication.processEvents()
    connection.set_trace_callback(asked.append)
    again = _opened(desktop)
    connection.set_trace_callback(None)
    with_page = proportional_mib(os.getpid())
    page = desktop.window.page
    # Imported by now; to import it before would take a part of what is measured away.
    from bandtimer.ui.history.page import HistoryPage  # noqa: PLC0415

    assert isinstance(page, HistoryPage)
    rows_at_first = len(page.sessions.rows.rows)
    began = time.perf_counter()
    for _ in range(SCROLLED_PAGES):
        QTest.keyClick(page.sessions.rows, Qt.Key.Key_PageDown)
        QApplication.processEvents()
    scrolled = (time.perf_counter() - began) * 1_000 / SCROLLED_PAGES
    return {
        "bare_ms": _bare_ms(database, asked),
        "first_ms": first,
        "again_ms": again,
        "rows": rows_at_first,
        "scroll_ms": scrolled,
        "rows_scrolled": len(page.sessions.rows.rows),
        "page_mib": with_page - before,
        "scrolled_mib": proportional_mib(os.getpid()) - before,
    }


def _opened(desktop: Desktop) -> float:
    """Show the history; return the ms to the end of its first painting."""
    painting = FirstPainting()
    began = time.perf_counter()
    desktop.window.show_page("History")
    page = desktop.window.page
    assert page is not None
    page.installEventFilter(painting)
    while not painting.ended:
        QApplication.processEvents()
    for _ in range(5):
        QApplication.processEvents()
    return (painting.ended - began) * 1_000


def _bare_ms(database: Path, asked: list[str]) -> float:
    """Ask the same on another connection, as cold as the page's was, and return the ms."""
    queries = [query for query in asked if query.startswith(("SELECT", "WITH"))]
    with closing(open_database(database)) as connection:
        began = time.perf_counter()
        for query in queries:
            connection.execute(query).fetchall()
        return (time.perf_counter() - began) * 1_000


if __name__ == "__main__":
    main(Path(sys.argv[1]))
