"""Start BandTimer and print how long its process took: `library_window.py DATA_DIR`.

The first line has the milliseconds to the end of the first painting, the second those until all
is done that the program leaves for afterwards. Then the window stays open.
"""

import os
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer

from bandtimer import cli
from bandtimer.app import Desktop, Launch
from bandtimer.core.routine import Routine


class FirstPaint(QObject):
    """Looks at the window's events from outside."""

    def eventFilter(self, window: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Paint:
            window.removeEventFilter(self)
            # Comes when this painting, that of all widgets, is through.
            QTimer.singleShot(0, tell)
        return False


def tell() -> None:
    print((time.monotonic_ns() - int(os.environ["BENCH_STARTED_NS"])) / 1e6, flush=True)


def watch_the_window() -> None:
    """Let the composition root open its window under watch."""
    watch, open_window = FirstPaint(), Desktop.open

    def watched(self: Desktop, wanted: Routine | None, launch: Launch) -> None:
        self.window.installEventFilter(watch)
        self.window.first_painted.connect(lambda: QTimer.singleShot(0, tell))
        open_window(self, wanted, launch)

    Desktop.open = watched  # type: ignore[method-assign]


if __name__ == "__main__":
    watch_the_window()
    sys.exit(cli.main(["--data-dir", sys.argv[1]]))
