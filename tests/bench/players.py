"""Plays as ordered like `bandtimer.sound`, by another output: `players.py NAME`.

Each with the least that is fair to it: as much buffer, the product's own mixer, what it tells of
its latency, and another try a second after whatever failed. 3 says that it is not installed.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from bandtimer.sound.messages import Close, Open, Play, read_order
from bandtimer.sound.mixer import RATE, Mixer
from bandtimer.sound.output import PERIOD_MS, decode
from bandtimer.sound.pulse_latency import _DEFAULT, _Buffer, _Format
from bandtimer.sound.stream_clock import StreamClock

NOT_INSTALLED = 3
MS = 1_000_000
# What is written at once where the player itself says when.
CHUNK = RATE // 100
BUFFER = PERIOD_MS * RATE // 1_000
AGAIN_S = 1.0


def libpulse(mixer: Mixer) -> None:
    """Write, blocking, and ask before each time how late it is heard."""
    pulse = ctypes.CDLL("libpulse-simple.so.0")
    pulse.pa_simple_new.restype = ctypes.c_void_p
    pulse.pa_simple_get_latency.restype = ctypes.c_uint64
    format_ = _Format(3, RATE, 1)
    buffer = _Buffer(_DEFAULT, 2 * BUFFER, _DEFAULT, _DEFAULT, _DEFAULT)
    error = ctypes.byref(ctypes.c_int(0))
    handle = pulse.pa_simple_new(
        None, b"bench", 1, None, b"bench", ctypes.byref(format_), None, ctypes.byref(buffer), error
    )
    if not handle:
        raise OSError
    stream = ctypes.c_void_p(handle)
    try:
        while True:
            late = pulse.pa_simple_get_latency(stream, error) * 1_000
            samples = bytes(mixer.render(time.perf_counter_ns() + late, CHUNK))
            if pulse.pa_simple_write(stream, samples, ctypes.c_size_t(len(samples)), error) < 0:
                raise OSError
    finally:
        pulse.pa_simple_free(stream)


def pacat(mixer: Mixer) -> None:
    """Write into the smallest pipe there is, ahead of a buffer of which nothing is told."""
    command = ["pacat", "--raw", "--format=s16le", "--channels=1", f"--rate={RATE}"]
    with subprocess.Popen(
        [*command, f"--latency-msec={PERIOD_MS}"], stdin=subprocess.PIPE, bufsize=0
    ) as player:
        assert player.stdin is not None
        fcntl.fcntl(player.stdin, fcntl.F_SETPIPE_SZ, 4096)
        clock = StreamClock(RATE, PERIOD_MS * MS)
        clock.latency_ns += 2048 * 1_000_000_000 // RATE
        while True:
            heard = clock.asked(time.perf_counter_ns(), CHUNK)
            player.stdin.write(mixer.render(heard, CHUNK))


def sounddevice(mixer: Mixer) -> None:
    """Be called by PortAudio, which tells when the first frame is heard."""
    # It knows of no sound server but by this.
    os.environ["ALSA_CONFIG_PATH"] = str(Path(__file__).with_name("pulse_by_alsa.conf"))
    import sounddevice as portaudio  # noqa: PLC0415

    def fill(out: Any, frames: int, instants: Any, _status: object) -> None:
        late = instants.outputBufferDacTime - instants.currentTime
        out[:] = mixer.render(time.perf_counter_ns() + round(late * 1_000 * MS), frames)

    # What failed once it finds no more until it looks again.
    portaudio._terminate()
    portaudio._initialize()
    try:
        with portaudio.RawOutputStream(
            RATE, channels=1, dtype="int16", latency=PERIOD_MS / 1_000, callback=fill
        ) as stream:
            while stream.active:
                time.sleep(AGAIN_S / 2)
    except portaudio.PortAudioError as error:
        raise OSError from error


def qaudiosink(mixer: Mixer) -> None:
    """Fill what Qt says is free, every 10 ms; of the buffer behind its own nothing is told."""
    from PySide6.QtCore import QCoreApplication, QTimer  # noqa: PLC0415
    from PySide6.QtMultimedia import (  # noqa: PLC0415
        QAudioFormat,
        QAudioSink,
        QMediaDevices,
        QtAudio,
    )

    application = QCoreApplication.instance() or QCoreApplication([])
    format_ = QAudioFormat()
    format_.setSampleRate(RATE)
    format_.setChannelCount(1)
    format_.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    sink = QAudioSink(QMediaDevices.defaultAudioOutput(), format_)
    sink.setBufferSize(2 * BUFFER)
    device = sink.start()
    if device is None:
        raise OSError

    def fill() -> None:
        if sink.state() == QtAudio.State.StoppedState:
            application.exit()
        frames = sink.bytesFree() // 2
        if frames:
            late = (sink.bufferSize() // 2 - frames) * 1_000_000_000 // RATE
            device.write(bytes(mixer.render(time.perf_counter_ns() + late, frames)))

    timer = QTimer(interval=10)
    timer.timeout.connect(fill)
    timer.start()
    application.exec()


PLAYERS: dict[str, Callable[[Mixer], None]] = {
    "libpulse-simple": libpulse,
    "pacat": pacat,
    "sounddevice": sounddevice,
    "QAudioSink": qaudiosink,
}


def main() -> None:
    mixer = Mixer(decode)
    threading.Thread(target=follow, args=(mixer,), daemon=True).start()
    while True:
        try:
            PLAYERS[sys.argv[1]](mixer)
        except ImportError:
            os._exit(NOT_INSTALLED)
        except OSError:
            pass
        time.sleep(AGAIN_S)


def follow(mixer: Mixer) -> None:
    """Do as ordered until the input ends, and end."""
    for line in sys.stdin.buffer:
        match read_order(line):
            case Open() | Close():
                pass
            case Play(items, hush):
                mixer.play(items, hush=hush)
                while mixer.prepare():
                    pass
    os._exit(0)


if __name__ == "__main__":
    with suppress(OSError):
        os.nice(-10)
    main()
