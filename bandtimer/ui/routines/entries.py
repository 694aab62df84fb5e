"""What the library's list holds: routines, and files that could not be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import PurePath

from bandtimer.core.compile import PlanError, compile_plan
from bandtimer.core.routine import Routine
from bandtimer.present.routines import RoutineCard, routine_card
from bandtimer.routines.library import Library
from bandtimer.routines.problems import Problem
from bandtimer.storage.settings import Settings, choices


@dataclass(frozen=True, slots=True)
class RoutineEntry:
    """A routine that can be started."""

    routine: Routine
    card: RoutineCard


@dataclass(frozen=True, slots=True)
class BrokenEntry:
    """A file that cannot be used, and why."""

    file: str
    name: str
    problems: tuple[str, ...]


Entry = RoutineEntry | BrokenEntry


def library_entries(
    library: Library,
    extra: Routine | None,
    settings: Settings,
    last_done: Mapping[str, datetime],
    now: datetime,
) -> list[Entry]:
    """List the routines by name, `extra` first, then the files with problems."""
    routines = sorted(library.routines.values(), key=lambda routine: routine.name.casefold())
    if extra is not None:
        routines.insert(0, extra)
    entries: list[Entry] = []
    broken = _broken(library.problems)
    for routine in routines:
        try:
            plan = compile_plan(routine, library.exercises, choices(settings, routine.id))
        except PlanError as error:
            broken.append(BrokenEntry(routine.id, routine.name, (str(error),)))
        else:
            card = routine_card(routine, plan, last_done.get(routine.id), now)
            entries.append(RoutineEntry(routine, card))
    return entries + broken


def _broken(problems: Sequence[Problem]) -> list[Entry]:
    by_file = groupby(sorted(problems, key=lambda problem: problem.file), lambda item: item.file)
    return [
        BrokenEntry(file, PurePath(file).name, tuple(str(problem) for problem in found))
        for file, found in by_file
    ]


def matches(entry: Entry, text: str) -> bool:
    """Tell whether every word of a search occurs in the entry."""
    where = entry.card.search if isinstance(entry, RoutineEntry) else entry.name.casefold()
    return all(word in where for word in text.casefold().split())
