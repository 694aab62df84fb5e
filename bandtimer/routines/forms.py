"""The format of routine and exercise files, key by key.

These classes are the one source of what a file may hold: the reader checks against them and
the JSON Schemas in `resources/schema` are generated from them. Their docstrings and the
purposes of their keys are the help that editors show.

Format history: 1 is the first.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar, TypeVar

from bandtimer.core.routine import (
    MAX_REPS,
    MAX_SETS,
    MAX_STEP_MS,
    MAX_STEPS,
    SECOND,
    BandKind,
    BandUse,
    FitName,
    FormCue,
    Order,
    Phase,
    Range,
    SideNoun,
    Sides,
)
from bandtimer.routines import scalars
from bandtimer.routines.fields import (
    Described,
    Form,
    Key,
    Listing,
    MentionOf,
    Scalar,
    Schema,
    choice,
    line,
    number_or,
    whole,
)
from bandtimer.routines.figure_reader import FigureField
from bandtimer.routines.problems import quoted

FORMAT = 1
MAX_NAME = 100
# FIT numbers are 16 bits wide, and the largest means "none".
MAX_FIT = 65_534

F = TypeVar("F", bound=Form)


def _format(typed: str) -> int:
    if typed != str(FORMAT):
        raise scalars.ScalarError(f"there is no format {quoted(typed)}; write 'format: {FORMAT}'")
    return FORMAT


def _rounds(typed: str) -> Range:
    return scalars.sets(typed, "rounds")


def _itself(form: F) -> F:
    return form


_HOUR_S = MAX_STEP_MS // SECOND
VERSION = Scalar(_format, {"enum": [FORMAT, str(FORMAT)]}, str(FORMAT))
REST = Scalar(scalars.duration, number_or(scalars.DURATION, 0, _HOUR_S), "45s")
TIME = Scalar(scalars.work_time, number_or(scalars.DURATION, 0.001, _HOUR_S), "40s")
HOLD = Scalar(scalars.hold, number_or(scalars.HOLD, 0.001, _HOUR_S), "20-30s")
REPS = Scalar(
    scalars.reps, number_or(scalars.REPS, 1, MAX_REPS) | {"type": ["string", "integer"]}, "12-15"
)
SETS = Scalar(
    scalars.sets, number_or(scalars.SETS, 1, MAX_SETS) | {"type": ["string", "integer"]}, "3-4"
)
ROUNDS = Scalar(_rounds, SETS.form, "8")
TEMPO = Scalar(scalars.tempo, {"type": "string", "pattern": f"^{scalars.TEMPO}$"}, "2-0-2-1")


class BandForm(Form):
    """The band an exercise needs. One word alone is its kind."""

    kind = Key(choice(BandKind), "loop (a closed mini band), long, or none.", required=True)
    where = Key(line("above the knees"), "Where the band goes.")
    tip = Key(line("Take a wide one."), "What to know about the band.")


class CueForm(Form):
    """One thing to do, in a few words. Text alone belongs to the whole repetition."""

    phase = Key(choice(Phase), "The part of the repetition that the cue belongs to.")
    text = Key(line("Brace the core"), "The cue itself.", required=True)


class PhasesForm(Form):
    """The verbs that are shown while a repetition is led."""

    concentric = Key(line("Lift", MAX_NAME), "The part against the band.")
    top = Key(line("Hold", MAX_NAME), "The pause at the end of the way.")
    eccentric = Key(line("Lower", MAX_NAME), "The way back.")
    bottom = Key(line("Relax", MAX_NAME), "The pause before the next repetition.")


class FitForm(Form):
    """The exercise's name in Garmin's FIT profile, for exports."""

    category = Key(whole(0, MAX_FIT), "FIT's exercise_category.", required=True)
    name = Key(whole(0, MAX_FIT), "The number of the name within the category.", required=True)


def _band(form: BandForm) -> BandUse:
    return BandUse(form.kind or BandKind.NONE, form.where or "", form.tip or "")


def _cue(form: CueForm) -> FormCue:
    return FormCue(form.text or "", form.phase)


def _phases(form: PhasesForm) -> MappingProxyType[Phase, str]:
    verbs = {phase: form.given(phase.value) for phase in Phase}
    return MappingProxyType({phase: verb.value for phase, verb in verbs.items() if verb})


def _fit(form: FitForm) -> FitName:
    return FitName(form.category or 0, form.name or 0)


class DescriptionForm(Form):
    """What an exercise is, apart from how much of it to do."""

    name = Key(line("Band squat", MAX_NAME), "The exercise's name.")
    summary = Key(line("Trains the legs."), "What it is good for, in a sentence.")
    band = Key(Described(BandForm, _band, "kind"), "Which band it needs: loop, long or none.")
    side_noun = Key(choice(SideNoun), "What its two sides are called: left leg, to the left, …")
    muscles = Key(Listing(line("gluteus medius")), "The muscles it trains.")
    setup = Key(Listing(line("Stand tall.")), "How to get into position, step by step.")
    cues = Key(Listing(Described(CueForm, _cue, "text")), "What to do, most important first.")
    mistakes = Key(Listing(line("Leaning back")), "What often goes wrong.")
    phases = Key(Described(PhasesForm, _phases), "The verbs shown while a repetition is led.")
    easier = Key(Listing(MentionOf()), "Ids of exercises that do the same more easily.")
    harder = Key(Listing(MentionOf()), "Ids of exercises that do the same harder.")
    speech = Key(line("squat", MAX_NAME), "A short form of the name to say aloud.")


_SIDES = "both together, each (all on one side first), or alternate."
_EVERY = "With 'sides: alternate', after how many repetitions the side changes."
_TEMPO = "Seconds to lower, pause, lift and pause at the top, like 2-0-2-1."


class WorkForm(Form):
    """How much work one set is: reps, hold, time, or reps with a hold each."""

    reps = Key(REPS, "Repetitions: 12, 12-15 (a choice), 8+ (at least) or max.")
    hold = Key(HOLD, "How long to hold: 20s, 20-30s, 30s+ or max. With reps: each rep's hold.")
    time = Key(TIME, "Work for this long, with any number of repetitions: 40s.")

    rules: ClassVar[Schema] = {
        "dependencies": {
            "time": {"not": {"anyOf": [{"required": ["reps"]}, {"required": ["hold"]}]}},
        },
        "if": {"required": ["reps", "hold"]},
        "then": {"properties": {"hold": TIME.form}},
    }


class UsualForm(WorkForm):
    """What an exercise is mostly done for, to stand in where planned work does not suit it."""

    rules: ClassVar[Schema] = {
        **WorkForm.rules,
        "anyOf": [{"required": ["reps"]}, {"required": ["hold"]}, {"required": ["time"]}],
    }


class ExerciseForm(DescriptionForm):
    """An exercise for BandTimer. Its id is the name of the file."""

    format = Key(VERSION, "The version of this format.", required=True)
    name = Key(line("Band squat", MAX_NAME), "The exercise's name.", required=True)
    sides = Key(choice(Sides), f"How left and right share the work: {_SIDES}")
    alternate_every = Key(whole(1, MAX_REPS), _EVERY)
    tempo = Key(TEMPO, _TEMPO)
    usual = Key(Described(UsualForm, _itself), "What one set of it is mostly: reps, hold or time.")
    fit = Key(Described(FitForm, _fit), "Its name in Garmin's FIT profile, for exports.")
    figure = Key(FigureField(), "The moving figure.")


class DefaultsForm(WorkForm):
    """What holds for every exercise below that says nothing else."""

    sets = Key(SETS, "Sets of each exercise: 3, or 3-4 for a choice before starting.")
    tempo = Key(TEMPO, _TEMPO)
    rest = Key(REST, "Rest after each set: 45s, 1m30s, 1:30 or 90 (seconds).")
    rest_between_exercises = Key(REST, "Rest before the next exercise, if it is another.")


_TO_BLOCK = "a block, which goes into a list below 'blocks:'"
_TO_EXERCISE = "a single exercise, below its line '- exercise: …'"


class EntryForm(WorkForm, DescriptionForm):
    """One exercise and how much of it to do. An id alone takes every default.

    An exercise that is not in the library is defined here by giving its name.
    """

    elsewhere: ClassVar[Mapping[str, str]] = {
        "order": _TO_BLOCK,
        "rounds": _TO_BLOCK,
        "rest_between_exercises": "the block or the top of the file",
    }

    exercise = Key(MentionOf(), "The exercise's id, from the library or your own.", required=True)
    sets = Key(SETS, "Sets: 3, or 3-4 for a choice before starting.")
    tempo = Key(TEMPO, _TEMPO)
    sides = Key(choice(Sides), f"How left and right share the work: {_SIDES}")
    alternate_every = Key(whole(1, MAX_REPS), _EVERY)
    rest = Key(REST, "Rest after each set: 45s, 1m30s, 1:30 or 90 (seconds).")


ENTRIES = Listing(Described(EntryForm, _itself, "exercise"), least=1, most=MAX_STEPS, single=False)


class BlockForm(DefaultsForm):
    """Some exercises done in one order. What it says holds for all of them."""

    elsewhere: ClassVar[Mapping[str, str]] = {
        "sides": _TO_EXERCISE,
        "alternate_every": _TO_EXERCISE,
    }

    name = Key(line("Warm-up", MAX_NAME), "The block's name.")
    order = Key(choice(Order), "straight: all sets of one, then the next. circuit: in turn.")
    rounds = Key(ROUNDS, "How often a circuit goes round: 8, or 3-4 for a choice.")
    exercises = Key(ENTRIES, "The exercises, in order.", required=True)

    rules: ClassVar[Schema] = {
        "allOf": [
            WorkForm.rules,
            {
                "if": {"required": ["order"], "properties": {"order": {"const": "circuit"}}},
                "then": {
                    "not": {"required": ["sets", "rounds"]},
                    "properties": {"exercises": {"items": {"properties": {"sets": False}}}},
                },
                "else": {"not": {"required": ["rounds"]}},
            },
        ]
    }


class RoutineForm(DefaultsForm):
    """A routine for BandTimer: exercises, or blocks of them, and what holds for all."""

    elsewhere: ClassVar[Mapping[str, str]] = {
        "order": _TO_BLOCK,
        "rounds": _TO_BLOCK,
        "sides": _TO_EXERCISE,
        "alternate_every": _TO_EXERCISE,
    }

    format = Key(VERSION, "The version of this format.", required=True)
    name = Key(line("Morning bands", MAX_NAME), "The routine's name.", required=True)
    summary = Key(line("Hips and core before a run."), "Who or what it is for, in a sentence.")
    exercises = Key(ENTRIES, "The exercises, in order; or else write blocks.")
    blocks = Key(
        Listing(Described(BlockForm, _itself), least=1, most=MAX_STEPS, single=False),
        "Blocks of exercises, such as a warm-up and a circuit; or else write exercises.",
    )

    rules: ClassVar[Schema] = {
        "allOf": [
            WorkForm.rules,
            {"oneOf": [{"required": ["exercises"]}, {"required": ["blocks"]}]},
        ]
    }
