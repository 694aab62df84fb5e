"""The voices that macOS and Windows bring: the commands `say` and PowerShell's System.Speech.

Both write a WAV file. `say` has no option for the pitch: `[[pbas]]` within the text sets it.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from functools import cached_property
from html import escape
from pathlib import Path

from bandtimer.voice.engine import (
    DEFAULT_VOICE,
    Language,
    Manner,
    Pcm,
    Voice,
    VoiceError,
    english_first,
    fits,
)
from bandtimer.voice.espeak import run
from bandtimer.voice.pcm import read_wav

_SAYS_WORDS_A_MINUTE = 180
_SAYS_PITCH = 50
# Name, locale and a sample behind a "#"; a name may have spaces and brackets in it.
_SAY_VOICE = re.compile(r"(?P<name>.+?)\s+(?P<tag>[a-z]{2,3}[_-][A-Za-z0-9_-]+)\s+#")

_LIST_VOICES = """
Add-Type -AssemblyName System.Speech
[Console]::OutputEncoding = [Text.Encoding]::UTF8
$speech = New-Object System.Speech.Synthesis.SpeechSynthesizer
$found = $speech.GetInstalledVoices() | Where-Object Enabled | ForEach-Object {
  @{ name = $_.VoiceInfo.Name; language = $_.VoiceInfo.Culture.Name
     title = $_.VoiceInfo.Culture.EnglishName } }
ConvertTo-Json -Compress @($found)
"""
# The file's name and the marked-up phrase come as JSON by the standard input, so that nothing of
# them is ever taken for a command.
_SPEAK = """
Add-Type -AssemblyName System.Speech
$wish = [IO.StreamReader]::new([Console]::OpenStandardInput(), [Text.Encoding]::UTF8).ReadToEnd() |
  ConvertFrom-Json
$speech = New-Object System.Speech.Synthesis.SpeechSynthesizer
$format = [System.Speech.AudioFormat.SpeechAudioFormatInfo]::new(22050, 'Sixteen', 'Mono')
$speech.SetOutputToWaveFile($wish.file, $format)
if ($wish.voice) { $speech.SelectVoice($wish.voice) }
$speech.SpeakSsml($wish.ssml)
$speech.Dispose()
"""


class Say:
    """The voices of macOS."""

    title = "macOS say"

    def __init__(self, command: str = "say") -> None:
        """Look for the command; raises VoiceError."""
        found = shutil.which(command)
        if found is None:
            raise VoiceError(f"there is no command {command}")
        self._command = found

    @cached_property
    def _voices(self) -> tuple[Voice, ...]:
        lines = run((self._command, "-v", "?")).decode(errors="replace").splitlines()
        found = [match for line in lines if (match := _SAY_VOICE.match(line))]
        return tuple(Voice(match["name"], match["tag"].replace("_", "-")) for match in found)

    def languages(self) -> tuple[Language, ...]:
        """List the languages, English ones first."""
        return english_first([Language(voice.language, voice.language) for voice in self._voices])

    def voices(self, language: str) -> tuple[Voice, ...]:
        """List the voices for a language."""
        return tuple(voice for voice in self._voices if fits(language, voice.language))

    def render(self, phrase: str, manner: Manner) -> Pcm:
        """Speak a phrase into memory."""
        pitch = round(_SAYS_PITCH * manner.pitch_percent / 100)
        # Brackets in a phrase would be taken for commands to the voice.
        plain = phrase.replace("[[", " ").replace("]]", " ")
        text = plain if manner.pitch_percent == 100 else f"[[pbas {pitch}]] {plain}"
        name = _voice_name(self, manner)
        voice = ("-v", name) if name else ()
        speed = str(round(_SAYS_WORDS_A_MINUTE * manner.speed_percent / 100))
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "said.wav"
            run(
                (self._command, *voice, "-r", speed, "-o", str(file),
                 "--file-format=WAVE", "--data-format=LEI16@22050", "-f", "-"),
                text.encode(),
            )  # fmt: skip
            return read_wav(str(file))


class WindowsSpeech:
    """The voices of Windows, by .NET's System.Speech."""

    title = "Windows System.Speech"

    def __init__(self, command: str = "powershell") -> None:
        """Look for PowerShell; raises VoiceError."""
        found = shutil.which(command)
        if found is None:
            raise VoiceError(f"there is no command {command}")
        self._command = (found, "-NoProfile", "-NonInteractive", "-Command")

    @cached_property
    def _installed(self) -> tuple[tuple[Voice, str], ...]:
        try:
            found = json.loads(run((*self._command, _LIST_VOICES)).decode("utf-8-sig"))
            return tuple((Voice(item["name"], item["language"]), item["title"]) for item in found)
        except (ValueError, KeyError, TypeError) as error:
            raise VoiceError(f"PowerShell lists no voices: {error}") from error

    def languages(self) -> tuple[Language, ...]:
        """List the languages, English ones first."""
        return english_first([Language(v.language, title) for v, title in self._installed])

    def voices(self, language: str) -> tuple[Voice, ...]:
        """List the voices for a language."""
        return tuple(voice for voice, _ in self._installed if fits(language, voice.language))

    def render(self, phrase: str, manner: Manner) -> Pcm:
        """Speak a phrase into memory."""
        ssml = (
            '<speak version="1.0" xmlns="http://www.w3.org/2001/10/synthesis" '
            f'xml:lang="{escape(manner.language)}"><prosody rate="{manner.speed_percent / 100:g}" '
            f'pitch="{manner.pitch_percent - 100:+d}%">{escape(phrase)}</prosody></speak>'
        )
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "said.wav"
            wish = {"file": str(file), "voice": _voice_name(self, manner), "ssml": ssml}
            run((*self._command, _SPEAK), json.dumps(wish).encode())
            return read_wav(str(file))


def _voice_name(engine: Say | WindowsSpeech, manner: Manner) -> str:
    """Return the voice to ask for; "" leaves it to the system, which has none for the language."""
    known = [voice.name for voice in engine.voices(manner.language)]
    if manner.voice in known:
        return manner.voice
    if manner.voice != DEFAULT_VOICE:
        raise VoiceError(f"{engine.title} has no voice {manner.voice!r}")
    return known[0] if known else ""
