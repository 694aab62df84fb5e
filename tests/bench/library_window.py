"""Start BandTimer and print how long its process took: `library_window.py DIR`.

Its files lie below DIR, but where to find them is for it to find out, as in any start.

The first line has the milliseconds to the end of the first painting, the second those until all
is done and painted that the program leaves for afterwards. Then the window stays open. The program
is watched from outside and imports everything itself, in its own order.
"""

from __future__ import annotations

import os
import sys
import time
from importlib.machinery import ModuleSpec, PathFinder
from typing import TYPE_CHECKING, Any

from bandtimer import cli

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

    from PySide6.QtGui import QPaintEvent

    from bandtimer.ui.main_window import MainWindow


class Watch:
    """Waits for the window's class to be imported, and then puts an eye on the window."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None, _: object = None) -> ModuleSpec | None:
        if name != "bandtimer.ui.main_window":
            return None
        spec = PathFinder.find_spec(name, path)
        assert spec is not None
        assert spec.loader is not None
        execute = spec.loader.exec_module

        def execute_and_watch(module: ModuleType) -> None:
            execute(module)
            watch(module.MainWindow)

        spec.loader.exec_module = execute_and_watch  # type: ignore[method-assign]
        return spec


def watch(main_window: Any) -> None:
    """Have it tell of its first painting just as the empty window does."""
    from PySide6.QtCore import QTimer  # noqa: PLC0415 - as late as the program

    paint, show_pictures = main_window.paintEvent, main_window.show_pictures
    awaited = {"the first"}

    def watched_paint(window: MainWindow, event: QPaintEvent) -> None:
        if awaited:
            awaited.clear()
            # Comes when this painting, that of all widgets, is through.
            QTimer.singleShot(0, tell)
        paint(window, event)

    def watched_pictures(window: MainWindow) -> None:
        awaited.add("that with pictures")
        show_pictures(window)

    main_window.paintEvent = watched_paint
    main_window.show_pictures = watched_pictures


def tell() -> None:
    print((time.monotonic_ns() - int(os.environ["BENCH_STARTED_NS"])) / 1e6, flush=True)


if __name__ == "__main__":
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        os.environ[name] = sys.argv[1]
    sys.meta_path.insert(0, Watch)
    sys.exit(cli.main([]))
