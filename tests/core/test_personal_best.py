"""What is more than ever before."""

from dataclasses import replace

import pytest

from bandtimer.core.facts import Outcome
from bandtimer.core.personal_best import Best, NewBest, new_bests
from bandtimer.core.plan import Side
from bandtimer.core.record import SetRecord
from bandtimer.core.routine import Range

TWELVE = SetRecord(
    step=1,
    side=Side.LEFT,
    exercise="clam",
    exercise_name="Clam",
    set_number=1,
    sets=1,
    work="reps",
    target=Range(12, 15),
    reps=12,
    elapsed_ms=60_000,
    outcome=Outcome.DONE,
)
HELD = replace(TWELVE, work="hold", reps=None, elapsed_ms=31_000)
BEFORE = {"clam": {Side.LEFT: Best(hold_ms=30_400, reps=11), Side.RIGHT: Best(None, 14)}}


def test_more_reps_or_seconds_are_a_best() -> None:
    assert new_bests([TWELVE, HELD], BEFORE) == (
        NewBest("clam", "Clam", Side.LEFT, "reps", 12, 11),
        NewBest("clam", "Clam", Side.LEFT, "hold", 31_000, 30_400),
    )


def test_the_most_of_a_session_is_its_best() -> None:
    (best,) = new_bests([replace(TWELVE, reps=n) for n in (12, 14, 13)], BEFORE)
    assert (best.value, best.before) == (14, 11)


@pytest.mark.parametrize(
    "record",
    [
        replace(TWELVE, reps=11),
        replace(TWELVE, side=Side.RIGHT),
        replace(TWELVE, side=Side.BOTH),
        replace(TWELVE, exercise="row"),
        replace(TWELVE, outcome=Outcome.STOPPED),
        replace(TWELVE, outcome=Outcome.SKIPPED),
        replace(TWELVE, work="timed"),
        replace(HELD, elapsed_ms=30_999),
        replace(HELD, side=Side.RIGHT),
    ],
)
def test_what_is_no_best(record: SetRecord) -> None:
    assert new_bests([record], BEFORE) == ()


def test_against_no_past_nothing_is_a_best() -> None:
    assert new_bests([TWELVE], {}) == ()
