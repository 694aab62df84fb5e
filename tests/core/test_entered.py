"""Sessions that were not led become plans and facts like any other's."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bandtimer.core.entered import (
    EnteredSet,
    Entry,
    EntryError,
    check_entry,
    facts_of_entry,
    plan_entry,
)
from bandtimer.core.facts import Outcome
from bandtimer.core.plan import Side
from bandtimer.core.record import SetRecord, set_records, sets_done, sets_planned
from bandtimer.core.routine import MAX_SETS, Block, Exercise, Prescription, Range, Reps, Routine
from bandtimer.core.state import State, Status, fold

BRIDGE, KICK = Exercise("bridge", "Bridge"), Exercise("kick", "Kick")


def state_of(entry: Entry) -> State:
    return fold(plan_entry("by-hand", entry), facts_of_entry(entry))


def places(records: tuple[SetRecord, ...]) -> list[tuple[str, str, int, int]]:
    return [(r.exercise, r.side.value, r.set_number, r.sets) for r in records]


def test_an_entry_comes_to_what_was_entered() -> None:
    sets = (
        EnteredSet(KICK, 12, 30_000, Side.LEFT, target=Range(12, 15), band="red", effort=8),
        EnteredSet(KICK, 10, 25_000, Side.RIGHT, target=Range(12, 15), band="red", note="Wobbly"),
        EnteredSet(BRIDGE, None, 41_000),
        EnteredSet(BRIDGE, None, 0, target=Range(30_000, None)),
        EnteredSet(KICK, 0, 20_000, timed=True, band="blue"),
    )
    state = state_of(Entry("Evening", sets, 600_000, 7, "At my sister's"))
    assert set_records(state) == (
        SetRecord(
            0,
            Side.LEFT,
            "kick",
            "Kick",
            1,
            1,
            "reps",
            Range(12, 15),
            12,
            30_000,
            Outcome.DONE,
            "red",
            8,
        ),
        SetRecord(
            1,
            Side.RIGHT,
            "kick",
            "Kick",
            1,
            1,
            "reps",
            Range(12, 15),
            10,
            25_000,
            Outcome.DONE,
            "red",
            None,
            "Wobbly",
        ),
        SetRecord(
            2,
            Side.BOTH,
            "bridge",
            "Bridge",
            1,
            2,
            "hold",
            Range.exactly(41_000),
            None,
            41_000,
            Outcome.DONE,
        ),
        SetRecord(
            3,
            Side.BOTH,
            "bridge",
            "Bridge",
            2,
            2,
            "hold",
            Range(30_000, None),
            None,
            0,
            Outcome.SKIPPED,
        ),
        SetRecord(
            4,
            Side.BOTH,
            "kick",
            "Kick",
            1,
            1,
            "timed",
            Range.exactly(20_000),
            0,
            20_000,
            Outcome.DONE,
            "blue",
        ),
    )
    assert (state.effort, state.note, state.active_ms(0)) == (7, "At my sister's", 600_000)
    assert (sets_done(state), sets_planned(state.plan)) == (3, 4)
    assert state.plan.name == "Evening"
    assert [item.id for item in state.plan.routine.own_exercises] == ["kick", "bridge"]


def test_sides_make_sets_as_they_come() -> None:
    left, right, both = (EnteredSet(KICK, 5, side=side) for side in Side)
    records = set_records(state_of(Entry("x", (left, right, left, left, both, right))))
    assert [record.set_number for record in records] == [1, 1, 2, 3, 4, 5]


def test_one_side_alone_is_a_whole_set() -> None:
    state = state_of(Entry("x", (EnteredSet(KICK, 5, side=Side.LEFT),) * 3))
    assert (sets_done(state), sets_planned(state.plan)) == (3, 3)


def test_more_sets_than_an_exercise_has_go_on_as_another_run() -> None:
    records = set_records(state_of(Entry("x", (EnteredSet(KICK, 5),) * (MAX_SETS + 1))))
    assert places(records)[-2:] == [("kick", "both", 50, 50), ("kick", "both", 1, 1)]


def test_a_session_takes_at_least_as_long_as_its_sets() -> None:
    sets = (EnteredSet(BRIDGE, None, 60_000),) * 2
    assert state_of(Entry("x", sets)).active_ms(0) == 120_000
    assert state_of(Entry("x", sets, 1)).active_ms(0) == 120_000
    assert [result.at for result in state_of(Entry("x", sets, 180_000)).results.values()] == [
        60_000,
        180_000,
    ]


def test_the_routine_that_was_followed_is_kept() -> None:
    routine = Routine("own", "Own", (Block((Prescription("kick", Reps(Range(12, 15))),)),))
    plan = plan_entry("own", Entry("Own", (EnteredSet(KICK, 9),), routine=routine))
    assert plan.routine == routine


GOOD = EnteredSet(KICK, 5, 1_000)


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (Entry(" ", (GOOD,)), "needs a name"),
        (Entry("x", ()), "at least one set"),
        (Entry("x", (GOOD,) * 10_001), "at most 10,000 sets, not 10,001"),
        (Entry("x", (GOOD, replace(GOOD, reps=1_001))), "Set 2, Kick: a set has 0 to 1,000 reps"),
        (Entry("x", (replace(GOOD, reps=-1),)), "Set 1, Kick: a set has 0 to 1,000 reps, not -1"),
        (Entry("x", (replace(GOOD, elapsed_ms=-1),)), "Set 1, Kick: a set takes 0 s to 24 h"),
        (Entry("x", (replace(GOOD, effort=11),)), "Set 1, Kick: effort is a number from 1 to 10"),
        (Entry("x", (replace(GOOD, reps=None, timed=True),)), "work for a time has reps, 0 where"),
        (Entry("x", (GOOD,), effort=0), "^effort is a number from 1 to 10, not 0"),
        (Entry("x", (GOOD,), length_ms=86_400_001), "at most 24 h"),
        (Entry("x", (GOOD,), length_ms=-1), "less than no time"),
    ],
)
def test_what_cannot_have_been_is_refused(entry: Entry, says: str) -> None:
    with pytest.raises(EntryError, match=says):
        check_entry(entry)


entered = st.builds(
    EnteredSet,
    st.sampled_from([BRIDGE, KICK]),
    st.integers(0, 1_000),
    st.integers(0, 600_000),
    st.sampled_from(Side),
    st.booleans(),
    st.none(),
    st.sampled_from(["", "red", "blue"]),
    st.none() | st.integers(1, 10),
    st.sampled_from(["", "hard"]),
)
holds = entered.map(lambda item: replace(item, reps=None, timed=False))


@given(st.lists(entered | holds, min_size=1, max_size=30), st.none() | st.integers(0, 40_000_000))
def test_no_set_is_lost_or_invented(sets: list[EnteredSet], length_ms: int | None) -> None:
    state = state_of(Entry("x", tuple(sets), length_ms))
    assert state.status is Status.ENDED
    records = set_records(state)
    given = [(s.exercise.id, s.side, s.reps, s.elapsed_ms, s.band, s.effort, s.note) for s in sets]
    assert given == [
        (r.exercise, r.side, r.reps, r.elapsed_ms, r.band, r.effort, r.note) for r in records
    ]
    keys = [(state.plan.steps[r.step].entry, r.set_number, r.side) for r in records]
    assert len(set(keys)) == len(keys)
    assert sets_planned(state.plan) == len({key[:2] for key in keys})
