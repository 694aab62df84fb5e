"""What is said of a session, asked for again and again while phrases become ready."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from small_plans import plan_of

from bandtimer.core.ahead import foreseen
from bandtimer.core.cues import Cue
from bandtimer.core.engine import Engine
from bandtimer.core.facts import Fact
from bandtimer.core.routine import Hold, Range
from bandtimer.player.announcer import Announcer, Speech
from bandtimer.player.narrator import Narrator
from bandtimer.present.placement import Spoken, Timeline
from bandtimer.present.rehearsal import phrases_of_session
from bandtimer.present.wish import Telling
from bandtimer.voice.engine import Manner
from bandtimer.voice.messages import Offer, Rendered

PATIENCE_MS = 20_000


class Booth:
    """An announcer with a real voice process, at one hold of half a minute."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self._qtbot = qtbot
        self.narrator = Narrator(folder)
        self.speech: Speech | None = Speech()
        self.announcer = Announcer(self.narrator, lambda: self.speech)
        self.engine = Engine(plan_of(Hold(Range.exactly(30_000)), sets=2))
        self.past: list[Fact | Cue] = []

    def ask(self, now: int) -> tuple[tuple[Spoken, ...], bool]:
        self.past += self.engine.poll(now).by_time()
        until = now + 20_000
        timeline = Timeline((*self.past, *foreseen(self.engine, until).by_time()), until)
        self.announcer.prepare(self.engine.state, timeline)
        return self.announcer.announcements(self.engine.state, timeline, now)

    def wait_for(self, phrase: str) -> None:
        self._qtbot.waitUntil(lambda: phrase in self.narrator.lengths, timeout=PATIENCE_MS)


@pytest.fixture
def booth(qtbot: QtBot, tmp_path: Path) -> Iterator[Booth]:
    made = Booth(qtbot, tmp_path / "speech")
    yield made
    made.announcer.end()


FIRST = "Get ready: Bridge. Set one of two, hold thirty seconds"


def test_a_phrase_is_said_once_it_is_rendered(booth: Booth) -> None:
    assert booth.ask(0) == ((), False)
    booth.wait_for(FIRST)
    (spoken, *_), stops = booth.ask(600)
    assert (spoken.at, spoken.phrase, stops) == (850, FIRST, False)
    assert spoken.end - spoken.at == booth.narrator.lengths[FIRST]
    assert Path(booth.announcer.file(FIRST)).exists()


def test_what_is_about_to_begin_stays_as_it_was_told(booth: Booth) -> None:
    booth.ask(0)
    booth.wait_for(FIRST)
    first = booth.ask(600)[0][0]
    assert booth.ask(700)[0][0] == first
    assert booth.ask(900)[0][0] == first
    assert first not in booth.ask(first.end)[0]


def test_the_whole_session_is_rendered_at_its_start(booth: Booth, qtbot: QtBot) -> None:
    said = {*phrases_of_session(booth.engine.state, Telling())}
    assert any("Set two of two" in phrase for phrase in said)
    booth.ask(0)
    qtbot.waitUntil(lambda: said <= {*booth.narrator.lengths}, timeout=PATIENCE_MS)


def test_a_set_more_is_rendered_as_soon_as_it_is_wanted(booth: Booth) -> None:
    booth.ask(0)
    booth.past += booth.engine.change_sets(500, 1).by_time()
    booth.ask(600)
    booth.wait_for("Rest, twenty seconds. Next: Bridge. Set three of three, hold thirty seconds")


def test_only_what_is_said_soon_is_told_at_once(booth: Booth, qtbot: QtBot) -> None:
    booth.ask(0)
    booth.wait_for("Twenty")
    booth.announcer._gather.stop()
    told: list[None] = []
    booth.announcer.ready.connect(lambda: told.append(None))
    booth.narrator.rendered.emit(Rendered("Much later", Manner(), "a.wav", 100))
    assert not booth.announcer._gather.isActive()
    booth.narrator.rendered.emit(Rendered(FIRST, Manner(), "a.wav", 100))
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)


def test_switched_off_in_the_middle_of_a_phrase_it_stops(booth: Booth) -> None:
    booth.ask(0)
    booth.wait_for(FIRST)
    booth.ask(600)
    booth.speech = None
    assert booth.ask(1_500) == ((), True)
    assert booth.ask(1_600) == ((), False)


