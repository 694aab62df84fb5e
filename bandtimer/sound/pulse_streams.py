"""What other programs play, on PulseAudio or on PipeWire in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pulsectl
from pulsectl._pulsectl import LibPulse

from bandtimer.sound import PROGRAM
from bandtimer.sound.ducking import Volume, lowered
from bandtimer.sound.other_music import NoServerError, Stream

# Where two of us lowered the same music, none could tell what it was before.
_CLIENT = f"{PROGRAM} (other music)"
_FULL = 65_536
# The server refuses nothing above, but the library does: +11 dB.
_LOUDEST = 99_957
# Nobody wants a call, an alarm or a screen reader lowered, nor what is being recorded.
_NO_MUSIC = {"phone", "event", "animation", "a11y", "production", "test"}
_STEREO = ("front-left", "front-right")
_GONE = (pulsectl.PulseError, pulsectl.PulseDisconnected, LibPulse.CallError)


class PulseStreams:
    """A connection to the server; raises NoServerError where there can be none, as all it does."""

    def __init__(self) -> None:
        self._pulse = pulsectl.Pulse(_CLIENT, connect=False)
        try:
            with _told():
                self._pulse.connect()
                self._be_alone()
                name = self._pulse.server_info().server_name
        except NoServerError:
            self.close()
            raise
        self._is_pipewire = "PipeWire" in name

    def close(self) -> None:
        """End the connection."""
        self._pulse.close()

    def streams(self) -> list[Stream]:
        """List all that is played but our own."""
        with _told():
            playing = self._pulse.sink_input_list()
            recording = self._pulse.source_output_list()
        recorders = {_process(stream) for stream in recording} - {""}
        return [
            _stream(stream, recorders)
            for stream in playing
            if stream.proplist.get("application.name") != PROGRAM
        ]

    def set_volume(self, index: int, volume: Volume) -> None:
        """Play a stream at this volume; one that has ended meanwhile is none of our business."""
        with _told():
            try:
                self._pulse.sink_input_volume_set(index, _info(volume))
            except pulsectl.PulseOperationFailed:
                if not self._pulse.connected:
                    raise

    def remembered(self) -> Mapping[str, Volume] | None:
        """Return the volumes at which streams to come will begin, by name; None if it is untold.

        PipeWire tells of those that it was told to remember, not of those that were last set.
        """
        if self._is_pipewire:
            return None
        return {name: _volume(entry) for name, entry in self._memory().items()}

    def remember(self, name: str, volume: Volume) -> None:
        """Have streams to come of that name begin at this volume."""
        if self._is_pipewire:
            # What it was told before it does not take for news, though it be otherwise by now.
            self._write(_entry(name, lowered(volume, 1)))
            self._write(_entry(name, volume))
        elif (entry := self._memory().get(name)) is not None:
            entry.volume = _info(volume)
            self._write(entry)

    def _write(self, entry: Any) -> None:
        with _told():
            self._pulse.stream_restore_write(entry, mode="replace")

    def _memory(self) -> dict[str, Any]:
        try:
            with _told():
                return {entry.name: entry for entry in self._pulse.stream_restore_list()}
        except NoServerError:
            # That is a module, which not every server has.
            if not self._pulse.connected:
                raise
            return {}

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


def _entry(name: str, volume: Volume) -> Any:
    """Return what to remember: a number for left and right each, else one for all channels."""
    is_stereo = len(volume) == len(_STEREO)
    channels = [channel / _FULL for channel in (volume if is_stereo else (max(volume),))]
    return pulsectl.PulseExtStreamRestoreInfo(name, channels, _STEREO if is_stereo else ("mono",))


def _process(info: Any) -> str:
    return str(info.proplist.get("application.process.id", ""))


def _volume(info: Any) -> Volume:
    return tuple(round(value * _FULL) for value in info.volume.values)


def _info(volume: Volume) -> Any:
    return pulsectl.PulseVolumeInfo([channel / _FULL for channel in volume])
