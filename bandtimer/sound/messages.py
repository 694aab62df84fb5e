"""What the window's process and the sound process say to each other: a line of JSON each.

Instants are nanoseconds of `time.perf_counter_ns`, which is one clock for all processes of a
machine on Linux, macOS and Windows.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from enum import StrEnum


class Trouble(StrEnum):
    """Why nothing can be heard."""

    NO_LIBRARY = "no_library"
    NO_OUTPUT = "no_output"


@dataclass(frozen=True, slots=True)
class Item:
    """One sound to be heard: the file's first sample at the instant `at`.

    `id` tells it from all others of a session, so that saying it twice does not play it twice.
    `gain` multiplies its samples. It begins up to `late_ms` late rather than not at all. Other
    programs' music is low for its first `ducks_ms`.
    """

    id: str
    at: int
    file: str
    gain: float = 1.0
    late_ms: int = 200
    ducks_ms: int = 0


@dataclass(frozen=True, slots=True)
class Open:
    """A session begins: take the output, and keep it awake with silence."""


@dataclass(frozen=True, slots=True)
class Close:
    """No session any more: let what is begun end, give the output back, and sleep."""


@dataclass(frozen=True, slots=True)
class Play:
    """Play these instead of all that has not begun; with `hush`, break off what has."""

    items: tuple[Item, ...] = ()
    hush: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """How the output is: by which system it plays and how much later than written it is heard.

    With `trouble` nothing is heard for the time being; the process goes on trying. Whether other
    programs' music can be lowered is asked by the probe only.
    """

    output: str = ""
    latency_ms: int = 0
    trouble: Trouble | None = None
    lowers_music: bool = False


Order = Open | Close | Play


def order_line(order: Order) -> bytes:
    """Return the order as the line to write."""
    match order:
        case Open():
            data: list[object] = ["open"]
        case Close():
            data = ["close"]
        case Play(items, hush):
            data = ["play", hush, *(astuple(item) for item in items)]
    return json.dumps(data).encode() + b"\n"


def read_order(line: bytes) -> Order:
    """Return the order that a line holds; raises ValueError where it holds none."""
    match json.loads(line):
        case ["open"]:
            return Open()
        case ["close"]:
            return Close()
        case ["play", bool(hush), *items]:
            return Play(tuple(_item(item) for item in items), hush)
        case other:
            raise ValueError(f"no order: {other}")


def _item(data: Sequence[object]) -> Item:
    match data:
        case [str(name), int(at), str(file), int() | float() as gain, int(late), int(ducks)]:
            return Item(name, at, file, float(gain), late, ducks)
        case other:
            raise ValueError(f"no item: {other}")


def report_line(report: Report) -> bytes:
    """Return the report as the line to write."""
    return json.dumps(astuple(report)).encode() + b"\n"


def read_report(line: bytes) -> Report:
    """Return the report that a line holds; raises ValueError where it holds none."""
    match json.loads(line):
        case [str(output), int(latency_ms), None, bool(lowers_music)]:
            return Report(output, latency_ms, None, lowers_music)
        case [str(output), int(latency_ms), str(trouble), bool(lowers_music)]:
            return Report(output, latency_ms, Trouble(trouble), lowers_music)
        case other:
            raise ValueError(f"no report: {other}")
