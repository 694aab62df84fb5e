"""One session of the history: its sets beside the plan, and beside the time before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bandtimer.core.choices import Side
from bandtimer.core.facts import Relief
from bandtimer.core.plan import Plan
from bandtimer.core.record import SetRecord
from bandtimer.core.routine import SECOND
from bandtimer.core.state import Pain
from bandtimer.present.record import RecordGroup, record_groups, record_row
from bandtimer.present.wording import clock, duration_text, reps_text, side_text

_RELIEF_WORDS = {
    Relief.STOP_EXERCISE: "hurt: exercise stopped",
    Relief.EASIER: "hurt: easier variant taken",
    Relief.END_SESSION: "hurt: session ended",
}


@dataclass(frozen=True, slots=True)
class SetRow:
    """The sets of one exercise and side; the lines below them are what there is to say."""

    exercise: str
    done: str
    is_complete: bool
    plan: str
    pain: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """Return all of it for a screen reader."""
        name = f"{self.exercise}, {self.plan}" if self.plan else self.exercise
        parts = (f"{name}: {self.done}", self.pain, *self.remarks)
        return ". ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What an exercise, or the whole session, came to, and how much more or less than before."""

    name: str
    now: str
    change: str


@dataclass(frozen=True, slots=True)
class Sums:
    """What a session comes to as a whole: length without pauses in ms, and sets done."""

    active_ms: int
    sets_done: int


def set_rows(
    plan: Plan, records: Iterable[SetRecord], pains: Iterable[Pain] = ()
) -> tuple[SetRow, ...]:
    """List the exercises of a session with their sets, bands, pains and notes."""
    hurt = {pain.exercise: _RELIEF_WORDS[pain.relief] for pain in pains}
    rows = []
    for group in record_groups(plan, records):
        # An exercise that has several rows is said to hurt at the first of them.
        pain = hurt.pop(group.exercise.id, "")
        row = record_row(group)
        detail = (row.side, row.planned, _bands(group.sets))
        rows.append(
            SetRow(
                exercise=row.exercise,
                done=row.done,
                is_complete=row.is_complete,
                plan=" · ".join(part for part in detail if part),
                pain=pain,
                remarks=tuple(_remarks(group)),
            )
        )
    # What was given up before any of it was done is in no group.
    given_up = (
        SetRow(plan.exercises[name].name if name in plan.exercises else name, "–", False, "", pain)
        for name, pain in hurt.items()
    )
    return (*rows, *given_up)


def comparisons(
    now: tuple[Sums, Sequence[SetRecord]], before: tuple[Sums, Sequence[SetRecord]]
) -> tuple[Comparison, ...]:
    """Compare a session with an earlier one, as a whole and exercise by exercise."""
    (sums, records), (old_sums, old_records) = now, before
    lines = [
        Comparison("Length", clock(sums.active_ms), _clock(sums.active_ms - old_sums.active_ms)),
        Comparison("Sets", str(sums.sets_done), _number(sums.sets_done - old_sums.sets_done)),
    ]
    amounts, old_amounts = _amounts(records), _amounts(old_records)
    for key, (name, amount) in amounts.items():
        is_time = key[2] != "reps"
        text = _amount_text(amount, is_time=is_time)
        if key not in old_amounts:
            change = "not done then"
        elif is_time:
            change = _seconds(amount // SECOND - old_amounts[key][1] // SECOND)
        else:
            change = _number(amount - old_amounts[key][1])
        lines.append(Comparison(name, text, change))
    for key, (name, amount) in old_amounts.items():
        if key not in amounts:
            then = _amount_text(amount, is_time=key[2] != "reps")
            lines.append(Comparison(name, "not done", f"{then} then"))
    return tuple(lines)


def _amount_text(amount: int, *, is_time: bool) -> str:
    return duration_text(amount // SECOND * SECOND) if is_time else reps_text(amount)


def _amounts(records: Iterable[SetRecord]) -> Mapping[tuple[str, Side, str], tuple[str, int]]:
    """Add up each exercise, side by side: reps, or ms of hold and time."""
    sums: dict[tuple[str, Side, str], tuple[str, int]] = {}
    for record in records:
        key = (record.exercise, record.side, record.work)
        side = "" if record.side is Side.BOTH else f", {record.side}"
        amount = (record.reps or 0) if record.work == "reps" else record.elapsed_ms
        _, sofar = sums.get(key, ("", 0))
        sums[key] = (f"{record.exercise_name}{side}", sofar + amount)
    return sums


def _bands(sets: Iterable[SetRecord | None]) -> str:
    bands = [record.band for record in sets if record is not None and record.band]
    return ", ".join(dict.fromkeys(bands))


def _remarks(group: RecordGroup) -> Iterable[str]:
    records = [record for record in group.sets if record is not None]
    if any(record.effort is not None for record in records):
        efforts = " · ".join("–" if r.effort is None else str(r.effort) for r in records)
        yield f"Effort {efforts}"
    for record in records:
        if record.note:
            number = f"Set {record.set_number}: " if len(group.sets) > 1 else ""
            yield f"{number}{record.note}"
    edited = [str(record.set_number) for record in records if record.edited]
    if edited:
        which = "Edited" if len(group.sets) == 1 else f"Edited: set {', '.join(edited)}"
        yield which


def set_name(plan: Plan, record: SetRecord) -> str:
    """Return which set it is: Kickback, left leg, set 1 of 3."""
    side = side_text(plan.exercises[record.exercise], record.side)
    parts = (record.exercise_name, side, f"set {record.set_number} of {record.sets}")
    return ", ".join(part for part in parts if part)


def _number(change: int) -> str:
    return f"{_sign(change)}{abs(change)}" if change else "same"


def _seconds(change: int) -> str:
    return f"{_sign(change)}{duration_text(abs(change) * SECOND)}" if change else "same"


def _clock(change_ms: int) -> str:
    seconds = int(change_ms / SECOND)
    return f"{_sign(seconds)}{clock(abs(seconds) * SECOND)}" if seconds else "same"


def _sign(change: int) -> str:
    return "+" if change > 0 else "−"
