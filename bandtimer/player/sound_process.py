"""How to start the process that plays, and what comes of trying it."""

import subprocess
import sys

from bandtimer.sound.messages import Report, Trouble, read_report

_PATIENCE_S = 10.0


def sound_command() -> tuple[str, ...]:
    """Return how to start it."""
    # -P: our modules must not hide Python's own.
    return sys.executable, "-P", "-m", "bandtimer.sound"


def try_output() -> Report:
    """Open the sound output for a moment and tell what came of it; takes seconds at worst."""
    try:
        tried = subprocess.run(  # noqa: S603 - our own program
            (*sound_command(), "--probe"),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE_S,
            check=False,
        )
        return read_report(tried.stdout)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return Report(trouble=Trouble.NO_OUTPUT)
