"""What the player is told about the past of a session's exercises."""

from bandtimer.core.plan import Plan
from bandtimer.core.routine import Exercise
from bandtimer.player.bests import best_holds
from bandtimer.present.dates import long_day
from bandtimer.present.outline import outline
from bandtimer.present.player import Background
from bandtimer.storage.history import History


def background_of(plan: Plan, history: History) -> Background:
    """Look up what the history knows of the plan's exercises; raises StorageError."""
    return Background(outline(plan), best_holds(plan, history), _pains(plan, history))


def _pains(plan: Plan, history: History) -> dict[str, str]:
    """Put in a sentence, for exercises and variants that last hurt, when it was and what helps."""
    return {
        exercise.id: f"It hurt on {long_day(pain.started)}. {_advice(exercise, plan)}"
        for exercise in plan.exercises.values()
        if (pain := history.last_pain(exercise.id)) is not None
    }


def _advice(exercise: Exercise, plan: Plan) -> str:
    # Of the harder variants, which E offers as well, this is no time to speak.
    has_easier = any(name in plan.exercises for name in exercise.easier)
    return "Go easy, or press E for an easier variant." if has_easier else "Go easy."
