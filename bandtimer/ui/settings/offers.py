"""What the page says of each setting, and which of its values it offers."""

import sys
from collections.abc import Hashable
from dataclasses import dataclass

from bandtimer.core.choices import CountAloud
from bandtimer.core.plan import Side
from bandtimer.core.routine import SECOND, Tempo
from bandtimer.storage.setting_rules import Line, OneOf, Pace, Rule, Whole, YesNo
from bandtimer.storage.settings import Counting, Motion, Settings, ThemeChoice, rules

Values = tuple[tuple[Hashable, str], ...]

# Seconds are offered one by one up to here, then in steps of five.
_ONE_BY_ONE = 15
_STEP = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """A setting on the page; `unit` follows a number."""

    field: str
    title: str
    explanation: str
    unit: str = ""


SESSION = (
    Entry("get_ready_s", "Get ready", "How long you have before the first set.", "s"),
    Entry("switch_s", "Switch sides", "How long you have to turn over between sides.", "s"),
    Entry("lead_in_s", "Countdown", "Counts you back in when you go on after a pause.", "s"),
    Entry("first_side", "First side", "Which side begins where a routine has you do both."),
    Entry("counting", "Counting", "Paced leads each rep; at your pace, Space counts them."),
    Entry("tempo", "Pace", "Seconds to lower, pause, lift and hold, if an exercise names none."),
)
GOAL = (
    Entry("sessions_per_week", "Sessions a week", "A week that has as many adds to your streak."),
)
LOOK = (
    Entry("theme", "Theme", "System follows your desktop's light or dark, where it tells."),
    Entry(
        "text_percent", "Text size", "For everything but the player's number, which is large.", "%"
    ),
    Entry("motion", "Motion", "Reduced moves figure, ring and timeline once a second."),
)

SOUND = (
    Entry("sound", "Sound", "All that is heard, the voice too. M switches it in the player."),
    Entry("volume_percent", "Volume", "Of what your computer's own volume lets through.", "%"),
    Entry(
        "flash", "Flash", "The player's edge lights up with the cues, for those who do not hear."
    ),
    Entry(
        "sound_latency_ms",
        "Delay",
        "How late your loudspeaker is, beyond what it tells of itself.",
        "ms",
    ),
)
# No other system is asked to.
_OTHER_MUSIC = (
    Entry(
        "lower_music",
        "Lower other music",
        "What other programs play is low while the voice speaks.",
    ),
)
VOICE = (
    Entry("voice", "Speech", "Says what comes and how far you are. V switches it in the player."),
    Entry("voice_language", "Language", "Phrases are English; names of your own may not be."),
    Entry("voice_name", "Voice", "Who speaks."),
    Entry("voice_speed_percent", "Speed", "How fast the voice speaks.", "%"),
    Entry("voice_pitch_percent", "Pitch", "How high the voice is.", "%"),
    Entry("count_aloud", "Count aloud", "Which reps of a set are counted."),
    Entry("form_cues", "Form cues", "One in each set, another each time."),
    Entry("encouragement", "Encouragement", "A kind word when most of a set is behind you."),
    *(_OTHER_MUSIC if sys.platform == "linux" else ()),
)

_WORDINGS: dict[Hashable, str] = {
    Side.LEFT: "Left",
    Side.RIGHT: "Right",
    Counting.PACED: "Paced",
    Counting.SELF: "Your pace",
    ThemeChoice.DARK: "Dark",
    ThemeChoice.LIGHT: "Light",
    ThemeChoice.HIGH_CONTRAST: "High contrast",
    ThemeChoice.SYSTEM: "System",
    Motion.FULL: "Full",
    Motion.REDUCED: "Reduced",
    CountAloud.ALL: "All",
    CountAloud.FIFTH: "Every fifth",
    CountAloud.LAST_THREE: "Last three",
    CountAloud.NONE: "None",
}

# Eccentric, bottom, concentric, top; in seconds.
_PACES = (
    ("Brisk", (1, 0, 1, 0)),
    ("Even", (2, 0, 2, 0)),
    ("Steady", (2, 0, 2, 1)),
    ("Slow", (3, 0, 2, 1)),
    ("Very slow", (4, 0, 2, 2)),
)


def offered(entry: Entry, settings: Settings) -> Values:
    """List the values on offer with their wording, the one in force among them."""
    rule = rules(Settings)[entry.field]
    current = getattr(settings, entry.field)
    match rule:
        case OneOf(options):
            return tuple((option, _WORDINGS[option]) for option in options)
        case YesNo():
            return ((False, "Off"), (True, "On"))
        case Line():
            return ((current, str(current)),)
        case Whole():
            numbers = sorted({*_numbers(rule, entry.unit), current})
            return tuple((number, f"{number} {entry.unit}".strip()) for number in numbers)
        case Pace():
            return _paces(rule, current)
    raise TypeError(f"no way to offer {rule!r}")


def _numbers(rule: Whole, unit: str) -> tuple[int, ...]:
    if unit in {"%", "ms"}:
        return tuple(range(rule.low, rule.high + 1, _STEP))
    numbers = range(rule.low, rule.high + 1)
    return tuple(number for number in numbers if number <= _ONE_BY_ONE or number % 5 == 0)


def _paces(rule: Rule, current: Tempo) -> Values:
    named = {Tempo(*(part * SECOND for part in parts)): name for name, parts in _PACES}
    tempos = sorted({*named, current}, key=lambda tempo: tempo.rep_ms)
    return tuple((tempo, f"{named.get(tempo, '')} {rule.write(tempo)}".strip()) for tempo in tempos)
