"""A routine as a FIT workout, to be followed on a watch.

Work in reps is a step of so many reps (29), a hold or work for a time one of time (0, in ms), what
is open-ended one that the lap button ends (5). What comes several times over is written once, with
a step behind it (6) that names the first step to repeat and how many times all is done.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from fit_tool.data_message import DataMessage
from fit_tool.fit_file_builder import FitFileBuilder
from fit_tool.profile.messages.workout_message import WorkoutMessage
from fit_tool.profile.messages.workout_step_message import WorkoutStepMessage
from fit_tool.profile.profile_type import (
    FileType,
    Intensity,
    Sport,
    SubSport,
    WorkoutStepDuration,
    WorkoutStepTarget,
)

from bandtimer.core.plan import Plan, Step, StepKind
from bandtimer.core.routine import SECOND, Hold, Range, Reps, Timed, Work
from bandtimer.exchange.fit_names import FitNames, exercise_title, file_id, title
from bandtimer.exchange.selection import ExchangeError
from bandtimer.present.wording import side_text, step_side_text, work_text
from bandtimer.storage.timestamps import to_epoch_ms

# No routine by hand is longer, and watches take fewer still.
MOST_STEPS = 1_000
# A stretch of more steps than this is not looked for again.
_LONGEST_STRETCH = 60


@dataclass(frozen=True, slots=True)
class WatchStep:
    """One step on the watch; `reps` or `ms` end it, and where both are None the lap button."""

    name: str
    exercise: str = ""
    reps: int | None = None
    ms: int | None = None


@dataclass(frozen=True, slots=True)
class Repeat:
    """All steps from the index `first` up to here are done `times` times in all."""

    first: int
    times: int


def workout_file(plan: Plan, now: datetime) -> bytes:
    """Return the bytes of the file; raise ExchangeError where it would be too long."""
    steps = folded(watch_steps(plan))
    if len(steps) > MOST_STEPS:
        raise ExchangeError(
            f"“{plan.name}” has {len(steps):,} steps, and no watch takes more than {MOST_STEPS:,}. "
            "Use fewer sets, or split the routine."
        )
    builder = FitFileBuilder(auto_define=True)
    for message in _messages(plan, steps, to_epoch_ms(now)):
        builder.add(message)
    return bytes(builder.build().to_bytes())


def watch_steps(plan: Plan) -> tuple[WatchStep, ...]:
    """List what the plan asks for; getting ready is left to the athlete."""
    return tuple(
        _watch_step(plan, step) for step in plan.steps if step.kind is not StepKind.PREPARE
    )


def folded(steps: Sequence[WatchStep]) -> tuple[WatchStep | Repeat, ...]:
    """Write what comes several times in a row once, with a repeat behind it."""
    found: list[WatchStep | Repeat] = []
    at = 0
    while at < len(steps):
        length, times = _longest_repeat(steps, at)
        first = len(found)
        found.extend(steps[at : at + length])
        if times > 1:
            found.append(Repeat(first, times))
        at += length * times
    return tuple(found)


def _longest_repeat(steps: Sequence[WatchStep], at: int) -> tuple[int, int]:
    """Return length and number of the repeats from here on that save the most steps."""
    best, saved = (1, 1), 0
    for length in range(1, min(_LONGEST_STRETCH, (len(steps) - at) // 2) + 1):
        unit = steps[at : at + length]
        times = 1
        while steps[at + times * length : at + (times + 1) * length] == unit:
            times += 1
        # The repeat takes a step of its own.
        if length * (times - 1) - 1 > saved:
            best, saved = (length, times), length * (times - 1) - 1
    return best


def _watch_step(plan: Plan, step: Step) -> WatchStep:
    exercise = plan.exercises[step.exercise]
    match step.kind:
        case StepKind.WORK if step.work is not None:
            name = title(exercise.name, step_side_text(exercise, step), work_text(step.work))
            reps, ms = _length(step, step.work)
            return WatchStep(name, exercise.id, reps, ms)
        case StepKind.SWITCH_SIDES:
            return WatchStep(title("Switch", side_text(exercise, step.side)), ms=step.duration_ms)
        case StepKind.CHANGE_EXERCISE:
            return WatchStep(title(f"Next: {exercise.name}"), ms=step.duration_ms)
        case _:
            return WatchStep("Rest", ms=step.duration_ms)


def _length(step: Step, work: Work) -> tuple[int | None, int | None]:
    match work:
        case Reps(Range(_, high)):
            return (None if high is None else high * (2 if step.alternate_every else 1)), None
        case Hold(Range(_, high), until_released):
            return None, None if until_released else high
        case Timed(ms):
            return None, ms


def _messages(
    plan: Plan, steps: Sequence[WatchStep | Repeat], now_ms: int
) -> Iterator[DataMessage]:
    yield file_id(FileType.WORKOUT, now_ms, now_ms // SECOND)
    workout = WorkoutMessage()
    workout.workout_name = title(plan.name)
    workout.sport = Sport.TRAINING
    workout.sub_sport = SubSport.STRENGTH_TRAINING
    workout.num_valid_steps = len(steps)
    yield workout
    names = FitNames()
    for index, step in enumerate(steps):
        yield _step_message(plan, names, index, step)
    for index, exercise in enumerate(plan.used):
        yield exercise_title(index, names.of(exercise), title(exercise.name))


def _step_message(
    plan: Plan, names: FitNames, index: int, step: WatchStep | Repeat
) -> WorkoutStepMessage:
    message = WorkoutStepMessage()
    message.message_index = index
    if isinstance(step, Repeat):
        message.duration_type = WorkoutStepDuration.REPEAT_UNTIL_STEPS_CMPLT
        message.duration_step = step.first
        message.target_type = WorkoutStepTarget.OPEN
        message.target_repeat_steps = step.times
        return message
    message.workout_step_name = step.name
    message.target_type = WorkoutStepTarget.OPEN
    message.intensity = Intensity.ACTIVE if step.exercise else Intensity.REST
    if step.reps is not None:
        message.duration_type = WorkoutStepDuration.REPS
        message.duration_reps = step.reps
    elif step.ms is not None:
        message.duration_type = WorkoutStepDuration.TIME
        message.duration_time = step.ms / SECOND
    else:
        message.duration_type = WorkoutStepDuration.OPEN
        message.duration_value = 0
    if step.exercise:
        name = names.of(plan.exercises[step.exercise])
        message.exercise_category = name.category
        message.exercise_name = name.name
    return message
