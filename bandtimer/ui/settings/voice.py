"""The settings of what is said."""

from collections.abc import Hashable
from typing import Any

from bandtimer.player.audible import manner
from bandtimer.player.audition import Audition
from bandtimer.present.speech import SAMPLE
from bandtimer.storage.settings import DEFAULT_VOICE
from bandtimer.storage.settings_store import SettingsStore
from bandtimer.ui.look import Look
from bandtimer.ui.settings.offers import VOICE, Values
from bandtimer.ui.settings.sections import ChoiceSection
from bandtimer.ui.widgets.button import Button
from bandtimer.ui.widgets.text import Text
from bandtimer.voice.engine import fits
from bandtimer.voice.messages import Offer

_ENGLISH = ("en", "English")


class VoiceSection(ChoiceSection):
    """Language and voice as the engine has them, and a button to hear them."""

    def __init__(self, look: Look, store: SettingsStore, audition: Audition) -> None:
        super().__init__(look, "Voice", VOICE, store)
        self._audition = audition
        self._offer = Offer()
        self.engine = Text(look, 15, ink="dim", wrap=True)
        self.test = Button(look, "Try it", size=16, height=44)
        self.test.clicked.connect(self._say)
        self.add("Try the voice", "Says what comes next, as in a rest.", self.test)
        self._column.addWidget(self.engine)
        audition.offered.connect(self.show_offer)

    def show_settings(self) -> None:
        """Show the settings in force, and look for the voices there are."""
        super().show_settings()
        self._show_voices()
        self._audition.look_for_voices(self._store.settings.voice_language)

    def show_offer(self, offer: Offer) -> None:
        """Show what voices there are, or why there are none."""
        self._offer = offer
        self.engine.set_text(
            f"No voice: {offer.error}. Everything can be followed by its sounds."
            if offer.error
            else f"Spoken by {offer.engine}."
        )
        self.test.setEnabled(not offer.error)
        self._show_voices()

    def _show_voices(self) -> None:
        settings, offer = self._store.settings, self._offer
        languages = [_ENGLISH, *((one.tag, one.title) for one in offer.languages)]
        voices = [(DEFAULT_VOICE, "Usual")] + [
            (one.name, one.name)
            for one in offer.voices
            if not one.language or fits(settings.voice_language, one.language)
        ]
        for name, values in (("voice_language", languages), ("voice_name", voices)):
            current = getattr(settings, name)
            self.fields[name].set_values(_with(values, current), current)

    def _choose(self, name: str, value: Any) -> None:
        super()._choose(name, value)
        if name == "voice_language":
            self._audition.look_for_voices(value)

    def _say(self) -> None:
        settings = self._store.settings
        self._audition.say(
            SAMPLE,
            manner(settings),
            settings.volume_percent / 100,
            ducks=settings.lower_music,
        )


def _with(values: list[tuple[str, str]], current: str) -> Values:
    """Return the values with the current one among them, which may be from another machine."""
    known: dict[Hashable, str] = dict(values)
    known.setdefault(current, current)
    return tuple(known.items())
