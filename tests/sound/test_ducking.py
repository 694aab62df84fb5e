"""When music is low, and how low."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bandtimer.sound.ducking import (
    DOWN_NS,
    GAP_NS,
    LEVELS,
    Span,
    is_due,
    level_of,
    lowered,
    next_change,
)

_SECOND = 1_000_000_000
_INSTANTS = st.integers(0, 60 * _SECOND)
_SPANS = st.lists(
    st.builds(
        lambda start, length: Span(start, start + length), _INSTANTS, st.integers(1, 9 * _SECOND)
    ),
    max_size=6,
)
# From one per cent on; below there is nothing to hear.
_VOLUMES = st.lists(st.integers(655, 99_957), min_size=1, max_size=8).map(tuple)


@given(_SPANS, _INSTANTS, st.booleans())
def test_it_is_low_while_anything_is_said(spans: list[Span], now: int, is_low: bool) -> None:
    if any(span.start <= now < span.end for span in spans):
        assert is_due(spans, now, is_low=is_low)


@given(_SPANS, _INSTANTS)
def test_it_is_not_low_long_before_anything_is_said(spans: list[Span], now: int) -> None:
    if all(now >= span.end or now < span.start - DOWN_NS for span in spans):
        assert not is_due(spans, now, is_low=False)
    if all(now >= span.end or now < span.start - GAP_NS for span in spans):
        assert not is_due(spans, now, is_low=True)


@given(_SPANS, _INSTANTS, st.data())
def test_nothing_changes_before_the_next_change(
    spans: list[Span], now: int, data: st.DataObject
) -> None:
    change = next_change(spans, now)
    later = data.draw(st.integers(now, 90 * _SECOND if change is None else change - 1))
    assert is_due(spans, later, is_low=False) == is_due(spans, now, is_low=False)
    # What is low becomes loud at no other instants; louder music is not looked at in between.
    if is_due(spans, now, is_low=True):
        assert is_due(spans, later, is_low=True)


def test_between_counted_reps_it_stays_low() -> None:
    one, two = Span(0, _SECOND), Span(4 * _SECOND, 5 * _SECOND)
    assert is_due([two], one.end, is_low=True)
    assert not is_due([two], one.end, is_low=False)


@given(_VOLUMES, st.integers(0, LEVELS))
def test_a_level_is_recognised(volume: tuple[int, ...], level: int) -> None:
    assert level_of(lowered(volume, level), volume) == level


@given(_VOLUMES)
def test_each_level_is_lower_by_as_many_decibels(volume: tuple[int, ...]) -> None:
    amplitudes = [max(lowered(volume, level)) ** 3 for level in range(LEVELS + 1)]
    assert amplitudes[0] / amplitudes[-1] == pytest.approx(4, rel=0.02)


@given(_VOLUMES, st.integers(0, LEVELS))
def test_what_the_user_sets_is_none_of_our_levels(volume: tuple[int, ...], level: int) -> None:
    near = tuple(channel + 30 for channel in lowered(volume, level))
    assert level_of(near, volume) != level
    assert level_of((*volume, 65_536), volume) is None
