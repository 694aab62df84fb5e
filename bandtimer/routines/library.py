"""The library: the exercises and routines in the box, and the user's own."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bandtimer.assets import resources
from bandtimer.core.codec import CodecError, Json, from_data, to_data
from bandtimer.core.routine import Exercise, Routine
from bandtimer.routines import folders
from bandtimer.routines.problems import Problem, nearest, quoted


@dataclass(frozen=True, slots=True)
class Library:
    """All that could be read, by id; the problems of the rest; and which ids are the user's own."""

    routines: Mapping[str, Routine]
    exercises: Mapping[str, Exercise]
    problems: tuple[Problem, ...] = ()
    own_routines: tuple[str, ...] = ()
    own_exercises: tuple[str, ...] = ()


class RoutineError(ValueError):
    """A routine that cannot be had; the message is for the user."""

    def __init__(self, message: str = "", problems: tuple[Problem, ...] = ()) -> None:
        super().__init__("\n".join(filter(None, [message, *map(str, problems)])))
        self.problems = problems


def load_library(
    own_routines: Path | None = None, own_exercises: Path | None = None, cache: Path | None = None
) -> Library:
    """Return the built-in files and the user's, which win where ids are the same.

    A broken file is listed in the problems and hides nothing, not even the built-in one of the
    same id. Folders that do not exist are empty. What was parsed is kept in the file `cache` and
    used again while no file has changed; the cache never decides whether loading succeeds.
    """
    built_in = resources()
    exercise_folders = [built_in / "exercises", *filter(None, [own_exercises])]
    routine_folders = [built_in / "routines", *filter(None, [own_routines])]
    stamp = folders.stamp([*exercise_folders, *routine_folders]) if cache else []
    if cache and (kept := _read_cache(cache, stamp)):
        return kept
    from bandtimer.routines.loading import load_folders  # noqa: PLC0415 - the cache spares it

    library = load_folders(exercise_folders, routine_folders)
    if cache:
        folders.write_cache(cache, to_data(library), stamp)
    return library


def find_routine(library: Library, text: str) -> Routine:
    """Return the routine of that id or name, in any case, or in the file of that path.

    Raises RoutineError, with near names, if there is none.
    """
    wanted = text.strip().casefold()
    if wanted in library.routines:
        return library.routines[wanted]
    for routine in library.routines.values():
        if routine.name.casefold() == wanted:
            return routine
    path = Path(text)
    if folders.is_yaml(path.name) or "/" in text or os.sep in text or folders.is_file(path):
        return load_routine_file(path, library)
    broken = tuple(problem for problem in library.problems if Path(problem.file).stem == wanted)
    if broken:
        raise RoutineError(f"The routine {quoted(text)} has to be mended first:", broken)
    names = {routine.name: routine.id for routine in library.routines.values()}
    likely = nearest(text, [*library.routines, *names])
    advice = f"Did you mean '{names.get(likely, likely)}'?" if likely else _all_ids(library)
    raise RoutineError(f"There is no routine {quoted(text)}. {advice}")


def load_routine_file(path: Path, library: Library) -> Routine:
    """Return the routine in the file, with exercises from it and from the library.

    Raises RoutineError, with all its problems, if it has any.
    """
    from bandtimer.routines.loading import routine_file  # noqa: PLC0415 - the cache spares it

    reading = routine_file(path, library.exercises)
    if reading.meaning is None:
        raise RoutineError(problems=reading.problems)
    return reading.meaning


def check_file(path: Path, library: Library) -> tuple[Problem, ...]:
    """List the problems of a routine or exercise file, told apart by what stands in it."""
    from bandtimer.routines.loading import check  # noqa: PLC0415 - the cache spares it

    return check(path, library.exercises)


def _read_cache(cache: Path, stamp: list[Json]) -> Library | None:
    try:
        kept: Library = from_data(Library, folders.read_cache(cache, stamp))
    except CodecError:
        return None
    return kept


def _all_ids(library: Library) -> str:
    return f"There are: {', '.join(sorted(library.routines))}."
