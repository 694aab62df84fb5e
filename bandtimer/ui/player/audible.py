"""Sound and voice switched off and on from within a session, for this and for later ones."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from bandtimer.storage.errors import StorageError
from bandtimer.storage.settings_store import SettingsStore
from bandtimer.ui.player.page import PlayerPage


class AudibleSwitch(QObject):
    """Does what the player's page asks for; `changed` says that settings are others now."""

    changed = Signal()

    def __init__(self, page: PlayerPage, store: SettingsStore) -> None:
        super().__init__(page)
        self._page, self._store = page, store
        page.sound_wanted.connect(self._switch_sound)
        page.voice_wanted.connect(self._switch_voice)

    def show_settings(self) -> None:
        """Show on the page what is on."""
        settings = self._store.settings
        self._page.show_audible(settings.sound, settings.voice, settings.flash)

    def _switch_sound(self) -> None:
        settings = self._store.settings
        self._keep(not settings.sound, settings.voice)

    def _switch_voice(self) -> None:
        settings = self._store.settings
        if settings.sound:
            self._keep(True, not settings.voice)
        else:
            self._page.tell("Sound is off, and the voice with it. M switches it on.")

    def _keep(self, sound: bool, voice: bool) -> None:
        try:
            self._store.change(lambda settings: replace(settings, sound=sound, voice=voice))
        except StorageError as error:
            self._page.tell(str(error))
        self.show_settings()
        self.changed.emit()
