"""The figure of an exercise file: from a form to a Figure."""

from collections.abc import Iterator, Mapping
from typing import Any

from bandtimer.core.figure import (
    PINNED_BY_BENDING,
    SIDE,
    Aim,
    Figure,
    Held,
    Joint,
    Limbs,
    Move,
    Moves,
    Pose,
    Posture,
    Stretch,
    View,
)
from bandtimer.core.routine import Phase
from bandtimer.routines.fields import Described, Form, Given
from bandtimer.routines.figure_forms import (
    START,
    TOP,
    FigureForm,
    LimbsForm,
    PhasePosesForm,
    PoseForm,
)
from bandtimer.routines.nodes import MappingNode, Node
from bandtimer.routines.problems import Report, did_you_mean, quoted

_LIMB_DEFAULTS = {
    "upper_arm": Aim(0.0),
    "forearm": Aim(0.0),
    "thigh": Aim(0.0),
    "shin": Aim(0.0),
    "foot": Aim(90.0),
}
_UPRIGHT = Aim(180.0)
_KNEE_ABOVE = {Joint.NEAR_FOOT: Joint.NEAR_KNEE, Joint.FAR_FOOT: Joint.FAR_KNEE}


class FigureField(Described[FigureForm, Figure | None]):
    """A figure; reports what its keys say against one another."""

    def __init__(self) -> None:
        super().__init__(FigureForm, lambda _: None)

    def read_something(self, node: Node, where: str, report: Report) -> Figure | None:
        """Return the figure."""
        if not isinstance(node, MappingNode):
            return super().read_something(node, where, report)
        form = FigureForm.read(node, where, report)
        _check_band(form, report)
        _check_pins(form, report)
        if form.poses is None:
            return None
        moves = _moves(form, report)
        _check_hips(form, report)
        return _figure(form, moves) if moves else None


def _figure(form: FigureForm, moves: Moves) -> Figure:
    written = dict(form.poses or ())
    start = written.pop(START)
    poses = (_pose(START, start, start), *(_pose(name, p, start) for name, p in written.items()))
    ends = form.band_between
    return Figure(
        poses,
        moves,
        View(SIDE.turn if form.view is None else form.view, form.tilt or 0.0),
        form.posture or Posture.UPRIGHT,
        form.pin or (),
        form.loop_around,
        Stretch(*ends) if ends and len(ends) == 2 else None,
        form.anchor,
        form.wall,
        form.support,
    )


def _pose(name: str, pose: PoseForm, start: PoseForm) -> Pose:
    torso = _first("torso", pose, start) or _UPRIGHT
    neck = _first("neck", pose, start) or torso
    return Pose(
        name,
        torso,
        neck,
        _first("head", pose, start) or neck,
        _limbs(pose.near, pose.both, start.near, start.both),
        _limbs(pose.far, pose.both, start.far, start.both),
        pose.hip,
    )


def _limbs(*written: LimbsForm | None) -> Limbs:
    """Return one side's limbs from what is written of them, first come first served."""
    aims = {name: _first(name, *written) or aim for name, aim in _LIMB_DEFAULTS.items()}
    hand = _first("hand", *written) or aims["forearm"]
    return Limbs(hand=hand, **aims)


def _first(name: str, *forms: Form | None) -> Aim | None:
    given = (form.given(name) for form in forms if form is not None)
    return next((entry.value for entry in given if entry and entry.value is not None), None)


def _moves(form: FigureForm, report: Report) -> Moves | None:
    poses = dict(form.poses or ())
    pins: Mapping[Phase, tuple[Joint, ...]] = form.pin_by_phase or {}
    if form.phases is None:
        if TOP not in poses and len(poses) > 1:
            message = f"name the pose that the figure moves to '{TOP}', or say how with 'phases'"
            report.add(form.place, f"{form.path}.poses", message)
            return None
        top = TOP if TOP in poses else START
        ways = {Phase.CONCENTRIC: (START, top), Phase.TOP: (top,), Phase.ECCENTRIC: (top, START)}
    else:
        ways = dict(_ways(form.phases, poses, report))
    moves, at = {}, START
    for phase in Phase:
        way = ways.get(phase, (at,))
        moves[phase.value] = Move(way[0], way[-1], "".join(way[1:-1]), pins.get(phase, ()))
        at = way[-1]
    return Moves(**moves)


def _ways(
    form: PhasePosesForm, poses: Mapping[str, Any], report: Report
) -> Iterator[tuple[Phase, tuple[str, ...]]]:
    """Yield which poses the phases lead through; report those that are not there or not joined."""
    at = START
    for phase in Phase:
        entry = form.given(phase.value)
        if entry is None or not entry.value:
            continue
        way: tuple[str, ...] = entry.value
        for name in way:
            if name not in poses:
                likely = did_you_mean(name, poses)
                report.add(entry.place, entry.where, f"there is no pose {quoted(name)}{likely}")
        if way[0] != at:
            message = f"this phase begins in pose '{at}'; write [{at}, {way[-1]}] to lead from it"
            report.add(entry.place, entry.where, message)
        at = way[-1]
        yield phase, way
    if at != START:
        message = f"the rep ends in pose {quoted(at)}; let its last phase lead back to '{START}'"
        report.add(form.place, form.path, message)


def _check_band(form: FigureForm, report: Report) -> None:
    loop, between, anchor = (form.given(k) for k in ("loop_around", "band_between", "anchor"))
    if loop and between:
        report.add(between.key, between.where, "a figure has one band; remove this or the loop")
    ties = Held.ANCHOR in (form.band_between or ())
    if between and ties and not anchor:
        message = "say where the anchor is: 'anchor: {forward: 0.6, up: 0.7}'"
        report.add(between.place, between.where, message)
    if anchor and not ties:
        message = "no band is tied to this; write 'band_between: [hands, anchor]' or remove it"
        report.add(anchor.key, anchor.where, message)


def _check_pins(form: FigureForm, report: Report) -> None:
    entries = [form.given("pin")]
    by_phase = form.given("pin_by_phase")
    if by_phase and by_phase.value:
        pins = ((phase, joints) for phase, joints in by_phase.value.items())
        entries += [
            Given(by_phase.key, by_phase.place, f"{by_phase.where}.{phase}", joints)
            for phase, joints in pins
        ]
    for entry in entries:
        joints: tuple[Joint, ...] = (entry.value if entry else None) or ()
        for index, joint in enumerate(joints):
            message = _fault_of_pin(joint, joints[:index])
            if entry and message:
                report.add(entry.place, f"{entry.where}[{index}]", message)


def _fault_of_pin(joint: Joint, before: tuple[Joint, ...]) -> str:
    """Return why a joint can not be pinned as well as those before it; empty if it can."""
    knee = _KNEE_ABOVE.get(joint)
    if joint in before:
        return f"'{joint}' stands here twice"
    if before and joint not in PINNED_BY_BENDING:
        return f"'{joint}' has to come first; after that only hands and feet can follow"
    if knee in before:
        return f"'{joint}' can not be kept in place by bending the leg of '{knee}'; remove one"
    return ""


def _check_hips(form: FigureForm, report: Report) -> None:
    """Report poses without the hip's place where the others have one and nothing else holds it."""
    poses = dict(form.poses or ())
    if form.pin or form.pin_by_phase or not any(pose.hip for pose in poses.values()):
        return
    for pose in poses.values():
        if pose.given("hip") is None:
            report.add(pose.place, pose.path, "missing key 'hip'; the other poses have one")
