"""Read folders of exercise and routine files, and single ones."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Generic, TypeVar

from bandtimer.core.routine import Exercise, Routine
from bandtimer.routines.documents import Reading, read_document, read_file
from bandtimer.routines.exercise_reader import read_exercise, unknown_exercise
from bandtimer.routines.folders import yaml_files
from bandtimer.routines.forms import ExerciseForm, RoutineForm
from bandtimer.routines.library import Library
from bandtimer.routines.problems import Problem, Report, Spot, quoted
from bandtimer.routines.routine_reader import read_routine

T = TypeVar("T", Exercise, Routine)


@dataclass(frozen=True, slots=True)
class _Shelf(Generic[T]):
    """What one kind of folders holds, by id, and which ids stand in the user's."""

    readings: Mapping[str, Reading[T]]
    own: tuple[str, ...]
    problems: tuple[Problem, ...]


def load_folders(exercise_folders: Sequence[Path], routine_folders: Sequence[Path]) -> Library:
    """Return all that can be read; what stands in a later folder wins.

    The first folder of each kind is the program's, the others are the user's.
    """
    shelf = _shelf(exercise_folders, exercise_file)
    found = {id_: reading.meaning for id_, reading in shelf.readings.items() if reading.meaning}
    strays = [p for reading in shelf.readings.values() for p in _strays(reading, found)]
    exercises = {id_: _without_strays(exercise, found) for id_, exercise in found.items()}
    routines = _shelf(routine_folders, lambda path: routine_file(path, exercises))
    return Library(
        MappingProxyType({i: r.meaning for i, r in routines.readings.items() if r.meaning}),
        MappingProxyType(exercises),
        (*shelf.problems, *strays, *routines.problems),
        routines.own,
        shelf.own,
    )


def exercise_file(path: Path) -> Reading[Exercise]:
    """Read an exercise file."""
    report = Report(str(path))
    data = read_file(path, report)
    if data is None:
        return Reading(report.file, None, report.problems)
    return read_exercise(report.file, data)


def routine_file(path: Path, exercises: Mapping[str, Exercise]) -> Reading[Routine]:
    """Read a routine file whose exercises are those given and its own."""
    report = Report(str(path))
    data = read_file(path, report)
    if data is None:
        return Reading(report.file, None, report.problems)
    return read_routine(report.file, data, exercises)


def check(path: Path, exercises: Mapping[str, Exercise]) -> tuple[Problem, ...]:
    """List the problems of a file of either kind."""
    if not _holds_exercise(path):
        return routine_file(path, exercises).problems
    reading = exercise_file(path)
    known = {*exercises, path.stem}
    return tuple(sorted((*reading.problems, *_strays(reading, known))))


def _holds_exercise(path: Path) -> bool:
    """Tell by the keys that only one kind of file has, or else by the folder."""
    report = Report(str(path))
    data = read_file(path, report)
    root = None if data is None else read_document(data, report)
    keys = {key.text for key, _ in root.items} if root else set()
    if keys & {"exercises", "blocks"}:
        return False
    for_exercise = len(keys & (ExerciseForm.keys.keys() - RoutineForm.keys.keys()))
    for_routine = len(keys & (RoutineForm.keys.keys() - ExerciseForm.keys.keys()))
    if for_exercise != for_routine:
        return for_exercise > for_routine
    return path.absolute().parent.name == "exercises"


def _shelf(folders: Sequence[Path], read: Callable[[Path], Reading[T]]) -> _Shelf[T]:
    readings: dict[str, Reading[T]] = {}
    own: set[str] = set()
    problems: list[Problem] = []
    for number, folder in enumerate(folders):
        seen: dict[str, Path] = {}
        for path in _files(folder, problems):
            reading = read(path)
            problems += reading.problems
            if path.stem in seen:
                message = f"{quoted(seen[path.stem].name)} has the same id; rename one of the two"
                problems.append(Problem(str(path), 1, 1, "", message))
            elif reading.meaning is not None:
                readings[path.stem] = reading
                if number:
                    own.add(path.stem)
            seen.setdefault(path.stem, path)
    return _Shelf(readings, tuple(sorted(own)), tuple(problems))


def _files(folder: Path, problems: list[Problem]) -> list[Path]:
    try:
        return yaml_files(folder)
    except OSError as error:
        report = Report(str(folder))
        reason = error.strerror or error
        report.add(Spot(), "", f"this folder cannot be read ({reason}); check its permissions")
        problems += report.problems
        return []


def _strays(reading: Reading[Exercise], known: Collection[str]) -> Iterator[Problem]:
    report = Report(reading.file)
    for mention in reading.mentions:
        if mention.id not in known:
            report.add(mention, mention.where, unknown_exercise(mention.id, known))
    yield from report.problems


def _without_strays(exercise: Exercise, known: Collection[str]) -> Exercise:
    easier = tuple(id_ for id_ in exercise.easier if id_ in known)
    harder = tuple(id_ for id_ in exercise.harder if id_ in known)
    return replace(exercise, easier=easier, harder=harder)
