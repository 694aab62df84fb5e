"""A program of its own that keeps the screen on while it is told to.

It reads `on` and `off` from its standard input, a line each, and says after `on` in a line by
which method, if by any. When its input ends, as it does when the window dies in whatever way, it
lets go and ends; what it holds is tied to its connections and dies with it, too.

A process and not a thread of the window's: wakepy waits for the bus, for seconds where that
hangs, and Python's garbage collector, which it calls, takes Qt down when it meets a timer of the
window's in another thread.
"""

import signal
import sys
from contextlib import ExitStack

from wakepy import Mode, keep


def main() -> None:
    """Do as the standard input says until it ends."""
    # Ctrl+C is for the window, whose end is the end of the input.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with ExitStack() as held:
        for line in sys.stdin:
            held.close()
            if line.strip() == "on":
                mode = held.enter_context(keep.presenting(on_fail="pass"))
                print(_found(mode), flush=True)  # noqa: T201 - its parent reads it


def _found(mode: Mode) -> str:
    if mode.active_method is not None:
        return str(mode.active_method)
    tried = [result.method_name for result in mode.result.list_methods()]
    return f"none found: no answer from {', '.join(tried)}"


if __name__ == "__main__":
    main()
