from __future__ import annotations

import math
import wave
from array import array
from itertools import combinations
from pathlib import Path

import pytest
from make_sounds import FAMILY, FOLDER, RATE, render

FULL = 32_768
# One step of a sample: another machine's sine may be rounded the other way.
ROUNDING = 1

names = pytest.mark.parametrize("name", FAMILY)


def samples_of(path: Path) -> array[int]:
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        return array("h", file.readframes(file.getnframes()))


def test_there_is_a_file_of_every_sound_and_of_nothing_else() -> None:
    assert sorted(path.stem for path in FOLDER.iterdir()) == sorted(FAMILY)


@names
def test_the_file_is_what_the_script_renders(name: str) -> None:
    stored, rendered = samples_of(FOLDER / f"{name}.wav"), render(FAMILY[name])
    assert len(stored) == len(rendered)
    assert max(abs(a - b) for a, b in zip(stored, rendered, strict=True)) <= ROUNDING


@names
def test_it_is_loud_and_nothing_of_it_is_clipped(name: str) -> None:
    loudest = max(abs(sample) for sample in samples_of(FOLDER / f"{name}.wav"))
    assert 10 ** (-3 / 20) * FULL <= loudest < FULL - 1


@names
def test_it_begins_and_ends_without_a_click(name: str) -> None:
    samples = samples_of(FOLDER / f"{name}.wav")
    a_moment = RATE // 4_000
    edges = [*samples[:a_moment], *samples[-a_moment:]]
    assert max(abs(sample) for sample in edges) < 0.02 * FULL
    assert samples[0] == 0
    assert abs(samples[-1]) < 0.001 * FULL


@names
def test_it_is_heard_at_once(name: str) -> None:
    samples = samples_of(FOLDER / f"{name}.wav")
    half = max(abs(sample) for sample in samples) / 2
    first = next(index for index, sample in enumerate(samples) if abs(sample) >= half)
    assert first < 0.02 * RATE


def test_no_two_of_them_sound_alike() -> None:
    stored = {name: samples_of(FOLDER / f"{name}.wav") for name in FAMILY}
    for one, other in combinations(FAMILY, 2):
        assert likeness(stored[one], stored[other]) < 0.9, f"{one} and {other}"


def likeness(one: array[int], other: array[int]) -> float:
    """Return how much of one sound is in the other when they begin together, 0 to 1."""
    together = sum(a * b for a, b in zip(one, other, strict=False))
    energy = sum(a * a for a in one) * sum(b * b for b in other)
    return abs(together) / math.sqrt(energy)


def test_the_countdown_fits_between_its_seconds_and_a_phase_into_half_a_second() -> None:
    lengths = {name: len(samples_of(FOLDER / f"{name}.wav")) / RATE for name in FAMILY}
    assert max(lengths[name] for name in ("tick", "ten_left", "go")) < 1
    assert max(lengths[name] for name in ("lift", "lower", "hold", "rep")) < 0.5
