"""What is wrong with a file, said so that someone who has never programmed can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

# A person mends a few problems at a time; beyond this many the file is something else entirely.
MAX_PROBLEMS = 200

# Text from a file is repeated up to this length, enough to find it again.
_QUOTED_LENGTH = 40


class Place(Protocol):
    """A place in a file: line and column, both counted from 1."""

    @property
    def line(self) -> int: ...  # noqa: D102
    @property
    def column(self) -> int: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file, counted from 1; the start of the file where nothing is said."""

    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend: the file as the caller named it, where in it, and what to do.

    `line` and `column` count from 1; `where` is the path of keys, empty for the file as a whole.
    """

    file: str
    line: int
    column: int
    where: str
    message: str

    def __str__(self) -> str:
        """Return `file:line:column: where: message`."""
        parts = [f"{self.file}:{self.line}:{self.column}", self.where, self.message]
        return ": ".join(part for part in parts if part)

    @property
    def in_its_file(self) -> str:
        """Return it for where the file is named already: Line 3: where: message."""
        return ": ".join(part for part in (f"Line {self.line}", self.where, self.message) if part)


class Report:
    """Gathers the problems of one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: dict[Problem, None] = {}

    def add(self, place: Place, where: str, message: str) -> None:
        """Note a problem, unless the list is full; the last place in it says that it is."""
        if len(self._found) == MAX_PROBLEMS - 1:
            where, message = "", "more problems follow from here on; mend those above first"
        if not self.full:
            self._found[Problem(self.file, place.line, place.column, where, message)] = None

    def replace(self, place: Place, where: str, message: str) -> None:
        """Forget all problems but this one, which makes the others meaningless."""
        self._found.clear()
        self.add(place, where, message)

    @property
    def full(self) -> bool:
        """Tell whether no more problems are wanted."""
        return len(self._found) >= MAX_PROBLEMS

    @property
    def clean(self) -> bool:
        """Tell whether nothing is wrong so far."""
        return not self._found

    @property
    def problems(self) -> tuple[Problem, ...]:
        """List the problems from the top of the file to its end."""
        return tuple(sorted(self._found))


def below(where: str, key: str) -> str:
    """Return the path of a key of what stands at `where`."""
    return f"{where}.{legible(key)}" if where else legible(key)


def legible(text: str) -> str:
    """Return the text as one short printable line; what cannot be printed becomes �."""
    short = text if len(text) <= _QUOTED_LENGTH else text[: _QUOTED_LENGTH - 1] + "…"
    return "".join(c if c.isprintable() else " " if c.isspace() else "�" for c in short)


def quoted(text: str) -> str:
    """Return the text as it is repeated in a message."""
    return f"'{legible(text)}'"


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """Return the end of a message that names the likeliest candidate; empty without one."""
    found = nearest(word, candidates)
    return f"; did you mean '{found}'?" if found else ""


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that looks most like the word, ignoring case; None if none does."""
    import difflib  # noqa: PLC0415 - only files with a fault need it

    if len(word) > 2 * _QUOTED_LENGTH:
        return None
    by_folded = {candidate.casefold(): candidate for candidate in islice(candidates, 500)}
    found = difflib.get_close_matches(word.strip().casefold(), by_folded, 1)
    return by_folded[found[0]] if found else None
