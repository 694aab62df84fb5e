"""What is said of progress and of the two sides."""

import pytest

from bandtimer.core.choices import Side
from bandtimer.core.progress import SideDifference, Suggestion, SuggestionKind, Why
from bandtimer.core.routine import Exercise, SideNoun
from bandtimer.present.progress import difference_text, suggestion_text

BRIDGE = Exercise("bridge", "Glute bridge")
EXERCISES = {
    "bridge": BRIDGE,
    "single": Exercise("single", "Single-leg glute bridge", side_noun=SideNoun.LEG),
    "walk": Exercise("walk", "Band walk", side_noun=SideNoun.WAY),
}
STRONGER, LIGHTER = SuggestionKind.STRONGER_BAND, SuggestionKind.LIGHTER_BAND


@pytest.mark.parametrize(
    ("suggestion", "text"),
    [
        (
            Suggestion(STRONGER, "Medium", Why.TOP_TWICE, "reps", 15),
            "Glute bridge reached 15 reps in every set, twice. Try the Medium band.",
        ),
        (
            Suggestion(STRONGER, "Red band", Why.TOP_TWICE, "hold", 30_000),
            "Glute bridge reached 30 s in every set, twice. Try the Red band.",
        ),
        (
            Suggestion(SuggestionKind.HARDER, "single", Why.TOP_TWICE, "reps", 12, is_open=True),
            (
                "Glute bridge reached 12 reps or more in every set, twice. "
                "Try Single-leg glute bridge."
            ),
        ),
        (
            Suggestion(STRONGER, "Heavy", Why.TOP_TWICE, "reps", None),
            "Glute bridge reached its target in every set, twice. Try the Heavy band.",
        ),
        (
            Suggestion(LIGHTER, "Light", Why.UNDER_TWICE, "reps", 1),
            "Glute bridge stayed under 1 rep in most sets, twice. Try the Light band.",
        ),
        (
            Suggestion(SuggestionKind.EASIER, "walk", Why.UNDER_TWICE, "hold", None),
            "Glute bridge stayed under its minimum in most sets, twice. Try Band walk.",
        ),
        (
            Suggestion(SuggestionKind.EASIER, "walk", Why.PAIN),
            "Glute bridge hurt. Try Band walk.",
        ),
        (
            Suggestion(LIGHTER, "Light", Why.PAIN),
            "Glute bridge hurt. Try the Light band.",
        ),
    ],
    ids=str,
)
def test_a_suggestion_says_why(suggestion: Suggestion, text: str) -> None:
    assert suggestion_text(suggestion, BRIDGE, EXERCISES) == text


@pytest.mark.parametrize(
    ("difference", "exercise", "text"),
    [
        (
            SideDifference(Side.RIGHT, "reps", 45, 40, 11),
            "single",
            "Single-leg glute bridge: right leg 5 reps behind, 11 %",
        ),
        (
            SideDifference(Side.LEFT, "reps", 11, 12, 8),
            "walk",
            "Band walk: to the left 1 rep behind, 8 %",
        ),
        (
            SideDifference(Side.LEFT, "hold", 26_000, 30_900, 16),
            "bridge",
            "Glute bridge: left side 4 s behind, 16 %",
        ),
    ],
)
def test_how_the_sides_differ(difference: SideDifference, exercise: str, text: str) -> None:
    assert difference_text(difference, EXERCISES[exercise]) == text
