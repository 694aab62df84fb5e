"""What a session came to, in words: summary, record, lists, offers in its middle."""

from datetime import UTC, datetime

import pytest

from bandtimer.core.compile import compile_plan
from bandtimer.core.engine import Engine
from bandtimer.core.facts import Relief
from bandtimer.core.plan import Side
from bandtimer.core.record import set_records
from bandtimer.core.routine import (
    HOUR,
    SECOND,
    BandKind,
    BandUse,
    Block,
    Exercise,
    Hold,
    Prescription,
    Range,
    Reps,
    Routine,
    SideNoun,
    Sides,
    Timed,
)
from bandtimer.present.hold_timer import hold_routine, hold_text, holdable, second_choices
from bandtimer.present.hold_timer import side_choices as hold_sides
from bandtimer.present.options import GO_ON, bands_offered, relief_offered, variants_offered
from bandtimer.present.outline import outline
from bandtimer.present.record import RecordRow, record_rows
from bandtimer.present.session_line import Figure, session_line
from bandtimer.present.summary import (
    effort_text,
    sets_text,
    summary_view,
    unfinished_text,
)
from bandtimer.present.tone import Tone

KICK = Exercise(
    "kick",
    "Kickback",
    band=BandUse(BandKind.LOOP, "above the knees"),
    sides=Sides.EACH,
    side_noun=SideNoun.LEG,
    easier=("squat",),
    harder=("bridge", "unheard-of"),
)
BRIDGE = Exercise("bridge", "Bridge", usual=Hold(Range(20_000, 30_000)))
SQUAT = Exercise("squat", "Squat")
EXERCISES = {item.id: item for item in (KICK, BRIDGE, SQUAT)}
# 10 s get ready, 10 s left, 6 s switch, 10 s right, 5 s change; holds from 41 s and 76 s on,
# 30 s each, with 5 s between; 5 s change; squats from 111 s to 131 s.
PLAN = compile_plan(
    Routine(
        "r",
        "Test",
        (
            Block(
                (
                    Prescription("kick", Reps(Range.exactly(2)), rest_ms=5_000),
                    Prescription("bridge", Hold(Range(20_000, 30_000)), Range(2, 2), rest_ms=5_000),
                    Prescription("squat", Timed(20 * SECOND)),
                )
            ),
        ),
    ),
    EXERCISES,
)


def session(seconds: float) -> Engine:
    engine = Engine(PLAN)
    engine.poll(round(seconds * SECOND))
    return engine


def test_summary_of_a_whole_session() -> None:
    view = summary_view(session(500).state)
    assert (view.title, view.routine) == ("Session done", "Test")
    assert view.figures == (
        Figure("2:11", "min"),
        Figure("4 of 4", "sets"),
        Figure("4", "reps"),
        Figure("1:00", "held"),
    )
    assert view.rows == (
        RecordRow("Kickback", "left leg", "1 × 2 reps", "2", True),
        RecordRow("Kickback", "right leg", "1 × 2 reps", "2", True),
        RecordRow("Bridge", "", "2 × hold 20–30 s", "30 s · 30 s", True),
        RecordRow("Squat", "", "1 × 20 s", "20 s", True),
    )


def test_summary_of_one_that_ended_early() -> None:
    engine = session(12)
    engine.skip(12_000)
    engine.poll(50_000)
    engine.stop(50_000)
    view = summary_view(engine.state)
    assert view.title == "Session ended early"
    assert view.figures[1] == Figure("0 of 4", "sets")
    done = [(row.done, row.is_complete) for row in record_rows(PLAN, set_records(engine.state))]
    assert [text for text, _ in done] == ["skipped", "2", "17 s stopped · –", "–"]
    assert [whole for _, whole in done] == [False, True, False, False]


def test_what_was_done_of_a_set_before_it_was_skipped_is_told_as_it_is_counted() -> None:
    """A set given up because it hurts comes to something: the rows and the figures agree."""
    engine = session(12)
    engine.poll(16_500)
    reps = engine.state.reps
    assert reps == 1
    engine.skip(16_500)
    engine.stop(16_600)
    view = summary_view(engine.state)
    assert view.figures[2] == Figure("1", "reps")
    assert view.rows[0].done == "1 stopped"
    assert not view.rows[0].is_complete


