"""Other programs that play on a test's sound server."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pulse_server import PulseServer
from waiting import wait_until

from bandtimer.sound.ducking import LEVELS, lowered

FULL = 65_536
# Not all of it, so that a wrong way back to everything would show.
LOUD = 50_000
(LOW,) = lowered((LOUD,), LEVELS)


@contextmanager
def program(server: PulseServer, *command: str) -> Iterator[None]:
    with subprocess.Popen(
        command,
        env={**os.environ, **server.environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as running:
        try:
            yield
        finally:
            running.kill()


@contextmanager
def music(
    server: PulseServer, name: str = "Radio", *options: str, volume: int | None = None
) -> Iterator[None]:
    """Play silence, as a program of that name."""
    player = ("pacat", "--raw", "--channels=1", f"--client-name={name}", *options, "/dev/zero")
    with program(server, *player):
        wait_until(lambda: name in volumes(server))
        if volume is not None:
            set_volume(server, name, volume)
            wait_for(server, volume, name)
        yield


def streams(server: PulseServer) -> list[Any]:
    """Return what the server tells of all that is played in mono."""
    told = json.loads(server.ask("--format=json", "list", "sink-inputs") or "[]")
    return [stream for stream in told if "mono" in stream["volume"]]


def volumes(server: PulseServer) -> dict[str, int]:
    """Return how loud the programs play, by name, on the server's scale up to 65536."""
    return {
        stream["properties"]["application.name"]: stream["volume"]["mono"]["value"]
        for stream in streams(server)
    }


def set_volume(server: PulseServer, name: str, volume: int) -> None:
    """Set how loud a program plays, as its user does."""
    (index,) = (
        stream["index"]
        for stream in streams(server)
        if stream["properties"]["application.name"] == name
    )
    server.ask("set-sink-input-volume", str(index), str(volume))


def wait_for(server: PulseServer, volume: int, name: str = "Radio") -> None:
    wait_until(lambda: volumes(server)[name] == volume)
