"""A plan as a timeline: as data for programs, and as a table for a terminal."""

from bandtimer.core.plan import Plan, Step, StepKind
from bandtimer.core.routine import SECOND, Exercise, Range, work_name, work_target
from bandtimer.core.schedule import length_ms
from bandtimer.present.wording import (
    about,
    band_text,
    clock,
    duration_text,
    set_text,
    step_side_text,
    step_work_text,
)

_HEADER = ("Time", "Exercise", "Set", "Side", "What")
_OPEN_ENDED = "Times after a set that ends when you say so are estimates."


def seconds(ms: int) -> int | float:
    """Return milliseconds as seconds: an int where whole, else a float."""
    return ms // SECOND if ms % SECOND == 0 else ms / SECOND


def plan_data(plan: Plan) -> dict[str, object]:
    """Return the plan as `bandtimer plan --json` prints it, times in seconds.

    `seconds` is null for a step that ends when the athlete says so; the steps after it start
    where its likely length puts them.
    """
    return {
        "name": plan.name,
        "seconds": seconds(plan.estimated_ms),
        "steps": [_step_data(at, step) for at, step in plan.starts()],
    }


def plan_text(plan: Plan) -> str:
    """Return the plan as an aligned table, one line a step, under a line for each named block."""
    header, *lines = _aligned([_HEADER, *(_row(plan, at, step) for at, step in plan.starts())])
    text = [f"{plan.name}, {about(plan.estimated_ms)}", "", header]
    block = ""
    for line, step in zip(lines, plan.steps, strict=True):
        if step.block != block:
            block = step.block
            text.extend(["", block] if block else [""])
        text.append(line)
    if any(length_ms(step) is None for step in plan.steps):
        text.extend(["", _OPEN_ENDED])
    return "\n".join(text)


def _step_data(at: int, step: Step) -> dict[str, object]:
    length = length_ms(step)
    return {
        "kind": step.kind.value,
        "start": seconds(at),
        "seconds": None if length is None else seconds(length),
        "exercise": step.exercise,
        "side": None if step.side is None else step.side.value,
        "set": step.set_number,
        "sets": step.sets,
        "work": None if step.work is None else work_name(step.work),
        "target": _target(step),
        "block": step.block,
    }


def in_unit(target: Range, work: str) -> list[int | float | None]:
    """Return a target's bounds as numbers for JSON: reps, or for "hold" and "timed" seconds."""
    bounds = (target.low, target.high)
    if work == "reps":
        return list(bounds)
    return [None if bound is None else seconds(bound) for bound in bounds]


def _target(step: Step) -> list[int | float | None] | None:
    return None if step.work is None else in_unit(work_target(step.work), work_name(step.work))


def _row(plan: Plan, at: int, step: Step) -> tuple[str, ...]:
    exercise = plan.exercises[step.exercise]
    leads_to_new = step.kind in {StepKind.PREPARE, StepKind.CHANGE_EXERCISE}
    is_work = step.kind is StepKind.WORK
    return (
        clock(at),
        exercise.name if is_work or leads_to_new else "",
        set_text(step.set_number, step.sets) if is_work else "",
        step_side_text(exercise, step),
        _what(exercise, step),
    )


def _what(exercise: Exercise, step: Step) -> str:
    if step.work is not None:
        return step_work_text(exercise, step)
    length, band = duration_text(step.duration_ms), band_text(exercise)
    match step.kind:
        case StepKind.PREPARE:
            return f"get ready {length}, {band}"
        case StepKind.CHANGE_EXERCISE:
            return f"change {length}, {band}"
        case StepKind.SWITCH_SIDES:
            return f"switch sides {length}"
        case _:
            return f"rest {length}"


def _aligned(rows: list[tuple[str, ...]]) -> list[str]:
    columns = [column for column in zip(*rows, strict=True) if any(column[1:])]
    widths = [max(map(len, column)) for column in columns]
    lines: list[str] = []
    for time, *others in zip(*columns, strict=True):
        padded = map(str.ljust, others, widths[1:])
        lines.append("  ".join([time.rjust(widths[0]), *padded]).rstrip())
    return lines
