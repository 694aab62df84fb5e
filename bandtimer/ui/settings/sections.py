"""The sections of the settings page."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bandtimer.storage.errors import StorageError
from bandtimer.storage.settings import Settings
from bandtimer.storage.settings_store import SettingsStore
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.settings.offers import Entry, offered
from bandtimer.ui.widgets.button import Button
from bandtimer.ui.widgets.choice import ChoiceField
from bandtimer.ui.widgets.text import Text


class Section(QWidget):
    """A heading with rows below it; `add` puts a control beside its title and explanation.

    `changed` says that settings are others now, `failed` carries a sentence for the user.
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(self, look: Look, title: str) -> None:
        super().__init__()
        self._look = look
        heading = Text(look, 20, Weight.BOLD)
        heading.set_text(title)
        self._column = QVBoxLayout(self)
        look.lay_out(self._column, (0, 0, 0, 22), 14)
        self._column.addWidget(heading)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Walk with the up and down arrows as with Tab."""
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def add(self, title: str, explanation: str, control: QWidget) -> None:
        """Add a row."""
        look = self._look
        name = Text(look, 16.5, Weight.SEMIBOLD)
        name.set_text(title)
        says = Text(look, 15, ink="dim", wrap=True)
        says.set_text(explanation)
        words = QVBoxLayout()
        look.lay_out(words, spacing=2)
        words.addWidget(name)
        words.addWidget(says)
        row = QHBoxLayout()
        look.lay_out(row, spacing=24)
        row.addLayout(words, 6)
        row.addWidget(control, 4, Qt.AlignmentFlag.AlignVCenter)
        self._column.addLayout(row)
        control.setAccessibleDescription(explanation)

    def add_below(self, title: str, explanation: str, control: QWidget) -> None:
        """Add a row whose control needs the whole width."""
        look = self._look
        name = Text(look, 16.5, Weight.SEMIBOLD)
        name.set_text(title)
        says = Text(look, 15, ink="dim", wrap=True)
        says.set_text(explanation)
        words = QVBoxLayout()
        look.lay_out(words, spacing=2)
        words.addWidget(name)
        words.addWidget(says)
        self._column.addLayout(words)
        self._column.addWidget(control)


class ChoiceSection(Section):
    """Settings that are each chosen from a few values, saved as soon as they are."""

    def __init__(
        self, look: Look, title: str, entries: Sequence[Entry], store: SettingsStore
    ) -> None:
        super().__init__(look, title)
        self._store = store
        self.fields = {entry.field: ChoiceField(look, entry.title) for entry in entries}
        self._entries = entries
        for entry in entries:
            field = self.fields[entry.field]
            field.chosen.connect(lambda value, name=entry.field: self._choose(name, value))
            self.add(entry.title, entry.explanation, field)

    def show_settings(self) -> None:
        """Show the settings in force."""
        settings = self._store.settings
        for entry in self._entries:
            values = offered(entry, settings)
            self.fields[entry.field].set_values(values, getattr(settings, entry.field))

    def _choose(self, name: str, value: Any) -> None:
        self.change(lambda settings: replace(settings, **{name: value}))

    def change(self, how: Callable[[Settings], Settings]) -> None:
        """Have other settings from now on, and keep them."""
        try:
            self._store.change(how)
        except StorageError as error:
            self.failed.emit(str(error))
        self.changed.emit()


class FolderSection(Section):
    """Where everything is kept."""

    def __init__(self, look: Look, folder: Path) -> None:
        super().__init__(look, "Data")
        self._folder = folder
        self.button = Button(look, "Open folder", size=16, height=44)
        self.button.clicked.connect(self._open)
        self.add("Data folder", str(folder), self.button)

    def _open(self) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder))):
            self.failed.emit(f"No file manager could be opened. The data folder is {self._folder}")
