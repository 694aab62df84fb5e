"""What the library's list holds: routines, and files that could not be read."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import PurePath

from bandtimer.core.compile import PlanError, compile_plan
from bandtimer.core.routine import Routine
from bandtimer.present.library_view import BrokenFile, RoutineCard
from bandtimer.present.routines import routine_card
from bandtimer.routines.library import Library
from bandtimer.routines.problems import Problem
from bandtimer.storage.settings import Settings, choices


def library_entries(
    library: Library,
    extra: Routine | None,
    settings: Settings,
    last_done: Mapping[str, datetime],
    now: datetime,
) -> tuple[tuple[RoutineCard, ...], tuple[BrokenFile, ...]]:
    """List the routines by name, `extra` first, and the files with problems."""
    routines = sorted(library.routines.values(), key=lambda routine: routine.name.casefold())
    if extra is not None:
        routines.insert(0, extra)
    cards: list[RoutineCard] = []
    broken = _broken(library.problems)
    for routine in routines:
        try:
            plan = compile_plan(routine, library.exercises, choices(settings, routine.id))
        except PlanError as error:
            broken.append(BrokenFile(routine.id, routine.name, (str(error),)))
        else:
            cards.append(routine_card(routine, plan, last_done.get(routine.id), now))
    return tuple(cards), tuple(broken)


def _broken(problems: Sequence[Problem]) -> list[BrokenFile]:
    by_file = groupby(sorted(problems, key=lambda problem: problem.file), lambda item: item.file)
    return [
        BrokenFile(file, PurePath(file).name, tuple(problem.in_its_file for problem in found))
        for file, found in by_file
    ]
