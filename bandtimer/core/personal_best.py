"""The most that was ever done of an exercise on one side, and what sets it anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bandtimer.core.choices import Side
from bandtimer.core.routine import SECOND

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bandtimer.core.record import SetRecord


@dataclass(frozen=True, slots=True)
class Best:
    """The most ever done of an exercise on one side: the longest hold in ms, the most reps."""

    hold_ms: int | None
    reps: int | None


@dataclass(frozen=True, slots=True)
class NewBest:
    """More than ever before; `value` and `before` are in reps or, for a hold, milliseconds.

    `work` is "hold" or "reps".
    """

    exercise: str
    exercise_name: str
    side: Side
    work: str
    value: int
    before: int


def new_bests(
    records: Iterable[SetRecord], before: Mapping[str, Mapping[Side, Best]]
) -> tuple[NewBest, ...]:
    """List what surpasses the bests of before, one for each exercise, side and kind of work.

    `before` has the bests by exercise and side. A first time is no best, and a hold surpasses
    another by whole seconds, as they are what is shown.
    """
    found: dict[tuple[str, Side, str], NewBest] = {}
    for record in records:
        best = before.get(record.exercise, {}).get(record.side)
        past = None if best is None else best.hold_ms if record.work == "hold" else best.reps
        if past is None or not _counts(record):
            continue
        key = (record.exercise, record.side, record.work)
        value = record.elapsed_ms if record.work == "hold" else record.reps or 0
        sofar = found[key].value if key in found else past
        if _surpasses(record.work, value, sofar):
            found[key] = NewBest(
                record.exercise, record.exercise_name, record.side, record.work, value, past
            )
    return tuple(found.values())


def _counts(record: SetRecord) -> bool:
    return record.outcome == "done" and record.work in {"hold", "reps"}


def _surpasses(work: str, value: int, past: int) -> bool:
    unit = SECOND if work == "hold" else 1
    return value // unit > past // unit
