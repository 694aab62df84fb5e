"""eSpeak NG itself: the library that comes with the packages."""

from pathlib import Path

import pytest

from bandtimer.voice.choose import find_engine
from bandtimer.voice.engine import Manner, VoiceError, fits
from bandtimer.voice.espeak import EspeakLibrary
from bandtimer.voice.pcm import trimmed

PHRASE = "Next: clamshell, left leg. Set two of three, twelve to fifteen."


@pytest.fixture(scope="module")
def engine() -> EspeakLibrary:
    return EspeakLibrary.bundled()


def length(engine: EspeakLibrary, manner: Manner) -> int:
    return trimmed(engine.render(PHRASE, manner)).length_ms


def test_a_phrase_is_spoken_in_a_plausible_time(engine: EspeakLibrary) -> None:
    assert 2_500 < length(engine, Manner()) < 7_000
    assert 150 < trimmed(engine.render("Three", Manner())).length_ms < 700


def test_speed_changes_the_length_and_pitch_the_sound(engine: EspeakLibrary) -> None:
    usual = length(engine, Manner())
    assert (
        length(engine, Manner(speed_percent=70)) > usual > length(engine, Manner(speed_percent=140))
    )
    high, low = (engine.render(PHRASE, Manner(pitch_percent=part)) for part in (150, 50))
    assert high != low


def test_it_takes_the_same_time_whatever_was_said_before(engine: EspeakLibrary) -> None:
    before = length(engine, Manner())
    engine.render("Go", Manner(voice="f4", speed_percent=180, pitch_percent=140))
    assert abs(length(engine, Manner()) - before) < 30


def test_english_comes_first_and_every_voice_speaks(engine: EspeakLibrary) -> None:
    languages = engine.languages()
    assert "en-shaw" not in {language.tag for language in languages}
    assert fits("en", languages[0].tag)
    assert {"en-gb", "en-us", "de", "fr-fr"} <= {language.tag for language in languages}
    spoken = [
        engine.render("Go", Manner(voice=voice.name)).samples for voice in engine.voices("en")
    ]
    assert all(len(samples) > 1_000 for samples in spoken)
    assert len({bytes(samples) for samples in spoken}) == len(spoken)


def test_a_voice_that_is_not_there_is_told(engine: EspeakLibrary) -> None:
    with pytest.raises(VoiceError, match="no voice 'xx'"):
        engine.render("Go", Manner(language="xx"))


def test_a_library_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match="does not load"):
        EspeakLibrary(tmp_path / "gone.so", tmp_path)


def test_why_there_is_no_engine_is_told_of_each() -> None:
    def missing(why: str) -> EspeakLibrary:
        raise VoiceError(why)

    with pytest.raises(VoiceError, match="no wheel; no command"):
        find_engine([lambda: missing("no wheel"), lambda: missing("no command")])
