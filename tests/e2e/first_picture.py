"""Start the program up to its first picture and print which modules that took: a child process.

A line each, but none for what an empty window takes as well.
Qt's `QtWidgets.QWizard` among them says that Qt has defined all its classes, used or not.
"""

import sys
from types import ModuleType
from typing import Any

import PySide6.QtWidgets

of_an_empty_window = frozenset(sys.modules)


def tell(*_: Any) -> int:
    for name in sorted(sys.modules.keys() - of_an_empty_window - {"bandtimer.app"}):
        print(name)
    if "QWizard" in vars(PySide6.QtWidgets):
        print("QtWidgets.QWizard")
    return 0


def main() -> int:
    from bandtimer import cli  # noqa: PLC0415 - none of what it imports is an empty window's

    # What follows the picture is left out.
    rest: Any = ModuleType("bandtimer.app")
    rest.Launch, rest.run = dict, tell
    sys.modules["bandtimer.app"] = rest
    return cli.main([])


if __name__ == "__main__":
    sys.exit(main())
