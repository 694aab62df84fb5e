"""The state of a session: the fold of its facts, by one transition table.

    BETWEEN ── StepStarted ──▶ RUNNING ── Paused ──▶ PAUSED
       ▲ │                      │  ▲ ▲                │ │
       │ └─ SessionEnded ▶ ENDED│  │ └── Resumed ─────┘ │
       └──────── StepEnded ─────┘  │                    │
       └──────── StepEnded ────────┼────────────────────┘
                                   └ RepCounted, RepsCorrected, TimeAdded, StepRestarted

PainReported, BandChosen and PlanChanged come in while RUNNING, PAUSED or, the last, BETWEEN, and
leave the status as it is. A fact that the table does not list raises IllegalTransition and changes
nothing. Ending a step ends its pause with it; after a stopped step only the end of the session can
follow.

Once the session has ended, reps may still be corrected and amendments made. They follow in any
order and at any `at`, so that what was amended on two machines can be put together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import reduce
from types import MappingProxyType

from bandtimer.core.choices import Side
from bandtimer.core.facts import (
    Amendment,
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
from bandtimer.core.plan import Plan, Step, StepKind
from bandtimer.core.routine import Hold, Reps
from bandtimer.core.schedule import reps_by_side


class Status(StrEnum):
    """Where a session stands."""

    BETWEEN = "between"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


TRANSITIONS: Mapping[tuple[Status, type[Fact]], Status] = {
    (Status.BETWEEN, StepStarted): Status.RUNNING,
    (Status.BETWEEN, SessionEnded): Status.ENDED,
    (Status.RUNNING, RepCounted): Status.RUNNING,
    (Status.RUNNING, RepsCorrected): Status.RUNNING,
    (Status.RUNNING, TimeAdded): Status.RUNNING,
    (Status.RUNNING, StepRestarted): Status.RUNNING,
    (Status.RUNNING, StepEnded): Status.BETWEEN,
    (Status.RUNNING, Paused): Status.PAUSED,
    (Status.PAUSED, Resumed): Status.RUNNING,
    (Status.PAUSED, RepsCorrected): Status.PAUSED,
    (Status.PAUSED, TimeAdded): Status.PAUSED,
    (Status.PAUSED, StepRestarted): Status.PAUSED,
    (Status.PAUSED, StepEnded): Status.BETWEEN,
    (Status.RUNNING, PainReported): Status.RUNNING,
    (Status.PAUSED, PainReported): Status.PAUSED,
    (Status.RUNNING, BandChosen): Status.RUNNING,
    (Status.PAUSED, BandChosen): Status.PAUSED,
    (Status.BETWEEN, PlanChanged): Status.BETWEEN,
    (Status.RUNNING, PlanChanged): Status.RUNNING,
    (Status.PAUSED, PlanChanged): Status.PAUSED,
    (Status.ENDED, RepsCorrected): Status.ENDED,
    (Status.ENDED, EffortRated): Status.ENDED,
    (Status.ENDED, NoteWritten): Status.ENDED,
    (Status.ENDED, SetEdited): Status.ENDED,
    (Status.ENDED, SetRestored): Status.ENDED,
    (Status.ENDED, SetRated): Status.ENDED,
    (Status.ENDED, SetNoted): Status.ENDED,
    (Status.ENDED, SessionDeleted): Status.ENDED,
    (Status.ENDED, SessionUndeleted): Status.ENDED,
}


class IllegalTransition(ValueError):  # noqa: N818 - the field's name for it
    """A fact or command that the session's state does not allow; nothing was changed."""


@dataclass(frozen=True, slots=True)
class StepResult:
    """What became of a work step; `at` is when it ended, `elapsed_ms` leaves pauses out.

    `band` is the name of the band it was done with, "" where none was chosen.
    """

    at: int
    outcome: Outcome
    reps: int
    elapsed_ms: int
    band: str = ""


def is_done(result: StepResult | None) -> bool:
    """Tell whether work has been done, rather than passed over, stopped or not reached."""
    return result is not None and result.outcome is Outcome.DONE


