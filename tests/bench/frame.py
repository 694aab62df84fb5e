"""What a frame of the player costs: figure, ring and digits, painted in software at 1280 × 800."""

import os
import statistics
import time

from figures import line, percentile, verdict

FRAMES = 200
STATES = ("player-reps", "player-hold", "player-rest")


def frame() -> None:
    """Print the processor time of a frame that repaints all three, and of an ordinary one."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - the other sections need no Qt

    from bandtimer.routines.library import load_library  # noqa: PLC0415
    from bandtimer.storage.settings import Settings  # noqa: PLC0415
    from bandtimer.ui.application import make_application  # noqa: PLC0415
    from bandtimer.ui.gallery.states import STATES as ALL_STATES  # noqa: PLC0415
    from bandtimer.ui.gallery.studio import settle, studio  # noqa: PLC0415
    from bandtimer.ui.player.page import PlayerPage  # noqa: PLC0415

    application = make_application()
    for state in (state for state in ALL_STATES if state.name in STATES):
        with studio(load_library(), Settings()) as made:
            state.pose(made)
            settle()
            page = made.window.page
            assert isinstance(page, PlayerPage)
            page._frames.stop()
            view = page.view
            assert view is not None
            whole, moved = [], []
            for _ in range(FRAMES):
                page._stage.update()
                page._dial.update()
                whole.append(_painted(QApplication.processEvents))
                made._clock.ms += view.frame_ms or 0
                moved.append(_painted(page._refresh, page._frames.stop, application.processEvents))
        middle, worst = statistics.median(whole), percentile(whole, 95)
        text = f"median {middle:.2f}, p95 {worst:.2f} ms; what moves alone {_median(moved)} ms"
        line(f"frame, {state.name}", text, verdict(middle, 4, " ms"))
    application.quit()


def _painted(*deeds: object) -> float:
    """Return the processor time, in ms, that this takes."""
    began = time.thread_time()
    for deed in deeds:
        assert callable(deed)
        deed()
    return (time.thread_time() - began) * 1_000


def _median(values: list[float]) -> str:
    return f"{statistics.median(values):.2f}"
