"""Other programs' music, lowered and put back as it was.

A stream that ends or begins while its program's music is low makes the server remember the low
volume for that program, so what is remembered is put back, too. And a program that is killed leaves
all as it is: before anything is lowered a note of it is written, by which the next one puts it
back. What is not as we set it any more was set by the user, and stays.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from bandtimer.sound.ducking import Volume, level_of, lowered


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream on the server; `name` is by what its volume is remembered, "" where it is not.

    `is_music` tells that it may be lowered: that it sounds, and is no call and no signal.
    """

    index: int
    name: str
    volume: Volume
    is_music: bool = True


class Server(Protocol):
    """Who plays the streams; each of these raises NoServerError when it has gone away."""

    def streams(self) -> list[Stream]:
        """List all that is played but our own."""

    def set_volume(self, index: int, volume: Volume) -> None:
        """Play a stream at this volume, if it still plays."""

    def remembered(self) -> Mapping[str, Volume] | None:
        """Return the volumes at which streams to come will begin, by name; None if it is untold."""

    def remember(self, name: str, volume: Volume) -> None:
        """Have streams to come of that name begin at this volume."""


class NoServerError(Exception):
    """No server answers, or it has gone away, or somebody else lowers the music already."""


@dataclass(frozen=True, slots=True)
class _Lowered:
    """What was lowered; its stream may be gone, and have no `index` any more."""

    index: int | None
    name: str
    original: Volume


class OtherMusic:
    """Knows what is low at present, or was left low by one that was killed, from the `note`."""

    def __init__(self, note: Path) -> None:
        self._note = note
        self._lowered = _read(note)
        self._is_noted = note.exists()
        # Of these streams the user has chosen the volume while they were low.
        self._chosen: set[int] = set()

    @property
    def is_low(self) -> bool:
        """Tell whether anything may still have to be put back."""
        return self._is_noted

    def lose_server(self) -> None:
        """Take note that there is none of the streams any more."""
        self._lowered = [replace(entry, index=None) for entry in self._lowered]
        self._chosen.clear()

    def set_level(self, server: Server, level: int) -> None:
        """Have all music at this level; at 0 all as it was, the remembered volumes too."""
        streams = {stream.index: stream for stream in server.streams()}
        checked = [self._checked(entry, streams) for entry in self._lowered]
        self._lowered = [entry for entry in checked if entry is not None]
        if len(self._lowered) < len(checked):
            with suppress(OSError):
                _write(self._note, self._lowered)
        if level:
            self._take_on(streams)
        for entry in self._lowered:
            volume = lowered(entry.original, level)
            if entry.index is not None and streams[entry.index].volume != volume:
                server.set_volume(entry.index, volume)
        if not level:
            self._finish(server, streams)

    def _checked(self, entry: _Lowered, streams: Mapping[int, Stream]) -> _Lowered | None:
        """Return what there is still to be put back of it; None where the user chose otherwise."""
        stream = None if entry.index is None else streams.get(entry.index)
        if stream is not None and stream.name == entry.name:
            if level_of(stream.volume, entry.original) is not None:
                return entry
            self._chosen.add(stream.index)
            return None
        # Its stream is gone, or another server counts anew; what is remembered is still low, unless
        # it was set by what has played since.
        same = (other for other in streams.values() if other.name == entry.name)
        if any(level_of(other.volume, entry.original) is None for other in same):
            return None
        return replace(entry, index=None)

    def _take_on(self, streams: Mapping[int, Stream]) -> None:
        known = {entry.index for entry in self._lowered} | self._chosen
        fresh = [
            _Lowered(stream.index, stream.name, self._original(stream))
            for stream in streams.values()
            if stream.is_music and stream.index not in known
        ]
        if fresh:
            # Without a note nothing is lowered.
            with suppress(OSError):
                _write(self._note, [*self._lowered, *fresh])
                self._lowered += fresh
                self._is_noted = True

    def _original(self, stream: Stream) -> Volume:
        """Return its volume, or that of one that went low before it and left it as it is."""
        return next(
            (
                entry.original
                for entry in self._lowered
                if entry.name == stream.name != "" and _is_low(stream.volume, entry.original)
            ),
            stream.volume,
        )

    def _finish(self, server: Server, streams: Mapping[int, Stream]) -> None:
        put_back = {entry.index for entry in self._lowered}
        for stream in streams.values():
            original = self._original(stream)
            if stream.index not in put_back and original != stream.volume:
                server.set_volume(stream.index, original)
        if self._lowered:
            self._put_back_memory(server, {stream.name for stream in streams.values()})
        self._lowered.clear()
        self._chosen.clear()
        self._note.unlink(missing_ok=True)
        self._is_noted = False

    def _put_back_memory(self, server: Server, playing: set[str]) -> None:
        """Have programs begin as loud as they were whose streams are gone."""
        remembered = server.remembered()
        for name, original in {it.name: it.original for it in self._lowered if it.name}.items():
            if remembered is None:
                # What plays has told the server already.
                is_low = name not in playing
            else:
                is_low = _is_low(remembered.get(name, ()), original)
            if is_low:
                server.remember(name, original)


def _is_low(volume: Volume, original: Volume) -> bool:
    return level_of(volume, original) not in {None, 0}


def _write(note: Path, lowered_streams: list[_Lowered]) -> None:
    whole = note.with_name(f"{note.name}.new")
    data = [[entry.index, entry.name, entry.original] for entry in lowered_streams]
    whole.write_text(json.dumps(data))
    whole.replace(note)


def _read(note: Path) -> list[_Lowered]:
    """Return what a note says; a file that is none says nothing."""
    try:
        return [_entry(data) for data in json.loads(note.read_bytes())]
    except (OSError, TypeError, ValueError):
        return []


def _entry(data: Any) -> _Lowered:
    match data:
        case [int() | None as index, str(name), [*channels]]:
            return _Lowered(index, name, tuple(int(channel) for channel in channels))
        case other:
            raise ValueError(f"nothing that was lowered: {other}")