def test_figures_that_would_be_nothing_are_left_out() -> None:
    engine = session(3)
    engine.stop(3_000)
    assert summary_view(engine.state).figures == (
        Figure("0:03", "min"),
        Figure("0 of 4", "sets"),
    )


def test_a_session_of_an_hour_is_told_in_hours() -> None:
    engine = session(100)
    engine.add_time(100_000, HOUR)
    engine.poll(2 * HOUR)
    assert summary_view(engine.state).figures[0].label == "h"


@pytest.mark.parametrize(
    ("status", "effort", "sets", "word"),
    [
        ("finished", 7, "3 of 4 sets", "Effort 7"),
        ("stopped", None, "3 of 4 sets, ended early", ""),
        ("active", None, "3 of 4 sets, not ended", ""),
    ],
)
def test_a_session_in_a_list(status: str, effort: int | None, sets: str, word: str) -> None:
    started = datetime(2026, 11, 22, 7, 12, tzinfo=UTC)
    line = session_line("Test", status, started, 305_900, (3, 4), effort, started)
    assert (line.day, line.name, line.length) == ("Today 07:12", "Test", "5:05")
    assert (line.sets, line.effort) == (sets, word)


def test_a_single_set_is_one_set() -> None:
    started = datetime(2026, 11, 22, 7, 12, tzinfo=UTC)
    assert session_line("Test", "finished", started, 0, (1, 1), None, started).sets == "1 of 1 set"
    plan = compile_plan(hold_routine(BRIDGE, None, 20, Sides.BOTH), EXERCISES)
    assert summary_view(Engine(plan).state).figures[1] == Figure("0 of 1", "set")


def test_effort_in_words() -> None:
    words = [effort_text(effort) for effort in (None, 1, 7, 10)]
    assert words == ["", "Effort 1, very easy", "Effort 7, hard", "Effort 10, everything"]


@pytest.mark.parametrize(
    ("seconds", "where"),
    [(0, "at Kickback, set 1 of 1"), (38, "at Bridge, set 1 of 2"), (75, "at Bridge, set 2 of 2")],
)
def test_where_an_unfinished_session_stands(seconds: float, where: str) -> None:
    assert unfinished_text(session(seconds).state, "today") == f"Test, today: {where}"


def test_sets_after_a_change() -> None:
    engine = session(50)
    engine.change_sets(50_000, 1)
    assert sets_text(engine.state) == "Bridge: 3 sets in all"
    engine.change_sets(50_000, -2)
    assert sets_text(engine.state) == "Bridge: 1 set in all"


def test_sets_are_told_of_the_exercise_they_were_taken_from() -> None:
    engine = session(72)
    engine.change_sets(72_000, -1)
    assert engine.state.plan.steps[engine.state.step].exercise == "squat"
    assert sets_text(engine.state) == "Bridge: 1 set in all"


def test_what_is_offered_is_for_the_exercise_that_the_choice_changes() -> None:
    engine = session(72)
    engine.change_sets(72_000, -1)
    engine.back(73_000)
    # Again in the rest before the set that was taken out; what comes after it is the squat.
    assert engine.state.plan.steps[engine.state.step].exercise == "bridge"
    assert variants_offered(engine.state).none.startswith("Squat")
    assert bands_offered(engine.state, ()).none.startswith("Squat")


def test_variants_offered_are_those_the_plan_knows() -> None:
    offer = variants_offered(session(12).state)
    assert offer.title == "Instead of Kickback"
    assert [(option.value, option.label, option.detail) for option in offer.options] == [
        ("squat", "Squat", "easier, no band"),
        ("bridge", "Bridge", "harder, no band"),
    ]
    none = variants_offered(session(50).state)
    assert (none.options, none.none) == ((), "Bridge has no easier or harder variant.")


