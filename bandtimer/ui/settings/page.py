"""The settings page."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bandtimer.player.audition import Audition
from bandtimer.storage.settings_store import SettingsStore
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.settings.bands import BandSection, Exercises
from bandtimer.ui.settings.offers import GOAL, LOOK, SESSION
from bandtimer.ui.settings.sections import ChoiceSection, FolderSection, Section
from bandtimer.ui.settings.sound import SoundSection
from bandtimer.ui.settings.voice import VoiceSection
from bandtimer.ui.widgets.choice import ChoiceField
from bandtimer.ui.widgets.scroll import ScrollColumn, give_focus
from bandtimer.ui.widgets.text import Text

_WIDEST = 960


class SettingsPage(QWidget):
    """Shows the sections below each other; what is changed is in force and saved at once.

    `changed` says that settings are others now, `failed` carries a sentence for the user.
    `by_ear_wanted` asks for the screen on which the loudspeaker's delay is found by ear.
    """

    changed = Signal()
    by_ear_wanted = Signal()
    failed = Signal(str)

    def __init__(
        self,
        look: Look,
        store: SettingsStore,
        folder: Path,
        exercises: Exercises,
        audition: Audition,
    ) -> None:
        super().__init__()
        self._look, self._audition = look, audition
        self.sound = SoundSection(look, store, audition)
        self.voice = VoiceSection(look, store, audition)
        self._choices = (
            ChoiceSection(look, "Session", SESSION, store),
            self.sound,
            self.voice,
            ChoiceSection(look, "Goal", GOAL, store),
            ChoiceSection(look, "Look", LOOK, store),
        )
        self.bands = BandSection(look, store, exercises)
        self.sections: tuple[Section, ...] = (
            *self._choices,
            self.bands,
            FolderSection(look, folder),
        )
        for section in self.sections:
            section.changed.connect(self.changed)
            section.failed.connect(self.failed)
        audition.failed.connect(self.failed)
        self.sound.by_ear_wanted.connect(self._find_by_ear)
        self._return_to: QWidget = self._first
        self._lay_out(look)
        look.changed.connect(self._restyle)
        self._restyle()

    @property
    def fields(self) -> dict[str, ChoiceField]:
        """Return the controls by the names of their settings."""
        return {name: field for part in self._choices for name, field in part.fields.items()}

    def _lay_out(self, look: Look) -> None:
        title = Text(look, 30, Weight.BOLD)
        title.set_text("Settings")
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        look.lay_out(column, spacing=10)
        for section in self.sections:
            column.addWidget(section)
        column.addStretch()
        scroll = ScrollColumn()
        look.lay_out(scroll.column, (30, 0, 30, 12))
        scroll.column.addWidget(self._body)
        whole = QVBoxLayout(self)
        look.lay_out(whole, (0, 26, 0, 0), 16)
        head = QVBoxLayout()
        look.lay_out(head, (30, 0, 30, 0))
        head.addWidget(title)
        whole.addLayout(head)
        whole.addWidget(scroll, 1)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Show what is in force, and put the keyboard where it was left or at the top."""
        super().showEvent(event)
        for part in self._choices:
            part.show_settings()
        self.bands.show_settings()
        give_focus(self._return_to)
        self._return_to = self._first

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Be silent when nobody looks at the settings any more."""
        super().hideEvent(event)
        self._audition.close()

    @property
    def _first(self) -> QWidget:
        return next(iter(self.fields.values()))

    def _find_by_ear(self) -> None:
        self._return_to = self.sound.by_ear
        self.by_ear_wanted.emit()

    def _restyle(self) -> None:
        self._body.setMaximumWidth(self._look.room(_WIDEST, *[20.0] * 10))
