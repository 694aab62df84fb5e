"""What the player is told about the past of a session's exercises."""

from bandtimer.core.plan import Plan
from bandtimer.player.bests import best_holds
from bandtimer.present.dates import long_day
from bandtimer.present.outline import outline
from bandtimer.present.player import Background
from bandtimer.storage.history import History


def background_of(plan: Plan, history: History) -> Background:
    """Look up what the history knows of the plan's exercises; raises StorageError."""
    return Background(outline(plan), best_holds(plan, history), _pains(plan, history))


def _pains(plan: Plan, history: History) -> dict[str, str]:
    """Put in a sentence, for each exercise that last hurt, when that was."""
    found = {exercise.id: history.last_pain(exercise.id) for exercise in plan.used}
    return {
        exercise: f"It hurt on {long_day(pain.started)}. Go easy, or press E for a variant."
        for exercise, pain in found.items()
        if pain is not None
    }
