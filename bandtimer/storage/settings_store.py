"""The settings in force, written back whenever they change."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from bandtimer.storage.settings import RoutineChoices, Settings
from bandtimer.storage.settings_file import load_settings, save_settings


class SettingsStore:
    """Holds the settings of a file; `problems` are the sentences about what had to be repaired.

    What another window or an editor has written to the file since is taken in before anything is
    changed, so that neither takes back what the other did.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.settings, self.problems = load_settings(path)
        self._seen = self._content()

    def change(self, changed: Callable[[Settings], Settings]) -> None:
        """Put changed settings in force and on disk; raises StorageError if they stay unwritten."""
        content = self._content()
        if content not in {None, self._seen}:
            self.settings, _ = load_settings(self._path)
            self._seen = content
        settings = changed(self.settings)
        if settings != self.settings:
            self.settings = settings
            save_settings(self._path, settings)
            self._seen = self._content()

    def _content(self) -> bytes | None:
        try:
            return self._path.read_bytes()
        except OSError:
            return None

    def choices_of(self, routine_id: str) -> RoutineChoices:
        """Return what was last chosen for a routine."""
        return self.settings.routines.get(routine_id, RoutineChoices())

    def choose(self, routine_id: str, choices: RoutineChoices) -> None:
        """Remember what was chosen for a routine; raises StorageError if it stays unwritten."""
        routines = MappingProxyType({**self.settings.routines, routine_id: choices})
        self.change(lambda settings: replace(settings, routines=routines))

    def remember_hold(self, chosen: Mapping[str, str]) -> None:
        """Remember what is chosen for the hold timer; raises StorageError if unwritten."""
        self.change(lambda settings: replace(settings, hold_timer=MappingProxyType({**chosen})))

    def dismiss(self, exercise: str, suggestion: str | None) -> None:
        """Remember a suggestion that was not wanted, or none; raises StorageError if unwritten."""
        dismissed = {**self.settings.dismissed}
        if suggestion is None:
            dismissed.pop(exercise, None)
        else:
            dismissed[exercise] = suggestion
        self.change(lambda settings: replace(settings, dismissed=MappingProxyType(dismissed)))

    def remember_band(self, exercise: str, band: str) -> None:
        """Remember the band an exercise is done with; raises StorageError if it stays unwritten."""
        bands = MappingProxyType({**self.settings.exercise_bands, exercise: band})
        self.change(lambda settings: replace(settings, exercise_bands=bands))
