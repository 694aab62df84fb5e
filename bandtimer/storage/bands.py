"""The athlete's own bands, and which of them an exercise is done with.

Strengths as sold by colour vary from maker to maker, so the athlete names the bands. Their order
tells their strength: of each kind the lightest comes first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bandtimer.core.routine import BandKind, Exercise
from bandtimer.storage.setting_rules import Colour, Line, OneOf, Rule

MAX_BANDS = 20


@dataclass(frozen=True, slots=True)
class Band:
    """A band: its name, unique among its kind in any case; "#rrggbb"; a loop or a long one."""

    name: str
    colour: str
    kind: BandKind


# What a value of each field may be, in the order of the fields.
BAND_RULES: Mapping[str, Rule] = MappingProxyType(
    {"name": Line(40), "colour": Colour(), "kind": OneOf((BandKind.LOOP, BandKind.LONG))}
)

# Of each kind the lighter is the brighter one, so they differ for every eye and in grey.
DEFAULT_BANDS = (
    Band("Light", "#f5d547", BandKind.LOOP),
    Band("Medium", "#35a3a8", BandKind.LOOP),
    Band("Heavy", "#8f55c8", BandKind.LOOP),
    Band("Light", "#f7b26a", BandKind.LONG),
    Band("Medium", "#4a90e2", BandKind.LONG),
    Band("Heavy", "#c4416f", BandKind.LONG),
)


def same_name(name: str, other: str) -> bool:
    """Tell whether two bands of a kind may not both be called so."""
    return name.casefold() == other.casefold()


def bands_for(exercise: Exercise, bands: Iterable[Band]) -> tuple[Band, ...]:
    """List the bands that suit the exercise, the lightest first."""
    return tuple(band for band in bands if band.kind is exercise.band.kind)


def find_band(exercise: Exercise, name: str, bands: Iterable[Band]) -> Band | None:
    """Return the band of that name, in any case, that suits the exercise; None if there is none."""
    suitable = bands_for(exercise, bands)
    return next((band for band in suitable if same_name(band.name, name)), None)
