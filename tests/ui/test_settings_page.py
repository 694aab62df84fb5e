from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_bench import Bench

from bandtimer.core.plan import Side
from bandtimer.core.routine import Tempo
from bandtimer.present.score import Sound
from bandtimer.storage.settings import Counting, Motion, Settings, ThemeChoice, rules
from bandtimer.storage.settings_file import load_settings
from bandtimer.ui.settings.offers import LOOK, SESSION, offered
from bandtimer.ui.settings.page import SettingsPage
from bandtimer.ui.settings.sections import FolderSection
from bandtimer.ui.theme import load_theme

Key = Qt.Key
ENTRIES = (*SESSION, *LOOK)


@pytest.fixture
def page(qtbot: QtBot, bench: Bench) -> SettingsPage:
    """Return the page, opened by its key."""
    qtbot.waitUntil(bench.window.isActiveWindow)
    qtbot.keyClick(bench.window, Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    shown = bench.window.page
    assert isinstance(shown, SettingsPage)
    return shown


def on_disk(bench: Bench) -> Settings:
    settings, problems = load_settings(bench.folders.settings)
    assert problems == ()
    return settings


def test_every_setting_that_has_a_rule_can_be_set(page: SettingsPage) -> None:
    assert {*page.fields, "quiet_sounds"} == set(rules(Settings))
    assert set(page.sound.chips) == set(Sound)


TEMPOS = st.builds(Tempo, *[st.integers(0, 60_000)] * 4).filter(lambda tempo: tempo.rep_ms >= 1_000)


@given(
    st.builds(
        Settings,
        get_ready_s=st.integers(3, 60),
        switch_s=st.integers(2, 60),
        lead_in_s=st.integers(0, 15),
        first_side=st.sampled_from([Side.LEFT, Side.RIGHT]),
        counting=st.sampled_from(Counting),
        tempo=TEMPOS,
        theme=st.sampled_from(ThemeChoice),
        text_percent=st.integers(80, 200),
        motion=st.sampled_from(Motion),
    )
)
def test_what_is_offered_is_allowed_and_what_is_in_force_is_offered(settings: Settings) -> None:
    for entry in ENTRIES:
        rule = rules(Settings)[entry.field]
        values = [value for value, _ in offered(entry, settings)]
        assert getattr(settings, entry.field) in values
        assert [rule.read(rule.write(value)) for value in values] == values
        wordings = [wording for _, wording in offered(entry, settings)]
        assert len(set(wordings)) == len(wordings)
        assert all(wordings)


def test_every_field_tells_its_value_and_what_it_is_for(page: SettingsPage) -> None:
    for entry in ENTRIES:
        field = page.fields[entry.field]
        assert field.accessibleName() == entry.title
        assert field.accessibleDescription() == entry.explanation
    assert page.fields["get_ready_s"].wording == "10 s"
    assert page.fields["tempo"].wording == "Steady 2-0-2-1"
    assert page.fields["text_percent"].wording == "100 %"


def test_keys_alone_change_every_setting_and_it_is_saved_at_once(
    bench: Bench, page: SettingsPage
) -> None:
    assert page.fields["get_ready_s"].hasFocus()
    bench.press(Key.Key_Right)
    assert on_disk(bench) == Settings(get_ready_s=11)
    bench.press(Key.Key_Tab, Key.Key_Left, Key.Key_Down, Key.Key_Right)
    bench.press(Key.Key_Down, Key.Key_Right, Key.Key_Down, Key.Key_End)
    bench.press(Key.Key_Down, Key.Key_Home)
    assert on_disk(bench) == Settings(
        11, 5, 5, Side.RIGHT, Counting.SELF, Tempo(1_000, 0, 1_000, 0)
    )
    bench.press(Key.Key_Up, Key.Key_Home)
    assert on_disk(bench).counting is Counting.PACED


def test_the_next_session_goes_by_them(qtbot: QtBot, bench: Bench, page: SettingsPage) -> None:
    page.fields["get_ready_s"].turn(5)
    qtbot.keyClick(bench.window, Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    bench.press(Key.Key_Return)
    assert bench.view.digits == "15"


def test_a_theme_is_put_on_at_once(qtbot: QtBot, bench: Bench, page: SettingsPage) -> None:
    def ground() -> str:
        return bench.window.grab().toImage().pixelColor(bench.window.rect().bottomRight()).name()

    assert ground() == load_theme("dark").window.name()
    page.fields["theme"].turn(1)
    assert ground() == load_theme("light").window.name()
    assert QApplication.palette().text().color() == load_theme("light").ink
    page.fields["theme"].turn(1)
    assert ground() == load_theme("high-contrast").window.name()
    page.fields["theme"].turn(-2)
    assert ground() == load_theme("dark").window.name()


def test_text_grows_at_once_and_the_players_number_does_not(
    bench: Bench, page: SettingsPage
) -> None:
    look = bench.window._look
    before = look.font(16).pixelSize(), look.font(38).pixelSize(), look.display_font(200)
    page.fields["text_percent"].turn(20)
    assert look.font(16).pixelSize() == 2 * before[0]
    assert before[1] < look.font(38).pixelSize() < 2 * before[1]
    assert look.display_font(200) == before[2]
    assert on_disk(bench).text_percent == 200


def test_motion_can_be_reduced(bench: Bench, page: SettingsPage) -> None:
    page.fields["motion"].turn(1)
    assert bench.window._look.is_still
    assert on_disk(bench).motion is Motion.REDUCED


def test_a_value_of_ones_own_is_kept_beside_those_on_offer(
    make_bench: Callable[..., Bench],
) -> None:
    first = make_bench()
    first.desktop._store.change(
        lambda settings: replace(settings, text_percent=115, tempo=Tempo(2_500, 0, 1_500, 0))
    )
    first.window.show_page("Settings")
    page = first.window.page
    assert isinstance(page, SettingsPage)
    assert page.fields["text_percent"].wording == "115 %"
    assert page.fields["tempo"].wording == "2.5-0-1.5-0"


def test_what_cannot_be_saved_is_told_and_still_in_force(bench: Bench, page: SettingsPage) -> None:
    bench.folders.settings.unlink(missing_ok=True)
    bench.folders.settings.mkdir()
    page.fields["switch_s"].turn(1)
    assert bench.window._notice.isVisible()
    assert "could not be saved" in bench.window._notice._text.text()
    assert bench.desktop._store.settings.switch_s == 7


class FileManager(QObject):
    """Takes what the desktop is asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


def test_the_data_folder_is_shown_and_opened(bench: Bench, page: SettingsPage) -> None:
    section = next(part for part in page.sections if isinstance(part, FolderSection))
    manager = FileManager()
    # The stubs ask for bytes where PySide takes the slot's name.
    QDesktopServices.setUrlHandler("file", manager, "open")  # type: ignore[arg-type]
    try:
        section.button.setFocus()
        bench.press(Key.Key_Return)
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert [Path(path) for path in manager.opened] == [bench.folders.root]
    assert section.button.accessibleDescription() == str(bench.folders.root)


def test_a_desktop_without_a_file_manager_is_told_of(bench: Bench, page: SettingsPage) -> None:
    section = next(part for part in page.sections if isinstance(part, FolderSection))
    section.failed.emit("No file manager could be opened.")
    assert "No file manager" in bench.window._notice._text.text()
