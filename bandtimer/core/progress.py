"""What to do next time, by the Progress rules, and how much the sides differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bandtimer.core.record import SetRecord


@dataclass(frozen=True, slots=True)
class PastSession:
    """What one session came to of one exercise.

    `sets` has its sets in the order of the plan. `effort` is that of the whole session, 1 to 10,
    None where it was not rated; `hurt` tells whether pain was reported of this exercise.
    """

    sets: tuple[SetRecord, ...]
    effort: int | None = None
    hurt: bool = False
