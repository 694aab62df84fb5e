"""The history by keys alone, reading the screen."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from history_bench import Key, ctrl, open_history, press, remember, routine, screen, type_in
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from window_bench import Bench

from bandtimer.core.compile import compile_plan
from bandtimer.core.facts import SetEdited, SetNoted
from bandtimer.core.plan import Plan, StepKind
from bandtimer.core.routine import Hold, Range
from bandtimer.core.tally import Metric
from bandtimer.exchange.history_json import json_pieces
from bandtimer.exchange.selection import Selection
from bandtimer.storage import editing
from bandtimer.storage.history import History
from bandtimer.ui.gallery.studio import settle
from bandtimer.ui.player.page import PlayerPage
from bandtimer.ui.widgets.scroll import ScrollBar

HOLD, SINGLE = "isometric-glute-bridge", "single-leg-glute-bridge"


def history(bench: Bench) -> History:
    return bench.window._pages.services.history


def test_an_empty_history_says_what_to_do(bench: Bench) -> None:
    page = open_history(bench)
    assert "No sessions yet" in screen(page)
    assert page.side.detail.isHidden() or not page.side.detail.isVisible()


def test_without_a_set_that_was_done_there_is_no_place_for_trends(bench: Bench) -> None:
    bench.press(Key.Key_Return, Key.Key_End, Key.Key_Return)
    page = open_history(bench)
    assert len(page.sessions.rows.rows) == 1
    assert not page._trend_place.isVisible()
    remember(bench, routine(bench, HOLD))
    bench.window.show_page("Routines")
    assert open_history(bench).trends.isVisible()


def test_the_numbers_at_the_top(bench: Bench) -> None:
    bench.desktop._store.change(lambda settings: replace(settings, sessions_per_week=2))
    for ago in (0, 0, 7, 8, 14, 16):
        remember(bench, routine(bench, HOLD), ago)
    page = open_history(bench)
    said = screen(page)
    assert "2 sessions this week, goal of 2 met" in said
    # Monday is today: a week ago there was one on Monday and one on the Sunday before it.
    assert "1 week in a row" in said
    assert "6 sessions, 3 min in all" in said


def test_the_latest_session_is_shown_with_its_sets_and_the_one_before(bench: Bench) -> None:
    remember(bench, routine(bench, HOLD, Hold(Range.exactly(20_000)), 2), 7)
    longer = routine(bench, HOLD, Hold(Range.exactly(24_000)), 2)
    remember(bench, longer, effort=7, note="Strong today")
    page = open_history(bench)
    said = screen(page.side.detail)
    assert "Isometric glute bridge, 2 × hold 24 s: 24 s · 24 s" in said
    assert "Effort 7, hard" in said
    assert "Strong today" in said
    assert "Against Monday 16 November 2026" in said
    assert "48 s  (+8 s)" in said


def test_the_course_of_the_session_is_walked_piece_by_piece(bench: Bench) -> None:
    remember(bench, routine(bench, HOLD))
    page = open_history(bench)
    bar = page.side.detail._course
    bar.setFocus()
    assert "Get ready, 0:10" in screen(page.side.detail)
    press(bench, Key.Key_Right)
    assert bar.accessible_value() == "Isometric glute bridge, Set 1 of 1, 0:20"
    assert bar.accessible_value() in screen(page.side.detail)
    press(bench, Key.Key_Right, Key.Key_Home)
    assert bar.accessible_value() == "Get ready, 0:10"


def test_arrows_walk_the_days_and_enter_shows_one(bench: Bench) -> None:
    remember(bench, routine(bench, HOLD), 1)
    remember(bench, routine(bench, SINGLE), 3)
    page = open_history(bench)
    page.overview.heat_map.setFocus()
    press(bench, Key.Key_Up, Key.Key_Up, Key.Key_Up)
    assert "Friday 20 November 2026: 1 session, 1 min" in screen(page.overview)
    press(bench, Key.Key_Return)
    assert [row.name for row in page.sessions.rows.rows] == [f"My {SINGLE}"]
    assert "Friday 20 November 2026" in screen(page.sessions)
    assert page.sessions.rows.hasFocus()
    press(bench, Key.Key_Escape)
    assert len(page.sessions.rows.rows) == 2


def test_the_calendar_goes_back_as_far_as_there_is_anything(bench: Bench) -> None:
    remember(bench, routine(bench, HOLD), 0)
    remember(bench, routine(bench, HOLD), 800)
    page = open_history(bench)
    heat_map = page.overview.heat_map
    heat_map.setFocus()
    press(bench, Key.Key_Home)
    assert heat_map.accessible_value() == "Saturday 14 September 2024: 1 session, under 1 min"
    assert [way.isEnabled() for way in page.overview._ways()] == [False, True]
    press(bench, Key.Key_End)
    assert heat_map.accessible_value().startswith("Monday 23 November 2026: 1 session")
    assert [way.isEnabled() for way in page.overview._ways()] == [True, False]
    press(bench, Key.Key_Right, Key.Key_Down)
    assert heat_map.accessible_value().startswith("Monday 23 November 2026")


def test_a_day_is_told_and_opened_by_the_mouse(bench: Bench) -> None:
    remember(bench, routine(bench, HOLD), 1)
    page = open_history(bench)
    heat_map = page.overview.heat_map
    view = heat_map._view
    assert view is not None
    day, _, rect = next(cell for cell in heat_map._cells(view) if cell[0] == date(2026, 11, 22))
    bench._qtbot.mouseMove(heat_map, rect.center().toPoint())
    heat_map._hover(heat_map._day_at(rect.center()))
    assert "Sunday 22 November 2026: 1 session" in screen(page.overview)
    bench._qtbot.mouseClick(heat_map, Qt.MouseButton.LeftButton, pos=rect.center().toPoint())
    assert page.sessions._filter.since == day


def test_a_trend_is_walked_value_by_value(bench: Bench) -> None:
    for ago, seconds in ((3, 20), (2, 26), (1, 24)):
        remember(bench, routine(bench, HOLD, Hold(Range.exactly(seconds * 1_000))), ago)
    page = open_history(bench)
    assert "26 s best" in screen(page.trends)
    chart = page.trends.chart
    chart.setFocus()
    assert "22 Nov: 24 s" in screen(page.trends)
    press(bench, Key.Key_Left)
    assert chart.accessible_value() == "21 Nov: 26 s, a best"
    press(bench, Key.Key_Home)
    assert chart.accessible_value() == "20 Nov: 20 s"
    assert "3 points, from 20 s to 26 s" in chart.accessibleDescription()


def test_exercise_value_and_period_are_chosen_by_the_arrows(bench: Bench) -> None:
    remember(bench, routine(bench, SINGLE), 200)
    remember(bench, routine(bench, HOLD), 1)
    page = open_history(bench)
    trends = page.trends
    trends._exercise_choice.setFocus()
    press(bench, Key.Key_Right)
    assert trends.chart.accessibleName() == "Single-leg glute bridge, most reps a set"
    assert "Left: 1 point" in trends.chart.accessibleDescription()
    trends._period_choice.setFocus()
    press(bench, Key.Key_Left)
    assert trends.chart.accessibleDescription() == "Nothing in this period"
    press(bench, Key.Key_End)
    trends._metric_choice.setFocus()
    press(bench, Key.Key_Right)
    assert trends._metric is Metric.TOTAL_REPS
    assert "8 reps" in trends.chart.accessibleDescription()


def test_trends_open_on_what_was_trained_last_and_keep_a_choice_that_has_values(
    bench: Bench,
) -> None:
    remember(bench, routine(bench, HOLD), 200)
    remember(bench, routine(bench, SINGLE), 1)
    trends = open_history(bench).trends
    assert trends.chart.accessibleName() == "Single-leg glute bridge, most reps a set"
    trends._exercise_choice.setFocus()
    press(bench, Key.Key_Right)
    assert trends.chart.accessibleName() == "Isometric glute bridge, longest hold"

    def come_back() -> str:
        bench.window.show_page("Routines")
        open_history(bench)
        return trends.chart.accessibleName()

    assert come_back() == "Isometric glute bridge, longest hold"
    trends._period_choice.setFocus()
    press(bench, Key.Key_Left)
    assert trends.chart.accessibleDescription() == "Nothing in this period"
    assert come_back() == "Single-leg glute bridge, most reps a set"


def test_trends_open_on_a_value_that_there_is(bench: Bench) -> None:
    remember(bench, routine(bench, SINGLE), 200)
    remember(bench, routine(bench, SINGLE, Hold(Range.exactly(20_000))), 1)
    trends = open_history(bench).trends
    trends._metric_choice.setFocus()
    press(bench, Key.Key_End)
    assert trends._metric is Metric.EFFORT
    assert trends.chart.accessibleDescription() == "Nothing in this period"
    bench.window.show_page("Routines")
    open_history(bench)
    assert trends.chart.accessibleName() == "Single-leg glute bridge, longest hold"
    assert "Left: 1 point" in trends.chart.accessibleDescription()


def test_words_find_sessions_and_show_all_brings_the_rest_back(bench: Bench) -> None:
    remember(bench, routine(bench, HOLD), 1, note="Knee felt odd")
    remember(bench, routine(bench, SINGLE), 2)
    page = open_history(bench)
    ctrl(bench, Key.Key_F)
    type_in(bench, "knee")
    press(bench, Key.Key_Return)
    assert [row.note for row in page.sessions.rows.rows] == ["Knee felt odd"]
    ctrl(bench, Key.Key_F)
    type_in(bench, "swim")
    press(bench, Key.Key_Return)
    assert "No session is like that" in screen(page.sessions)
    press(bench, Key.Key_Escape)
    assert len(page.sessions.rows.rows) == 2
    assert page.sessions.search.text() == ""


def test_routine_exercise_and_time_narrow_the_list(bench: Bench) -> None:
    remember(bench, routine(bench, HOLD), 1)
    remember(bench, routine(bench, SINGLE), 40)
    page = open_history(bench)
    press(bench, Key.Key_F)
    sessions = page.sessions
    press(bench, Key.Key_Right)
    assert [row.name for row in sessions.rows.rows] == [f"My {HOLD}"]
    press(bench, Key.Key_Right)
    assert [row.name for row in sessions.rows.rows] == [f"My {SINGLE}"]
    press(bench, Key.Key_Home, Key.Key_Tab, Key.Key_End)
    assert [row.name for row in sessions.rows.rows] == [f"My {SINGLE}"]
    press(bench, Key.Key_Home, Key.Key_Tab, Key.Key_Right)
    assert [row.name for row in sessions.rows.rows] == [f"My {HOLD}"]
    press(bench, Key.Key_Right, Key.Key_Right)
    assert len(sessions.rows.rows) == 2


def test_sets_are_edited_by_keys_alone_and_the_original_stays(bench: Bench) -> None:
    session_id = remember(bench, routine(bench, SINGLE, sets=2))
    page = open_history(bench)
    press(bench, Key.Key_E, Key.Key_Down, Key.Key_Return)
    type_in(bench, "11")
    press(bench, Key.Key_Return)
    press(bench, Key.Key_Up, Key.Key_Up)
    press(bench, Key.Key_Tab, Key.Key_Tab, Key.Key_Right, Key.Key_Tab, Key.Key_End, Key.Key_Tab)
    type_in(bench, "wobbly")
    ctrl(bench, Key.Key_S)
    left, right, left2, _ = history(bench).sets(session_id)
    assert (left.reps, right.reps, left2.reps) == (8, 11, 10)
    assert (left2.effort, left2.note) == (10, "wobbly")
    assert left2.band
    assert "Changed: My single-leg-glute-bridge" in screen(page)
    assert "11" in page.side.detail._table.accessibleName()
    facts = bench.window._pages.services.sessions.journal.load(session_id).facts
    assert len([fact for fact in facts if isinstance(fact, SetEdited)]) == 2
    assert len([fact for fact in facts if isinstance(fact, SetNoted)]) == 1
    ctrl(bench, Key.Key_Z)
    assert [record.reps for record in history(bench).sets(session_id)] == [8, 8, 8, 8]
    assert not any(record.edited for record in history(bench).sets(session_id))


def test_an_edited_set_shows_what_was_recorded_and_can_go_back_to_it(bench: Bench) -> None:
    session_id = remember(bench, routine(bench, HOLD))
    page = open_history(bench)
    press(bench, Key.Key_E, Key.Key_Return, Key.Key_Up)
    ctrl(bench, Key.Key_S)
    assert history(bench).sets(session_id)[0].edited
    press(bench, Key.Key_E)
    assert "Recorded: 20 s" in screen(page.corrections.editor)
    press(bench, Key.Key_Return, Key.Key_Down)
    ctrl(bench, Key.Key_S)
    assert not history(bench).sets(session_id)[0].edited


def test_effort_and_note_of_the_session_are_edited(bench: Bench) -> None:
    session_id = remember(bench, routine(bench, HOLD), effort=5)
    open_history(bench)
    press(bench, Key.Key_E, Key.Key_End, Key.Key_Return)
    press(bench, Key.Key_Right, Key.Key_Right, Key.Key_Tab)
    type_in(bench, "Felt long")
    ctrl(bench, Key.Key_S)
    row = history(bench).session(session_id)
    assert row is not None
    assert (row.effort, row.note) == (7, "Felt long")


def test_what_is_alone_in_a_row_of_the_editor_has_all_of_it(bench: Bench) -> None:
    remember(bench, routine(bench, HOLD))
    page = open_history(bench)
    press(bench, Key.Key_E)
    editor = page.corrections.editor
    assert not editor.reps.isVisible()
    assert editor.seconds.width() == editor.set_note.width()
    press(bench, Key.Key_End)
    assert not editor.band.isVisible()
    assert editor.effort.width() == editor.note.width()


def test_esc_leaves_the_editor_and_changes_nothing(bench: Bench) -> None:
    session_id = remember(bench, routine(bench, HOLD))
    page = open_history(bench)
    press(bench, Key.Key_E, Key.Key_Return, Key.Key_Up, Key.Key_Escape)
    assert page.side.detail.isVisible()
    assert page.sessions.rows.hasFocus()
    (record,) = history(bench).sets(session_id)
    assert (record.elapsed_ms, record.edited) == (20_000, False)


def test_edits_go_to_the_session_they_were_made_of_whatever_is_in_hand(bench: Bench) -> None:
    older = remember(bench, routine(bench, HOLD), 3)
    newer = remember(bench, routine(bench, HOLD), 1)
    page = open_history(bench)
    press(bench, Key.Key_E, Key.Key_Return, Key.Key_Up)
    page.sessions.rows.setFocus()
    press(bench, Key.Key_Down)
    settle()
    assert page.corrections.editor.isVisible()
    ctrl(bench, Key.Key_S)
    assert [record.elapsed_ms for record in history(bench).sets(newer)] == [21_000]
    assert [record.elapsed_ms for record in history(bench).sets(older)] == [20_000]


def test_a_deleted_session_is_brought_back_by_undo(bench: Bench) -> None:
    remember(bench, routine(bench, HOLD), 1)
    remember(bench, routine(bench, SINGLE))
    page = open_history(bench)
    press(bench, Key.Key_Delete)
    assert [row.name for row in page.sessions.rows.rows] == [f"My {HOLD}"]
    assert f"Deleted: My {SINGLE}, today 17:30." in screen(page)
    ctrl(bench, Key.Key_Z)
    assert [row.name for row in page.sessions.rows.rows] == [f"My {SINGLE}", f"My {HOLD}"]
    assert page.sessions.current == page.sessions.rows.rows[0]
    assert not page.undo_bar.isVisible()
    press(bench, Key.Key_Delete)
    page.undo_bar.undo.setFocus()
    press(bench, Key.Key_Return)
    assert len(page.sessions.rows.rows) == 2


def test_deleting_the_last_one_leaves_an_empty_history_that_undo_fills(bench: Bench) -> None:
    remember(bench, routine(bench, HOLD))
    page = open_history(bench)
    press(bench, Key.Key_Delete)
    assert "No sessions yet" in screen(page)
    assert "Deleted: My" in screen(page)
    ctrl(bench, Key.Key_Z)
    assert len(page.sessions.rows.rows) == 1
    assert "No sessions yet" not in screen(page)


def test_a_session_is_added_by_hand_and_then_put_right(bench: Bench) -> None:
    page = open_history(bench)
    press(bench, Key.Key_A)
    form = page.corrections.by_hand
    assert form.what.wording == "Accessory work"
    form.day.setFocus()
    press(bench, Key.Key_Down)
    assert form.day.text() == "2026-11-22"
    assert "Sunday 22 November 2026" in screen(form)
    form.note.setFocus()
    type_in(bench, "In the park")
    ctrl(bench, Key.Key_S)
    row = page.sessions.current
    assert row is not None
    assert (row.name, row.source, row.note) == ("Accessory work", "by_hand", "In the park")
    assert row.started.date() == date(2026, 11, 22)
    assert row.sets_done == row.sets_planned > 3
    assert page.corrections.editor.isVisible()
    press(bench, Key.Key_Return, Key.Key_Down)
    ctrl(bench, Key.Key_S)
    assert any(record.edited for record in history(bench).sets(row.id))


def test_adding_is_taken_back(bench: Bench) -> None:
    page = open_history(bench)
    press(bench, Key.Key_A)
    ctrl(bench, Key.Key_S)
    assert len(page.sessions.rows.rows) == 1
    press(bench, Key.Key_Escape)
    ctrl(bench, Key.Key_Z)
    assert page.sessions.rows.rows == ()


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("day", "22.11.", "Write the day as year, month and day: 2026-11-22."),
        ("day", "2026-02-30", "Write the day as year, month and day: 2026-11-22."),
        ("day", "2026-11-24", "Choose a day from 1971-01-01 to today, 2026-11-23."),
        ("day", "1970-12-31", "Choose a day from 1971-01-01 to today, 2026-11-23."),
        ("day", "9999-12-31", "Choose a day from 1971-01-01 to today, 2026-11-23."),
        ("time", "23:59", "A session cannot have begun in the future."),
        ("time", "25:00", "Write the time as hours and minutes: 18:30."),
    ],
)
def test_what_cannot_be_is_told_and_nothing_typed_is_lost(
    bench: Bench, field: str, text: str, told: str
) -> None:
    page = open_history(bench)
    press(bench, Key.Key_A)
    form = page.corrections.by_hand
    line = getattr(form, field)
    line.setFocus()
    line.selectAll()
    type_in(bench, text)
    press(bench, Key.Key_Return)
    assert told in screen(form)
    assert line.text() == text
    assert history(bench).count() == 0


@pytest.mark.parametrize("day", ["1971-01-01", "2026-11-23"])
def test_a_session_can_be_added_on_the_first_and_the_last_day(bench: Bench, day: str) -> None:
    page = open_history(bench)
    press(bench, Key.Key_A)
    form = page.corrections.by_hand
    form.day.setFocus()
    form.day.selectAll()
    type_in(bench, day)
    press(bench, Key.Key_Return)
    row = page.sessions.current
    assert row is not None
    assert row.started.date().isoformat() == day


def test_what_was_deleted_in_an_earlier_run_is_brought_back(bench: Bench) -> None:
    remember(bench, routine(bench, SINGLE))
    gone = remember(bench, routine(bench, HOLD), 2)
    editing.delete(bench.window._pages.services.sessions.journal, gone, 0)
    page = open_history(bench)
    assert [row.name for row in page.sessions.rows.rows] == [f"My {SINGLE}"]
    press(bench, Key.Key_D)
    form = page.corrections.deleted_form
    assert form.rows.hasFocus()
    assert [name for name, _ in form.rows.rows] == [f"My {HOLD}"]
    press(bench, Key.Key_Return)
    assert [row.id for row in page.sessions.rows.rows][1] == gone
    assert page.sessions.current is not None
    assert page.sessions.current.id == gone
    assert "Brought back: My" in screen(page)
    ctrl(bench, Key.Key_Z)
    assert history(bench).count() == 1


def test_the_deleted_sessions_are_told_to_be_none_and_left_with_esc(bench: Bench) -> None:
    page = open_history(bench)
    press(bench, Key.Key_D)
    assert "No session has been deleted." in screen(page.corrections.deleted_form)
    press(bench, Key.Key_Escape)
    assert not page.side.is_form


def test_a_session_is_repeated_as_it_was_planned(bench: Bench) -> None:
    remember(bench, routine(bench, HOLD, Hold(Range.exactly(33_000)), 2))
    open_history(bench)
    press(bench, Key.Key_R)
    assert bench.shows(PlayerPage)
    assert bench.player.controller is not None
    steps = bench.player.controller.state.plan.steps
    assert [step.work for step in steps if step.kind is StepKind.WORK] == [
        Hold(Range.exactly(33_000))
    ] * 2


def test_what_was_entered_by_hand_is_repeated_with_all_that_lies_between(bench: Bench) -> None:
    open_history(bench)
    press(bench, Key.Key_A)
    ctrl(bench, Key.Key_S)
    press(bench, Key.Key_Escape, Key.Key_R)
    assert bench.shows(PlayerPage)
    assert bench.player.controller is not None
    kinds = {step.kind for step in bench.player.controller.state.plan.steps}
    assert {StepKind.PREPARE, StepKind.WORK, StepKind.REST} <= kinds


def test_the_list_loads_as_it_is_walked(bench: Bench) -> None:
    of = routine(bench, HOLD)
    for ago in range(60):
        remember(bench, of, ago)
    page = open_history(bench)
    rows = page.sessions.rows
    assert len(rows.rows) == 50
    for _ in range(12):
        press(bench, Key.Key_PageDown)
        QApplication.processEvents()
    assert len(rows.rows) == 60
    press(bench, Key.Key_End)
    assert rows.currentIndex().row() == 59
    row = rows.visualRect(rows.currentIndex())
    area = page._scroll.viewport()
    assert rows.viewport().mapTo(area, row.topLeft()).y() >= 0
    assert rows.viewport().mapTo(area, row.bottomLeft()).y() <= area.height()


def test_the_row_in_hand_is_scrolled_into_sight_and_up_leads_to_the_top(bench: Bench) -> None:
    for ago in range(20):
        remember(bench, routine(bench, HOLD), ago)
    page = open_history(bench)
    bar = page._scroll.verticalScrollBar()
    assert bar.value() == 0
    press(bench, *[Key.Key_Down] * 5)
    assert bar.value() > 0
    rows, area = page.sessions.rows, page._scroll.viewport()
    bottom = rows.visualRect(rows.currentIndex()).bottomLeft()
    assert rows.viewport().mapTo(area, bottom).y() <= area.height()
    press(bench, *[Key.Key_Down] * 8)
    press(bench, Key.Key_Home, Key.Key_Up)
    assert bar.value() == 0


@pytest.mark.parametrize("sessions", [3, 5, 8])
def test_the_bars_are_shared_anew_where_the_rows_have_room_again(
    bench: Bench, sessions: int
) -> None:
    for ago in range(sessions):
        remember(bench, routine(bench, HOLD), ago)
    page = open_history(bench)
    rows = page.sessions.rows
    press(bench, Key.Key_End)
    width = rows.viewport().width()
    press(bench, Key.Key_Delete)
    settle()
    ctrl(bench, Key.Key_Z)
    settle()
    outer, inner = page._scroll.verticalScrollBar(), rows.verticalScrollBar()
    assert not page.undo_bar.isVisible()
    assert rows.viewport().width() == width
    assert isinstance(outer, ScrollBar)
    assert outer._is_shown or inner.maximum() > 0


def test_the_wheel_scrolls_the_page_and_then_the_list(bench: Bench) -> None:
    for ago in range(40):
        remember(bench, routine(bench, HOLD), ago)
    page = open_history(bench)
    rows = page.sessions.rows
    outer, inner = page._scroll.verticalScrollBar(), rows.verticalScrollBar()

    def turn(by: int) -> None:
        middle = QPointF(rows.viewport().rect().center())
        # What is ignored goes on to the area around, which Qt does for the desktop's events only.
        for widget in (rows.viewport(), page._scroll.viewport()):
            event = QWheelEvent(
                middle,
                widget.mapToGlobal(middle),
                QPoint(),
                QPoint(0, by),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QApplication.sendEvent(widget, event)
            if event.isAccepted():
                break
        QApplication.processEvents()

    turn(-120)
    assert outer.value() > 0
    assert inner.value() == 0
    for _ in range(30):
        turn(-120)
    assert outer.value() == outer.maximum()
    assert inner.value() > 0
    for _ in range(60):
        turn(120)
    assert (outer.value(), inner.value()) == (0, 0)


def test_with_large_text_the_session_is_a_view_of_its_own(
    bench: Bench, resized: Callable[[QSize], None]
) -> None:
    bench.desktop._store.change(lambda settings: replace(settings, text_percent=200))
    bench.window.settings_changed.emit()
    remember(bench, routine(bench, HOLD))
    page = open_history(bench)
    resized(QSize(900, 560))
    assert not page.side.detail.isVisible()
    press(bench, Key.Key_Return)
    assert page.side.detail.isVisible()
    assert not page.sessions.isVisible()
    press(bench, Key.Key_Escape)
    assert page.sessions.isVisible()
    assert page.sessions.rows.hasFocus()
    press(bench, Key.Key_E)
    assert page.corrections.editor.isVisible()
    press(bench, Key.Key_Escape)
    assert page.sessions.isVisible()


def test_the_keyboard_stays_on_the_page_when_the_window_gets_too_narrow_for_both(
    bench: Bench, resized: Callable[[QSize], None]
) -> None:
    remember(bench, routine(bench, HOLD))
    page = open_history(bench)
    page.side.detail._edit.setFocus()
    bench.desktop._store.change(lambda settings: replace(settings, text_percent=200))
    bench.window.settings_changed.emit()
    resized(QSize(900, 560))
    assert not page.side.isVisible()
    assert page.sessions.rows.hasFocus()


@pytest.fixture
def resized(bench: Bench) -> Callable[[QSize], None]:
    def resize(size: QSize) -> None:
        bench.window.resize(size)
        QApplication.processEvents()

    return resize


def test_a_session_that_cannot_be_read_is_told_and_the_others_are_shown(bench: Bench) -> None:
    remember(bench, routine(bench, HOLD), 1)
    connection = bench.window._pages.services.sessions.journal.connection
    connection.execute("UPDATE snapshot SET body = '{}'")
    remember(bench, routine(bench, SINGLE), 2)
    page = open_history(bench)
    assert "damaged" in page._alert.text()
    press(bench, Key.Key_Down)
    assert f"My {SINGLE}" in screen(page.side.detail)


def test_an_unfinished_session_is_shown_and_left_alone(bench: Bench) -> None:
    controller = bench.window.start(
        bench.window._pages.library.routines["beginner"],
        _plan(bench, "beginner"),
    )
    assert controller is not None
    press(bench, Key.Key_Escape)
    page = open_history(bench)
    assert "not ended" in page.sessions._line(page.sessions.rows.rows[0]).sets
    press(bench, Key.Key_Delete, Key.Key_E, Key.Key_R)
    assert bench.window.page is page
    assert page.side.detail.isVisible()
    assert history(bench).count() == 1


def _plan(bench: Bench, name: str) -> Plan:
    library = bench.window._pages.library
    return compile_plan(library.routines[name], library.exercises)


def test_a_session_done_meanwhile_is_there_when_the_page_is_shown_again(bench: Bench) -> None:
    remember(bench, routine(bench, HOLD), 1)
    page = open_history(bench)
    bench.window.show_page("Routines")
    bench.clock.ms += round(timedelta(days=1) / timedelta(milliseconds=1))
    remember(bench, routine(bench, SINGLE))
    assert open_history(bench) is page
    assert [row.name for row in page.sessions.rows.rows] == [f"My {SINGLE}", f"My {HOLD}"]


@pytest.fixture
def saved(bench: Bench, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Path]:
    """Answer the question for the file with one of the name that is suggested."""
    asked: list[Path] = []

    def answer(_parent: object, _title: str, suggested: Path) -> Path:
        asked.append(tmp_path / suggested.name)
        return asked[-1]

    monkeypatch.setattr("bandtimer.ui.file_dialogs.ask_where_to_save", answer)
    return asked


def test_the_session_in_hand_is_exported(bench: Bench, saved: list[Path]) -> None:
    remember(bench, routine(bench, HOLD), 1)
    page = open_history(bench)
    press(bench, Key.Key_X)
    assert "This session" in page.transfers.export_form.which.wording
    press(bench, Key.Key_Tab, Key.Key_Right)
    assert "a row a set" in screen(page.transfers.export_form)
    with bench._qtbot.waitSignal(page.transfers._exporter.ended):
        ctrl(bench, Key.Key_S)
    (path,) = saved
    assert path.name == "bandtimer 2026-11-22.csv"
    assert "Isometric glute bridge" in path.read_text(encoding="utf-8-sig")
    assert f"Saved as {path}." in screen(page)
    assert page.sessions.rows.hasFocus()
    assert not page.undo_bar.undo.isVisible()


def test_sessions_of_a_time_are_exported_together(bench: Bench, saved: list[Path]) -> None:
    remember(bench, routine(bench, HOLD), 1)
    remember(bench, routine(bench, SINGLE), 60)
    page = open_history(bench)
    press(bench, Key.Key_X, Key.Key_End, Key.Key_Tab, Key.Key_Right, Key.Key_Right)
    with bench._qtbot.waitSignal(page.transfers._exporter.ended):
        ctrl(bench, Key.Key_S)
    (path,) = saved
    assert len(json.loads(path.read_text())["sessions"]) == 2


def test_an_export_that_cannot_be_written_says_so_and_keeps_the_form(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    remember(bench, routine(bench, HOLD), 1)
    monkeypatch.setattr(
        "bandtimer.ui.file_dialogs.ask_where_to_save", lambda *_: tmp_path / "gone" / "a.csv"
    )
    page = open_history(bench)
    press(bench, Key.Key_X, Key.Key_Tab, Key.Key_Right)
    with bench._qtbot.waitSignal(page.transfers._exporter.ended):
        ctrl(bench, Key.Key_S)
    assert "cannot be written" in screen(page.transfers.export_form)
    press(bench, Key.Key_Escape)
    assert page.sessions.rows.hasFocus()


@pytest.fixture
def exported(bench: Bench, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return an export of two sessions, one of them deleted for good since."""
    remember(bench, routine(bench, HOLD), 1)
    gone = remember(bench, routine(bench, SINGLE), 60)
    journal = bench.window._pages.services.sessions.journal
    path = tmp_path / "history.json"
    path.write_text("".join(json_pieces(journal.connection, Selection())), encoding="utf-8")
    journal.discard(gone)
    monkeypatch.setattr("bandtimer.ui.file_dialogs.ask_what_to_open", lambda *_: path)
    return path


