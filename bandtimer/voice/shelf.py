"""Rendered phrases kept on disk, by phrase, engine and manner of speaking, and not without end."""

from __future__ import annotations

import os
import wave
from contextlib import suppress
from dataclasses import astuple, dataclass
from hashlib import sha256
from pathlib import Path

from bandtimer.voice.engine import Engine, Manner, VoiceError
from bandtimer.voice.pcm import levelled, trimmed, write_wav

# A routine has some hundred phrases of about 150 kB.
MOST_BYTES = 64 << 20
# What is cut goes down to this part, so that not every further phrase cuts again.
_KEPT_PART = 0.75
# To be raised when what is done to the samples changes, so that files of old are not taken.
_RECIPE = 1


@dataclass(frozen=True, slots=True)
class Spoken:
    """A rendered phrase: the WAV file, and how long it sounds."""

    file: Path
    length_ms: int


class Shelf:
    """A folder of rendered phrases; several processes may use it at once.

    What it has handed out is not thrown away by itself: it may be about to be played.
    """

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self._folder, self._most_bytes = folder, most_bytes
        self._bytes: int | None = None
        self._handed_out: set[Path] = set()

    def spoken(self, engine: Engine, phrase: str, manner: Manner) -> Spoken:
        """Return the phrase, rendered now or before; raises VoiceError."""
        file = self._folder / f"{_key(engine.title, phrase, manner)}.wav"
        self._handed_out.add(file)
        length_ms = _length_ms(file)
        if length_ms is not None:
            # What is used is the last to be thrown away.
            with suppress(OSError):
                os.utime(file)
            return Spoken(file, length_ms)
        pcm = levelled(trimmed(engine.render(phrase, manner)))
        # Another process may write the same phrase: whole files only, the last one stays.
        draft = file.with_suffix(f".{os.getpid()}")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_wav(draft, pcm)
            draft.replace(file)
        except OSError as error:
            with suppress(OSError):
                draft.unlink()
            raise VoiceError(f"speech cannot be kept in {self._folder}: {error}") from error
        self._grow(2 * len(pcm.samples))
        return Spoken(file, pcm.length_ms)

    def _grow(self, more: int) -> None:
        if self._bytes is None:
            self._bytes = sum(size for _, size, _ in self._files())
        else:
            self._bytes += more
        if self._bytes > self._most_bytes:
            self._bytes = self._cut(round(self._most_bytes * _KEPT_PART))

    def _cut(self, wanted: int) -> int:
        files = sorted(self._files())
        total = sum(size for _, size, _ in files)
        for _, size, path in files:
            if total <= wanted:
                break
            if path in self._handed_out:
                continue
            with suppress(OSError):
                path.unlink()
                total -= size
        return total

    def _files(self) -> list[tuple[int, int, Path]]:
        """List what is there: when it was used, its bytes, its path."""
        found = []
        with suppress(OSError):
            for path in self._folder.iterdir():
                with suppress(OSError):
                    status = path.stat()
                    found.append((status.st_mtime_ns, status.st_size, path))
        return found


def _key(engine: str, phrase: str, manner: Manner) -> str:
    parts = (str(_RECIPE), engine, phrase, *map(str, astuple(manner)))
    return sha256("\0".join(parts).encode()).hexdigest()[:32]


def _length_ms(file: Path) -> int | None:
    try:
        with wave.open(str(file), "rb") as stream:
            return round(stream.getnframes() * 1_000 / stream.getframerate())
    except (OSError, EOFError, wave.Error, ZeroDivisionError):
        return None
