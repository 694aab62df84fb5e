"""The time, handed to whoever needs it."""

import time
from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """A steady clock for intervals and a wall clock for dates."""

    @property
    def speed(self) -> float:
        """Return how many of its milliseconds pass in a real one."""

    def now_ms(self) -> int:
        """Return steady milliseconds from an arbitrary origin; they stop in system suspend."""

    def wall(self) -> datetime:
        """Return the date and time of day, with the offset from UTC."""


class SystemClock:
    """The machine's clocks; `speed` above 1 lets the steady one run faster, to try things out.

    A stopped or busy process changes nothing: the athlete was still holding, so time went on.
    """

    def __init__(self, speed: float = 1.0) -> None:
        self._speed = speed

    @property
    def speed(self) -> float:
        """Return how many of its milliseconds pass in a real one."""
        return self._speed

    def now_ms(self) -> int:
        """Return steady milliseconds from an arbitrary origin."""
        return int(time.monotonic_ns() * self._speed) // 1_000_000

    def wall(self) -> datetime:
        """Return the date and time of day, with the offset from UTC."""
        return datetime.now().astimezone()
