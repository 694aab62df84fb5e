"""The picture kept for the next start is that of the page, and none once anything has changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from bandtimer.opening import Opening, read_opening
from bandtimer.storage.settings import ThemeChoice
from bandtimer.ui.theme import read_theme

if TYPE_CHECKING:
    from window_bench import Bench


def kept_by(bench: Bench, days: int = 0) -> Opening | None:
    """Return what the next start, maybe days later, shows at once."""
    return read_opening(bench.folders, bench.desktop.today + timedelta(days=days))


@pytest.fixture
def bench(qtbot: QtBot, make_bench: Callable[..., Bench]) -> Bench:
    """Return a window that has kept its picture for the next start."""
    made = make_bench()
    qtbot.waitUntil(lambda: kept_by(made) is not None)
    return made


def test_the_picture_is_that_of_the_page(bench: Bench) -> None:
    kept, true = kept_by(bench), bench.desktop.opening()
    assert kept is not None
    assert true is not None
    assert kept.view.detail.exercises
    rows = tuple(row._replace(exercise=None) for row in true.view.detail.exercises)
    cards = tuple(card._replace(routine=None, pictured=None) for card in true.view.cards)
    detail = true.view.detail._replace(exercises=rows)
    assert kept == true._replace(view=true.view._replace(cards=cards, detail=detail))
    shown = [(card.name, card.outline, card.bands) for card in bench.routines._list._list.rows]
    assert [(card.name, card.outline, card.bands) for card in kept.view.cards] == shown
    assert bench.routines._detail._title.text() == kept.view.detail.name


def test_files_with_problems_are_in_the_picture(bench: Bench) -> None:
    (bench.folders.routines / "mine.yaml").write_text("format: 1\nname: Mine\n")
    bench.desktop._reload()
    bench.desktop._keep_picture()
    kept = kept_by(bench)
    assert kept is not None
    assert [file.name for file in kept.view.broken] == ["mine.yaml"]


def test_a_file_that_has_changed_asks_for_another_picture(bench: Bench) -> None:
    (bench.folders.routines / "mine.yaml").write_text("format: 1\nname: Mine\n")
    assert kept_by(bench) is None
    # The page does not tell of it yet.
    assert bench.desktop.opening() is None
    bench.desktop._reload()
    assert bench.desktop.opening() is not None


def test_settings_that_have_changed_ask_for_another_picture(bench: Bench) -> None:
    bench.folders.settings.write_text("version = 1\ntext_percent = 150\n")
    assert kept_by(bench) is None
    assert bench.desktop.opening() is None


def test_a_session_asks_for_another_picture_and_has_none_until_it_is_over(bench: Bench) -> None:
    bench.press(Qt.Key.Key_Return, Qt.Key.Key_Escape)
    assert kept_by(bench) is None
    assert bench.desktop.opening() is None
    bench.routines.finish_wanted.emit()
    assert bench.desktop.opening() is not None


def test_tomorrow_asks_for_another_picture(bench: Bench) -> None:
    assert kept_by(bench, days=1) is None


@pytest.mark.parametrize(("choice", "wanted"), [(ThemeChoice.SYSTEM, "dark"), ("light", "")])
def test_where_the_desktop_decided_on_the_colours_is_kept(
    bench: Bench, choice: ThemeChoice, wanted: str
) -> None:
    bench.desktop._store.change(lambda settings: replace(settings, theme=ThemeChoice(choice)))
    bench.window.settings_changed.emit()
    opening = bench.desktop.opening()
    assert opening is not None
    assert opening.wanted == wanted
    assert opening.theme == read_theme(wanted or choice)


@pytest.mark.parametrize("content", ["", "[]", '{"stamp": 1, "kept": []}', "\x00", "null"])
def test_a_damaged_picture_is_none(bench: Bench, content: str) -> None:
    (bench.folders.cache / "opening.json").write_text(content)
    assert kept_by(bench) is None


@pytest.mark.parametrize("place", [0, 1, 3])
def test_a_picture_of_something_else_is_none(bench: Bench, place: int) -> None:
    file = bench.folders.cache / "opening.json"
    data = json.loads(file.read_text())
    data["kept"][place] = "nonsense"
    file.write_text(json.dumps(data))
    assert kept_by(bench) is None
