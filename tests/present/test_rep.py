"""Where in its rep an exercise is shown."""

import pytest

from bandtimer.core.routine import DEFAULT_TEMPO, Exercise, Hold, Phase
from bandtimer.present.rep import usual_place
from bandtimer.routines.library import load_library

EXERCISES = load_library().exercises.values()


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_an_exercise_is_shown_from_the_start_of_its_rep_to_the_end_and_again(
    exercise: Exercise,
) -> None:
    if isinstance(exercise.usual, Hold):
        assert usual_place(exercise, 0) == usual_place(exercise, 9_999) == (Phase.TOP, 0.0)
        return
    at = 0
    for name, length in (exercise.tempo or DEFAULT_TEMPO).phases():
        assert usual_place(exercise, at) == (Phase(name), 0.0)
        assert usual_place(exercise, at + length // 2) == (Phase(name), (length // 2) / length)
        at += length
    assert usual_place(exercise, at) == usual_place(exercise, 0)
