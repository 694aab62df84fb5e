"""Has heard what a session's score says, by telling the speaker ahead of time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from time import perf_counter_ns

from PySide6.QtCore import QObject, QTimer, Signal

from bandtimer.assets import resources
from bandtimer.core.choices import Side
from bandtimer.core.cues import Cue
from bandtimer.core.engine import Output
from bandtimer.core.facts import (
    Fact,
    Paused,
    PlanChanged,
    SessionEnded,
    StepEnded,
    StepRestarted,
    StepStarted,
)
from bandtimer.core.longest_hold import surpassed_at
from bandtimer.core.state import Status
from bandtimer.player.announcer import SETTLED_MS, Announcer
from bandtimer.player.controller import LATE_MS, SessionController
from bandtimer.player.speaker import Speaker
from bandtimer.present.hearing import SOUND_IS_BACK, trouble_text
from bandtimer.present.placement import Timeline
from bandtimer.present.score import Note, Sound, score
from bandtimer.sound.messages import Item, Report

# So far ahead everything is told, and so often anew: the window may be busy for the difference.
AHEAD_MS = 20_000
_AGAIN_MS = 8_000
# A pause this long may be the end of it: the output is let go until the session goes on.
_LONG_PAUSE_MS = 60_000
# A phrase that begins later than this could run into the countdown it was placed before.
_PHRASE_LATE_MS = 100
# An order takes so long to the output, which may be in the middle of rendering.
_ON_ITS_WAY_MS = 150
# Faster than this it is no exercise but a trial, and noise.
_FASTEST = 4.0
_MS = 1_000_000

Bests = Mapping[tuple[str, Side], int]


# What makes a surprise of a session's course: what is being said was about what is over now.
_TURNS = (Paused, PlanChanged, SessionEnded, StepEnded, StepRestarted)


@dataclass(frozen=True, slots=True)
class Hearing:
    """What is heard: `volume` from 0 to 1, which sounds not, how much earlier all leaves, in ms.

    With `ducks`, other programs' music is low during phrases.
    """

    volume: float = 1.0
    off: frozenset[str] = frozenset()
    early_ms: int = 0
    ducks: bool = True


class Conductor(QObject):
    """Leads the speaker through one session at a time, from `attend` until it ends or is left.

    `hearing` is asked whenever something is told to the speaker. `told` carries a sentence for the
    user when the output fails in a session, or is back.
    """

    told = Signal(str)

    def __init__(
        self,
        speaker: Speaker,
        hearing: Callable[[], Hearing],
        parent: QObject | None = None,
        announcer: Announcer | None = None,
    ) -> None:
        super().__init__(parent)
        self._speaker, self._hearing, self._announcer = speaker, hearing, announcer
        if announcer is not None:
            announcer.ready.connect(self.refresh)
            announcer.told.connect(self.told)
        self._controller: SessionController | None = None
        self._bests: Bests = {}
        self._past: list[Fact | Cue] = []
        self._expected: tuple[Fact, ...] = ()
        self._is_in_trouble = False
        self._latency_ms = 0
        self._again = QTimer(self)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self.refresh)
        self._long_pause = QTimer(self)
        self._long_pause.setSingleShot(True)
        self._long_pause.setInterval(_LONG_PAUSE_MS)
        self._long_pause.timeout.connect(speaker.close)
        speaker.renewed.connect(lambda: self._tell(late_ms=0))
        speaker.reported.connect(self._judge)

    def attend(self, controller: SessionController, bests: Bests) -> None:
        """Let this session be heard; `bests` has the longest holds so far by exercise and side."""
        self._part()
        if controller.speed > _FASTEST:
            return
        self._controller, self._bests = controller, bests
        self._past, self._expected = [], ()
        if self._announcer is not None:
            self._announcer.begin()
        controller.happened.connect(self._take)
        controller.left.connect(self._part)
        if controller.is_running:
            self._tell()

    def shut(self) -> None:
        """Let the last sound end, and end the process that plays."""
        self._part()
        self._speaker.shut()

    def refresh(self) -> None:
        """Tell the speaker anew what comes: a setting may be another, and time has passed."""
        self._tell()

    def _take(self, output: Output) -> None:
        for item in output.by_time():
            if isinstance(item, StepStarted | StepRestarted):
                # What ended at this instant is told together with what begins.
                self._past = [past for past in self._past if _at(past) == item.at]
            self._past.append(item)
        if output.facts:
            surprises = [fact for fact in output.facts if fact not in self._expected]
            self._tell(hush=any(isinstance(fact, _TURNS) for fact in surprises))

    def _tell(self, late_ms: int = LATE_MS, *, hush: bool = False) -> None:
        controller = self._controller
        if controller is None:
            return
        state, hearing = controller.state, self._hearing()
        ahead = round(AHEAD_MS * controller.speed)
        coming = controller.foreseen(ahead)
        self._expected = coming.facts
        if state.status is Status.PAUSED:
            self._again.stop()
            if not self._long_pause.isActive():
                self._long_pause.start()
        else:
            self._long_pause.stop()
            self._again.start()
            if hearing.volume > 0:
                self._speaker.open()
        if hearing.volume == 0:
            self._speaker.play((), hush=True)
            self._speaker.close()
            hush = True
        # Told to a speaker that is closed, it is lost, as it should be.
        items = (*self._past, *coming.by_time())
        best_at = surpassed_at(state, self._bests)
        now = controller.now
        earliest = now - late_ms * controller.speed
        sounds = [
            # What is late by nothing but the way to the ear is in time.
            self._item(controller, note.due, note.sound, _file(note.sound), LATE_MS + self._way_ms)
            for note in _with_best(score(items), best_at)
            if note.due >= earliest and note.sound not in hearing.off
        ]
        timeline = Timeline(items, now + ahead, best_at, hearing.off, controller.speed)
        phrases, stops = self._phrases(timeline, hush)
        self._speaker.play(sounds + phrases, hush=hush or stops)
        if state.status is Status.ENDED:
            self._part()

    def _phrases(self, timeline: Timeline, hush: bool) -> tuple[list[Item], bool]:
        """Return the phrases to be said, and whether one that is being said has to stop."""
        controller, announcer, hearing = self._controller, self._announcer, self._hearing()
        if controller is None or announcer is None:
            return [], False
        if hush:
            announcer.interrupt(controller.now)
        if hearing.volume == 0:
            return [], False
        announcer.prepare(controller.state, timeline)
        # Words said into an output that still wakes up are lost; they have patience.
        if not self._speaker.is_ready:
            return [], False
        settled_ms = max(SETTLED_MS, self._way_ms + _ON_ITS_WAY_MS)
        coming, stops = announcer.announcements(
            controller.state, timeline, controller.now, settled_ms
        )
        return [
            replace(
                self._item(
                    controller,
                    spoken.at,
                    spoken.phrase,
                    announcer.file(spoken.phrase),
                    _PHRASE_LATE_MS,
                ),
                ducks_ms=round((spoken.end - spoken.at) / controller.speed) * hearing.ducks,
            )
            for spoken in coming
        ], stops

    @property
    def _way_ms(self) -> int:
        """Return how long before it is heard a sound has to leave."""
        return self._hearing().early_ms + self._latency_ms

    def _item(
        self, controller: SessionController, due: int, what: str, file: str, late_ms: int
    ) -> Item:
        hearing = self._hearing()
        wait_ms = (due - controller.now) / controller.speed - hearing.early_ms
        at = perf_counter_ns() + round(wait_ms * _MS)
        return Item(f"{due} {what}", at, file, hearing.volume, late_ms)

    def _judge(self, report: Report) -> None:
        was_in_trouble, self._is_in_trouble = self._is_in_trouble, report.trouble is not None
        self._latency_ms = report.latency_ms
        if self._controller is None:
            return
        if report.trouble is not None:
            self.told.emit(trouble_text(report.trouble))
        elif was_in_trouble:
            self.told.emit(SOUND_IS_BACK)
        self._tell()

    def _part(self) -> None:
        controller, self._controller = self._controller, None
        self._again.stop()
        self._long_pause.stop()
        if controller is not None:
            controller.happened.disconnect(self._take)
            controller.left.disconnect(self._part)
            self._speaker.close()
            if self._announcer is not None:
                self._announcer.end()


def _file(sound: Sound) -> str:
    return str(resources() / "sounds" / f"{sound}.wav")


def _at(item: Fact | Cue) -> int:
    return item.due if isinstance(item, Cue) else item.at


def _with_best(notes: Sequence[Note], at: int | None) -> tuple[Note, ...]:
    """Add a best at this instant, unless something sounds then that says more."""
    if at is None:
        return tuple(notes)
    ranks = list(Sound)
    taken = [note for note in notes if note.due == at]
    if any(ranks.index(note.sound) < ranks.index(Sound.BEST) for note in taken):
        return tuple(notes)
    others = (note for note in notes if note not in taken)
    return tuple(sorted((*others, Note(at, Sound.BEST)), key=lambda note: note.due))
