"""Phrases put where there is room for them on a session's timeline.

A phrase never covers a countdown, a sound that tells something, the end of a step or another
phrase. It waits for a while, is shortened, or is left out; what matters most is placed first.
"""

from bisect import insort
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bandtimer.core.cues import Cue, CueKind
from bandtimer.core.facts import Fact, Paused, StepEnded, StepRestarted, TimeAdded
from bandtimer.core.routine import HOUR, SECOND
from bandtimer.present.score import Sound, score
from bandtimer.present.wish import PATIENCE_MS, Rank, Wish

# How long each sound is heard, in ms.
SOUND_MS = {
    Sound.SESSION_DONE: 1_610,
    Sound.GO: 420,
    Sound.SWITCH: 520,
    Sound.BEST: 950,
    Sound.SET_DONE: 920,
    Sound.MINIMUM: 600,
    Sound.HALFWAY: 600,
    Sound.TEN_LEFT: 340,
    Sound.TICK: 90,
    Sound.LIFT: 200,
    Sound.LOWER: 200,
    Sound.HOLD: 130,
    Sound.REP: 70,
}
# These lead or confirm a movement, and are as well heard behind words.
_UNDER_WORDS = {Sound.LIFT, Sound.LOWER, Sound.HOLD, Sound.REP}
# Silence that sets a phrase off from the sound before it, and from what comes behind it.
GAP_MS = 40
CLEAR_MS = 120

# What is counted down to is put off by these, or here.
_BREAKS = (Paused, StepEnded, StepRestarted, TimeAdded)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A phrase from `at` to `end`, in ms on the session's clock."""

    at: int
    end: int
    phrase: str
    rank: Rank


@dataclass(frozen=True, slots=True)
class Timeline:
    """What is known to happen up to `until`, on which phrases have to find room.

    Beyond `until` anything may come. `best_at` is when the hold under way is the longest ever, and
    `silent` names the sounds that are switched off. `speed` is how many milliseconds of the
    session pass in a real one: whatever is heard takes its real time.
    """

    items: Sequence[Fact | Cue]
    until: int
    best_at: int | None = None
    silent: Container[str] = ()
    speed: float = 1.0

    def lasts(self, real_ms: int) -> int:
        """Return how much of the session passes in so many real milliseconds."""
        return round(real_ms * self.speed)

    def lasting(self) -> dict[int, tuple[Sound, int]]:
        """Return what sounds at which instants, and for how long."""
        sounds = {note.due: note.sound for note in score(self.items)}
        if self.best_at is not None:
            sounds.setdefault(self.best_at, Sound.BEST)
        return {
            due: (sound, 0 if sound in self.silent else self.lasts(SOUND_MS[sound]))
            for due, sound in sounds.items()
        }


def placed(
    wishes: Iterable[Wish],
    timeline: Timeline,
    lengths: Mapping[str, int],
    begun: Iterable[Spoken] = (),
    now: int = 0,
) -> tuple[Spoken, ...]:
    """Return the phrases that there is room for, by time, in addition to those that have `begun`.

    `lengths` has the phrases that can be spoken, with their milliseconds. Nothing is placed before
    `now`, and no wish is fulfilled twice.
    """
    begun = tuple(begun)
    lasting = timeline.lasting()
    room = _Room(timeline, lasting)
    for spoken in begun:
        room.take(spoken.at, spoken.end)
    ends = sorted(item.at for item in timeline.items if isinstance(item, StepEnded))
    found = []
    for wish in sorted(wishes, key=lambda wish: (wish.rank, wish.at)):
        _, sounds_ms = lasting.get(wish.at, (None, 0))
        begin = wish.at + (sounds_ms + timeline.lasts(GAP_MS) if sounds_ms else 0)
        # What a step asks for is out of place in the next one.
        over = next((at for at in ends if at > wish.at), timeline.until)
        latest = min(begin + PATIENCE_MS[wish.rank], over - 1)
        if any(_fulfils(spoken, wish, latest) for spoken in begun):
            continue
        for phrase in wish.variants:
            real_ms = lengths.get(phrase)
            if real_ms is None:
                continue
            length = timeline.lasts(real_ms)
            at = room.find(max(begin, now), latest, length, wish.rank)
            if at is not None:
                room.take(at, at + length)
                found.append(Spoken(at, at + length, phrase, wish.rank))
                break
    return tuple(sorted(found, key=lambda spoken: spoken.at))


def is_in_the_way(spoken: Spoken, timeline: Timeline) -> bool:
    """Tell whether a phrase that has begun covers what nobody expected when it began."""
    room = _Room(timeline, timeline.lasting())
    length = spoken.end - spoken.at
    return room.find(spoken.at, spoken.at, length, spoken.rank) is None


def _fulfils(spoken: Spoken, wish: Wish, latest: int) -> bool:
    is_one = spoken.rank is wish.rank and spoken.phrase in wish.variants
    return is_one and wish.at <= spoken.at <= latest


def _kept_clear(timeline: Timeline, lasting: Mapping[int, tuple[Sound, int]]) -> list[Span]:
    before = timeline.lasts(CLEAR_MS)
    clear = [
        (due - before, due + length)
        for due, (sound, length) in lasting.items()
        if sound not in _UNDER_WORDS
    ]
    ends = [item.at for item in timeline.items if isinstance(item, StepEnded)]
    clear += [(at - before, at) for at in ends]
    return [*clear, (timeline.until, timeline.until + 24 * HOUR)]


def _countdowns(timeline: Timeline) -> list[Span]:
    """List when a countdown runs, which some things that happen break off."""
    spans = []
    broken_off = timeline.until
    for item in reversed(timeline.items):
        if isinstance(item, _BREAKS):
            broken_off = item.at
        elif isinstance(item, Cue) and item.kind is CueKind.COUNTDOWN:
            end = item.due + int(item.value or 0) * SECOND
            spans.append((item.due - timeline.lasts(CLEAR_MS), min(end, broken_off)))
    return spans


class _Room:
    """What of the timeline is taken, as spans that nothing may overlap."""

    def __init__(self, timeline: Timeline, lasting: Mapping[int, tuple[Sound, int]]) -> None:
        self._within_countdowns = _merged(_kept_clear(timeline, lasting))
        self._gap = timeline.lasts(GAP_MS)
        countdowns = _countdowns(timeline)
        self._elsewhere = _merged([*self._within_countdowns, *countdowns])

    def find(self, begin: int, latest: int, length: int, rank: Rank) -> int | None:
        """Return the first instant from which so much room is free, or None up to `latest`."""
        is_countdown = rank is Rank.COUNTDOWN
        spans = self._within_countdowns if is_countdown else self._elsewhere
        at = begin
        for start, end in spans:
            if start >= at + length:
                break
            # Spans may lie within others, so that no order of their ends helps to find the first.
            at = max(at, end)
        return at if at <= latest else None

    def take(self, start: int, end: int) -> None:
        """Take the room from `start` to `end`, which was found to be free."""
        for spans in (self._within_countdowns, self._elsewhere):
            insort(spans, (start, end + self._gap))


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged
