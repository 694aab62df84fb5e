"""What is heard of a session, when, and what is no longer heard once it takes another turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from fake_clock import FakeClock
from led_session import HOLDS, KICKBACKS, OPEN_HOLD, Led

from bandtimer.core.choices import Side
from bandtimer.core.cues import Cue
from bandtimer.core.facts import Fact
from bandtimer.core.plan import Plan
from bandtimer.core.routine import Routine
from bandtimer.core.simulate import simulate
from bandtimer.player.announcer import Announcer, Speech
from bandtimer.player.conductor import AHEAD_MS, Conductor, Hearing
from bandtimer.player.intents import Intent
from bandtimer.player.narrator import Narrator
from bandtimer.player.speaker import Speaker
from bandtimer.present.score import score
from bandtimer.sound.messages import Item, Report, Trouble
from bandtimer.voice.engine import Manner

pytestmark = pytest.mark.usefixtures("qapp")

Heard = list[tuple[int, str]]


class Room(Speaker):
    """Hears on the test's clock what a sound process would play, and when, in the session's ms.

    `was_tried` says whether its output is awake.
    """

    was_tried = True

    def __init__(self, clock: FakeClock) -> None:
        super().__init__()
        self._clock, self._origin = clock, clock.ms
        self._waiting: list[tuple[int, Item]] = []
        self._heard: dict[str, tuple[int, str]] = {}
        self._heard_before: Heard = []
        self.is_open = False
        self.told: Sequence[Item] = ()
        self.log: list[str] = []

    @property
    def is_ready(self) -> bool:
        return self.was_tried

    def open(self) -> None:
        if not self.is_open:
            self.log.append("open")
        self.is_open = True

    def close(self) -> None:
        if self.is_open:
            self.log.append("close")
        self.is_open = False

    def play(self, items: Sequence[Item], *, hush: bool = False) -> None:
        self._listen()
        if not self.is_open:
            return
        if hush:
            self.log.append("hush")
        self.told = items
        self._waiting = [(item.at // 1_000_000 - self._origin, item) for item in items]

    def heard(self) -> Heard:
        """Return what has been heard until now."""
        self._listen()
        return self._heard_before + list(self._heard.values())

    def die(self) -> None:
        """Be another process, which knows nothing of what has been played."""
        self._heard_before, self._heard, self._waiting = self.heard(), {}, []
        self.renewed.emit()

    def ahead(self) -> Heard:
        """Return what is still to be heard as things stand."""
        self._listen()
        return [(due, Path(item.file).name.removesuffix(".wav")) for due, item in self._waiting]

    def _listen(self) -> None:
        now = self._clock.ms - self._origin
        for due, item in [entry for entry in self._waiting if entry[0] <= now]:
            self._heard.setdefault(item.id, (due, Path(item.file).name.removesuffix(".wav")))
        self._waiting = [entry for entry in self._waiting if entry[0] > now]


class Ready(Narrator):
    """Has every phrase rendered as soon as it is asked for, in a tenth of a second a letter."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.asked: dict[str, str] = {}

    @property
    def files(self) -> Mapping[str, str]:
        return self.asked

    @property
    def lengths(self) -> Mapping[str, int]:
        return {phrase: 100 * len(phrase) for phrase in self.asked}

    def ask(self, manner: Manner, phrases: Sequence[str]) -> None:
        self.asked |= {phrase: f"/speech/{phrase}" for phrase in phrases}


class Concert(Led):
    """A session that is heard in a room."""

    def __init__(self, folder: Path, clock: FakeClock, routine: Routine, *, paced: bool) -> None:
        super().__init__(folder, clock, routine, paced=paced)
        self.room = Room(clock)
        self.hearing = Hearing()
        self.speech: Speech | None = None
        announcer = Announcer(Ready(folder), lambda: self.speech)
        self.conductor = Conductor(self.room, lambda: self.hearing, None, announcer)
        self.told: list[str] = []
        self.conductor.told.connect(self.told.append)

    def play(self, bests: Mapping[tuple[str, Side], int] | None = None) -> None:
        self.conductor.attend(self.controller, bests or {})
        self.start()

    def press(self, *intents: Intent) -> None:
        for intent in intents:
            assert self.controller.perform(intent)


