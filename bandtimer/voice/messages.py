"""What the window's process and the voice process say to each other: a line of JSON each."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from bandtimer.voice.engine import Language, Manner, Voice


@dataclass(frozen=True, slots=True)
class Wish:
    """These phrases are wanted, spoken so, the first one first; what was wanted before is not."""

    manner: Manner
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A phrase is in `file` and sounds for so long; with an `error`, it could not be spoken."""

    phrase: str
    manner: Manner
    file: str = ""
    length_ms: int = 0
    error: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """The first thing the process says: its engine's title, or why there is none.

    `voices` has those of the language that was asked for on the command line.
    """

    engine: str = ""
    error: str = ""
    languages: tuple[Language, ...] = ()
    voices: tuple[Voice, ...] = ()


def wish_line(wish: Wish) -> bytes:
    """Return the wish as the line to write."""
    return _line([asdict(wish.manner), *wish.phrases])


def read_wish(line: bytes) -> Wish:
    """Return the wish that a line holds; raises ValueError where it holds none."""
    match json.loads(line):
        case [dict(manner), *phrases] if _are_texts(phrases):
            return Wish(_manner(manner), tuple(phrases))
        case other:
            raise ValueError(f"no wish: {other}")


def rendered_line(rendered: Rendered) -> bytes:
    """Return the answer as the line to write."""
    return _line({"rendered": asdict(rendered)})


def offer_line(offer: Offer) -> bytes:
    """Return the offer as the line to write."""
    return _line({"offer": asdict(offer)})


def read_answer(line: bytes) -> Rendered | Offer:
    """Return what a line of the voice process says; raises ValueError where it says nothing."""
    try:
        match json.loads(line):
            case {"rendered": dict(said)}:
                return Rendered(**(said | {"manner": _manner(said["manner"])}))
            case {"offer": dict(said)}:
                languages = tuple(Language(**item) for item in said["languages"])
                voices = tuple(Voice(**item) for item in said["voices"])
                return Offer(**(said | {"languages": languages, "voices": voices}))
            case other:
                raise ValueError(f"no answer: {other}")
    except (TypeError, KeyError) as error:
        raise ValueError(f"no answer: {error}") from error


def _manner(said: dict[str, object]) -> Manner:
    try:
        return Manner(**said)  # type: ignore[arg-type]
    except TypeError as error:
        raise ValueError(f"no manner of speaking: {said}") from error


def _are_texts(phrases: Iterable[object]) -> bool:
    return all(isinstance(phrase, str) for phrase in phrases)


def _line(data: object) -> bytes:
    return json.dumps(data).encode() + b"\n"
