"""Marks of a step, the length of a step, and the arithmetic of alternating sides."""

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st
from routine_shapes import plans, ranges, thorough

from bandtimer.core.cues import CueKind
from bandtimer.core.plan import Plan, Side, Step, StepKind, estimated_ms
from bandtimer.core.routine import Hold, Range, Reps, Tempo, Timed, Work
from bandtimer.core.schedule import (
    Mark,
    can_add_time,
    length_ms,
    marks_after,
    minimum_reps,
    rep_marks,
    reps_by_side,
    side_of_rep,
)

TEMPO = Tempo(eccentric_ms=2_000, bottom_ms=500, concentric_ms=1_000, top_ms=250)


def work(what: Work, *, paced: bool = False, every: int = 0, side: Side = Side.BOTH) -> Step:
    return Step(
        StepKind.WORK,
        "x",
        1,
        1,
        side=side,
        work=what,
        tempo=TEMPO,
        paced=paced,
        alternate_every=every,
    )


def rest(ms: int, kind: StepKind = StepKind.REST) -> Step:
    return Step(kind, "x", 1, 1, side=Side.RIGHT, duration_ms=ms)


def marks(step: Step, heard: int = -1, added_ms: int = 0) -> list[tuple[int, str, object]]:
    return [
        (mark.offset, mark.kind.value, mark.value)
        for mark in islice(marks_after(step, heard, added_ms), 12)
    ]


@pytest.mark.parametrize(
    ("step", "length"),
    [
        (rest(20_000), 20_000),
        (work(Timed(20_000)), 20_000),
        (work(Hold(Range(20_000, 30_000))), 30_000),
        (work(Hold(Range(20_000, None))), None),
        (work(Hold(Range(0, None))), None),
        (work(Hold(Range(20_000, 30_000), until_released=True)), None),
        (work(Reps(Range(12, 15)), paced=True), 15 * 3_750),
        (work(Reps(Range(12, 15)), paced=True, every=4), 30 * 3_750),
        (work(Reps(Range(5, 5), 10_000), paced=True), 5 * 13_500),
        (work(Reps(Range(12, 15))), None),
        (work(Reps(Range(8, None)), paced=True), None),
        (work(Reps(Range(0, None)), paced=True), None),
    ],
)
def test_length(step: Step, length: int | None) -> None:
    assert length_ms(step) == length


@pytest.mark.parametrize(
    ("step", "possible"),
    [
        (rest(20_000), True),
        (work(Timed(20_000)), True),
        (work(Hold(Range(20_000, 30_000))), True),
        (work(Hold(Range(20_000, None))), False),
        (work(Hold(Range(20_000, 30_000), until_released=True)), False),
        (work(Reps(Range(12, 12)), paced=True), False),
        (work(Reps(Range(12, 12))), False),
    ],
)
def test_where_time_can_be_added(step: Step, possible: bool) -> None:
    assert can_add_time(step) is possible
    if possible:
        length = length_ms(step)
        assert length is not None
        assert length_ms(step, 10_000) == length + 10_000
        assert length_ms(step, -5_000) == length - 5_000
        assert length_ms(step, -length - 1) == 0


@pytest.mark.parametrize(
    ("kind", "opening"),
    [
        (StepKind.PREPARE, ("get_ready", 2)),
        (StepKind.REST, ("rest", 2)),
        (StepKind.SWITCH_SIDES, ("switch_sides", Side.RIGHT)),
        (StepKind.CHANGE_EXERCISE, ("change_exercise", "x")),
    ],
)
def test_every_step_opens_with_its_own_cue_and_counts_down(
    kind: StepKind, opening: tuple[str, object]
) -> None:
    assert marks(rest(2_500, kind)) == [
        (0, *opening),
        (500, "countdown", 2),
        (1_500, "countdown", 1),
    ]


def test_long_rest_says_when_ten_seconds_are_left() -> None:
    assert [mark[:2] for mark in marks(rest(30_000))] == [
        (0, "rest"),
        (20_000, "seconds_left"),
        (27_000, "countdown"),
        (28_000, "countdown"),
        (29_000, "countdown"),
    ]
    assert "seconds_left" not in [mark[1] for mark in marks(rest(29_999))]


