"""What the exercises page says of an exercise."""

from collections.abc import Mapping
from dataclasses import dataclass

from bandtimer.core.choices import Side
from bandtimer.core.personal_best import Best
from bandtimer.core.routine import SECOND, Exercise
from bandtimer.present.wording import band_text, reps_text, side_text


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading and the lines below it."""

    title: str
    lines: tuple[str, ...]


def matches(exercise: Exercise, search: str) -> bool:
    """Tell whether every word of a search occurs in the exercise's name, muscles or band."""
    where = " ".join((exercise.name, *exercise.muscles, band_text(exercise))).casefold()
    return all(word in where for word in search.casefold().split())


def chapters(exercise: Exercise, exercises: Mapping[str, Exercise]) -> tuple[Chapter, ...]:
    """Return how the exercise is done and what leads to it and on from it, without empty ones."""
    found = (
        Chapter("Set-up", exercise.setup),
        Chapter("Cues", tuple(cue.text for cue in exercise.cues)),
        Chapter("Mistakes", exercise.mistakes),
        Chapter("Muscles", tuple(filter(None, (", ".join(exercise.muscles).capitalize(),)))),
        Chapter("Easier", _names(exercise.easier, exercises)),
        Chapter("Harder", _names(exercise.harder, exercises)),
    )
    return tuple(chapter for chapter in found if chapter.lines)


def record_lines(
    exercise: Exercise, bests: Mapping[Side, Best], last_done: str, last_pain: str
) -> tuple[str, ...]:
    """Return one's own record: when it was done and hurt last, the bests of each side."""
    if not last_done:
        return ("Not done yet.",)
    lines = [f"Last done {last_done}"]
    for side, best in bests.items():
        parts = []
        if best.reps:
            parts.append(reps_text(best.reps))
        if best.hold_ms:
            parts.append(f"{best.hold_ms // SECOND} s")
        if parts:
            lines.append(f"Best {side_text(exercise, side)}".rstrip() + f": {', '.join(parts)}")
    if last_pain:
        lines.append(f"Hurt {last_pain}, and not done without pain since")
    return tuple(lines)


def _names(names: tuple[str, ...], exercises: Mapping[str, Exercise]) -> tuple[str, ...]:
    return tuple(exercises[name].name for name in names if name in exercises)
