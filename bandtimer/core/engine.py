"""The state machine that leads a session, driven by the time it is told.

Every method that takes `now` first lets happen what was due until then, each thing at the very
instant it was due, so how often it is polled changes neither facts nor cues. A command that the
session's state does not allow raises IllegalTransition and changes nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile
from typing import NamedTuple, Self

from bandtimer.core.adjust import PlanChange, swapped, with_sets, without_the_rest
from bandtimer.core.cues import Cue, CueKind
from bandtimer.core.due import Due, Heard, marks_of_lead_in, next_due
from bandtimer.core.facts import (
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
    SessionEnded,
    StepEnded,
    StepRestarted,
    StepStarted,
    TimeAdded,
)
from bandtimer.core.plan import Plan, Step, StepKind
from bandtimer.core.routine import MAX_REPS, MAX_STEP_MS, SECOND, Hold, Reps, Timed
from bandtimer.core.schedule import (
    Mark,
    can_add_time,
    length_ms,
    marks_after,
    rep_marks,
)
from bandtimer.core.state import IllegalTransition, State, Status, apply, fold

# Back restarts a step that is under way; pressed again this soon, it goes to the one before.
BACK_AGAIN_MS = 2 * SECOND
# A hold let go of sooner than this was never taken up.
SHORTEST_HOLD_MS = 1 * SECOND


class Output(NamedTuple):
    """What a call brought about, in order: what to keep and what to announce."""

    facts: tuple[Fact, ...]
    cues: tuple[Cue, ...]

    def by_time(self) -> list[Fact | Cue]:
        """List facts and cues by time; at one instant, what is recorded before what is heard."""
        items: list[Fact | Cue] = [*self.facts, *self.cues]
        return sorted(items, key=lambda item: item.due if isinstance(item, Cue) else item.at)


class Engine:
    """One session under way."""

    def __init__(self, plan: Plan, facts: Iterable[Fact] = ()) -> None:
        """Begin the plan, or take it up where its facts leave off.

        An engine with facts behind it goes on from the instant of the last one: what had begun
        after it was never recorded, so it begins again.
        """
        self._state = fold(plan, tuple(facts))
        at = self._state.at
        self._heard = Heard()
        if self._state.is_open:
            led_in = self._state.lead_in_ms - self._state.lead_in_left_ms(at)
            self._heard = Heard(self._state.elapsed_ms(at), led_in)

    @classmethod
    def interrupted(cls, plan: Plan, facts: Iterable[Fact]) -> tuple[Self, Output]:
        """Take up a session that was cut off, standing still at the instant of its last fact."""
        engine = cls(plan, facts)
        at = engine.state.at
        polled = engine.poll(at)
        if engine.state.status is not Status.RUNNING:
            return engine, polled
        paused = engine.pause(at, PauseReason.INTERRUPTED)
        return engine, Output(polled.facts + paused.facts, polled.cues + paused.cues)

    @property
    def state(self) -> State:
        """Return the session as of its last fact."""
        return self._state

    def next_deadline(self) -> int | None:
        """Return when something is due next, or None while all depends on the athlete."""
        if self._state.status is Status.BETWEEN:
            return self._state.at
        if self._state.status is not Status.RUNNING:
            return None
        due = next_due(self._state, self._heard)
        return None if due is None else due.at

    def poll(self, now: int) -> Output:
        """Let everything happen that was due by `now`, in ms since the session began.

        Raises ValueError where `now` lies before what has already happened.
        """
        return self._run(now, lambda _: None)

    def pause(self, now: int, reason: PauseReason = PauseReason.USER) -> Output:
        """Stand still."""
        return self._run(now, lambda draft: draft.add(Paused(now, reason)))

    def resume(self, now: int) -> Output:
        """Go on exactly where the session stood still; work that is timed, after a lead-in."""
        return self._run(now, lambda draft: draft.resume(now))

    def count_rep(self, now: int) -> Output:
        """Count one rep of a set that the athlete counts, or of work for a time."""
        return self._run(now, lambda draft: draft.count_rep(now))

    def correct_reps(self, now: int, change: int) -> Output:
        """Set right the reps of the set being counted, or of the last one that ended."""
        return self._run(now, lambda draft: draft.correct_reps(now, change))

    def finish_step(self, now: int) -> Output:
        """End the step: work counts as done if there was any, else as skipped."""
        return self._run(now, lambda draft: draft.finish_step(now))

    def skip(self, now: int) -> Output:
        """Pass over the step, whatever has been done of it."""
        return self._run(now, lambda draft: draft.end_step(now, Outcome.SKIPPED))

    def back(self, now: int) -> Output:
        """Restart the step; within its first two seconds, go to the one before."""
        return self._run(now, lambda draft: draft.back(now))

    def add_time(self, now: int, ms: int) -> Output:
        """Make the step longer, or shorter where `ms` is negative: up to an hour, down to now."""
        return self._run(now, lambda draft: draft.add_time(now, ms))

    def swap_exercise(self, now: int, exercise: str) -> Output:
        """Go on with a variant of the exercise at hand; a set in progress begins anew with it.

        A paused session stays paused.
        """
        return self._run(now, lambda draft: draft.change(now, swapped(draft.state, exercise)))

    def change_sets(self, now: int, more: int) -> Output:
        """Do so many sets more of the exercise at hand, in a circuit rounds; fewer below 0."""
        return self._run(now, lambda draft: draft.change(now, with_sets(draft.state, more)))

    def choose_band(self, now: int, band: str) -> Output:
        """Do the exercise at hand with this band from here on."""
        return self._run(now, lambda draft: draft.choose_band(now, band))

    def report_pain(self, now: int, relief: Relief) -> Output:
        """Record that the exercise at hand hurts, do what gives relief, and go on.

        EASIER takes its first easier variant; raises IllegalTransition where there is none.
        """
        return self._run(now, lambda draft: draft.report_pain(now, relief))

    def stop(self, now: int) -> Output:
        """End the session here; the work in progress is recorded as stopped."""
        return self._run(now, lambda draft: draft.stop(now))

    def rate(self, now: int, effort: int) -> Output:
        """Record the effort of an ended session, 1 to 10; raises ValueError outside that."""
        if not 1 <= effort <= 10:
            raise ValueError(f"effort is rated from 1 to 10, not {effort}")
        return self._run(now, lambda draft: draft.add(EffortRated(now, effort)))

    def note(self, now: int, text: str) -> Output:
        """Record the athlete's note on an ended session."""
        return self._run(now, lambda draft: draft.add(NoteWritten(now, text)))

    def _run(self, now: int, command: Callable[["_Draft"], None]) -> Output:
        if now < self._state.at:
            raise ValueError(f"the session's clock went back from {self._state.at} to {now} ms")
        draft = _Draft(self._state, self._heard)
        draft.catch_up(now)
        command(draft)
        draft.catch_up(now)
        self._state, self._heard = draft.state, draft.heard
        return Output(tuple(draft.facts), tuple(draft.cues))


