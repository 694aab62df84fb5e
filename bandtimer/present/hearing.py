"""What is said of the sound output: on the player's page, and by `doctor`."""

from bandtimer.sound.messages import Report, Trouble
from bandtimer.voice.engine import fits
from bandtimer.voice.messages import Offer

SOUND_IS_BACK = "Sound is back."

_TROUBLES = {
    Trouble.NO_OUTPUT: "No sound: no output was found. It comes back by itself once there is one.",
    Trouble.NO_LIBRARY: "No sound: miniaudio, which plays it, does not load.",
}


def trouble_text(trouble: Trouble) -> str:
    """Return in a sentence what is wrong, for who is in the middle of a session."""
    return _TROUBLES[trouble]


def output_text(report: Report, found: str) -> str:
    """Return in a line what came of trying the output; `found` is what there seems to be."""
    match report.trouble:
        case None:
            music = (
                "is lowered while the voice speaks" if report.lowers_music else "plays on as it is"
            )
            return (
                f"{report.output}, heard about {report.latency_ms} ms after it is played; other "
                f"programs' music {music}"
            )
        case Trouble.NO_OUTPUT:
            return f"none found: no output opens ({found})"
        case Trouble.NO_LIBRARY:
            return "miniaudio does not load: install BandTimer's packages anew"


def voices_text(offer: Offer) -> str:
    """Return in a sentence which speech engine and voices there are, or why there are none."""
    if offer.error:
        return f"none, sounds lead alone: {offer.error}"
    english = sum(fits("en", language.tag) for language in offer.languages)
    return (
        f"{offer.engine}: {len(offer.languages)} languages, {english} of them English; beside the "
        f"usual voice {', '.join(voice.name for voice in offer.voices) or 'none'}"
    )
