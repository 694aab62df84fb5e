"""Every pair of status and fact, legal and illegal, written out a second time on purpose."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from small_plans import plan_of

from bandtimer.core.choices import Adjustment, Side
from bandtimer.core.facts import (
    FACT_TYPES,
    BandChosen,
    EffortRated,
    Ending,
    Fact,
    NoteWritten,
    Outcome,
    PainReported,
    Paused,
    PauseReason,
    PlanChanged,
    Relief,
    RepCounted,
    RepsCorrected,
    Resumed,
    SessionDeleted,
    SessionEnded,
    SessionUndeleted,
    SetEdited,
    SetNoted,
    SetRated,
    SetRestored,
    StepEnded,
    StepRestarted,
    StepStarted,
    TimeAdded,
)
from bandtimer.core.routine import Range, Reps
from bandtimer.core.state import IllegalTransition, Pain, Remark, State, Status, apply, fold

# 0 prepare · 1 set 1 · 2 rest · 3 set 2
PLAN = plan_of(Reps(Range(3, 5)), sets=2)
FIRST_SET: tuple[Fact, ...] = (
    StepStarted(0, 0),
    StepEnded(10_000, 0, Outcome.DONE, 0, 10_000),
    StepStarted(10_000, 1),
    RepCounted(12_000, 1),
    StepEnded(20_000, 1, Outcome.DONE, 1, 10_000),
)
REST_BEGUN: tuple[Fact, ...] = (*FIRST_SET, StepStarted(20_000, 2))

STATES: dict[Status, State] = {
    Status.BETWEEN: fold(PLAN, FIRST_SET),
    Status.RUNNING: fold(PLAN, REST_BEGUN),
    Status.PAUSED: fold(PLAN, (*REST_BEGUN, Paused(25_000, PauseReason.USER))),
    Status.ENDED: fold(
        PLAN,
        (
            *REST_BEGUN,
            StepEnded(25_000, 2, Outcome.STOPPED, 0, 5_000),
            SessionEnded(25_000, Ending.STOPPED),
        ),
    ),
}

FACTS: dict[type[Fact], Fact] = {
    StepStarted: StepStarted(30_000, 2),
    RepCounted: RepCounted(30_000, 1),
    RepsCorrected: RepsCorrected(30_000, 1, 4),
    TimeAdded: TimeAdded(30_000, 10_000),
    StepEnded: StepEnded(30_000, 2, Outcome.SKIPPED, 0, 10_000),
    StepRestarted: StepRestarted(30_000, 1),
    Paused: Paused(30_000, PauseReason.LEFT),
    Resumed: Resumed(30_000),
    PainReported: PainReported(30_000, 2, "bridge", Relief.STOP_EXERCISE),
    BandChosen: BandChosen(30_000, "bridge", "red"),
    PlanChanged: PlanChanged(30_000, 3, Adjustment((0, 0), 2, sets=1), ()),
    SessionEnded: SessionEnded(30_000, Ending.STOPPED),
    EffortRated: EffortRated(30_000, 7),
    NoteWritten: NoteWritten(30_000, "good"),
    SetEdited: SetEdited(30_000, 1, Side.BOTH, Outcome.DONE, 5, 9_000, "red"),
    SetRestored: SetRestored(30_000, 1, Side.BOTH),
    SetRated: SetRated(30_000, 1, Side.BOTH, 9),
    SetNoted: SetNoted(30_000, 1, Side.BOTH, "hard"),
    SessionDeleted: SessionDeleted(30_000),
    SessionUndeleted: SessionUndeleted(30_000),
}

B, R, P, E = Status.BETWEEN, Status.RUNNING, Status.PAUSED, Status.ENDED
LEADS_TO: dict[type[Fact], dict[Status, Status]] = {
    StepStarted: {B: R},
    RepCounted: {R: R},
    RepsCorrected: {R: R, P: P, E: E},
    TimeAdded: {R: R, P: P},
    StepEnded: {R: B, P: B},
    StepRestarted: {R: R, P: P},
    Paused: {R: P},
    Resumed: {P: R},
    PainReported: {R: R, P: P},
    BandChosen: {R: R, P: P},
    PlanChanged: {B: B, R: R, P: P},
    SessionEnded: {B: E},
    EffortRated: {E: E},
    NoteWritten: {E: E},
    SetEdited: {E: E},
    SetRestored: {E: E},
    SetRated: {E: E},
    SetNoted: {E: E},
    SessionDeleted: {E: E},
    SessionUndeleted: {E: E},
}


def test_the_states_are_what_they_are_called() -> None:
    assert {status: state.status for status, state in STATES.items()} == {s: s for s in Status}
    assert set(FACTS) == set(LEADS_TO) == set(FACT_TYPES.values())


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("kind", FACTS)
def test_transition(status: Status, kind: type[Fact]) -> None:
    state = STATES[status]
    leads_to = LEADS_TO[kind].get(status)
    if leads_to is None:
        with pytest.raises(IllegalTransition, match=f"{kind.__name__} is not possible while"):
            apply(state, FACTS[kind])
    else:
        assert apply(state, FACTS[kind]).status is leads_to


@pytest.mark.parametrize(
    ("status", "fact"),
    [
        (B, StepStarted(30_000, 1)),
        (B, StepStarted(30_000, 3)),
        (R, StepEnded(30_000, 1, Outcome.DONE, 0, 0)),
        (R, StepEnded(30_000, 3, Outcome.DONE, 0, 0)),
        (R, StepRestarted(30_000, 3)),
        (R, StepRestarted(30_000, -1)),
        (R, RepCounted(30_000, 0)),
        (R, RepCounted(30_000, 2)),
        (R, RepsCorrected(30_000, 0, 4)),
        (R, RepsCorrected(30_000, 3, 4)),
        (R, RepsCorrected(30_000, 1, -1)),
        (R, TimeAdded(19_999, 10_000)),
        (R, PlanChanged(30_000, 1, Adjustment((0, 0)), PLAN.steps[1:])),
        (R, PlanChanged(30_000, 5, Adjustment((0, 0)), ())),
        (R, PlanChanged(30_000, 2, Adjustment((0, 0)), ())),
        (R, PlanChanged(30_000, 2, Adjustment((0, 0)), PLAN.steps[3:])),
        (P, Resumed(24_999)),
        (E, RepsCorrected(30_000, 3, 4)),
        (E, SetEdited(30_000, 2, Side.BOTH, Outcome.DONE, 5, 0, "")),
        (E, SetEdited(30_000, 4, Side.BOTH, Outcome.DONE, 5, 0, "")),
        (E, SetEdited(30_000, -1, Side.BOTH, Outcome.DONE, 5, 0, "")),
        (E, SetEdited(30_000, 1, Side.LEFT, Outcome.DONE, 5, 0, "")),
        (E, SetEdited(30_000, 1, Side.BOTH, Outcome.DONE, None, 0, "")),
        (E, SetEdited(30_000, 1, Side.BOTH, Outcome.DONE, -1, 0, "")),
        (E, SetEdited(30_000, 1, Side.BOTH, Outcome.DONE, 5, -1, "")),
        (E, SetRated(30_000, 2, Side.BOTH, 5)),
        (E, SetNoted(30_000, 1, Side.RIGHT, "hard")),
    ],
)
def test_a_fact_that_does_not_follow(status: Status, fact: Fact) -> None:
    with pytest.raises(IllegalTransition):
        apply(STATES[status], fact)


def test_no_step_begins_behind_the_last() -> None:
    facts: list[Fact] = []
    for index in range(len(PLAN.steps)):
        facts += [StepStarted(0, index), StepEnded(0, index, Outcome.SKIPPED, 0, 0)]
    with pytest.raises(IllegalTransition):
        apply(fold(PLAN, facts), StepStarted(0, len(PLAN.steps)))


def test_no_step_begins_behind_a_stopped_one() -> None:
    stopped = apply(STATES[R], StepEnded(30_000, 2, Outcome.STOPPED, 0, 10_000))
    with pytest.raises(IllegalTransition):
        apply(stopped, StepStarted(30_000, 3))
    assert apply(stopped, SessionEnded(30_000, Ending.STOPPED)).ending is Ending.STOPPED


def test_what_comes_after_the_end_may_be_from_before_a_later_note() -> None:
    noted = apply(STATES[E], NoteWritten(90_000, "good"))
    corrected = apply(apply(noted, RepsCorrected(30_000, 1, 4)), EffortRated(30_000, 4))
    assert (corrected.at, corrected.results[1].reps, corrected.effort) == (90_000, 4, 4)


def effect(fact: Fact, status: Status = R) -> Callable[[str], object]:
    after = apply(STATES[status], fact)
    return lambda name: getattr(after, name)


def test_what_each_fact_does() -> None:
    assert effect(FACTS[TimeAdded])("added_ms") == 10_000
    assert effect(FACTS[RepCounted])("reps") == 1
    assert effect(FACTS[StepRestarted])("step") == 1
    assert effect(FACTS[StepEnded])("step") == 3
    assert effect(FACTS[Paused])("pause_reason") is PauseReason.LEFT
    assert effect(FACTS[Paused])("banked_ms") == 10_000
    assert effect(FACTS[Resumed], P)("pause_reason") is None
    assert effect(FACTS[Resumed], P)("paused_ms") == 5_000
    assert effect(FACTS[StepEnded], P)("paused_ms") == 5_000
    assert effect(FACTS[PainReported])("pains") == (Pain(30_000, "bridge", Relief.STOP_EXERCISE),)
    assert effect(FACTS[BandChosen])("bands") == {"bridge": "red"}
    plan = effect(FACTS[PlanChanged])("plan")
    assert plan == replace(PLAN, steps=PLAN.steps[:3], adjustments=(Adjustment((0, 0), 2, sets=1),))
    assert effect(FACTS[EffortRated], E)("effort") == 7
    assert effect(FACTS[NoteWritten], E)("note") == "good"
    assert effect(FACTS[SetEdited], E)("edits") == {(1, Side.BOTH): FACTS[SetEdited]}
    assert effect(FACTS[SetRated], E)("remarks") == {(1, Side.BOTH): Remark(9, "")}
    assert effect(FACTS[SetNoted], E)("remarks") == {(1, Side.BOTH): Remark(None, "hard")}
    assert effect(FACTS[SessionDeleted], E)("is_deleted") is True


def test_what_was_amended_can_be_taken_back() -> None:
    edited = apply(STATES[E], FACTS[SetEdited])
    assert apply(edited, FACTS[SetRestored]).edits == {}
    assert apply(STATES[E], FACTS[SetRestored]) == replace(STATES[E], at=30_000)
    deleted = apply(STATES[E], FACTS[SessionDeleted])
    assert apply(deleted, FACTS[SessionUndeleted]) == replace(STATES[E], at=30_000)
    rated = apply(STATES[E], FACTS[EffortRated])
    assert apply(rated, EffortRated(30_000, None)).effort is None


def test_reps_corrected_after_an_edit_hold_in_its_place() -> None:
    edited = apply(STATES[E], FACTS[SetEdited])
    corrected = apply(edited, RepsCorrected(30_000, 1, 2))
    edit = SetEdited(30_000, 1, Side.BOTH, Outcome.DONE, 2, 9_000, "red")
    assert corrected.edits == {(1, Side.BOTH): edit}


def test_the_end_is_when_it_was_told() -> None:
    ended = apply(STATES[B], SessionEnded(30_000, Ending.STOPPED))
    assert ended.active_ms(90_000) == 30_000


def test_only_work_leaves_a_result() -> None:
    assert set(STATES[B].results) == {1}
    assert set(apply(STATES[R], FACTS[StepEnded]).results) == {1}


def test_elapsed_time_is_asked_of_the_anchor() -> None:
    assert STATES[R].elapsed_ms(27_500) == 7_500
    assert STATES[P].elapsed_ms(90_000) == 5_000
    assert STATES[B].elapsed_ms(90_000) == 0
    assert STATES[E].elapsed_ms(90_000) == 0
