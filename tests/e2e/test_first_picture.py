"""What may be imported for the window's first picture, and behind it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from waiting import PATIENCE_S, wait_until

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
    "ui.pages",
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
    "tomlkit",
    "uuid",
    "wakepy",
    "yaml",
}


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
