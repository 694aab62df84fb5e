"""A phrase that is wanted at an instant, before anybody knows whether there is room for it.

What matters most comes first in `Rank`; where two want the same moment, the lower one waits, takes
a shorter variant, or is left out.
"""

from dataclasses import dataclass
from enum import IntEnum

from bandtimer.core.choices import CountAloud
from bandtimer.present.speech import Variants


class Rank(IntEnum):
    """How much a phrase matters, what matters most first."""

    COUNTDOWN = 0
    NEWS = 1
    CHANGE = 2
    PROGRESS = 3
    PLACE = 4
    FORM = 5
    COUNT = 6
    ENCOURAGEMENT = 7


# How long a phrase may wait for room, in ms: a number is wrong soon, an announcement is not.
PATIENCE_MS = {
    Rank.COUNTDOWN: 250,
    Rank.NEWS: 1_500,
    Rank.CHANGE: 6_000,
    Rank.PROGRESS: 1_000,
    Rank.PLACE: 4_000,
    Rank.FORM: 1_500,
    Rank.COUNT: 450,
    Rank.ENCOURAGEMENT: 4_000,
}


@dataclass(frozen=True, slots=True)
class Telling:
    """What is wanted of the voice beyond what everybody needs."""

    count: CountAloud = CountAloud.ALL
    form_cues: bool = True
    encouragement: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """A phrase wanted at the instant `at`, on the session's clock, in ms; `variants` get shorter.

    It waits for the sound of its instant to end, and then for as long as its rank has patience.
    """

    at: int
    variants: Variants
    rank: Rank
