"""Engines that are commands, by commands that stand in for them."""

import json
import os
from pathlib import Path

import pytest
from stand_in import StandIn, stand_in

from bandtimer.voice.engine import Language, Manner, Voice, VoiceError
from bandtimer.voice.espeak import EspeakCommand
from bandtimer.voice.systems import Say, WindowsSpeech

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the stand-ins are Unix scripts")

ESPEAK = """
if "--version" in arguments:
    print("eSpeak NG text-to-speech: 1.51  Data at: /usr/lib/espeak-ng-data")
elif "--voices" in arguments:
    print("Pty Language       Age/Gender VoiceName          File                 Other Languages")
    print(" 5  de              --/M      German             gmw/de")
    print(" 2  en-gb           --/M      English_(Great_Britain) gmw/en          (en 2)")
else:
    sound("-")
"""
SAY = """
if "?" in arguments:
    print("Anna                de_DE    # Hallo! Ich heiße Anna.")
    print("Daniel (Enhanced)   en_GB    # Hello! My name is Daniel.")
    print("Samantha            en_US    # Hello! My name is Samantha.")
else:
    sound(arguments[arguments.index("-o") + 1])
"""
POWERSHELL = """
if "GetInstalledVoices" in arguments[-1]:
    print('[{"name":"Microsoft Zira","language":"en-US","title":"English (United States)"},'
          '{"name":"Microsoft Hedda","language":"de-DE","title":"German (Germany)"}]')
else:
    sound(json.loads(said)["file"])
"""


@pytest.fixture
def espeak(tmp_path: Path) -> StandIn:
    return stand_in(tmp_path, "espeak-ng", ESPEAK)


@pytest.fixture
def say(tmp_path: Path) -> StandIn:
    return stand_in(tmp_path, "say", SAY)


@pytest.fixture
def powershell(tmp_path: Path) -> StandIn:
    return stand_in(tmp_path, "powershell", POWERSHELL)


def test_the_espeak_command(espeak: StandIn) -> None:
    engine = EspeakCommand(str(espeak.path))
    assert engine.title == "eSpeak NG 1.51 (command)"
    assert engine.languages() == (
        Language("en-gb", "English (Great Britain)"),
        Language("de", "German"),
    )
    pcm = engine.render("Go; rm -rf", Manner("en-GB", "f2", 120, 80))
    assert pcm.length_ms == pytest.approx(500, abs=5)
    arguments, said = espeak.calls[-1]
    assert arguments == ["--stdout", "-z", "-v", "en-gb+f2", "-s", "210", "-p", "40", "--stdin"]
    assert said == "Go; rm -rf"


def test_the_voices_of_macos(say: StandIn) -> None:
    engine = Say(str(say.path))
    assert engine.languages()[0].tag == "en-GB"
    assert engine.voices("en") == (Voice("Daniel (Enhanced)", "en-GB"), Voice("Samantha", "en-US"))
    pcm = engine.render("Go [[volm 0]]", Manner("en-US", "Samantha", 150, 120))
    assert pcm.length_ms == pytest.approx(500, abs=5)
    arguments, said = say.calls[-1]
    assert arguments[:4] == ["-v", "Samantha", "-r", "270"]
    assert arguments[6:] == ["--file-format=WAVE", "--data-format=LEI16@22050", "-f", "-"]
    assert said == "[[pbas 60]] Go  volm 0 "
    engine.render("Go", Manner("en"))
    assert say.calls[-1][0][:2] == ["-v", "Daniel (Enhanced)"]


def test_the_voices_of_windows(powershell: StandIn) -> None:
    engine = WindowsSpeech(str(powershell.path))
    assert engine.languages()[0] == Language("en-US", "English (United States)")
    assert engine.voices("de") == (Voice("Microsoft Hedda", "de-DE"),)
    engine.render("Clams & <bridges>", Manner("en", "Microsoft Zira", 90, 110))
    arguments, said = powershell.calls[-1]
    assert arguments[:3] == ["-NoProfile", "-NonInteractive", "-Command"]
    wish = json.loads(said)
    assert wish["voice"] == "Microsoft Zira"
    assert 'rate="0.9" pitch="+10%"' in wish["ssml"]
    assert "Clams &amp; &lt;bridges&gt;" in wish["ssml"]
    # Nothing of the phrase is part of the command.
    assert "Clams" not in " ".join(arguments)


def test_a_voice_that_was_removed_is_told(say: StandIn) -> None:
    with pytest.raises(VoiceError, match="macOS say has no voice 'Victoria'"):
        Say(str(say.path)).render("Go", Manner(voice="Victoria"))


def test_a_command_that_fails_is_told(tmp_path: Path) -> None:
    broken = stand_in(tmp_path, "espeak-ng", "sys.exit('Error: no data')")
    with pytest.raises(VoiceError, match="espeak-ng failed: Error: no data"):
        EspeakCommand(str(broken.path)).render("Go", Manner())


def test_a_command_that_writes_no_sound_is_told(tmp_path: Path) -> None:
    silent = stand_in(tmp_path, "espeak-ng", "print('hello')")
    with pytest.raises(VoiceError, match="wrote no sound"):
        EspeakCommand(str(silent.path)).render("Go", Manner())


@pytest.mark.parametrize("engine", [EspeakCommand, Say, WindowsSpeech])
def test_a_command_that_is_not_there_is_told(
    engine: type[EspeakCommand | Say | WindowsSpeech],
) -> None:
    with pytest.raises(VoiceError, match="there is no command nobody-has-this"):
        engine("nobody-has-this")
