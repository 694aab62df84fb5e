"""What of a session is due next, from its state and what of it has been announced."""

from collections.abc import Iterator
from typing import NamedTuple

from bandtimer.core.schedule import Mark, lead_in_marks, length_ms, marks_after
from bandtimer.core.state import State


class Heard(NamedTuple):
    """Up to which offset of the step under way, and of its lead-in, all has been announced.

    Below 0 nothing has.
    """

    step: int = -1
    lead_in: int = -1


class Due(NamedTuple):
    """What is due at an instant: a mark, of the lead-in or of the step, or the step's end."""

    at: int
    mark: Mark | None = None
    leads_in: bool = False


def next_due(state: State, heard: Heard) -> Due | None:
    """Return what of the running step is due next."""
    if _is_led_into_nothing(state):
        return Due(state.at)
    lead_in, step = _next_of_lead_in(state, heard), _next_of_step(state, heard)
    if lead_in is not None and (step is None or lead_in.at <= step.at):
        return lead_in
    return step


def _is_led_into_nothing(state: State) -> bool:
    """Tell whether a lead-in is under way to a step from which all time left was taken."""
    length = length_ms(state.plan.steps[state.step], state.added_ms)
    has_none_left = length is not None and length <= state.banked_ms
    return has_none_left and state.lead_in_left_ms(state.at) > 0


def _next_of_lead_in(state: State, heard: Heard) -> Due | None:
    mark = next(marks_of_lead_in(state, heard), None)
    if mark is None:
        return None
    return Due(state.anchor - state.lead_in_ms + mark.offset, mark, leads_in=True)


def marks_of_lead_in(state: State, heard: Heard) -> Iterator[Mark]:
    """Yield what of the lead-in has not been announced, by offset."""
    if state.lead_in_ms:
        marks = lead_in_marks(state.lead_in_ms, opens=heard.step < 0)
        yield from (mark for mark in marks if mark.offset > heard.lead_in)


def _next_of_step(state: State, heard: Heard) -> Due | None:
    step = state.plan.steps[state.step]
    end = length_ms(step, state.added_ms)
    mark = next(marks_after(step, heard.step, state.added_ms), None)
    if mark is not None and (end is None or mark.offset <= end):
        return Due(state.anchor + mark.offset - state.banked_ms, mark)
    if end is None:
        return None
    # Time taken away can put the end before what has already happened: then it is due at once.
    return Due(max(state.anchor + end - state.banked_ms, state.at))
