"""What taps on a beat tell of a loudspeaker."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bandtimer.present.tapping import (
    AHEAD_OF_BEAT_MS,
    BEAT_MS,
    TAPS,
    WARM_UP,
    delay_ms,
    lateness_ms,
)


def taps(late: int, jitter: list[int] | None = None) -> list[int]:
    jitter = jitter or [0] * TAPS
    return [beat * BEAT_MS + late - AHEAD_OF_BEAT_MS + jitter[beat] for beat in range(TAPS)]


@given(st.integers(-150, 700), st.lists(st.integers(-40, 40), min_size=TAPS, max_size=TAPS))
def test_a_steady_hand_finds_the_lateness(late: int, jitter: list[int]) -> None:
    found = lateness_ms(taps(late, jitter))
    assert found is not None
    assert abs(found - late) <= 40


def test_the_first_taps_and_one_gone_astray_do_not_count() -> None:
    warming = [400] * WARM_UP + [0] * (TAPS - WARM_UP - 1) + [-300]
    assert lateness_ms(taps(200, warming)) == 200


@pytest.mark.parametrize(
    "useless", [[], taps(100)[:-1], [beat * 730 + 90 * (beat % 3) for beat in range(TAPS)]]
)
def test_too_few_taps_or_wild_ones_tell_nothing(useless: list[int]) -> None:
    assert lateness_ms(useless) is None


def test_the_delay_is_set_in_tens_and_within_its_bounds() -> None:
    assert delay_ms(100, 84, 1_000) == 180
    assert delay_ms(0, -40, 1_000) == 0
    assert delay_ms(900, 300, 1_000) == 1_000
