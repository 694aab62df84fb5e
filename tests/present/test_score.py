"""Which sound is heard when."""

from itertools import pairwise

import pytest
from hypothesis import given
from routine_shapes import plans, thorough
from small_plans import plan_of

from bandtimer.core.compile import Choices
from bandtimer.core.cues import Cue, CueKind
from bandtimer.core.engine import Engine
from bandtimer.core.plan import Plan
from bandtimer.core.routine import Hold, Phase, Range, Reps, Sides
from bandtimer.core.simulate import simulate
from bandtimer.present.score import Note, Sound, score, sound_of

SILENT = {CueKind.GET_READY, CueKind.REST, CueKind.CHANGE_EXERCISE}


def heard(plan: Plan) -> list[tuple[float, str]]:
    return [(note.due / 1_000, str(note.sound)) for note in score(simulate(plan))]


def test_a_hold_is_heard_from_get_ready_to_the_end() -> None:
    assert heard(plan_of(Hold(Range(20_000, 30_000)))) == [
        (7, "tick"),
        (8, "tick"),
        (9, "tick"),
        (10, "go"),
        (25, "halfway"),
        (30, "minimum"),
        (37, "tick"),
        (38, "tick"),
        (39, "tick"),
        (40, "session_done"),
    ]


def test_a_paced_set_rises_and_falls() -> None:
    plan = plan_of(Reps(Range(2, 3)), sets=2, rest_ms=5_000)
    assert heard(plan)[3:] == [
        (10, "go"),
        (11, "lower"),
        (12, "lift"),
        (13, "lower"),
        (14, "minimum"),
        (15, "lower"),
        (16, "set_done"),
        (18, "tick"),
        (19, "tick"),
        (20, "tick"),
        (21, "go"),
        (22, "lower"),
        (23, "lift"),
        (24, "lower"),
        (25, "minimum"),
        (26, "lower"),
        (27, "session_done"),
    ]


def test_reps_that_the_athlete_counts_are_confirmed() -> None:
    plan = plan_of(Reps(Range.exactly(3)), choices=Choices(paced=False))
    assert heard(plan)[3:] == [(10, "go"), (12, "rep"), (14, "rep"), (16, "session_done")]


def test_a_switch_of_sides_says_more_than_the_set_it_ends() -> None:
    plan = plan_of(Hold(Range.exactly(10_000)), sides=Sides.EACH)
    assert (20, "switch") in heard(plan)
    alternating = plan_of(Reps(Range.exactly(2)), sides=Sides.ALTERNATE)
    assert [at for at, sound in heard(alternating) if sound == "switch"] == [12, 14, 16]


def test_a_set_that_leads_at_once_into_the_next_is_a_go() -> None:
    plan = plan_of(Hold(Range.exactly(10_000)), sets=2, rest_ms=0)
    assert [sound for at, sound in heard(plan) if at == 20] == ["go"]


def test_the_target_of_a_hold_that_goes_on_sounds_like_a_minimum() -> None:
    engine = Engine(plan_of(Hold(Range.exactly(15_000), until_released=True)))
    notes = score(engine.poll(60_000).cues)
    assert notes[-2:] == (Note(24_000, Sound.TICK), Note(25_000, Sound.MINIMUM))


@pytest.mark.parametrize("kind", CueKind)
def test_every_cue_has_its_sound_but_those_that_only_words_can_tell(kind: CueKind) -> None:
    for value in Phase if kind is CueKind.PHASE else [None]:
        assert (sound_of(Cue(0, kind, 0, value)) is None) == (kind in SILENT)


@thorough
@given(plans)
def test_there_is_one_sound_at_a_time_and_none_that_no_cue_asked_for(plan: Plan) -> None:
    cues = [item for item in simulate(plan) if isinstance(item, Cue)]
    notes = score(cues)
    assert all(before.due < after.due for before, after in pairwise(notes))
    asked = {(cue.due, sound_of(cue)) for cue in cues if sound_of(cue)}
    assert {(note.due, note.sound) for note in notes} <= asked
    assert {note.due for note in notes} == {due for due, _ in asked}


@thorough
@given(plans)
def test_every_start_is_heard(plan: Plan) -> None:
    cues = [item for item in simulate(plan) if isinstance(item, Cue)]
    notes = score(cues)
    # A set of no length at all may begin and end the session at one instant.
    ends = {cue.due for cue in cues if cue.kind is CueKind.SESSION_DONE}
    starts = {cue.due for cue in cues if cue.kind is CueKind.GO} - ends
    assert {note.due for note in notes if note.sound is Sound.GO} == starts
    assert [note for note in notes if note.sound is Sound.SESSION_DONE] == [
        Note(due, Sound.SESSION_DONE) for due in ends
    ]
