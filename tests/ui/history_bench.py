"""The history page in a window with sessions of days past, worked by its keys."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from window_bench import Bench

from bandtimer.core.compile import compile_plan
from bandtimer.core.cues import Cue
from bandtimer.core.facts import EffortRated, Fact, NoteWritten
from bandtimer.core.routine import Block, Hold, Prescription, Range, Reps, Routine, Sides, Work
from bandtimer.core.simulate import simulate
from bandtimer.core.state import fold
from bandtimer.ui.gallery.studio import settle
from bandtimer.ui.history.page import HistoryPage

Key = Qt.Key
WORKS: dict[str, Work] = {
    "isometric-glute-bridge": Hold(Range.exactly(20_000)),
    "single-leg-glute-bridge": Reps(Range.exactly(8)),
}


def routine(bench: Bench, exercise: str, work: Work | None = None, sets: int = 1) -> Routine:
    """Return a routine of one exercise, under a name of its own."""
    sides = Sides.EACH if exercise == "single-leg-glute-bridge" else Sides.BOTH
    item = Prescription(exercise, work or WORKS[exercise], Range(sets, sets), sides, rest_ms=5_000)
    return Routine(f"my-{exercise}", f"My {exercise}", (Block((item,)),))


def remember(
    bench: Bench,
    of: Routine,
    days_ago: int = 0,
    *,
    effort: int | None = None,
    note: str = "",
    more: Sequence[Fact] = (),
) -> int:
    """Put a whole session into the history and return its id."""
    services = bench.window._pages.services
    plan = compile_plan(of, bench.window._pages.library.exercises)
    facts = [item for item in simulate(plan) if not isinstance(item, Cue)]
    at = facts[-1].at
    facts += [EffortRated(at, effort)] if effort else []
    facts += [NoteWritten(at, note)] if note else []
    facts += more
    journal = services.sessions.journal
    started = bench.clock.wall() - timedelta(days=days_ago, hours=1)
    session = journal.begin(of.id, of, plan, started)
    journal.append(session, facts, fold(plan, facts), 0)
    return session


def open_history(bench: Bench) -> HistoryPage:
    """Go to the history with its key."""
    QTest.keyClick(bench.window, Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    # The session in hand is shown once the list has been painted.
    settle()
    page = bench.window.page
    assert isinstance(page, HistoryPage)
    return page


def press(bench: Bench, *keys: Qt.Key) -> None:
    bench.press(*keys)


def type_in(bench: Bench, text: str) -> None:
    QTest.keyClicks(bench.window.focusWidget(), text)


def ctrl(bench: Bench, key: Qt.Key) -> None:
    focused = cast("QWidget | None", bench.window.focusWidget())
    QTest.keyClick(focused or bench.window, key, Qt.KeyboardModifier.ControlModifier)


def screen(page: QWidget) -> str:
    """Return all that the page says: labels, and the names of what paints itself."""
    settle()
    texts = (
        child.text() if isinstance(child, QLabel) else child.accessibleName()
        for child in page.findChildren(QWidget)
        if child.isVisible()
    )
    return "\n".join(text for text in texts if text)


__all__ = [
    "Key",
    "ctrl",
    "open_history",
    "press",
    "remember",
    "replace",
    "routine",
    "screen",
    "type_in",
]
