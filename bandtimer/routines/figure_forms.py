"""The format of a figure in an exercise file, key by key."""

import re
from dataclasses import dataclass

from bandtimer.core.figure import (
    MAX_ANGLE,
    MAX_DISTANCE,
    MAX_OUT,
    PINNED_BY_MOVING,
    SIDE,
    Aim,
    Around,
    Held,
    Joint,
    Place,
    Posture,
    Support,
)
from bandtimer.core.routine import Phase
from bandtimer.routines import scalars
from bandtimer.routines.fields import (
    Described,
    Field,
    Form,
    Key,
    Listing,
    Scalar,
    Schema,
    choice,
    number_or,
)
from bandtimer.routines.nodes import MappingNode, Node, ScalarNode
from bandtimer.routines.problems import Report, below, did_you_mean, quoted

MAX_POSES = 4
START, TOP = "start", "top"

_NUMBER = r"-?[0-9]{1,3}(?:\.[0-9]{1,3})?"
_AIM = re.compile(f"({_NUMBER})(?: (out|in) ({_NUMBER}))?")
_VIEWS = {"side": SIDE.turn, "three_quarter": 50.0, "front": 90.0}


def _number(typed: str, low: float, high: float, example: str) -> float:
    if not re.fullmatch(_NUMBER, typed):
        raise scalars.ScalarError(f"{quoted(typed)} is not a number here; write it like {example}")
    if not low <= float(typed) <= high:
        raise scalars.ScalarError(f"{quoted(typed)} must be from {low:g} to {high:g}")
    return float(typed)


def _within(low: float, high: float, example: str) -> Scalar[float]:
    def parse(typed: str) -> float:
        return _number(typed, low, high, example)

    return Scalar(parse, number_or(_NUMBER, low, high), example)


def _aim(typed: str) -> Aim:
    match = _AIM.fullmatch(typed)
    if match is None:
        raise scalars.ScalarError(
            f"{quoted(typed)} is not an angle; write degrees, like 30, -15 or '30 out 10'"
        )
    angle = _number(match[1], -MAX_ANGLE, MAX_ANGLE, "30")
    out = _number(match[3] or "0", -MAX_OUT, MAX_OUT, "10")
    return Aim(angle, -out if match[2] == "in" else out)


def _turn(typed: str) -> float:
    if typed in _VIEWS:
        return _VIEWS[typed]
    if not re.fullmatch(_NUMBER, typed):
        raise scalars.ScalarError(
            f"{quoted(typed)} is not one of {', '.join(_VIEWS)}{did_you_mean(typed, _VIEWS)}"
        )
    return _number(typed, 0.0, 180.0, "70")


def _pin(typed: str) -> Joint:
    if typed not in PINNED_BY_MOVING:
        words = [joint.value for joint in PINNED_BY_MOVING]
        raise scalars.ScalarError(
            f"{quoted(typed)} is not one of {', '.join(words)}{did_you_mean(typed, words)}"
        )
    return Joint(typed)


_AIM_FORM = number_or(_AIM.pattern, -MAX_ANGLE, MAX_ANGLE)
_AIM_FIELD = Scalar(_aim, _AIM_FORM, "30")
_PINS = Listing(
    Scalar(_pin, {"enum": [joint.value for joint in PINNED_BY_MOVING]}, "near_foot"), least=1
)
_POSE_NAMES = Listing(
    Scalar(scalars.identifier, {"type": "string", "pattern": f"^{scalars.ID}$"}, START),
    least=1,
    most=3,
)


class LimbsForm(Form):
    """Where one side's limbs point. What is left out stays as in the start pose.

    Degrees from straight down: 0 down, 90 forward, 180 up, -90 backward. '30 out 10' also turns
    the bone 10 degrees out to its own side, 'in' toward the other.
    """

    upper_arm = Key(_AIM_FIELD, "From the shoulder to the elbow; hanging down if never given.")
    forearm = Key(_AIM_FIELD, "From the elbow to the wrist; hanging down if never given.")
    hand = Key(_AIM_FIELD, "From the wrist to the grip; as the forearm if never given.")
    thigh = Key(_AIM_FIELD, "From the hip to the knee; straight down if never given.")
    shin = Key(_AIM_FIELD, "From the knee to the ankle; straight down if never given.")
    foot = Key(_AIM_FIELD, "From heel to toes; 90, flat on the floor, if never given.")


class PlaceForm(Form):
    """A place in body heights."""

    forward = Key(_within(-MAX_DISTANCE, MAX_DISTANCE, "0.6"), "In front of the hip.")
    up = Key(_within(0, MAX_DISTANCE, "0.7"), "Above the floor.", required=True)


def _place(form: PlaceForm) -> Place:
    return Place(form.forward or 0.0, form.up or 0.0)


def _limbs(form: LimbsForm) -> LimbsForm:
    return form


