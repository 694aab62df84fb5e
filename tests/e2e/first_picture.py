"""Start the program and print which modules that took: a child process.

Usage: first_picture.py [--settled]. Up to the first picture, or until all is done that follows it.
A line each, but none for what an empty window takes as well. `QtWidgets.QWizard` says that Qt has
defined all its classes, used or not; `no picture` that none was shown before the rest was there.
"""

import os
import sys
from types import ModuleType
from typing import Any

import PySide6.QtWidgets

of_an_empty_window = frozenset(sys.modules)


def tell() -> None:
    for name in sorted(sys.modules.keys() - of_an_empty_window):
        print(name)
    if "QWizard" in vars(PySide6.QtWidgets):
        print("QtWidgets.QWizard")
    sys.stdout.flush()


def leave_out_the_rest() -> None:
    def run(_folders: Any, _launch: Any, _application: Any, window: Any) -> int:
        del sys.modules["bandtimer.app"]
        if window is None:
            print("no picture")
        tell()
        return 0

    rest: Any = ModuleType("bandtimer.app")
    rest.Launch, rest.run = dict, run
    sys.modules["bandtimer.app"] = rest


def tell_when_settled() -> None:
    from bandtimer import app  # noqa: PLC0415 - after what an empty window takes

    program: Any = app.Desktop
    settle = program._settle

    def settled(desktop: Any) -> None:
        settle(desktop)
        # Has the pictures painted.
        desktop.window.grab()
        tell()
        os._exit(0)

    program._settle = settled


if __name__ == "__main__":
    from bandtimer import cli

    if "--settled" in sys.argv:
        tell_when_settled()
    else:
        leave_out_the_rest()
    sys.exit(cli.main([]))
