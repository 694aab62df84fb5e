"""Who leads the session that has not ended: one window at a time, whichever program it is of.

The system lets go of a lock when whoever holds it dies, so nothing is ever left locked.
"""

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

from bandtimer.storage.errors import StorageError

# What systems say where another holds the lock; anything else means that there are no locks here.
_HELD = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class LedElsewhereError(StorageError):
    """Another window leads the session that has not ended."""


class Lead:
    """The right to lead, from when it is made until `release`.

    Raises LedElsewhereError where another window has it.
    """

    def __init__(self, database: Path) -> None:
        self._descriptor: int | None = None
        file = database.with_name(f"{database.name}.led")
        # Where there can be no such file or no locks, one window alone is taken for granted.
        with suppress(OSError):
            self._descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        if self._descriptor is None:
            return
        try:
            _lock(self._descriptor)
        except OSError as error:
            self.release()
            if error.errno in _HELD:
                raise LedElsewhereError(
                    "A session is being led in another window of BandTimer. Go on there, or leave "
                    "it there first."
                ) from error

    def release(self) -> None:
        """Let another window lead."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
