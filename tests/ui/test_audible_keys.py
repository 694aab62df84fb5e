"""Sound and voice switched off and on in the middle of a session."""

from PySide6.QtCore import Qt
from window_bench import Bench

from bandtimer.storage.settings_file import load_settings
from bandtimer.ui.player.action_bar import ActionButton

Key = Qt.Key


def pills(bench: Bench) -> list[str]:
    """Return what the header says of sound and voice."""
    buttons = bench.player.findChildren(ActionButton)
    return [b.text() for b in buttons if b.isVisible() and b.text().startswith(("Voice", "Sound"))]


def kept(bench: Bench) -> tuple[bool, bool]:
    settings, _ = load_settings(bench.folders.settings)
    return settings.sound, settings.voice


def test_v_switches_the_voice_and_it_stays_so(bench: Bench) -> None:
    bench.press(Key.Key_Return)
    assert pills(bench) == ["Voice on"]
    bench.press(Key.Key_V)
    assert pills(bench) == ["Voice off"]
    assert kept(bench) == (True, False)
    bench.press(Key.Key_V)
    assert pills(bench) == ["Voice on"]
    assert kept(bench) == (True, True)


def test_m_switches_all_sound_and_the_voice_comes_back_with_it(bench: Bench) -> None:
    bench.press(Key.Key_Return)
    bench.press(Key.Key_M)
    assert pills(bench) == ["Sound off"]
    bench.press(Key.Key_V)
    assert kept(bench) == (False, True)
    bench.press(Key.Key_M)
    assert pills(bench) == ["Voice on"]
    assert kept(bench) == (True, True)


def test_the_next_session_begins_as_the_last_one_was_heard(bench: Bench) -> None:
    bench.press(Key.Key_Return)
    bench.press(Key.Key_M)
    bench.press(Key.Key_Escape)
    bench.press(Key.Key_Return)
    assert pills(bench) == ["Sound off"]


def test_the_conductor_hears_of_it(bench: Bench) -> None:
    heard: list[bool] = []
    bench.window.settings_changed.connect(lambda: heard.append(kept(bench)[0]))
    bench.press(Key.Key_Return)
    bench.press(Key.Key_M)
    assert heard == [False]
