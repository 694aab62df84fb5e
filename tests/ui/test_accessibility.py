from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget

from bandtimer.routines.library import load_library
from bandtimer.storage.settings import Settings
from bandtimer.ui.gallery.state import State
from bandtimer.ui.gallery.states import DRESSES, STATES
from bandtimer.ui.gallery.studio import Studio, settle, studio
from bandtimer.ui.main_window import MainWindow
from bandtimer.ui.player.pick_sheet import PickSheet

Role = QAccessible.Role

FITTING = {
    Role.Button,
    Role.CheckBox,
    Role.Document,
    Role.EditableText,
    Role.List,
    Role.PopupMenu,
    Role.Slider,
    Role.SpinBox,
}
PAGES = (
    "routines-used",
    "routines-broken",
    "hold-timer",
    "exercises",
    "history",
    "history-empty",
    "settings",
    "player-reps",
    "player-self-counted",
    "player-variant",
    "summary",
    "taps-ready",
    "taps-found",
    "taps-check",
)


@contextmanager
def posed(name: str, settings: Settings | None = None) -> Iterator[Studio]:
    state: State = next(state for state in STATES if state.name == name)
    with studio(state.library(load_library()), settings or Settings()) as made:
        state.pose(made)
        settle()
        yield made


def stops(window: MainWindow) -> list[QWidget]:
    """List what takes the keyboard by Tab."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def walked(window: MainWindow) -> list[QWidget]:
    """Press Tab, from nowhere on, until it comes round."""
    window.setFocus()
    found: list[QWidget] = []
    while True:
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if focused is None or focused in found:
            return found
        found.append(focused)


def place(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint()), widget.size())


def unscrolled(widget: QWidget, window: QWidget) -> QRect:
    """Return where the widget would be if nothing had been scrolled."""
    rect, parent = place(widget, window), widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            rect.translate(0, parent.verticalScrollBar().value())
        parent = parent.parentWidget()
    return rect


@pytest.mark.parametrize("page", PAGES)
def test_whatever_takes_the_keyboard_has_a_name_and_a_fitting_role(
    qapp: QApplication, page: str
) -> None:
    with posed(page) as made:
        assert stops(made.window)
        for widget in stops(made.window):
            interface = QAccessible.queryAccessibleInterface(widget)
            assert interface is not None
            assert interface.text(QAccessible.Text.Name), widget
            assert interface.role() in FITTING, widget
            if interface.role() in {Role.SpinBox, Role.Slider}:
                assert interface.text(QAccessible.Text.Value), widget


@pytest.mark.parametrize("page", PAGES)
def test_whatever_is_painted_can_be_read_out(qapp: QApplication, page: str) -> None:
    with posed(page) as made:
        for widget in made.window.findChildren(QWidget):
            if widget.isVisible() and hasattr(widget, "accessible_role"):
                interface = QAccessible.queryAccessibleInterface(widget)
                assert interface is not None
                assert interface.role() == widget.accessible_role
                assert interface.text(QAccessible.Text.Name), widget
            elif isinstance(widget, QLabel) and widget.isVisible() and widget.text():
                interface = QAccessible.queryAccessibleInterface(widget)
                assert interface is not None
                assert interface.text(QAccessible.Text.Name) == widget.text()


def bring_into_sight(widget: QWidget) -> None:
    """Scroll to the widget, as Tab does."""
    for area in widget.window().findChildren(QScrollArea):
        if area.isAncestorOf(widget):
            area.ensureWidgetVisible(widget)


@pytest.mark.parametrize(
    ("page", "dress"),
    [*((page, "dark") for page in PAGES), ("settings", "light"), ("player-reps", "contrast")],
)
def test_the_keyboards_attention_can_be_seen(qapp: QApplication, page: str, dress: str) -> None:
    with posed(page, DRESSES[dress]) as made:
        window = made.window
        for widget in stops(window):
            widget.setFocus()
            bring_into_sight(widget)
            focused = window.grab(place(widget, window)).toImage()
            window.setFocus()
            assert window.grab(place(widget, window)).toImage() != focused, widget


@pytest.mark.parametrize("page", [page for page in PAGES if page != "player-variant"])
def test_tab_walks_all_from_left_to_right_and_from_top_to_bottom(
    qapp: QApplication, page: str
) -> None:
    with posed(page) as made:
        found = walked(made.window)
        assert set(found) == set(stops(made.window))
        for one, other in pairwise(found):
            before, after = unscrolled(one, made.window), unscrolled(other, made.window)
            if after.right() < before.left():
                # Back to the left only on a line further down.
                assert after.top() >= before.bottom(), (one, other)
            elif after.left() <= before.right():
                assert after.top() > before.top(), (one, other)


def test_tab_stays_in_a_question(qapp: QApplication) -> None:
    with posed("player-hurts") as made:
        (sheet,) = made.window.findChildren(PickSheet)
        names = []
        for _ in range(4):
            names.append(sheet.accessibleName())
            QTest.keyClick(sheet, Qt.Key.Key_Tab)
            assert QApplication.focusWidget() is sheet
        assert len(set(names)) == 3
        assert names[3] == names[0]
