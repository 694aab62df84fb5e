"""The moving figure as flat strokes, for any phase of a rep: pure geometry, in body heights.

Limbs stay whole strokes, one weight each, so that a painter needs no more than a round pen. Where
a limb passes in front of another part of the body, a thin gap around it keeps the two apart.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from bandtimer.core.figure import (
    Aim,
    Around,
    Figure,
    Held,
    Joint,
    Move,
    Place,
    Pose,
    Posture,
    Seat,
    View,
)
from bandtimer.core.routine import Phase, Tempo
from bandtimer.present import skeleton
from bandtimer.present.skeleton import (
    ARM_RADIUS,
    FAR_ARM,
    FAR_LEG,
    FOOT_RADIUS,
    HEAD_RADIUS,
    LEG_RADIUS,
    NEAR_ARM,
    NEAR_LEG,
    NECK_RADIUS,
    TORSO_RADIUS,
    Limb,
    Vec,
)

Point = tuple[float, float]

GAP = 0.011
BAND_WIDTH = 0.03
LONG_BAND_WIDTH = 0.02

