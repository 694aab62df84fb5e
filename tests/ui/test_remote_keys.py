"""Media keys, headset buttons and presenters, pressed in the player."""

import pytest
from PySide6.QtCore import Qt
from window_bench import Bench

from bandtimer.ui.player.keys import BINDINGS

# QTest warns that some of these keys write no letter.
pytestmark = pytest.mark.qt_log_ignore("keyToAscii")

Key = Qt.Key
MEDIA_PLAY = (Key.Key_MediaTogglePlayPause, Key.Key_MediaPlay, Key.Key_MediaPause)
PRESENTER_BLACK = Key.Key_Period


@pytest.fixture
def own_pace(bench: Bench) -> Bench:
    """Return a window in a set that the athlete counts."""
    bench.routines._detail._tiles["counting"].turn(1)
    bench.press(Key.Key_Return)
    bench.pass_time(11)
    assert bench.view.word == "Your pace"
    return bench


@pytest.fixture
def paced(bench: Bench) -> Bench:
    bench.press(Key.Key_Return)
    bench.pass_time(11)
    return bench


@pytest.mark.parametrize("key", [*MEDIA_PLAY, Key.Key_PageDown])
def test_any_remote_counts_a_rep_at_ones_own_pace(key: Qt.Key, own_pace: Bench) -> None:
    own_pace.press(key, key)
    assert own_pace.view.digits == "2"
    assert not own_pace.view.is_paused


@pytest.mark.parametrize("key", [Key.Key_MediaNext, Key.Key_F5])
def test_next_ends_a_set_at_ones_own_pace(key: Qt.Key, own_pace: Bench) -> None:
    own_pace.press(Key.Key_PageDown, key)
    assert own_pace.view.then == "Last set: 1 rep · ↑ ↓ to correct"


@pytest.mark.parametrize("key", [*MEDIA_PLAY, PRESENTER_BLACK])
def test_play_pauses_and_goes_on(key: Qt.Key, paced: Bench) -> None:
    paced.press(key)
    assert paced.view.is_paused
    paced.press(key)
    assert not paced.view.is_paused


def test_stop_pauses_and_does_not_go_on(paced: Bench) -> None:
    paced.press(Key.Key_MediaStop, Key.Key_MediaStop)
    assert paced.view.is_paused


def test_a_presenters_black_screen_pauses_what_the_athlete_counts(own_pace: Bench) -> None:
    own_pace.press(PRESENTER_BLACK)
    assert own_pace.view.is_paused


@pytest.mark.parametrize("back", [Key.Key_PageUp, Key.Key_MediaPrevious])
@pytest.mark.parametrize("forward", [Key.Key_PageDown, Key.Key_MediaNext, Key.Key_F5])
def test_forward_and_back_go_through_the_steps(forward: Qt.Key, back: Qt.Key, paced: Bench) -> None:
    step = paced.view.step
    paced.press(forward)
    assert paced.view.step == step + 1
    paced.press(back)
    assert paced.view.step == step


def test_no_key_means_two_things() -> None:
    meant = [(key, binding.shift) for binding in BINDINGS for key in binding.keys]
    assert len(meant) == len(set(meant))


def test_every_line_of_the_sheet_says_something() -> None:
    assert all(bool(binding.shown) == bool(binding.says) for binding in BINDINGS)


def test_the_sheet_has_a_key_before_what_shift_makes_of_it() -> None:
    shown = [binding.shown for binding in BINDINGS]
    with_shift = [key for key in shown if key.startswith("Shift ")]
    assert with_shift
    assert all(shown.index(key) == shown.index(key.split()[1]) + 1 for key in with_shift)
