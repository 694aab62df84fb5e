"""Digits and arrows where a number or a day is chosen; not every digit of Unicode is a number."""

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
    ("day", "key"), [("9999-12-31", Qt.Key.Key_Up), ("0001-01-01", Qt.Key.Key_Down)]
)
def test_no_day_lies_beyond_the_calendar(qtbot: QtBot, bench: Bench, day: str, key: Qt.Key) -> None:
    field = DayField(bench.desktop._appearance.look, "Day", "")
    qtbot.addWidget(field)
    field.setText(day)
    qtbot.keyClick(field, key)
    assert field.text() == day
