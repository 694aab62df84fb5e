"""Routine files: from a form to a Routine, every default handed down and every name known."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bandtimer.core.compile import Choices, PlanError, compile_plan, reps_offered, sets_offered
from bandtimer.core.routine import (
    DEFAULT_REST_MS,
    Block,
    Exercise,
    Order,
    Prescription,
    Range,
    Routine,
    Tempo,
    Work,
)
from bandtimer.routines.documents import Reading, read_document, read_id
from bandtimer.routines.exercise_reader import (
    check_alternation,
    description,
    manner,
    mentioned,
    unknown_exercise,
)
from bandtimer.routines.fields import Mention
from bandtimer.routines.forms import BlockForm, DefaultsForm, EntryForm, RoutineForm
from bandtimer.routines.problems import Report, quoted
from bandtimer.routines.work_reader import HOW_MUCH, ONCE, any_work, names_work, read_work


@dataclass(frozen=True, slots=True)
class _Defaults:
    """What a level of the file hands down; None where neither it nor one above says."""

    sets: Range | None = None
    work: Work | None = None
    tempo: Tempo | None = None
    rest_ms: int = DEFAULT_REST_MS
    rest_between_ms: int | None = None


def read_routine(file: str, data: bytes, exercises: Mapping[str, Exercise]) -> Reading[Routine]:
    """Read a routine file; `exercises` are those of the library, by id."""
    report = Report(file)
    own_id = read_id(file, report)
    root = read_document(data, report)
    routine = None
    if root is not None:
        reader = _Reader(report, exercises)
        routine = reader.routine(RoutineForm.read(root, "", report), own_id or "")
    return Reading(file, routine if report.clean else None, report.problems)


class _Reader:
    """Gives one file's forms their meaning, noting the exercises it defines on the way."""

    def __init__(self, report: Report, exercises: Mapping[str, Exercise]) -> None:
        self._report = report
        self._library = exercises
        self._own: dict[str, Exercise] = {}
        self._mentions: list[Mention] = []

    def routine(self, form: RoutineForm, own_id: str) -> Routine:
        blocks = tuple(self._blocks(form, self._defaults(form, _Defaults())))
        for mention in self._mentions:
            self._check_known(mention)
        name, summary = form.name or "", form.summary or ""
        routine = Routine(own_id, name, blocks, summary, tuple(self._own.values()))
        if self._report.clean:
            self._check_size(form, routine)
        return routine

    def _blocks(self, form: RoutineForm, defaults: _Defaults) -> Iterator[Block]:
        blocks, exercises = form.given("blocks"), form.given("exercises")
        if blocks and exercises:
            self._report.add(
                blocks.key,
                blocks.where,
                "a routine has either 'exercises' or 'blocks'; move the exercises into a block",
            )
        elif not form.names("exercises", "blocks"):
            self._report.add(
                form.place,
                form.path,
                "there are no exercises; add 'exercises:' and below it a list, like "
                "'  - banded-clamshell'",
            )
        if exercises:
            items = (self._prescription(e, defaults, Order.STRAIGHT) for e in form.exercises or ())
            yield Block(tuple(items), rest_between_ms=defaults.rest_between_ms)
        for block in form.blocks or ():
            yield self._block(block, defaults)

    def _block(self, form: BlockForm, above: _Defaults) -> Block:
        defaults = self._defaults(form, above)
        order = form.order or Order.STRAIGHT
        rounds, sets = form.given("rounds"), form.given("sets")
        if rounds and not form.names("order"):
            message = "rounds belong to a circuit; add 'order: circuit', or write 'sets' instead"
            self._report.add(rounds.key, rounds.where, message)
        elif rounds and form.order is Order.STRAIGHT:
            message = "rounds belong to 'order: circuit'; change the order, or write 'sets' instead"
            self._report.add(rounds.key, rounds.where, message)
        elif rounds and sets:
            message = "a circuit's sets are its 'rounds'; remove 'sets'"
            self._report.add(sets.key, sets.where, message)
        if order is Order.CIRCUIT:
            defaults = replace(defaults, sets=form.rounds or defaults.sets)
        items = tuple(self._prescription(e, defaults, order) for e in form.exercises or ())
        return Block(
            items,
            form.name or "",
            order,
            (defaults.sets or ONCE) if order is Order.CIRCUIT else ONCE,
            defaults.rest_between_ms,
        )

    def _prescription(self, form: EntryForm, defaults: _Defaults, order: Order) -> Prescription:
        mention = form.exercise
        exercise = mention and self._exercise(form, mention)
        if sides := form.sides or (exercise and exercise.sides):
            check_alternation(form, sides, self._report)
        sets = form.given("sets")
        if sets and order is Order.CIRCUIT:
            message = "in a circuit the block's 'rounds' say how many sets; remove 'sets'"
            self._report.add(sets.key, sets.where, message)
        work = read_work(form, self._report) or defaults.work
        if work is None and not names_work(form):
            message = f"{HOW_MUCH} here, or for all exercises at the top of the file"
            self._report.add(form.place, form.path, message)
        rest = form.rest
        return Prescription(
            mention.id if mention else "",
            work or any_work(),
            form.sets or defaults.sets or ONCE,
            form.sides,
            form.alternate_every,
            form.tempo or defaults.tempo,
            defaults.rest_ms if rest is None else rest,
        )

    def _defaults(self, form: DefaultsForm, above: _Defaults) -> _Defaults:
        rest, between = form.rest, form.rest_between_exercises
        return _Defaults(
            form.sets or above.sets,
            read_work(form, self._report) or above.work,
            form.tempo or above.tempo,
            above.rest_ms if rest is None else rest,
            above.rest_between_ms if between is None else between,
        )

    def _exercise(self, form: EntryForm, mention: Mention) -> Exercise | None:
        """Return the exercise meant, defining it where the entry describes it."""
        told = description(form)
        self._mentions += mentioned(form)
        known = self._own.get(mention.id) or self._library.get(mention.id)
        if mention.id in self._own and told:
            if replace(self._own[mention.id], **told) != self._own[mention.id]:
                self._report.add(
                    mention,
                    mention.where,
                    f"{quoted(mention.id)} is described differently above; give this one another "
                    "id, or remove its description",
                )
        elif known is not None and told:
            self._own[mention.id] = replace(known, **told)
        elif known is None and form.given("name"):
            self._own[mention.id] = Exercise(
                mention.id, **({"name": mention.id} | told | manner(form))
            )
        elif known is None:
            advice = (
                f"To describe a new one here, write 'exercise: {mention.id}' and below it a line "
                "like 'name: Band squat'"
            )
            self._check_known(mention, advice)
        return self._own.get(mention.id, known)

    def _check_known(self, mention: Mention, advice: str = "") -> None:
        known = [*self._library, *self._own]
        if not self._report.full and mention.id not in known:
            message = unknown_exercise(mention.id, known, advice)
            self._report.add(mention, mention.where, message)

    def _check_size(self, form: RoutineForm, routine: Routine) -> None:
        sets, reps = sets_offered(routine), reps_offered(routine)
        most = Choices(sets=sets.high if sets else None, reps=reps.high if reps else None)
        try:
            compile_plan(routine, self._library, most)
        except PlanError as error:
            given = form.given("exercises") or form.given("blocks")
            if given:
                self._report.add(given.key, given.where, str(error))
