"""A whole beginner session by keys alone, with all that can come between, and its record."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from window_bench import Bench

from bandtimer.core.facts import BandChosen, Outcome, PainReported, PlanChanged, Relief
from bandtimer.present.player import PlayerView
from bandtimer.storage.database import open_database
from bandtimer.storage.history import History
from bandtimer.storage.journal import Journal
from bandtimer.ui.routines.page import RoutinesPage
from bandtimer.ui.summary.page import SummaryPage

Key = Qt.Key
DONE, SKIPPED = Outcome.DONE, Outcome.SKIPPED
KICKBACK, WALK, BRIDGE = "banded-glute-kickback", "lateral-band-walk", "banded-glute-bridge"
CLAM, WALL = "banded-clamshell", "wall-clamshell"
APART, ROW, STANDING = "tall-kneeling-pull-apart", "bent-over-band-row", "standing-band-row"


def until(bench: Bench, wanted: Callable[[PlayerView], bool]) -> None:
    """Let the session run by itself, second by second, until the screen shows what is wanted."""
    for _ in range(1_200):
        if wanted(bench.view):
            return
        bench.pass_time(1)
    raise AssertionError(f"it never comes; the screen shows {bench.view}")


def is_in(title: str, subtitle: str, reps: str) -> Callable[[PlayerView], bool]:
    def is_there(view: PlayerView) -> bool:
        is_work = view.word not in {"Rest", "Next exercise", "Get ready", "Switch sides"}
        return is_work and (view.title, view.digits) == (title, reps) and subtitle in view.subtitle

    return is_there


def test_a_beginner_session_with_all_that_can_come_between(
    qtbot: QtBot, make_bench: Callable[..., Bench]
) -> None:
    first = make_bench("beginner")
    first.press(Key.Key_Return)
    # A set whose last rep did not count, put right in the rest; and one set more.
    until(first, lambda view: view.word == "Rest")
    assert first.view.then == "Last set: 15 reps · ↑ ↓ to correct"
    first.press(Key.Key_Down, Key.Key_S)
    assert first.view.then == "Last set: 14 reps · ↑ ↓ to correct"
    assert "Set 2 of 4" in first.view.subtitle
    # A stronger band from the second set on.
    until(first, is_in("Banded glute kickback", "Set 2", "3"))
    first.press(Key.Key_B, Key.Key_2)
    assert "Medium loop band" in first.view.subtitle
    # Left in the middle of a set, and resumed by another start of the program.
    until(first, is_in("Lateral band walk", "Set 2", "7"))
    first.press(Key.Key_Escape)
    assert first.shows(RoutinesPage)
    first.window.close()

    second = make_bench()
    second.clock.ms = first.clock.ms + 3_600_000
    second.press(Key.Key_R)
    assert (second.view.word, second.view.digits) == ("Paused", "7")
    second.press(Key.Key_Space)
    # An easier variant in the middle of a set.
    until(second, is_in("Banded clamshell", "Set 1", "5"))
    second.press(Key.Key_E, Key.Key_1)
    assert second.view.title == "Wall clamshell"
    # Something hurts: the easier variant, again.
    until(second, is_in("Bent-over band row", "Set 2", "4"))
    second.press(Key.Key_H)
    assert second.view.is_paused
    second.press(Key.Key_2)
    assert second.view.title == "Standing band row"
    while not second.shows(SummaryPage):
        second.pass_time(20)
    second.press(Key.Key_6, Key.Key_Return)
    assert second.shows(RoutinesPage)

    connection = open_database(second.folders.database)
    history = History(connection)
    (session,) = history.sessions(10)
    sets = history.sets(session.id)
    facts = Journal(connection).load(session.id).facts
    pain = history.last_pain(ROW)
    connection.close()
    assert (session.status, session.effort) == ("finished", 6)
    assert [(s.exercise, str(s.side), s.reps, s.outcome, s.band) for s in sets] == [
        (KICKBACK, "left", 15, DONE, "Light"),
        (KICKBACK, "right", 14, DONE, "Light"),
        *[(KICKBACK, side, 15, DONE, "Medium") for side in ("left", "right")] * 3,
        *[(WALK, side, 15, DONE, "Light") for side in ("left", "right")] * 3,
        *[(BRIDGE, "both", 15, DONE, "Light")] * 3,
        (CLAM, "left", 5, SKIPPED, "Light"),
        *[(WALL, side, 15, DONE, "Light") for side in ("left", "right")] * 3,
        *[(APART, "both", 15, DONE, "Light")] * 3,
        (ROW, "both", 15, DONE, "Light"),
        (ROW, "both", 4, SKIPPED, "Light"),
        *[(STANDING, "both", 15, DONE, "Light")] * 2,
    ]
    assert pain is not None
    assert pain.relief is Relief.EASIER
    changes = [f for f in facts if isinstance(f, PlanChanged | BandChosen | PainReported)]
    assert [type(fact) for fact in changes] == [
        PlanChanged, BandChosen, PlanChanged, PainReported, PlanChanged
    ]  # fmt: skip
