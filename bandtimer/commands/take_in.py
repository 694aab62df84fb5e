"""`history import`: sessions from a file into the history."""

import argparse
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime

from bandtimer.core.record import sets_planned
from bandtimer.exchange.importing import FileContent, read_file, refusals, take_in, word
from bandtimer.present.arrivals import came_in_text, unknown_text
from bandtimer.present.dates import short_day, time_of_day
from bandtimer.routines.library import load_library
from bandtimer.storage.backup import copied
from bandtimer.storage.database import open_database
from bandtimer.storage.folders import Folders
from bandtimer.storage.journal import Journal
from bandtimer.storage.merging import Merged, Outcome, Refused

_WORDS = {
    Merged.ADDED: "new",
    Merged.EXTENDED: "changed elsewhere",
    Merged.KNOWN: "known",
    Merged.UNFINISHED: "not ended",
    Merged.CONFLICT: "went on differently here",
}


def import_history(options: argparse.Namespace, folders: Folders) -> int:
    """Take in a file, or tell what would come of it; 1 where something in it is wrong."""
    # Without the cache, which a dry run must not make.
    library = load_library(folders.routines, folders.exercises)
    now = datetime.now().astimezone()
    content = read_file(options.file, library.exercises)
    with _history(folders, dry_run=options.dry_run) as connection:
        outcomes = take_in(Journal(connection), content, now, dry_run=options.dry_run)
    problems = (*content.problems, *refusals(content, outcomes))
    for problem in problems:
        print(f"{options.file}: {problem}", file=sys.stderr)
    if options.dry_run:
        _print_preview(content, outcomes, now)
    else:
        print(came_in_text(Counter(map(word, outcomes))))
    if content.unknown:
        print(unknown_text(content.unknown))
    return 1 if problems else 0


@contextmanager
def _history(folders: Folders, *, dry_run: bool) -> Iterator[sqlite3.Connection]:
    """Open the history or, to leave every file of it as it is, a copy."""
    if dry_run:
        with copied(folders.database) as connection:
            yield connection
    else:
        folders.create()
        with closing(open_database(folders.database)) as connection:
            yield connection


def _print_preview(content: FileContent, outcomes: tuple[Outcome, ...], now: datetime) -> None:
    for session, outcome in zip(content.sessions, outcomes, strict=True):
        day = f"{short_day(session.started, now)} {time_of_day(session.started)}"
        sets = sets_planned(session.plan)
        count = "1 set" if sets == 1 else f"{sets} sets"
        print(f"{day:<20}  {session.plan.name}, {count}: {_words(outcome)}")
    added = outcomes.count(Merged.ADDED)
    print(f"{added:,} of {len(outcomes):,} sessions would come in. Nothing has been changed.")


def _words(outcome: Outcome) -> str:
    return "left out" if isinstance(outcome, Refused) else _WORDS[outcome]