def test_a_file_is_looked_into_before_it_comes_in(bench: Bench, exported: Path) -> None:
    page = open_history(bench)
    with bench._qtbot.waitSignal(page.transfers._importer.read):
        press(bench, Key.Key_I)
    assert "1 new session, 1 already here" in screen(page.transfers.import_form)
    assert [name for name, _ in page.transfers.import_form._rows.rows] == [f"My {SINGLE}"]
    assert history(bench).count() == 1
    form, said = page.transfers.import_form, list[str]()
    form.accepted.connect(lambda: said.append(screen(form)))
    with bench._qtbot.waitSignal(page.transfers._importer.ended):
        ctrl(bench, Key.Key_S)
    assert "Importing…" in said[0]
    assert "1 session came in, 1 known already." in screen(page)
    assert [row.name for row in page.sessions.rows.rows] == [f"My {HOLD}", f"My {SINGLE}"]


def test_to_import_twice_changes_nothing(bench: Bench, exported: Path) -> None:
    page = open_history(bench)
    for _ in range(2):
        with bench._qtbot.waitSignal(page.transfers._importer.read):
            press(bench, Key.Key_I)
        with bench._qtbot.waitSignal(page.transfers._importer.ended):
            ctrl(bench, Key.Key_S)
        settle()
    assert history(bench).count() == 2
    assert "2 sessions known already." in screen(page)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"{", "This is not JSON"),
        (b"{}", "not a history from BandTimer"),
        (b"\x89PNG", "is no text in UTF-8"),
    ],
)
def test_a_file_that_is_no_history_says_so_and_changes_nothing(
    bench: Bench, exported: Path, content: bytes, told: str
) -> None:
    exported.write_bytes(content)
    page = open_history(bench)
    with bench._qtbot.waitSignal(page.transfers._importer.failed):
        press(bench, Key.Key_I)
    assert told in screen(page.transfers.import_form)
    ctrl(bench, Key.Key_S)
    assert history(bench).count() == 1
    press(bench, Key.Key_Escape)
    assert page.sessions.rows.hasFocus()


