"""eSpeak NG: as the library that comes with the wheel `espeakng-loader`, or as a command.

The library's interface is that of `speak_lib.h`, version 1.52 (GPL-3.0-or-later). Usual are 175
words a minute and a pitch of 50 in 100.
"""

from __future__ import annotations

import ctypes
import io
import shutil
import subprocess
from array import array
from functools import cached_property
from pathlib import Path

from bandtimer.voice.engine import (
    DEFAULT_VOICE,
    Language,
    Manner,
    Pcm,
    Voice,
    VoiceError,
    english_first,
)
from bandtimer.voice.pcm import read_wav

_WORDS_A_MINUTE, _FASTEST, _SLOWEST = 175, 450, 80
_PITCH = 50
_PATIENCE_S = 10.0
# Of the hundred variants of a voice, these differ clearly and are easy to follow.
_VARIANTS = ("f1", "f2", "f4", "f5", "m1", "m3", "m7", "klatt4", "Annie", "Denis", "Storm")

# English written in letters of its own, which phrases in ours are no text for.
_SHAVIAN = "en-shaw"

_SYNCHRONOUS = 2
_DONT_EXIT = 0x8000
_OK = 0
_RATE, _PITCH_PARAMETER = 1, 3
_CHARACTERS = 1
_UTF8, _NO_PAUSE_AT_END = 1, 0


class _Voice(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_char_p),
        # A byte of priority, then the tag; further pairs of them follow.
        ("languages", ctypes.c_void_p),
        ("identifier", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte),
        ("age", ctypes.c_ubyte),
        ("variant", ctypes.c_ubyte),
        ("reserved", ctypes.c_ubyte),
        ("score", ctypes.c_int),
        ("spare", ctypes.c_void_p),
    )


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)


class EspeakLibrary:
    """eSpeak NG in this process; a process has one at most."""

    def __init__(self, library: Path, data: Path) -> None:
        """Load the library with its folder of data; raises VoiceError."""
        try:
            self._library = ctypes.CDLL(str(library))
        except OSError as error:
            raise VoiceError(f"eSpeak NG does not load: {error}") from error
        self._declare()
        folder = str(data).encode()
        self._rate = self._library.espeak_Initialize(_SYNCHRONOUS, 0, folder, _DONT_EXIT)
        if self._rate <= 0:
            raise VoiceError(f"eSpeak NG does not start with its data in {data}")
        self._spoken = bytearray()
        # The library keeps no reference of its own to the callback.
        self._callback = _Callback(self._take)
        self._library.espeak_SetSynthCallback(self._callback)

    @classmethod
    def bundled(cls) -> EspeakLibrary:
        """Load the one that comes with the program's packages; raises VoiceError."""
        try:
            import espeakng_loader  # noqa: PLC0415 - asked for only when something is to be said
        except ImportError as error:
            raise VoiceError("espeakng-loader, which brings eSpeak NG, is not installed") from error
        try:
            return cls(
                Path(espeakng_loader.get_library_path()), Path(espeakng_loader.get_data_path())
            )
        except RuntimeError as error:
            raise VoiceError(f"eSpeak NG has no data: {error}") from error

    def _declare(self) -> None:
        declared = {
            "espeak_Initialize": (ctypes.c_int, ctypes.c_int, ctypes.c_char_p, ctypes.c_int),
            "espeak_SetSynthCallback": (_Callback,),
            "espeak_ListVoices": (ctypes.c_void_p,),
            "espeak_SetVoiceByName": (ctypes.c_char_p,),
            "espeak_SetParameter": (ctypes.c_int, ctypes.c_int, ctypes.c_int),
            "espeak_Synth": (ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint, ctypes.c_int,
                             ctypes.c_uint, ctypes.c_uint, ctypes.c_void_p, ctypes.c_void_p),
            "espeak_Synchronize": (),
            "espeak_Info": (ctypes.c_void_p,),
        }  # fmt: skip
        try:
            for name, arguments in declared.items():
                getattr(self._library, name).argtypes = arguments
        except AttributeError as error:
            raise VoiceError(f"the library is no eSpeak NG: {error}") from error
        self._library.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_Voice))
        self._library.espeak_Info.restype = ctypes.c_char_p

    def _take(self, samples: ctypes.Array[ctypes.c_short], count: int, _events: int) -> int:
        if samples and count > 0:
            self._spoken += ctypes.string_at(samples, 2 * count)
        return 0

    @cached_property
    def title(self) -> str:
        """Name the engine with its version."""
        return f"eSpeak NG {self._library.espeak_Info(None).decode(errors='replace')}"

    def languages(self) -> tuple[Language, ...]:
        """List the languages, English ones first."""
        found = []
        voices = self._library.espeak_ListVoices(None)
        index = 0
        while voices[index]:
            voice = voices[index].contents
            tag = ctypes.string_at(voice.languages + 1).decode(errors="replace")
            found.append(Language(tag, _title(voice.name.decode(errors="replace"))))
            index += 1
        return _offered(found)

    def voices(self, _language: str) -> tuple[Voice, ...]:
        """List the variants, which every language has."""
        return tuple(Voice(variant) for variant in _VARIANTS)

    def render(self, phrase: str, manner: Manner) -> Pcm:
        """Speak a phrase into memory."""
        library = self._library
        if library.espeak_SetVoiceByName(_full_name(manner).encode()) != _OK:
            raise VoiceError(f"eSpeak NG has no voice {_full_name(manner)!r}")
        library.espeak_SetParameter(_RATE, _speed(manner), 0)
        library.espeak_SetParameter(_PITCH_PARAMETER, _pitch(manner), 0)
        text = phrase.encode()
        self._spoken = bytearray()
        said = library.espeak_Synth(
            text, len(text) + 1, 0, _CHARACTERS, 0, _UTF8 | _NO_PAUSE_AT_END, None, None
        )
        if said != _OK or library.espeak_Synchronize() != _OK:
            raise VoiceError(f"eSpeak NG could not say {phrase!r}")
        return Pcm(self._rate, array("h", bytes(self._spoken)))


