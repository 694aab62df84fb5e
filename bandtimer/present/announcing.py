"""Announcements of what comes, worked out from where a session stands."""

from bandtimer.core.plan import Plan, Step, StepKind
from bandtimer.core.routine import SECOND, BandKind
from bandtimer.core.state import State
from bandtimer.present import speech
from bandtimer.present.speech import Variants


def announcement(state: State, index: int, lead: str) -> Variants:
    """Announce the work at or after a step; the band only where it may be another."""
    plan = state.plan
    ahead = plan.next_work(index)
    if ahead is None:
        return ()
    work = plan.steps[ahead]
    band = state.band_of(work.exercise) if _is_banded_anew(plan, ahead) else None
    return speech.announced(plan.exercises[work.exercise], work, band, lead)


def coming(state: State, lead: str) -> Variants:
    """Announce what the step under way leads to; nothing while it is work itself."""
    index = state.step
    return () if state.plan.next_work(index) == index else announcement(state, index, lead)


def place(state: State) -> Variants:
    """Tell where a session stands that goes on: what is done, or what is waited for."""
    index = state.step
    if index == len(state.plan.steps):
        return ()
    step = state.plan.steps[index]
    match step.kind:
        case StepKind.SWITCH_SIDES:
            return switch(state.plan, index)
        case StepKind.REST | StepKind.CHANGE_EXERCISE:
            left = step.duration_ms + state.added_ms - state.banked_ms
            return speech.rest(-(-left // SECOND) * SECOND, announcement(state, index, "Next"))
        case StepKind.PREPARE:
            return announcement(state, index, "Get ready")
        case _:
            return announcement(state, index, "")


def switch(plan: Plan, index: int) -> Variants:
    """Tell of the change of sides that leads to the work at or after a step."""
    step = plan.steps[index]
    return speech.switch(plan.exercises[step.exercise], work_ahead(plan, index) or step)


def work_ahead(plan: Plan, index: int) -> Step | None:
    """Return the work at or after a step, if there is any."""
    ahead = plan.next_work(index)
    return None if ahead is None else plan.steps[ahead]


def _is_banded_anew(plan: Plan, ahead: int) -> bool:
    """Tell whether a band is to be put on for a work, another one, or none any more."""
    last, exercise = plan.last_work(ahead), plan.steps[ahead].exercise
    before = None if last is None else plan.steps[last].exercise
    kinds = {plan.exercises[name].band.kind for name in (before, exercise) if name}
    return before != exercise and kinds != {BandKind.NONE}
