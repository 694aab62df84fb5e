"""The sound process: does what its standard input orders, reports on its standard output.

Its input's end, as when the window dies in whatever way, is its own. `--probe` opens the output
once, reports how that went, and ends. Given a file instead, it lowers other programs' music while
it speaks, and keeps a note there of what is low.
"""

import os
import queue
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path

from bandtimer.sound.messages import Report, Trouble, report_line
from bandtimer.sound.service import Service

_PROBE = "--probe"


def main() -> int:
    """Serve until the input ends; 1 where the library is missing."""
    # Ctrl+C is for the window, whose end is the end of the input.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A busy machine must not tear the sound; few systems let programs have that, none is harmed.
    with suppress(AttributeError, OSError):
        os.nice(-10)
    note = next((Path(argument) for argument in sys.argv[1:] if argument != _PROBE), None)
    try:
        service = Service(_tell, note)
    except ImportError:
        _tell(Report(trouble=Trouble.NO_LIBRARY))
        return 1
    if _PROBE in sys.argv[1:]:
        service.probe()
        return 0
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    # Nobody's music may stay low when a desktop ends.
    signal.signal(signal.SIGTERM, lambda *_: lines.put(b""))
    threading.Thread(target=_read, args=(lines,), daemon=True).start()
    service.serve(lines)
    return 0


def _read(lines: "queue.SimpleQueue[bytes]") -> None:
    """Hand on each line, and an empty one at the end."""
    line = b"\n"
    while line:
        line = sys.stdin.buffer.readline()
        lines.put(line)


def _tell(report: Report) -> None:
    try:
        sys.stdout.buffer.write(report_line(report))
        sys.stdout.buffer.flush()
    except OSError:
        # Nobody listens any more: the input ends, too.
        return


if __name__ == "__main__":
    sys.exit(main())
