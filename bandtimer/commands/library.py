"""`list`, `check`, `plan` and `trace`: routines and what they come to."""

import argparse
import json
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from bandtimer.core.compile import Choices, PlanError, compile_plan
from bandtimer.core.plan import Plan
from bandtimer.core.routine import Routine
from bandtimer.core.simulate import simulate
from bandtimer.present.timeline import plan_data, plan_text, seconds
from bandtimer.present.trace import trace_line, traced
from bandtimer.present.wording import about
from bandtimer.routines.library import Library, check_file, find_routine, load_library
from bandtimer.storage.files import make_private_folder
from bandtimer.storage.folders import Folders
from bandtimer.storage.settings import Settings, choices
from bandtimer.storage.settings_file import load_settings


def list_routines(options: argparse.Namespace, folders: Folders) -> int:
    """Print the library's routines; problems of the user's files go to standard error."""
    library, settled = own_library(folders), _settled(folders)
    planned, problems = [], list(map(str, library.problems))
    for routine in sorted(library.routines.values(), key=lambda item: item.name.casefold()):
        try:
            planned.append((routine, compile_plan(routine, library.exercises, settled)))
        except PlanError as error:
            problems.append(f"{routine.name}: {error}")
    if options.json:
        print(json.dumps([_listed(library, *pair) for pair in planned], indent=2))
    else:
        width = max((len(routine.id) for routine, _ in planned), default=0)
        for routine, plan in planned:
            print(f"{routine.id:<{width}}  {routine.name}, {about(plan.estimated_ms)}")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if len(planned) < len(library.routines) else 0


def check(options: argparse.Namespace, folders: Folders) -> int:
    """Print every problem of the files; 1 if there is any."""
    library = own_library(folders)
    found = False
    for file in options.files:
        problems = check_file(Path(file), library)
        for problem in problems:
            print(problem, file=sys.stderr)
        if not problems:
            print(f"{file}: good")
        found = found or bool(problems)
    return 1 if found else 0


def plan(options: argparse.Namespace, folders: Folders) -> int:
    """Print the timeline of a routine."""
    planned = plan_of(options, folders)
    print(json.dumps(plan_data(planned), indent=2) if options.json else plan_text(planned))
    return 0


def trace(options: argparse.Namespace, folders: Folders) -> int:
    """Print every fact and cue of an undisturbed session, without waiting."""
    planned = plan_of(options, folders)
    if options.json:
        print(json.dumps(list(traced(simulate(planned), planned)), indent=2))
    else:
        for item in simulate(planned):
            print(trace_line(item, planned))
    return 0


def own_library(folders: Folders) -> Library:
    """Load the library with the user's own files."""
    with suppress(OSError):
        # The cache would make its folder too, but leave those above it open to others.
        make_private_folder(folders.cache)
    return load_library(folders.routines, folders.exercises, folders.cache / "library.json")


def plan_of(options: argparse.Namespace, folders: Folders) -> Plan:
    """Plan the routine that the options name, with the sets and reps that they settle."""
    library = own_library(folders)
    routine = find_routine(library, options.routine)
    chosen = replace(_settled(folders), sets=options.sets, reps=options.reps)
    return compile_plan(routine, library.exercises, chosen)


def _settled(folders: Folders) -> Choices:
    """Return the choices that the settings make for every routine, free of what was last played."""
    settings, problems = load_settings(folders.settings)
    for problem in problems:
        print(problem, file=sys.stderr)
    return choices(replace(settings, routines=Settings().routines), "")


def _listed(library: Library, routine: Routine, planned: Plan) -> dict[str, object]:
    return {
        "id": routine.id,
        "name": routine.name,
        "summary": routine.summary,
        "exercises": [exercise.id for exercise in planned.used],
        "seconds": seconds(planned.estimated_ms),
        "own": routine.id in library.own_routines,
    }
