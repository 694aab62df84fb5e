"""What is suggested for next time after a session, and what becomes of it."""

from dataclasses import dataclass, replace
from types import MappingProxyType

from bandtimer.core.plan import Plan
from bandtimer.core.progress import Suggestion, SuggestionKind, Why, suggestion
from bandtimer.core.routine import Exercise
from bandtimer.present.progress import suggestion_text
from bandtimer.storage.bands import bands_for
from bandtimer.storage.history import History
from bandtimer.storage.settings_store import SettingsStore

# A warm-up between two workouts must not hide the one to compare with.
_SESSIONS = 6
_BANDS = {SuggestionKind.STRONGER_BAND, SuggestionKind.LIGHTER_BAND}


@dataclass(frozen=True, slots=True)
class Advice:
    """A suggestion for one exercise, in words; `key` tells it from an earlier one."""

    exercise: Exercise
    suggestion: Suggestion
    text: str
    key: str


class NextTime:
    """Works out what to suggest, and remembers what was taken and what was not wanted.

    Every method may raise StorageError.
    """

    def __init__(self, history: History, store: SettingsStore) -> None:
        self._history, self._store = history, store

    def advice(self, plan: Plan, session: int, *, is_rated: bool) -> tuple[Advice, ...]:
        """List what the session, now over, gives reason to suggest and was not dismissed.

        Where there is nothing to say of an exercise any more, what was dismissed is forgotten: if
        it comes up again, it is news. Before the session is rated that cannot be told.
        """
        found = []
        for exercise in plan.used:
            advice = self._advice_on(exercise, plan, session)
            dismissed = self._store.settings.dismissed.get(exercise.id)
            if advice is None and dismissed is not None and is_rated:
                self._store.dismiss(exercise.id, None)
            elif advice is not None and advice.key != dismissed:
                found.append(advice)
        return tuple(found)

    def _advice_on(self, exercise: Exercise, plan: Plan, session: int) -> Advice | None:
        past = self._history.recent(exercise.id, _SESSIONS)
        bands = [band.name for band in bands_for(exercise, self._store.settings.bands)]
        found = suggestion(exercise, past, bands, plan.exercises)
        if found is None:
            return None
        # That it hurt again is news, however often it did before.
        when = f" {session}" if found.why is Why.PAIN else ""
        key = f"{found.kind} {found.to} {found.why}{when}"
        return Advice(exercise, found, suggestion_text(found, exercise, plan.exercises), key)

    def take(self, advice: Advice, plan: Plan) -> None:
        """Do as suggested from next time on."""
        to = advice.suggestion.to
        if advice.suggestion.kind in _BANDS:
            self._store.remember_band(advice.exercise.id, to)
            return
        chosen = self._store.choices_of(plan.routine.id)
        variants = {**chosen.variants}
        for written in _written_for(advice.exercise.id, plan):
            variants.pop(written, None)
            if to != written:
                variants[written] = to
        self._store.choose(plan.routine.id, replace(chosen, variants=MappingProxyType(variants)))

    def dismiss(self, advice: Advice) -> None:
        """Suggest it no more until there is something new to say."""
        self._store.dismiss(advice.exercise.id, advice.key)


def _written_for(exercise: str, plan: Plan) -> set[str]:
    """Return what the routine has where this exercise was done."""
    entries = {step.entry for step in plan.steps if step.exercise == exercise}
    return {plan.routine.blocks[block].exercises[place].exercise for block, place in entries}