def test_a_file_of_another_program_comes_in_with_its_exercises(
    bench: Bench, exported: Path
) -> None:
    exported.write_text(
        "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds\n"
        '2026-11-01 07:12:00,"Morning","20m","Swimming Frog",1,0,15,0,0\n'
    )
    page = open_history(bench)
    with bench._qtbot.waitSignal(page.transfers._importer.read):
        press(bench, Key.Key_I)
    assert "1 new session" in screen(page.transfers.import_form)
    assert "Swimming Frog" in screen(page.transfers.import_form)
    with bench._qtbot.waitSignal(page.transfers._importer.ended):
        ctrl(bench, Key.Key_S)
    settle()
    assert [row.source for row in page.sessions.rows.rows] == ["led", "imported"]
    assert ("Swimming Frog") in [name for _, name in history(bench).exercises_done()]


def test_what_lies_in_the_future_is_told_before_and_the_rest_comes_in(
    bench: Bench, exported: Path
) -> None:
    exported.write_text(
        "Date,Workout Name,Duration,Exercise Name,Set Order,Reps\n"
        "2026-11-01 07:12:00,Morning,20m,Squat,1,15\n"
        "2026-11-25 07:12:00,Late,20m,Squat,1,15\n"
    )
    page = open_history(bench)
    with bench._qtbot.waitSignal(page.transfers._importer.read):
        press(bench, Key.Key_I)
    shown = screen(page.transfers.import_form)
    assert "1 new session, 1 left out" in shown
    assert "line 3: “Late” of 2026-11-25 is left out: it begins in the future. Check its" in shown
    with bench._qtbot.waitSignal(page.transfers._importer.ended):
        ctrl(bench, Key.Key_S)
    settle()
    assert "1 session came in, 1 left out." in screen(page)
    assert [row.name for row in page.sessions.rows.rows] == [f"My {HOLD}", "Morning"]


def test_a_fault_of_ours_in_a_thread_is_reported(
    bench: Bench, exported: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("bandtimer.ui.history.importer.read_file", fail)
    page = open_history(bench)
    with (
        bench._qtbot.captureExceptions() as exceptions,
        bench._qtbot.waitSignal(page.transfers._importer.crashed),
    ):
        press(bench, Key.Key_I)
    settle()
    assert [str(error) for _, error, _ in exceptions] == ["a fault of ours"]
    assert page.sessions.isVisible()
