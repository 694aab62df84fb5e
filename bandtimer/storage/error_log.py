"""The report of a fault of ours, kept where the user can find and copy it."""

import os
import platform
import traceback
from datetime import datetime
from pathlib import Path

from bandtimer import __version__

FILE = "errors.log"
# A log nobody reads must not fill the disk; what is newest matters.
_MAX_BYTES = 1_000_000


def write_report(folder: Path, error: BaseException, when: datetime) -> str:
    """Add the error to the log in `folder`; return a sentence for the user.

    Never raises: it is what runs when everything else has gone wrong.
    """
    path = folder / FILE
    head = f"{when.isoformat(timespec='seconds')} BandTimer {__version__}, {platform.platform()}"
    report = "".join([f"== {head}\n", *traceback.format_exception(error), "\n"])
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        is_full = path.exists() and path.stat().st_size > _MAX_BYTES
        flags = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if is_full else os.O_APPEND)
        with os.fdopen(os.open(path, flags, 0o600), "a", encoding="utf-8") as log:
            log.write(report)
    except OSError:
        return f"Something went wrong inside BandTimer: {type(error).__name__}: {error}"
    return (
        "Something went wrong inside BandTimer; what was recorded is safe. "
        f"A report to send along is in {path}."
    )
