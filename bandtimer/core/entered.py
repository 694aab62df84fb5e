"""A session that was not led: entered by hand, or taken from another program.

Only its sets are known, and perhaps how long it took. It becomes a plan that asks for just these
sets, and the facts that would have been recorded, so that everything which is done with a session
can be done with this one. Pauses between its sets are all of one length.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bandtimer.core.choices import Side
from bandtimer.core.facts import (
    BandChosen,
    EffortRated,
    Ending,
    Fact,
    NoteWritten,
    Outcome,
    SessionEnded,
    SetNoted,
    SetRated,
    StepEnded,
    StepStarted,
)
from bandtimer.core.plan import Plan, Step, StepKind
from bandtimer.core.routine import (
    MAX_REPS,
    MAX_ROUTINE_MS,
    MAX_SETS,
    MAX_STEPS,
    Block,
    Exercise,
    Hold,
    Prescription,
    Range,
    Reps,
    Routine,
    Sides,
    Timed,
    Work,
)


class EntryError(ValueError):
    """A session that cannot have been; the text is for the user."""


@dataclass(frozen=True, slots=True)
class EnteredSet:
    """One side of a set as it was done, in the order of doing.

    `reps` is None for a hold; with reps, `elapsed_ms` may be 0 where it is not known. With
    `timed` the set was work for a time, which may have reps as well. A set with neither reps nor
    time was skipped. `target` is what was asked for, in reps or ms; None for just what was done.
    `band` is the band's name; `effort` 1 to 10.
    """

    exercise: Exercise
    reps: int | None
    elapsed_ms: int = 0
    side: Side = Side.BOTH
    timed: bool = False
    target: Range | None = None
    band: str = ""
    effort: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A session as entered.

    `length_ms` is how long it took with all its pauses; None, or less than its sets took, for no
    longer than those. `routine` is the one that it followed, if it is known.
    """

    name: str
    sets: tuple[EnteredSet, ...]
    length_ms: int | None = None
    effort: int | None = None
    note: str = ""
    routine: Routine | None = None


@dataclass(frozen=True, slots=True)
class _Placed:
    """A set with its place: which run of one exercise it belongs to, and its number there."""

    entered: EnteredSet
    run: int
    number: int


def plan_entry(routine_id: str, entry: Entry) -> Plan:
    """Return the plan that asks for the entry's sets; raise EntryError where it cannot have been.

    Where the entry names no routine the plan has one of that id, made of its sets.
    """
    check_entry(entry)
    placed = tuple(_placed(entry.sets))
    most: dict[int, int] = {}
    for item in placed:
        most[item.run] = item.number
    exercises = {item.exercise.id: item.exercise for item in entry.sets}
    routine = entry.routine or Routine(
        routine_id,
        entry.name,
        (Block(tuple(_prescriptions(placed, most))),),
        own_exercises=tuple(exercises.values()),
    )
    steps = tuple(
        Step(
            StepKind.WORK,
            item.entered.exercise.id,
            item.number,
            most[item.run],
            side=item.entered.side,
            work=_work(item.entered),
            entry=(0, item.run),
        )
        for item in placed
    )
    return Plan(entry.name, steps, exercises, routine)


def facts_of_entry(entry: Entry) -> tuple[Fact, ...]:
    """Return what would have been recorded of the session, under the plan of the entry."""
    return tuple(_facts(entry))


