"""The bests of before that a session can surpass."""

from collections.abc import Mapping

from bandtimer.core.plan import Plan, Side, StepKind
from bandtimer.core.routine import Hold
from bandtimer.storage.history import History


def best_holds(plan: Plan, history: History) -> Mapping[tuple[str, Side], int]:
    """Return the longest hold of each exercise that the plan holds, by exercise and side, in ms.

    Raises StorageError.
    """
    held = {
        step.exercise
        for step in plan.steps
        if step.kind is StepKind.WORK and isinstance(step.work, Hold)
    }
    return {
        (exercise, side): done.hold_ms
        for exercise in held
        for side, done in history.bests(exercise).items()
        if done.hold_ms is not None
    }
