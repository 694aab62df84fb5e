"""Where phrases find room: never over a countdown, a telling sound, or each other."""

import wave
from collections.abc import Iterator
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from routine_shapes import Act, everything, plans, scripts, thorough
from small_plans import plan_of

from bandtimer.assets import resources
from bandtimer.core.ahead import foreseen
from bandtimer.core.choices import Choices, CountAloud
from bandtimer.core.cues import Cue, CueKind
from bandtimer.core.engine import Engine
from bandtimer.core.facts import (
    Fact,
    Outcome,
    Paused,
    PauseReason,
    StepEnded,
    StepRestarted,
    StepStarted,
    TimeAdded,
)
from bandtimer.core.plan import Plan
from bandtimer.core.routine import SECOND, Hold, Range, Reps, Sides, Timed
from bandtimer.core.simulate import simulate
from bandtimer.core.state import IllegalTransition, State
from bandtimer.present.narration import wishes
from bandtimer.present.placement import (
    SOUND_MS,
    Spoken,
    Timeline,
    is_in_the_way,
    placed,
)
from bandtimer.present.score import Sound, score
from bandtimer.present.wish import PATIENCE_MS, Rank, Telling, Wish

EVERYTHING = Telling(CountAloud.ALL, form_cues=True, encouragement=True)
TELLING = {Sound.LIFT, Sound.LOWER, Sound.HOLD, Sound.REP}
AHEAD_MS = 40_000

tellings = st.builds(Telling, st.sampled_from(CountAloud), st.booleans(), st.booleans())


class Lengths(dict[str, int]):
    """Every phrase can be spoken: in so many milliseconds a letter."""

    def __init__(self, a_letter: int = 62) -> None:
        super().__init__()
        self._a_letter = a_letter

    def get(self, phrase: str, _default: object = None) -> int:
        return 120 + self._a_letter * len(phrase)


USUAL = Lengths()


def narrated(plan: Plan, telling: Telling = EVERYTHING, lengths: Lengths = USUAL) -> list[Spoken]:
    items = list(simulate(plan))
    until = plan.estimated_ms + AHEAD_MS
    asked = wishes(State(plan), items, telling, until)
    return list(placed(asked, Timeline(items, until), lengths))


def said(plan: Plan, telling: Telling = EVERYTHING) -> list[tuple[float, str]]:
    return [(note.at / SECOND, note.phrase) for note in narrated(plan, telling)]


def countdowns(items: list[Fact | Cue]) -> Iterator[tuple[int, int]]:
    for place, item in enumerate(items):
        if isinstance(item, Cue) and item.kind is CueKind.COUNTDOWN:
            breaks = (
                one.at
                for one in items[place:]
                if isinstance(one, Paused | StepEnded | StepRestarted | TimeAdded)
            )
            end = item.due + int(item.value or 0) * SECOND
            yield item.due, min(end, next(breaks, end))


def overlapping(start: int, end: int, other: tuple[int, int]) -> bool:
    return start < other[1] and other[0] < end


NUMBERS = {"Five", "Four", "Three", "Two", "One"}


def assert_nothing_is_covered(
    items: list[Fact | Cue], notes: list[Spoken], until: int, speed: float = 1
) -> None:
    phrases = [(spoken.at, spoken.end, spoken.phrase) for spoken in notes]
    for (_, end, _), (start, _, _) in pairwise(phrases):
        assert end <= start
    sounds = [
        (note.due, note.due + round(SOUND_MS[note.sound] * speed))
        for note in score(items)
        if note.sound not in TELLING
    ]
    # Of a step that is shorter than the sound before it nothing can be asked.
    starts = [item.at for item in items if isinstance(item, StepStarted)]
    telling = [(due, end) for due, end in sounds if not any(due < at < end for at in starts)]
    ends = [item.at for item in items if isinstance(item, StepEnded)]
    for start, end, phrase in phrases:
        assert end <= until
        assert not any(overlapping(start, end, sound) for sound in telling)
        assert not any(start < at < end for at in ends)
        if phrase not in NUMBERS:
            assert not any(overlapping(start, end, span) for span in countdowns(items))


