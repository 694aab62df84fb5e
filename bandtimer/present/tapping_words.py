"""What the screen says on which the loudspeaker's delay is found by ear, and what it offers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from bandtimer.present.tapping import (
    LARGEST_SPREAD_MS,
    STEADY_MS,
    STEP_MS,
    TAPS,
    WARM_UP,
    Marks,
    Phase,
    Trial,
    marks,
    spread_ms,
)
from bandtimer.present.tone import Tone
from bandtimer.sound.messages import Trouble


class Wish(Enum):
    """What can be wanted on the screen."""

    START = auto()
    LOOK = auto()
    USE = auto()
    KEEP = auto()
    AGAIN = auto()
    LESS = auto()
    MORE = auto()
    BACK = auto()
    RETRY = auto()


@dataclass(frozen=True, slots=True)
class Offer:
    """A wish in the words of its button; one that is not `possible` now keeps its place."""

    wish: Wish
    text: str
    possible: bool = True


@dataclass(frozen=True, slots=True)
class TapView:
    """The screen: a headline with what explains it, one number, and what each key does.

    `offers` are told by the names of the keys on the buttons.
    """

    headline: str
    says: tuple[str, ...]
    offers: dict[str, Offer]
    word: str = ""
    number: str = ""
    caption: str = ""
    tone: Tone = Tone.NEUTRAL
    marks: Marks | None = None
    shows_beat: bool = False


_FOR = (
    "For loudspeakers that do not tell how late they are, as with Bluetooth; a cable needs none of "
    "this."
)
_SOUND_IS_OFF = "Sound is switched off in the settings; these beats are played all the same."
_BACK = Offer(Wish.BACK, "Back")
_LOOK = Offer(Wish.LOOK, "Look and listen")
_AGAIN = Offer(Wish.AGAIN, "Once more")

_SILENCES = {
    Trouble.NO_OUTPUT: (
        "No output was found.",
        "Connect or switch on a loudspeaker; this screen goes on by itself once it is there.",
    ),
    Trouble.NO_LIBRARY: (
        "miniaudio, which plays all sounds, does not load.",
        "Install BandTimer's packages anew. The command “doctor” tells whether it is mended.",
    ),
    None: (
        "The output does not answer.",
        "Switch the loudspeaker off and on again, or choose another in your computer's settings.",
    ),
}


def tap_view(trial: Trial, *, is_sound_on: bool = True) -> TapView:
    """Return the screen; the beats are played even where sound is switched off."""
    match trial.phase:
        case Phase.READY:
            return TapView(
                "Find the delay by\u00a0ear",
                (
                    _FOR,
                    "You tap along to beats; the result is good to some 30\u00a0ms.",
                    "" if is_sound_on else _SOUND_IS_OFF,
                ),
                {"Enter": Offer(Wish.START, "Start"), "L": _LOOK, "Esc": _BACK},
                word="Delay now",
                number=f"{trial.in_force} ms",
                tone=Tone.REST,
            )
        case Phase.WAKING | Phase.TAPPING:
            return _tapping(trial)
        case Phase.FOUND:
            return _found(trial)
        case Phase.UNCLEAR:
            return _unclear(trial)
        case Phase.CHECK:
            return _check(trial)
        case Phase.SILENT:
            return TapView(
                "No sound",
                _SILENCES[trial.trouble],
                {"Enter": Offer(Wish.RETRY, "Try again"), "Esc": _BACK},
                tone=Tone.ALERT,
            )


def _tapping(trial: Trial) -> TapView:
    return TapView(
        "Press Space on each beat",
        (
            "Shut your eyes and tap what you hear. A click taps, too.",
            "The loudspeaker wakes up …"
            if trial.phase is Phase.WAKING
            else f"The first {WARM_UP} only get you into it.",
        ),
        {"Esc": _BACK},
        number=str(len(trial.taps)),
        caption=f"of {TAPS} taps",
        tone=Tone.READY,
        marks=marks(trial),
    )


def _found(trial: Trial) -> TapView:
    spread = spread_ms(trial.taps)
    is_steady = spread <= STEADY_MS
    within = f"Half of your taps lie within {spread}\u00a0ms of it."
    return TapView(
        "Steady taps" if is_steady else "Wide taps",
        (within if is_steady else f"{within} Once more may tell better.",),
        {"Enter": Offer(Wish.USE, f"Use {trial.delay} ms"), "R": _AGAIN, "Esc": _BACK},
        word="About",
        number=f"{trial.delay} ms",
        tone=Tone.WORK,
        marks=marks(trial),
    )


def _unclear(trial: Trial) -> TapView:
    offers = {"Enter": _AGAIN, "L": _LOOK, "Esc": _BACK}
    if len(trial.taps) < TAPS:
        return TapView(
            "Too few taps",
            (
                "Press Space on each beat, as soon as you are in time with it.",
                "If you heard none, turn up your computer's volume and see where its sound goes.",
            ),
            offers,
            number=str(len(trial.taps)),
            caption=f"of {TAPS} taps",
            tone=Tone.ALERT,
            marks=marks(trial),
        )
    return TapView(
        "Taps too far apart",
        (
            "Shut your eyes, let a few beats go by until you feel the next one come, then tap.",
            "Or find the delay by eye and ear.",
        ),
        offers,
        word="Half of them are off by",
        number=f"{spread_ms(trial.taps)} ms",
        caption=f"above {LARGEST_SPREAD_MS} ms they tell nothing",
        tone=Tone.ALERT,
        marks=marks(trial),
    )


def _check(trial: Trial) -> TapView:
    is_as_before = trial.delay == trial.in_force
    return TapView(
        "Look and listen",
        (
            "The spot lights up when the beat should be heard.",
            "Heard after the light: →",
            "Heard before the light: ←",
        ),
        {
            "←": Offer(Wish.LESS, f"−{STEP_MS} ms", trial.delay > 0),
            "Enter": Offer(Wish.KEEP, f"Keep {trial.delay} ms"),
            "→": Offer(Wish.MORE, f"+{STEP_MS} ms", trial.delay < trial.most),
            "Esc": Offer(Wish.BACK, "Back" if is_as_before else f"Leave it at {trial.in_force} ms"),
        },
        number=f"{trial.delay} ms",
        tone=Tone.READY,
        shows_beat=True,
    )
