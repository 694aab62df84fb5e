"""What a session has to do with the machine around it.

While one is in the player, the desktop's media keys lead it and the machine's sleep pauses it;
while it runs, the screen stays on. All of it is out of the way of the first picture, and none of
it is missed where the machine does not offer it.
"""

from __future__ import annotations

import sys
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractEventDispatcher, QObject, QTimer, Signal

from bandtimer.core.state import Status

if TYPE_CHECKING:
    from bandtimer.player.awake import Awake
    from bandtimer.player.controller import SessionController
    from bandtimer.player.logind import SleepSignal
    from bandtimer.player.mpris import Mpris

# The session's first picture is long on the screen by then, and no screen goes dark as fast.
_AFTERWARDS_MS = 300


class Surroundings(QObject):
    """Looks after one session at a time, from `attend` until it ends or is left.

    `raise_wanted` and `quit_wanted` come from the desktop's media controls and mean the window.
    """

    raise_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller: SessionController | None = None
        self._mpris: Mpris | None = None
        self._sleep_signal: SleepSignal | None = None
        self._afterwards = QTimer(self)
        self._afterwards.setSingleShot(True)
        self._afterwards.setInterval(_AFTERWARDS_MS)
        self._afterwards.timeout.connect(self._begin)

    def attend(self, controller: SessionController) -> None:
        """Look after this session from now on."""
        self._part()
        self._controller = controller
        controller.changed.connect(self._follow)
        controller.left.connect(self._part)
        self._afterwards.start()

    def close(self) -> None:
        """Let go of everything, for good."""
        self._part()
        if "_awake" in self.__dict__:
            self._awake.close()

    @cached_property
    def _awake(self) -> Awake:
        from bandtimer.player.awake import Awake  # noqa: PLC0415

        return Awake(self)

    def _begin(self) -> None:
        controller = self._controller
        if controller is None:
            return
        # After a sleep something wakes the window before long: a picture, a key, the desktop.
        QAbstractEventDispatcher.instance().awake.connect(controller.look_for_sleep)
        if sys.platform == "linux":
            self._join_buses(controller)
        self._follow()

    def _join_buses(self, controller: SessionController) -> None:
        from bandtimer.player.logind import SleepSignal  # noqa: PLC0415
        from bandtimer.player.mpris import Mpris  # noqa: PLC0415

        self._sleep_signal = SleepSignal(self)
        self._sleep_signal.falls_asleep.connect(controller.fall_asleep)
        self._mpris = Mpris(self)
        self._mpris.wanted.connect(controller.perform)
        self._mpris.raise_wanted.connect(self.raise_wanted)
        self._mpris.quit_wanted.connect(self.quit_wanted)
        self._mpris.show_state(controller.state)
        self._mpris.open()

    def _follow(self) -> None:
        controller = self._controller
        if controller is None:
            return
        if controller.state.status is Status.ENDED:
            self._part()
            return
        if self._afterwards.isActive():
            return
        self._awake.set_running(controller.is_running)
        if self._mpris is not None:
            self._mpris.show_state(controller.state)

    def _part(self) -> None:
        controller, self._controller = self._controller, None
        if controller is None:
            return
        controller.changed.disconnect(self._follow)
        controller.left.disconnect(self._part)
        if self._afterwards.isActive():
            self._afterwards.stop()
            return
        self._awake.set_running(is_running=False)
        QAbstractEventDispatcher.instance().awake.disconnect(controller.look_for_sleep)
        for guest in (self._mpris, self._sleep_signal):
            if guest is not None:
                guest.close()
                guest.deleteLater()
        self._mpris = self._sleep_signal = None
