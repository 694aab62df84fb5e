"""The longest hold of an exercise so far, and when the one under way surpasses it."""

from collections.abc import Mapping

from bandtimer.core.facts import Outcome
from bandtimer.core.plan import Side, Step
from bandtimer.core.routine import SECOND, Hold
from bandtimer.core.schedule import length_ms
from bandtimer.core.state import State, Status


def longest_hold_ms(state: State, step: Step, before: Mapping[tuple[str, Side], int]) -> int:
    """Return the longest hold of the step's exercise on its side, before this session and in it.

    `before` has those of before by exercise and side; 0 where there is none.
    """
    key = step.exercise, step.side or Side.BOTH
    done = (
        result.elapsed_ms
        for index, result in state.results.items()
        if result.outcome is Outcome.DONE
        and (state.plan.steps[index].exercise, state.plan.steps[index].side or Side.BOTH) == key
    )
    return max(before.get(key, 0), *done, 0)


def surpassed_at(state: State, before: Mapping[tuple[str, Side], int]) -> int | None:
    """Return when the hold under way is longer than any before, by whole seconds.

    None where there is none to surpass, or it ends by itself before that, or stands still.
    """
    step = state.current
    if step is None or not isinstance(step.work, Hold) or state.status is not Status.RUNNING:
        return None
    longest = longest_hold_ms(state, step, before)
    needed = (longest // SECOND + 1) * SECOND
    end = length_ms(step, state.added_ms)
    if longest < SECOND or (end is not None and end < needed):
        return None
    return state.anchor - state.banked_ms + needed