class PoseForm(Form):
    """Where the bones point. What is left out stays as in the start pose."""

    torso = Key(_AIM_FIELD, "From the hip to the shoulders; 180, upright, if never given.")
    neck = Key(_AIM_FIELD, "As the torso if never given.")
    head = Key(_AIM_FIELD, "As the neck if never given.")
    both = Key(Described(LimbsForm, _limbs), "The limbs of both sides.")
    near = Key(Described(LimbsForm, _limbs), "The near side, where it differs from both.")
    far = Key(Described(LimbsForm, _limbs), "The far side, where it differs from both.")
    hip = Key(Described(PlaceForm, _place), "The hip's place, where neither pin nor floor hold it.")


@dataclass(frozen=True)
class PosesField(Field[tuple[tuple[str, PoseForm], ...]]):
    """Poses by their names, the start first among them."""

    example: str = f"{{{START}: {{torso: 180}}}}"

    def read_something(
        self, node: Node, where: str, report: Report
    ) -> tuple[tuple[str, PoseForm], ...] | None:
        """Return the poses that can be read; None without a start."""
        if not isinstance(node, MappingNode):
            report.add(node, where, f"poses are wanted here, such as '{START}: {{torso: 180}}'")
            return None
        if len(node.items) > MAX_POSES:
            report.add(node, where, f"these are {len(node.items)} poses; at most {MAX_POSES}")
        poses = [self._pose(label, item, where, report) for label, item in node.items]
        named = tuple(pose for pose in poses if pose is not None)
        if START not in {label.text for label, _ in node.items}:
            report.add(node, below(where, START), f"missing pose '{START}'; every rep begins in it")
        return named if START in dict(named) else None

    def _pose(
        self, label: ScalarNode, node: Node, where: str, report: Report
    ) -> tuple[str, PoseForm] | None:
        path = below(where, label.text)
        try:
            name = scalars.identifier(label.text)
        except scalars.ScalarError as error:
            report.add(label, path, str(error))
            return None
        form = Described(PoseForm, lambda form: form).read(node, path, report)
        return None if form is None else (name, form)

    def schema(self, definitions: dict[str, Schema]) -> Schema:
        """Return the schema of the poses."""
        pose = Described(PoseForm, lambda form: form).schema(definitions)
        return {
            "type": "object",
            "required": [START],
            "propertyNames": {"pattern": f"^{scalars.ID}$"},
            "additionalProperties": pose,
            "maxProperties": MAX_POSES,
        }


class PhasePosesForm(Form):
    """Which poses each phase leads through, in order: from, (through,) to. One alone keeps still.

    Each begins in the pose in which the one before it ends; the first in the start pose.
    """

    concentric = Key(_POSE_NAMES, "The part against the band.")
    top = Key(_POSE_NAMES, "The pause at the end of the way; also what a hold shows.")
    eccentric = Key(_POSE_NAMES, "The way back.")
    bottom = Key(_POSE_NAMES, "The pause before the next repetition.")


class PhasePinsForm(Form):
    """What stays in place in a phase, where that is not the same throughout."""

    concentric = Key(_PINS, "In the part against the band.")
    top = Key(_PINS, "In the pause at the end of the way.")
    eccentric = Key(_PINS, "On the way back.")
    bottom = Key(_PINS, "In the pause before the next repetition.")


def _phase_poses(form: PhasePosesForm) -> PhasePosesForm:
    return form


def _phase_pins(form: PhasePinsForm) -> dict[Phase, tuple[Joint, ...]]:
    given = {phase: form.given(phase.value) for phase in Phase}
    return {phase: entry.value or () for phase, entry in given.items() if entry}


class FigureForm(Form):
    """The exercise's moving figure: a skeleton in a few poses. Lengths are in body heights."""

    view = Key(
        Scalar(_turn, {"anyOf": [{"enum": list(_VIEWS)}, number_or(_NUMBER, 0, 180)]}, "side"),
        "side, front, three_quarter, or degrees: 0 sees the near side, 90 the front.",
    )
    tilt = Key(_within(0, 60, "10"), "How many degrees one looks down on the figure.")
    posture = Key(
        choice(Posture),
        "on_side lies on the far side: then 0 degrees point to the feet, 180 to the head.",
    )
    poses = Key(PosesField(), "Two to four poses; a rep begins in 'start'.", required=True)
    phases = Key(
        Described(PhasePosesForm, _phase_poses),
        "Which poses the phases lead through; from 'start' to 'top' and back if left out.",
    )
    pin = Key(
        _PINS,
        "What stays in place. The first, set on the floor, carries the body; the others, hands "
        "or feet, bend their limb.",
    )
    pin_by_phase = Key(Described(PhasePinsForm, _phase_pins), "What stays in place in each phase.")
    loop_around = Key(choice(Around), "Where a loop band goes around both legs.")
    band_between = Key(
        Listing(choice(Held), least=2, most=2, single=False), "The two ends of a long band."
    )
    anchor = Key(Described(PlaceForm, _place), "Where the band is tied, seen from the first hip.")
    wall = Key(
        _within(-MAX_DISTANCE, MAX_DISTANCE, "0.6"),
        "A wall, so far in front of the hip in the start pose; behind it below 0.",
    )
    support = Key(choice(Support), "What the figure lies or sits on.")
