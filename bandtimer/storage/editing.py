"""What the athlete changes in the history afterwards; every change can be taken back.

Nothing is overwritten: a change is added to the session's journal, and so is taking it back. Each
function returns the Undo that does so, for as long as no other change is made to the same thing.
`wall_ms` is now, in ms since 1970 in UTC.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bandtimer.core.facts import (
    EffortRated,
    Fact,
    NoteWritten,
    Outcome,
    SessionDeleted,
    SessionUndeleted,
    SetEdited,
    SetNoted,
    SetRated,
    SetRestored,
)
from bandtimer.core.plan import Side
from bandtimer.core.record import SetRecord, record_of
from bandtimer.core.routine import MAX_REPS, MAX_ROUTINE_MS
from bandtimer.core.state import Remark, State, Status
from bandtimer.storage.journal import Journal


class EditError(ValueError):
    """A change that cannot be made; the text is for the user, and nothing was changed."""


@dataclass(frozen=True, slots=True)
class SetValues:
    """All that can be changed of one side of a set.

    `reps` is None for a hold, `elapsed_ms` how long it took in ms. `band` is the band's name, ""
    for none; `effort` is 1 to 10, or None.
    """

    reps: int | None
    elapsed_ms: int
    band: str = ""
    effort: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Undo:
    """What takes a change back, and does nothing where there was none."""

    session_id: int
    facts: tuple[Fact, ...]


def values_of(record: SetRecord) -> SetValues:
    """Return what can be changed of a set as it stands."""
    return SetValues(record.reps, record.elapsed_ms, record.band, record.effort, record.note)


def edit_set(
    journal: Journal, session_id: int, step: int, side: Side, values: SetValues, wall_ms: int
) -> Undo:
    """Put one side of a set right, even one that was never begun.

    With no reps, or no time where it is held, it counts as skipped. With what was recorded it is
    no longer one that was edited. Raises EditError for values
    that cannot be and sessions that cannot be edited, StorageError where nothing can be written.
    """
    state = _editable(journal, session_id)
    record = record_of(state, step, side)
    if record is None:
        raise EditError("This set is no longer there. Open the session again.")
    _check(record, values)
    before, at = values_of(record), state.anchor
    facts: list[Fact] = []
    takes_back: list[Fact] = []
    if _measured(values) != _measured(before):
        edit = state.edits.get((step, side))
        facts.append(_edited(state, record, values))
        takes_back.append(edit or SetRestored(at, step, side))
    remark = state.remarks.get((step, side), Remark())
    if values.effort != remark.effort:
        facts.append(SetRated(at, step, side, values.effort))
        takes_back.append(SetRated(at, step, side, remark.effort))
    if values.note != remark.note:
        facts.append(SetNoted(at, step, side, values.note))
        takes_back.append(SetNoted(at, step, side, remark.note))
    return _amended(journal, session_id, facts, takes_back, wall_ms)


def rate(journal: Journal, session_id: int, effort: int | None, wall_ms: int) -> Undo:
    """Rate the session from 1 to 10, or not at all."""
    state = _editable(journal, session_id)
    _check_effort(effort)
    return _amended(
        journal,
        session_id,
        [EffortRated(state.anchor, effort)] if effort != state.effort else [],
        [EffortRated(state.anchor, state.effort)],
        wall_ms,
    )


def write_note(journal: Journal, session_id: int, text: str, wall_ms: int) -> Undo:
    """Replace the session's note."""
    state = _editable(journal, session_id)
    return _amended(
        journal,
        session_id,
        [NoteWritten(state.anchor, text)] if text != state.note else [],
        [NoteWritten(state.anchor, state.note)],
        wall_ms,
    )


def delete(journal: Journal, session_id: int, wall_ms: int) -> Undo:
    """Take a session out of the history; what is left of it is kept for a while."""
    state = _editable(journal, session_id)
    return _amended(
        journal,
        session_id,
        [SessionDeleted(state.anchor)],
        [SessionUndeleted(state.anchor)],
        wall_ms,
    )


def undelete(journal: Journal, session_id: int, wall_ms: int) -> Undo:
    """Bring a deleted session back as it was."""
    state = _ended(journal, session_id)
    return _amended(
        journal,
        session_id,
        [SessionUndeleted(state.anchor)] if state.is_deleted else [],
        [SessionDeleted(state.anchor)],
        wall_ms,
    )


def undo(journal: Journal, change: Undo, wall_ms: int) -> None:
    """Take a change back."""
    if change.facts:
        journal.amend(change.session_id, change.facts, wall_ms)


def _amended(
    journal: Journal,
    session_id: int,
    facts: Sequence[Fact],
    takes_back: Sequence[Fact],
    wall_ms: int,
) -> Undo:
    if not facts:
        return Undo(session_id, ())
    journal.amend(session_id, facts, wall_ms)
    return Undo(session_id, tuple(takes_back))


def _ended(journal: Journal, session_id: int) -> State:
    state = journal.state(session_id)
    if state.status is not Status.ENDED:
        raise EditError(
            f"The session of “{state.plan.name}” has not ended. Resume, finish or discard it first."
        )
    return state


def _editable(journal: Journal, session_id: int) -> State:
    state = _ended(journal, session_id)
    if state.is_deleted:
        raise EditError("This session has been deleted. Bring it back before you change it.")
    return state


def _edited(state: State, record: SetRecord, values: SetValues) -> Fact:
    at, step, side = state.anchor, record.step, record.side
    recorded = record_of(replace(state, edits={}), step, side)
    if recorded is not None and _measured(values) == _measured(values_of(recorded)):
        return SetRestored(at, step, side)
    outcome = _outcome(record, values)
    return SetEdited(at, step, side, outcome, values.reps, values.elapsed_ms, values.band)


def _measured(values: SetValues) -> tuple[object, ...]:
    return values.reps, values.elapsed_ms, values.band


def _outcome(record: SetRecord, values: SetValues) -> Outcome:
    if (values.reps, values.elapsed_ms) == (record.reps, record.elapsed_ms):
        return record.outcome
    amount = values.reps if record.work == "reps" else values.elapsed_ms or values.reps
    return Outcome.DONE if amount else Outcome.SKIPPED


def _check(record: SetRecord, values: SetValues) -> None:
    if (values.reps is None) is not (record.work == "hold"):
        raise EditError("A hold has seconds and no reps; any other set has reps.")
    if not 0 <= (values.reps or 0) <= MAX_REPS:
        raise EditError(f"A set has 0 to {MAX_REPS:,} reps, not {values.reps:,}.")
    if not 0 <= values.elapsed_ms <= MAX_ROUTINE_MS:
        raise EditError("A set takes 0 s to 24 h.")
    _check_effort(values.effort)


def _check_effort(effort: int | None) -> None:
    if effort is not None and not 1 <= effort <= 10:
        raise EditError(f"Effort is a number from 1 to 10, not {effort}.")
