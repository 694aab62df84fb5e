"""Open an empty window and print how many milliseconds its process took to paint it."""

import os
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class Empty(QWidget):
    """Tells once that it was painted."""

    _is_painted = False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, tell)


def tell() -> None:
    print((time.monotonic_ns() - int(os.environ["BENCH_STARTED_NS"])) / 1e6, flush=True)


if __name__ == "__main__":
    application = QApplication(["empty"])
    window = Empty()
    window.resize(1280, 800)
    window.show()
    application.exec()
