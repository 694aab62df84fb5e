"""What to do next time, by the Progress rules, and how much the two sides differ.

When every set reaches the top of its range in two sessions running, at RPE 8 or less and without
pain, the stronger band or the harder variant is next; after pain, or two sessions under the range,
the easier one. What the rules leave open is decided so:

- Sessions are told apart by what they asked for. The last one is compared with the latest before
  it that asked for the same work and target, so that a warm-up between two workouts neither adds
  to their count nor breaks it. Another band, pain or two bands in one session do break it.
- A set with two sides is as good as the weaker one. One that was passed over or stopped, or never
  begun, has not reached the top; but it says nothing of strength either, and so never counts as
  under the range.
- A session is under the range when most of its sets are. One set that falls short, mostly the
  last, is how training goes.
- A fixed target is a range of one number. An open-ended one has no top: half as much again as its
  minimum counts as such. `max` and work for a time ask for nothing that could be reached.
- A session without a rating is not one at RPE 8 or less: where the tempo counts the reps, the
  rating is all that tells whether they were hard.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bandtimer.core.choices import Side
from bandtimer.core.facts import Outcome
from bandtimer.core.routine import SECOND, Range

if TYPE_CHECKING:
    from bandtimer.core.record import SetRecord
    from bandtimer.core.routine import Exercise

HIGHEST_EFFORT = 8


@dataclass(frozen=True, slots=True)
class PastSession:
    """What one session came to of one exercise.

    `sets` has its sets in the order of the plan. `effort` is that of the whole session, 1 to 10,
    None where it was not rated; `hurt` tells whether pain was reported of this exercise.
    """

    sets: tuple[SetRecord, ...]
    effort: int | None = None
    hurt: bool = False


class SuggestionKind(StrEnum):
    """What is suggested."""

    STRONGER_BAND = "stronger_band"
    LIGHTER_BAND = "lighter_band"
    HARDER = "harder"
    EASIER = "easier"


class Why(StrEnum):
    """Why it is suggested."""

    TOP_TWICE = "top_twice"
    UNDER_TWICE = "under_twice"
    PAIN = "pain"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to do instead next time: `to` is the name of a band or the id of an exercise.

    `amount` is what was reached in every set or missed in most, in reps or, where `work` is
    "hold", milliseconds; it is None after pain and where the sets asked for different amounts.
    `is_open` says that even more was possible.
    """

    kind: SuggestionKind
    to: str
    why: Why
    work: str = "reps"
    amount: int | None = None
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class SideDifference:
    """How much was done on each side, in reps or, where `work` is "hold", milliseconds.

    `percent` is by how much the `weaker` side stays behind the stronger, 1 to 100.
    """

    weaker: Side
    work: str
    left: int
    right: int
    percent: int


def suggestion(
    exercise: Exercise,
    past: Sequence[PastSession],
    bands: Sequence[str] = (),
    known: Container[str] = (),
) -> Suggestion | None:
    """Return what to do next time instead of this exercise as it was, or None to go on with it.

    `past` has its last sessions, the oldest first: two, or more where other work came between.
    `bands` names the owned bands that suit it, the lightest first, and `known` the exercises that
    may be suggested. Where there is neither band nor variant to go to, there is no suggestion.
    """
    if not past:
        return None
    last = past[-1]
    lighter, stronger = _neighbours(last, bands)
    easier = next((name for name in exercise.easier if name in known), None)
    harder = next((name for name in exercise.harder if name in known), None)
    variant = _to(SuggestionKind.EASIER, easier)
    band = _to(SuggestionKind.LIGHTER_BAND, lighter)
    if last.hurt:
        # Another movement spares what hurts more surely than less load on the same one.
        way = variant or band
        return way and Suggestion(*way, Why.PAIN)
    pair = _comparable(past)
    if pair is None:
        return None
    work = last.sets[-1].work
    if all(_reached_the_top(session) for session in pair):
        top = _to(SuggestionKind.STRONGER_BAND, stronger) or _to(SuggestionKind.HARDER, harder)
        tops = {_top(record) for record in last.sets}
        is_open = any(record.target.high is None for record in last.sets)
        return top and Suggestion(*top, Why.TOP_TWICE, work, _only(tops), is_open)
    if all(_was_under(session) for session in pair):
        way = band or variant
        lows = {record.target.low for record in last.sets}
        return way and Suggestion(*way, Why.UNDER_TWICE, work, _only(lows))
    return None


