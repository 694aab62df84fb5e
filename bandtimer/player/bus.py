"""A connection to a D-Bus message bus that lives in Qt's event loop.

It never waits: connecting, authentication and replies are events like any other, so an absent,
broken or hanging bus costs the window nothing. Rejected: QtDBus, which cannot send a uint32 from
Python, and jeepney's own connections, which wait for the bus or bring a thread along; Python's
garbage collector, run in another thread, destroys Qt's objects there and takes the process down.
"""

import socket
from collections.abc import Callable

from jeepney import HeaderFields, Message, MessageType, Parser, message_bus
from jeepney.auth import BEGIN, AuthenticationError, Authenticator
from jeepney.bus import get_bus
from PySide6.QtCore import QObject, QSocketNotifier, Signal

_PIECE = 65_536


class Bus(QObject):
    """One connection to the SESSION or SYSTEM bus.

    `opened` says that the bus has accepted it, `arrived` carries a signal or a method call for
    us. Whatever goes wrong closes it silently; it then stays closed.
    """

    opened = Signal()
    arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._socket: socket.socket | None = None
        self._notifier: QSocketNotifier | None = None
        self._login: Authenticator | None = None
        self._parser = Parser()
        self._serial = 0
        self._waiting: dict[int, Callable[[Message], None]] = {}

    @property
    def is_open(self) -> bool:
        """Tell whether there is a connection, accepted or not yet."""
        return self._socket is not None

    def open(self, name: str) -> None:
        """Connect to the bus that the environment names for SESSION or SYSTEM."""
        try:
            address = get_bus(name)
            self._socket = socket.socket(socket.AF_UNIX)
            self._socket.setblocking(False)
            self._socket.connect(address)
        # No address, one that is not understood, or nobody there.
        except (LookupError, ValueError, RuntimeError, OSError):
            self.close()
            return
        self._notifier = QSocketNotifier(self._socket.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)
        self._login = Authenticator()
        self._write(b"".join(iter(self._login.data_to_send, b"")))

    def close(self) -> None:
        """Let go of the bus, and with that of all that was asked of it."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
        if self._socket is not None:
            self._socket.close()
        self._notifier = self._socket = self._login = None
        self._waiting.clear()

    def send(self, message: Message) -> None:
        """Send a signal or a reply."""
        self._serial += 1
        self._write(message.serialise(serial=self._serial))

    def call(self, message: Message, answered: Callable[[Message], None] | None = None) -> None:
        """Send a method call; hand its reply, or the error in its place, to `answered`."""
        self.send(message)
        if answered is not None:
            self._waiting[self._serial] = answered

    def _write(self, data: bytes) -> None:
        if self._socket is None:
            return
        try:
            sent = self._socket.send(data)
        except OSError:
            sent = 0
        if sent < len(data):
            # A bus that takes no few hundred bytes is stuck.
            self.close()

    def _read(self) -> None:
        if self._socket is None:
            return
        try:
            data = self._socket.recv(_PIECE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.close()
        elif self._login is not None:
            self._log_in(self._login, data)
        else:
            self._take(data)

    def _log_in(self, login: Authenticator, data: bytes) -> None:
        try:
            login.feed(data)
        except AuthenticationError:
            self.close()
            return
        if login.authenticated:
            self._login = None
            self._write(BEGIN)
            self.call(message_bus.Hello(), lambda _: self.opened.emit())

    def _take(self, data: bytes) -> None:
        try:
            messages = self._parser.feed(data)
        except Exception:  # a parser fed with garbage may fail in any way
            self.close()
            return
        for message in messages:
            # What one message leads to may have closed the connection.
            if self.is_open:
                self._dispatch(message)

    def _dispatch(self, message: Message) -> None:
        if message.header.message_type in {MessageType.method_return, MessageType.error}:
            answered = self._waiting.pop(message.header.fields[HeaderFields.reply_serial], None)
            if answered is not None:
                answered(message)
        else:
            self.arrived.emit(message)
