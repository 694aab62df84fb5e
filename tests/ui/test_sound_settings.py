"""Sound and voice on the settings page: kinds, trials, the delay by ear, the voices there are."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from window_bench import Bench

from bandtimer.player.audition import Audition
from bandtimer.present.score import Sound
from bandtimer.present.speech import SAMPLE
from bandtimer.present.tapping import AHEAD_OF_BEAT_MS, BEAT_MS, TAPS
from bandtimer.sound.messages import Item
from bandtimer.storage.settings import Settings
from bandtimer.storage.settings_file import load_settings
from bandtimer.storage.settings_store import SettingsStore
from bandtimer.ui.look import Look
from bandtimer.ui.settings.sound import SoundSection
from bandtimer.ui.settings.voice import VoiceSection
from bandtimer.voice.engine import Language, Manner, Voice
from bandtimer.voice.messages import Offer

MS = 1_000_000


class Listener(Audition):
    """Notes what is to be heard instead of playing it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.played: list[str] = []
        self.beats: list[Item] = []
        self.said: list[tuple[str, Manner, float]] = []
        self.languages: list[str] = []

    def look_for_voices(self, language: str) -> None:
        self.languages.append(language)

    def say(self, phrase: str, manner: Manner, gain: float) -> None:
        self.said.append((phrase, manner, gain))

    def play(self, file: Path, gain: float) -> None:
        self.played.append(f"{file.stem} {gain:g}")

    def play_at(self, items: list[Item]) -> None:
        self.beats = items


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


def test_the_delay_is_found_by_tapping_along(
    sound: SoundSection, store: SettingsStore, listener: Listener
) -> None:
    taps = sound.taps
    taps.button.click()
    assert [item.at - listener.beats[0].at for item in listener.beats[:3]] == [
        0, BEAT_MS * MS, 2 * BEAT_MS * MS,
    ]  # fmt: skip
    for beat in range(TAPS):
        taps.tap(taps.began + (beat * BEAT_MS + 180 - AHEAD_OF_BEAT_MS) * MS)
    assert listener.beats == []
    assert taps.button.text() == "Use 180 ms"
    taps.button.click()
    assert store.settings.sound_latency_ms == 180
    assert sound.fields["sound_latency_ms"].wording == "180 ms"
    # Once set, beats leave earlier, and what is left is added to it.
    taps.button.click()
    assert taps.began - listener.beats[0].at == 180 * MS
    for beat in range(TAPS):
        taps.tap(taps.began + (beat * BEAT_MS + 20 - AHEAD_OF_BEAT_MS) * MS)
    assert taps.button.text() == "Use 200 ms"


def test_space_taps_and_escape_gives_up(
    sound: SoundSection, qtbot: QtBot, listener: Listener
) -> None:
    button = sound.taps.button
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert listener.beats
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert sound.taps.says.text() == f"Press Space on each beat: 1 of {TAPS}"
    qtbot.keyClick(button, Qt.Key.Key_Escape)
    assert listener.beats == []
    assert button.text() == "Start"


def test_wild_taps_are_told(sound: SoundSection, store: SettingsStore) -> None:
    taps = sound.taps
    taps.button.click()
    for beat in range(TAPS):
        taps.tap(taps.began + (beat * 730 + 90 * (beat % 3)) * MS)
    assert taps.says.text().startswith("Your taps were too far apart")
    assert store.settings.sound_latency_ms == 0


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
    assert audition is not None
    qtbot.waitUntil(lambda: audition._narrator.process_id > 0)
    bench.window.show_page("Routines")
    assert audition._narrator.process_id == 0
    assert load_settings(bench.folders.settings)[1] == ()
