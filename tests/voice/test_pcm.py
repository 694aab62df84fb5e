"""Speech cut, levelled and written."""

from __future__ import annotations

import math
from array import array
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bandtimer.voice.engine import Pcm, VoiceError
from bandtimer.voice.pcm import LOUDNESS_DBFS, PEAK, levelled, read_wav, trimmed, write_wav

RATE = 22_050
SOUNDS = st.lists(st.integers(-32_768, 32_767), max_size=400).map(
    lambda samples: Pcm(RATE, array("h", samples))
)


def tone(amplitude: int, seconds: float = 0.5) -> array[int]:
    turns = (440 * math.tau * index / RATE for index in range(round(seconds * RATE)))
    return array("h", (round(amplitude * math.sin(turn)) for turn in turns))


def test_silence_around_speech_is_cut_off_and_its_ends_fade() -> None:
    silence = array("h", [0]) * RATE
    cut = trimmed(Pcm(RATE, silence + tone(8_000) + silence))
    assert 500 <= cut.length_ms <= 525
    assert cut.samples[0] == cut.samples[-1] == 0


def test_silence_alone_comes_to_nothing() -> None:
    assert trimmed(Pcm(RATE, array("h", [0, 0, 0]))).samples == array("h")
    assert levelled(Pcm(RATE, array("h"))).samples == array("h")


@pytest.mark.parametrize("amplitude", [300, 3_000, 30_000])
def test_soft_and_loud_voices_come_to_one_loudness(amplitude: int) -> None:
    samples = levelled(Pcm(RATE, tone(amplitude))).samples
    power = sum(sample * sample for sample in samples) / len(samples)
    assert 20 * math.log10(math.sqrt(power) / 32_767) == pytest.approx(LOUDNESS_DBFS, abs=0.5)


@given(SOUNDS)
def test_nothing_clips_and_nothing_is_added(pcm: Pcm) -> None:
    done = levelled(trimmed(pcm))
    assert len(done.samples) <= len(pcm.samples)
    assert max(map(abs, done.samples), default=0) <= PEAK * 32_767 + 1


@given(SOUNDS)
def test_a_file_gives_back_what_was_written(pcm: Pcm) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.wav"
        write_wav(path, pcm)
        assert read_wav(str(path)) == pcm


def test_what_is_no_sound_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(b"RIFF nothing")
    with pytest.raises(VoiceError, match="wrote no sound"):
        read_wav(str(path))
