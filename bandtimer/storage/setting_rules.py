"""What values a setting may have, as data: to read a file by, and to build a page of settings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bandtimer.core.routine import MINUTE, SECOND, Tempo

_COLOUR = re.compile("#[0-9a-f]{6}", re.ASCII | re.IGNORECASE)
_TEMPO = re.compile("-".join([r"(\d{1,2}(?:\.\d{1,3})?)"] * 4), re.ASCII)


class Rule(Protocol):
    """What one setting may be, and how it is written in a file."""

    @property
    def allowed(self) -> str:
        """Say what is allowed, to follow the words “it must be”."""

    def read(self, value: object) -> object:
        """Return the setting that a value of the file stands for; raise ValueError if none."""

    def write(self, value: object) -> object:
        """Return what stands for the setting in the file."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from `low` to `high`."""

    low: int
    high: int

    @property
    def allowed(self) -> str:
        """Name the bounds."""
        return f"a whole number from {self.low} to {self.high:,}"

    def read(self, value: object) -> int:
        """Return the number; TOML's true is none."""
        if type(value) is not int or not self.low <= value <= self.high:
            raise ValueError(self.allowed)
        return value

    def write(self, value: object) -> object:
        """Return the number itself."""
        return value


@dataclass(frozen=True, slots=True)
class YesNo:
    """On or off."""

    @property
    def allowed(self) -> str:
        """Name both."""
        return "true or false"

    def read(self, value: object) -> bool:
        """Return the answer; a number is none."""
        if value is True or value is False:
            return value
        raise ValueError(self.allowed)

    def write(self, value: object) -> object:
        """Return the answer itself."""
        return value


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few words."""

    options: Sequence[StrEnum]

    @property
    def allowed(self) -> str:
        """List the words."""
        *others, last = (f"'{option}'" for option in self.options)
        return f"{', '.join(others)} or {last}"

    def read(self, value: object) -> StrEnum:
        """Return the option of that name."""
        for option in self.options:
            if option == value:
                return option
        raise ValueError(self.allowed)

    def write(self, value: object) -> object:
        """Return the option's name."""
        return str(value)


@dataclass(frozen=True, slots=True)
class Pace:
    """A tempo, written `eccentric-bottom-concentric-top` in seconds."""

    @property
    def allowed(self) -> str:
        """Explain the notation."""
        return (
            "four numbers of seconds such as '2-0-2-1' (eccentric, bottom, concentric, top), each "
            "up to 60 and together at least 1"
        )

    def read(self, value: object) -> Tempo:
        """Return the tempo; parts of a second go down to the millisecond."""
        match = _TEMPO.fullmatch(value) if isinstance(value, str) else None
        if match is None:
            raise ValueError(self.allowed)
        phases = [round(float(part) * SECOND) for part in match.groups()]
        if max(phases) > MINUTE or sum(phases) < SECOND:
            raise ValueError(self.allowed)
        return Tempo(*phases)

    def write(self, value: object) -> object:
        """Return the four numbers, without zeros that say nothing."""
        if not isinstance(value, Tempo):
            raise TypeError(f"{value!r} is no tempo")
        phases = (value.eccentric_ms, value.bottom_ms, value.concentric_ms, value.top_ms)
        return "-".join(f"{ms / SECOND:g}" for ms in phases)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text of at most `longest` characters, its white space folded."""

    longest: int

    @property
    def allowed(self) -> str:
        """Name the bounds."""
        return f"a text of 1 to {self.longest} characters"

    def read(self, value: object) -> str:
        """Return the text, free of what cannot be shown."""
        line = " ".join(value.split()) if isinstance(value, str) else ""
        if not 1 <= len(line) <= self.longest or not line.isprintable():
            raise ValueError(self.allowed)
        return line

    def write(self, value: object) -> object:
        """Return the text itself."""
        return value


@dataclass(frozen=True, slots=True)
class Names:
    """Any number of short names, in no order and none twice.

    What they name may be unknown here: a setting outlives what it was made for.
    """

    most: int = 100

    @property
    def allowed(self) -> str:
        """Name the bounds."""
        return f"a list of up to {self.most} names"

    def read(self, value: object) -> frozenset[str]:
        """Return the names."""
        names = value if isinstance(value, list) and len(value) <= self.most else [None]
        try:
            return frozenset(map(Line(100).read, names))
        except ValueError as error:
            raise ValueError(self.allowed) from error

    def write(self, value: object) -> object:
        """Return the names sorted, so that the file stays as it is while they do."""
        if not isinstance(value, frozenset):
            raise TypeError(f"{value!r} is no set of names")
        return sorted(value)


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour by its parts of red, green and blue."""

    @property
    def allowed(self) -> str:
        """Explain the notation."""
        return "a colour such as '#35a3a8'"

    def read(self, value: object) -> str:
        """Return the colour in small letters."""
        if not isinstance(value, str) or not _COLOUR.fullmatch(value):
            raise ValueError(self.allowed)
        return value.lower()

    def write(self, value: object) -> object:
        """Return the colour itself."""
        return value