@thorough
@given(plans, tellings, st.integers(5, 300))
def test_no_phrase_covers_a_countdown_a_telling_sound_or_another(
    plan: Plan, telling: Telling, a_letter: int
) -> None:
    lengths = Lengths(a_letter)
    items = list(simulate(plan))
    notes = narrated(plan, telling, lengths)
    assert_nothing_is_covered(items, notes, plan.estimated_ms + AHEAD_MS)


@thorough
@given(plans, scripts(everything), st.integers(5, 300), st.integers(0, AHEAD_MS))
def test_that_holds_whatever_the_athlete_does(
    plan: Plan, acts: list[Act], a_letter: int, ahead: int
) -> None:
    engine, past = Engine(plan), list[Fact | Cue]()
    lengths = Lengths(a_letter)
    for act in acts:
        try:
            output = act.command.do(engine, act.at)
        except IllegalTransition:
            continue
        for item in output.by_time():
            if isinstance(item, StepStarted | StepRestarted):
                past = [one for one in past if instant(one) == item.at]
            past.append(item)
        until = engine.state.at + ahead
        items = [*past, *foreseen(engine, until).by_time()]
        asked = wishes(engine.state, items, EVERYTHING, until)
        notes = list(placed(asked, Timeline(items, until), lengths))
        assert_nothing_is_covered(items, notes, until)


@thorough
@given(plans, tellings, st.sampled_from([0.5, 2.0, 4.0]))
def test_at_any_speed_what_is_heard_takes_its_real_time(
    plan: Plan, telling: Telling, speed: float
) -> None:
    items = list(simulate(plan))
    until = plan.estimated_ms + AHEAD_MS
    timeline = Timeline(items, until, speed=speed)
    notes = list(placed(wishes(State(plan), items, telling, until), timeline, USUAL))
    assert_nothing_is_covered(items, notes, until, speed)
    for note in notes:
        assert note.end - note.at == round(USUAL.get(note.phrase) * speed)


@thorough
@given(plans, st.integers(5, 300))
def test_a_phrase_is_one_that_was_wished_for_and_comes_in_its_time(
    plan: Plan, a_letter: int
) -> None:
    items = list(simulate(plan))
    asked = wishes(State(plan), items, EVERYTHING, plan.estimated_ms)
    longest_sound = max(SOUND_MS.values())
    for note in placed(asked, Timeline(items, plan.estimated_ms), Lengths(a_letter)):
        assert any(
            note.phrase in wish.variants
            and 0 <= note.at - wish.at <= PATIENCE_MS[wish.rank] + longest_sound + 100
            for wish in asked
        )


def test_the_lengths_of_sounds_are_those_of_their_files() -> None:
    for sound in Sound:
        with wave.open(str(resources() / "sounds" / f"{sound}.wav"), "rb") as file:
            assert SOUND_MS[sound] == round(file.getnframes() * 1_000 / file.getframerate())


def test_a_hold_is_told_from_get_ready_to_its_end() -> None:
    plan = plan_of(Hold(Range(20_000, 30_000)), sets=2, rest_ms=20_000)
    assert said(plan) == [
        (0.0, "Get ready: Bridge. Set one of two, hold twenty to thirty seconds"),
        (20.0, "Ten"),
        (25.64, "Halfway"),
        (30.64, "Minimum. Ten seconds more if you can"),
        (33.032, "Good work, keep going"),
        (35.0, "Five"),
        (36.0, "Four"),
        (37.13, "Three"),
        (38.13, "Two"),
        (39.13, "One"),
        (
            40.96,
            "Rest, twenty seconds. Next: Bridge. Set two of two, hold twenty to thirty seconds",
        ),
        (70.0, "Ten"),
        (75.64, "Halfway"),
        (80.64, "Minimum. Ten seconds more if you can"),
        (83.032, "You are doing well"),
        (85.0, "Five"),
        (86.0, "Four"),
        (87.13, "Three"),
        (88.13, "Two"),
        (89.13, "One"),
        (91.65, "That was the last one. Session done"),
    ]