def test_a_countdown_never_starts_with_the_step() -> None:
    assert marks(rest(3_000)) == [(0, "rest", 3), (1_000, "countdown", 2), (2_000, "countdown", 1)]
    assert marks(rest(1_000)) == [(0, "rest", 1)]
    assert marks(rest(0)) == [(0, "rest", 0)]


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (work(Timed(40_000)), [(20_000, "halfway"), (30_000, "seconds_left")]),
        (work(Timed(25_000)), [(12_500, "halfway")]),
        (work(Timed(19_999)), []),
        (
            work(Hold(Range(25_000, 40_000))),
            [(20_000, "halfway"), (25_000, "minimum_reached"), (30_000, "seconds_left")],
        ),
        # What falls on the instant of the minimum would only talk over it.
        (work(Hold(Range(20_000, 30_000))), [(15_000, "halfway"), (20_000, "minimum_reached")]),
        (
            work(Hold(Range(20_000, 40_000))),
            [(20_000, "minimum_reached"), (30_000, "seconds_left")],
        ),
        (work(Hold(Range(30_000, 30_000))), [(15_000, "halfway"), (20_000, "seconds_left")]),
        (work(Hold(Range(30_000, None))), [(30_000, "minimum_reached")]),
        (work(Hold(Range(0, None))), []),
    ],
)
def test_what_is_said_in_the_middle_of_timed_work(step: Step, said: list[object]) -> None:
    found = [mark[:2] for mark in marks(step) if mark[1] not in {"go", "countdown"}]
    assert found == said


def test_a_hold_until_released_counts_down_to_its_target_and_goes_on() -> None:
    hold = work(Hold(Range(20_000, 30_000), until_released=True))
    assert [mark[:2] for mark in marks(hold)] == [
        (0, "go"),
        (15_000, "halfway"),
        (20_000, "minimum_reached"),
        (27_000, "countdown"),
        (28_000, "countdown"),
        (29_000, "countdown"),
        (30_000, "target_reached"),
    ]


def test_a_minimum_that_the_hold_no_longer_reaches_is_not_called() -> None:
    hold = work(Hold(Range(20_000, 30_000)))
    assert "minimum_reached" in [mark[1] for mark in marks(hold, added_ms=-9_000)]
    assert "minimum_reached" not in [mark[1] for mark in marks(hold, added_ms=-10_000)]


def test_paced_reps_run_from_the_concentric_phase_on() -> None:
    assert marks(work(Reps(Range(2, 2)), paced=True)) == [
        (0, "go", None),
        (0, "phase", "concentric"),
        (1_000, "phase", "top"),
        (1_250, "phase", "eccentric"),
        (3_250, "phase", "bottom"),
        (3_750, "rep", 1),
        (3_750, "phase", "concentric"),
        (4_750, "phase", "top"),
        (5_000, "phase", "eccentric"),
        (7_000, "phase", "bottom"),
        (7_500, "rep", 2),
    ]


def test_held_reps_are_held_at_the_top() -> None:
    assert marks(work(Reps(Range(1, 1), 10_000), paced=True)) == [
        (0, "go", None),
        (0, "phase", "concentric"),
        (1_000, "phase", "top"),
        (11_000, "phase", "eccentric"),
        (13_000, "phase", "bottom"),
        (13_500, "rep", 1),
    ]


def test_self_counted_reps_have_no_marks_of_their_own() -> None:
    assert marks(work(Reps(Range(2, 3)))) == [(0, "go", None)]


@thorough
@given(plans, st.data())
def test_marks_are_the_same_from_wherever_one_asks(plan: Plan, data: st.DataObject) -> None:
    step = data.draw(st.sampled_from(plan.steps))
    every = list(islice(marks_after(step, -1), 60))
    assert [mark.offset for mark in every] == sorted(mark.offset for mark in every)
    heard = data.draw(st.sampled_from([-1, 0, *(mark.offset for mark in every)]))
    heard += data.draw(st.sampled_from([0, 0, 1]))
    later = [mark for mark in every if mark.offset > heard]
    assert list(islice(marks_after(step, heard), len(later))) == later
    length = length_ms(step)
    assert length is None or all(mark.offset <= length for mark in every)


@thorough
@given(plans)
def test_what_ends_by_itself_is_estimated_exactly(plan: Plan) -> None:
    for step in plan.steps:
        length = length_ms(step)
        assert length is None or length == estimated_ms(step)


# Alternating sides


