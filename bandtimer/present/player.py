"""What the player says at an instant, as plain data.

One glance gives: what, which side, how many, how long, what next.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bandtimer.core.facts import Outcome, PauseReason
from bandtimer.core.longest_hold import longest_hold_ms
from bandtimer.core.plan import Plan, Side, Step, StepKind, estimated_ms
from bandtimer.core.routine import SECOND, Exercise, Hold, Phase, Range, Reps, Timed
from bandtimer.core.schedule import can_add_time, length_ms, reps_by_side, side_of_rep
from bandtimer.core.state import State, Status
from bandtimer.core.tally import HOLD_TIMER
from bandtimer.present.outline import Outline, step_tone
from bandtimer.present.rep import Figure, figure_at, led_phase, place_in_rep
from bandtimer.present.tone import Tone
from bandtimer.present.wording import (
    about,
    clock,
    duration_text,
    number_text,
    own_band_text,
    reps_text,
    side_text,
    step_side_text,
    work_text,
)

# Three figures can be drawn larger in the ring than minutes and seconds, and are read faster.
_SECONDS_ALONE_MS = 1_000 * SECOND

# How often what moves is drawn anew. The ring of a set creeps; the eye needs no more. In a rest
# the figure only shows what comes, to somebody who stretches and drinks.
_FRAME_MS = 50
_SLOW_FRAME_MS = 200
_STILL_FRAME_MS = 1_000

_WORDS = {
    StepKind.PREPARE: "Get ready",
    StepKind.SWITCH_SIDES: "Switch sides",
    StepKind.REST: "Rest",
    StepKind.CHANGE_EXERCISE: "Next exercise",
}

_PAUSE_NOTES = {
    PauseReason.USER: "The step goes on where it stands",
    PauseReason.LEFT: "Left here; the step goes on where it stood",
    PauseReason.SUSPENDED: "The computer was asleep; the step goes on where it stood",
    PauseReason.PAIN: "Something hurts? H shows what you can do",
    PauseReason.INTERRUPTED: "The program was interrupted; this goes on from its last record",
}

# What a phase shows where an exercise gives it no verb of its own.
_PHASE_WORDS = {
    Phase.CONCENTRIC: "Up",
    Phase.TOP: "Hold",
    Phase.ECCENTRIC: "Down",
    Phase.BOTTOM: "Pause",
}


@dataclass(frozen=True, slots=True)
class CueLine:
    """A form cue or a line of the set-up; `is_current` marks the one that matters now."""

    text: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Background:
    """What the player knows beside the session itself.

    `best_hold_ms` has the longest hold before this session by exercise and side, `pains` a
    sentence for each exercise that hurt when it was last done.
    """

    outline: Outline
    best_hold_ms: Mapping[tuple[str, Side], int] = field(default_factory=dict)
    pains: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlayerView:
    """The player's screen at one instant.

    `progress` is how much of the ring is drawn, `minimum` where on it the lower bound of a
    range lies; both from 0 to 1. `step_fraction` fills the step's piece of the timeline.
    `frame_ms` says after how long another look is worth it, None while nothing moves. `warning`
    is shown until the set begins. `any_key_releases` a hold that goes on until it is let go of.
    """

    routine: str
    place: str
    done: str
    left: str
    title: str
    subtitle: str
    tone: Tone
    word: str
    digits: str
    caption: str
    then: str
    progress: float
    minimum: float | None
    cues: tuple[CueLine, ...]
    figure: Figure
    step: int
    step_fraction: float
    is_paused: bool
    counts_by_hand: bool
    can_add_time: bool
    warning: str
    any_key_releases: bool
    frame_ms: int | None


def player_view(
    state: State, now: int, background: Background, *, is_still: bool = False
) -> PlayerView:
    """Return what the screen shows at `now`, in ms on the session's clock.

    With `is_still` nothing glides: ring and timeline move once a second, the figure by poses.
    """
    plan, outline = state.plan, background.outline
    index = min(state.step, len(plan.steps) - 1)
    step = plan.steps[index]
    exercise = plan.exercises[step.exercise]
    elapsed = state.elapsed_ms(now)
    length = length_ms(step, state.added_ms)
    likely = estimated_ms(step) if length is None else length
    phase = led_phase(step, elapsed)
    shown = elapsed // SECOND * SECOND if is_still else elapsed
    is_paused = state.status is Status.PAUSED
    lead_in = state.lead_in_left_ms(now)
    whole_lead_in = -(-lead_in // SECOND) * SECOND
    return PlayerView(
        routine=plan.name,
        place=outline.place(index),
        done=f"{clock(state.active_ms(now))} done",
        left=_left(outline, index, likely - elapsed),
        title=_title(step, exercise),
        subtitle=_subtitle(state, index, exercise),
        tone=_state_tone(state, now) or _tone(step, phase),
        word=_state_word(state, now) or _word(step, exercise, phase, elapsed),
        digits=_seconds_digits(whole_lead_in) if lead_in else _digits(state, step, elapsed, length),
        caption="seconds" if lead_in else _caption(state, step, exercise, elapsed, length),
        then=_pause_note(state) if is_paused else _then(state, index, now, background),
        progress=_progress(state, step, shown, length, whole_lead_in if is_still else lead_in),
        minimum=None if lead_in else _minimum(step, length),
        cues=_cue_lines(step, exercise, phase),
        figure=figure_at(plan, index, state, elapsed, is_still=is_still),
        step=index,
        step_fraction=_fraction(shown, likely),
        is_paused=is_paused,
        counts_by_hand=step.self_counted and not is_paused,
        can_add_time=can_add_time(step),
        warning="" if step.kind is StepKind.WORK else background.pains.get(step.exercise, ""),
        any_key_releases=_lets_go(state, step),
        frame_ms=_frame_ms(state, step),
    )


def _lets_go(state: State, step: Step) -> bool:
    """Tell whether a hold is timed by hand alone: then there is no key to aim for."""
    is_running = state.status is Status.RUNNING
    return is_running and isinstance(step.work, Hold) and state.plan.routine.id == HOLD_TIMER


def _fraction(part: int, whole: int) -> float:
    return min(max(part / whole, 0.0), 1.0) if whole > 0 else 1.0


def _left(outline: Outline, index: int, of_step: int) -> str:
    left = max(of_step, 0) + outline.remaining_ms[index + 1]
    return f"{about(left)} left"


def _tone(step: Step, phase: Phase | None) -> Tone:
    if isinstance(step.work, Reps) and step.work.hold_ms and phase is Phase.TOP:
        return Tone.HOLD
    return step_tone(step)


def _word(step: Step, exercise: Exercise, phase: Phase | None, elapsed: int) -> str:
    if step.kind is not StepKind.WORK:
        return _WORDS[step.kind]
    if isinstance(step.work, Timed):
        return "Work"
    if phase is None:
        return "Your pace"
    word = exercise.phases.get(phase) or _PHASE_WORDS[phase]
    if isinstance(step.work, Reps) and step.work.hold_ms and phase is Phase.TOP:
        held = round(place_in_rep(step, elapsed)[1] * step.work.hold_ms) // SECOND
        return f"{word} {held} s"
    return word


def _state_word(state: State, now: int) -> str:
    if state.status is Status.PAUSED:
        return "Paused"
    return _WORDS[StepKind.PREPARE] if state.lead_in_left_ms(now) else ""


def _state_tone(state: State, now: int) -> Tone | None:
    if state.status is Status.PAUSED:
        return Tone.NEUTRAL
    return Tone.READY if state.lead_in_left_ms(now) else None


def _title(step: Step, exercise: Exercise) -> str:
    if step.kind in {StepKind.REST, StepKind.CHANGE_EXERCISE}:
        return f"Next: {exercise.name}"
    return exercise.name


def _subtitle(state: State, index: int, exercise: Exercise) -> str:
    plan = state.plan
    step = plan.steps[index]
    ahead = plan.next_work(index)
    work = step if ahead is None else plan.steps[ahead]
    noun = "Hold" if isinstance(work.work, Hold) else "Set"
    parts = [f"{noun} {step.set_number} of {step.sets}", step_side_text(exercise, work)]
    if step.kind is not StepKind.WORK and work.work is not None:
        parts.append(work_text(work.work))
    parts.append(own_band_text(exercise, state.band_of(exercise.id)))
    return " · ".join(part for part in parts if part)


def _digits(state: State, step: Step, elapsed: int, length: int | None) -> str:
    if isinstance(step.work, Reps):
        if step.alternate_every:
            return str(reps_by_side(step, state.reps)[side_of_rep(step, state.reps)])
        return str(state.reps)
    if isinstance(step.work, Hold):
        return _seconds_digits(elapsed // SECOND * SECOND)
    left = max((length or 0) - elapsed, 0)
    return _seconds_digits(-(-left // SECOND) * SECOND)


def _seconds_digits(ms: int) -> str:
    return str(ms // SECOND) if ms < _SECONDS_ALONE_MS else clock(ms)


def _caption(state: State, step: Step, exercise: Exercise, elapsed: int, length: int | None) -> str:
    match step.work:
        case Reps(count=count, hold_ms=hold_ms):
            whole = "reps" if count.is_max else f"of {work_text(Reps(count))}"
            whole = "1 rep" if whole == "of 1 rep" and state.reps else whole
            if step.alternate_every:
                return f"{side_text(exercise, side_of_rep(step, state.reps))}, {whole}"
            return f"{whole}, {number_text(hold_ms)} s each" if hold_ms else whole
        case Hold(time, until_released):
            if time.is_max:
                return "seconds, as long as you can"
            target = time.high or time.low
            beyond = (elapsed - target) // SECOND
            if (time.high is None or until_released) and beyond > 0:
                return f"{beyond} s past {duration_text(target)}"
            asked = Hold(_target(time, length))
            return work_text(asked).replace("hold ", "of ", 1)
        case Timed():
            return f"{reps_text(state.reps)}, seconds left" if state.reps else "seconds left"
        case None:
            return "seconds"


def _pause_note(state: State) -> str:
    return _PAUSE_NOTES[state.pause_reason or PauseReason.USER]


def _then(state: State, index: int, now: int, background: Background) -> str:
    step = state.plan.steps[index]
    if step.kind is not StepKind.WORK:
        return _last_set(state, index)
    best = _best_text(state, step, now, background)
    after = "Any key lets go" if _lets_go(state, step) else _after(state.plan, index)
    return f"{best} · {after[0].lower()}{after[1:]}" if best else after


def _best_text(state: State, step: Step, now: int, background: Background) -> str:
    """Name the longest hold of the exercise on this side, before this session and in it."""
    if not isinstance(step.work, Hold):
        return ""
    best = longest_hold_ms(state, step, background.best_hold_ms) // SECOND
    if best == 0:
        return ""
    return (
        f"New best, {best} s before"
        if state.elapsed_ms(now) // SECOND > best
        else f"Best so far {best} s"
    )


def _after(plan: Plan, index: int) -> str:
    if index + 1 == len(plan.steps):
        return "Last one"
    after = plan.steps[index + 1]
    exercise = plan.exercises[after.exercise]
    match after.kind:
        case StepKind.REST:
            return f"Then rest {duration_text(after.duration_ms)}"
        case StepKind.SWITCH_SIDES:
            return f"Then switch: {side_text(exercise, after.side)}"
        case _:
            return f"Next: {exercise.name}"


def _last_set(state: State, index: int) -> str:
    last = state.plan.last_work(index)
    if last is None or last not in state.results:
        return ""
    result = state.results[last]
    is_hold = isinstance(state.plan.steps[last].work, Hold)
    seconds = result.elapsed_ms // SECOND
    is_skipped = result.outcome is Outcome.SKIPPED
    if is_skipped and not (seconds if is_hold else result.reps):
        return "Last set: skipped"
    stopped = ", stopped" if is_skipped else ""
    if is_hold:
        return f"Last hold: {seconds} s{stopped}"
    return f"Last set: {reps_text(result.reps)}{stopped} · ↑ ↓ to correct"


def _progress(state: State, step: Step, elapsed: int, length: int | None, lead_in: int) -> float:
    if lead_in:
        return _fraction(lead_in, state.lead_in_ms)
    match step.work:
        case None:
            return 1.0 - _fraction(elapsed, length or 0)
        case Reps() if step.paced:
            return _fraction(elapsed, length or estimated_ms(step))
        case Reps(count=count):
            sides = 2 if step.alternate_every else 1
            goal = (count.high or count.low) * sides
            return _fraction(state.reps, goal) if goal else 0.0
        case Hold() | Timed():
            return _fraction(elapsed, length or estimated_ms(step))


def _minimum(step: Step, length: int | None) -> float | None:
    match step.work:
        case Reps(count=target):
            pass
        case Hold(time=time):
            target = _target(time, length)
        case _:
            return None
    if target.high and target.is_choice and target.low:
        return target.low / target.high
    return None


def _target(time: Range, length: int | None) -> Range:
    """Return what a hold asks for now that time may have been added to it or taken away."""
    if length is None or length == time.high:
        return time
    is_above_minimum = time.is_choice and time.low < length
    return Range(time.low, length) if is_above_minimum else Range.exactly(length)


def _cue_lines(step: Step, exercise: Exercise, phase: Phase | None) -> tuple[CueLine, ...]:
    if step.kind is not StepKind.WORK:
        return tuple(CueLine(text) for text in exercise.setup[:4])
    cues = exercise.cues[:4]
    current = next((cue for cue in cues if cue.phase is not None and cue.phase is phase), None)
    return tuple(CueLine(cue.text, cue is current) for cue in cues)


def _frame_ms(state: State, step: Step) -> int | None:
    if state.status is not Status.RUNNING:
        return None
    if step.self_counted:
        return _STILL_FRAME_MS
    return _FRAME_MS if step.kind is StepKind.WORK else _SLOW_FRAME_MS
