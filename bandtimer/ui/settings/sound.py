"""The settings of what is heard without words."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bandtimer.assets import resources
from bandtimer.player.audition import Audition
from bandtimer.present.score import Sound
from bandtimer.present.sound_words import SOUND_NAMES
from bandtimer.storage.settings_store import SettingsStore
from bandtimer.ui.look import Look
from bandtimer.ui.settings.offers import SOUND
from bandtimer.ui.settings.sections import ChoiceSection
from bandtimer.ui.widgets.button import Button
from bandtimer.ui.widgets.switch_chip import SwitchChip
from bandtimer.ui.widgets.wrap_row import WrapRow


class SoundSection(ChoiceSection):
    """Sound as a whole, its volume, its kinds; a kind that is switched on is played at once.

    `by_ear_wanted` asks for the screen on which the delay is found by ear.
    """

    by_ear_wanted = Signal()

    def __init__(self, look: Look, store: SettingsStore, audition: Audition) -> None:
        super().__init__(look, "Sound", SOUND, store)
        self._audition = audition
        self.by_ear = Button(look, "Find it by ear", size=16, height=44)
        self.by_ear.clicked.connect(self.by_ear_wanted)
        self.add("Delay by ear", "Tap along to beats, and the delay is told.", self.by_ear)
        self.chips = {sound: SwitchChip(look, name) for sound, name in SOUND_NAMES.items()}
        for sound, chip in self.chips.items():
            chip.clicked.connect(lambda on, sound=sound: self._switch(sound, on))
        kinds: QWidget = WrapRow(look, list(self.chips.values()))
        self.add_below("Kinds of sound", "Each can be silent; one switched on is played.", kinds)
        self.test = Button(look, "Try it", size=16, height=44)
        self.test.clicked.connect(lambda: self._play(Sound.SET_DONE))
        self.add("Try the volume", "Plays the sound that ends a set.", self.test)

    def show_settings(self) -> None:
        """Show the settings in force."""
        super().show_settings()
        for sound, chip in self.chips.items():
            chip.setChecked(sound not in self._store.settings.quiet_sounds)

    def _switch(self, sound: Sound, on: bool) -> None:
        quiet = self._store.settings.quiet_sounds
        changed = quiet - {str(sound)} if on else quiet | {str(sound)}
        self.change(lambda settings: replace(settings, quiet_sounds=changed))
        if on:
            self._play(sound)

    def _play(self, sound: Sound) -> None:
        file = resources() / "sounds" / f"{sound}.wav"
        self._audition.play(file, self._store.settings.volume_percent / 100)
