"""The course of a session as it was: work, rests and pauses, as long as they took."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bandtimer.core.facts import (
    Fact,
    Outcome,
    Paused,
    Resumed,
    SessionEnded,
    StepEnded,
    StepRestarted,
    StepStarted,
)
from bandtimer.core.plan import Plan, StepKind
from bandtimer.core.routine import MINUTE, SECOND
from bandtimer.core.state import State, apply
from bandtimer.present.outline import step_tone
from bandtimer.present.tone import Tone
from bandtimer.present.wording import clock, set_text, step_side_text

_KIND_WORDS = {
    StepKind.PREPARE: "Get ready",
    StepKind.SWITCH_SIDES: "Switch sides",
    StepKind.REST: "Rest",
    StepKind.CHANGE_EXERCISE: "Rest before the next exercise",
}
# What flashes by, as a step passed over, cannot be seen and is left out.
_SHORTEST_MS = SECOND // 2
_MARKS_MIN = (1, 2, 5, 10, 15, 20, 30, 60, 120, 240)
_MOST_MARKS = 6


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the session; pauses and lead-ins are NEUTRAL.

    `told` says what it was and how long.
    """

    start_ms: int
    length_ms: int
    tone: Tone
    told: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A time below the course: 10 min."""

    at_ms: int
    text: str


@dataclass(frozen=True, slots=True)
class Course:
    """The whole session in pieces; `told` sums it up for a screen reader."""

    pieces: tuple[Piece, ...]
    length_ms: int
    marks: tuple[Mark, ...]
    told: str


def course(plan: Plan, facts: Iterable[Fact]) -> Course:
    """Work out the course from the journal's facts."""
    pieces: list[Piece] = []
    state = State(plan)
    begun = 0
    for fact in facts:
        match fact:
            case StepStarted() | Resumed() | StepRestarted() | Paused() | StepEnded():
                if state.is_open:
                    pieces += _pieces(state, begun, fact)
                begun = fact.at
        state = apply(state, fact)
        if isinstance(fact, SessionEnded):
            break
    seen = tuple(piece for piece in pieces if piece.length_ms >= _SHORTEST_MS)
    end = max((piece.start_ms + piece.length_ms for piece in seen), default=0)
    return Course(seen, end, _marks(end), _told(seen, end))


def _pieces(state: State, begun: int, fact: Fact) -> Iterator[Piece]:
    if state.lead_in_ms:
        until = min(begun + state.lead_in_ms, fact.at)
        told = f"{_KIND_WORDS[StepKind.PREPARE]}, {clock(until - begun)}"
        yield Piece(begun, until - begun, Tone.NEUTRAL, told)
        begun = until
    yield _piece(state, begun, fact)


def _piece(state: State, begun: int, fact: Fact) -> Piece:
    length = fact.at - begun
    step = state.plan.steps[state.step]
    if state.pause_reason is not None:
        return Piece(begun, length, Tone.NEUTRAL, f"Pause, {clock(length)}")
    tone = step_tone(step)
    if step.kind is not StepKind.WORK:
        return Piece(begun, length, tone, f"{_KIND_WORDS[step.kind]}, {clock(length)}")
    exercise = state.plan.exercises[step.exercise]
    parts = [exercise.name, step_side_text(exercise, step), set_text(step.set_number, step.sets)]
    parts.append(clock(length))
    if isinstance(fact, StepEnded) and fact.outcome is not Outcome.DONE:
        parts.append(fact.outcome.value)
    if isinstance(fact, StepRestarted):
        parts.append("begun anew")
    return Piece(begun, length, tone, ", ".join(part for part in parts if part))


def _marks(length_ms: int) -> tuple[Mark, ...]:
    every = next(
        (step for step in _MARKS_MIN if length_ms <= step * MINUTE * _MOST_MARKS), _MARKS_MIN[-1]
    )
    times = range(every, length_ms // MINUTE + 1, every)
    return tuple(Mark(minute * MINUTE, _mark_text(minute)) for minute in times)


def _mark_text(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours} h" if hours and not rest else f"{minutes} min"


def _told(pieces: Iterable[Piece], length_ms: int) -> str:
    sums = {"work": 0, "rest": 0, "pauses": 0}
    for piece in pieces:
        kind = {Tone.NEUTRAL: "pauses", Tone.WORK: "work", Tone.HOLD: "work"}.get(piece.tone)
        sums[kind or "rest"] += piece.length_ms
    parts = [f"{clock(ms)} {kind}" for kind, ms in sums.items() if ms]
    return f"{clock(length_ms)} in all: {', '.join(parts)}" if parts else "Nothing was recorded"
