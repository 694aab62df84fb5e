"""A window on a clock that the test moves, and the ways a test works it."""

from datetime import UTC, datetime, timedelta
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from bandtimer.app import Desktop
from bandtimer.present.player import PlayerView
from bandtimer.storage.folders import Folders
from bandtimer.ui.main_window import MainWindow
from bandtimer.ui.player.page import PlayerPage
from bandtimer.ui.routines.page import RoutinesPage


class StillClock:
    """Time that passes only when told to."""

    speed = 1.0

    def __init__(self) -> None:
        self.ms = 0
        self.began = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)

    def now_ms(self) -> int:
        return self.ms

    def wall(self) -> datetime:
        return self.began + timedelta(milliseconds=self.ms)


class Bench:
    """The window, its clock, and what a test does with them."""

    def __init__(self, qtbot: QtBot, desktop: Desktop, clock: StillClock, folders: Folders) -> None:
        self._qtbot = qtbot
        self.desktop, self.clock, self.folders = desktop, clock, folders

    @property
    def window(self) -> MainWindow:
        return self.desktop.window

    @property
    def routines(self) -> RoutinesPage:
        page = self.window.page
        assert isinstance(page, RoutinesPage)
        return page

    def shows(self, page: type[QWidget]) -> bool:
        """Tell whether a page of this kind is on show."""
        return isinstance(self.window.page, page)

    @property
    def player(self) -> PlayerPage:
        page = self.window.page
        assert isinstance(page, PlayerPage)
        return page

    @property
    def view(self) -> PlayerView:
        view = self.player.view
        assert view is not None
        return view

    def press(self, *keys: Qt.Key) -> None:
        """Press keys where the keyboard's attention is."""
        for key in keys:
            focused = cast("QWidget | None", self.window.focusWidget())
            self._qtbot.keyClick(self.window if focused is None else focused, key)

    def pass_time(self, seconds: float) -> None:
        """Let time pass for the session and have the player look at it."""
        self.clock.ms += round(seconds * 1_000)
        page = self.player
        assert page.controller is not None
        page.controller._poll()
        if page.controller is not None:
            page._refresh()
