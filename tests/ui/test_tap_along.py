"""The screen on which the loudspeaker's delay is found by ear, led by keys and read as it is."""

import os
from pathlib import Path

import pytest
from fake_clock import FakeClock
from listener import Listener
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from window_bench import Bench

from bandtimer.player.beats import FIRST_BEAT_MS
from bandtimer.present.tapping import AHEAD_OF_BEAT_MS, BEAT_MS, BEATS, TAPS, WARM_UP
from bandtimer.sound.messages import Report, Trouble
from bandtimer.storage.settings import Settings
from bandtimer.storage.settings_file import load_settings
from bandtimer.ui.nav import Nav
from bandtimer.ui.settings.page import SettingsPage
from bandtimer.ui.tap_along.light import BeatLight
from bandtimer.ui.tap_along.number import BigNumber
from bandtimer.ui.tap_along.page import TapAlongPage
from bandtimer.ui.tap_along.scale import TapScale

MS = 1_000_000
Key = Qt.Key
AWAKE = Report("PipeWire", 40)


class Screen:
    """The screen in the window, with a stand-in for the loudspeaker on a clock of the test's."""

    def __init__(self, bench: Bench, clock: FakeClock, folder: Path) -> None:
        self.bench, self.clock, self.folder = bench, clock, folder
        self.outputs: list[Listener] = []
        services = bench.window._pages.services
        bench.window.attach(
            services._replace(make_audition=self._make_output, real_clock=self.clock)
        )

    def _make_output(self) -> Listener:
        self.outputs.append(Listener(self.folder))
        return self.outputs[-1]

    def have(self, settings: Settings) -> None:
        self.bench.desktop._store.change(lambda _: settings)

    def open(self) -> None:
        """Come from the settings, by the button."""
        self.bench.window.show_page("Settings")
        self.settings.sound.by_ear.setFocus()
        self.press(Key.Key_Return)

    def open_awake(self) -> None:
        self.open()
        self.output.reported.emit(AWAKE)

    @property
    def output(self) -> Listener:
        """Return what the screen plays by; the settings page has one of its own."""
        return self.outputs[-1]

    @property
    def page(self) -> TapAlongPage:
        page = self.bench.window.page
        assert isinstance(page, TapAlongPage)
        return page

    @property
    def settings(self) -> SettingsPage:
        page = self.bench.window.page
        assert isinstance(page, SettingsPage)
        return page

    def press(self, *keys: Qt.Key) -> None:
        self.bench.press(*keys)

    def tap(self, *late: int) -> None:
        """Press Space so late, in ms, after each beat as the hand that is a little early does."""
        began = self.began
        first = -(-(self.clock.ms - began) // BEAT_MS)
        for beat, ms in enumerate(late, start=max(first, 0)):
            self.clock.ms = began + beat * BEAT_MS + ms - AHEAD_OF_BEAT_MS
            self.press(Key.Key_Space)

    @property
    def began(self) -> int:
        """Return when the first beat is due, by what the output has been told."""
        delay = self.kept
        return self.output.beats[0].at // MS + delay

    @property
    def kept(self) -> int:
        return load_settings(self.bench.folders.settings)[0].sound_latency_ms

    def reads(self) -> str:
        """Return all that can be read on the page, in no particular order."""
        page = self.page
        labels = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
        painted = [
            widget.accessibleName()
            for kind in (BigNumber, TapScale)
            for widget in page.findChildren(kind)
            if widget.isVisible()
        ]
        return "\n".join((*labels, *painted, *self.buttons())).replace("\u00a0", " ")

    def buttons(self) -> list[str]:
        shown = self.page.findChildren(QAbstractButton)
        return [button.text() for button in shown if button.isVisible()]


@pytest.fixture
def screen(bench: Bench, clock: FakeClock, tmp_path: Path) -> Screen:
    return Screen(bench, clock, tmp_path)


def nav(bench: Bench) -> Nav:
    (found,) = bench.window.findChildren(Nav)
    return found


def test_it_is_shown_alone_and_tells_what_it_is_for(screen: Screen) -> None:
    screen.have(Settings(sound_latency_ms=120))
    screen.open_awake()
    assert not nav(screen.bench).isVisible()
    assert "Bluetooth" in screen.reads()
    assert "30 ms" in screen.reads()
    assert "Delay now 120 ms" in screen.reads()
    assert screen.buttons() == ["Start", "Look and listen", "Back"]


def test_the_delay_is_found_checked_and_kept_by_keys_alone(screen: Screen) -> None:
    screen.open_awake()
    screen.press(Key.Key_Return)
    assert "Press Space on each beat" in screen.reads()
    screen.tap(*[180] * 4)
    assert "4 of 10 taps" in screen.reads()
    screen.tap(*[180] * (TAPS - 4))
    assert "About 180 ms" in screen.reads()
    assert screen.buttons() == ["Use 180 ms", "Once more", "Back"]
    assert screen.output.beats == []
    screen.press(Key.Key_Return)
    assert screen.buttons() == ["−10 ms", "Keep 180 ms", "+10 ms", "Leave it at 0 ms"]
    assert screen.kept == 0
    screen.press(Key.Key_Return)
    assert screen.kept == 180
    assert screen.settings.fields["sound_latency_ms"].wording == "180 ms"


def test_once_set_beats_leave_earlier_and_what_is_left_is_added(screen: Screen) -> None:
    screen.have(Settings(sound_latency_ms=180))
    screen.open_awake()
    before = screen.clock.ms
    screen.press(Key.Key_Return)
    assert screen.output.beats[0].at == (before + FIRST_BEAT_MS) * MS
    screen.tap(*[20] * TAPS)
    assert "About 200 ms" in screen.reads()


def test_a_mark_comes_with_every_tap_and_then_the_middle(screen: Screen) -> None:
    screen.open_awake()
    screen.press(Key.Key_Return)
    (scale,) = screen.page.findChildren(TapScale)
    late = [300, 200, 150, 180, 170, 190]
    for number, ms in enumerate(late, start=1):
        screen.tap(ms)
        assert scale.marks.warm_up + scale.marks.counted == tuple(late[:number])
        assert (scale.marks.middle is not None) is (number >= WARM_UP + 3)
    assert scale.marks.middle == 180


def test_while_taps_are_taken_all_other_keys_are_dead(screen: Screen) -> None:
    screen.open_awake()
    screen.press(Key.Key_Return)
    screen.tap(100, 100)
    before = screen.reads(), list(screen.output.beats)
    others = (
        Key.Key_Tab, Key.Key_Backtab, Key.Key_Return, Key.Key_R, Key.Key_L, Key.Key_Left,
        Key.Key_Right, Key.Key_Up, Key.Key_Down, Key.Key_F11, Key.Key_1, Key.Key_Shift,
    )  # fmt: skip
    for key in others:
        screen.press(key)
        assert (screen.reads(), screen.output.beats) == before, key
    assert not screen.bench.window.isFullScreen()
    screen.tap(100)
    assert "3 of 10 taps" in screen.reads()


def test_a_click_on_the_large_area_taps_and_one_below_does_not(
    screen: Screen, qtbot: QtBot
) -> None:
    screen.open_awake()
    screen.press(Key.Key_Return)
    page = screen.page
    qtbot.mouseClick(page, Qt.MouseButton.LeftButton, pos=page.rect().center())
    assert "1 of 10 taps" in screen.reads()
    qtbot.mouseClick(page, Qt.MouseButton.LeftButton, pos=QPoint(5, page.height() - 5))
    assert "1 of 10 taps" in screen.reads()


def held(widget: QWidget, key: Qt.Key) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", autorep=True)
    QApplication.sendEvent(widget, event)


def test_a_key_that_is_held_down_taps_and_starts_nothing(screen: Screen) -> None:
    screen.open_awake()
    focused = screen.bench.window.focusWidget()
    held(focused, Key.Key_Return)
    assert "Start" in screen.buttons()
    screen.press(Key.Key_Return)
    held(screen.page, Key.Key_Space)
    assert "0 of 10 taps" in screen.reads()


def test_a_key_that_qt_has_no_name_for_does_nothing(screen: Screen) -> None:
    screen.open_awake()
    zhe = QKeyEvent(QEvent.Type.KeyPress, 0x416, Qt.KeyboardModifier.NoModifier, "ж")
    QApplication.sendEvent(screen.page, zhe)
    assert "Start" in screen.buttons()


def test_enter_held_down_when_it_is_kept_does_not_open_it_again(screen: Screen) -> None:
    screen.open_awake()
    screen.press(Key.Key_L, Key.Key_Return)
    held(screen.bench.window.focusWidget(), Key.Key_Return)
    assert screen.settings.isVisible()


def test_beats_and_taps_wait_for_the_output(screen: Screen) -> None:
    screen.open()
    assert screen.output.wakes == 1
    screen.press(Key.Key_Return)
    assert "wakes up" in screen.reads()
    screen.press(Key.Key_Space)
    assert screen.output.beats == []
    assert "0 of 10 taps" in screen.reads()
    screen.output.reported.emit(AWAKE)
    assert len(screen.output.beats) > 1
    assert "wakes up" not in screen.reads()
    beats = list(screen.output.beats)
    # The process reports again when it has asked for the latency.
    screen.output.reported.emit(Report("PipeWire", 45))
    assert screen.output.beats == beats


def test_wild_taps_are_told_and_r_begins_once_more(screen: Screen) -> None:
    screen.open_awake()
    screen.press(Key.Key_Return)
    screen.tap(0, 0, 0, 400, -100, 250, 600, 100, 500, 300)
    assert "Taps too far apart" in screen.reads()
    assert screen.buttons() == ["Once more", "Look and listen", "Back"]
    screen.press(Key.Key_Space)
    assert "Taps too far apart" in screen.reads()
    screen.press(Key.Key_R)
    assert "0 of 10 taps" in screen.reads()
    screen.tap(*[90] * TAPS)
    assert "About 90 ms" in screen.reads()
    screen.press(Key.Key_R)
    assert "0 of 10 taps" in screen.reads()


def test_too_few_taps_are_told_when_the_beats_are_over(screen: Screen) -> None:
    screen.open_awake()
    screen.press(Key.Key_Return)
    screen.clock.run(screen.page, FIRST_BEAT_MS + BEATS * BEAT_MS - 1)
    assert "0 of 10 taps" in screen.reads()
    screen.clock.run(screen.page, 1)
    assert "Too few taps" in screen.reads()
    assert "turn up" in screen.reads()
    assert screen.output.beats == []


def test_in_the_check_the_light_comes_when_the_beat_should_be_heard(
    screen: Screen, qtbot: QtBot
) -> None:
    screen.have(Settings(sound_latency_ms=250))
    screen.open_awake()
    screen.press(Key.Key_L)
    first = screen.output.beats[0].at // MS
    (light,) = screen.page.findChildren(BeatLight)

    def is_lit_after(ms: int) -> bool:
        screen.clock.run(screen.page, ms)
        return light.is_lit

    assert not is_lit_after(first + 250 - screen.clock.ms - 1)
    assert is_lit_after(1)
    qtbot.waitUntil(lambda: not light.is_lit)


def test_in_the_check_the_arrows_shift_what_is_heard_next(screen: Screen) -> None:
    screen.open_awake()
    screen.press(Key.Key_L)
    before = [item.at for item in screen.output.beats]
    screen.press(Key.Key_Right, Key.Key_Right, Key.Key_Left, Key.Key_Right)
    assert [item.at for item in screen.output.beats] == [at - 20 * MS for at in before]
    assert "20 ms" in screen.reads()
    screen.press(Key.Key_Left, Key.Key_Left, Key.Key_Left)
    assert [item.at for item in screen.output.beats] == before
    screen.press(Key.Key_Right, Key.Key_Return)
    assert screen.kept == 10


def test_the_arrows_shift_wherever_the_keyboard_is(screen: Screen) -> None:
    screen.open_awake()
    screen.press(Key.Key_L)
    for _ in range(4):
        screen.press(Key.Key_Tab, Key.Key_Right)
    assert "40 ms" in screen.reads()


def test_escape_in_the_check_leaves_the_delay_as_it_was(screen: Screen) -> None:
    screen.have(Settings(sound_latency_ms=60))
    screen.open_awake()
    screen.press(Key.Key_L, Key.Key_Right, Key.Key_Escape)
    assert screen.kept == 60
    assert screen.settings.fields["sound_latency_ms"].wording == "60 ms"


def test_a_delay_that_cannot_be_saved_is_told_and_still_in_force(screen: Screen) -> None:
    screen.open_awake()
    file = screen.bench.folders.settings
    file.unlink(missing_ok=True)
    file.mkdir()
    screen.press(Key.Key_L, Key.Key_Right, Key.Key_Return)
    assert "could not be saved" in screen.bench.window._notice._text.text()
    assert screen.settings.fields["sound_latency_ms"].wording == "10 ms"


@pytest.mark.parametrize("way", [[], [Key.Key_Return], [Key.Key_L], [Key.Key_L, Key.Key_Right]])
def test_escape_is_silent_and_returns_to_the_button(screen: Screen, way: list[Qt.Key]) -> None:
    screen.open_awake()
    screen.press(*way)
    output = screen.output
    screen.press(Key.Key_Escape)
    assert screen.bench.window.focusWidget() is screen.settings.sound.by_ear
    assert nav(screen.bench).isVisible()
    assert output.beats == []
    assert output.closes == 1
    # From elsewhere the settings begin at the top again.
    screen.bench.window.show_page("History")
    screen.bench.window.show_page("Settings")
    assert screen.bench.window.focusWidget() is screen.settings.fields["get_ready_s"]


def test_it_begins_anew_each_time(screen: Screen) -> None:
    screen.open_awake()
    screen.press(Key.Key_L, Key.Key_Right, Key.Key_Escape)
    screen.press(Key.Key_Return)
    assert "Delay now 0 ms" in screen.reads()
    assert screen.output.wakes == 2


def test_closing_the_window_ends_it_all(screen: Screen) -> None:
    screen.open_awake()
    screen.press(Key.Key_L)
    screen.bench.window.close()
    assert screen.output.beats == []
    assert screen.output.closes == 1


@pytest.mark.parametrize(
    ("trouble", "what"), [(Trouble.NO_OUTPUT, "Connect"), (Trouble.NO_LIBRARY, "miniaudio")]
)
@pytest.mark.parametrize("way", [[], [Key.Key_Return], [Key.Key_L]])
def test_without_sound_it_says_why_and_what_to_do(
    screen: Screen, trouble: Trouble, what: str, way: list[Qt.Key]
) -> None:
    screen.open_awake()
    screen.press(*way)
    screen.output.reported.emit(Report(trouble=trouble))
    assert "No sound" in screen.reads()
    assert what in screen.reads()
    assert screen.output.beats == []
    screen.press(Key.Key_Return)
    assert (screen.output.closes, screen.output.wakes) == (1, 2)
    assert "Start" in screen.buttons()


def test_when_sound_is_back_it_goes_on_by_itself(screen: Screen) -> None:
    screen.open()
    screen.output.reported.emit(Report(trouble=Trouble.NO_OUTPUT))
    screen.output.reported.emit(AWAKE)
    assert "Start" in screen.buttons()


def test_an_output_that_never_answers_is_told_of(screen: Screen) -> None:
    screen.open()
    screen.press(Key.Key_Return)
    assert screen.page._patience.isActive()
    screen.page._patience.timeout.emit()
    assert "does not answer" in screen.reads()
    screen.press(Key.Key_Escape)
    screen.open_awake()
    assert not screen.page._patience.isActive()


@pytest.mark.parametrize("sound", [True, False])
def test_beats_are_heard_even_where_sound_is_off_and_it_says_so(
    screen: Screen, sound: bool
) -> None:
    settings = Settings(volume_percent=50, sound=sound)
    screen.have(settings)
    screen.open_awake()
    assert ("Sound is switched off" in screen.reads()) is not sound
    screen.press(Key.Key_Return)
    assert {item.gain for item in screen.output.beats} == {0.5}
    screen.press(Key.Key_Escape)
    assert load_settings(screen.bench.folders.settings)[0] == settings


def test_the_process_that_plays_ends_with_the_screen(bench: Bench, qtbot: QtBot) -> None:
    bench.window.show_page("Settings")
    page = bench.window.page
    assert isinstance(page, SettingsPage)
    page.sound.by_ear.click()
    screen = bench.window.page
    assert isinstance(screen, TapAlongPage)
    speaker = screen._audition._speaker
    assert speaker is not None
    qtbot.waitUntil(lambda: speaker.process_id > 0)
    process = speaker.process_id
    # Whatever this machine has to play by, it is told of.
    qtbot.waitUntil(lambda: not screen._patience.isActive(), timeout=20_000)
    bench.press(Key.Key_Escape)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
