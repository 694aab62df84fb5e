"""From the list to the history, by keys alone, reading the screen."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_bench import Bench

from bandtimer.core.facts import Outcome
from bandtimer.storage.database import open_database
from bandtimer.storage.history import History
from bandtimer.ui.history.page import HistoryPage
from bandtimer.ui.player.page import PlayerPage
from bandtimer.ui.routines.page import RoutinesPage
from bandtimer.ui.summary.page import SummaryPage

Key = Qt.Key


def test_the_warm_up_by_keys_alone(qtbot: QtBot, bench: Bench) -> None:
    assert bench.shows(RoutinesPage)
    bench.press(Key.Key_Return)
    view = bench.view
    assert (view.title, view.word, view.digits) == ("Banded glute kickback", "Get ready", "10")
    assert view.subtitle == "Set 1 of 1 · left leg · 6–10 reps · Light loop band above the knees"
    bench.pass_time(10)
    assert (bench.view.word, bench.view.digits) == ("Kick back", "0")
    bench.pass_time(12.5)
    bench.press(Key.Key_Space)
    assert (bench.view.word, bench.view.digits) == ("Paused", "2")
    bench.pass_time(300)
    assert bench.view.digits == "2"
    bench.press(Key.Key_Space)
    assert (bench.view.word, bench.view.digits, bench.view.caption) == ("Get ready", "4", "seconds")
    bench.pass_time(3.5)
    assert bench.view.digits == "1"
    bench.pass_time(0.5)
    assert (bench.view.word, bench.view.digits) == ("Hold", "2")
    bench.pass_time(37.5)
    assert bench.view.word == "Switch sides"
    assert bench.view.then == "Last set: 10 reps · ↑ ↓ to correct"
    bench.pass_time(6 + 50 + 30 + 40 + 6 + 40 + 30)
    assert bench.view.title == "Banded glute bridge"
    bench.pass_time(27)
    bench.press(Key.Key_Right)
    assert bench.shows(SummaryPage)
    bench.press(Key.Key_7, Key.Key_Return)
    assert bench.shows(RoutinesPage)
    connection = open_database(bench.folders.database)
    (row,) = History(connection).sessions(10)
    sets = History(connection).sets(row.id)
    connection.close()
    assert (row.status, row.sets_done, row.sets_planned, row.effort) == ("finished", 3, 3, 7)
    assert [(s.exercise, str(s.side), s.reps, s.outcome) for s in sets] == [
        ("banded-glute-kickback", "left", 10, Outcome.DONE),
        ("banded-glute-kickback", "right", 10, Outcome.DONE),
        ("lateral-band-walk", "left", 10, Outcome.DONE),
        ("lateral-band-walk", "right", 10, Outcome.DONE),
        ("banded-glute-bridge", "both", 5, Outcome.DONE),
    ]
    qtbot.keyClick(bench.window, Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert bench.shows(HistoryPage)
    assert bench.window._pages.history.sessions.rows.rows == (row,)


def test_leaving_and_resuming_in_another_start(
    qtbot: QtBot, make_bench: Callable[..., Bench]
) -> None:
    first = make_bench("bridge-holds")
    first.press(Key.Key_Return)
    first.pass_time(10 + 12)
    first.press(Key.Key_Escape)
    assert first.shows(RoutinesPage)
    first.window.close()

    second = make_bench()
    card = second.routines._card
    assert card.isVisible()
    assert card._where.text() == (
        "Isometric bridge holds, today 18:30: at Isometric glute bridge, set 1 of 3"
    )
    second.press(Key.Key_R)
    assert (second.view.word, second.view.digits) == ("Paused", "12")
    second.press(Key.Key_Space)
    second.pass_time(4 + 18)
    assert (second.view.word, second.view.then) == ("Rest", "Last hold: 30 s")


def test_self_counted_reps_by_space_and_click(qtbot: QtBot, bench: Bench) -> None:
    detail = bench.routines._detail
    detail._tiles["counting"].turn(1)
    bench.press(Key.Key_Return)
    bench.pass_time(10)
    assert bench.view.word == "Your pace"
    bench.press(Key.Key_Space, Key.Key_Space)
    qtbot.mouseClick(bench.player._stage, Qt.MouseButton.LeftButton)
    assert bench.view.digits == "3"
    bench.press(Key.Key_P)
    assert bench.view.word == "Paused"
    bench.press(Key.Key_P)
    bench.pass_time(1)
    bench.press(Key.Key_Right)
    assert bench.view.then == "Last set: 3 reps · ↑ ↓ to correct"
    bench.press(Key.Key_Up, Key.Key_Up, Key.Key_Down)
    assert bench.view.then == "Last set: 4 reps · ↑ ↓ to correct"


def test_choices_are_remembered(qtbot: QtBot, make_bench: Callable[..., Bench]) -> None:
    first = make_bench("pre-run-warm-up")
    first.routines._detail._tiles["sets"].turn(1)
    first.window.close()
    second = make_bench("pre-run-warm-up")
    assert second.routines._detail._tiles["sets"].wording == "2"


def test_a_backup_that_failed_is_told_at_the_next_start(
    qtbot: QtBot, make_bench: Callable[..., Bench]
) -> None:
    first = make_bench()
    first.folders.backups.mkdir()
    first.folders.backup_failure.write_text("The disk is full.")
    first.window.close()
    second = make_bench()
    notice = second.window._notice
    qtbot.waitUntil(lambda: notice.isVisible() and notice._text.text() == "The disk is full.")


def test_the_routine_done_last_is_in_hand_at_the_start_whatever_was_held_since(
    qtbot: QtBot, make_bench: Callable[..., Bench]
) -> None:
    first = make_bench("bridge-holds")
    first.press(Key.Key_Return)
    first.pass_time(10 + 30 + 2 * (45 + 30))
    assert first.shows(SummaryPage)
    first.press(Key.Key_Return)
    first.window.show_page("Hold timer")
    first.press(Key.Key_Return)
    first.pass_time(10 + 5)
    first.press(Key.Key_Space)
    connection = open_database(first.folders.database)
    assert [row.name for row in History(connection).sessions(10)] == [
        "Hold timer",
        "Isometric bridge holds",
    ]
    connection.close()
    first.window.close()
    current = make_bench().routines.current
    assert current is not None
    assert current.id == "bridge-holds"


def test_esc_ends_a_search(qtbot: QtBot, bench: Bench) -> None:
    rows = bench.routines._list._list
    number = len(rows.rows)
    qtbot.keyClick(bench.window, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    bench.press(*[Key.Key_X] * 3)
    assert not rows.isVisible()
    bench.press(Key.Key_Escape)
    assert rows.isVisible()
    assert len(rows.rows) == number


def test_a_broken_file_is_shown_with_its_problems(
    qtbot: QtBot, make_bench: Callable[..., Bench]
) -> None:
    bench = make_bench()
    own = bench.folders.routines / "mine.yaml"
    own.write_text("format: 1\nname: Mine\nexercises: [{exercise: plank, rep: 3}]\n")
    bench.desktop._reload()
    page = bench.routines
    entry = page._list._list.rows[-1]
    assert entry.name == "mine.yaml"
    assert any("did you mean 'reps'?" in problem for problem in entry.problems)
    bench.press(Key.Key_End)
    shown = page._problems
    assert shown._advice.text().startswith(f"{own} cannot be used yet.")
    # The file is named once, and a line is called a line.
    assert shown._problems.text().startswith("Line 3: exercises[0]")
    assert str(own) not in shown._problems.text()
    own.write_text("format: 1\nname: Mine\nreps: 5\nexercises: [banded-clamshell]\n")
    bench.desktop._reload()
    names = [entry.name for entry in page._list._list.rows]
    assert "Mine" in names


def test_a_file_saved_meanwhile_appears(qtbot: QtBot, make_bench: Callable[..., Bench]) -> None:
    bench = make_bench()
    qtbot.waitUntil(lambda: bench.desktop._watcher is not None)
    own = bench.folders.routines / "mine.yaml"
    watcher = bench.desktop._watcher
    assert watcher is not None
    with qtbot.waitSignal(watcher.changed):
        own.write_text("format: 1\nname: Mine\nreps: 5\nexercises: [banded-clamshell]\n")
    assert any(entry.name == "Mine" for entry in bench.routines._list._list.rows)


def test_discard_asks_once_more(qtbot: QtBot, make_bench: Callable[..., Bench]) -> None:
    first = make_bench("bridge-holds")
    first.press(Key.Key_Return)
    first.press(Key.Key_Escape)
    card = first.routines._card
    card._discard.click()
    assert card.isVisible()
    card._discard.click()
    assert not card.isVisible()


def test_starting_another_routine_keeps_the_unfinished_one(
    qtbot: QtBot, make_bench: Callable[..., Bench]
) -> None:
    bench = make_bench("bridge-holds")
    bench.press(Key.Key_Return)
    bench.press(Key.Key_Escape, Key.Key_Down, Key.Key_Return)
    assert bench.shows(PlayerPage)
    connection = open_database(bench.folders.database)
    rows = History(connection).sessions(10)
    assert [row.status for row in rows] == ["active", "stopped"]
    news = f"{rows[1].name} is ended, and kept as far as you came."
    assert bench.player._news.text() == news
    connection.close()


def test_the_key_sheet_names_every_key(qtbot: QtBot, bench: Bench) -> None:
    bench.press(Key.Key_Return)
    page = bench.player
    assert not page._key_sheet.isVisible()
    qtbot.keyClicks(page, "?")
    assert page._key_sheet.isVisible()
    bench.press(Key.Key_Escape)
    assert not page._key_sheet.isVisible()
    assert bench.window.page is page


def test_everything_scales_with_the_window(qtbot: QtBot, bench: Bench) -> None:
    bench.press(Key.Key_Return)
    look = bench.window._look
    for width, height, scale in ((900, 560, 0.7), (1280, 800, 1.0), (3840, 2160, 2.7)):
        bench.window.resize(width, height)
        QApplication.processEvents()
        assert look.scale == scale
        assert bench.player._title.font().pixelSize() == round(38 * scale)


def test_a_band_is_chosen_recorded_and_remembered(
    qtbot: QtBot, make_bench: Callable[..., Bench]
) -> None:
    first = make_bench("bridge-holds")
    first.press(Key.Key_Return)
    assert first.view.subtitle.endswith("Light loop band above the knees")
    first.press(Key.Key_B, Key.Key_2)
    assert first.view.subtitle.endswith("Medium loop band above the knees")
    first.pass_time(41)
    first.press(Key.Key_End)
    connection = open_database(first.folders.database)
    (row,) = History(connection).sessions(10)
    assert [record.band for record in History(connection).sets(row.id)] == ["Medium"]
    connection.close()
    first.window.close()
    second = make_bench("bridge-holds")
    second.press(Key.Key_Return)
    assert second.view.subtitle.endswith("Medium loop band above the knees")
    assert second.view.then == ""
    second.pass_time(10 + 31)
    second.pass_time(0)
    assert second.view.then == "Last hold: 30 s"


def test_what_hurt_is_said_the_next_time(qtbot: QtBot, make_bench: Callable[..., Bench]) -> None:
    first = make_bench("bridge-holds")
    first.press(Key.Key_Return)
    first.pass_time(15)
    first.press(Key.Key_H)
    assert first.view.word == "Paused"
    first.press(Key.Key_3)
    assert first.shows(SummaryPage)
    first.window.close()
    second = make_bench("bridge-holds")
    second.press(Key.Key_Return)
    assert second.view.warning == (
        "It hurt on Monday 23 November 2026. Go easy, or press E for an easier variant."
    )


def test_where_all_variants_are_harder_none_is_recommended_against_pain(
    qtbot: QtBot, make_bench: Callable[..., Bench]
) -> None:
    first = make_bench("accessory")
    first.press(Key.Key_Return)
    first.pass_time(15)
    first.press(Key.Key_H, Key.Key_2)
    assert first.shows(SummaryPage)
    first.window.close()
    second = make_bench("accessory")
    second.press(Key.Key_Return)
    assert second.view.title == "Banded glute bridge"
    assert second.view.warning == "It hurt on Monday 23 November 2026. Go easy."


def test_a_longer_hold_is_named_a_best(qtbot: QtBot, make_bench: Callable[..., Bench]) -> None:
    for seconds in (22, 28):
        bench = make_bench("bridge-holds")
        bench.press(Key.Key_Return)
        bench.pass_time(10 + seconds)
        bench.press(Key.Key_Right, Key.Key_End)
        assert bench.shows(SummaryPage)
        bench.window.close()
    assert bench.window._pages.summary._bests.text() == (
        "Best: Isometric glute bridge 28 s, 22 s before"
    )


def test_the_last_sets_given_up_in_the_rest_before_them_end_the_session(
    qtbot: QtBot, make_bench: Callable[..., Bench]
) -> None:
    bench = make_bench("bridge-holds")
    bench.press(Key.Key_Return)
    bench.pass_time(10 + 30 + 5)
    assert bench.view.word == "Rest"
    bench.press(Key.Key_H, Key.Key_1)
    assert bench.shows(SummaryPage)


def test_an_answer_that_comes_too_late_does_not_touch_the_next_exercise(
    qtbot: QtBot, bench: Bench
) -> None:
    bench.press(Key.Key_Return)
    bench.pass_time(10 + 50 + 6)
    bench.press(Key.Key_B)
    bench.pass_time(50)
    assert bench.view.title == "Next: Lateral band walk"
    band = bench.view.subtitle
    bench.press(Key.Key_2)
    assert bench.view.subtitle == band
    told = bench.player._news.text()
    assert told == "Too late: the session is at Lateral band walk now."


def test_what_hurt_is_said_of_a_variant_that_is_taken(
    qtbot: QtBot, make_bench: Callable[..., Bench]
) -> None:
    first = make_bench("bridge-holds")
    first.press(Key.Key_Return, Key.Key_E, Key.Key_1, Key.Key_H, Key.Key_2)
    assert first.shows(SummaryPage)
    first.window.close()
    second = make_bench("bridge-holds")
    second.press(Key.Key_Return)
    assert second.view.warning == ""
    second.press(Key.Key_E, Key.Key_1)
    assert second.view.title == "Banded glute bridge"
    assert second.view.warning.startswith("It hurt on Monday 23 November 2026.")
