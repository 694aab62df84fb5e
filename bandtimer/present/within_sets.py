"""What is said within a set that no cue asks for: tens of a hold, a form cue, a kind word."""

from collections.abc import Iterator, Mapping

from bandtimer.core.plan import Plan, Step, StepKind, estimated_ms, estimated_reps, rep_phases
from bandtimer.core.routine import SECOND, Hold, Phase, Reps
from bandtimer.core.schedule import length_ms
from bandtimer.core.state import State
from bandtimer.present import speech
from bandtimer.present.wish import Rank, Telling, Wish

# Shorter work is counted down by its ticks alone.
COUNTED_DOWN_FROM_MS = 10 * SECOND
SPOKEN_FROM = 5
_TEN_MS = 10 * SECOND
# A hold is settled by now, and what is said can still be put into practice.
_SETTLED_MS = 4 * SECOND
_ENCOURAGED_AT = 2 / 3
# The number of a rep has been said by now.
_COUNTED_MS = 700

# When which rep of which step was counted, or will be: by step and number.
Counted = Mapping[tuple[int, int], int]


def wishes_within(
    state: State, telling: Telling, began: Mapping[int, int], counted: Counted, until: int
) -> Iterator[tuple[int, Wish]]:
    """Yield what is wanted in each of the steps that are work, with the step.

    `began` has the instants at which steps begin, `until` is how far is foreseen.
    """
    for index, at in began.items():
        if state.plan.steps[index].kind is StepKind.WORK:
            for wish in (
                *_tens(state, index, at, until),
                *_form_cue(state.plan, telling, index, at, counted),
                *_encouragement(state.plan, telling, index, at, counted),
            ):
                yield index, wish


def _tens(state: State, index: int, began: int, until: int) -> Iterator[Wish]:
    step = state.plan.steps[index]
    if not isinstance(step.work, Hold):
        return
    added = state.added_ms if index == state.step else 0
    end = length_ms(step, added)
    last = until - began if end is None else min(end - 1, until - began)
    goal = estimated_ms(step) + added if step.work.time.high else None
    for elapsed in range(_TEN_MS, last + 1, _TEN_MS):
        if goal is not None and 0 <= goal - elapsed <= (SPOKEN_FROM + 1) * SECOND:
            # The countdown says more.
            continue
        number = speech.spoken_number(elapsed // SECOND)
        yield Wish(began + elapsed, number, Rank.COUNT)


def _form_cue(
    plan: Plan, telling: Telling, index: int, began: int, counted: Counted
) -> Iterator[Wish]:
    step = plan.steps[index]
    cues = plan.exercises[step.exercise].cues
    if not (telling.form_cues and cues):
        return
    cue = cues[_ordinal(plan, index) % len(cues)]
    second = 1 if estimated_reps(step) > 1 else 0
    at = _moment(plan, index, began, counted, second, _SETTLED_MS)
    if at is not None:
        yield Wish(at + _offset(step, cue.phase), speech.form_cue(cue.text), Rank.FORM)


def _encouragement(
    plan: Plan, telling: Telling, index: int, began: int, counted: Counted
) -> Iterator[Wish]:
    step = plan.steps[index]
    reps = int(estimated_reps(step) * _ENCOURAGED_AT)
    if not telling.encouragement or (isinstance(step.work, Reps) and reps < 2):
        return
    elapsed = round(estimated_ms(step) * _ENCOURAGED_AT)
    at = _moment(plan, index, began, counted, reps, elapsed)
    if at is not None:
        texts = speech.ENCOURAGEMENTS
        text = texts[_ordinal(plan, index) % len(texts)]
        yield Wish(at, (text,), Rank.ENCOURAGEMENT)


def _moment(
    plan: Plan, index: int, began: int, counted: Counted, reps: int, elapsed: int
) -> int | None:
    """Return when so many reps of a set are done, or so much of a hold is over, if known."""
    step = plan.steps[index]
    if not isinstance(step.work, Reps):
        return began + elapsed if estimated_ms(step) >= COUNTED_DOWN_FROM_MS else None
    return began + reps * step.rep_ms if step.paced else counted.get((index, max(reps, 1)))


def _offset(step: Step, phase: Phase | None) -> int:
    """Return how long after the last rep was counted the words for a phase are in place."""
    before = 0
    for name, length in rep_phases(step) if step.paced else ():
        if name == phase:
            return before or _COUNTED_MS
        before += length
    return _COUNTED_MS


def _ordinal(plan: Plan, index: int) -> int:
    """Return how many sets of its exercise come before a set."""
    name = plan.steps[index].exercise
    return sum(s.kind is StepKind.WORK and s.exercise == name for s in plan.steps[:index])
