"""logind's word that the machine is about to be suspended, where there is a logind."""

from jeepney import HeaderFields, MatchRule, Message, message_bus
from PySide6.QtCore import QObject, Signal

from bandtimer.player.bus import Bus

_LOGIND = "org.freedesktop.login1"
_MANAGER = "org.freedesktop.login1.Manager"
_ABOUT_TO_SLEEP = "PrepareForSleep"


class SleepSignal(QObject):
    """Emits `falls_asleep` just before the machine is suspended; never, where nobody says so."""

    falls_asleep = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = Bus(self)
        self._bus.opened.connect(self._subscribe)
        self._bus.arrived.connect(self._hear)
        self._bus.open("SYSTEM")

    def close(self) -> None:
        """Stop listening."""
        self._bus.close()

    def _subscribe(self) -> None:
        rule = MatchRule(type="signal", sender=_LOGIND, interface=_MANAGER, member=_ABOUT_TO_SLEEP)
        self._bus.call(message_bus.AddMatch(rule))

    def _hear(self, message: Message) -> None:
        # The bus also tells every newcomer its name.
        if message.header.fields.get(HeaderFields.member) == _ABOUT_TO_SLEEP:
            before_and_not_after = message.body == (True,)
            if before_and_not_after:
                self.falls_asleep.emit()
