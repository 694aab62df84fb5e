"""What taps on a beat tell of a loudspeaker, and what the screen makes of it."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bandtimer.present.tapping import (
    AHEAD_OF_BEAT_MS,
    BEAT_MS,
    LARGEST_SPREAD_MS,
    TAPS,
    WARM_UP,
    Phase,
    Trial,
    judged,
    lateness_ms,
    marks,
    shifted,
    tapped,
)
from bandtimer.present.tapping_words import Wish, tap_view
from bandtimer.sound.messages import Trouble

MOST = 1_000
WILD = [beat * 730 + 90 * (beat % 3) for beat in range(TAPS)]


def taps(late: int, jitter: list[int] | None = None) -> list[int]:
    jitter = jitter or [0] * TAPS
    return [beat * BEAT_MS + late - AHEAD_OF_BEAT_MS + jitter[beat] for beat in range(TAPS)]


def tapping(in_force: int, *at: int) -> Trial:
    trial = Trial(in_force, MOST, Phase.TAPPING)
    for one in at:
        trial = tapped(trial, one)
    return trial


some_taps = st.lists(st.integers(-1_000, 20_000), max_size=TAPS).map(sorted)


@given(st.integers(-150, 700), st.lists(st.integers(-40, 40), min_size=TAPS, max_size=TAPS))
def test_a_steady_hand_finds_the_lateness(late: int, jitter: list[int]) -> None:
    found = lateness_ms(taps(late, jitter))
    assert found is not None
    assert abs(found - late) <= 40


def test_the_first_taps_and_one_gone_astray_do_not_count() -> None:
    warming = [400] * WARM_UP + [0] * (TAPS - WARM_UP - 1) + [-300]
    assert lateness_ms(taps(200, warming)) == 200


@pytest.mark.parametrize("useless", [[], taps(100)[:-1], WILD])
def test_too_few_taps_or_wild_ones_tell_nothing(useless: list[int]) -> None:
    assert lateness_ms(useless) is None
    assert judged(Trial(0, MOST, taps=tuple(useless))).phase is Phase.UNCLEAR


@pytest.mark.parametrize(
    ("in_force", "late", "found"),
    [(0, 184, 180), (100, 84, 180), (0, -40, 0), (900, 300, MOST)],
)
def test_the_delay_is_found_in_tens_and_within_its_bounds(
    in_force: int, late: int, found: int
) -> None:
    trial = tapping(in_force, *taps(late))
    assert (trial.phase, trial.delay) == (Phase.FOUND, found)


@given(some_taps)
def test_the_last_tap_decides_and_none_before(at: list[int]) -> None:
    assert (tapping(0, *at).phase is Phase.TAPPING) is (len(at) < TAPS)


@given(st.integers(0, MOST), some_taps)
def test_every_tap_has_a_mark_on_the_scale(in_force: int, at: list[int]) -> None:
    trial = tapping(in_force, *at)
    shown = marks(trial)
    places = shown.warm_up + shown.counted
    assert len(places) == len(at)
    assert all(shown.low <= place < shown.high for place in places)
    assert len(shown.warm_up) == min(len(at), WARM_UP)


@given(st.integers(0, 500), st.integers(-150, 400))
def test_the_middle_of_the_marks_is_what_is_found(in_force: int, late: int) -> None:
    trial = tapping(in_force, *taps(late))
    middle = marks(trial).middle
    assert middle is not None
    assert abs(max(middle, 0) - trial.delay) <= 5
    few = replace(trial, taps=trial.taps[: WARM_UP + 1])
    assert marks(few).middle is None


@given(st.integers(0, MOST), st.lists(st.sampled_from([-1, 1]), max_size=250))
def test_the_delay_is_shifted_within_its_bounds(delay: int, steps: list[int]) -> None:
    trials = [Trial(0, MOST, Phase.CHECK, delay)]
    for step in steps:
        trials.append(shifted(trials[-1], step))
    assert all(0 <= trial.delay <= MOST for trial in trials)
    assert all(abs(one.delay - other.delay) <= 10 for one, other in pairwise(trials))


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase is not Phase.FOUND])
def test_the_way_out_is_always_the_same_key(phase: Phase) -> None:
    view = tap_view(Trial(0, MOST, phase))
    assert view.offers["Esc"].wish is Wish.BACK
    assert view.headline
    assert any(view.says)


def test_nothing_else_is_on_offer_while_taps_are_taken() -> None:
    assert list(tap_view(Trial(0, MOST, Phase.TAPPING)).offers) == ["Esc"]


def test_the_spread_is_told_in_words() -> None:
    steady = tap_view(tapping(0, *taps(180)))
    assert steady.headline == "Steady taps"
    wide = tap_view(tapping(0, *taps(180, [0, 0, 0, -55, 55, -55, 55, -55, 55, 0])))
    assert wide.headline == "Wide taps"
    assert "Once more" in wide.says[0]
    assert (steady.number, wide.number) == ("180 ms", "180 ms")


def test_too_few_and_too_wild_are_told_apart() -> None:
    few = tap_view(judged(Trial(0, MOST, Phase.TAPPING)))
    wild = tap_view(tapping(0, *WILD))
    assert few.headline == "Too few taps"
    assert wild.headline == "Taps too far apart"
    assert int(wild.number.removesuffix(" ms")) > LARGEST_SPREAD_MS
    assert few.offers["Enter"].wish is wild.offers["Enter"].wish is Wish.AGAIN


def test_at_either_end_only_the_other_way_is_open() -> None:
    least = tap_view(Trial(0, MOST, Phase.CHECK, 0)).offers
    most = tap_view(Trial(0, MOST, Phase.CHECK, MOST)).offers
    assert [least[key].possible for key in "←→"] == [False, True]
    assert [most[key].possible for key in "←→"] == [True, False]


@pytest.mark.parametrize("trouble", [*Trouble, None])
def test_each_silence_is_told_with_what_to_do(trouble: Trouble | None) -> None:
    view = tap_view(Trial(0, MOST, Phase.SILENT, trouble=trouble))
    assert len(view.says) == 2
    assert view.offers["Enter"].wish is Wish.RETRY


def test_sound_that_is_off_is_told_of_before_the_start() -> None:
    trial = Trial(0, MOST)
    off = tap_view(trial, is_sound_on=False).says
    assert any("switched off" in line for line in off)
    assert not any("switched off" in line for line in tap_view(trial).says)
