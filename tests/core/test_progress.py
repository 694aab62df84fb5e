"""What to do next time, at the edges of the rules."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from routine_shapes import Act, anything, plans, scripts, thorough
from test_engine_properties import played

from bandtimer.core.facts import Outcome
from bandtimer.core.plan import Plan, Side
from bandtimer.core.progress import (
    PastSession,
    SideDifference,
    Suggestion,
    SuggestionKind,
    Why,
    side_difference,
    suggestion,
)
from bandtimer.core.record import SetRecord, set_records
from bandtimer.core.routine import Exercise, Range

BRIDGE = Exercise("bridge", "Bridge", easier=("floor",), harder=("gone", "single", "hold"))
BANDS = ("Light", "Medium", "Heavy")
KNOWN = {"bridge", "floor", "single", "hold"}
LEFT, RIGHT, BOTH = Side.LEFT, Side.RIGHT, Side.BOTH
DONE, SKIPPED, STOPPED = Outcome.DONE, Outcome.SKIPPED, Outcome.STOPPED

TWELVE_TO_FIFTEEN = Range(12, 15)
TWENTY_TO_THIRTY = Range(20_000, 30_000)

STRONGER = Suggestion(SuggestionKind.STRONGER_BAND, "Heavy", Why.TOP_TWICE, "reps", 15)
LIGHTER = Suggestion(SuggestionKind.LIGHTER_BAND, "Light", Why.UNDER_TWICE, "reps", 12)


def did(
    *reps: int, target: Range = TWELVE_TO_FIFTEEN, band: str = "Medium"
) -> tuple[SetRecord, ...]:
    """Return sets of so many reps, all that were planned."""
    return tuple(
        SetRecord(
            step=2 * number,
            side=BOTH,
            exercise="bridge",
            exercise_name="Bridge",
            set_number=number,
            sets=len(reps),
            work="reps",
            target=target,
            reps=count,
            elapsed_ms=60_000,
            outcome=DONE,
            band=band,
        )
        for number, count in enumerate(reps, start=1)
    )


def held(*seconds: float, target: Range = TWENTY_TO_THIRTY) -> tuple[SetRecord, ...]:
    return tuple(
        replace(record, work="hold", reps=None, elapsed_ms=int(s * 1_000))
        for record, s in zip(did(*map(int, seconds), target=target), seconds, strict=True)
    )


def each(*sides: tuple[int, int]) -> tuple[SetRecord, ...]:
    """Return sets with reps on the left and on the right."""
    whole = did(*(left for left, _ in sides))
    return tuple(
        replace(record, side=side, reps=count, step=record.step + (side is RIGHT))
        for record, pair in zip(whole, sides, strict=True)
        for side, count in zip((LEFT, RIGHT), pair, strict=True)
    )


def went(sets: Sequence[SetRecord], effort: int | None = 7, *, hurt: bool = False) -> PastSession:
    return PastSession(tuple(sets), effort, hurt)


def suggested(*past: PastSession, exercise: Exercise = BRIDGE) -> Suggestion | None:
    return suggestion(exercise, past, BANDS, KNOWN)


def twice(sets: Sequence[SetRecord], effort: int | None = 7) -> Suggestion | None:
    return suggested(went(sets, effort), went(sets, effort))


TOP = did(15, 15, 15)
UNDER = did(11, 11, 11)


# The top of the range, twice


def test_the_top_twice_suggests_the_stronger_band() -> None:
    assert twice(TOP) == STRONGER
    assert twice(did(15, 16, 17)) == STRONGER


def test_with_the_strongest_band_it_is_the_first_harder_variant_that_is_known() -> None:
    harder = Suggestion(SuggestionKind.HARDER, "single", Why.TOP_TWICE, "reps", 15)
    assert twice(did(15, 15, band="Heavy")) == harder
    assert twice(did(15, 15, band="")) == harder
    assert twice(did(15, 15, band="Given away")) == harder


def test_with_neither_there_is_no_suggestion() -> None:
    plain = Exercise("bridge", "Bridge")
    for sets in (did(15, 15, band="Heavy"), did(11, 11, band="Light")):
        assert suggested(went(sets), went(sets), exercise=plain) is None
    assert suggestion(plain, [went(TOP, hurt=True)], (), KNOWN) is None
    assert suggestion(BRIDGE, [went(TOP, hurt=True)]) is None


def test_once_is_not_twice() -> None:
    assert suggested() is None
    assert suggested(went(TOP)) is None
    assert suggested(went(did(15, 15, 14)), went(TOP)) is None
    assert suggested(went(TOP), went(did(14, 15, 15))) is None
    assert suggested(went(TOP), went(TOP), went(did(15, 14, 15))) is None


@pytest.mark.parametrize(("effort", "is_easy"), [(1, True), (8, True), (9, False), (None, False)])
def test_the_effort_was_eight_at_most_and_rated(effort: int | None, is_easy: bool) -> None:
    assert twice(TOP, effort) == (STRONGER if is_easy else None)
    assert suggested(went(TOP, effort), went(TOP, 5)) == (STRONGER if is_easy else None)
    assert suggested(went(TOP, 5), went(TOP, effort)) == (STRONGER if is_easy else None)


def test_pain_in_the_earlier_session_keeps_it_from_getting_harder() -> None:
    assert suggested(went(TOP, hurt=True), went(TOP)) is None
    assert suggested(went(TOP, hurt=True), went(TOP), went(TOP)) == STRONGER


@pytest.mark.parametrize("outcome", [SKIPPED, STOPPED])
def test_a_set_that_was_not_done_is_not_at_the_top(outcome: Outcome) -> None:
    broken = (*TOP[:2], replace(TOP[2], outcome=outcome))
    assert suggested(went(TOP), went(broken)) is None
    assert suggested(went(broken), went(TOP)) is None


def test_all_the_sets_that_were_planned() -> None:
    assert twice(TOP[:2]) is None
    assert twice(did(15)) == STRONGER
    assert twice((*did(15, 15), *did(15))) == STRONGER
    assert twice((*did(15, 15)[:1], *did(15))) is None
    assert twice((*did(15, 15)[:1], *did(15, 15))) == STRONGER
    assert twice((*TOP[:2], *did(15))) is None
    # Taken over by another exercise, or from it, in the middle.
    assert twice(TOP[1:]) == STRONGER


def test_of_two_sides_the_weaker_one_counts() -> None:
    assert twice(each((15, 15), (15, 15))) == STRONGER
    assert twice(each((15, 15), (15, 14))) is None
    assert twice(each((14, 15), (15, 15))) is None
    assert twice(each((15, 15), (15, 15))[:3]) is None


def test_a_fixed_target_is_a_range_of_one_number() -> None:
    fixed = Range.exactly(12)
    assert twice(did(12, 12, target=fixed)) == replace(STRONGER, amount=12)
    assert twice(did(12, 11, target=fixed)) is None


@pytest.mark.parametrize(("low", "enough"), [(8, 12), (5, 8), (1, 2)])
def test_an_open_ended_target_counts_once_clearly_surpassed(low: int, enough: int) -> None:
    target = Range(low, None)
    above = replace(STRONGER, amount=enough, is_open=True)
    assert twice(did(enough, enough + 9, target=target)) == above
    assert twice(did(enough - 1, enough + 9, target=target)) is None


def test_as_many_as_possible_and_work_for_a_time_have_no_top_and_no_minimum() -> None:
    for reps in (0, 1, 1_000):
        assert twice(did(reps, reps, target=Range(0, None))) is None
    timed = tuple(replace(r, work="timed", target=Range.exactly(40_000)) for r in did(0, 99))
    assert twice(timed) is None
    assert twice([replace(record, elapsed_ms=1_000) for record in timed]) is None
    assert twice([replace(record, target=Range.exactly(1), reps=9) for record in timed]) is None


def test_holds_are_counted_by_their_length() -> None:
    assert twice(held(30, 30)) == replace(STRONGER, work="hold", amount=30_000)
    assert twice(held(30, 29.999)) is None
    assert twice(held(45, 46, target=Range(30_000, None))) == Suggestion(
        SuggestionKind.STRONGER_BAND, "Heavy", Why.TOP_TWICE, "hold", 45_000, is_open=True
    )
    assert twice(held(19, 19)) == replace(LIGHTER, work="hold", amount=20_000)


def test_sets_that_ask_for_different_amounts_are_each_held_against_their_own() -> None:
    pyramid = (*did(15, 15)[:1], replace(did(15, 12)[1], target=Range(10, 12)))
    assert twice(pyramid) == replace(STRONGER, amount=None)


# What breaks the count, and what does not


def test_another_band_starts_the_count_anew() -> None:
    light = did(15, 15, 15, band="Light")
    assert suggested(went(light), went(TOP)) is None
    assert suggested(went(TOP), went(light)) is None
    assert suggested(went(TOP), went(light), went(TOP)) is None
    assert suggested(went(TOP), went(TOP), went(light), went(light)) == replace(
        STRONGER, to="Medium"
    )
    mixed = (*light[:1], *TOP[1:])
    assert twice(mixed) is None
    assert suggested(went(mixed), went(TOP)) is None


def test_work_of_another_kind_or_target_in_between_neither_counts_nor_breaks_it() -> None:
    warm_up = went(did(6, 6, target=Range(6, 10)))
    assert suggested(went(TOP), warm_up) is None
    assert suggested(warm_up, went(TOP)) is None
    assert suggested(went(TOP), warm_up, warm_up, went(TOP)) == STRONGER
    assert suggested(went(TOP), went(held(20, 20)), went(TOP)) == STRONGER
    assert suggested(went(TOP), went(did(6, target=Range(6, 10)), hurt=True), went(TOP)) is None
    assert suggested(went(TOP), went(did(15, 15, 15, target=Range(10, 15))), went(TOP)) == STRONGER
    assert suggested(went(TOP), went(UNDER), went(TOP)) is None


# Under the range, twice


def test_under_the_range_twice_suggests_the_lighter_band() -> None:
    assert twice(UNDER) == LIGHTER
    assert twice(UNDER, None) == LIGHTER
    assert twice(UNDER, 10) == LIGHTER


def test_with_the_lightest_band_it_is_the_easier_variant() -> None:
    easier = Suggestion(SuggestionKind.EASIER, "floor", Why.UNDER_TWICE, "reps", 12)
    assert twice(did(11, 11, band="Light")) == easier
    assert twice(did(11, 11, band="")) == easier


def test_under_once_is_a_bad_day() -> None:
    assert suggested(went(UNDER)) is None
    assert suggested(went(UNDER), went(did(12, 12, 12))) is None
    assert suggested(went(did(12, 12, 12)), went(UNDER)) is None


@pytest.mark.parametrize(
    ("reps", "is_under"),
    [
        ((12, 12, 10), False),
        ((12, 11, 10), True),
        ((12, 11), False),
        ((11, 11), True),
        ((11,), True),
        ((12,), False),
        ((0, 0, 12), True),
    ],
)
def test_most_of_the_sets_fall_short(reps: tuple[int, ...], is_under: bool) -> None:
    assert twice(did(*reps)) == (LIGHTER if is_under else None)


def test_what_was_not_done_is_not_held_against_anybody() -> None:
    for outcome in (SKIPPED, STOPPED):
        sets = [replace(record, outcome=outcome) for record in did(3, 3, 3)]
        assert twice(sets) is None
        assert twice((*sets[:2], did(12, 12, 11)[2])) == LIGHTER
        assert twice((*sets[:1], *did(12, 12, 11)[1:])) is None


def test_a_set_is_under_with_its_weaker_side() -> None:
    assert twice(each((12, 11), (12, 11), (12, 12))) == LIGHTER
    assert twice(each((12, 11), (12, 12), (12, 12))) is None
    halves = each((15, 11), (15, 11))
    assert twice([replace(r, outcome=SKIPPED) if r.side is RIGHT else r for r in halves]) is None


def test_under_an_open_ended_target() -> None:
    target = Range(8, None)
    assert twice(did(7, 7, target=target)) == replace(LIGHTER, amount=8)
    assert twice(did(8, 8, target=target)) is None


# Pain


def test_pain_suggests_the_easier_variant_at_once() -> None:
    easier = Suggestion(SuggestionKind.EASIER, "floor", Why.PAIN)
    assert suggested(went(TOP, hurt=True)) == easier
    assert suggested(went(TOP), went(TOP, hurt=True)) == easier
    assert suggested(went((), hurt=True)) == easier
    assert suggested(went(TOP), went((), None, hurt=True)) == easier


def test_pain_suggests_the_lighter_band_where_there_is_no_variant() -> None:
    alone = Exercise("bridge", "Bridge", harder=("hold",))
    lighter = Suggestion(SuggestionKind.LIGHTER_BAND, "Light", Why.PAIN)
    assert suggested(went(TOP, hurt=True), exercise=alone) == lighter
    assert suggested(went((), hurt=True), exercise=alone) is None
    assert suggested(went(did(9, band="Light"), hurt=True), exercise=alone) is None


def test_after_a_session_without_pain_it_is_over() -> None:
    assert suggested(went(did(12, 12), hurt=True), went(did(12, 12))) is None


# Left and right


def test_how_the_sides_differ() -> None:
    assert side_difference(each((15, 13), (15, 12))) == SideDifference(RIGHT, "reps", 30, 25, 17)
    assert side_difference(each((10, 12))) == SideDifference(LEFT, "reps", 10, 12, 17)


def test_equal_sides_and_no_sides_do_not_differ() -> None:
    assert side_difference(()) is None
    assert side_difference(did(15, 12)) is None
    assert side_difference(each((15, 12), (12, 15))) is None


def test_only_sets_done_on_both_sides_are_compared() -> None:
    sets = each((15, 12), (15, 15))
    assert side_difference(sets[:3]) == SideDifference(RIGHT, "reps", 15, 12, 20)
    for outcome in (SKIPPED, STOPPED):
        broken = (replace(sets[0], outcome=outcome), *sets[1:])
        assert side_difference(broken) is None
    assert side_difference(sets[:1]) is None


def test_only_the_side_of_a_set_that_was_done_counts() -> None:
    left, right = each((15, 12))
    tried = replace(right, reps=9, outcome=SKIPPED)
    both = replace(left, side=BOTH)
    assert side_difference([left, tried, right, both]) == side_difference([left, right])


def test_holds_differ_by_whole_seconds() -> None:
    left, right = (replace(held(s)[0], side=side) for s, side in ((30, LEFT), (29.001, RIGHT)))
    assert side_difference([left, right]) is None
    right = replace(right, elapsed_ms=29_000)
    assert side_difference([left, right]) == SideDifference(RIGHT, "hold", 30_000, 29_000, 3)


def test_of_two_kinds_of_work_the_last_counts() -> None:
    left, right = (replace(held(s)[0], side=side) for s, side in ((20, LEFT), (30, RIGHT)))
    assert side_difference([*each((15, 9)), left, right]) == SideDifference(
        LEFT, "hold", 20_000, 30_000, 33
    )


def test_the_smallest_difference_is_one_percent() -> None:
    assert side_difference(each((1_000, 999))) == SideDifference(RIGHT, "reps", 1_000, 999, 1)
    assert side_difference(each((5, 0))) == SideDifference(RIGHT, "reps", 5, 0, 100)


# Whatever has been done


@thorough
@given(plans, scripts(anything), st.none() | st.integers(1, 10), st.booleans())
def test_any_past_is_judged(plan: Plan, acts: list[Act], effort: int | None, hurt: bool) -> None:
    records = set_records(played(plan, acts).engine.state)
    for exercise in plan.exercises.values():
        sets = tuple(record for record in records if record.exercise == exercise.id)
        known = set(plan.exercises)
        said = suggestion(exercise, [went(sets, effort), went(sets, effort, hurt=hurt)], (), known)
        assert said is None or said.to in {*exercise.easier, *exercise.harder}
        difference = side_difference(sets)
        assert difference is None or 1 <= difference.percent <= 100
