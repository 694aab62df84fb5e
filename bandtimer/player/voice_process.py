"""How to start the process that renders speech, and what comes of asking it."""

import subprocess
import sys
from pathlib import Path

from bandtimer.voice.messages import Offer, read_answer

_PATIENCE_S = 20.0


def voice_command(folder: Path, language: str = "en") -> tuple[str, ...]:
    """Return how to start it; `folder` keeps what it renders."""
    # -P: our modules must not hide Python's own.
    return sys.executable, "-P", "-m", "bandtimer.voice", str(folder), language


def try_voice(folder: Path) -> Offer:
    """Ask which engine and voices there are; takes seconds at worst."""
    try:
        tried = subprocess.run(  # noqa: S603 - our own program
            voice_command(folder),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE_S,
            check=False,
        )
        answer = read_answer(tried.stdout.partition(b"\n")[0])
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        return Offer(error=f"the voice process did not answer: {error}")
    return answer if isinstance(answer, Offer) else Offer(error="the voice process is confused")
