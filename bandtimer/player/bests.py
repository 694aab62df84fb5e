"""The bests of before that a session can surpass."""

from collections.abc import Mapping

from bandtimer.core.plan import Plan, Side
from bandtimer.storage.history import History


def best_holds(plan: Plan, history: History) -> Mapping[tuple[str, Side], int]:
    """Return the longest hold of each of the plan's exercises, by exercise and side, in ms.

    Those that it may come to, easier and harder, are among them. Raises StorageError.
    """
    return {
        (exercise, side): done.hold_ms
        for exercise in plan.exercises
        for side, done in history.bests(exercise).items()
        if done.hold_ms is not None
    }
