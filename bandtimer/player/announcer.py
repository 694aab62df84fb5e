"""Has said what a session asks for: the phrases rendered in time, each where there is room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QTimer, Signal

from bandtimer.core.plan import Plan
from bandtimer.core.routine import MINUTE
from bandtimer.core.state import State
from bandtimer.player.narrator import Narrator
from bandtimer.present.narration import phrases_ahead, wishes
from bandtimer.present.placement import Spoken, Timeline, is_in_the_way, placed
from bandtimer.present.rehearsal import phrases_of_session
from bandtimer.present.wish import Telling
from bandtimer.voice.engine import Manner
from bandtimer.voice.messages import Offer, Rendered

# Phrases that become ready one after the other are told together.
_GATHER_MS = 60
# So many phrases in vain, and not one that can be spoken, are worth telling.
_TELLING_FAILURES = 3
# So soon an output of its usual latency may be in the middle of what is due.
SETTLED_MS = 250


@dataclass(frozen=True, slots=True)
class Speech:
    """How to speak, and what of."""

    manner: Manner = field(default_factory=Manner)
    telling: Telling = field(default_factory=Telling)


class Announcer(QObject):
    """Keeps what has been said of one session at a time.

    `speech` is asked what is wanted, None for no voice. `ready` says that more phrases can be
    spoken. `told` carries a sentence for the user where there is no voice.
    """

    ready = Signal()
    told = Signal(str)

    def __init__(
        self, narrator: Narrator, speech: Callable[[], Speech | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._narrator, self._speech = narrator, speech
        self._told: list[Spoken] = []
        # What is told keeps its file though the voice becomes another one meanwhile.
        self._files: dict[str, str] = {}
        self._awaited: set[str] = set()
        self._failures = 0
        self._rehearsed: tuple[Plan, Mapping[str, str], Telling] | None = None
        self._session: list[str] = []
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(_GATHER_MS)
        self._gather.timeout.connect(self.ready)
        narrator.rendered.connect(self._take)
        narrator.offered.connect(self._judge)

    def begin(self) -> None:
        """Forget the session before."""
        self._told.clear()
        self._files.clear()
        self._failures = 0
        self._rehearsed = None
        self._narrator.close()

    def end(self) -> None:
        """End the process that renders; the session is over."""
        self._gather.stop()
        self._narrator.close()

    def file(self, phrase: str) -> str:
        """Return the sound file of a phrase that was placed."""
        return self._files[phrase]

    def prepare(self, state: State, timeline: Timeline) -> None:
        """Have rendered what will be said soon, and behind that all else of the session."""
        speech = self._speech()
        if speech is None:
            return
        soon = phrases_ahead(state, timeline.items, speech.telling, timeline.until)
        self._awaited = {*soon}
        self._rehearse(state, speech.telling)
        self._narrator.ask(speech.manner, tuple(dict.fromkeys((*soon, *self._session))))

    def _rehearse(self, state: State, telling: Telling) -> None:
        """Know what the session will say, which changes with its plan and its bands only."""
        known = self._rehearsed
        if known is None or known[0] is not state.plan or known[1:] != (state.bands, telling):
            self._rehearsed = state.plan, state.bands, telling
            self._session = phrases_of_session(state, telling)

    def announcements(
        self, state: State, timeline: Timeline, now: int, settled_ms: int = SETTLED_MS
    ) -> tuple[tuple[Spoken, ...], bool]:
        """Return what is being and to be said, and whether what is being said must stop.

        What is due within `settled_ms` the output may be in the middle of: it stays as it is, and
        nothing else is put there.
        """
        running = [spoken for spoken in self._told if spoken.at <= now < spoken.end]
        speech = self._speech()
        if speech is None:
            self._told.clear()
            return (), bool(running)
        settled = timeline.lasts(settled_ms)
        stops = any(is_in_the_way(spoken, timeline) for spoken in running)
        begun = [
            spoken
            for spoken in self._told
            if now - MINUTE < spoken.at <= now + settled
            and not (spoken.end > now and is_in_the_way(spoken, timeline))
        ]
        asked = wishes(state, timeline.items, speech.telling, timeline.until, timeline.best_at)
        coming = placed(asked, timeline, self._narrator.lengths, begun, now + settled)
        files = self._narrator.files
        self._files |= {spoken.phrase: files[spoken.phrase] for spoken in coming}
        self._told = [*begun, *coming]
        return tuple(spoken for spoken in self._told if spoken.end > now), stops

    def interrupt(self, now: int) -> None:
        """Take note that what is being said has been broken off."""
        self._told = [spoken for spoken in self._told if spoken.end <= now]

    def _take(self, rendered: Rendered) -> None:
        if rendered.error:
            self._failures += 1
            # One phrase alone may be what an engine stumbles over.
            if self._failures == _TELLING_FAILURES and not self._narrator.lengths:
                self.told.emit(f"No voice: {rendered.error}. The sounds lead you.")
        is_awaited = rendered.phrase in self._awaited and not rendered.error
        if is_awaited and not self._gather.isActive():
            self._gather.start()

    def _judge(self, offer: Offer) -> None:
        if offer.error:
            self.told.emit("No voice: no speech engine works here. The sounds lead you.")