def test_a_short_rest_is_told_in_fewer_words() -> None:
    plan = plan_of(Reps(Range.exactly(3)), sets=2, rest_ms=6_000)
    assert [text for at, text in said(plan) if 16 < at < 22] == ["Rest. Bridge, three"]


EMPTY = Timeline((), 60_000)


def texts(spoken: tuple[Spoken, ...]) -> list[tuple[int, str]]:
    return [(one.at, one.phrase) for one in spoken]


def test_what_is_not_rendered_yet_gives_way_to_what_is() -> None:
    asked = [Wish(1_000, ("A long sentence", "Short"), Rank.PLACE)]
    assert texts(placed(asked, EMPTY, {"Short": 500})) == [(1_000, "Short")]
    assert placed(asked, EMPTY, {}) == ()


def test_what_matters_more_is_said_first() -> None:
    asked = [Wish(0, ("Three",), Rank.COUNT), Wish(0, ("Minimum",), Rank.PROGRESS)]
    notes = placed(asked, EMPTY, {"Three": 300, "Minimum": 600})
    assert texts(notes) == [(0, "Minimum")]


def test_a_sound_that_is_switched_off_leaves_its_room() -> None:
    items = [Cue(1_000, CueKind.HALFWAY, 0, 15)]
    asked = [Wish(1_000, ("Halfway",), Rank.PROGRESS)]
    lengths = {"Halfway": 500}
    assert placed(asked, Timeline(items, 60_000), lengths)[0].at == 1_640
    silent = Timeline(items, 60_000, silent={"halfway"})
    assert placed(asked, silent, lengths)[0].at == 1_000


def test_nothing_is_said_on_into_what_is_not_foreseen() -> None:
    asked = [Wish(0, ("Next: bridge", "Bridge"), Rank.PLACE)]
    lengths = {"Next: bridge": 1_000, "Bridge": 500}
    assert placed(asked, Timeline((), 1_000), lengths)[0].phrase == "Next: bridge"
    assert placed(asked, Timeline((), 999), lengths)[0].phrase == "Bridge"


def test_a_phrase_is_over_with_the_step_it_is_about() -> None:
    asked = [Wish(0, ("Next: bridge", "Bridge"), Rank.PLACE)]
    timeline = Timeline([StepEnded(900, 0, Outcome.DONE, 0, 900)], 60_000)
    lengths = {"Next: bridge": 1_000, "Bridge": 500}
    assert texts(placed(asked, timeline, lengths)) == [(0, "Bridge")]


def test_what_has_begun_is_not_said_again_and_keeps_its_room() -> None:
    asked = [Wish(0, ("Next: bridge", "Bridge"), Rank.PLACE), Wish(500, ("Ten",), Rank.COUNT)]
    lengths = {"Next: bridge": 1_000, "Bridge": 400, "Ten": 200}
    begun = [Spoken(100, 700, "Bridge", Rank.PLACE)]
    assert texts(placed(asked, EMPTY, lengths, begun, now=300)) == [(740, "Ten")]


def test_a_phrase_that_was_not_ready_in_time_begins_late_or_never() -> None:
    asked = [Wish(0, ("Bridge",), Rank.PLACE), Wish(0, ("Ten",), Rank.COUNT)]
    lengths = {"Bridge": 400, "Ten": 200}
    assert texts(placed(asked, EMPTY, lengths, now=3_000)) == [(3_000, "Bridge")]
    assert placed(asked, EMPTY, lengths, now=5_000) == ()


def test_a_countdown_that_comes_sooner_than_expected_breaks_a_phrase_off() -> None:
    begun = Spoken(0, 3_000, "Next: bridge", Rank.PLACE)
    later = Timeline([Cue(4_000, CueKind.COUNTDOWN, 0, 3)], 60_000)
    sooner = Timeline([Cue(2_000, CueKind.COUNTDOWN, 0, 3)], 60_000)
    assert not is_in_the_way(begun, later)
    assert is_in_the_way(begun, sooner)


