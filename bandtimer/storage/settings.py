"""The user's settings and last choices.

Every field carries its own rule, so that what a setting may be stands in one place:
`rules(Settings)` and `rules(RoutineChoices)` are what the file is read by and what a page of
settings offers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, get_origin, get_type_hints

from bandtimer.core.choices import CountAloud
from bandtimer.core.compile import Choices
from bandtimer.core.plan import Side
from bandtimer.core.routine import (
    DEFAULT_TEMPO,
    MAX_REPS,
    MAX_SETS,
    MAX_STEP_MS,
    SECOND,
    Exercise,
    Tempo,
)
from bandtimer.storage.bands import DEFAULT_BANDS, Band, bands_for, find_band
from bandtimer.storage.setting_rules import Line, Names, OneOf, Pace, Rule, Whole, YesNo


class Counting(StrEnum):
    """Who counts the reps: the program, leading them by the tempo, or the athlete."""

    PACED = "paced"
    SELF = "self"


class ThemeChoice(StrEnum):
    """The colours of the window; SYSTEM follows the desktop."""

    DARK = "dark"
    LIGHT = "light"
    HIGH_CONTRAST = "high-contrast"
    SYSTEM = "system"


class Motion(StrEnum):
    """Whether figure, ring and timeline glide, or move once a second."""

    FULL = "full"
    REDUCED = "reduced"


_ONE_SIDE = OneOf((Side.LEFT, Side.RIGHT))
_COUNTING = OneOf(tuple(Counting))
DEFAULT_VOICE = "default"
# Bluetooth loudspeakers take up to about a third of a second; nothing sensible takes this long.
MAX_LATENCY_MS = 1_000
# The id of an exercise: a setting outlives the file that it was made for.
EXERCISE = Line(100)
SUGGESTION = Line(200)


def _nothing() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class RoutineChoices:
    """What was last chosen for one routine; None leaves it to the routine or the settings.

    `variants` maps the routine's exercises, by id, to those that are done instead.
    """

    sets: Annotated[int | None, Whole(1, MAX_SETS)] = None
    reps: Annotated[int | None, Whole(1, MAX_REPS)] = None
    rest_s: Annotated[int | None, Whole(0, MAX_STEP_MS // SECOND)] = None
    counting: Annotated[Counting | None, _COUNTING] = None
    first_side: Annotated[Side | None, _ONE_SIDE] = None
    variants: Mapping[str, str] = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings; times in seconds. `routines` has the last choices by the routine's id.

    `bands` has those that are owned, the lightest of each kind first, `exercise_bands` the name
    of the one that an exercise, by its id, was last done with, `dismissed` what was
    suggested for an exercise and not wanted, `hold_timer` what was last chosen there, by name.
    `sessions_per_week` is the goal.

    `volume_percent` is of what the machine's own volume lets through. `quiet_sounds` names the
    sounds that are switched off, `flash` stands in for sounds on the screen. `voice_language` is a
    BCP 47 tag and `voice_name` a voice's name with the engine, "default" for its own choice; speed
    and pitch are in percent of the engine's usual ones. Sounds leave `sound_latency_ms` earlier
    than the output says they must. `lower_music` is for what other programs play meanwhile.
    """

    get_ready_s: Annotated[int, Whole(3, 60)] = 10
    switch_s: Annotated[int, Whole(2, 60)] = 6
    lead_in_s: Annotated[int, Whole(0, 15)] = 4
    first_side: Annotated[Side, _ONE_SIDE] = Side.LEFT
    counting: Annotated[Counting, _COUNTING] = Counting.PACED
    tempo: Annotated[Tempo, Pace()] = DEFAULT_TEMPO
    theme: Annotated[ThemeChoice, OneOf(tuple(ThemeChoice))] = ThemeChoice.DARK
    text_percent: Annotated[int, Whole(80, 200)] = 100
    motion: Annotated[Motion, OneOf(tuple(Motion))] = Motion.FULL
    sound: Annotated[bool, YesNo()] = True
    volume_percent: Annotated[int, Whole(10, 100)] = 80
    quiet_sounds: Annotated[frozenset[str], Names()] = frozenset()
    flash: Annotated[bool, YesNo()] = False
    sound_latency_ms: Annotated[int, Whole(0, MAX_LATENCY_MS)] = 0
    voice: Annotated[bool, YesNo()] = True
    lower_music: Annotated[bool, YesNo()] = True
    voice_language: Annotated[str, Line(35)] = "en"
    voice_name: Annotated[str, Line(200)] = DEFAULT_VOICE
    voice_speed_percent: Annotated[int, Whole(50, 200)] = 100
    voice_pitch_percent: Annotated[int, Whole(50, 150)] = 100
    count_aloud: Annotated[CountAloud, OneOf(tuple(CountAloud))] = CountAloud.ALL
    form_cues: Annotated[bool, YesNo()] = True
    encouragement: Annotated[bool, YesNo()] = False
    bands: tuple[Band, ...] = DEFAULT_BANDS
    exercise_bands: Mapping[str, str] = field(default_factory=_nothing)
    dismissed: Mapping[str, str] = field(default_factory=_nothing)
    hold_timer: Mapping[str, str] = field(default_factory=_nothing)
    routines: Mapping[str, RoutineChoices] = field(default_factory=lambda: MappingProxyType({}))
    sessions_per_week: Annotated[int, Whole(1, 14)] = 3


def rules(kind: type[Settings | RoutineChoices]) -> Mapping[str, Rule]:
    """Return the rule of every field that has one, in the order of the fields."""
    hints = get_type_hints(kind, include_extras=True)
    return {
        name: hint.__metadata__[0] for name, hint in hints.items() if get_origin(hint) is Annotated
    }


def band_for(exercise: Exercise, settings: Settings) -> str:
    """Return the name of the band to do the exercise with; "" where none that suits is owned.

    It is the one it was last done with, and else the lightest.
    """
    remembered = settings.exercise_bands.get(exercise.id, "")
    band = find_band(exercise, remembered, settings.bands)
    suitable = bands_for(exercise, settings.bands)
    return band.name if band else suitable[0].name if suitable else ""


def choices(settings: Settings, routine_id: str, exercises: Iterable[Exercise] = ()) -> Choices:
    """Return what to plan the routine with: what was last chosen for it, else the settings.

    A band is chosen for each of the `exercises` that needs one.
    """
    own = settings.routines.get(routine_id, RoutineChoices())
    bands = {exercise.id: band_for(exercise, settings) for exercise in exercises}
    return Choices(
        sets=own.sets,
        reps=own.reps,
        rest_ms=None if own.rest_s is None else own.rest_s * SECOND,
        paced=(own.counting or settings.counting) is Counting.PACED,
        first_side=own.first_side or settings.first_side,
        get_ready_ms=settings.get_ready_s * SECOND,
        switch_ms=settings.switch_s * SECOND,
        lead_in_ms=settings.lead_in_s * SECOND,
        tempo=settings.tempo,
        variants=own.variants,
        bands=MappingProxyType({id_: name for id_, name in bands.items() if name}),
    )