# One side of a work step: what an edit is about.
SetKey = tuple[int, Side]


@dataclass(frozen=True, slots=True)
class Remark:
    """What the athlete says about one side of a set: effort from 1 to 10, and own words."""

    effort: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pain:
    """An exercise hurt at the instant `at`, and what was done about it."""

    at: int
    exercise: str
    relief: Relief


@dataclass(frozen=True, slots=True)
class State:
    """A session at the instant `at` of its last fact.

    `step` is the open step, or the next to begin in BETWEEN. Its elapsed time is a question
    asked of an anchor: `banked_ms` had passed at `anchor`, and time runs on while RUNNING. During
    a lead-in of `lead_in_ms` the anchor lies ahead, and the step stands still until then. When
    ENDED, the anchor is the instant of the end. `ending` is known as soon as a step is stopped.
    `results` is what was recorded, `edits` what holds instead.
    """

    plan: Plan
    status: Status = Status.BETWEEN
    step: int = 0
    at: int = 0
    anchor: int = 0
    banked_ms: int = 0
    lead_in_ms: int = 0
    added_ms: int = 0
    reps: int = 0
    paused_ms: int = 0
    pause_reason: PauseReason | None = None
    ending: Ending | None = None
    results: Mapping[int, StepResult] = field(default_factory=lambda: MappingProxyType({}))
    bands: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    pains: tuple[Pain, ...] = ()
    effort: int | None = None
    note: str = ""
    edits: Mapping[SetKey, SetEdited] = field(default_factory=lambda: MappingProxyType({}))
    remarks: Mapping[SetKey, Remark] = field(default_factory=lambda: MappingProxyType({}))
    is_deleted: bool = False

    @property
    def is_open(self) -> bool:
        """Tell whether a step is in progress, paused or not."""
        return self.status in {Status.RUNNING, Status.PAUSED}

    @property
    def current(self) -> Step | None:
        """Return the step in progress, or None between steps and after the end."""
        return self.plan.steps[self.step] if self.is_open else None

    @property
    def at_hand(self) -> Step | None:
        """Return the work in progress or next ahead of the open step; None where there is none."""
        ahead = self.plan.next_work(self.step) if self.is_open else None
        return None if ahead is None else self.plan.steps[ahead]

    def elapsed_ms(self, now: int) -> int:
        """Return how long the open step has run at `now`, pauses left out."""
        if self.status is Status.RUNNING:
            return self.banked_ms + max(now - self.anchor, 0)
        return self.banked_ms

    def lead_in_left_ms(self, now: int) -> int:
        """Return for how long the open step still stands still before it runs; 0 where it does."""
        return max(self.anchor - now, 0) if self.status is Status.RUNNING else 0

    def band_of(self, exercise: str) -> str:
        """Return the name of the band the exercise is done with, or ""."""
        return self.bands.get(exercise, self.plan.choices.bands.get(exercise, ""))

    def active_ms(self, now: int) -> int:
        """Return how long the session has run at `now`, pauses left out."""
        if self.status is Status.ENDED:
            return self.anchor - self.paused_ms
        standing = now - self.anchor if self.status is Status.PAUSED else 0
        return now - self.paused_ms - standing + self.lead_in_left_ms(now)


def fold(plan: Plan, facts: list[Fact] | tuple[Fact, ...]) -> State:
    """Return the state that the facts lead to from the plan's beginning."""
    return reduce(apply, facts, State(plan))


