"""Sessions that other programs have recorded: the CSV files of Strong and of Hevy.

Their columns are known by name, so that their order, and columns that were added later, do not
matter. Strong separates with commas or, in older exports, semicolons; times have no zone and are
taken to be those of this machine. What these programs know and BandTimer has no place for, as
weights and distances, is kept in the note of the set.
"""

import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from bandtimer.core.entered import EnteredSet, Entry
from bandtimer.core.routine import SECOND, Exercise
from bandtimer.exchange.written_numbers import decimal_mark, plain_number

_STRONG = {"date", "workout name", "exercise name", "set order"}
_HEVY = {"title", "start_time", "exercise_title", "set_index"}
_SET_KINDS = {
    "w": "warm-up", "warmup": "warm-up", "d": "drop set", "dropset": "drop set", "f": "to failure",
    "failure": "to failure",
}  # fmt: skip
_TIMES = (
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %I:%M:%S %p", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S",
    "%d %b %Y, %H:%M", "%d %b %Y, %I:%M %p", "%b %d, %Y, %I:%M %p", "%b %d, %Y, %H:%M",
)  # fmt: skip
_DURATION = re.compile(r"(?:(\d+)\s*h)?\s*(?:(\d+)\s*m(?:in)?)?\s*(?:(\d+)\s*s(?:ec)?)?")
# The columns of numbers begin so, whatever their units.
_NUMERIC = ("weight", "distance", "reps", "seconds", "rpe", "duration")
# What is read from more lines than this is no history of one person.
MOST_LINES = 1_000_000

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OtherSession:
    """A session of another program; `line` is where it begins, and `uid` always the same for it."""

    line: int
    uid: str
    started: datetime
    entry: Entry


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that makes no sense, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class _Set:
    line: int
    session: tuple[str, str]
    exercise: str
    reps: int | None
    ms: int
    effort: int | None
    note: str


@dataclass(frozen=True, slots=True)
class _Dialect:
    """How a program writes: which columns make a session, and what a row says of it."""

    name: str
    begun: str
    title: str
    set_of: Callable[[int, Row], _Set | str | None]
    length_ms: Callable[[Row, datetime], int | None]
    note: Callable[[Row], str]


def is_other_csv(text: str) -> bool:
    """Tell whether the text begins like a file of one of these programs."""
    return _dialect(_header(text)[0]) is not None


def name_to_id(name: str) -> str:
    """Return the id that an exercise or a routine of this name would have: leg-day."""
    return re.sub(r"\W+", "-", name.casefold()).strip("-")[:100] or "unnamed"


def read_other_csv(
    text: str, exercises: Mapping[str, Exercise]
) -> Iterator[OtherSession | BadLine]:
    """Yield the lines that are bad, then the sessions in the order of the file.

    A session with a bad line is left out, so that it can come in whole once the line is mended.
    Exercises are found in the library by name; one that is not there keeps its own name.
    """
    columns, delimiter = _header(text)
    dialect = _dialect(columns)
    if dialect is None:
        raise ValueError("neither Strong nor Hevy has written this")
    known = _by_name(exercises)
    mark = decimal_mark(_numbers(text, columns, delimiter))
    sessions: dict[tuple[str, str], tuple[Row, list[_Set]]] = {}
    remarks: dict[tuple[str, str], list[str]] = {}
    broken: set[tuple[str, str]] = set()
    for at, row in _rows(text, columns, delimiter):
        if isinstance(row, BadLine):
            yield row
            return
        key = (row.get(dialect.begun, ""), row.get(dialect.title, ""))
        try:
            plain = _with_plain_numbers(row, mark)
            found = dialect.set_of(at, plain)
        except ValueError as error:
            yield BadLine(at, f"{error}; its session is left out")
            broken.add(key)
            continue
        if isinstance(found, str):
            remarks.setdefault(key, []).append(found)
        elif found is not None:
            sessions.setdefault(found.session, (plain, []))[1].append(found)
    for key, (first, sets) in sessions.items():
        if key not in broken:
            yield from _session(dialect, first, sets, remarks.get(key, []), known)


def _numbers(text: str, columns: Sequence[str], delimiter: str) -> Iterator[str]:
    for _, row in _rows(text, columns, delimiter):
        if not isinstance(row, BadLine):
            yield from (cell for column, cell in row.items() if column.startswith(_NUMERIC))


