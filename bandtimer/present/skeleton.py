"""Joints of a posed body in space: forward kinematics, and limbs bent to reach a pinned place.

Space is measured in body heights: x forward, y up from the floor, z toward the near side.
Segment lengths follow Drillis & Contini (1966), "Body segment parameters", as tabled by Winter,
"Biomechanics and motor control of human movement", figure 4.1. Where a drawing needs the centre of
a joint and the table gives a breadth over the bone (hips, shoulders), the breadth is reduced.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bandtimer.core.figure import Aim, Joint, Limbs, Place, Pose, Posture

Vec = tuple[float, float, float]
Joints = Mapping[Joint, Vec]

# Hip (0.530) to shoulder (0.818), and on to the chin (0.870); the head is 0.130 high.
TORSO = 0.288
NECK = 0.052
HEAD_CENTRE = 0.065
UPPER_ARM = 0.186
FOREARM = 0.146
# To the middle of a fist; the outstretched hand is 0.108.
GRIP = 0.045
THIGH = 0.245
SHIN = 0.246
ANKLE_HEIGHT = 0.039
# The foot is 0.152 long; its line stops half its thickness short at either end.
TOES_AHEAD = 0.092
HEEL_BEHIND = 0.016

# The shoulders are 0.259 across the bone, the hips 0.191; their joints lie deeper.
SHOULDER_OUT = 0.105
HIP_OUT = 0.05

# Half the thickness each part is drawn with.
ARM_RADIUS = 0.027
FIST_RADIUS = 0.031
LEG_RADIUS = 0.038
FOOT_RADIUS = 0.024
TORSO_RADIUS = 0.056
NECK_RADIUS = 0.026
HEAD_RADIUS = 0.066

NEAR, FAR = 1.0, -1.0


@dataclass(frozen=True, slots=True)
class Limb:
    """The joints of an arm or a leg, from the trunk outward, and its two long bones.

    `bends` is where its middle joint points when bent.
    """

    joints: tuple[Joint, ...]
    upper: float
    lower: float
    bends: Vec

    @property
    def root(self) -> Joint:
        """Return the shoulder or the hip."""
        return self.joints[0]

    @property
    def middle(self) -> Joint:
        """Return the elbow or the knee."""
        return self.joints[1]

    @property
    def end(self) -> Joint:
        """Return the wrist or the ankle."""
        return self.joints[2]


NEAR_ARM = Limb(
    (Joint.NEAR_SHOULDER, Joint.NEAR_ELBOW, Joint.NEAR_WRIST, Joint.NEAR_HAND),
    UPPER_ARM,
    FOREARM,
    (-1.0, 0.0, 0.0),
)
FAR_ARM = Limb(
    (Joint.FAR_SHOULDER, Joint.FAR_ELBOW, Joint.FAR_WRIST, Joint.FAR_HAND),
    UPPER_ARM,
    FOREARM,
    (-1.0, 0.0, 0.0),
)
NEAR_LEG = Limb(
    (Joint.NEAR_HIP, Joint.NEAR_KNEE, Joint.NEAR_FOOT, Joint.NEAR_HEEL, Joint.NEAR_TOES),
    THIGH,
    SHIN,
    (1.0, 0.0, 0.0),
)
FAR_LEG = Limb(
    (Joint.FAR_HIP, Joint.FAR_KNEE, Joint.FAR_FOOT, Joint.FAR_HEEL, Joint.FAR_TOES),
    THIGH,
    SHIN,
    (1.0, 0.0, 0.0),
)

_PINNED_LIMBS = {
    Joint.NEAR_HAND: NEAR_ARM,
    Joint.FAR_HAND: FAR_ARM,
    Joint.NEAR_FOOT: NEAR_LEG,
    Joint.FAR_FOOT: FAR_LEG,
}


def add(a: Vec, b: Vec, scale: float = 1.0) -> Vec:
    """Return a + scale × b."""
    return (a[0] + scale * b[0], a[1] + scale * b[1], a[2] + scale * b[2])


def sub(a: Vec, b: Vec) -> Vec:
    """Return a - b."""
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def dot(a: Vec, b: Vec) -> float:
    """Return the scalar product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def length(a: Vec) -> float:
    """Return the vector's length."""
    return math.sqrt(dot(a, a))


def across(a: Vec, along: Vec) -> Vec | None:
    """Return the unit part of `a` at right angles to the unit vector `along`; None if nothing."""
    rest = add(a, along, -dot(a, along))
    size = length(rest)
    return None if size < 1e-9 else (rest[0] / size, rest[1] / size, rest[2] / size)


def laid(vector: Vec, posture: Posture) -> Vec:
    """Turn a vector of the body (forward, up, near) into space; on its side, near is up."""
    if posture is Posture.UPRIGHT:
        return vector
    return (vector[0], vector[2], -vector[1])


def pointing(aim: Aim, side: float, posture: Posture) -> Vec:
    """Return the unit vector in space along which a bone of that side points."""
    angle, out = math.radians(aim.angle), math.radians(aim.out)
    flat = math.cos(out)
    body = (flat * math.sin(angle), -flat * math.cos(angle), side * math.sin(out))
    return laid(body, posture)