def apply(state: State, fact: Fact) -> State:
    """Return the state after the fact.

    Raises IllegalTransition where the table has no such move, the fact names another step than
    the one at hand, or it is older than the state.
    """
    status = TRANSITIONS.get((state.status, type(fact)))
    name = type(fact).__name__
    if status is None:
        raise IllegalTransition(f"{name} is not possible while {state.status}")
    if fact.at < state.at and state.status is not Status.ENDED:
        raise IllegalTransition(f"{name} at {fact.at} ms is older than {state.at} ms")
    # Work on the session's own stretch of pause before anything else moves the anchor.
    paused_ms = state.paused_ms
    if state.status is Status.PAUSED and status is not Status.PAUSED:
        paused_ms += fact.at - state.anchor
    if state.status is Status.RUNNING and isinstance(fact, Paused | StepEnded | StepRestarted):
        # A lead-in counts as a pause, as much of it as there was.
        paused_ms -= state.lead_in_left_ms(fact.at)
    moved = replace(state, status=status, at=max(state.at, fact.at), paused_ms=paused_ms)
    return _effect(moved, state, fact)


def _effect(moved: State, before: State, fact: Fact) -> State:
    if isinstance(fact, Amendment):
        return _amended(moved, fact)
    match fact:
        case StepStarted(at, step):
            _require(step == before.step < len(before.plan.steps) and not before.ending, fact)
            return _begun(moved, at, step)
        case StepRestarted(at, step, lead_in_ms):
            _require(0 <= step <= before.step, fact)
            if before.status is Status.PAUSED:
                moved = replace(moved, paused_ms=moved.paused_ms + at - before.anchor)
            return _led_in(_begun(moved, at, step), fact, lead_in_ms)
        case RepCounted(_, reps):
            _require(reps == before.reps + 1, fact)
            return replace(moved, reps=reps)
        case RepsCorrected(_, step, reps):
            return _corrected(moved, step, reps, fact)
        case TimeAdded(_, ms):
            return replace(moved, added_ms=before.added_ms + ms)
        case StepEnded(_, step, _, _, _):
            _require(step == before.step, fact)
            return _ended(moved, fact)
        case Paused(at, reason):
            banked = before.elapsed_ms(at)
            return replace(moved, anchor=at, banked_ms=banked, lead_in_ms=0, pause_reason=reason)
        case Resumed(_, lead_in_ms):
            return _led_in(replace(moved, pause_reason=None), fact, lead_in_ms)
        case PainReported(at, _, exercise, relief):
            return replace(moved, pains=(*before.pains, Pain(at, exercise, relief)))
        case BandChosen(_, exercise, band):
            bands = MappingProxyType({**before.bands, exercise: band})
            return replace(moved, bands=bands)
        case PlanChanged():
            return _replanned(moved, fact)
        case SessionEnded(at, ending):
            return replace(moved, anchor=at, ending=ending)


def _amended(state: State, fact: Amendment) -> State:
    match fact:
        case EffortRated(_, effort):
            return replace(state, effort=effort)
        case NoteWritten(_, text):
            return replace(state, note=text)
        case SetEdited():
            return _edited(state, fact)
        case SetRestored(_, step, side):
            edits = {key: edit for key, edit in state.edits.items() if key != (step, side)}
            return replace(state, edits=MappingProxyType(edits))
        case SetRated(_, step, side, effort):
            return _remarked(state, fact, replace(_remark(state, step, side), effort=effort))
        case SetNoted(_, step, side, text):
            return _remarked(state, fact, replace(_remark(state, step, side), note=text))
        case SessionDeleted():
            return replace(state, is_deleted=True)
        case SessionUndeleted():
            return replace(state, is_deleted=False)


def _require(holds: bool, fact: Fact) -> None:
    if not holds:
        raise IllegalTransition(f"{fact} does not follow from what came before")


def _begun(state: State, at: int, step: int) -> State:
    return replace(state, step=step, anchor=at, banked_ms=0, added_ms=0, reps=0)


def _led_in(state: State, fact: Fact, lead_in_ms: int) -> State:
    _require(lead_in_ms == 0 or (lead_in_ms > 0 and state.status is Status.RUNNING), fact)
    return replace(
        state,
        anchor=fact.at + lead_in_ms,
        lead_in_ms=lead_in_ms,
        paused_ms=state.paused_ms + lead_in_ms,
    )


