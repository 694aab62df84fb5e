"""A report laid out by a process of its own.

Qt lays out documents in the thread of an application only, and the window's has better to do: a
report of ten thousand sessions takes half a minute.
"""

import subprocess
import sys


def report_pdf_apart(html: str, title: str) -> bytes:
    """Return what `report_pdf` does, from whichever thread; RuntimeError where it is not made."""
    done = subprocess.run(  # noqa: S603 - this very program
        # -P: a file in the folder where the user happens to be must not replace a module.
        [sys.executable, "-P", "-m", "bandtimer.ui.printing", title],
        input=html.encode(),
        capture_output=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"the report was not made: {done.stderr.decode(errors='replace')}")
    return done.stdout
