"""The session as a media player on the desktop's message bus (MPRIS 2).

That is how media keys and headset buttons reach it while another window has the focus, and how a
desktop's own controls show it. https://specifications.freedesktop.org/mpris-spec/2.2/
"""

import os
from collections.abc import Callable
from functools import partial

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageFlag,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.bus_messages import DBusNameFlags
from PySide6.QtCore import QObject, Signal

from bandtimer.core.state import State, Status
from bandtimer.player.bus import Bus
from bandtimer.player.intents import Intent

NAME = "org.mpris.MediaPlayer2.bandtimer"
_PATH = "/org/mpris/MediaPlayer2"
_ROOT = "org.mpris.MediaPlayer2"
_PLAYER = "org.mpris.MediaPlayer2.Player"
_ERROR = "org.freedesktop.DBus.Error."
_NAME_IS_OURS = 1

# A property's signature and value, as D-Bus has them in a variant.
Value = tuple[str, object]

_ABOUT: dict[str, Value] = {
    "CanQuit": ("b", True),
    "CanRaise": ("b", True),
    "HasTrackList": ("b", False),
    "Identity": ("s", "BandTimer"),
    "DesktopEntry": ("s", "bandtimer"),
    "SupportedUriSchemes": ("as", []),
    "SupportedMimeTypes": ("as", []),
}
_ABILITIES: dict[str, Value] = {
    "Rate": ("d", 1.0),
    "MinimumRate": ("d", 1.0),
    "MaximumRate": ("d", 1.0),
    "Volume": ("d", 1.0),
    "Position": ("x", 0),
    "CanGoNext": ("b", True),
    "CanGoPrevious": ("b", True),
    "CanPlay": ("b", True),
    "CanPause": ("b", True),
    "CanSeek": ("b", False),
    "CanControl": ("b", True),
}
_WISHES = {
    "PlayPause": Intent.PRIMARY,
    "Play": Intent.RESUME,
    "Pause": Intent.HALT,
    "Stop": Intent.HALT,
    "Next": Intent.NEXT,
    "Previous": Intent.BACK,
}
# What the specification asks for and a session has no use for.
_UNHEEDED = {"Seek": "x", "SetPosition": "ox", "OpenUri": "s"}


def player_properties(state: State) -> dict[str, Value]:
    """Return the state of a session as a media player would put it."""
    plan = state.plan
    index = min(state.step, len(plan.steps) - 1)
    exercise = plan.exercises[plan.steps[index].exercise]
    return _ABILITIES | {
        "PlaybackStatus": ("s", "Paused" if state.status is Status.PAUSED else "Playing"),
        "Metadata": (
            "a{sv}",
            {
                "mpris:trackid": ("o", f"/org/bandtimer/step/{index}"),
                "xesam:title": ("s", exercise.name),
                "xesam:album": ("s", plan.name),
            },
        ),
    }