def _with_plain_numbers(row: Row, mark: str) -> Row:
    plain = dict(row)
    for column, cell in row.items():
        if column.startswith(_NUMERIC):
            try:
                plain[column] = plain_number(cell, mark)
            except ValueError as error:
                raise ValueError(f"{column} {error}") from None
    return plain


def _rows(text: str, columns: Sequence[str], delimiter: str) -> Iterator[tuple[int, Row | BadLine]]:
    """Yield the rows below the header with their lines; a bad one is the last."""
    reader = csv.reader(io.StringIO(text, newline=None), delimiter=delimiter)
    at = 1
    try:
        next(reader)
        at = reader.line_num + 1
        for cells in reader:
            row = dict(zip(columns, (cell.strip() for cell in cells), strict=False))
            if any(row.values()):
                yield at, row
            at = reader.line_num + 1
            if at > MOST_LINES:
                yield at, BadLine(at, f"a file has at most {MOST_LINES:,} lines; split it")
                return
    except csv.Error as error:
        yield at, BadLine(at, f"from here on it cannot be read: {error}")


def _session(
    dialect: _Dialect,
    row: Row,
    sets: Sequence[_Set],
    remarks: Sequence[str],
    known: Mapping[str, Exercise],
) -> Iterator[OtherSession | BadLine]:
    first = sets[0]
    try:
        started = _instant(row.get(dialect.begun, ""))
        length = dialect.length_ms(row, started)
    except ValueError as error:
        yield BadLine(first.line, str(error))
        return
    entry = Entry(
        name=row.get(dialect.title, "") or "Workout",
        sets=tuple(
            EnteredSet(
                exercise=_exercise(item.exercise, known),
                reps=item.reps,
                elapsed_ms=item.ms,
                effort=item.effort,
                note=item.note,
            )
            for item in sets
        ),
        length_ms=length,
        note="\n".join(part for part in (dialect.note(row), *remarks) if part),
    )
    # The time as it was there and then, however the file writes it and wherever it is read.
    then = started.replace(tzinfo=None).isoformat()
    mark = "\n".join((dialect.name, then, first.session[1])).encode(errors="replace")
    yield OtherSession(first.line, hashlib.sha256(mark).hexdigest()[:32], started, entry)


def _header(text: str) -> tuple[list[str], str]:
    """Return the columns' names in small letters, and what separates them."""
    first = next(iter(text.splitlines()), "")
    delimiter = max(",;\t", key=first.count)
    try:
        cells = next(csv.reader([first], delimiter=delimiter), [])
    except csv.Error:
        cells = []
    return [cell.strip().lower() for cell in cells], delimiter


def _dialect(columns: Sequence[str]) -> _Dialect | None:
    if set(columns) >= _STRONG:
        return _Dialect("strong", "date", "workout name", _strong_set, _strong_length, _strong_note)
    if set(columns) >= _HEVY:
        return _Dialect("hevy", "start_time", "title", _hevy_set, _hevy_length, _hevy_note)
    return None


def _strong_set(line: int, row: Row) -> _Set | str | None:
    """Return the set, or the remark on the session, that a row is; None for neither."""
    order = row.get("set order", "").lower()
    if order == "rest timer":
        return None
    if order == "note":
        return ": ".join(filter(None, (row.get("exercise name"), row.get("notes"))))
    extras = [
        _SET_KINDS.get(order, ""),
        _measure(row, "weight", row.get("weight unit", ""), ("kg", "lbs")),
        _measure(row, "distance", row.get("distance unit", ""), ("meters", "km", "mi")),
        row.get("notes", ""),
    ]
    session = (row.get("date", ""), row.get("workout name", ""))
    return _set(line, row, session, row.get("exercise name", ""), extras)


def _strong_length(row: Row, _started: datetime) -> int | None:
    seconds = _number(row, "duration (sec)")
    if seconds is not None:
        return round(seconds * SECOND)
    text = row.get("duration", "") or row.get("workout duration", "")
    match = _DURATION.fullmatch(text.strip().lower())
    if not text or match is None:
        return None
    hours, minutes, rest = (int(part or 0) for part in match.groups())
    return (hours * 3600 + minutes * 60 + rest) * SECOND or None


