"""What to do next time and how the sides differ, in words."""

from collections.abc import Mapping

from bandtimer.core.progress import SideDifference, Suggestion, SuggestionKind, Why
from bandtimer.core.routine import SECOND, Exercise
from bandtimer.present.wording import duration_text, reps_text, side_text

_BANDS = {SuggestionKind.STRONGER_BAND, SuggestionKind.LIGHTER_BAND}


def suggestion_text(
    suggestion: Suggestion, exercise: Exercise, exercises: Mapping[str, Exercise]
) -> str:
    """Return why and what: Glute bridge reached 15 reps in every set, twice. Try the Red band.

    `exercises` has the exercise that is suggested, by its id.
    """
    return f"{exercise.name} {_why(suggestion)}. Try {_what(suggestion, exercises)}."


def taken_text(
    suggestion: Suggestion, exercise: Exercise, exercises: Mapping[str, Exercise]
) -> str:
    """Return what is done from next time on: Next time: Glute bridge with the Red band."""
    what = _what(suggestion, exercises)
    if suggestion.kind in _BANDS:
        return f"Next time: {exercise.name} with {what}"
    return f"Next time: {what} instead of {exercise.name}"


def difference_text(difference: SideDifference, exercise: Exercise) -> str:
    """Return which side stays behind and by how much: Clamshell: right leg 5 reps behind, 11 %."""
    behind = abs(difference.left - difference.right)
    amount = f"{behind // SECOND} s" if difference.work == "hold" else reps_text(behind)
    side = side_text(exercise, difference.weaker)
    return f"{exercise.name}: {side} {amount} behind, {difference.percent} %"


def _why(suggestion: Suggestion) -> str:
    match suggestion.why:
        case Why.PAIN:
            return "hurt"
        case Why.TOP_TWICE:
            more = " or more" if suggestion.is_open else ""
            return f"reached {_amount(suggestion, 'its target')}{more} in every set, twice"
        case Why.UNDER_TWICE:
            return f"stayed under {_amount(suggestion, 'its minimum')} in most sets, twice"


def _amount(suggestion: Suggestion, otherwise: str) -> str:
    if suggestion.amount is None:
        return otherwise
    if suggestion.work == "hold":
        return duration_text(suggestion.amount)
    return reps_text(suggestion.amount)


def _what(suggestion: Suggestion, exercises: Mapping[str, Exercise]) -> str:
    if suggestion.kind not in _BANDS:
        return exercises[suggestion.to].name
    is_called_band = suggestion.to.casefold().endswith("band")
    return f"the {suggestion.to}" if is_called_band else f"the {suggestion.to} band"