class Mpris(QObject):
    """Puts a session on the session bus from `show_state` on until it is closed.

    `wanted` carries an Intent. A bus that is absent or fails is as if nobody pressed a key.
    """

    wanted = Signal(object)
    raise_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_known = False
        self._properties: dict[str, dict[str, Value]] = {_ROOT: _ABOUT, _PLAYER: _ABILITIES}
        self._actions = self._all_actions()
        self._bus = Bus(self)
        self._bus.opened.connect(self._introduce)
        self._bus.arrived.connect(self._arrived)

    def show_state(self, state: State) -> None:
        """Tell everybody how the session stands, where that is news."""
        before, after = self._properties[_PLAYER], player_properties(state)
        self._properties[_PLAYER] = after
        changed = {name: value for name, value in after.items() if before.get(name) != value}
        if self._is_known and changed:
            emitter = DBusAddress(_PATH, interface="org.freedesktop.DBus.Properties")
            news: tuple[object, ...] = (_PLAYER, changed, [])
            self._bus.send(new_signal(emitter, "PropertiesChanged", "sa{sv}as", news))

    def open(self) -> None:
        """Appear on the bus."""
        self._bus.open("SESSION")

    def close(self) -> None:
        """Vanish from the bus."""
        self._is_known = False
        self._bus.close()

    def _introduce(self) -> None:
        self._is_known = True
        self._request(NAME, self._named)

    def _named(self, reply: Message) -> None:
        if reply.body[:1] != (_NAME_IS_OURS,):
            # A second window of the same user's; the specification wants its name longer.
            self._request(f"{NAME}.instance{os.getpid()}", lambda _: None)

    def _request(self, name: str, answered: Callable[[Message], None]) -> None:
        self._bus.call(message_bus.RequestName(name, DBusNameFlags.do_not_queue), answered)

    def _all_actions(self) -> dict[tuple[str, str], tuple[str, Callable[[], None]]]:
        """Return what each method does, with its signature; none of these returns anything."""
        actions: dict[tuple[str, str], tuple[str, Callable[[], None]]] = {
            (_ROOT, "Raise"): ("", self.raise_wanted.emit),
            (_ROOT, "Quit"): ("", self.quit_wanted.emit),
            ("org.freedesktop.DBus.Peer", "Ping"): ("", _do_nothing),
        }
        for name, intent in _WISHES.items():
            actions[_PLAYER, name] = "", partial(self.wanted.emit, intent)
        for name, signature in _UNHEEDED.items():
            actions[_PLAYER, name] = signature, _do_nothing
        return actions

    def _arrived(self, message: Message) -> None:
        if message.header.message_type is not MessageType.method_call:
            return
        fields = message.header.fields
        member = (fields.get(HeaderFields.interface, ""), fields[HeaderFields.member])
        signature, action = self._actions.get(member, ("", None))
        if action is None:
            self._reply(message, self._answer(message, *member))
        elif fields.get(HeaderFields.signature, "") != signature:
            self._reply(message, _refusal(message, "InvalidArgs"))
        else:
            # Answered first, since what is wanted may end the session and this with it.
            self._reply(message, new_method_return(message))
            action()

    def _reply(self, call: Message, reply: Message) -> None:
        if not call.header.flags & MessageFlag.no_reply_expected:
            self._bus.send(reply)

    def _answer(self, call: Message, interface: str, member: str) -> Message:
        signature = call.header.fields.get(HeaderFields.signature, "")
        match f"{interface}.{member}", signature, call.body:
            case "org.freedesktop.DBus.Introspectable.Introspect", "", _:
                return new_method_return(call, "s", (self._introspection(),))
            case "org.freedesktop.DBus.Properties.Get", "ss", (of, name):
                value = self._properties.get(of, {}).get(name)
                if value is None:
                    return _refusal(call, "UnknownProperty")
                return new_method_return(call, "v", (value,))
            case "org.freedesktop.DBus.Properties.GetAll", "s", (of,):
                return new_method_return(call, "a{sv}", (self._properties.get(of, {}),))
            case "org.freedesktop.DBus.Properties.Set", "ssv", _:
                return _refusal(call, "PropertyReadOnly")
            case _:
                return _refusal(call, "UnknownMethod")

    def _introspection(self) -> str:
        lines = ["<node>"]
        for interface, properties in self._properties.items():
            lines.append(f'<interface name="{interface}">')
            for (owner, name), (signature, _) in self._actions.items():
                if owner == interface:
                    taken = "".join(f'<arg type="{kind}" direction="in"/>' for kind in signature)
                    lines.append(f'<method name="{name}">{taken}</method>')
            lines += [
                f'<property name="{name}" type="{kind}" access="read"/>'
                for name, (kind, _) in properties.items()
            ]
            lines.append("</interface>")
        return "\n".join([*lines, "</node>"])


def _do_nothing() -> None:
    """Do nothing, which is all that is asked."""


def _refusal(call: Message, error: str) -> Message:
    return new_error(call, _ERROR + error)
