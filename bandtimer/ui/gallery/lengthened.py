"""Data as a translation would make it: longer, with long words and letters with marks."""

from dataclasses import replace

from bandtimer.core.routine import Exercise, Routine
from bandtimer.routines.library import Library

_MARKS = str.maketrans({"a": "ä", "o": "ö", "u": "ü", "A": "Ä", "O": "Ö", "U": "Ü"})
# Compounds grow to about this many letters.
_COMPOUND = 18


def lengthened(text: str) -> str:
    """Return the text about a third longer, in words as long as German's."""
    words: list[str] = []
    for word in text.translate(_MARKS).split():
        joins = words and words[-1][-1].isalpha() and len(words[-1]) + len(word) <= _COMPOUND
        if joins and word.isalpha():
            words[-1] += word.lower()
        else:
            words.append(word)
    return " ".join(_ended(word) for word in words)


def lengthened_library(library: Library) -> Library:
    """Return the library with every text of its files lengthened."""
    return replace(
        library,
        routines={key: _routine(routine) for key, routine in library.routines.items()},
        exercises={key: _exercise(exercise) for key, exercise in library.exercises.items()},
    )


def _ended(word: str) -> str:
    stem = word.rstrip(",.;:)")
    if not stem or not stem[-1].isalpha() or len(stem) < 3:
        return word
    return stem + ("ungen" if len(stem) > 8 else "en") + word[len(stem) :]


def _routine(routine: Routine) -> Routine:
    return replace(
        routine,
        name=lengthened(routine.name),
        summary=lengthened(routine.summary),
        own_exercises=tuple(_exercise(exercise) for exercise in routine.own_exercises),
    )


def _exercise(exercise: Exercise) -> Exercise:
    return replace(
        exercise,
        name=lengthened(exercise.name),
        summary=lengthened(exercise.summary),
        band=replace(exercise.band, where=lengthened(exercise.band.where)),
        muscles=tuple(map(lengthened, exercise.muscles)),
        setup=tuple(map(lengthened, exercise.setup)),
        cues=tuple(replace(cue, text=lengthened(cue.text)) for cue in exercise.cues),
        phases={phase: lengthened(verb) for phase, verb in exercise.phases.items()},
        speech=lengthened(exercise.speech),
    )
