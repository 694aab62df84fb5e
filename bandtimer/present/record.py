"""A session's sets in words: what was done against what was planned."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bandtimer.core.facts import Outcome
from bandtimer.core.plan import Plan, Side, StepKind
from bandtimer.core.record import SetRecord
from bandtimer.core.routine import SECOND, Exercise, work_name, work_target
from bandtimer.present.wording import side_text, target_text


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One exercise on one side: its sets as done, beside the plan."""

    exercise: str
    side: str
    planned: str
    done: str
    is_complete: bool


@dataclass(frozen=True, slots=True)
class RecordGroup:
    """The sets of one exercise on one side with one target; None for one without a record."""

    exercise: Exercise
    side: Side
    planned: str
    sets: tuple[SetRecord | None, ...]


def record_groups(plan: Plan, records: Iterable[SetRecord]) -> tuple[RecordGroup, ...]:
    """List the plan's exercises, side by side, with the records of their sets."""
    by_place = {(record.step, record.side): record for record in records}
    groups: dict[tuple[str, Side, str], list[SetRecord | None]] = {}
    for step, side, exercise, planned in _planned(plan):
        groups.setdefault((exercise, side, planned), []).append(by_place.get((step, side)))
    return tuple(
        RecordGroup(plan.exercises[exercise], side, planned, tuple(sets))
        for (exercise, side, planned), sets in groups.items()
    )


def record_rows(plan: Plan, records: Iterable[SetRecord]) -> tuple[RecordRow, ...]:
    """List the plan's exercises, side by side with what became of their sets."""
    return tuple(record_row(group) for group in record_groups(plan, records))


def _planned(plan: Plan) -> Iterator[tuple[int, Side, str, str]]:
    for index, step in enumerate(plan.steps):
        if step.kind is not StepKind.WORK or step.work is None:
            continue
        planned = target_text(work_target(step.work), work_name(step.work))
        if step.alternate_every:
            for side in (step.first_side, step.first_side.other):
                yield index, side, step.exercise, planned
        else:
            yield index, step.side or Side.BOTH, step.exercise, planned


def record_row(group: RecordGroup) -> RecordRow:
    """Put a group in words."""
    sets = group.sets
    return RecordRow(
        exercise=group.exercise.name,
        side=side_text(group.exercise, group.side),
        planned=f"{len(sets)} × {group.planned}",
        done=" · ".join(done_text(record) for record in sets),
        is_complete=all(r is not None and r.outcome is Outcome.DONE for r in sets),
    )


def done_text(record: SetRecord | None) -> str:
    """Return what was done in a set: 12, 30 s, 8 stopped, skipped; – where there is no record."""
    if record is None:
        return "–"
    if record.outcome is Outcome.SKIPPED and not _was_begun(record):
        return "skipped"
    amount = f"{record.elapsed_ms // SECOND} s" if not record.reps else str(record.reps)
    if record.reps == 0 and record.work == "reps":
        amount = "0"
    return amount if record.outcome is Outcome.DONE else f"{amount} stopped"


def _was_begun(record: SetRecord) -> bool:
    """Tell whether a set came to something, however it ended."""
    return bool(record.reps) or (record.work != "reps" and record.elapsed_ms >= SECOND)
