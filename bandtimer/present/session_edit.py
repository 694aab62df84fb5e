"""The sets of a session as they can be edited."""

from collections.abc import Iterator

from bandtimer.core.record import SetRecord, record_of
from bandtimer.core.routine import SECOND
from bandtimer.core.schedule import reps_by_side
from bandtimer.core.state import State
from bandtimer.present.record import done_text


def editable_sets(state: State) -> tuple[SetRecord, ...]:
    """List every set and side of a session's plan, those never begun as skipped."""
    return tuple(_sets(state))


def _sets(state: State) -> Iterator[SetRecord]:
    for index, step in enumerate(state.plan.steps):
        if step.work is None:
            continue
        for side in reps_by_side(step, 0):
            record = record_of(state, index, side)
            if record is not None:
                yield record


def short_text(record: SetRecord) -> str:
    """Return what a set came to, in few words: 12 · light · effort 8."""
    parts = [done_text(record)]
    if record.work == "timed" and record.reps:
        parts[0] = f"{record.reps} in {record.elapsed_ms // SECOND} s"
    if record.band:
        parts.append(record.band)
    if record.effort is not None:
        parts.append(f"effort {record.effort}")
    return " · ".join(parts)
