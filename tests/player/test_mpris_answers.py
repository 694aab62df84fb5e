"""What the session answers to others on the bus, right and wrong."""

import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from jeepney import (
    DBusAddress,
    HeaderFields,
    MatchRule,
    Message,
    MessageFlag,
    MessageType,
    Properties,
    message_bus,
    new_method_call,
)
from led_session import KICKBACKS, plan_of
from private_bus import PATIENCE_S, private_bus
from pytestqt.qtbot import QtBot

from bandtimer.core.state import State, Status
from bandtimer.player.bus import Bus
from bandtimer.player.mpris import NAME, Mpris

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="MPRIS is Linux's")

PATIENCE_MS = PATIENCE_S * 1_000
PATH = "/org/mpris/MediaPlayer2"
ROOT = DBusAddress(PATH, NAME, "org.mpris.MediaPlayer2")
PLAYER = DBusAddress(PATH, NAME, "org.mpris.MediaPlayer2.Player")
INTROSPECTABLE = DBusAddress(PATH, NAME, "org.freedesktop.DBus.Introspectable")
PEER = DBusAddress(PATH, NAME, "org.freedesktop.DBus.Peer")

Ask = Callable[[Message], Message]


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with private_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address


@pytest.fixture
def client(address: str, qtbot: QtBot) -> Iterator[Bus]:
    with closing(Bus()) as client:
        with qtbot.waitSignal(client.opened, timeout=PATIENCE_MS):
            client.open("SESSION")
        yield client


@pytest.fixture
def ask(client: Bus, qtbot: QtBot) -> Ask:
    def ask(call: Message) -> Message:
        answers: list[Message] = []
        client.call(call, answers.append)
        qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE_MS)
        return answers[0]

    return ask


@pytest.fixture
def mpris(ask: Ask, qtbot: QtBot) -> Iterator[Mpris]:
    with closing(Mpris()) as mpris:
        mpris.open()
        while not ask(message_bus.NameHasOwner(NAME)).body[0]:
            pass
        yield mpris


@pytest.fixture
def wishes(mpris: Mpris) -> list[object]:
    wishes: list[object] = []
    mpris.wanted.connect(wishes.append)
    return wishes


def error_of(answer: Message) -> str:
    assert answer.header.message_type is MessageType.error
    return str(answer.header.fields[HeaderFields.error_name]).rpartition(".")[2]


@pytest.mark.usefixtures("mpris")
def test_it_tells_who_it_is(ask: Ask) -> None:
    (about,) = ask(Properties(ROOT).get_all()).body
    assert about["Identity"] == ("s", "BandTimer")
    assert about["DesktopEntry"] == ("s", "bandtimer")
    assert ask(Properties(ROOT).get("CanRaise")).body == (("b", True),)
    assert ask(Properties(PLAYER).get("CanSeek")).body == (("b", False),)


@pytest.mark.usefixtures("mpris")
def test_its_description_is_what_it_answers_to(ask: Ask) -> None:
    (text,) = ask(new_method_call(INTROSPECTABLE, "Introspect")).body
    node = ET.fromstring(text)  # noqa: S314 - our own
    described = {interface.get("name"): interface for interface in node}
    assert set(described) == {ROOT.interface, PLAYER.interface}
    for of in (ROOT, PLAYER):
        (properties,) = ask(Properties(of).get_all()).body
        listed = described[of.interface].findall("property")
        assert {item.get("name"): item.get("type") for item in listed} == {
            name: signature for name, (signature, _) in properties.items()
        }
    methods = {item.get("name") for item in described[PLAYER.interface].findall("method")}
    assert methods == {
        *("Next", "Previous", "Pause", "PlayPause", "Stop", "Play"),
        *("Seek", "SetPosition", "OpenUri"),
    }


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (new_method_call(PLAYER, "Rewind"), "UnknownMethod"),
        (new_method_call(PLAYER, "Seek", "s", ("far",)), "InvalidArgs"),
        (new_method_call(PLAYER, "Next", "i", (2,)), "InvalidArgs"),
        (Properties(PLAYER).set("Rate", "d", 2.0), "PropertyReadOnly"),
        (Properties(PLAYER).get("Colour"), "UnknownProperty"),
        (Properties(DBusAddress(PATH, NAME, "org.nobody")).get("Rate"), "UnknownProperty"),
    ],
)
def test_what_it_cannot_do_is_refused(
    call: Message, error: str, ask: Ask, wishes: list[object]
) -> None:
    assert error_of(ask(call)) == error
    assert wishes == []


def test_what_a_session_has_no_use_for_is_taken_and_not_heeded(
    ask: Ask, wishes: list[object]
) -> None:
    for call in (
        new_method_call(PLAYER, "Seek", "x", (5_000_000,)),
        new_method_call(PLAYER, "SetPosition", "ox", ("/org/bandtimer/step/0", 0)),
        new_method_call(PLAYER, "OpenUri", "s", ("file:///song",)),
        new_method_call(PEER, "Ping"),
    ):
        assert ask(call).header.message_type is MessageType.method_return
    assert wishes == []


def test_a_wish_is_answered_even_if_it_ends_the_session(ask: Ask, mpris: Mpris) -> None:
    mpris.wanted.connect(lambda _: mpris.close())
    answer = ask(new_method_call(PLAYER, "Next"))
    assert answer.header.message_type is MessageType.method_return


def test_only_news_is_told(client: Bus, ask: Ask, mpris: Mpris, qtbot: QtBot) -> None:
    news: list[tuple[str, set[str]]] = []
    client.arrived.connect(lambda signal: news.append((signal.body[0], set(signal.body[1]))))
    ask(message_bus.AddMatch(MatchRule(type="signal", member="PropertiesChanged")))
    state = State(plan_of(KICKBACKS))
    for shown in (state, replace(state, reps=1), replace(state, status=Status.PAUSED)):
        mpris.show_state(shown)
    of = str(PLAYER.interface)
    expected = [(of, {"PlaybackStatus", "Metadata"}), (of, {"PlaybackStatus"})]
    qtbot.waitUntil(lambda: news[-1:] == expected[-1:], timeout=PATIENCE_MS)
    assert news == expected


def test_who_wants_no_answer_gets_none(
    client: Bus, ask: Ask, wishes: list[object], qtbot: QtBot
) -> None:
    answers: list[Message] = []
    quiet = new_method_call(PLAYER, "Next")
    quiet.header.flags = MessageFlag.no_reply_expected
    client.call(quiet, answers.append)
    ask(new_method_call(PEER, "Ping"))
    assert len(wishes) == 1
    assert answers == []