def turns(step: Step, reps: int) -> list[Side]:
    """List the side of each rep as a coach would call them: so many, change, so many, change."""
    assert isinstance(step.work, Reps)
    high = step.work.count.high
    sides: list[Side] = []
    done = {Side.LEFT: 0, Side.RIGHT: 0}
    side = step.first_side
    while len(sides) < reps:
        left_to_do = step.alternate_every if high is None else high - done[side]
        turn = min(step.alternate_every, left_to_do) if left_to_do > 0 else 1
        sides += [side] * turn
        done[side] += turn
        side = side.other
    return sides[:reps]


alternating = st.builds(
    lambda count, every, first: Step(
        StepKind.WORK,
        "x",
        1,
        1,
        side=Side.BOTH,
        work=Reps(count),
        tempo=TEMPO,
        paced=True,
        alternate_every=every,
        first_side=first,
    ),
    ranges(st.integers(1, 12)),
    st.integers(1, 15),
    st.sampled_from([Side.LEFT, Side.RIGHT]),
)


@thorough
@given(alternating, st.integers(0, 40))
def test_sides_take_turns(step: Step, reps: int) -> None:
    sides = turns(step, reps + 1)
    assert side_of_rep(step, reps) is sides[reps]
    shares = reps_by_side(step, reps)
    assert shares == {side: sides[:reps].count(side) for side in (Side.LEFT, Side.RIGHT)}
    assert next(iter(shares)) is step.first_side


@thorough
@given(alternating)
def test_both_sides_do_the_same_work(step: Step) -> None:
    assert isinstance(step.work, Reps)
    high = step.work.count.high
    if high is not None:
        assert reps_by_side(step, 2 * high) == {Side.LEFT: high, Side.RIGHT: high}
        assert length_ms(step) == 2 * high * step.rep_ms


@thorough
@given(alternating)
def test_the_minimum_is_called_when_both_sides_have_reached_it(step: Step) -> None:
    assert isinstance(step.work, Reps)
    low, high = step.work.count.low, step.work.count.high
    calls = [
        (reps, mark.value)
        for reps in range(1, 60)
        for mark in rep_marks(step, reps, 0)
        if mark.kind is CueKind.MINIMUM_REACHED
    ]
    if low in {0, high}:
        assert minimum_reps(step) is None
        assert calls == []
    else:
        reached = next(n for n in range(100) if min(reps_by_side(step, n).values()) >= low)
        assert minimum_reps(step) == reached
        assert calls == [(reached, low)]


@thorough
@given(alternating)
def test_every_switch_is_called_and_none_after_the_last_rep(step: Step) -> None:
    assert isinstance(step.work, Reps)
    high = step.work.count.high
    total = 40 if high is None else 2 * high
    called = {
        reps: mark.value
        for reps in range(1, total + 1)
        for mark in rep_marks(step, reps, 0)
        if mark.kind is CueKind.SWITCH_SIDES
    }
    sides = turns(step, total + 1)
    expected = {n: sides[n] for n in range(1, total + 1) if sides[n] is not sides[n - 1]}
    if high is not None:
        expected.pop(total, None)
    assert called == expected


@pytest.mark.parametrize(
    ("every", "count", "calls"),
    [
        (4, Range(6, 6), [4, 8, 10]),
        (4, Range(8, 8), [4, 8, 12]),
        (1, Range(2, 2), [1, 2, 3]),
        (10, Range(3, 3), [3]),
    ],
)
def test_turns_by_hand(every: int, count: Range, calls: list[int]) -> None:
    step = work(Reps(count), paced=True, every=every)
    assert count.high is not None
    switches = [
        reps
        for reps in range(1, 2 * count.high + 1)
        for mark in rep_marks(step, reps, 0)
        if mark.kind is CueKind.SWITCH_SIDES
    ]
    assert switches == calls


@pytest.mark.parametrize(
    ("count", "minimum"),
    [(Range(12, 15), 12), (Range(12, 12), None), (Range(8, None), 8), (Range(0, None), None)],
)
def test_minimum_of_reps_on_one_side(count: Range, minimum: int | None) -> None:
    step = work(Reps(count), side=Side.LEFT)
    assert minimum_reps(step) == minimum
    assert next(rep_marks(step, 12, 500)) == Mark(500, CueKind.REP, 12)
    assert reps_by_side(step, 7) == {Side.LEFT: 7}
    assert side_of_rep(step, 3) is Side.LEFT


def test_work_that_is_no_reps_has_no_minimum_of_reps() -> None:
    assert minimum_reps(work(Hold(Range(20_000, 30_000)))) is None
    assert list(rep_marks(work(Timed(20_000)), 3, 500)) == [Mark(500, CueKind.REP, 3)]
