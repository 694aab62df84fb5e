"""Digits and arrows where a number or a day is chosen; not every digit of Unicode is a number."""

from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from window_bench import Bench

from bandtimer.ui.history.by_hand import DayField
from bandtimer.ui.summary.effort import EffortScale


def type_text(widget: QWidget, text: str) -> None:
    key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, text)
    QCoreApplication.sendEvent(widget, key)


@pytest.mark.parametrize(("typed", "effort"), [("7", 7), ("0", 10), ("²", None), ("٣", 3)])
def test_effort_is_rated_by_digits(
    qtbot: QtBot, bench: Bench, typed: str, effort: int | None
) -> None:
    scale = EffortScale(bench.desktop._appearance.look)
    qtbot.addWidget(scale)
    type_text(scale, typed)
    assert scale.effort == effort


def test_a_raised_two_picks_nothing(bench: Bench) -> None:
    bench.press(Qt.Key.Key_Return)
    bench.pass_time(12)
    bench.press(Qt.Key.Key_H)
    sheet = bench.window.focusWidget()
    assert sheet is not None
    type_text(sheet, "²")
    assert sheet.isVisible()
    type_text(sheet, "1")
    assert not sheet.isVisible()


@pytest.mark.parametrize(
    ("key", "days"),
    [
        (Qt.Key.Key_Up, ("2026-11-21", "2026-11-22", "2026-11-23", "2026-11-23")),
        (Qt.Key.Key_Up, ("1970-12-30", "1971-01-01", "1971-01-02")),
        (Qt.Key.Key_Up, ("9999-12-31", "2026-11-23")),
        (Qt.Key.Key_Down, ("1971-01-02", "1971-01-01", "1971-01-01")),
        (Qt.Key.Key_Down, ("2026-11-25", "2026-11-23", "2026-11-22")),
        (Qt.Key.Key_Down, ("0001-01-01", "1971-01-01")),
    ],
)
def test_the_arrows_stop_at_the_days_that_a_session_can_have(
    qtbot: QtBot, bench: Bench, key: Qt.Key, days: tuple[str, ...]
) -> None:
    look = bench.desktop._appearance.look
    field = DayField(look, "Day", "", lambda: date(2026, 11, 23))
    qtbot.addWidget(field)
    first, *later = days
    field.setText(first)
    for day in later:
        qtbot.keyClick(field, key)
        assert field.text() == day
