import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from bandtimer.routines.library import load_library
from bandtimer.storage.settings import Settings
from bandtimer.ui.gallery.lengthened import lengthened
from bandtimer.ui.gallery.measure import faults
from bandtimer.ui.gallery.pictures import SIZES, pictured
from bandtimer.ui.gallery.recorder import record
from bandtimer.ui.gallery.states import DRESSES, STATES
from bandtimer.ui.gallery.studio import settle, studio
from bandtimer.ui.look import FONT_FAMILY
from bandtimer.ui.player.cue_list import CueList

# Continuous integration looks at everything; whoever works on it, at what breaks first.
IS_WHOLE = bool(os.environ.get("CI"))
FEW = ("routines-long", "player-reps", "player-rest-long", "summary", "history", "settings")


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_nothing_is_cut_off_covered_or_overlapping(qapp: QApplication, state: object) -> None:
    chosen = [known for known in STATES if known is state]
    if IS_WHOLE:
        assert list(pictured(None, chosen)) == []
    elif chosen[0].name in FEW:
        assert list(pictured(None, chosen, ("dark", "large"), (SIZES[0], SIZES[2]))) == []
    else:
        assert list(pictured(None, chosen, ("large",), (SIZES[0],))) == []


def test_a_picture_of_every_size_is_put_into_the_folder(qapp: QApplication, tmp_path: Path) -> None:
    states = [state for state in STATES if state.name == "settings"]
    list(pictured(tmp_path, states, ("dark", "light"), (QSize(900, 560), QSize(1280, 800))))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "settings-dark-1280x800.png",
        "settings-dark-900x560.png",
        "settings-light-1280x800.png",
    ]


@pytest.mark.parametrize("size", [*SIZES, QSize(3840, 2160)], ids=lambda size: f"{size.width()}")
@pytest.mark.parametrize("name", ["player-reps", "player-hold", "player-rest"])
def test_the_player_is_read_from_three_metres(qapp: QApplication, name: str, size: QSize) -> None:
    state = next(state for state in STATES if state.name == name)
    with studio(load_library(), Settings()) as made:
        state.pose(made)
        made.window.resize(size)
        settle()
        painted = record(made.window)
        (digits,) = [text for text in painted.texts if text.text.isdecimal()]
        assert digits.ink.height() >= 0.17 * size.height()
        cues = [text for text in painted.texts if isinstance(text.widget, CueList)]
        font = QFont(FONT_FAMILY)
        for cue in cues:
            font.setPixelSize(cue.pixels)
            assert QFontMetricsF(font).xHeight() >= 0.012 * size.height()
        assert cues


def bandtimer(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bandtimer", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_needs_no_screen(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "pictures"
    done = bandtimer("gallery", str(folder), "history-empty")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert len(list(folder.glob("history-empty-*.png"))) == 3 * len(SIZES) + 2


def test_the_command_names_the_states(tmp_path: Path) -> None:
    done = bandtimer("gallery", str(tmp_path), "histry")
    assert done.returncode == 1
    assert done.stderr.startswith("There is no state histry. There are: routines, ")


def test_the_command_is_for_developers() -> None:
    assert "gallery" not in bandtimer("--help").stdout


def test_every_dress_is_another() -> None:
    assert len(set(map(str, DRESSES.values()))) == len(DRESSES)


class Page(QWidget):
    """Paints what a test wants."""

    def __init__(self, paint: Callable[[QPainter], None]) -> None:
        super().__init__()
        self._paint = paint
        self.resize(300, 200)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        font = painter.font()
        font.setPixelSize(16)
        painter.setFont(font)
        self._paint(painter)


def found(qtbot: QtBot, page: QWidget, *shortened: str) -> list[str]:
    qtbot.addWidget(page)
    page.show()
    return list(faults(record(page), page, page, shortened))


def test_text_in_its_place_is_no_fault(qtbot: QtBot) -> None:
    def paint(painter: QPainter) -> None:
        painter.drawText(20, 40, "first")
        painter.drawText(20, 60, "second")

    assert found(qtbot, Page(paint)) == []


def test_what_is_measured_is_found(qtbot: QtBot) -> None:
    def paint(painter: QPainter) -> None:
        painter.drawText(20, 40, "shortened…")
        painter.drawText(270, 80, "too far right")
        painter.drawText(20, 120, "one")
        painter.drawText(25, 122, "other")
        painter.drawText(20, 170, "below")
        painter.fillRect(QRectF(0, 150, 100, 30), Qt.GlobalColor.black)

    assert found(qtbot, Page(paint)) == [
        "shortened: 'shortened…'",
        "cut off: 'too far right'",
        "overlap: 'one' and 'other'",
        "covered: 'below'",
    ]


def test_small_text_is_found(qtbot: QtBot) -> None:
    def paint(painter: QPainter) -> None:
        font = painter.font()
        font.setPixelSize(9)
        painter.setFont(font)
        painter.drawText(20, 40, "fine print")

    assert found(qtbot, Page(paint)) == ["only 9 pixels high: 'fine print'"]


def test_a_users_name_may_be_shortened(qtbot: QtBot) -> None:
    page = Page(lambda painter: painter.drawText(20, 40, "Tuesday ev…"))
    assert found(qtbot, page, "Tuesday evening") == []


def test_what_is_painted_under_clear_ground_can_be_seen(qtbot: QtBot) -> None:
    def paint(painter: QPainter) -> None:
        painter.drawText(20, 40, "text")
        painter.setOpacity(0.2)
        painter.fillRect(QRectF(0, 0, 100, 100), Qt.GlobalColor.black)

    assert found(qtbot, Page(paint)) == []


def test_what_is_scrolled_out_of_view_is_not_cut_off(qtbot: QtBot) -> None:
    area = QScrollArea()
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    body = QWidget()
    for place, text in enumerate(("above", "far below")):
        label = QLabel(text, body)
        label.setGeometry(10, 10 + 85 * place, 120, 20)
    wide = QLabel("a line that goes on to the right, where nobody can follow it", body)
    wide.setGeometry(10, 40, 500, 20)
    body.resize(600, 400)
    area.setWidget(body)
    area.resize(200, 100)
    assert found(qtbot, area) == [f"cut off: {wide.text()!r}"]


def test_a_label_too_low_for_its_lines_is_found(qtbot: QtBot) -> None:
    page = QWidget()
    page.resize(300, 200)
    label = QLabel("two lines of text in the room of one", page)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    label.setGeometry(10, 10, 120, 20)
    assert [fault.split(":")[0] for fault in found(qtbot, page)] == ["cut off"]


@pytest.mark.parametrize(
    "text", ["Lift the top knee, feet together", "Go light and learn the technique.", "Rest"]
)
def test_lengthened_text_is_longer_with_long_words_and_marks(text: str) -> None:
    assert len(lengthened(text)) >= len(text) * 1.1
    assert max(map(len, lengthened(f"{text} of the outer leg").split())) > 12
    assert any(letter in lengthened(f"{text} go") for letter in "äöü")
