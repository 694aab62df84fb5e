"""Phrases put where there is room for them on a session's timeline.

A phrase never covers a countdown, a sound that tells something, the end of a step or another
phrase. It waits for a while, is shortened, or is left out; what matters most is placed first.
"""

from bisect import insort
from collections.abc import Container, Iterable, Mapping, Sequence

from bandtimer.core.cues import Cue, CueKind
from bandtimer.core.facts import Fact, StepEnded
from bandtimer.core.routine import SECOND
from bandtimer.present.narration import PATIENCE_MS, Rank, Wish
from bandtimer.present.score import Note, Sound, score

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

Span = tuple[int, int]


def placed(
    wishes: Iterable[Wish],
    items: Sequence[Fact | Cue],
    lengths: Mapping[str, int],
    until: int,
    best_at: int | None = None,
    silent: Container[str] = (),
) -> tuple[Note, ...]:
    """Return the phrases that there is room for, by time.

    `items` is all that is known to happen up to `until`; nothing is said on beyond that, where
    anything may come. `lengths` has the phrases that can be spoken, with their milliseconds.
    `silent` names the sounds that are switched off.
    """
    sounds = {note.due: note.sound for note in score(items) if note.sound is not None}
    if best_at is not None:
        sounds.setdefault(best_at, Sound.BEST)
    lasting = {due: 0 if sound in silent else SOUND_MS[sound] for due, sound in sounds.items()}
    room = _Room(_kept_clear(sounds, lasting, items, until), _countdowns(items))
    notes = []
    for wish in sorted(wishes, key=lambda wish: (wish.rank, wish.at)):
        begin = wish.at + (lasting[wish.at] + GAP_MS if lasting.get(wish.at) else 0)
        latest = begin + PATIENCE_MS[wish.rank]
        for phrase in wish.variants:
            length = lengths.get(phrase)
            at = None if length is None else room.find(begin, latest, length, wish.rank)
            if at is not None and length is not None:
                room.take(at, at + length)
                notes.append(Note(at, None, phrase))
                break
    return tuple(sorted(notes, key=lambda note: note.due))


def _kept_clear(
    sounds: Mapping[int, Sound], lasting: Mapping[int, int], items: Iterable[Fact | Cue], until: int
) -> list[Span]:
    clear = [
        (due - CLEAR_MS, due + lasting[due])
        for due, sound in sounds.items()
        if sound not in _UNDER_WORDS
    ]
    clear += [(item.at - CLEAR_MS, item.at) for item in items if isinstance(item, StepEnded)]
    return [*clear, (until, until + 24 * 3_600 * SECOND)]


def _countdowns(items: Iterable[Fact | Cue]) -> list[Span]:
    return [
        (item.due - CLEAR_MS, item.due + int(item.value or 0) * SECOND)
        for item in items
        if isinstance(item, Cue) and item.kind is CueKind.COUNTDOWN
    ]


class _Room:
    """What of the timeline is taken, as spans that nothing may overlap."""

    def __init__(self, clear: Iterable[Span], countdowns: Iterable[Span]) -> None:
        self._within_countdowns = _merged(clear)
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
            if at > latest:
                return None
        return at

    def take(self, start: int, end: int) -> None:
        """Take the room from `start` to `end`, which was found to be free."""
        for spans in (self._within_countdowns, self._elsewhere):
            insort(spans, (start, end + GAP_MS))


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged
