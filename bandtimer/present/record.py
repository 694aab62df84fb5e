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


def record_rows(plan: Plan, records: Iterable[SetRecord]) -> tuple[RecordRow, ...]:
    """List the plan's exercises, side by side with what became of their sets."""
    by_place = {(record.step, record.side): record for record in records}
    groups: dict[tuple[str, Side, str], list[SetRecord | None]] = {}
    for step, side, exercise, planned in _planned(plan):
        groups.setdefault((exercise, side, planned), []).append(by_place.get((step, side)))
    return tuple(
        _row(plan.exercises[exercise], side, planned, sets)
        for (exercise, side, planned), sets in groups.items()
    )


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


def _row(exercise: Exercise, side: Side, planned: str, sets: list[SetRecord | None]) -> RecordRow:
    return RecordRow(
        exercise=exercise.name,
        side=side_text(exercise, side),
        planned=f"{len(sets)} × {planned}",
        done=" · ".join(_done(record) for record in sets),
        is_complete=all(r is not None and r.outcome is Outcome.DONE for r in sets),
    )


def _done(record: SetRecord | None) -> str:
    if record is None:
        return "–"
    if record.outcome is Outcome.SKIPPED:
        return "skipped"
    amount = f"{record.elapsed_ms // SECOND} s" if not record.reps else str(record.reps)
    if record.reps == 0 and record.work == "reps":
        amount = "0"
    return f"{amount} stopped" if record.outcome is Outcome.STOPPED else amount
