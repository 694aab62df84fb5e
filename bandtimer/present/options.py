"""What the player offers to choose from in the middle of a session."""

from collections.abc import Iterable
from dataclasses import dataclass

from bandtimer.core.facts import Relief
from bandtimer.core.routine import Exercise
from bandtimer.core.state import State
from bandtimer.present.wording import band_text


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose; `colour` is a dot before it, "#rrggbb" or ""."""

    value: str
    label: str
    detail: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A question and its answers; `none` says why there are no answers."""

    title: str
    options: tuple[Option, ...]
    none: str = ""


GO_ON = "go_on"


def variants_offered(state: State) -> Offer:
    """Offer the easier and harder variants of the exercise at hand."""
    exercises, exercise = state.plan.exercises, exercise_at_hand(state)
    options = tuple(
        Option(name, exercises[name].name, f"{word}, {band_text(exercises[name])}")
        for word, names in (("easier", exercise.easier), ("harder", exercise.harder))
        for name in names
        if name in exercises
    )
    none = f"{exercise.name} has no easier or harder variant."
    return Offer(f"Instead of {exercise.name}", options, none)


def bands_offered(state: State, owned: Iterable[tuple[str, str, str]]) -> Offer:
    """Offer the owned bands, each (name, colour, kind), that suit the exercise at hand."""
    exercise = exercise_at_hand(state)
    now = state.band_of(exercise.id)
    options = tuple(
        Option(name, name, "in use" if name == now else "", colour)
        for name, colour, kind in owned
        if kind == exercise.band.kind
    )
    none = f"You have listed no {exercise.band.kind} band in the settings."
    if exercise.band.kind == "none":
        none = f"{exercise.name} needs no band."
    return Offer(f"Band for {exercise.name}", options, none)


def relief_offered(state: State) -> Offer:
    """Offer what can be done when something hurts."""
    exercises, exercise = state.plan.exercises, exercise_at_hand(state)
    easier = [name for name in exercise.easier if name in exercises]
    options = [Option(Relief.STOP_EXERCISE, "Stop this exercise", _after_stopping(state))]
    if easier:
        name = exercises[easier[0]].name
        options.append(Option(Relief.EASIER, "Take the easier variant", name))
    options.append(Option(Relief.END_SESSION, "End the session", "what you did is kept"))
    options.append(Option(GO_ON, "It is nothing", "go on where it stands"))
    return Offer("Something hurts", tuple(options))


def _after_stopping(state: State) -> str:
    exercise = exercise_at_hand(state).id
    # From a set that was gone back to it goes on behind the last one that was begun.
    first = max((done + 1 for done in state.results if done >= state.step), default=state.step)
    ahead = [step for step in state.plan.steps[first:] if step.work is not None]
    # What comes again in another entry of the routine is not stopped with this one.
    if any(ahead[0].exercise != exercise or step.entry != ahead[0].entry for step in ahead):
        return "go on with the next one"
    return "it is the last one: the session is done"


def exercise_at_hand(state: State) -> Exercise:
    """Return the exercise that a choice is about: that of the set in progress or next ahead."""
    steps = state.plan.steps
    step = state.at_hand or steps[min(state.step, len(steps) - 1)]
    return state.plan.exercises[step.exercise]
