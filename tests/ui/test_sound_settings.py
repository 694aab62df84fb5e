"""Sound and voice on the settings page: kinds, trials, the voices there are."""

from pathlib import Path

import pytest
from listener import Listener
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_bench import Bench

from bandtimer.present.score import Sound
from bandtimer.present.speech import SAMPLE
from bandtimer.storage.settings import Settings
from bandtimer.storage.settings_file import load_settings
from bandtimer.storage.settings_store import SettingsStore
from bandtimer.ui.look import Look
from bandtimer.ui.settings.sound import SoundSection
from bandtimer.ui.settings.voice import VoiceSection
from bandtimer.voice.engine import Language, Manner, Voice
from bandtimer.voice.messages import Offer


@pytest.fixture
def listener(tmp_path: Path) -> Listener:
    return Listener(tmp_path)


@pytest.fixture
def store(tmp_path: Path) -> SettingsStore:
    return SettingsStore(tmp_path / "settings.toml")


@pytest.fixture
def look(bench: Bench) -> Look:
    return bench.desktop._appearance.look


@pytest.fixture
def sound(qtbot: QtBot, look: Look, store: SettingsStore, listener: Listener) -> SoundSection:
    section = SoundSection(look, store, listener)
    qtbot.addWidget(section)
    section.show_settings()
    return section


@pytest.fixture
def voice(qtbot: QtBot, look: Look, store: SettingsStore, listener: Listener) -> VoiceSection:
    section = VoiceSection(look, store, listener)
    qtbot.addWidget(section)
    section.show_settings()
    return section


def test_enter_switches_a_kind_once_however_long_it_is_held(
    sound: SoundSection, store: SettingsStore
) -> None:
    chip = sound.chips[Sound.LIFT]
    for is_held in (False, True, True, True):
        none = Qt.KeyboardModifier.NoModifier
        press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, none, "\r", autorep=is_held)
        QApplication.sendEvent(chip, press)
    assert not chip.isChecked()
    assert store.settings.quiet_sounds == {"lift"}


def test_a_kind_is_switched_off_silently_and_on_with_its_sound(
    sound: SoundSection, store: SettingsStore, listener: Listener
) -> None:
    chip = sound.chips[Sound.LIFT]
    assert chip.isChecked()
    chip.click()
    assert store.settings.quiet_sounds == {"lift"}
    assert listener.played == []
    chip.click()
    assert store.settings.quiet_sounds == frozenset()
    assert listener.played == ["lift 0.8"]


def test_a_chip_shows_its_word_and_whether_it_is_on(sound: SoundSection) -> None:
    chip = sound.chips[Sound.LIFT]
    chip.resize(chip.sizeHint())

    def inked(left: int, right: int) -> int:
        image = chip.grab().toImage()
        ground = image.pixel(image.width() // 2, 4)
        across = range(left, right)
        high = range(8, image.height() - 8)
        return sum(image.pixel(x, y) != ground for x in across for y in high)

    word = chip.width() // 2, chip.width() - 12
    dot = 10, 26
    full = inked(*dot)
    assert inked(*word) > 20
    chip.click()
    assert 0 < inked(*dot) < full
    assert inked(*word) > 20


def test_what_was_kept_is_shown(sound: SoundSection, store: SettingsStore, qtbot: QtBot) -> None:
    store.change(lambda _: Settings(quiet_sounds=frozenset({"tick", "of another version"})))
    sound.show_settings()
    assert [one for one, chip in sound.chips.items() if not chip.isChecked()] == [Sound.TICK]
    sound.chips[Sound.GO].click()
    assert store.settings.quiet_sounds == {"tick", "go", "of another version"}


def test_the_volume_is_tried_as_it_is_set(sound: SoundSection, listener: Listener) -> None:
    sound.fields["volume_percent"].turn(-3)
    sound.test.click()
    assert listener.played == ["set_done 0.5"]


OFFER = Offer(
    "eSpeak NG 1.52.0",
    "",
    (Language("en-gb", "English (Great Britain)"), Language("de", "German")),
    (Voice("f2"), Voice("Hedda", "de-DE")),
)


def test_voices_are_offered_as_the_engine_has_them(
    voice: VoiceSection, store: SettingsStore, listener: Listener
) -> None:
    assert voice.fields["voice_language"].wording == "English"
    listener.offered.emit(OFFER)
    assert voice.engine.text() == "Spoken by eSpeak NG 1.52.0."
    voice.fields["voice_language"].turn(2)
    assert store.settings.voice_language == "de"
    assert listener.languages[-1] == "de"
    voice.fields["voice_name"].turn(1)
    assert store.settings.voice_name == "f2"


def test_a_voice_is_tried_as_it_is_set(voice: VoiceSection, listener: Listener) -> None:
    voice.fields["voice_speed_percent"].turn(2)
    voice.test.click()
    assert listener.said == [(SAMPLE, Manner(speed_percent=120), 0.8)]


def test_without_an_engine_it_says_why(voice: VoiceSection, listener: Listener) -> None:
    listener.offered.emit(Offer(error="there is no command espeak-ng"))
    assert voice.engine.text() == (
        "No voice: there is no command espeak-ng. Everything can be followed by its sounds."
    )
    assert not voice.test.isEnabled()


def test_the_settings_page_ends_its_processes_when_it_is_left(bench: Bench, qtbot: QtBot) -> None:
    bench.press(Qt.Key.Key_F1)
    bench.window.show_page("Settings")
    audition = bench.window._pages.settings._audition
    qtbot.waitUntil(lambda: audition._narrator.process_id > 0)
    bench.window.show_page("Routines")
    assert audition._narrator.process_id == 0
    assert load_settings(bench.folders.settings)[1] == ()
