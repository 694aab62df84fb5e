"""Trying sounds and voices out, with what can go wrong around it."""

import sys
import time
from functools import partial
from pathlib import Path

import pytest
from pulse_server import pulse_server
from pytestqt.qtbot import QtBot
from radio import LOUD, LOW, music, volumes, wait_for

from bandtimer.player import narrator, speaker
from bandtimer.player.audition import Audition
from bandtimer.voice.engine import Manner
from bandtimer.voice.messages import Offer, offer_line, read_wish

PATIENCE_MS = 10_000
# Reads nothing, and does not end with its input.
HANGING = "import time\nwhile True: time.sleep(60)\n"
# Offers nothing, and notes what is wished for in a file named by its number.
RECORDING = """
import os, sys
with open(os.path.join(sys.argv[1], str(os.getpid())), "ab", buffering=0) as log:
    print(sys.argv[2], flush=True)
    for line in sys.stdin.buffer:
        log.write(line)
"""


def has_a_line(log: Path) -> bool:
    return log.read_bytes().endswith(b"\n")


def test_an_output_that_hangs_holds_nobody_up_who_is_done_with_it(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "sound.py"
    script.write_text(HANGING)
    command = (sys.executable, str(script))
    monkeypatch.setattr("bandtimer.player.audition.sound_command", lambda _note: command)
    audition = Audition(tmp_path / "speech", tmp_path / "low-music")
    audition.wake()
    made = audition._speaker
    assert made is not None
    qtbot.waitUntil(lambda: made.process_id > 0)
    began = time.monotonic()
    audition.close()
    assert (time.monotonic() - began) * 1_000 < speaker._PATIENCE_MS / 4


def test_what_was_asked_for_before_it_was_closed_is_not_said_the_next_time(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "voice.py"
    script.write_text(RECORDING)
    command = (sys.executable, str(script), str(tmp_path), offer_line(Offer("E")).decode())
    monkeypatch.setattr(narrator, "voice_command", lambda _folder, _language: command)
    audition = Audition(tmp_path / "speech", tmp_path / "low-music")
    wishes = []
    for phrase in ("Ten", "Halfway"):
        with qtbot.waitSignal(audition.offered, timeout=PATIENCE_MS):
            audition.look_for_voices("en")
        log = tmp_path / str(audition._narrator.process_id)
        audition.say(phrase, Manner(), 0.0, ducks=True)
        qtbot.waitUntil(partial(has_a_line, log), timeout=PATIENCE_MS)
        audition.close()
        wishes.append([read_wish(line).phrases for line in log.read_bytes().splitlines()])
    assert wishes == [[("Ten",)], [("Halfway",)]]


def test_what_could_not_be_said_is_tried_again(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "speech").write_text("in the way")
    audition = Audition(tmp_path / "speech", tmp_path / "low-music")
    for _ in range(2):
        with qtbot.waitSignal(audition.failed, timeout=PATIENCE_MS):
            audition.say("Ten", Manner(), 0.0, ducks=True)
    audition.close()


def test_music_is_low_while_a_voice_is_tried_and_loud_when_it_is_done_with(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    audition = Audition(tmp_path / "speech", tmp_path / "low-music")
    with pulse_server(tmp_path) as server, music(server, volume=LOUD):
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        audition.say("Next: clamshell, left side. Set two of three.", Manner(), 0.5, ducks=True)
        qtbot.waitUntil(lambda: volumes(server)["Radio"] == LOW, timeout=PATIENCE_MS)
        audition.close()
        wait_for(server, LOUD)