def _strong_note(row: Row) -> str:
    return row.get("workout notes", "")


def _hevy_set(line: int, row: Row) -> _Set:
    extras = [
        _SET_KINDS.get(row.get("set_type", "").lower(), ""),
        *(_measure(row, f"weight_{unit}", unit, ()) for unit in ("kg", "lbs")),
        *(_measure(row, f"distance_{unit}", unit, ()) for unit in ("km", "miles")),
        row.get("exercise_notes", ""),
    ]
    session = (row.get("start_time", ""), row.get("title", ""))
    return _set(line, row, session, row.get("exercise_title", ""), extras)


def _hevy_length(row: Row, started: datetime) -> int | None:
    if not row.get("end_time"):
        return None
    length = (_instant(row["end_time"]) - started).total_seconds()
    return round(length * SECOND) if length > 0 else None


def _hevy_note(row: Row) -> str:
    return row.get("description", "")


def _set(
    line: int, row: Row, session: tuple[str, str], exercise: str, extras: Sequence[str]
) -> _Set:
    if not exercise:
        raise ValueError("it names no exercise")
    reps, seconds = _number(row, "reps"), None
    for column in ("seconds", "duration_seconds"):
        seconds = _number(row, column) if seconds is None else seconds
    effort = _number(row, "rpe")
    if effort is not None and effort and not 0.5 <= effort <= 10:
        raise ValueError(f"an RPE is a number from 1 to 10, not {effort:g}")
    # Both programs write 0 for what a set does not have.
    is_hold = bool(seconds) and not reps
    return _Set(
        line=line,
        session=session,
        exercise=exercise,
        reps=None if is_hold else round(reps or 0),
        ms=round((seconds or 0) * SECOND),
        # Half an effort is rounded up, as the harder of the two.
        effort=max(int(effort + 0.5), 1) if effort else None,
        note=", ".join(part for part in extras if part),
    )


def _measure(row: Row, column: str, unit: str, units: Sequence[str]) -> str:
    """Return a weight or a distance with its unit; "" where there is none."""
    for name, of in ((column, unit), *((f"{column} ({unit})", unit) for unit in units)):
        number = _number(row, name)
        if number:
            return f"{number:g} {of}" if of else f"{column} {number:g}"
    return ""


def _number(row: Row, column: str) -> float | None:
    """Return the number in a column; None where there is none."""
    text = row.get(column, "")
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        raise ValueError(f"{column} is a number, not “{row[column]}”") from None
    if not 0 <= number < 1e9:
        raise ValueError(f"{column} is a number from 0 on, not “{row[column]}”")
    return number


def _instant(text: str) -> datetime:
    """Return the time in this machine's zone at that time, or in its own if it tells one."""
    plain = " ".join(text.replace("\u202f", " ").split())
    found = _read_time(plain)
    if found is None or not 1971 <= found.year < 3000:
        raise ValueError(f"“{text}” is no time such as 2026-11-22 18:32:00")
    return found if found.tzinfo else found.astimezone()


def _read_time(text: str) -> datetime | None:
    for form in _TIMES:
        with suppress(ValueError):
            return datetime.strptime(text, form)  # noqa: DTZ007 - the caller gives it a zone
    with suppress(ValueError):
        return datetime.fromisoformat(text)
    return None


def _by_name(exercises: Mapping[str, Exercise]) -> dict[str, Exercise]:
    names: dict[str, Exercise] = {}
    for exercise in exercises.values():
        for name in (exercise.id.replace("-", " "), exercise.spoken, exercise.name):
            names[name.casefold()] = exercise
    return names


def _exercise(name: str, known: Mapping[str, Exercise]) -> Exercise:
    """Return the library's exercise of that name, or else one that has just the name."""
    plain = " ".join(name.split())
    # Strong and Hevy name the equipment behind the exercise: Clamshell (Band).
    bare = re.sub(r"\s*\((?:resistance )?(?:band|bodyweight)\)$", "", plain, flags=re.IGNORECASE)
    for candidate in (plain, bare, f"banded {bare}"):
        if candidate.casefold() in known:
            return known[candidate.casefold()]
    return Exercise(name_to_id(plain), plain)
