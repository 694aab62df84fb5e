"""The settings of what is heard without words."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from bandtimer.assets import resources
from bandtimer.player.audition import Audition
from bandtimer.present.score import Sound
from bandtimer.present.sound_words import SOUND_NAMES
from bandtimer.storage.settings_store import SettingsStore
from bandtimer.ui.look import Look
from bandtimer.ui.settings.offers import SOUND
from bandtimer.ui.settings.sections import ChoiceSection
from bandtimer.ui.settings.tap_along import TapAlong
from bandtimer.ui.widgets.button import Button
from bandtimer.ui.widgets.switch_chip import SwitchChip
from bandtimer.ui.widgets.wrap_row import WrapRow


class SoundSection(ChoiceSection):
    """Sound as a whole, its volume, its kinds; a kind that is switched on is played at once."""

    def __init__(self, look: Look, store: SettingsStore, audition: Audition | None) -> None:
        super().__init__(look, "Sound", SOUND, store)
        self._audition = audition
        self.chips = {sound: SwitchChip(look, name) for sound, name in SOUND_NAMES.items()}
        for sound, chip in self.chips.items():
            chip.clicked.connect(lambda on, sound=sound: self._switch(sound, on))
        kinds: QWidget = WrapRow(look, list(self.chips.values()))
        self.add_below("Kinds of sound", "Each can be silent; one switched on is played.", kinds)
        self.taps = TapAlong(look, audition)
        self.taps.found.connect(self._set_delay)
        self.add_below(
            "Delay by ear", "For loudspeakers that do not tell, as Bluetooth's.", self.taps
        )
        self.test = Button(look, "Try it", size=16, height=44)
        self.test.clicked.connect(lambda: self._play(Sound.SET_DONE))
        self.add("Try the volume", "Plays the sound that ends a set.", self.test)

    def show_settings(self) -> None:
        """Show the settings in force."""
        super().show_settings()
        settings = self._store.settings
        self.taps.set_up(settings.sound_latency_ms, settings.volume_percent / 100)
        for sound, chip in self.chips.items():
            chip.setChecked(sound not in self._store.settings.quiet_sounds)

    def _choose(self, name: str, value: Any) -> None:
        super()._choose(name, value)
        settings = self._store.settings
        self.taps.set_up(settings.sound_latency_ms, settings.volume_percent / 100)

    def _set_delay(self, delay: int) -> None:
        self._choose("sound_latency_ms", delay)
        self.show_settings()

    def _switch(self, sound: Sound, on: bool) -> None:
        quiet = self._store.settings.quiet_sounds
        changed = quiet - {str(sound)} if on else quiet | {str(sound)}
        self.change(lambda settings: replace(settings, quiet_sounds=changed))
        if on:
            self._play(sound)

    def _play(self, sound: Sound) -> None:
        if self._audition is not None:
            file = resources() / "sounds" / f"{sound}.wav"
            self._audition.play(file, self._store.settings.volume_percent / 100)
