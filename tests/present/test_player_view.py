"""What the player shows, step by step and word by word."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bandtimer.core.compile import Choices, compile_plan
from bandtimer.core.engine import Engine
from bandtimer.core.facts import Ending, PauseReason
from bandtimer.core.plan import Side
from bandtimer.core.routine import (
    SECOND,
    BandKind,
    BandUse,
    Block,
    Exercise,
    FormCue,
    Hold,
    Phase,
    Prescription,
    Range,
    Reps,
    Routine,
    SideNoun,
    Sides,
    Timed,
    Work,
)
from bandtimer.core.tally import HOLD_TIMER
from bandtimer.present.outline import outline
from bandtimer.present.player import Background, PlayerView, player_view
from bandtimer.present.tone import Tone

KICKBACK = Exercise(
    "kickback",
    "Kickback",
    band=BandUse(BandKind.LOOP, "above the knees"),
    sides=Sides.EACH,
    side_noun=SideNoun.LEG,
    setup=("Stand tall",),
    cues=(FormCue("Hips still"), FormCue("Back from the hip", Phase.CONCENTRIC)),
    phases={Phase.CONCENTRIC: "Kick"},
)
WALK = Exercise("walk", "Walk", sides=Sides.ALTERNATE, alternate_every=2, side_noun=SideNoun.WAY)
BRIDGE = Exercise("bridge", "Bridge")
EXERCISES = {item.id: item for item in (KICKBACK, WALK, BRIDGE)}


class Shown:
    """A session, and what the player shows of it at a second."""

    def __init__(
        self,
        *items: Prescription,
        choices: Choices | None = None,
        routine: str = "r",
        best: dict[tuple[str, Side], int] | None = None,
        pains: dict[str, str] | None = None,
    ) -> None:
        plan = compile_plan(
            Routine(routine, "Test", (Block(items),)), EXERCISES, choices or Choices()
        )
        self.engine = Engine(plan)
        self.engine.poll(0)
        self.background = Background(outline(plan), best or {}, pains or {})

    def do(self, seconds: float, *commands: Callable[[Engine, int], object]) -> PlayerView:
        now = round(seconds * SECOND)
        self.engine.poll(now)
        for command in commands:
            command(self.engine, now)
        return self.at(seconds)

    def at(self, seconds: float, *, is_still: bool = False) -> PlayerView:
        now = round(seconds * SECOND)
        self.engine.poll(now)
        background = replace(self.background, outline=outline(self.engine.state.plan))
        return player_view(self.engine.state, now, background, is_still=is_still)


def of(exercise: str, work: Work, sets: int = 1, rest: int = 15) -> Prescription:
    return Prescription(exercise, work, Range.exactly(sets), rest_ms=rest * SECOND)


def words(view: PlayerView) -> tuple[str, str, str, str, str, str]:
    return view.title, view.subtitle, view.word, view.digits, view.caption, view.then


# 10 s get ready, 15 s left, 6 s switch, 15 s right, 15 s rest, the second set from 61 s to 97 s,
# 15 s change, a hold of up to 30 s from 112 s on.
KICKS = of("kickback", Reps(Range(2, 3)), sets=2)
HOLD = of("bridge", Hold(Range(20 * SECOND, 30 * SECOND)))
BAND = "loop band above the knees"


@pytest.mark.parametrize(
    ("second", "expected", "tone"),
    [
        (
            2.5,
            ("Kickback", f"Set 1 of 2 · left leg · 2–3 reps · {BAND}", "Get ready", "8",
             "seconds", ""),
            Tone.READY,
        ),
        (
            11,
            ("Kickback", f"Set 1 of 2 · left leg · {BAND}", "Kick", "0", "of 2–3 reps",
             "Then switch: right leg"),
            Tone.WORK,
        ),
        (
            18.5,
            ("Kickback", f"Set 1 of 2 · left leg · {BAND}", "Down", "1", "of 2–3 reps",
             "Then switch: right leg"),
            Tone.WORK,
        ),
        (
            27,
            ("Kickback", f"Set 1 of 2 · right leg · 2–3 reps · {BAND}", "Switch sides", "4",
             "seconds", "Last set: 3 reps · ↑ ↓ to correct"),
            Tone.SWITCH,
        ),
        (
            33.5,
            ("Kickback", f"Set 1 of 2 · right leg · {BAND}", "Hold", "0", "of 2–3 reps",
             "Then rest 15 s"),
            Tone.WORK,
        ),
        (
            50,
            ("Next: Kickback", f"Set 2 of 2 · left leg · 2–3 reps · {BAND}", "Rest", "11",
             "seconds", "Last set: 3 reps · ↑ ↓ to correct"),
            Tone.REST,
        ),
        (
            83,
            ("Kickback", f"Set 2 of 2 · right leg · {BAND}", "Kick", "0", "of 2–3 reps",
             "Next: Bridge"),
            Tone.WORK,
        ),
        (
            100,
            ("Next: Bridge", "Hold 1 of 1 · hold 20–30 s · no band", "Next exercise", "12",
             "seconds", "Last set: 3 reps · ↑ ↓ to correct"),
            Tone.REST,
        ),
        (
            130.9,
            ("Bridge", "Hold 1 of 1 · no band", "Hold", "18", "of 20–30 s", "Last one"),
            Tone.HOLD,
        ),
    ],
)  # fmt: skip
def test_every_kind_of_step(second: float, expected: tuple[str, ...], tone: Tone) -> None:
    view = Shown(KICKS, HOLD).at(second)
    assert (words(view), view.tone) == (expected, tone)


def test_where_the_session_stands() -> None:
    shown = Shown(KICKS, HOLD)
    view = shown.at(72)
    assert (view.routine, view.place) == ("Test", "Exercise 1 of 2")
    assert (view.done, view.left) == ("1:12 done", "about 1 min left")
    assert shown.at(130).place == "Exercise 2 of 2"


@pytest.mark.parametrize(
    ("reason", "note"),
    [
        (PauseReason.USER, "The step goes on where it stands"),
        (PauseReason.LEFT, "Left here; the step goes on where it stood"),
        (PauseReason.SUSPENDED, "The computer was asleep; the step goes on where it stood"),
        (PauseReason.PAIN, "Something hurts? H shows what you can do"),
        (
            PauseReason.INTERRUPTED,
            "The program was interrupted; this goes on from its last record",
        ),
    ],
)
def test_paused_it_says_why_and_stands(reason: PauseReason, note: str) -> None:
    shown = Shown(KICKS)
    view = shown.do(12, lambda engine, now: engine.pause(now, reason))
    assert (view.word, view.then, view.tone, view.frame_ms) == (
        "Paused",
        note,
        Tone.NEUTRAL,
        None,
    )
    later = shown.at(500)
    assert later == view
    assert view.is_paused
    assert not shown.do(501, Engine.resume).is_paused


def test_reps_at_ones_own_pace() -> None:
    shown = Shown(of("bridge", Reps(Range(3, 4))), choices=Choices(paced=False))
    view = shown.do(11, Engine.count_rep)
    assert (view.word, view.digits, view.caption) == ("Your pace", "1", "of 3–4 reps")
    assert (view.progress, view.minimum, view.counts_by_hand) == (0.25, 0.75, True)
    # Nobody knows where in the movement the athlete is.
    assert view.figure.phase is None


@pytest.mark.parametrize(
    ("work", "second", "digits", "caption"),
    [
        (Reps(Range(0, None)), 15, "1", "reps"),
        (Reps(Range(8, None)), 15, "1", "of 8 or more reps"),
        (Reps(Range.exactly(1)), 11, "0", "of 1 rep"),
        (Reps(Range.exactly(2), 10 * SECOND), 24, "1", "of 2 reps, 10 s each"),
        (Hold(Range(0, None)), 42.9, "32", "seconds, as long as you can"),
        (Hold(Range(20 * SECOND, None)), 15, "5", "of 20 s or longer"),
        (Hold(Range(20 * SECOND, None)), 33, "23", "3 s past 20 s"),
        (Hold(Range.exactly(20 * SECOND), until_released=True), 32, "22", "2 s past 20 s"),
        (Hold(Range(0, None)), 115, "105", "seconds, as long as you can"),
        (Timed(20 * SECOND), 12.5, "18", "seconds left"),
        (Timed(150 * SECOND), 10.5, "150", "seconds left"),
    ],
)
def test_how_many_and_how_long(work: Work, second: float, digits: str, caption: str) -> None:
    view = Shown(of("bridge", work)).at(second)
    assert (view.digits, view.caption) == (digits, caption)


def test_reps_counted_in_work_for_a_time() -> None:
    shown = Shown(of("bridge", Timed(20 * SECOND)))
    view = shown.do(12, Engine.count_rep, Engine.count_rep)
    assert (view.word, view.digits, view.caption) == ("Work", "18", "2 reps, seconds left")


def test_a_rep_that_is_held_counts_its_seconds() -> None:
    shown = Shown(of("bridge", Reps(Range.exactly(2), 10 * SECOND)))
    assert shown.at(11).tone is Tone.WORK
    view = shown.at(15.5)
    assert (view.word, view.tone) == ("Hold 3 s", Tone.HOLD)


@pytest.mark.parametrize(
    ("second", "digits", "caption"),
    [
        (11, "0", "to the left, of 3 reps"),
        (16, "1", "to the left, of 3 reps"),
        (21, "0", "to the right, of 3 reps"),
        (31, "2", "to the left, of 3 reps"),
    ],
)
def test_alternating_sides_are_counted_apart(second: float, digits: str, caption: str) -> None:
    view = Shown(of("walk", Reps(Range.exactly(3)))).at(second)
    assert (view.digits, view.caption) == (digits, caption)
    assert view.figure.is_mirrored is ("left" in caption)


def test_the_ring_fills_in_work_and_empties_in_rest() -> None:
    shown = Shown(KICKS, HOLD)
    assert [shown.at(s).progress for s in (0, 2.5, 10, 17.5)] == [1.0, 0.75, 0.0, 0.5]
    assert shown.at(17.5).minimum == pytest.approx(2 / 3)
    assert shown.at(46).progress == 1.0
    assert shown.at(46).minimum is None


def test_without_motion_everything_goes_by_the_second() -> None:
    shown = Shown(KICKS)
    still = shown.at(10.9, is_still=True)
    assert (still.progress, still.figure.phase, still.figure.progress) == (
        0.0,
        Phase.CONCENTRIC,
        1.0,
    )
    assert shown.at(10.9).figure.progress == pytest.approx(0.45)


def test_the_cue_of_the_phase_is_the_current_one_and_before_work_the_set_up_stands() -> None:
    shown = Shown(KICKS)
    assert [(cue.text, cue.is_current) for cue in shown.at(5).cues] == [("Stand tall", False)]
    assert [cue.is_current for cue in shown.at(11).cues] == [False, True]
    assert [cue.is_current for cue in shown.at(13.5).cues] == [False, False]


def test_the_left_side_is_mirrored() -> None:
    shown = Shown(KICKS)
    assert [shown.at(s).figure.is_mirrored for s in (5, 12, 27, 33)] == [True, True, False, False]


def test_the_best_hold_so_far_counts_by_side() -> None:
    best = {("bridge", Side.BOTH): 12_900, ("bridge", Side.LEFT): 99_000}
    shown = Shown(of("bridge", Hold(Range(0, None)), sets=2), best=best)
    assert shown.at(20).then == "Best so far 12 s · then rest 15 s"
    assert shown.at(22.9).then == "Best so far 12 s · then rest 15 s"
    assert shown.at(23).then == "New best, 12 s before · then rest 15 s"
    shown.do(40, Engine.finish_step)
    assert shown.at(41).then == "Last hold: 30 s"
    assert shown.at(60).then == "Best so far 30 s · last one"


def test_of_a_skipped_set_is_told_what_was_done_of_it() -> None:
    shown = Shown(KICKS)
    assert shown.do(10.5, Engine.skip).then == "Last set: skipped"
    shown = Shown(KICKS)
    assert shown.do(16, Engine.skip).then == "Last set: 1 rep, stopped · ↑ ↓ to correct"
    shown = Shown(of("bridge", Hold(Range.exactly(30 * SECOND)), sets=2))
    assert shown.do(22, Engine.skip).then == "Last hold: 12 s, stopped"


def test_a_pain_of_last_time_warns_until_the_set_begins() -> None:
    shown = Shown(KICKS, pains={"kickback": "It hurt last time."})
    assert shown.at(5).warning == "It hurt last time."
    assert shown.at(12).warning == ""
    assert shown.at(27).warning == "It hurt last time."


def test_any_key_lets_go_in_the_hold_timer_alone() -> None:
    timer = Shown(of("bridge", Hold(Range(0, None))), routine=HOLD_TIMER)
    assert not timer.at(5).any_key_releases
    assert timer.at(12).any_key_releases
    assert timer.at(12).then == "Any key lets go"
    assert not timer.do(13, Engine.pause).any_key_releases
    assert not Shown(of("bridge", Hold(Range(0, None)))).at(12).any_key_releases


def test_time_can_be_added_where_time_leads() -> None:
    shown = Shown(KICKS, HOLD)
    assert [shown.at(s).can_add_time for s in (5, 12, 27, 50, 120)] == [
        True,
        False,
        True,
        True,
        True,
    ]


def test_the_bands_own_name_stands_before_its_place() -> None:
    shown = Shown(KICKS)
    view = shown.do(5, lambda engine, now: engine.choose_band(now, "Light"))
    assert view.subtitle.endswith(f"Light {BAND}")


def test_at_the_end_the_last_set_stays() -> None:
    view = Shown(HOLD).at(60)
    assert (view.title, view.done, view.frame_ms) == ("Bridge", "0:40 done", None)


def test_before_work_goes_on_it_counts_down() -> None:
    hold = Prescription("bridge", Hold(Range.exactly(30_000)))
    shown = Shown(hold, choices=Choices(lead_in_ms=4_000))
    shown.do(22.5, lambda engine, now: engine.pause(now))
    shown.do(60, lambda engine, now: engine.resume(now))
    view = shown.at(61.5)
    assert (view.word, view.digits, view.caption) == ("Get ready", "3", "seconds")
    assert (view.tone, view.progress, view.minimum) == (Tone.READY, 2.5 / 4, None)
    assert shown.at(61.5, is_still=True).progress == 3 / 4
    assert view.step_fraction == 12.5 / 30
    assert view.done == "0:22 done"
    on = shown.at(64)
    assert (on.word, on.digits, on.progress) == ("Hold", "12", 12.5 / 30)
    assert on.done == "0:22 done"


def test_what_the_athlete_counts_goes_on_at_once() -> None:
    shown = Shown(
        Prescription("kickback", Reps(Range.exactly(5))),
        choices=Choices(lead_in_ms=4_000, paced=False),
    )
    shown.do(12, lambda engine, now: engine.pause(now))
    view = shown.do(20, lambda engine, now: engine.resume(now))
    assert (view.word, view.caption) == ("Your pace", "of 5 reps")


def test_a_session_that_ends_without_another_set_keeps_what_it_led_to_on_the_screen() -> None:
    shown = Shown(of("kickback", Reps(Range.exactly(2)), sets=2))
    shown.do(40, lambda engine, now: engine.change_sets(now, -1))
    view = shown.at(40)
    assert shown.engine.state.ending is Ending.FINISHED
    assert (view.figure.exercise, view.figure.phase) == (KICKBACK, None)


def test_a_hold_that_got_more_time_says_how_long_it_is_now() -> None:
    shown = Shown(HOLD)
    longer = shown.do(15, lambda engine, now: engine.add_time(now, 10_000))
    assert (longer.caption, longer.minimum) == ("of 20–40 s", 20 / 40)
    shorter = shown.do(16, lambda engine, now: engine.add_time(now, -25_000))
    assert (shorter.caption, shorter.minimum) == ("of 15 s", None)
    fixed = Shown(of("bridge", Hold(Range.exactly(30_000))))
    assert fixed.do(15, lambda engine, now: engine.add_time(now, 10_000)).caption == "of 40 s"


def test_the_time_left_is_what_lies_ahead_however_long_the_step_takes() -> None:
    endless = Shown(of("bridge", Hold(Range(0, None)), sets=2, rest=90))
    assert endless.at(10).left == "about 3 min left"
    assert endless.at(40).left == endless.at(200).left == "about 2 min left"
    rest = Shown(HOLD)
    rest.do(1, lambda engine, now: engine.add_time(now, 60_000))
    assert rest.at(1).left == "about 2 min left"
