"""Changing which bands are owned, without losing what was remembered for exercises."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from types import MappingProxyType

from bandtimer.core.routine import BandKind, Exercise
from bandtimer.storage.bands import BAND_RULES, MAX_BANDS, Band, same_name
from bandtimer.storage.settings import Settings

_NEW_COLOUR = "#9aa6b2"


class BandError(ValueError):
    """A band that cannot be so; the message is for the user."""


def with_new_band(settings: Settings, kind: BandKind) -> Settings:
    """Return the settings with one band more, the strongest of its kind, under a free name.

    Raises BandError where there are as many as there may be.
    """
    if len(settings.bands) >= MAX_BANDS:
        raise BandError(f"{MAX_BANDS} bands are all that fit here. Remove one first.")
    names = ("New" if number == 1 else f"New {number}" for number in count(1))
    name = next(name for name in names if not _is_taken(settings, name, kind))
    return replace(settings, bands=(*settings.bands, Band(name, _NEW_COLOUR, kind)))


def with_band(
    settings: Settings,
    place: int,
    exercises: Mapping[str, Exercise],
    *,
    name: str | None = None,
    colour: str | None = None,
) -> Settings:
    """Return the settings with another name or colour for the band at a place in `bands`.

    What was remembered for an exercise goes on under the new name. Raises BandError for a name
    that is no name, or that another band of the kind has.
    """
    band = settings.bands[place]
    try:
        called = band.name if name is None else str(BAND_RULES["name"].read(name))
    except ValueError as error:
        raise BandError(f"The name of a band must be {error}.") from error
    others = replace(settings, bands=(*settings.bands[:place], *settings.bands[place + 1 :]))
    if _is_taken(others, called, band.kind):
        raise BandError(
            f"You have another {band.kind} band called {called}. Give this one another name."
        )
    changed = replace(band, name=called, colour=colour or band.colour)
    bands = (*settings.bands[:place], changed, *settings.bands[place + 1 :])
    remembered = {
        exercise: called if _means(exercise, known, band, exercises, others) else known
        for exercise, known in settings.exercise_bands.items()
    }
    return replace(settings, bands=bands, exercise_bands=MappingProxyType(remembered))


def without_band(settings: Settings, place: int) -> Settings:
    """Return the settings without the band at that place; what was remembered of it stays."""
    return replace(settings, bands=settings.bands[:place] + settings.bands[place + 1 :])


def with_band_moved(settings: Settings, place: int, by: int) -> Settings:
    """Return the settings with a band one stronger (1) or lighter (-1) among those of its kind."""
    bands = list(settings.bands)
    alike = [at for at, band in enumerate(bands) if band.kind is bands[place].kind]
    wanted = alike.index(place) + by
    if 0 <= wanted < len(alike):
        bands[place], bands[alike[wanted]] = bands[alike[wanted]], bands[place]
    return replace(settings, bands=tuple(bands))


def _is_taken(settings: Settings, name: str, kind: BandKind) -> bool:
    return any(band.kind is kind and same_name(band.name, name) for band in settings.bands)


def _means(
    exercise: str, name: str, band: Band, exercises: Mapping[str, Exercise], others: Settings
) -> bool:
    """Tell whether what was remembered for the exercise is this band.

    Of an exercise that is not in the library any more nobody knows which kind it takes; a name
    that only this band has is enough then.
    """
    if not same_name(name, band.name):
        return False
    if exercise in exercises:
        return exercises[exercise].band.kind is band.kind
    return not any(same_name(name, other.name) for other in others.bands)