def test_a_countdown_moved_up_stops_the_phrase_it_would_be_covered_by(booth: Booth) -> None:
    booth.ask(0)
    booth.wait_for(FIRST)
    booth.ask(600)
    booth.past += booth.engine.add_time(1_500, -4_000).by_time()
    coming, stops = booth.ask(1_500)
    assert stops
    assert FIRST not in {spoken.phrase for spoken in coming}


def test_another_manner_is_rendered_anew(booth: Booth) -> None:
    booth.ask(0)
    booth.wait_for(FIRST)
    usual = booth.narrator.lengths[FIRST]
    booth.speech = Speech(Manner(speed_percent=150))
    booth.ask(100)
    assert FIRST not in booth.narrator.lengths
    booth.wait_for(FIRST)
    assert booth.narrator.lengths[FIRST] < usual


def test_what_is_being_said_keeps_its_file_though_the_voice_is_another(booth: Booth) -> None:
    booth.ask(0)
    booth.wait_for(FIRST)
    first = booth.ask(600)[0][0]
    file = booth.announcer.file(first.phrase)
    booth.speech = Speech(Manner(speed_percent=150))
    told, stops = booth.ask(first.at + 500)
    assert (told[0], stops) == (first, False)
    assert booth.announcer.file(first.phrase) == file


def test_a_process_that_dies_is_started_again_for_what_is_left(booth: Booth, qtbot: QtBot) -> None:
    booth.ask(0)
    booth.wait_for(FIRST)
    booth.narrator._process.kill()
    booth.wait_for("Paused")


def test_without_an_engine_it_says_so_and_asks_no_more(
    booth: Booth, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    mute = 'import sys; sys.stdout.write(\'{"offer": {"engine": "", "error": "no wheel", '
    mute += '"languages": [], "voices": []}}\\n\'); sys.exit(1)'
    monkeypatch.setattr(
        "bandtimer.player.narrator.voice_command", lambda *_: (sys.executable, "-c", mute)
    )
    offers: list[Offer] = []
    told: list[str] = []
    booth.narrator.offered.connect(offers.append)
    booth.announcer.told.connect(told.append)
    booth.ask(0)
    qtbot.waitUntil(lambda: bool(offers), timeout=PATIENCE_MS)
    assert offers[0].error == "no wheel"
    assert told == ["No voice: no speech engine works here. The sounds lead you."]
    qtbot.waitUntil(lambda: booth.narrator.process_id == 0, timeout=PATIENCE_MS)
    booth.ask(100)
    assert booth.narrator.process_id == 0


def test_a_phrase_that_cannot_be_spoken_is_left_out(booth: Booth, qtbot: QtBot) -> None:
    answers: list[Rendered] = []
    booth.narrator.rendered.connect(answers.append)
    booth.speech = Speech(Manner(language="xx"))
    booth.ask(0)
    qtbot.waitUntil(lambda: len(answers) > 3, timeout=PATIENCE_MS)
    assert all(answer.error for answer in answers)
    assert booth.ask(600) == ((), False)
    assert booth.narrator._wish is not None
    assert answers[0].phrase not in booth.narrator._wish.phrases


def test_a_process_that_dies_again_and_again_is_told_of_once(
    booth: Booth, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "bandtimer.player.narrator.voice_command", lambda *_: (sys.executable, "-c", "exit(3)")
    )
    told: list[str] = []
    booth.announcer.told.connect(told.append)
    booth.ask(0)
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)
    booth.ask(100)
    assert booth.narrator.process_id == 0
    assert told == ["No voice: no speech engine works here. The sounds lead you."]


def test_that_nothing_can_be_kept_is_told_once(booth: Booth, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "speech").write_text("in the way")
    told: list[str] = []
    answers: list[Rendered] = []
    booth.announcer.told.connect(told.append)
    booth.narrator.rendered.connect(answers.append)
    booth.ask(0)
    qtbot.waitUntil(lambda: len(answers) > 10, timeout=PATIENCE_MS)
    (text,) = told
    assert text.startswith("No voice: speech cannot be kept in ")
    assert text.endswith(" The sounds lead you.")
