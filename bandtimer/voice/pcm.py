"""Speech made ready to be played: silence cut off, as loud as the other sounds, as a WAV file."""

from __future__ import annotations

import math
import sys
import wave
from array import array
from operator import mul
from pathlib import Path
from typing import IO

from bandtimer.voice.engine import Pcm, VoiceError

# Speech at this level stands out over the cues, whose peaks are higher and whose notes fade.
LOUDNESS_DBFS = -17.0
PEAK = 0.89
_KNEE = 0.6
# What is softer than this part of the loudest sample, about -40 dB, is silence.
_SILENCE = 0.01
# A consonant may begin below that, and must not be cut.
_MARGIN_S = 0.012
_FADE_S = 0.005
_FULL = 32_767


def read_wav(source: IO[bytes] | str) -> Pcm:
    """Return the samples of a mono WAV file of 16 bits; raises VoiceError for any other.

    An engine that writes to a pipe cannot know the length, so the header's is not believed.
    """
    try:
        with wave.open(source, "rb") as file:
            if (file.getnchannels(), file.getsampwidth()) != (1, 2):
                raise VoiceError("the speech engine wrote no mono sound of 16 bits")
            data = file.readframes(file.getnframes())
            rate = file.getframerate()
    except (wave.Error, EOFError, OSError) as error:
        raise VoiceError(f"the speech engine wrote no sound: {error}") from error
    samples = array("h", data[: len(data) // 2 * 2])
    if sys.byteorder == "big":
        samples.byteswap()
    return Pcm(rate, samples)


def write_wav(path: Path, pcm: Pcm) -> None:
    """Write the samples as a mono WAV file of 16 bits; raises OSError."""
    samples = pcm.samples
    if sys.byteorder == "big":
        samples = array("h", samples)
        samples.byteswap()
    with path.open("wb") as stream, wave.open(stream, "wb") as file:
        file.setparams((1, 2, pcm.rate, 0, "NONE", ""))
        file.writeframes(samples.tobytes())


def trimmed(pcm: Pcm) -> Pcm:
    """Return the speech without silence before and behind it, and without a click at its ends."""
    loudest = max(map(abs, pcm.samples), default=0)
    floor = max(round(loudest * _SILENCE), 1)
    first = next((i for i, sample in enumerate(pcm.samples) if abs(sample) >= floor), None)
    if first is None:
        return Pcm(pcm.rate, array("h"))
    behind = next(i for i, sample in enumerate(reversed(pcm.samples)) if abs(sample) >= floor)
    margin = round(_MARGIN_S * pcm.rate)
    start, end = max(first - margin, 0), min(len(pcm.samples) - behind + margin, len(pcm.samples))
    samples = pcm.samples[start:end]
    fade = min(round(_FADE_S * pcm.rate), len(samples) // 2)
    for index in range(fade):
        samples[index] = samples[index] * index // fade
        samples[-1 - index] = samples[-1 - index] * index // fade
    return Pcm(pcm.rate, samples)


def levelled(pcm: Pcm) -> Pcm:
    """Return the speech at `LOUDNESS_DBFS`; its peaks are bent below `PEAK` instead of clipped."""
    if not any(pcm.samples):
        return pcm
    power = sum(map(mul, pcm.samples, pcm.samples)) / len(pcm.samples)
    gain = 10 ** (LOUDNESS_DBFS / 20) * _FULL / math.sqrt(power)
    loud = [sample * gain for sample in pcm.samples]
    knee = _KNEE * _FULL
    bent = [one if -knee <= one <= knee else _bent(one) for one in loud]
    return Pcm(pcm.rate, array("h", map(round, bent)))


def _bent(sample: float) -> float:
    knee, room = _KNEE * _FULL, (PEAK - _KNEE) * _FULL
    return math.copysign(knee + room * math.tanh((abs(sample) - knee) / room), sample)
