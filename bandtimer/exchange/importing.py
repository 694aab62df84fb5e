"""A file of sessions into the history: BandTimer's own JSON, or the CSV of Strong or Hevy.

`read_file` says what there is, `take_in` what becomes of it. Both are free of Qt, and may run in
a thread of their own with a connection of its own. All that a file has comes in, or nothing of it;
what makes no sense in it is told and left out. To import the same file again changes nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bandtimer.core.entered import EntryError, facts_of_entry, plan_entry
from bandtimer.core.routine import Exercise
from bandtimer.exchange.history_json import Unreadable, read_json
from bandtimer.exchange.other_apps import (
    OtherSession,
    is_other_csv,
    name_to_id,
    read_other_csv,
)
from bandtimer.exchange.selection import ExchangeError
from bandtimer.storage.journal import Journal
from bandtimer.storage.merging import Outcome, Refused, merge
from bandtimer.storage.timestamps import to_epoch_ms
from bandtimer.storage.whole import WholeSession

# The history of a lifetime is smaller, and what is read takes several times its size in memory.
MOST_BYTES = 1 << 28


@dataclass(frozen=True, slots=True)
class FileContent:
    """What a file holds: its sessions, the exercises that the library lacks, what is wrong.

    `places` tells of each session where in the file it begins. What another program has recorded
    `is_foreign`: a session of it that is known has nothing new.
    """

    sessions: tuple[WholeSession, ...]
    places: tuple[str, ...]
    unknown: tuple[str, ...]
    problems: tuple[str, ...]
    is_foreign: bool = False


def read_file(path: Path, exercises: Mapping[str, Exercise]) -> FileContent:
    """Read a file; `exercises` is the library's. Raises ExchangeError for what cannot be read."""
    text = _text(path)
    items = tuple(_items(text, exercises))
    if not items and is_other_csv(text):
        raise ExchangeError(f"{path} holds no sessions, only their headings. Export it again.")
    found = [(place, item) for place, item in items if isinstance(item, WholeSession)]
    places, sessions = tuple(place for place, _ in found), tuple(session for _, session in found)
    problems = tuple(f"{place}: {item}" for place, item in items if isinstance(item, str))
    unknown = {
        exercise.name: None
        for session in sessions
        for exercise in session.plan.used
        if exercise.id not in exercises
    }
    return FileContent(sessions, places, tuple(unknown), problems, is_other_csv(text))


def take_in(
    journal: Journal, content: FileContent, now: datetime, *, dry_run: bool = False
) -> tuple[Outcome, ...]:
    """Merge a file's sessions, all or none; return what became of each.

    With `dry_run` nothing is written. Raises StorageError where it cannot be.
    """
    return merge(journal, content.sessions, now, only_new=content.is_foreign, dry_run=dry_run)


def word(outcome: Outcome) -> str:
    """Return the word for what became of a session."""
    return "refused" if isinstance(outcome, Refused) else outcome.value


def refusals(content: FileContent, outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield which sessions were refused, and why."""
    listed = zip(content.sessions, content.places, outcomes, strict=True)
    for session, place, outcome in listed:
        if isinstance(outcome, Refused):
            name, day = session.plan.name, session.started.date()
            yield f"{place}: “{name}” of {day} is left out: {outcome.reason}"


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ExchangeError(
                f"{path} is larger than {MOST_BYTES >> 20} MiB. Export fewer sessions at a time, "
                "for example with --since."
            )
        content = path.read_bytes()
    except OSError as error:
        raise ExchangeError(f"{path} cannot be read: {error.strerror or error}.") from error
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise ExchangeError(
            f"{path} is no text in UTF-8. Choose a JSON file that BandTimer has exported, or the "
            "CSV file of Strong or Hevy."
        ) from error
    if not text.strip():
        raise ExchangeError(f"{path} is empty. Export it again.")
    return text


def _items(
    text: str, exercises: Mapping[str, Exercise]
) -> Iterator[tuple[str, WholeSession | str]]:
    """Yield the sessions of a text, and in words what is wrong in it, each with its place."""
    if text.lstrip().startswith(("{", "[")):
        for number, item in enumerate(read_json(text), start=1):
            yield f"session {number}", item.reason if isinstance(item, Unreadable) else item
    elif is_other_csv(text):
        for found in read_other_csv(text, exercises):
            whole = _whole(found) if isinstance(found, OtherSession) else found.reason
            yield f"line {found.line}", whole
    elif text.startswith("session,date,time,"):
        raise ExchangeError(
            "This CSV is for spreadsheets and has not all of a session. Import the JSON file: "
            "`bandtimer history export --format json` writes it."
        )
    else:
        raise ExchangeError(
            "This is no file that BandTimer can import. It takes its own JSON, and the CSV files "
            "of Strong and Hevy."
        )


def _whole(found: OtherSession) -> WholeSession | str:
    entry = found.entry
    try:
        plan = plan_entry(name_to_id(entry.name), entry)
    except EntryError as error:
        return str(error)
    facts = facts_of_entry(entry)
    # As if saved when it ended, so that importing it again finds the same.
    saved = to_epoch_ms(found.started) + facts[-1].at
    return WholeSession(
        found.uid,
        plan.routine.id,
        found.started,
        plan.routine,
        plan,
        facts,
        (saved,) * len(facts),
        "imported",
    )