class EspeakCommand:
    """eSpeak NG as the command `espeak-ng`, which most Linux desktops have or can install."""

    def __init__(self, command: str = "espeak-ng") -> None:
        """Look for the command; raises VoiceError."""
        found = shutil.which(command)
        if found is None:
            raise VoiceError(f"there is no command {command}")
        self._command = found

    @cached_property
    def title(self) -> str:
        """Name the engine with its version."""
        words = self._run("--version").decode(errors="replace").split("Data at")[0].split(":")
        return f"eSpeak NG {words[-1].strip()} (command)"

    def languages(self) -> tuple[Language, ...]:
        """List the languages, English ones first."""
        lines = self._run("--voices").decode(errors="replace").splitlines()[1:]
        rows = [line.split() for line in lines]
        return _offered([Language(row[1], _title(row[3])) for row in rows if len(row) > 3])

    def voices(self, _language: str) -> tuple[Voice, ...]:
        """List the variants, which every language has."""
        return tuple(Voice(variant) for variant in _VARIANTS)

    def render(self, phrase: str, manner: Manner) -> Pcm:
        """Speak a phrase into memory."""
        wav = self._run(
            "--stdout", "-z", "-v", _full_name(manner), "-s", str(_speed(manner)),
            "-p", str(_pitch(manner)), "--stdin", said=phrase,
        )  # fmt: skip
        return read_wav(io.BytesIO(wav))

    def _run(self, *arguments: str, said: str = "") -> bytes:
        return run((self._command, *arguments), said.encode())


def _offered(languages: list[Language]) -> tuple[Language, ...]:
    return english_first([one for one in languages if one.tag != _SHAVIAN])


def run(command: tuple[str, ...], said: bytes = b"") -> bytes:
    """Return what an engine's command prints; raises VoiceError where it fails or hangs."""
    try:
        done = subprocess.run(  # noqa: S603 - the engine's command, found or built in
            command, input=said, capture_output=True, timeout=_PATIENCE_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise VoiceError(f"{Path(command[0]).name} does not run: {error}") from error
    if done.returncode != 0:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        why = lines[-1] if lines else f"exit code {done.returncode}"
        raise VoiceError(f"{Path(command[0]).name} failed: {why}")
    return done.stdout


def _full_name(manner: Manner) -> str:
    language = manner.language.casefold()
    return language if manner.voice == DEFAULT_VOICE else f"{language}+{manner.voice}"


def _speed(manner: Manner) -> int:
    wanted = round(_WORDS_A_MINUTE * manner.speed_percent / 100)
    return min(max(wanted, _SLOWEST), _FASTEST)


def _pitch(manner: Manner) -> int:
    return min(max(round(_PITCH * manner.pitch_percent / 100), 0), 99)


def _title(name: str) -> str:
    return name.replace("_", " ").strip()
