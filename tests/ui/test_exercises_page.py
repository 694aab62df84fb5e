"""The exercises page, by keys alone."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from window_bench import Bench

from bandtimer.ui.exercises.page import ExercisesPage

Key = Qt.Key


@pytest.fixture
def page(qtbot: QtBot, bench: Bench) -> ExercisesPage:
    """Return the page, opened by its key."""
    qtbot.waitUntil(bench.window.isActiveWindow)
    qtbot.keyClick(bench.window, Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    shown = bench.window.page
    assert isinstance(shown, ExercisesPage)
    return shown


def told(page: ExercisesPage) -> dict[str, str]:
    pairs = zip(page._headings, page._lines, strict=True)
    return {heading.text(): lines.text() for heading, lines in pairs if heading.text()}


def test_every_exercise_is_there_by_name(bench: Bench, page: ExercisesPage) -> None:
    names = [exercise.name for exercise in page.list.rows]
    assert names == sorted(names, key=str.casefold)
    assert len(names) == len(bench.window._pages.library.exercises)
    first = page._title.text()
    bench.press(Key.Key_Down)
    assert page._title.text() == names[1] != first
    assert {"Your record", "Set-up", "Cues", "Mistakes", "Muscles"} <= set(told(page))


def test_a_search_finds_by_name_muscle_and_band(
    qtbot: QtBot, bench: Bench, page: ExercisesPage
) -> None:
    page._search.setFocus()
    qtbot.keyClicks(page._search, "clamshell wall")
    assert [exercise.id for exercise in page.list.rows] == ["wall-clamshell"]
    assert told(page)["Harder"] == "Banded clamshell"
    page._search.setText("swimming")
    assert page._none.text() == "No exercise has all of these words."
    assert page.list.isHidden()
    bench.press(Key.Key_Escape)
    assert len(page.list.rows) == len(bench.window._pages.library.exercises)


def test_it_tells_ones_own_record(bench: Bench, page: ExercisesPage) -> None:
    assert set(map(str.strip, told(page)["Your record"].splitlines())) == {"Not done yet."}
    bench.window.show_page("Routines")
    bench.press(Key.Key_Return)
    for _ in range(14):
        bench.pass_time(10)
    bench.press(Key.Key_End, Key.Key_Return)
    bench.window.show_page("Exercises")
    page._search.setText("glute kickback")
    assert told(page)["Your record"].splitlines() == [
        "Last done Monday 23 November 2026",
        "Best left leg: 10 reps",
        "Best right leg: 10 reps",
    ]


def test_the_figure_moves_by_the_clock_it_was_given(qtbot: QtBot, bench: Bench) -> None:
    clock = bench.clock
    pages = bench.window._pages
    pages.attach(pages.services._replace(real_clock=clock))
    bench.window.show_page("Exercises")
    page = bench.window.page
    assert isinstance(page, ExercisesPage)
    began = page._stage._drawing
    for _ in range(5):
        with qtbot.waitSignal(page._frames.timeout):
            pass
    assert page._stage._drawing is began
    clock.ms += 700
    qtbot.waitUntil(lambda: page._stage._drawing is not began)


def test_the_figure_rests_while_nobody_looks(bench: Bench, page: ExercisesPage) -> None:
    assert page._frames.isActive()
    bench.window.show_page("Routines")
    assert not page._frames.isActive()
