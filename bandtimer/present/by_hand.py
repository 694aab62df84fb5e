"""A session entered by hand: what it may have been, and how day and time are written."""

import re
from collections.abc import Iterator
from datetime import date, time

from bandtimer.core.choices import Side
from bandtimer.core.entered import EnteredSet, Entry
from bandtimer.core.plan import Plan, Step, estimated_ms, estimated_reps
from bandtimer.core.routine import (
    MINUTE,
    Block,
    Exercise,
    Hold,
    Prescription,
    Range,
    Reps,
    Routine,
    Timed,
    work_target,
)
from bandtimer.core.schedule import reps_by_side

# What one does of an exercise that says nothing of it.
_USUAL = Reps(Range(12, 12))
# Before it, some machines have no local time.
FIRST_DAY = date(1971, 1, 1)
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})", re.ASCII)


def exercise_routine(exercise: Exercise) -> Routine:
    """Return a routine of this exercise alone, as a session without a routine has one."""
    item = Prescription(exercise.id, exercise.usual or _USUAL, Range(3, 3))
    return Routine(exercise.id, exercise.name, (Block((item,)),), own_exercises=(exercise,))


def entry_of(routine: Routine, plan: Plan, length_min: int, effort: int | None, note: str) -> Entry:
    """Return the session that has done all of the plan, at the upper end of its ranges."""
    sets = tuple(entered for step in plan.steps for entered in _sets(plan, step))
    return Entry(routine.name, sets, length_min * MINUTE, effort, note, routine)


def read_day(text: str) -> date | None:
    """Return the day that was written as 2026-11-22, or None."""
    match = _DAY.fullmatch(text.strip())
    try:
        return None if match is None else date(*(int(part) for part in match.groups()))
    except ValueError:
        return None


def nearest_day(day: date, today: date) -> date:
    """Return the day, or the end of those a session can have that lies nearest to it."""
    return min(max(day, FIRST_DAY), today)


def read_time(text: str) -> time | None:
    """Return the time of day that was written as 18:30 or 18.30, or None."""
    match = _TIME.fullmatch(text.strip())
    try:
        return None if match is None else time(int(match[1]), int(match[2]))
    except ValueError:
        return None


def _sets(plan: Plan, step: Step) -> Iterator[EnteredSet]:
    if step.work is None:
        return
    exercise = plan.exercises[step.exercise]
    target = work_target(step.work)
    shares = reps_by_side(step, estimated_reps(step))
    for side, reps in shares.items():
        yield EnteredSet(
            exercise,
            None if isinstance(step.work, Hold) else reps,
            estimated_ms(step) // len(shares),
            side or Side.BOTH,
            timed=isinstance(step.work, Timed),
            target=target,
            band=plan.choices.bands.get(step.exercise, ""),
        )