Make = Callable[..., Concert]


@pytest.fixture
def make(tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    monkeypatch.setattr("bandtimer.player.conductor.perf_counter_ns", lambda: clock.ms * 1_000_000)
    made: list[Concert] = []

    def start(routine: Routine = KICKBACKS, *, paced: bool = True) -> Concert:
        made.append(Concert(tmp_path, clock, routine, paced=paced))
        return made[-1]

    yield start
    for concert in made:
        concert.close()


def notes(items: Sequence[Fact | Cue]) -> Heard:
    return [(note.due, note.sound) for note in score(items) if note.sound]


def whole(plan: Plan) -> Heard:
    return notes(list(simulate(plan)))


@pytest.mark.parametrize("routine", [KICKBACKS, HOLDS], ids=lambda routine: routine.id)
def test_an_undisturbed_session_is_heard_whole_in_order_and_once(
    make: Make, routine: Routine
) -> None:
    concert = make(routine)
    concert.play()
    concert.run(100)
    assert concert.room.heard() == whole(concert.plan)
    assert concert.room.ahead() == []
    assert concert.room.log == ["open", "close"]


def test_enough_is_told_ahead_for_a_window_that_is_busy(make: Make) -> None:
    concert = make()
    concert.play()
    concert.run(10.5)
    assert concert.room.ahead() == [
        note for note in whole(concert.plan) if 10_500 < note[0] <= 10_000 + AHEAD_MS
    ]


def test_while_paused_nothing_sounds_and_afterwards_all_the_rest_does(make: Make) -> None:
    concert = make(HOLDS)
    concert.play()
    concert.run(14)
    concert.press(Intent.PAUSE)
    assert concert.room.ahead() == []
    assert concert.room.log == ["open", "hush"]
    concert.run(30)
    concert.press(Intent.PAUSE)
    concert.run(60)
    late = [(due + 30_000 if due > 14_000 else due, name) for due, name in whole(concert.plan)]
    assert concert.room.heard() == late


def test_what_a_skipped_step_would_have_brought_is_not_heard(make: Make) -> None:
    concert = make(HOLDS)
    concert.play()
    concert.run(12)
    concert.press(Intent.NEXT)
    assert concert.room.log == ["open", "hush"]
    concert.run(40)
    # Two seconds of twelve were held: all that follows comes ten seconds earlier.
    expected = [
        (due if due < 12_000 else due - 10_000, name)
        for due, name in whole(concert.plan)
        if due < 12_000 or due >= 22_000
    ]
    assert concert.room.heard() == expected


def test_a_step_that_begins_anew_is_heard_anew(make: Make) -> None:
    concert = make(HOLDS)
    concert.play()
    concert.run(20)
    concert.press(Intent.BACK)
    concert.run(40)
    before = [note for note in whole(concert.plan) if note[0] <= 20_000]
    after = [(due + 10_000, name) for due, name in whole(concert.plan) if due >= 10_000]
    assert concert.room.heard() == before + after


def test_time_added_moves_the_countdown_and_breaks_nothing_off(make: Make) -> None:
    concert = make(HOLDS)
    concert.play()
    concert.run(5)
    concert.press(Intent.MORE_TIME)
    concert.run(60)
    assert concert.room.heard() == [(due + 10_000, name) for due, name in whole(concert.plan)]
    assert "hush" not in concert.room.log


def test_a_rep_that_the_athlete_counts_is_heard_at_once_and_once(make: Make) -> None:
    concert = make(paced=False)
    concert.play()
    concert.run(11)
    concert.press(Intent.PRIMARY)
    assert concert.room.heard()[-1] == (11_000, "minimum")
    concert.run(1.5)
    concert.press(Intent.PRIMARY)
    assert concert.room.heard()[-2:] == [(11_000, "minimum"), (12_500, "rep")]


def test_leaving_silences_all_and_lets_the_output_go(make: Make) -> None:
    concert = make()
    concert.play()
    concert.run(12)
    concert.press(Intent.LEAVE)
    assert concert.room.ahead() == []
    assert concert.room.log == ["open", "hush", "close"]


def test_a_long_pause_lets_the_output_go_until_the_session_goes_on(make: Make) -> None:
    concert = make()
    concert.play()
    concert.run(3)
    concert.press(Intent.PAUSE)
    concert.conductor._long_pause.timeout.emit()
    assert concert.room.log == ["open", "hush", "close"]
    concert.press(Intent.PAUSE)
    assert concert.room.log[-1] == "open"
    concert.run(100)
    assert concert.room.heard() == whole(concert.plan)


def test_a_session_taken_up_is_silent_until_it_goes_on(make: Make) -> None:
    concert = make()
    concert.start()
    concert.run(3)
    concert.press(Intent.LEAVE)
    unfinished = concert.sessions.unfinished()
    assert unfinished is not None
    concert.lead(concert.sessions.resume(unfinished))
    concert.conductor.attend(concert.controller, {})
    assert concert.room.log == []
    concert.press(Intent.PAUSE)
    assert concert.room.log == ["open"]
    concert.run(100)
    assert concert.room.heard() == whole(concert.plan)


def test_what_is_switched_off_is_not_heard(make: Make) -> None:
    concert = make(HOLDS)
    concert.hearing = Hearing(off=frozenset({"tick", "go"}))
    concert.play()
    concert.run(60)
    kept = [note for note in whole(concert.plan) if note[1] not in {"tick", "go"}]
    assert concert.room.heard() == kept


def test_muted_it_needs_no_output_and_heard_again_it_goes_on(make: Make) -> None:
    concert = make(HOLDS)
    concert.hearing = Hearing(volume=0)
    concert.play()
    concert.run(15)
    assert "open" not in concert.room.log
    concert.hearing = Hearing(volume=0.5)
    concert.conductor.refresh()
    concert.run(60)
    assert concert.room.heard() == [note for note in whole(concert.plan) if note[0] > 15_000]


def test_all_leaves_earlier_where_the_loudspeaker_is_slow(make: Make) -> None:
    concert = make(HOLDS)
    concert.hearing = Hearing(early_ms=150)
    concert.play()
    concert.run(60)
    assert concert.room.heard() == [(due - 150, name) for due, name in whole(concert.plan)]


@pytest.mark.parametrize(("before", "best_at"), [(14_300, 25_000), (0, None)])
def test_a_hold_longer_than_ever_has_its_sound(
    make: Make, before: int, best_at: int | None
) -> None:
    concert = make(OPEN_HOLD)
    concert.play({("bridge", Side.BOTH): before})
    concert.run(60)
    bests = [due for due, name in concert.room.heard() if name == "best"]
    assert bests == ([] if best_at is None else [best_at])


def test_a_best_gives_way_to_what_says_more_and_takes_the_place_of_less(make: Make) -> None:
    concert = make(HOLDS)
    # The hold ends at twelve seconds, when eleven are surpassed; at nine the countdown begins.
    concert.play({("bridge", Side.BOTH): 8_000})
    concert.run(60)
    at_nine = [name for due, name in concert.room.heard() if due == 19_000]
    assert at_nine == ["best"]


def test_a_new_process_is_told_what_is_still_to_come_and_nothing_twice(make: Make) -> None:
    concert = make(HOLDS)
    concert.play()
    concert.run(19.1)
    before = concert.room.heard()
    assert before[-1] == (19_000, "tick")
    concert.room.die()
    assert concert.room.ahead()[0] == (20_000, "tick")
    concert.run(60)
    assert concert.room.heard() == whole(concert.plan)


def test_at_speed_nothing_sounds(tmp_path: Path) -> None:
    clock = FakeClock(speed=30)
    concert = Concert(tmp_path, clock, KICKBACKS, paced=True)
    concert.play()
    concert.run(100)
    assert concert.room.log == []
    concert.close()


def test_failing_output_is_told_once_and_its_return_too(make: Make) -> None:
    concert = make()
    concert.room.reported.emit(Report(trouble=Trouble.NO_OUTPUT))
    assert concert.told == []
    concert.room.reported.emit(Report("PulseAudio", 40))
    concert.play()
    concert.room.reported.emit(Report("PulseAudio", 40))
    concert.room.reported.emit(Report(trouble=Trouble.NO_OUTPUT))
    concert.room.reported.emit(Report("PulseAudio", 40))
    concert.room.reported.emit(Report("PulseAudio", 41))
    assert [text.split(":")[0] for text in concert.told] == ["No sound", "Sound is back."]


def words(concert: Concert) -> list[str]:
    return [text for _, text in concert.room.heard() if " " in text or text[0].isupper()]


def test_words_wait_until_the_output_is_awake(make: Make) -> None:
    concert = make()
    concert.speech, concert.room.was_tried = Speech(), False
    concert.play()
    concert.run(1)
    assert words(concert) == []
    assert concert.room.ahead()[0][1] == "tick"
    concert.room.was_tried = True
    concert.room.reported.emit(Report("PulseAudio", 40))
    concert.run(3)
    (first,) = words(concert)
    assert "ickback, left side" in first


@pytest.mark.parametrize("ducks", [True, False])
def test_other_music_is_low_for_the_length_of_each_phrase_and_for_no_sound(
    make: Make, ducks: bool
) -> None:
    concert = make()
    concert.speech, concert.hearing = Speech(), Hearing(ducks=ducks)
    concert.play()
    concert.run(1)
    lengths = {Path(item.file).name: item.ducks_ms for item in concert.room.told}
    phrases = {file: length for file, length in lengths.items() if not file.endswith(".wav")}
    assert phrases == {file: ducks * 100 * len(file) for file in phrases} != {}
    assert not any(length for file, length in lengths.items() if file.endswith(".wav"))


def test_what_is_being_said_stops_with_the_step_it_was_about(make: Make) -> None:
    concert = make()
    concert.speech = Speech()
    concert.play()
    concert.run(1)
    concert.press(Intent.NEXT)
    assert concert.room.log == ["open", "hush"]


def test_with_the_voice_off_there_are_no_words_and_on_again_there_are(make: Make) -> None:
    concert = make()
    concert.play()
    concert.run(20)
    assert words(concert) == []
    concert.speech = Speech()
    concert.conductor.refresh()
    concert.run(60)
    assert words(concert)[-1].endswith("Session done")


def test_no_words_are_said_twice_though_what_comes_is_told_again_and_again(make: Make) -> None:
    concert = make()
    concert.speech = Speech()
    concert.play()
    for _ in range(80):
        concert.run(1)
        concert.conductor.refresh()
    spoken = concert.room.heard()
    assert len(spoken) == len(set(spoken))
    assert sum(text.startswith("Get ready") for text in words(concert)) == 1


@pytest.mark.parametrize(("early_ms", "latency_ms"), [(0, 60), (300, 60), (0, 400), (900, 400)])
def test_what_the_athlete_brings_about_is_heard_by_a_slow_loudspeaker_too(
    make: Make, early_ms: int, latency_ms: int
) -> None:
    concert = make(paced=False)
    concert.hearing, concert.speech = Hearing(early_ms=early_ms), Speech()
    concert.play()
    concert.room.reported.emit(Report("PulseAudio", latency_ms))
    concert.run(20)
    concert.press(Intent.PRIMARY)
    concert.room.heard()
    # Whatever is told now is heard no sooner than by the output's latency.
    soonest = concert.clock.ms + latency_ms
    latest = {
        Path(item.file).name: item.at // 1_000_000 + item.late_ms for item in concert.room.told
    }
    assert {*latest} == {"minimum.wav", "One. One more if you can"}
    assert min(latest.values()) >= soonest + 50
