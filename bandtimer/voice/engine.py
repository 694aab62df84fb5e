"""What every speech engine offers, and how it is asked."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import Protocol

DEFAULT_VOICE = "default"


class VoiceError(Exception):
    """The engine is not there or could not speak; the message says why, for the user."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice by its engine's name for it; `language` is a BCP 47 tag, "" where any will do."""

    name: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Language:
    """A language or accent the engine speaks: BCP 47 tag, and its name in English."""

    tag: str
    title: str


@dataclass(frozen=True, slots=True)
class Manner:
    """How to speak: speed and pitch are in percent of what is usual for the engine.

    `voice` is a `Voice.name`, or "default" for the language's usual one.
    """

    language: str = "en"
    voice: str = DEFAULT_VOICE
    speed_percent: int = 100
    pitch_percent: int = 100


@dataclass(frozen=True, slots=True)
class Pcm:
    """Mono samples of 16 bits, `rate` of them a second."""

    rate: int
    samples: array[int]

    @property
    def length_ms(self) -> int:
        """Return how long it sounds."""
        return round(len(self.samples) * 1_000 / self.rate)


class Engine(Protocol):
    """A speech engine; each method may raise VoiceError."""

    @property
    def title(self) -> str:
        """Name the engine with its version; what it renders is kept under this name."""

    def languages(self) -> tuple[Language, ...]:
        """List the languages, English ones first."""

    def voices(self, language: str) -> tuple[Voice, ...]:
        """List the voices for a language, in the order to offer them; the default is not in it."""

    def render(self, phrase: str, manner: Manner) -> Pcm:
        """Speak a phrase into memory."""


def fits(wanted: str, tag: str) -> bool:
    """Tell whether a voice for `tag` speaks `wanted`: "en" is also spoken by "en-GB"."""
    wanted, tag = wanted.casefold().replace("_", "-"), tag.casefold().replace("_", "-")
    return tag == wanted or tag.startswith(f"{wanted}-")


def english_first(languages: list[Language]) -> tuple[Language, ...]:
    """Order languages by name, those that the phrases are written in before all others."""
    return tuple(
        sorted(
            dict.fromkeys(languages),
            key=lambda language: (not fits("en", language.tag), language.title.casefold()),
        )
    )