def _replanned(state: State, fact: PlanChanged) -> State:
    plan, first = state.plan, fact.first
    _require(state.step <= first <= len(plan.steps), fact)
    in_progress = state.is_open and first == state.step
    _require(all(index < first or in_progress for index in state.results), fact)
    if in_progress:
        _require(bool(fact.steps) and _is_same(plan.steps[first], fact.steps[0]), fact)
    steps = plan.steps[:first] + fact.steps
    adjustments = (*plan.adjustments, fact.adjustment)
    return replace(state, plan=replace(plan, steps=steps, adjustments=adjustments))


def _is_same(step: Step, other: Step) -> bool:
    """Tell whether a step in progress may become the other one.

    Only how many sets there are may change, and what a rest leads to.
    """
    exercise = step.exercise if step.kind is StepKind.WORK else other.exercise
    return replace(step, exercise=exercise, sets=other.sets) == other


def _corrected(state: State, step: int, reps: int, fact: Fact) -> State:
    _require(reps >= 0, fact)
    if state.is_open and step == state.step:
        return replace(state, reps=reps)
    _require(step in state.results, fact)
    results = dict(state.results)
    results[step] = _recounted(state.plan.steps[step], results[step], reps)
    edits = dict(state.edits)
    for side, share in reps_by_side(state.plan.steps[step], reps).items():
        edit = edits.get((step, side))
        if edit is not None and edit.reps is not None:
            edits[step, side] = replace(edit, outcome=results[step].outcome, reps=share)
    return replace(state, results=MappingProxyType(results), edits=MappingProxyType(edits))


def _edited(state: State, fact: SetEdited) -> State:
    _require_set(state, fact)
    is_hold = isinstance(state.plan.steps[fact.step].work, Hold)
    _require((fact.reps is None) is is_hold and (fact.reps or 0) >= 0, fact)
    _require(fact.elapsed_ms >= 0, fact)
    edits = {**state.edits, (fact.step, fact.side): fact}
    return replace(state, edits=MappingProxyType(edits))


def _remark(state: State, step: int, side: Side) -> Remark:
    return state.remarks.get((step, side), Remark())


def _remarked(state: State, fact: SetRated | SetNoted, remark: Remark) -> State:
    _require_set(state, fact)
    remarks = {**state.remarks, (fact.step, fact.side): remark}
    return replace(state, remarks=MappingProxyType(remarks))


def _require_set(state: State, fact: SetEdited | SetRated | SetNoted) -> None:
    _require(0 <= fact.step < len(state.plan.steps), fact)
    step = state.plan.steps[fact.step]
    _require(step.kind is StepKind.WORK and fact.side in reps_by_side(step, 0), fact)


def _recounted(step: Step, result: StepResult, reps: int) -> StepResult:
    # Who did not count while at it puts the number down in the rest: that set was not skipped.
    outcome = result.outcome
    if isinstance(step.work, Reps):
        if outcome is Outcome.SKIPPED and result.reps == 0 and reps > 0:
            outcome = Outcome.DONE
        elif outcome is Outcome.DONE and reps == 0:
            outcome = Outcome.SKIPPED
    return replace(result, reps=reps, outcome=outcome)


def _ended(state: State, fact: StepEnded) -> State:
    results = state.results
    if state.plan.steps[fact.step].kind is StepKind.WORK:
        earlier = results.get(fact.step)
        # A set that was done stays done when going back to it led to nothing.
        if fact.outcome is Outcome.DONE or earlier is None or earlier.outcome is not Outcome.DONE:
            band = state.band_of(state.plan.steps[fact.step].exercise)
            result = StepResult(fact.at, fact.outcome, fact.reps, fact.elapsed_ms, band)
            results = MappingProxyType({**results, fact.step: result})
    return replace(
        state,
        step=fact.step + 1,
        anchor=fact.at,
        banked_ms=0,
        lead_in_ms=0,
        added_ms=0,
        reps=0,
        pause_reason=None,
        ending=Ending.STOPPED if fact.outcome is Outcome.STOPPED else None,
        results=results,
    )
