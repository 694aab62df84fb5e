"""What finds the sounds in a recording must itself be right."""

from __future__ import annotations

from array import array

from onsets import RATE, Onset, family, find_onsets

KNOWN = family(0.3)


def recording(*sounds: tuple[int, str]) -> array[int]:
    mixed = array("h", [0] * (3 * RATE))
    for start, name in sounds:
        for index, sample in enumerate(KNOWN[name], start=start):
            mixed[index] += sample
    return mixed


def test_silence_holds_nothing() -> None:
    assert find_onsets(recording(), KNOWN) == []


def test_each_of_overlapping_sounds_is_found_at_its_sample() -> None:
    sounds = ((5_000, "set_done"), (9_001, "tick"), (20_000, "lift"), (90_000, "tick"))
    assert find_onsets(recording(*sounds), KNOWN) == [Onset(*sound) for sound in sounds]


def test_two_that_begin_together_are_both_found() -> None:
    found = find_onsets(recording((5_000, "minimum"), (5_000, "rep")), KNOWN)
    assert sorted(found) == [Onset(5_000, "minimum"), Onset(5_000, "rep")]


def test_the_same_one_twice_is_found_twice() -> None:
    found = find_onsets(recording((5_000, "best"), (9_000, "best")), KNOWN)
    assert found == [Onset(5_000, "best"), Onset(9_000, "best")]


def test_what_is_unknown_is_found_as_such_and_hides_nothing_behind_it() -> None:
    sounds = recording((60_000, "go"))
    sounds[5_000:6_000] = array("h", [9_000] * 1_000)
    assert [onset.name for onset in find_onsets(sounds, KNOWN)] == ["?", "go"]


def test_a_gap_in_a_sound_makes_no_other_sound_of_its_rest() -> None:
    whole = recording((5_000, "go"), (60_000, "tick"))
    broken = whole[:9_000] + array("h", [0] * 2_000) + whole[9_000:]
    assert [onset.name for onset in find_onsets(broken, KNOWN)] == ["go", "tick"]


def test_nor_does_one_that_is_longer_than_what_was_left_of_it() -> None:
    whole = recording((5_000, "go"), (90_000, "tick"))
    broken = whole[:9_000] + array("h", [0] * 40_000) + whole[9_000:]
    assert [onset.name for onset in find_onsets(broken, KNOWN)] == ["go", "tick"]


def test_a_longer_noise_behind_a_broken_sound_is_none_of_it() -> None:
    whole = recording((5_000, "go"), (90_000, "tick"))
    noise = array("h", [9_000, -9_000] * 15_000)
    broken = whole[:9_000] + array("h", [0] * 40_000) + noise + whole[60_000:]
    assert [onset.name for onset in find_onsets(broken, KNOWN)] == ["go", "?", "tick"]