@thorough
@given(plans, st.integers(5, 300), st.lists(st.integers(1, 9_000), min_size=3, max_size=30))
def test_asked_again_and_again_it_says_each_thing_once_and_covers_nothing(
    plan: Plan, a_letter: int, waits: list[int]
) -> None:
    engine, lengths = Engine(plan), Lengths(a_letter)
    now = 0
    said: list[Spoken] = []
    everything: list[Fact | Cue] = []
    past: list[Fact | Cue] = []
    for wait in waits:
        for item in engine.poll(now).by_time():
            if isinstance(item, StepStarted):
                past = [one for one in past if instant(one) == item.at]
            past.append(item)
            everything.append(item)
        until = now + 20_000
        timeline = Timeline((*past, *foreseen(engine, until).by_time()), until)
        begun = [spoken for spoken in said if spoken.at <= now]
        assert not any(is_in_the_way(one, timeline) for one in begun if now < one.end)
        asked = wishes(engine.state, timeline.items, EVERYTHING, until)
        said = [*begun, *placed(asked, timeline, lengths, begun, now)]
        now += wait
    everything += foreseen(engine, now + 60_000).by_time()
    done = [spoken for spoken in said if spoken.at <= now]
    assert_nothing_is_covered(everything, done, now + 60_000)
    assert len({(one.phrase, one.at) for one in done}) == len(done)


def instant(item: Fact | Cue) -> int:
    return item.due if isinstance(item, Cue) else item.at


def test_work_for_a_time_is_counted_down_and_short_work_is_not() -> None:
    assert [text for _, text in said(plan_of(Timed(12_000)))][-6:-1] == [
        "Five", "Four", "Three", "Two", "One",
    ]  # fmt: skip
    assert NUMBERS.isdisjoint(text for _, text in said(plan_of(Timed(8_000))))


def test_what_a_lead_is_too_short_to_tell_is_told_once_it_is_over() -> None:
    started = plan_of(Reps(Range.exactly(3)), choices=Choices(get_ready_ms=3_000))
    assert said(started)[:2] == [(0.0, "Bridge"), (3.46, "Bridge. Three reps")]
    rested = plan_of(Reps(Range.exactly(3)), sets=2, rest_ms=3_000)
    assert [text for at, text in said(rested) if 16 < at < 22] == [
        "Bridge. Set two of two, three reps"
    ]
    switched = plan_of(Reps(Range.exactly(3)), sides=Sides.EACH, choices=Choices(switch_ms=3_000))
    assert next(text for at, text in said(switched) if 16 < at < 22) == "Right side"


def test_what_the_athlete_changes_waits_for_the_end_of_what_is_being_said() -> None:
    asked = [Wish(2_000, ("Ten seconds more",), Rank.CHANGE)]
    begun = [Spoken(0, 5_500, "Rest. Next: bridge", Rank.PLACE)]
    (news,) = placed(asked, EMPTY, {"Ten seconds more": 900}, begun, now=2_000)
    assert news.at == 5_540


def test_a_countdown_that_is_broken_off_keeps_nothing_clear_any_more() -> None:
    countdown = Cue(1_000, CueKind.COUNTDOWN, 0, 3)
    asked = [Wish(1_500, ("Paused",), Rank.NEWS)]
    lengths = {"Paused": 500}
    going_on = Timeline([countdown], 60_000)
    assert texts(placed(asked, going_on, lengths)) == []
    paused = Timeline([countdown, Paused(1_500, PauseReason.USER)], 60_000)
    assert texts(placed(asked, paused, lengths)) == [(1_500, "Paused")]
    # One that begins with what broke off another is not broken off.
    anew = Timeline([Paused(1_000, PauseReason.USER), countdown], 60_000)
    assert texts(placed(asked, anew, lengths)) == []
