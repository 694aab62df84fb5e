"""What is heard of a session and when: a note for every instant at which something sounds.

Each sound means one thing. Where several cues fall on one instant, only the one that says most
sounds, in the order of `Sound`: the end of a set that leads at once into the next is a go, the
last rep of a set is its end, a rep that is followed by the next lift is a lift.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bandtimer.core.cues import Cue, CueKind
from bandtimer.core.facts import Fact
from bandtimer.core.routine import Phase


class Sound(StrEnum):
    """The sounds, what says most first; each is the file of that name in `resources/sounds`.

    LIFT, LOWER and HOLD lead the phases of a rep; REP confirms one that the athlete counted.
    MINIMUM also sounds at the target of a hold that goes on past it: both say that what was
    asked for is done, and that more is welcome.
    """

    SESSION_DONE = "session_done"
    GO = "go"
    SWITCH = "switch"
    BEST = "best"
    SET_DONE = "set_done"
    MINIMUM = "minimum"
    HALFWAY = "halfway"
    TEN_LEFT = "ten_left"
    TICK = "tick"
    LIFT = "lift"
    LOWER = "lower"
    HOLD = "hold"
    REP = "rep"


@dataclass(frozen=True, slots=True)
class Note:
    """A sound to be heard from `due` on, in ms on the session's clock."""

    due: int
    sound: Sound


_BY_CUE = {
    CueKind.GO: Sound.GO,
    CueKind.REP: Sound.REP,
    CueKind.MINIMUM_REACHED: Sound.MINIMUM,
    CueKind.TARGET_REACHED: Sound.MINIMUM,
    CueKind.HALFWAY: Sound.HALFWAY,
    CueKind.SECONDS_LEFT: Sound.TEN_LEFT,
    CueKind.COUNTDOWN: Sound.TICK,
    CueKind.SWITCH_SIDES: Sound.SWITCH,
    CueKind.SET_DONE: Sound.SET_DONE,
    CueKind.SESSION_DONE: Sound.SESSION_DONE,
}

_BY_PHASE = {
    Phase.CONCENTRIC: Sound.LIFT,
    Phase.TOP: Sound.HOLD,
    Phase.ECCENTRIC: Sound.LOWER,
    Phase.BOTTOM: Sound.HOLD,
}

_RANKS = {sound: rank for rank, sound in enumerate(Sound)}


def score(items: Iterable[Fact | Cue]) -> tuple[Note, ...]:
    """Return the notes for what happens in a session, by time.

    `items` is what has happened since the step under way began and what is foreseen, by time;
    the notes of what is past come with it, for whoever has missed none of them to leave out.
    """
    sounds: dict[int, Sound] = {}
    for item in items:
        if not isinstance(item, Cue):
            continue
        sound = sound_of(item)
        if sound is not None:
            other = sounds.get(item.due, sound)
            sounds[item.due] = min(sound, other, key=_RANKS.__getitem__)
    return tuple(Note(due, sound) for due, sound in sorted(sounds.items()))


def sound_of(cue: Cue) -> Sound | None:
    """Return how a cue sounds where it stands alone; the openings of rests are for words only."""
    if cue.kind is CueKind.PHASE:
        return _BY_PHASE[Phase(str(cue.value))]
    return _BY_CUE.get(cue.kind)
