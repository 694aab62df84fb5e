"""The window's first picture: what may be imported for it, and that it is true."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from real_program import PATIENCE_S, wait_until

from bandtimer.opening import Opening, read_opening
from bandtimer.storage.settings import ThemeChoice
from bandtimer.ui.theme import read_theme

if TYPE_CHECKING:
    from window_bench import Bench

CHILD = Path(__file__).with_name("first_picture.py")

# Of the program: the routines page and what it is made of, and where it is kept. All else is
# imported behind the picture. Think twice before anything is added: each costs every start.
OF_OURS = {
    "assets",
    "cli",
    "opening",
    "player.machine",
    "present.dates",
    "present.library_view",
    "present.tone",
    "routines.folders",
    "start",
    "storage.failure",
    "storage.files",
    "storage.folders",
    "ui.application",
    "ui.look",
    "ui.main_window",
    "ui.nav",
    "ui.pyside",
    "ui.routines.detail",
    "ui.routines.entry_list",
    "ui.routines.exercise_rows",
    "ui.routines.page",
    "ui.routines.thumbnails",
    "ui.theme",
    "ui.widgets.accessible",
    "ui.widgets.button",
    "ui.widgets.choice",
    "ui.widgets.field",
    "ui.widgets.keyboard",
    "ui.widgets.paint",
    "ui.widgets.panel",
    "ui.widgets.rows",
    "ui.widgets.scroll",
    "ui.widgets.text",
    "ui.widgets.tile_grid",
}
# Of others, beyond what PySide6 imports itself.
OF_OTHERS = {"_datetime", "_json", "bandtimer", "copy", "datetime", "gc", "json", "platformdirs"}

# What costs memory and time is for when it is wanted; an idle window has none of it.
NOT_YET = {
    "QtWidgets.QWizard",
    "PySide6.QtDBus",
    "PySide6.QtNetwork",
    "PySide6.QtPrintSupport",
    "asyncio",
    "bandtimer.core.engine",
    "bandtimer.core.facts",
    "bandtimer.player.controller",
    "bandtimer.routines.loading",
    "bandtimer.storage.journal",
    "bandtimer.ui.history.page",
    "bandtimer.ui.player.page",
    "bandtimer.ui.settings.page",
    "ctypes",
    "jeepney",
    "miniaudio",
    "multiprocessing",
    "socket",
    "subprocess",
    "tomli_w",
    "uuid",
    "wakepy",
    "yaml",
}


def kept_by(bench: Bench, days: int = 0) -> Opening | None:
    """Return what the next start, maybe days later, shows at once."""
    return read_opening(bench.folders, bench.desktop.today + timedelta(days=days))


@pytest.fixture
def bench(qtbot: QtBot, make_bench: Callable[..., Bench]) -> Bench:
    """Return a window that has kept its picture for the next start."""
    made = make_bench()
    qtbot.waitUntil(lambda: kept_by(made) is not None)
    return made


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Return where the program has been started before, and kept its picture."""
    own = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)}
    own.update({f"XDG_{name}_HOME": str(tmp_path / name) for name in ("DATA", "CONFIG", "CACHE")})
    with subprocess.Popen([sys.executable, "-m", "bandtimer"], env=own) as first:
        wait_until(lambda: list(tmp_path.rglob("opening.json")))
        first.kill()
    return own


def told(environment: dict[str, str], *options: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, str(CHILD), *options],
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=True,
    )
    assert done.stderr == ""
    return set(done.stdout.splitlines())


def test_the_first_picture_imports_what_it_shows_and_nothing_else(
    environment: dict[str, str],
) -> None:
    loaded = told(environment)
    packages = {name.rpartition(".")[0] for name in loaded}
    ours = {name for name in loaded if name.startswith("bandtimer.") and name not in packages}
    assert {name.removeprefix("bandtimer.") for name in ours} == OF_OURS
    assert {name.partition(".")[0] for name in loaded} <= OF_OTHERS


def test_nothing_follows_the_first_picture_that_a_session_needs_first(
    environment: dict[str, str],
) -> None:
    loaded = told(environment, "--settled")
    assert "bandtimer.ui.figure" in loaded
    assert loaded & NOT_YET == set()


def test_no_picture_is_shown_in_colours_that_the_desktop_no_longer_wants(
    environment: dict[str, str], tmp_path: Path
) -> None:
    (file,) = tmp_path.rglob("opening.json")
    data = json.loads(file.read_text())
    for wanted, is_shown in (("dark", True), ("light", False)):
        data["kept"][2] = wanted
        file.write_text(json.dumps(data))
        assert ("no picture" not in told(environment)) is is_shown


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
