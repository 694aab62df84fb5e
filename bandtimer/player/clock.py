"""The time, handed to whoever needs it.

In suspend one of the machine's clocks stands still and another goes on. Which is which differs:

| system  | stands still                      | goes on                |
|---------|-----------------------------------|------------------------|
| Linux   | CLOCK_MONOTONIC                   | CLOCK_BOOTTIME         |
| macOS   | CLOCK_UPTIME_RAW                  | CLOCK_MONOTONIC_RAW    |
| Windows | QueryUnbiasedInterruptTimePrecise | time.monotonic()       |

A stopped or busy process changes neither, so a mere stall is not taken for a suspend.
"""

import sys
import time
from datetime import datetime
from typing import Protocol

if sys.platform == "win32":
    import ctypes

    def steady_ns() -> int:
        """Return nanoseconds from an arbitrary origin; they stand still in suspend."""
        ticks = ctypes.c_ulonglong()
        _unbiased_time(ctypes.byref(ticks))
        return ticks.value * 100

    def unresting_ns() -> int:
        """Return nanoseconds from an arbitrary origin; they go on in suspend."""
        return time.monotonic_ns()

    # The precise one is in Windows 10 and newer, the other moves in steps of up to 16 ms.
    _unbiased_time = getattr(
        ctypes.windll.kernelbase,
        "QueryUnbiasedInterruptTimePrecise",
        ctypes.windll.kernel32.QueryUnbiasedInterruptTime,
    )
else:
    _UNRESTING = "CLOCK_MONOTONIC_RAW" if sys.platform == "darwin" else "CLOCK_BOOTTIME"
    _unresting_clock = getattr(time, _UNRESTING, time.CLOCK_MONOTONIC)

    steady_ns = time.monotonic_ns

    def unresting_ns() -> int:
        """Return nanoseconds from an arbitrary origin; they go on in suspend."""
        return time.clock_gettime_ns(_unresting_clock)


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
        return int(steady_ns() * self._speed) // 1_000_000

    def wall(self) -> datetime:
        """Return the date and time of day, with the offset from UTC."""
        return datetime.now().astimezone()


class SoundClock:
    """The clock that sounds are timed by, that of `time.perf_counter_ns`."""

    speed = 1.0

    def now_ms(self) -> int:
        """Return milliseconds from an arbitrary origin."""
        return time.perf_counter_ns() // 1_000_000

    def wall(self) -> datetime:
        """Return the date and time of day, with the offset from UTC."""
        return datetime.now().astimezone()
