"""What other programs play, on PulseAudio or on PipeWire in its place."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pulsectl
from pulsectl._pulsectl import LibPulse

from bandtimer.sound.ducking import Volume
from bandtimer.sound.other_music import NoServerError, Stream

# Where two of us lowered the same music, none could tell what it was before.
_CLIENT = "BandTimer (other music)"
_FULL = 65_536
# The server refuses nothing above, but the library does: +11 dB.
_LOUDEST = 99_957
# Nobody wants a call, an alarm or a screen reader lowered, nor what is being recorded.
_NO_MUSIC = {"phone", "event", "animation", "a11y", "production", "test"}
_GONE = (pulsectl.PulseError, pulsectl.PulseDisconnected, LibPulse.CallError)


class PulseStreams:
    """A connection to the server; raises NoServerError where there can be none, as all it does."""

    def __init__(self) -> None:
        self._pulse = pulsectl.Pulse(_CLIENT, connect=False)
        try:
            with _told():
                self._pulse.connect()
                self._be_alone()
        except NoServerError:
            self.close()
            raise

    def close(self) -> None:
        """End the connection."""
        self._pulse.close()

    def streams(self) -> list[Stream]:
        """List all that is played but what we play ourselves."""
        with _told():
            playing = self._pulse.sink_input_list()
            recording = self._pulse.source_output_list()
        recorders = {_process(stream) for stream in recording} - {""}
        return [
            _stream(stream, recorders) for stream in playing if _process(stream) != str(os.getpid())
        ]

    def set_volume(self, index: int, volume: Volume) -> None:
        """Play a stream at this volume; one that has ended meanwhile is none of our business."""
        with _told():
            try:
                self._pulse.sink_input_volume_set(index, _info(volume))
            except pulsectl.PulseOperationFailed:
                if not self._pulse.connected:
                    raise

    def remembered(self) -> Mapping[str, Volume]:
        """Return the volumes at which streams to come will begin, by name."""
        try:
            with _told():
                entries = self._pulse.stream_restore_list()
        except NoServerError:
            # That is a module, which not every server has.
            if not self._pulse.connected:
                raise
            return {}
        return {entry.name: _volume(entry) for entry in entries}

    def remember(self, name: str, volume: Volume) -> None:
        """Have streams to come of that name begin at this volume."""
        with _told():
            (entry,) = (it for it in self._pulse.stream_restore_list() if it.name == name)
            entry.volume = _info(volume)
            self._pulse.stream_restore_write(entry, mode="replace")

    def _be_alone(self) -> None:
        names = [client.name for client in self._pulse.client_list()]
        if names.count(_CLIENT) > 1:
            raise NoServerError("another BandTimer lowers the music")


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except _GONE as error:
        raise NoServerError(str(error)) from error


def _stream(info: Any, recorders: set[str]) -> Stream:
    told = info.proplist
    volume = _volume(info)
    return Stream(
        index=info.index,
        name=told.get("module-stream-restore.id", ""),
        volume=volume,
        is_music=not info.mute
        and not info.corked
        and 0 < max(volume, default=0) <= _LOUDEST
        and told.get("media.role", "").lower() not in _NO_MUSIC
        # Who listens to the microphone is in a call.
        and _process(info) not in recorders,
    )


def _process(info: Any) -> str:
    return str(info.proplist.get("application.process.id", ""))


def _volume(info: Any) -> Volume:
    return tuple(round(value * _FULL) for value in info.volume.values)


def _info(volume: Volume) -> Any:
    return pulsectl.PulseVolumeInfo([channel / _FULL for channel in volume])
