"""Figures as data: looked up by name, compared, hashed and stored."""

import json

import pytest

from bandtimer.core.codec import from_data, to_data
from bandtimer.core.figure import (
    Aim,
    Around,
    Figure,
    Held,
    Joint,
    Limbs,
    Move,
    Moves,
    Place,
    Pose,
    Posture,
    Stretch,
    Support,
    View,
)
from bandtimer.core.routine import Exercise


def pose(name: str, torso: float) -> Pose:
    limbs = Limbs(*(Aim(float(n), -2.0) for n in range(6)))
    trunk = Aim(torso)
    return Pose(name, trunk, trunk, trunk, limbs, limbs, Place(0.1, 0.5))


def figure() -> Figure:
    return Figure(
        poses=(pose("start", 180.0), pose("top", 150.0)),
        moves=Moves(
            Move("start", "top", "start", (Joint.NEAR_FOOT,)),
            Move("top", "top"),
            Move("top", "start"),
            Move("start", "start"),
        ),
        view=View(50.0, 10.0),
        posture=Posture.ON_SIDE,
        pins=(Joint.HIP, Joint.FAR_FOOT),
        loop=Around.CALVES,
        stretch=Stretch(Held.HANDS, Held.ANCHOR),
        anchor=Place(0.6, 0.7),
        wall=-0.1,
        support=Support.MAT,
    )


def test_poses_are_found_by_name() -> None:
    assert figure().start.name == "start"
    assert figure().pose("top").torso == Aim(150.0)
    with pytest.raises(KeyError, match="bottom"):
        figure().pose("bottom")


def test_equal_figures_share_a_hash() -> None:
    assert figure() == figure()
    assert hash(figure()) == hash(figure())


def test_a_figure_survives_storage() -> None:
    exercise = Exercise("squat", "Squat", figure=figure())
    stored = json.loads(json.dumps(to_data(exercise)))
    assert from_data(Exercise, stored) == exercise
