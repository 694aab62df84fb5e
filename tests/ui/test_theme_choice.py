import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication

from bandtimer.storage.settings import Motion, Settings, ThemeChoice
from bandtimer.ui.appearance import Appearance
from bandtimer.ui.desktop_theme import theme_for
from bandtimer.ui.look import Look
from bandtimer.ui.theme import load_theme

Scheme = Qt.ColorScheme


@pytest.mark.parametrize(
    ("scheme", "wants_contrast", "name"),
    [
        (Scheme.Light, False, "light"),
        (Scheme.Dark, False, "dark"),
        (Scheme.Unknown, False, "dark"),
        (Scheme.Light, True, "high-contrast"),
    ],
)
def test_the_desktop_decides_where_it_is_asked(
    scheme: Qt.ColorScheme, wants_contrast: bool, name: str
) -> None:
    assert theme_for(scheme, wants_contrast=wants_contrast) == name


@pytest.mark.parametrize("choice", ThemeChoice)
def test_the_theme_chosen_is_put_on(qapp: QApplication, choice: ThemeChoice) -> None:
    look = Appearance(Settings(theme=choice)).look
    # The desktop of the tests tells nothing.
    name = "dark" if choice is ThemeChoice.SYSTEM else choice.value
    assert look.theme == load_theme(name)


def test_all_that_changes_is_told_once(qapp: QApplication) -> None:
    appearance = Appearance(Settings())
    told: list[float] = []
    appearance.look.changed.connect(lambda: told.append(appearance.look.text))
    changed = Settings(theme=ThemeChoice.LIGHT, text_percent=150, motion=Motion.REDUCED)
    appearance.apply(changed)
    appearance.apply(changed)
    assert told == [1.5]
    assert appearance.look.is_still
    assert appearance.look.theme == load_theme("light")
    assert QApplication.palette().window().color() == load_theme("light").window


def test_the_window_and_the_text_grow_apart(qapp: QApplication) -> None:
    look = Look(load_theme("dark"))
    look.fit(QSize(1280, 800))
    assert (look.px(100), look.text_px(16), look.room(40, 16)) == (100, 16, 40)
    look.dress(look.theme, 2.0, is_still=False)
    assert (look.px(100), look.text_px(16), look.text_px(40)) == (100, 32, 60)
    # One line more in the height of the text, and the space between lines.
    assert look.room(40, 16) == 40 + round(16 * 1.25)
    look.fit(QSize(2560, 1600))
    assert (look.px(100), look.text_px(16)) == (200, 64)
    look.dress(look.theme, 0.8, is_still=False)
    look.fit(QSize(900, 560))
    assert look.text_px(13) == 10


def test_a_line_falls_back_to_its_plain_size_before_it_is_too_wide(qapp: QApplication) -> None:
    look = Look(load_theme("dark"))
    look.dress(look.theme, 2.0, is_still=False)
    assert look.fitted(16, "short", 1_000).pixelSize() == 32
    assert look.fitted(16, "a line of middling length", 250).pixelSize() in range(14, 32)
    # A little below the plain size is as small as it gets.
    assert look.fitted(16, "a line of middling length", 10).pixelSize() == 13
    assert not look.fits(16, "a line of middling length", 250)
