"""When a step is due to do what: its marks, by elapsed time, and its end.

Everything here follows from the step alone, so it can be asked for any instant in any order.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from bandtimer.core.cues import CueKind
from bandtimer.core.plan import Side, Step, StepKind, rep_phases
from bandtimer.core.routine import SECOND, Hold, Range, Reps, Timed

COUNTDOWN_FROM = 3
SECONDS_LEFT = 10
# Shorter work has its countdown; a halfway call before it would only be noise.
HALFWAY_FROM_MS = 20 * SECOND
SECONDS_LEFT_FROM_MS = 30 * SECOND

_OPENING = {
    StepKind.PREPARE: CueKind.GET_READY,
    StepKind.WORK: CueKind.GO,
    StepKind.SWITCH_SIDES: CueKind.SWITCH_SIDES,
    StepKind.REST: CueKind.REST,
    StepKind.CHANGE_EXERCISE: CueKind.CHANGE_EXERCISE,
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A cue due when a step has run for `offset` milliseconds; a REP mark counts one as well."""

    offset: int
    kind: CueKind
    value: int | str | None = None


def length_ms(step: Step, added_ms: int = 0) -> int | None:
    """Return after how long the step ends by itself, or None where it never does.

    `added_ms` is what the athlete added to its length or, below 0, took away.
    """
    match step.work:
        case None:
            return max(0, step.duration_ms + added_ms)
        case Timed(duration_ms):
            return max(0, duration_ms + added_ms)
        case Hold(Range(_, high), until_released):
            return None if high is None or until_released else max(0, high + added_ms)
        case Reps(Range(_, high)):
            if not step.paced or high is None:
                return None
            return high * (2 if step.alternate_every else 1) * step.rep_ms


def can_add_time(step: Step) -> bool:
    """Tell whether the step's end is a matter of time alone, not of reps or of letting go."""
    return not isinstance(step.work, Reps) and length_ms(step) is not None


def marks_after(step: Step, heard: int, added_ms: int = 0) -> Iterator[Mark]:
    """Yield the step's marks later than `heard` ms into it, by offset; endless if it is.

    A mark at the very end of the step is included: the last rep is counted there.
    """
    if heard < 0:
        yield Mark(0, _OPENING[step.kind], _opening_value(step))
    if isinstance(step.work, Reps):
        if step.paced:
            yield from _paced_marks(step, heard)
    else:
        yield from (mark for mark in _timed_marks(step, added_ms) if mark.offset > heard)