def test_bands_offered_are_of_the_exercises_kind() -> None:
    engine = session(12)
    engine.choose_band(12_000, "Green")
    owned = (("Red", "#ff0000", "loop"), ("Green", "#00ff00", "loop"), ("Long", "", "long"))
    offer = bands_offered(engine.state, owned)
    assert [(o.value, o.detail, o.colour) for o in offer.options] == [
        ("Red", "", "#ff0000"),
        ("Green", "in use", "#00ff00"),
    ]
    assert bands_offered(engine.state, ()).none == "You have listed no loop band in the settings."
    assert bands_offered(session(50).state, owned).none == "Bridge needs no band."


def test_relief_offers_the_easier_variant_only_where_there_is_one() -> None:
    every = [Relief.STOP_EXERCISE, Relief.EASIER, Relief.END_SESSION, GO_ON]
    offer = relief_offered(session(12).state)
    assert [option.value for option in offer.options] == every
    assert offer.options[1].detail == "Squat"
    without = [option.value for option in relief_offered(session(50).state).options]
    assert without == [value for value in every if value is not Relief.EASIER]


@pytest.mark.parametrize(
    ("seconds", "after"),
    [(12, "go on with the next one"), (120, "it is the last one: the session is done")],
)
def test_relief_tells_what_comes_after_an_exercise_is_stopped(seconds: float, after: str) -> None:
    assert relief_offered(session(seconds).state).options[0].detail == after


def test_outline_of_a_plan() -> None:
    whole = outline(PLAN)
    assert (whole.exercises, whole.place(0), whole.place(9)) == (
        3,
        "Exercise 1 of 3",
        "Exercise 3 of 3",
    )
    assert (whole.remaining_ms[0], whole.remaining_ms[-1]) == (PLAN.estimated_ms, 0)
    assert [segment.tone for segment in whole.segments] == [
        Tone.READY,
        Tone.WORK,
        Tone.SWITCH,
        Tone.WORK,
        Tone.REST,
        Tone.HOLD,
        Tone.REST,
        Tone.HOLD,
        Tone.REST,
        Tone.WORK,
    ]
    opening = [index for index, item in enumerate(whole.segments) if item.opens_group]
    assert opening == [4, 8]


@pytest.mark.parametrize(
    ("minimum", "target", "time"),
    [
        (None, None, Range(0, None)),
        (20, None, Range(20_000, None)),
        (None, 30, Range(30_000, 30_000)),
        (20, 30, Range(20_000, 30_000)),
        (40, 30, Range(30_000, 30_000)),
    ],
)
def test_a_single_hold(minimum: int | None, target: int | None, time: Range) -> None:
    (hold,) = hold_routine(BRIDGE, minimum, target, Sides.BOTH).prescriptions
    assert hold.work == Hold(time, until_released=True)
    assert (hold.exercise, hold.sides, hold.sets) == ("bridge", Sides.BOTH, Range(1, 1))


def test_choices_of_the_hold_timer() -> None:
    seconds = second_choices("None")
    assert seconds[:3] == ((None, "None"), (5, "5 s"), (10, "10 s"))
    assert seconds[-1] == (300, "5 min")
    assert hold_sides(KICK) == (("each", "Each leg"), ("both", "Both together"))
    assert [value for value, _ in hold_sides(BRIDGE)] == ["both", "each"]
    assert holdable([SQUAT, KICK, BRIDGE]) == (BRIDGE, KICK, SQUAT)
    assert hold_text(KICK, Side.LEFT, 42_900) == "42 s left leg"
    assert hold_text(BRIDGE, Side.BOTH, 42_900) == "42 s"


def test_a_set_gone_back_to_is_behind_once_its_exercise_is_stopped() -> None:
    engine = session(115)
    engine.swap_exercise(115_000, "bridge")
    engine.back(115_000)
    engine.back(115_000)
    assert engine.state.at_hand is not None
    assert engine.state.at_hand.exercise == "squat"
    assert relief_offered(engine.state).options[0].detail == "go on with the next one"