def side_difference(records: Iterable[SetRecord]) -> SideDifference | None:
    """Return how the two sides of one exercise differ, over all sets done on both.

    Where it was held as well as repeated, the last kind of work counts. None where it has no
    sides, and where they are equal: to the rep, or to within a second.
    """
    records = tuple(records)
    work = records[-1].work if records else ""
    unit = SECOND if work == "hold" else 1
    total = {Side.LEFT: 0, Side.RIGHT: 0}
    for one in _by_set(record for record in records if record.work == work):
        done = [r for r in one if r.outcome is Outcome.DONE and r.side in total]
        if {record.side for record in done} == total.keys():
            for record in done:
                total[record.side] += _amount(record)
    left, right = total[Side.LEFT], total[Side.RIGHT]
    if abs(left - right) < unit:
        return None
    weaker = Side.LEFT if left < right else Side.RIGHT
    percent = max(1, round(100 * abs(left - right) / max(left, right)))
    return SideDifference(weaker, work, left, right, percent)


def _to(kind: SuggestionKind, name: str | None) -> tuple[SuggestionKind, str] | None:
    return None if name is None else (kind, name)


def _only(amounts: set[int]) -> int | None:
    return next(iter(amounts)) if len(amounts) == 1 else None


def _neighbours(session: PastSession, bands: Sequence[str]) -> tuple[str | None, str | None]:
    """Return the next lighter and the next stronger band than the one that was used."""
    used = _bands(session)
    name = next(iter(used)) if len(used) == 1 else ""
    if name not in bands:
        return None, None
    place = bands.index(name)
    lighter = bands[place - 1] if place > 0 else None
    stronger = bands[place + 1] if place + 1 < len(bands) else None
    return lighter, stronger


def _bands(session: PastSession) -> set[str]:
    return {record.band for record in session.sets}


def _comparable(past: Sequence[PastSession]) -> tuple[PastSession, PastSession] | None:
    """Return the last session and the one before that it may be held against."""
    last = past[-1]
    if not last.sets or len(_bands(last)) != 1:
        return None
    for before in reversed(past[:-1]):
        if before.hurt or (before.sets and _bands(before) != _bands(last)):
            return None
        if _asked_for(before) == _asked_for(last):
            return before, last
    return None


def _asked_for(session: PastSession) -> set[tuple[str, Range]]:
    return {(record.work, record.target) for record in session.sets}


def _reached_the_top(session: PastSession) -> bool:
    is_easy_enough = session.effort is not None and session.effort <= HIGHEST_EFFORT
    return is_easy_enough and _is_whole(session.sets) and all(map(_is_at_top, session.sets))


def _is_at_top(record: SetRecord) -> bool:
    top = _top(record)
    return record.outcome is Outcome.DONE and top > 0 and _amount(record) >= top


def _top(record: SetRecord) -> int:
    """Return the top of what was asked for; 0 where it has none."""
    low, high = record.target.low, record.target.high
    if record.work == "timed":
        return 0
    return high if high is not None else -(-low * 3 // 2)


def _is_whole(records: Iterable[SetRecord]) -> bool:
    """Tell whether all sets that were planned are there, with both their sides."""
    sets = _by_set(records)
    for this, following in zip(sets, [*sets[1:], None], strict=True):
        is_last = following is None or following[0].set_number < this[0].set_number
        if is_last and this[0].set_number < max(record.sets for record in this):
            return False
        if len({record.side for record in this} & {Side.LEFT, Side.RIGHT}) == 1:
            return False
    return bool(sets)


def _was_under(session: PastSession) -> bool:
    judged = [one for one in _by_set(session.sets) if all(map(_says_something, one))]
    under = [one for one in judged if any(_amount(record) < record.target.low for record in one)]
    return 2 * len(under) > len(judged)


def _says_something(record: SetRecord) -> bool:
    return record.outcome is Outcome.DONE and record.work != "timed"


def _amount(record: SetRecord) -> int:
    return record.elapsed_ms if record.work == "hold" else record.reps or 0


def _by_set(records: Iterable[SetRecord]) -> list[list[SetRecord]]:
    """Put together the records of each set, which follow one another."""
    sets: list[list[SetRecord]] = []
    for record in records:
        if sets and sets[-1][0].set_number == record.set_number:
            sets[-1].append(record)
        else:
            sets.append([record])
    return sets