def lead_in_marks(ms: int, *, opens: bool) -> Iterator[Mark]:
    """Yield what a lead-in of so many milliseconds brings, by the offset from its beginning.

    With `opens` it leads to the start of a step, which has a GO of its own.
    """
    yield Mark(0, CueKind.GET_READY, -(-ms // SECOND))
    for seconds in range(COUNTDOWN_FROM, 0, -1):
        if ms >= seconds * SECOND:
            yield Mark(ms - seconds * SECOND, CueKind.COUNTDOWN, seconds)
    if not opens:
        yield Mark(ms, CueKind.GO)


def side_of_rep(step: Step, reps: int) -> Side:
    """Return the side that works once `reps` reps of the step are behind."""
    before, after = reps_by_side(step, reps), reps_by_side(step, reps + 1)
    return next(side for side in after if after[side] > before[side])


def reps_by_side(step: Step, reps: int) -> dict[Side, int]:
    """Share out `reps` reps of the step among its sides, in the order they are done.

    Alternating sides take turns of `alternate_every`, the last turns being what is left of the
    target; beyond the target they take turns rep by rep.
    """
    if not step.alternate_every or not isinstance(step.work, Reps):
        return {step.side or Side.BOTH: reps}
    every, high = step.alternate_every, step.work.count.high
    rounds = reps // (2 * every)
    turn = every
    if high is not None and rounds >= high // every:
        rounds = high // every
        turn = high - rounds * every
    left = reps - 2 * rounds * every
    first = min(left, turn)
    second = min(left - first, turn)
    beyond = left - first - second
    return {
        step.first_side: rounds * every + first + beyond - beyond // 2,
        step.first_side.other: rounds * every + second + beyond // 2,
    }


def minimum_reps(step: Step) -> int | None:
    """Return after how many reps in all the minimum is reached, on both sides if they alternate.

    None where there is no minimum that is worth a call: fixed numbers and `max`.
    """
    if not isinstance(step.work, Reps):
        return None
    low = step.work.count.low
    if low in {0, step.work.count.high}:
        return None
    if not step.alternate_every:
        return low
    whole_turns = (low - 1) // step.alternate_every
    first = (whole_turns + 1) * step.alternate_every
    if step.work.count.high is not None:
        first = min(first, step.work.count.high)
    return first + low


def rep_marks(step: Step, reps: int, at: int) -> Iterator[Mark]:
    """Yield what a rep brings when it is counted as number `reps` at the offset `at`."""
    yield Mark(at, CueKind.REP, reps)
    if not isinstance(step.work, Reps):
        return
    if reps == minimum_reps(step):
        yield Mark(at, CueKind.MINIMUM_REACHED, step.work.count.low)
    high = step.work.count.high
    side = side_of_rep(step, reps)
    if side is not side_of_rep(step, reps - 1) and (high is None or reps < 2 * high):
        yield Mark(at, CueKind.SWITCH_SIDES, side)


def _opening_value(step: Step) -> int | str | None:
    match step.kind:
        case StepKind.PREPARE | StepKind.REST:
            return step.duration_ms // SECOND
        case StepKind.SWITCH_SIDES:
            return step.side
        case StepKind.CHANGE_EXERCISE:
            return step.exercise
        case StepKind.WORK:
            return None


def _paced_marks(step: Step, heard: int) -> Iterator[Mark]:
    rep_ms, phases, end = step.rep_ms, rep_phases(step), length_ms(step)
    total = None if end is None else end // rep_ms
    for rep in count(max(heard, 0) // rep_ms):
        if total is not None and rep >= total:
            return
        at = rep * rep_ms
        for phase, length in phases:
            if at > heard:
                yield Mark(at, CueKind.PHASE, phase)
            at += length
        if at > heard:
            yield from rep_marks(step, rep + 1, at)


def _timed_marks(step: Step, added_ms: int) -> list[Mark]:
    marks: list[Mark] = []
    hold = step.work if isinstance(step.work, Hold) else None
    target = hold.time.high if hold is not None and hold.until_released else None
    goal = target if target is not None else length_ms(step, added_ms)
    if hold is not None and hold.time.low and (goal is None or hold.time.low < goal):
        marks.append(Mark(hold.time.low, CueKind.MINIMUM_REACHED, hold.time.low // SECOND))
    if goal is not None:
        # Where the minimum of a hold falls on one of these instants, it says more.
        taken = {mark.offset for mark in marks}
        half, ten_left = goal // 2, goal - SECONDS_LEFT * SECOND
        if step.kind is StepKind.WORK and goal >= HALFWAY_FROM_MS and half not in taken:
            marks.append(Mark(half, CueKind.HALFWAY, half // SECOND))
        if goal >= SECONDS_LEFT_FROM_MS and ten_left not in taken:
            marks.append(Mark(ten_left, CueKind.SECONDS_LEFT, SECONDS_LEFT))
        marks.extend(
            Mark(goal - seconds * SECOND, CueKind.COUNTDOWN, seconds)
            for seconds in range(COUNTDOWN_FROM, 0, -1)
            if goal > seconds * SECOND
        )
    if target is not None:
        marks.append(Mark(target, CueKind.TARGET_REACHED, target // SECOND))
    return sorted(marks, key=lambda mark: mark.offset)