def check_entry(entry: Entry) -> None:
    """Raise EntryError where a session cannot have been so."""
    if not entry.name.strip():
        raise EntryError("The session needs a name.")
    if not entry.sets:
        raise EntryError("The session needs at least one set.")
    if len(entry.sets) > MAX_STEPS:
        raise EntryError(f"A session has at most {MAX_STEPS:,} sets, not {len(entry.sets):,}.")
    for number, item in enumerate(entry.sets, start=1):
        where = f"Set {number}, {item.exercise.name}"
        if not 0 <= (item.reps or 0) <= MAX_REPS:
            raise EntryError(f"{where}: a set has 0 to {MAX_REPS:,} reps, not {item.reps:,}.")
        if not 0 <= item.elapsed_ms <= MAX_ROUTINE_MS:
            raise EntryError(f"{where}: a set takes 0 s to 24 h.")
        if item.timed and item.reps is None:
            raise EntryError(f"{where}: work for a time has reps, 0 where they are not known.")
        _check_effort(item.effort, f"{where}: ")
    if max(entry.length_ms or 0, sum(item.elapsed_ms for item in entry.sets)) > MAX_ROUTINE_MS:
        raise EntryError("A session takes at most 24 h.")
    if (entry.length_ms or 0) < 0:
        raise EntryError("A session cannot take less than no time.")
    _check_effort(entry.effort, "")


def _check_effort(effort: int | None, where: str) -> None:
    if effort is not None and not 1 <= effort <= 10:
        raise EntryError(f"{where}effort is a number from 1 to 10, not {effort}.")


def _placed(sets: Iterable[EnteredSet]) -> Iterator[_Placed]:
    run, number, sides = -1, 0, set[Side]()
    before: EnteredSet | None = None
    for item in sets:
        is_next_set = item.side is Side.BOTH or bool(sides & {item.side, Side.BOTH})
        is_full = number == MAX_SETS and is_next_set
        if before is None or not _is_same_run(before, item) or is_full:
            run, number, sides = run + 1, 1, set()
        elif is_next_set:
            number, sides = number + 1, set()
        sides.add(item.side)
        yield _Placed(item, run, number)
        before = item


def _is_same_run(before: EnteredSet, item: EnteredSet) -> bool:
    return before.exercise.id == item.exercise.id and type(_work(before)) is type(_work(item))


def _work(item: EnteredSet) -> Work:
    if item.timed:
        return Timed(item.elapsed_ms if item.target is None else item.target.low)
    if item.reps is None:
        return Hold(item.target or Range.exactly(item.elapsed_ms))
    return Reps(item.target or Range.exactly(item.reps))


def _prescriptions(placed: Iterable[_Placed], most: dict[int, int]) -> Iterator[Prescription]:
    runs = {item.run: item for item in reversed(tuple(placed))}
    for run in sorted(runs):
        item = runs[run].entered
        sides = Sides.BOTH if item.side is Side.BOTH else Sides.EACH
        yield Prescription(item.exercise.id, _work(item), Range.exactly(most[run]), sides)


def _facts(entry: Entry) -> Iterator[Fact]:
    worked = sum(item.elapsed_ms for item in entry.sets)
    length = max(entry.length_ms or 0, worked)
    pause = (length - worked) // max(len(entry.sets) - 1, 1)
    bands: dict[str, str] = {}
    at = 0
    for step, item in enumerate(entry.sets):
        yield StepStarted(at, step)
        exercise = item.exercise.id
        if bands.get(exercise, "") != item.band:
            bands[exercise] = item.band
            yield BandChosen(at, exercise, item.band)
        at += item.elapsed_ms
        outcome = Outcome.DONE if _amount(item) else Outcome.SKIPPED
        yield StepEnded(at, step, outcome, item.reps or 0, item.elapsed_ms)
        at = min(at + pause, length)
    yield SessionEnded(length, Ending.FINISHED)
    if entry.effort is not None:
        yield EffortRated(length, entry.effort)
    if entry.note:
        yield NoteWritten(length, entry.note)
    for step, item in enumerate(entry.sets):
        if item.effort is not None:
            yield SetRated(length, step, item.side, item.effort)
        if item.note:
            yield SetNoted(length, step, item.side, item.note)


def _amount(item: EnteredSet) -> int:
    if item.timed:
        return item.elapsed_ms or item.reps or 0
    return item.elapsed_ms if item.reps is None else item.reps
