"""Open a window and say when it was painted: `a_window.py empty|bandtimer DATA_DIR`.

Prints the milliseconds from the start of the process to the end of the first painting; for
BandTimer also those until all that it leaves for afterwards is done. Then it stays open.
"""

import os
import sys
import time

STARTED_NS = int(os.environ["BENCH_STARTED_NS"])


def tell() -> None:
    print((time.monotonic_ns() - STARTED_NS) / 1e6, flush=True)


def empty() -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QWidget

    class Empty(QWidget):
        is_painted = False

        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
            if not self.is_painted:
                self.is_painted = True
                QTimer.singleShot(0, tell)

    application = QApplication(["empty"])
    window = Empty()
    window.resize(1280, 800)
    window.show()
    application.exec()


def bandtimer(data_dir: str) -> None:
    from PySide6.QtCore import QEvent, QObject, QTimer

    from bandtimer import cli

    class FirstPaint(QObject):
        """Looks at the window's events from outside."""

        is_painted = False

        def eventFilter(self, window: QObject, event: QEvent) -> bool:  # noqa: N802
            if event.type() == QEvent.Type.Paint and not self.is_painted:
                self.is_painted = True
                window.removeEventFilter(self)
                # Comes when this painting, that of all widgets, is through.
                QTimer.singleShot(0, tell)
            return False

    watch = FirstPaint()

    def import_watched() -> None:
        """Watch the window of the composition root, which `cli` imports when it wants it."""
        from bandtimer import app

        open_window = app.Desktop.open

        def watched(self: app.Desktop, *arguments: object) -> None:
            self.window.installEventFilter(watch)
            self.window.first_painted.connect(lambda: QTimer.singleShot(0, tell))
            open_window(self, *arguments)  # type: ignore[arg-type]

        app.Desktop.open = watched  # type: ignore[method-assign]

    import_watched()
    sys.exit(cli.main(["--data-dir", data_dir]))


if __name__ == "__main__":
    if sys.argv[1] == "empty":
        empty()
    else:
        bandtimer(sys.argv[2])
