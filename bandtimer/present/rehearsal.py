"""Every phrase that a session says if nothing disturbs it, known from its plan before it begins."""

from collections.abc import Iterator
from itertools import takewhile

from bandtimer.core.cues import Cue, CueKind
from bandtimer.core.facts import Fact, Outcome, StepEnded, StepStarted
from bandtimer.core.plan import Plan, Step, StepKind, estimated_ms, estimated_reps
from bandtimer.core.schedule import Mark, marks_after, rep_marks
from bandtimer.core.state import State
from bandtimer.present.narration import wishes
from bandtimer.present.wish import Telling


def phrases_of_session(state: State, telling: Telling) -> list[str]:
    """List what a session says from the step at hand to its end, each once, by time.

    Every variant is among them, as which one fits shows only when it is placed. The times behind
    this are estimates, so they are for no other use: it takes some ten milliseconds for an hour,
    where `simulate` takes a tenth of a second.
    """
    coming = list(_undisturbed(state.plan, state.step))
    beginning = State(state.plan, bands=state.bands)
    wanted = wishes(beginning, coming, telling, state.plan.estimated_ms)
    wanted.sort(key=lambda wish: wish.at)
    return list(dict.fromkeys(phrase for wish in wanted for phrase in wish.variants))


def _undisturbed(plan: Plan, first: int) -> Iterator[Fact | Cue]:
    at = 0
    for index, step in enumerate(plan.steps[first:], start=first):
        yield StepStarted(at, index)
        for mark in _marks(step):
            yield Cue(at + mark.offset, mark.kind, index, mark.value)
        at += estimated_ms(step)
        yield StepEnded(at, index, Outcome.DONE, estimated_reps(step), estimated_ms(step))
        if step.kind is StepKind.WORK:
            yield Cue(at, CueKind.SET_DONE, index)
    yield Cue(at, CueKind.SESSION_DONE, len(plan.steps) - 1)


def _marks(step: Step) -> Iterator[Mark]:
    end = estimated_ms(step)
    yield from takewhile(lambda mark: mark.offset <= end, marks_after(step, -1))
    if step.self_counted:
        for reps in range(1, estimated_reps(step) + 1):
            yield from rep_marks(step, reps, reps * step.rep_ms)
