"""What the summary and the history say of a session."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bandtimer.core.choices import WHOLE_BLOCK, Side
from bandtimer.core.facts import Ending
from bandtimer.core.personal_best import Best, NewBest, new_bests
from bandtimer.core.progress import side_difference
from bandtimer.core.record import SetRecord, set_records, sets_done, sets_planned
from bandtimer.core.routine import HOUR, SECOND
from bandtimer.core.state import State
from bandtimer.present.progress import difference_text
from bandtimer.present.record import RecordRow, record_rows
from bandtimer.present.session_line import Figure
from bandtimer.present.wording import clock, reps_text, side_text

EFFORT_WORDS = (
    "Very easy", "Easy", "Easy", "Moderate", "Moderate", "Somewhat hard", "Hard", "Very hard",
    "Nearly everything", "Everything",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SummaryView:
    """A session that is over."""

    title: str
    routine: str
    figures: tuple[Figure, ...]
    rows: tuple[RecordRow, ...]
    bests: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()


def summary_view(
    state: State, before: Mapping[str, Mapping[Side, Best]] | None = None
) -> SummaryView:
    """Return the summary of an ended session; `before` has the bests of earlier ones."""
    is_finished = state.ending is Ending.FINISHED
    records, planned = set_records(state), sets_planned(state.plan)
    active_ms = state.active_ms(state.at)
    return SummaryView(
        title="Session done" if is_finished else "Session ended early",
        routine=state.plan.name,
        figures=(
            Figure(clock(active_ms), "h" if active_ms >= HOUR else "min"),
            Figure(f"{sets_done(state)} of {planned}", "set" if planned == 1 else "sets"),
            *_totals(records),
        ),
        rows=record_rows(state.plan, records),
        bests=tuple(_best_text(best, state) for best in new_bests(records, before or {})),
        differences=_differences(state, records),
    )


def _differences(state: State, records: Sequence[SetRecord]) -> tuple[str, ...]:
    """Say of each exercise how its sides differ, where they do."""
    texts = []
    for exercise in state.plan.used:
        found = side_difference(record for record in records if record.exercise == exercise.id)
        if found is not None:
            texts.append(difference_text(found, exercise))
    return tuple(texts)


def _best_text(best: NewBest, state: State) -> str:
    side = side_text(state.plan.exercises[best.exercise], best.side)
    name = f"{best.exercise_name}, {side}" if side else best.exercise_name
    if best.work == "hold":
        return f"Best: {name} {best.value // SECOND} s, {best.before // SECOND} s before"
    return f"Best: {name} {reps_text(best.value)}, {best.before} before"


def effort_text(effort: int | None) -> str:
    """Return an effort in words: Effort 7, hard."""
    return "" if effort is None else f"Effort {effort}, {EFFORT_WORDS[effort - 1].lower()}"


def _totals(records: Sequence[SetRecord]) -> tuple[Figure, ...]:
    reps = sum(record.reps or 0 for record in records)
    held = sum(record.elapsed_ms for record in records if record.work == "hold")
    totals = []
    if reps:
        totals.append(Figure(str(reps), "reps"))
    if held >= SECOND:
        totals.append(Figure(clock(held), "held"))
    return tuple(totals)


def unfinished_text(state: State, when: str) -> str:
    """Return where a session that did not end stands; `when` is when it was begun."""
    plan = state.plan
    ahead = plan.next_work(state.step)
    if ahead is None:
        return f"{plan.name}, {when}: all sets behind you"
    step = plan.steps[ahead]
    exercise = plan.exercises[step.exercise]
    return f"{plan.name}, {when}: at {exercise.name}, set {step.set_number} of {step.sets}"


def sets_text(state: State) -> str:
    """Return how many sets there are, now that their number has just been changed.

    The session may be at another exercise already: at fewer sets it goes on at once.
    """
    change = state.plan.adjustments[-1]
    whole_block = change.entry[1] == WHOLE_BLOCK
    exercise = next(
        step.exercise
        for step in reversed(state.plan.steps[: state.step + 1])
        if step.entry == change.entry or (whole_block and step.entry[0] == change.entry[0])
    )
    sets = "1 set" if change.sets == 1 else f"{change.sets} sets"
    return f"{state.plan.exercises[exercise].name}: {sets} in all"
