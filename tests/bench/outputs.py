"""The ways to play that were weighed for the sound process, measured by one and the same method.

Those that the environment lacks are named as not installed; the project depends on none of them.
All are measured in an environment of their own, by `pip install -e .[test] PySide6-Addons
sounddevice`, with libportaudio2 and libasound2-plugins from the system.
"""

from __future__ import annotations

import subprocess
import tempfile
import time
from pathlib import Path

from figures import line
from lateness import busy_cores
from onsets import family, find_onsets
from players import NOT_INSTALLED, PLAYERS
from pulse_server import PulseServer, pulse_server
from sound import GAIN, order, play_beats, print_beside, sound_process

from bandtimer.assets import resources
from bandtimer.sound.messages import Item, Open, Play

BEATS = 60
# So long the server is away, and so long its coming back is waited for.
_AWAY_S, _BACK_S = 3, 15
_PLAYERS = Path(__file__).with_name("players.py")
_SECOND_NS = 1_000_000_000


def outputs() -> None:
    """Print of each how far beside the beat it is, what it costs, and how it takes a crash."""
    commands = {"miniaudio": ["-m", "bandtimer.sound"]}
    commands |= {name: [str(_PLAYERS), name] for name in PLAYERS}
    for name, command in commands.items():
        with tempfile.TemporaryDirectory() as folder, pulse_server(Path(folder)) as server:
            if not _is_installed(server, command):
                line(name, "not installed")
                continue
            _measure(server, command, f"{name}, idle", 20)
            with busy_cores() as cores:
                _measure(server, command, f"{name}, {cores} cores busy", 40)
            line(f"{name}, server killed in mid-play", _crash(server, command))


def _is_installed(server: PulseServer, command: list[str]) -> bool:
    with sound_process(server, command) as process:
        try:
            return process.wait(2) != NOT_INSTALLED
        except subprocess.TimeoutExpired:
            return True


def _measure(server: PulseServer, command: list[str], name: str, most_ms: int) -> None:
    with sound_process(server, command) as process, server.recording() as recording:
        played = play_beats(process, BEATS)
        time.sleep(1)
    print_beside(recording, played.beats, name, most_ms)
    line(f"{name}, cost", f"{played.pss:.1f} MiB PSS, {played.busy:.1%} of a core")


def _crash(server: PulseServer, command: list[str]) -> str:
    """Return what becomes of a player whose server dies and comes back."""
    with sound_process(server, command) as process:
        order(process, Open())
        ticks = _ticks(_AWAY_S + 3)
        order(process, Play(ticks))
        time.sleep(3)
        server.kill()
        time.sleep(_AWAY_S)
        server.start()
        if process.poll() is not None:
            return f"died with {process.returncode}"
        began = time.perf_counter_ns()
        with server.recording() as recording:
            order(process, Play(_ticks(_BACK_S)))
            time.sleep(_BACK_S)
        if process.poll() is not None:
            return f"died with {process.returncode}"
        heard = find_onsets(recording.samples, {"tick": family(GAIN)["tick"]}, pairs=False)
    if not heard:
        return f"alive, silent for {_BACK_S} s"
    return f"alive, back after {(recording.instant(heard[0].sample) - began) / _SECOND_NS:.1f} s"


def _ticks(seconds: int) -> tuple[Item, ...]:
    now, file = time.perf_counter_ns(), str(resources() / "sounds" / "tick.wav")
    halves = (now + index * _SECOND_NS // 2 for index in range(2 * seconds))
    return tuple(Item(str(at), at, file, GAIN) for at in halves)
