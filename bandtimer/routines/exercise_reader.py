"""Exercise files: from a form to an Exercise."""

from collections.abc import Iterable
from typing import Any

from bandtimer.core.routine import Exercise, Sides, Work
from bandtimer.routines.documents import Reading, read_document, read_id
from bandtimer.routines.fields import Form, Mention
from bandtimer.routines.forms import DescriptionForm, EntryForm, ExerciseForm
from bandtimer.routines.problems import Report, nearest, quoted
from bandtimer.routines.work_reader import HOW_MUCH, names_work, read_work


def read_exercise(file: str, data: bytes) -> Reading[Exercise]:
    """Read an exercise file; whether the ids it mentions exist is left to the library."""
    report = Report(file)
    own_id = read_id(file, report)
    root = read_document(data, report)
    if root is None:
        return Reading(file, None, report.problems)
    form = ExerciseForm.read(root, "", report)
    mentions = mentioned(form)
    for mention in mentions:
        if mention.id == own_id:
            report.add(mention, mention.where, "this is the exercise itself; name another one")
    check_alternation(form, form.sides or Sides.BOTH, report)
    usual = _usual(form, report)
    if own_id is None or not report.clean:
        return Reading(file, None, report.problems, mentions)
    exercise = Exercise(
        own_id,
        **description(form),
        **manner(form),
        fit=form.fit,
        figure=form.figure,
        usual=usual,
    )
    return Reading(file, exercise, (), mentions)


def description(form: DescriptionForm) -> dict[str, Any]:
    """Return the fields of Exercise that the form describes; only those it gives."""
    fields = _given(form, DescriptionForm.keys)
    for name in ("easier", "harder"):
        if name in fields:
            fields[name] = tuple(mention.id for mention in fields[name])
    return fields


def manner(form: ExerciseForm | EntryForm) -> dict[str, Any]:
    """Return the fields of Exercise that say how it is done; only those the form gives."""
    return _given(form, ("sides", "alternate_every", "tempo"))


def _usual(form: ExerciseForm, report: Report) -> Work | None:
    if form.usual is None:
        return None
    if not names_work(form.usual):
        report.add(form.usual.place, form.usual.path, HOW_MUCH)
    return read_work(form.usual, report)


def _given(form: Form, names: Iterable[str]) -> dict[str, Any]:
    entries = ((name, form.given(name)) for name in names)
    return {name: entry.value for name, entry in entries if entry and entry.value is not None}


def mentioned(form: DescriptionForm) -> tuple[Mention, ...]:
    """List the ids that the form mentions."""
    return (*(form.easier or ()), *(form.harder or ()))


def check_alternation(form: ExerciseForm | EntryForm, sides: Sides, report: Report) -> None:
    """Report `alternate_every` where the sides do not alternate."""
    every = form.given("alternate_every")
    if every and sides is not Sides.ALTERNATE:
        message = "this needs 'sides: alternate'; add that, or remove 'alternate_every'"
        report.add(every.key, every.where, message)


def unknown_exercise(id_: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return the message about an id that no exercise has, and what else may have been meant."""
    likely = nearest(id_, known)
    message = f"unknown exercise {quoted(id_)}" + (f"; did you mean '{likely}'?" if likely else "")
    if not otherwise:
        return message
    return f"{message} {otherwise}" if likely else f"{message}. {otherwise}"
