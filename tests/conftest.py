"""What tests of several packages share; mypy takes one conftest only, so this is the one."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fake_clock import FakeClock
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bandtimer.app import Desktop, Launch, load_own_library
from bandtimer.storage.database import open_database
from bandtimer.storage.folders import Folders
from bandtimer.storage.history import History
from bandtimer.storage.journal import Journal
from bandtimer.ui.application import make_application

if TYPE_CHECKING:
    from window_bench import Bench

# Windows of tests stay off the developer's screen; Qt reads this when the application is made.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """Replace pytest-qt's application by the program's own."""
    return make_application()


@pytest.fixture
def clock() -> FakeClock:
    """Return a clock that the test moves."""
    return FakeClock()


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Open an empty history."""
    with closing(open_database(tmp_path / "history.sqlite3")) as connection:
        yield connection


@pytest.fixture
def journal(connection: sqlite3.Connection) -> Journal:
    return Journal(connection)


@pytest.fixture
def history(connection: sqlite3.Connection) -> History:
    return History(connection)


@pytest.fixture
def make_bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., Bench]]:
    """Build windows on one data folder, as starting the program again would."""
    from window_bench import Bench, StillClock  # noqa: PLC0415 - found beside the window's tests

    closers: list[Callable[[], None]] = []

    def make(routine: str | None = None) -> Bench:
        folders = Folders.at(tmp_path / "data")
        folders.create()
        connection = open_database(folders.database)
        library = load_own_library(folders)
        clock = StillClock()
        desktop = Desktop(folders, connection, library, clock)
        qtbot.addWidget(desktop.window)
        wanted = library.routines[routine] if routine else None
        desktop.open(wanted, Launch(routine))
        qtbot.waitExposed(desktop.window)
        # What follows the first picture must not come when the test is over.
        qtbot.waitUntil(lambda: desktop._watcher is not None)
        watcher = desktop._watcher
        assert watcher is not None

        def close() -> None:
            watcher.blockSignals(True)
            connection.close()

        closers.append(close)
        return Bench(qtbot, desktop, clock, folders)

    yield make
    for close in closers:
        close()


@pytest.fixture
def bench(make_bench: Callable[..., Bench]) -> Bench:
    """Return one window at the pre-run warm-up."""
    return make_bench("pre-run-warm-up")