def soleward(foot: Aim, posture: Posture) -> Vec:
    """Return the unit vector from the ankle to the sole, at right angles to the foot."""
    angle = math.radians(foot.angle)
    return laid((-math.cos(angle), -math.sin(angle), 0.0), posture)


def stand(pose: Pose, hip: Vec, posture: Posture) -> dict[Joint, Vec]:
    """Place every joint of the pose, outward from the hip."""
    spine = pointing(pose.torso, NEAR, posture)
    near = laid((0.0, 0.0, 1.0), posture)
    shoulders = add(hip, spine, TORSO)
    neck = add(shoulders, pointing(pose.neck, NEAR, posture), NECK)
    joints = {
        Joint.HIP: hip,
        Joint.SHOULDERS: shoulders,
        Joint.NECK: neck,
        Joint.HEAD: add(neck, pointing(pose.head, NEAR, posture), HEAD_CENTRE),
    }
    shoulder_line = across(near, spine) or near
    for side, limbs, arm, leg in (
        (NEAR, pose.near, NEAR_ARM, NEAR_LEG),
        (FAR, pose.far, FAR_ARM, FAR_LEG),
    ):
        shoulder = add(shoulders, shoulder_line, side * SHOULDER_OUT)
        elbow = add(shoulder, pointing(limbs.upper_arm, side, posture), UPPER_ARM)
        wrist = add(elbow, pointing(limbs.forearm, side, posture), FOREARM)
        hand = add(wrist, pointing(limbs.hand, side, posture), GRIP)
        joints.update(zip(arm.joints, (shoulder, elbow, wrist, hand), strict=True))
        hip_joint = add(hip, near, side * HIP_OUT)
        knee = add(hip_joint, pointing(limbs.thigh, side, posture), THIGH)
        ankle = add(knee, pointing(limbs.shin, side, posture), SHIN)
        toward_toes = pointing(limbs.foot, side, posture)
        sole = add(ankle, soleward(limbs.foot, posture), ANKLE_HEIGHT - FOOT_RADIUS)
        heel, toes = add(sole, toward_toes, -HEEL_BEHIND), add(sole, toward_toes, TOES_AHEAD)
        joints.update(zip(leg.joints, (hip_joint, knee, ankle, heel, toes), strict=True))
    return joints


def pin(joints: dict[Joint, Vec], joint: Joint, place: Vec) -> None:
    """Bend the limb that ends in the joint so that it is at that place, or as near as it reaches.

    The knee or elbow keeps pointing as the pose has it; hand and foot keep their direction.
    """
    limb = _PINNED_LIMBS[joint]
    end = add(place, sub(joints[limb.end], joints[joint]))
    root = joints[limb.root]
    reach = sub(end, root)
    along = across(reach, (0.0, 0.0, 0.0)) or (0.0, -1.0, 0.0)
    distance = min(max(length(reach), abs(limb.upper - limb.lower)), limb.upper + limb.lower)
    ahead = (limb.upper**2 - limb.lower**2 + distance**2) / (2 * distance) if distance else 0.0
    aside = math.sqrt(max(limb.upper**2 - ahead**2, 0.0))
    # A limb that the pose has straight bends the way knees and elbows do.
    ways = (sub(joints[limb.middle], root), limb.bends, (0.0, 1.0, 0.0))
    way = next(found for found in (across(vector, along) for vector in ways) if found)
    joints[limb.middle] = add(add(root, along, ahead), way, aside)
    shift = sub(add(root, along, distance), joints[limb.end])
    for moved in limb.joints[2:]:
        joints[moved] = add(joints[moved], shift)


def blended(poses: Sequence[Pose], weights: Sequence[float]) -> Pose:
    """Return the weighted mean of poses, bone by bone; the weights add up to 1."""
    first = poses[0]
    if all(pose is first for pose in poses):
        return first

    def mean(aims: Iterable[Aim]) -> Aim:
        angle = out = 0.0
        for aim, weight in zip(aims, weights, strict=True):
            angle += aim.angle * weight
            out += aim.out * weight
        return Aim(angle, out)

    def limbs(sides: Sequence[Limbs]) -> Limbs:
        return Limbs(
            mean(side.upper_arm for side in sides),
            mean(side.forearm for side in sides),
            mean(side.hand for side in sides),
            mean(side.thigh for side in sides),
            mean(side.shin for side in sides),
            mean(side.foot for side in sides),
        )

    hips = [pose.hip for pose in poses if pose.hip is not None]
    hip = None
    if len(hips) == len(poses):
        forward = sum(place.forward * weight for place, weight in zip(hips, weights, strict=True))
        up = sum(place.up * weight for place, weight in zip(hips, weights, strict=True))
        hip = Place(forward, up)
    return Pose(
        name=poses[-1].name,
        torso=mean(pose.torso for pose in poses),
        neck=mean(pose.neck for pose in poses),
        head=mean(pose.head for pose in poses),
        near=limbs([pose.near for pose in poses]),
        far=limbs([pose.far for pose in poses]),
        hip=hip,
    )
