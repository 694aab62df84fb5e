"""What the moving figure of an exercise is made of: poses, moves, the band and a few props.

A pose gives every bone an absolute direction, so limbs keep their length and any two poses
interpolate. Directions are anatomical rather than of the picture: a bone swings in the plane in
which the figure walks, and out of it to its own side. One pose therefore serves every view, and a
straight arm that opens from the front to the side needs two numbers. Rejected: angles in the plane
of the picture, which can not draw a limb that points at the viewer.

Lengths are in body heights, angles in degrees.
"""

from dataclasses import dataclass
from enum import StrEnum

MAX_ANGLE = 360.0
MAX_OUT = 180.0
MAX_DISTANCE = 2.0


@dataclass(frozen=True, slots=True)
class Aim:
    """Where a bone points, from the joint nearer the hip to the one farther from it.

    `angle` is 0 straight down, 90 forward, 180 straight up and -90 (or 270) backward; it is
    taken as written, so that 170 to 190 leads over the top and 170 to -170 all the way round.
    `out` turns the bone away from the middle of the body, to 90 straight out to its side; below 0
    it turns inward. Torso, neck and head turn toward the near side.
    """

    angle: float
    out: float = 0.0


@dataclass(frozen=True, slots=True)
class Limbs:
    """The directions of one side's bones."""

    upper_arm: Aim
    forearm: Aim
    hand: Aim
    thigh: Aim
    shin: Aim
    foot: Aim


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in the middle plane of the body: `forward` of a mark and `up` from the floor."""

    forward: float
    up: float


@dataclass(frozen=True, slots=True)
class Pose:
    """All bones' directions.

    `hip` is the hip's place; without it the body is set down on its first pin, or on whatever is
    lowest.
    """

    name: str
    torso: Aim
    neck: Aim
    head: Aim
    near: Limbs
    far: Limbs
    hip: Place | None = None


class Joint(StrEnum):
    """The points of the skeleton; the near side is the right one unless the figure is mirrored.

    `near_foot` is the ankle, `near_hand` what the hand grips.
    """

    HIP = "hip"
    SHOULDERS = "shoulders"
    NECK = "neck"
    HEAD = "head"
    NEAR_SHOULDER = "near_shoulder"
    NEAR_ELBOW = "near_elbow"
    NEAR_WRIST = "near_wrist"
    NEAR_HAND = "near_hand"
    NEAR_HIP = "near_hip"
    NEAR_KNEE = "near_knee"
    NEAR_FOOT = "near_foot"
    NEAR_HEEL = "near_heel"
    NEAR_TOES = "near_toes"
    FAR_SHOULDER = "far_shoulder"
    FAR_ELBOW = "far_elbow"
    FAR_WRIST = "far_wrist"
    FAR_HAND = "far_hand"
    FAR_HIP = "far_hip"
    FAR_KNEE = "far_knee"
    FAR_FOOT = "far_foot"
    FAR_HEEL = "far_heel"
    FAR_TOES = "far_toes"


# A limb can bend to keep its end in place; the body as a whole can be hung up at more.
PINNED_BY_BENDING = (Joint.NEAR_FOOT, Joint.FAR_FOOT, Joint.NEAR_HAND, Joint.FAR_HAND)
PINNED_BY_MOVING = (
    *PINNED_BY_BENDING,
    Joint.NEAR_KNEE,
    Joint.FAR_KNEE,
    Joint.HIP,
    Joint.SHOULDERS,
)


@dataclass(frozen=True, slots=True)
class Move:
    """What a phase does: leads from one pose, maybe through another, to a third, or keeps still.

    Poses are named. `pins` stay where they are during the phase; with none, the figure's own do.
    """

    start: str
    end: str
    through: str = ""
    pins: tuple[Joint, ...] = ()

    @property
    def keeps_still(self) -> bool:
        """Tell whether it leads nowhere."""
        return self.start == self.end and not self.through


@dataclass(frozen=True, slots=True)
class Moves:
    """The four phases of a rep, in the order it runs through them."""

    concentric: Move
    top: Move
    eccentric: Move
    bottom: Move


@dataclass(frozen=True, slots=True)
class View:
    """Whence the figure is seen, in degrees.

    `turn` 0 is from its near side, facing right; 90 from the front. `tilt` looks down on it.
    """

    turn: float
    tilt: float = 0.0


# The side is turned a little, so that the far leg is not quite hidden.
SIDE = View(18.0)


class Posture(StrEnum):
    """How the whole body lies: as its angles say, or rolled onto its far side.

    On the side, 0 degrees point to the feet, 180 to the head and out turns up from the floor.
    """

    UPRIGHT = "upright"
    ON_SIDE = "on_side"


class Around(StrEnum):
    """What a loop band goes around, both sides together."""

    THIGHS = "thighs"
    CALVES = "calves"
    ANKLES = "ankles"


class Held(StrEnum):
    """Where an end of a long band is."""

    HANDS = "hands"
    FEET = "feet"
    NEAR_HAND = "near_hand"
    FAR_HAND = "far_hand"
    NEAR_FOOT = "near_foot"
    FAR_FOOT = "far_foot"
    ANCHOR = "anchor"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A long band between two places; hands and feet stand for those of both sides."""

    start: Held
    end: Held


class Support(StrEnum):
    """What the figure lies or sits on; a seat stands under the hip of the start pose."""

    MAT = "mat"
    CHAIR = "chair"
    BENCH = "bench"


@dataclass(frozen=True, slots=True)
class Figure:
    """Everything that is drawn of an exercise.

    The first of `poses` is the start. The first of `pins` moves the body as a whole so that this
    joint stays in place, on the floor; the others bend their limb. `wall` is its distance in
    front of the hip in the start pose, behind it if below 0; the anchor's `forward` too.
    """

    poses: tuple[Pose, ...]
    moves: Moves
    view: View = SIDE
    posture: Posture = Posture.UPRIGHT
    pins: tuple[Joint, ...] = ()
    loop: Around | None = None
    stretch: Stretch | None = None
    anchor: Place | None = None
    wall: float | None = None
    support: Support | None = None

    def __hash__(self) -> int:
        # What is worked out once for a figure is looked up by it many times for a single picture.
        return hash((self.view, self.start.torso, self.start.near.thigh, self.start.near.upper_arm))

    @property
    def start(self) -> Pose:
        """Return the pose in which a rep begins."""
        return self.poses[0]

    def pose(self, name: str) -> Pose:
        """Return the pose of that name; KeyError if there is none."""
        for pose in self.poses:
            if pose.name == name:
                return pose
        raise KeyError(name)