class _Draft:
    """The outcome of one call while it is worked out; thrown away where it proves illegal."""

    def __init__(self, state: State, heard: Heard) -> None:
        self.state = state
        self.heard = heard
        self.facts: list[Fact] = []
        self.cues: list[Cue] = []

    def add(self, fact: Fact) -> None:
        self.state = apply(self.state, fact)
        self.facts.append(fact)

    def catch_up(self, now: int) -> None:
        while True:
            if self.state.status is Status.BETWEEN:
                self._begin_next()
            elif self.state.status is Status.RUNNING:
                due = next_due(self.state, self.heard)
                if due is None or due.at > now:
                    return
                self._happen(due)
            else:
                return

    def _begin_next(self) -> None:
        at = self.state.at
        if self.state.ending is not None:
            self.add(SessionEnded(at, self.state.ending))
        elif self.state.step < len(self.state.plan.steps):
            self.add(StepStarted(at, self.state.step))
            self.heard = Heard()
        else:
            self.add(SessionEnded(at, Ending.FINISHED))
            self._announce(at, CueKind.SESSION_DONE, step=self.state.step - 1)

    def _happen(self, due: Due) -> None:
        if due.mark is None:
            never_begun = self._step.kind is StepKind.WORK and not self.state.elapsed_ms(due.at)
            self.end_step(due.at, Outcome.SKIPPED if never_begun else Outcome.DONE)
            return
        # All marks of one instant are taken together; `heard` cannot tell them apart.
        offset = due.mark.offset
        for mark in takewhile(lambda mark: mark.offset == offset, self._marks(due)):
            if mark.kind is CueKind.REP:
                self.add(RepCounted(due.at, self.state.reps + 1))
            self._announce(due.at, mark.kind, mark.value)
        if due.leads_in:
            self.heard = self.heard._replace(lead_in=offset)
        else:
            self.heard = Heard(offset, self.state.lead_in_ms)

    def _marks(self, due: Due) -> Iterator[Mark]:
        if due.leads_in:
            return marks_of_lead_in(self.state, self.heard)
        return marks_after(self._step, self.heard.step, self.state.added_ms)

    def _announce(
        self, due: int, kind: CueKind, value: int | str | None = None, step: int | None = None
    ) -> None:
        self.cues.append(Cue(due, kind, self.state.step if step is None else step, value))

    @property
    def _step(self) -> Step:
        step = self.state.current
        if step is None:
            raise IllegalTransition(f"no step is in progress while {self.state.status}")
        return step

    def end_step(self, at: int, outcome: Outcome) -> None:
        step, index = self._step, self.state.step
        elapsed = self.state.elapsed_ms(at)
        self.add(StepEnded(at, index, outcome, self.state.reps, elapsed))
        if step.kind is StepKind.WORK and outcome is Outcome.DONE:
            self._announce(at, CueKind.SET_DONE, step=index)

    def resume(self, now: int) -> None:
        self.add(Resumed(now, self._lead_in_ms(self.state.step)))
        self.heard = Heard(self.heard.step)

    def _lead_in_ms(self, index: int) -> int:
        """Return how long the lead-in to a step is: time leads only what is timed or paced."""
        steps = self.state.plan.steps
        leads = index < len(steps) and steps[index].kind is StepKind.WORK
        is_led = leads and not steps[index].self_counted
        return self.state.plan.choices.lead_in_ms if is_led else 0

    def finish_step(self, now: int) -> None:
        step = self._step
        match step.work:
            case None:
                worked = False
            case Reps():
                worked = self.state.reps > 0
            case Hold() | Timed():
                worked = self.state.reps > 0 or self.state.elapsed_ms(now) >= SHORTEST_HOLD_MS
        self.end_step(now, Outcome.DONE if worked else Outcome.SKIPPED)

    def count_rep(self, now: int) -> None:
        step = self._step
        if not (step.self_counted or isinstance(step.work, Timed)):
            raise IllegalTransition("only a set that the athlete counts takes a rep")
        if self.state.reps >= MAX_REPS:
            raise IllegalTransition(f"a set has {MAX_REPS} reps at most")
        self.add(RepCounted(now, self.state.reps + 1))
        for mark in rep_marks(step, self.state.reps, self.state.elapsed_ms(now)):
            self._announce(now, mark.kind, mark.value)

    def correct_reps(self, now: int, change: int) -> None:
        state = self.state
        step = state.current
        if step is not None and (step.self_counted or isinstance(step.work, Timed)):
            index, reps = state.step, state.reps
        else:
            last = state.plan.last_work(state.step)
            if last is None or last not in state.results:
                raise IllegalTransition("no set has ended yet")
            if isinstance(state.plan.steps[last].work, Hold):
                raise IllegalTransition("a hold has no reps")
            index, reps = last, state.results[last].reps
        right = min(max(reps + change, 0), MAX_REPS)
        if right != reps:
            self.add(RepsCorrected(now, index, right))

    def back(self, now: int) -> None:
        if not self.state.is_open:
            raise IllegalTransition(f"no step is in progress while {self.state.status}")
        again = self.state.elapsed_ms(now) < BACK_AGAIN_MS
        target = max(self.state.step - 1, 0) if again else self.state.step
        is_paused = self.state.status is Status.PAUSED
        self.add(StepRestarted(now, target, 0 if is_paused else self._lead_in_ms(target)))
        self.heard = Heard()

    def add_time(self, now: int, ms: int) -> None:
        step = self._step
        if not can_add_time(step):
            raise IllegalTransition("reps and open-ended holds have no time to add to")
        length, elapsed = length_ms(step, self.state.added_ms) or 0, self.state.elapsed_ms(now)
        allowed = min(max(length + ms, elapsed), MAX_STEP_MS) - length
        if allowed:
            self.add(TimeAdded(now, allowed))
            # A cue that the new length puts before this instant was never due.
            heard = max(self.heard.step, elapsed - 1)
            self.heard = self.heard._replace(step=heard)

    def change(self, now: int, change: PlanChange) -> None:
        paused = self.state.pause_reason
        if change.ends_open:
            self.end_step(now, Outcome.SKIPPED)
        self.add(PlanChanged(now, change.first, change.adjustment, change.steps))
        if paused and change.ends_open:
            self._begin_next()
            if self.state.status is Status.RUNNING:
                self.add(Paused(now, paused))

    @property
    def _exercise(self) -> str:
        return (self.state.at_hand or self._step).exercise

    def choose_band(self, now: int, band: str) -> None:
        exercise = self._exercise
        if band != self.state.band_of(exercise):
            self.add(BandChosen(now, exercise, band))

    def report_pain(self, now: int, relief: Relief) -> None:
        exercise = self._exercise
        self.add(PainReported(now, self.state.step, exercise, relief))
        if relief is Relief.END_SESSION:
            self.stop(now)
            return
        if self.state.status is Status.PAUSED:
            self.resume(now)
        went_on, ahead = self._went_on_from_a_set_gone_back_to(now), self.state.at_hand
        if went_on and (ahead is None or ahead.exercise != exercise):
            # What hurt is behind, and what is at hand does not.
            return
        if relief is Relief.STOP_EXERCISE:
            self.change(now, without_the_rest(self.state))
            return
        known = self.state.plan.exercises
        easier = next((name for name in known[exercise].easier if name in known), None)
        if easier is None:
            raise IllegalTransition(f"{exercise} has no easier variant")
        self.change(now, swapped(self.state, easier))

    def _went_on_from_a_set_gone_back_to(self, now: int) -> bool:
        """Pass over the steps up to the last set that was done; only from there on can be planned.

        Return whether there were any.
        """
        before = self.state.step
        while self.state.is_open and any(done >= self.state.step for done in self.state.results):
            self.end_step(now, Outcome.SKIPPED)
            self._begin_next()
        return self.state.step != before

    def stop(self, now: int) -> None:
        if self.state.is_open:
            self.end_step(now, Outcome.STOPPED)
        self.add(SessionEnded(now, Ending.STOPPED))
