"""What the routines page shows, as plain values.

They know nothing of what they were made from and are named tuples, which cost next to nothing to
define: the window's first picture is drawn from those that were kept from the start before, and
nothing else of the program is imported until then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Self

from bandtimer.present.dates import end_time

if TYPE_CHECKING:
    from datetime import datetime

    from bandtimer.core.routine import Exercise, Routine

Values = tuple[tuple[int | str | None, str], ...]


class RoutineCard(NamedTuple):
    """A routine in the library's list; without `routine` and `pictured` in a kept view."""

    id: str
    name: str
    outline: str
    bands: str
    search: str
    routine: Routine | None = None
    pictured: Exercise | None = None


class BrokenFile(NamedTuple):
    """A file that cannot be used, and why."""

    id: str
    name: str
    problems: tuple[str, ...]


Entry = RoutineCard | BrokenFile


class Offer(NamedTuple):
    """What may be chosen under one name, and what is."""

    values: Values
    chosen: int | str | None


class ExerciseRow(NamedTuple):
    """One exercise of the chosen routine; without `exercise` in a kept view."""

    name: str
    prescription: str
    band: str
    exercise: Exercise | None = None


class RoutineView(NamedTuple):
    """The chosen routine in full, with what may be chosen about it; its length in milliseconds."""

    name: str
    summary: str
    sets: Offer
    reps: Offer
    rest: Offer
    counting: Offer
    first_side: Offer
    variants: Offer
    exercises: tuple[ExerciseRow, ...]
    length: str
    length_ms: int

    def length_text(self, now: datetime) -> str:
        """Return how long it takes, and when it ends if it starts now."""
        return f"{self.length} · ends near {end_time(now, self.length_ms)}"


class LibraryView(NamedTuple):
    """The list, files with problems at its end, and in full the routine in hand, by its id."""

    cards: tuple[RoutineCard, ...]
    broken: tuple[BrokenFile, ...]
    current: str
    detail: RoutineView

    def to_data(self) -> list[Any]:
        """Return the view as lists and scalars, without what it was made from."""
        rows = [(row.name, row.prescription, row.band) for row in self.detail.exercises]
        cards = [(card.id, card.name, card.outline, card.bands, card.search) for card in self.cards]
        return [cards, self.broken, self.current, self.detail._replace(exercises=()), rows]

    @classmethod
    def from_data(cls, data: Any) -> Self:
        """Return the view from what `to_data` made.

        Raises LookupError, TypeError or ValueError where the data is something else.
        """
        cards, broken, current, (name, summary, *offers, _, length, length_ms), rows = data
        sets, reps, rest, counting, first_side, variants = map(_offer, offers)
        return cls(
            tuple(
                RoutineCard(str(id_), str(name), str(outline), str(bands), str(search))
                for id_, name, outline, bands, search in cards
            ),
            tuple(
                BrokenFile(str(id_), str(name), tuple(map(str, problems)))
                for id_, name, problems in broken
            ),
            str(current),
            RoutineView(
                str(name),
                str(summary),
                sets,
                reps,
                rest,
                counting,
                first_side,
                variants,
                tuple(ExerciseRow(str(name), str(work), str(band)) for name, work, band in rows),
                str(length),
                int(length_ms),
            ),
        )


def _offer(data: Any) -> Offer:
    values, chosen = data
    return Offer(tuple((value, str(text)) for value, text in values), chosen)
