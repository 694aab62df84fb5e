"""Waiting for what another process does, in its own time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

# A busy machine may take its time; what is asserted is order, never speed.
PATIENCE_S = 60.0
_LOOK_AGAIN_S = 0.02

Found = TypeVar("Found")


def wait_until(look: Callable[[], Found]) -> Found:
    """Look until there is something to see, and return it."""
    end = time.monotonic() + PATIENCE_S
    while not (found := look()):
        assert time.monotonic() < end, f"waited in vain for {look}"
        time.sleep(_LOOK_AGAIN_S)
    return found
