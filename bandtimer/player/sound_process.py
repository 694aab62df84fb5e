"""How to start the process that plays, and what comes of trying it."""

import subprocess
import sys
from pathlib import Path

from bandtimer.sound.messages import Report, Trouble, read_report

_PATIENCE_S = 10.0


def sound_command(note: Path | None = None) -> tuple[str, ...]:
    """Return how to start it; with a file for its notes it lowers other programs' music, too."""
    # -P: our modules must not hide Python's own.
    command = sys.executable, "-P", "-m", "bandtimer.sound"
    return command if note is None else (*command, str(note))


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
