"""What happened and what was said in a session, by time: as data, and as lines a coach reads.

A line starts with its time to the thousandth, as far as it has digits. A fact follows at once,
a cue behind a ">"; each begins with the same few words wherever it occurs, up to a colon.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace

from bandtimer.core.choices import Adjustment
from bandtimer.core.codec import to_data
from bandtimer.core.cues import Cue, CueKind
from bandtimer.core.facts import (
    Amendment,
    BandChosen,
    EffortRated,
    Ending,
    Fact,
    NoteWritten,
    Outcome,
    PainReported,
    Paused,
    PauseReason,
    PlanChanged,
    Relief,
    RepCounted,
    RepsCorrected,
    Resumed,
    SessionDeleted,
    SessionEnded,
    SessionUndeleted,
    SetEdited,
    SetNoted,
    SetRated,
    SetRestored,
    StepEnded,
    StepRestarted,
    StepStarted,
    TimeAdded,
)
from bandtimer.core.plan import Plan, Side, Step, StepKind
from bandtimer.core.routine import SECOND, Exercise, Hold, Phase, Reps
from bandtimer.present.timeline import seconds
from bandtimer.present.wording import (
    band_text,
    clock,
    duration_text,
    reps_text,
    side_text,
    step_side_text,
    step_work_text,
)

_TIME_WIDTH = 8
_MILLISECONDS = {"ms", "elapsed_ms"}

_RELIEFS = {
    Relief.STOP_EXERCISE: "no more of it",
    Relief.EASIER: "the easier variant instead",
    Relief.END_SESSION: "the session ends",
}

_PAUSES = {
    PauseReason.USER: "by the athlete",
    PauseReason.LEFT: "the session was left",
    PauseReason.SUSPENDED: "the computer slept",
    PauseReason.INTERRUPTED: "the session was cut off",
    PauseReason.PAIN: "something hurts",
}


def trace_data(item: Fact | Cue, plan: Plan, step: int | None = None) -> dict[str, object]:
    """Return a fact or cue as `bandtimer trace --json` prints it, times in seconds.

    `step` is the index of the step under way, for those facts that name none; where it is
    unknown they have null for step, exercise and side.
    """
    is_cue = isinstance(item, Cue)
    index: int | None = getattr(item, "step", step)
    place = None if index is None else plan.steps[index]
    data: dict[str, object] = {
        "at": seconds(_at(item)),
        "type": "cue" if is_cue else "fact",
        "kind": item.kind.value if isinstance(item, Cue) else _snake_case(type(item).__name__),
        "step": index,
        "exercise": None if place is None else place.exercise,
        "side": None if place is None or place.side is None else place.side.value,
    }
    for name in (field.name for field in fields(item)):
        value = getattr(item, name)
        if name in _MILLISECONDS:
            data["seconds"] = seconds(value)
        elif name not in {"at", "due", "kind", "step"}:
            data[name] = to_data(value)
    return data


def traced(items: Iterable[Fact | Cue], plan: Plan) -> Iterator[dict[str, object]]:
    """Yield the data of a whole session's facts and cues, each with the step under way.

    `plan` is the one that the session began with.
    """
    step: int | None = None
    for item in items:
        if isinstance(item, StepStarted | StepRestarted):
            step = item.step
        if isinstance(item, PlanChanged):
            plan = replace(plan, steps=plan.steps[: item.first] + item.steps)
        yield trace_data(item, plan, step)


def trace_line(item: Fact | Cue, plan: Plan) -> str:
    """Return a fact or cue as one line: `0:10.0   > Go: Banded clamshell, left side, …`."""
    text = f"> {_cue_text(item, plan)}" if isinstance(item, Cue) else _fact_text(item, plan)
    return f"{exact_clock(_at(item)):<{_TIME_WIDTH}} {text}"


def exact_clock(ms: int) -> str:
    """Return a time with all its digits, one decimal at least: 0:10.0, 1:02:03.125."""
    decimals = f"{ms % SECOND:03}".rstrip("0") or "0"
    return f"{clock(ms)}.{decimals}"


def _at(item: Fact | Cue) -> int:
    return item.due if isinstance(item, Cue) else item.at


def _snake_case(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def _fact_text(fact: Fact, plan: Plan) -> str:
    if isinstance(fact, Amendment):
        return _amendment_text(fact, plan)
    match fact:
        case StepStarted(_, step):
            return f"Start: {_opening_text(plan, step)}"
        case StepRestarted(_, step, lead_in_ms):
            lead_in = _lead_in_text(lead_in_ms)
            return f"Back to: {_opening_text(plan, step)}{lead_in and ','}{lead_in}"
        case StepEnded():
            return f"End: {_place_text(plan, fact.step)}, {_ended_text(fact, plan)}"
        case RepCounted(_, reps):
            return f"Rep counted: {reps}"
        case RepsCorrected(_, step, reps):
            return f"Corrected: {_place_text(plan, step)}, {reps_text(reps)}"
        case TimeAdded(_, ms):
            word = "added" if ms > 0 else "taken away"
            return f"Time {word}: {duration_text(abs(ms))}"
        case Paused(_, reason):
            return f"Paused: {_PAUSES[reason]}"
        case Resumed(_, lead_in_ms):
            return f"Resumed{_lead_in_text(lead_in_ms)}"
        case PainReported(_, _, exercise, relief):
            return f"Hurts: {plan.exercises[exercise].name}, {_RELIEFS[relief]}"
        case BandChosen(_, exercise, band):
            return f"Band: {plan.exercises[exercise].name}, {band or 'none'}"
        case PlanChanged(_, _, adjustment):
            return f"Plan changed: {_adjustment_text(adjustment, plan)}"
        case SessionEnded(_, ending):
            return f"Session ended: {'finished' if ending is Ending.FINISHED else 'stopped'}"


def _lead_in_text(ms: int) -> str:
    return f" in {duration_text(ms)}" if ms else ""


def _amendment_text(fact: Amendment, plan: Plan) -> str:
    match fact:
        case EffortRated(_, effort):
            return f"Effort: {_effort_text(effort)}"
        case NoteWritten(_, text):
            return f"Note: {' '.join(text.split())}"
        case SetEdited():
            return f"Edited: {_set_text(plan, fact.step, fact.side)}, {_edit_text(fact)}"
        case SetRestored(_, step, side):
            return f"Restored: {_set_text(plan, step, side)}"
        case SetRated(_, step, side, effort):
            return f"Effort of a set: {_set_text(plan, step, side)}, {_effort_text(effort)}"
        case SetNoted(_, step, side, text):
            return f"Note of a set: {_set_text(plan, step, side)}, {' '.join(text.split())}"
        case SessionDeleted():
            return "Session deleted"
        case SessionUndeleted():
            return "Session brought back"


def _cue_text(cue: Cue, plan: Plan) -> str:
    step = plan.steps[cue.step]
    exercise = plan.exercises[step.exercise]
    match cue.kind:
        case CueKind.GET_READY:
            return f"Get ready: {exercise.name}, {band_text(exercise)}"
        case CueKind.GO:
            return f"Go: {_place_text(plan, cue.step)}"
        case CueKind.PHASE:
            phase = Phase(str(cue.value))
            return f"Phase: {exercise.phases.get(phase, phase.value)}"
        case CueKind.REP:
            return f"Rep: {cue.value}"
        case CueKind.MINIMUM_REACHED:
            return f"Minimum reached: {_minimum_text(step, exercise, cue)}"
        case CueKind.TARGET_REACHED:
            return f"Target reached: {cue.value} s"
        case CueKind.HALFWAY:
            return f"Halfway: {cue.value} s"
        case CueKind.SECONDS_LEFT:
            return f"Seconds left: {cue.value}"
        case CueKind.COUNTDOWN:
            return f"Countdown: {cue.value}"
        case CueKind.SWITCH_SIDES:
            return f"Switch sides: {side_text(exercise, Side(str(cue.value)))}"
        case CueKind.REST:
            return f"Rest: {cue.value} s"
        case CueKind.CHANGE_EXERCISE:
            return f"Change exercise: {exercise.name}, {band_text(exercise)}"
        case CueKind.SET_DONE:
            return f"Set done: {_place_text(plan, cue.step)}"
        case CueKind.SESSION_DONE:
            return f"Session done: {plan.name}"


def _minimum_text(step: Step, exercise: Exercise, cue: Cue) -> str:
    if isinstance(step.work, Hold):
        return f"{cue.value} s"
    each = f" each {exercise.side_noun}" if step.alternate_every else ""
    return f"{reps_text(int(cue.value or 0))}{each}"


def _place_text(plan: Plan, index: int) -> str:
    """Return what and where a step is: Banded clamshell, left side, set 1 of 2; rest."""
    step = plan.steps[index]
    exercise = plan.exercises[step.exercise]
    match step.kind:
        case StepKind.WORK:
            side = step_side_text(exercise, step)
            number = f"set {step.set_number} of {step.sets}"
            return ", ".join(part for part in (exercise.name, side, number) if part)
        case StepKind.PREPARE:
            return f"get ready for {exercise.name}"
        case StepKind.CHANGE_EXERCISE:
            return f"change to {exercise.name}"
        case StepKind.SWITCH_SIDES:
            return f"switch sides, {side_text(exercise, step.side)}"
        case StepKind.REST:
            return "rest"


def _opening_text(plan: Plan, index: int) -> str:
    step = plan.steps[index]
    asked = step_work_text(plan.exercises[step.exercise], step)
    return f"{_place_text(plan, index)}, {asked or duration_text(step.duration_ms)}"


def _adjustment_text(adjustment: Adjustment, plan: Plan) -> str:
    parts = []
    if adjustment.exercise is not None:
        parts.append(f"{plan.exercises[adjustment.exercise].name} from set {adjustment.from_set}")
    if adjustment.sets is not None:
        parts.append("1 set in all" if adjustment.sets == 1 else f"{adjustment.sets} sets in all")
    return ", ".join(parts)


def _effort_text(effort: int | None) -> str:
    return "not rated" if effort is None else f"{effort} of 10"


def _set_text(plan: Plan, index: int, side: Side) -> str:
    """Return one side of a set: Banded clamshell, left side, set 1 of 2."""
    step = plan.steps[index]
    exercise = plan.exercises[step.exercise]
    number = f"set {step.set_number} of {step.sets}"
    parts = (exercise.name, side_text(exercise, side), number)
    return ", ".join(part for part in parts if part)


def _edit_text(edit: SetEdited) -> str:
    length = duration_text(edit.elapsed_ms)
    done = length if edit.reps is None else f"{reps_text(edit.reps)} and {length}"
    return f"{edit.outcome} after {done}, band {edit.band or 'none'}"


def _ended_text(fact: StepEnded, plan: Plan) -> str:
    work = plan.steps[fact.step].work
    length = duration_text(fact.elapsed_ms)
    if work is None:
        word = {Outcome.DONE: "over", Outcome.SKIPPED: "cut short", Outcome.STOPPED: "stopped"}
        return f"{word[fact.outcome]} after {length}"
    if isinstance(work, Reps) or fact.reps:
        return f"{fact.outcome} after {reps_text(fact.reps)} and {length}"
    return f"{fact.outcome} after {length}"
