"""The bands that are owned: their names, colours and order."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bandtimer.core.routine import BandKind, Exercise
from bandtimer.present.bands import colours_offered
from bandtimer.present.tone import Tone
from bandtimer.storage.band_editing import (
    BandError,
    with_band,
    with_band_moved,
    with_new_band,
    without_band,
)
from bandtimer.storage.bands import Band
from bandtimer.storage.errors import StorageError
from bandtimer.storage.settings import Settings
from bandtimer.storage.settings_store import SettingsStore
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.settings.sections import Section
from bandtimer.ui.widgets.button import Button, Kind
from bandtimer.ui.widgets.choice import ChoiceField
from bandtimer.ui.widgets.field import LineField
from bandtimer.ui.widgets.fit_row import FitRow
from bandtimer.ui.widgets.paint import fill_rounded
from bandtimer.ui.widgets.scroll import give_focus
from bandtimer.ui.widgets.text import Text

Exercises = Callable[[], Mapping[str, Exercise]]
Change = Callable[[Settings], Settings]

_DOT = 16
_KINDS = {BandKind.LOOP: "Loop bands", BandKind.LONG: "Long bands"}


class ColourField(ChoiceField):
    """A colour between two arrows: a dot of it, and its name."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint a dot before the name."""
        super().paintEvent(event)
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = look.px(_DOT)
        dot = QRectF(0, 0, size, size)
        dot.moveCenter(QPointF(look.px(30) + size / 2, self.height() / 2))
        fill_rounded(painter, dot.adjusted(-1, -1, 1, 1), look.theme.dim, size)
        fill_rounded(painter, dot, QColor(str(self.value)), size)

    def _label_left(self) -> int:
        return self._look.px(_DOT + 10)


class BandRow(FitRow):
    """One band: its name, its colour, and what can be done with it."""

    renamed = Signal(str)
    coloured = Signal(str)
    moved = Signal(int)
    removed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        look = self.row_look
        self.name = LineField(look, "Band", "Its name")
        self.colour = ColourField(look, "Colour")
        self.lighter = Button(look, "Up", kind=Kind.QUIET, size=15, height=40)
        self.stronger = Button(look, "Down", kind=Kind.QUIET, size=15, height=40)
        self.remove = Button(look, "Remove", kind=Kind.QUIET, size=15, height=40)
        self.controls = (self.name, self.colour, self.lighter, self.stronger, self.remove)
        look.lay_out(self.row, spacing=8)
        self.row.addWidget(self.name, 3)
        self.row.addWidget(self.colour, 2)
        for button in self.controls[2:]:
            self.row.addWidget(button)
        self.name.editingFinished.connect(lambda: self.renamed.emit(self.name.text()))
        self.colour.chosen.connect(self.coloured.emit)
        self.lighter.clicked.connect(lambda: self.moved.emit(-1))
        self.stronger.clicked.connect(lambda: self.moved.emit(1))
        self.remove.clicked.connect(self.removed)

    def show_band(self, band: Band, *, is_lightest: bool, is_strongest: bool) -> None:
        """Show this band; the lightest cannot go up, the strongest not down."""
        if self.name.text() != band.name:
            self.name.setText(band.name)
        self.name.setAccessibleName(f"Name of the {band.kind} band {band.name}")
        self.colour.set_values(colours_offered(band.colour), band.colour)
        self.colour.setAccessibleName(f"Colour of {band.name}")
        self.lighter.setAccessibleName(f"Move {band.name} up, to the lighter ones")
        self.stronger.setAccessibleName(f"Move {band.name} down, to the stronger ones")
        self.remove.setAccessibleName(f"Remove {band.name}")
        self.lighter.setEnabled(not is_lightest)
        self.stronger.setEnabled(not is_strongest)


class BandGroup(QWidget):
    """The bands of one kind, the lightest first; what is changed is saved at once.

    `changed` says that the bands are others now, `failed` carries a sentence for the user.
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(
        self, look: Look, kind: BandKind, title: str, store: SettingsStore, exercises: Exercises
    ) -> None:
        super().__init__()
        self._look, self._kind = look, kind
        self._store, self._exercises = store, exercises
        self._before: tuple[Band, ...] | None = None
        self.rows: list[BandRow] = []
        heading = Text(look, 16.5, Weight.SEMIBOLD)
        heading.set_text(title)
        self._place = QVBoxLayout()
        self.problem = Text(look, 15, ink=Tone.ALERT, wrap=True)
        self._removed = Text(look, 15, ink="dim")
        self.undo = Button(look, "Put it back", size=15, height=40)
        self.adder = Button(look, f"Add a {kind} band", size=15, height=40)
        look.lay_out(self._place, spacing=6)
        column = QVBoxLayout(self)
        look.lay_out(column, (0, 0, 0, 8), 8)
        column.addWidget(heading)
        column.addLayout(self._place)
        # The first row holds the group's place in the order of the Tab key.
        self._add_row()
        column.addWidget(self.problem)
        foot = QHBoxLayout()
        look.lay_out(foot, spacing=14)
        foot.addWidget(self.adder)
        foot.addWidget(self.undo)
        foot.addWidget(self._removed)
        foot.addStretch()
        column.addLayout(foot)
        self.adder.clicked.connect(self._add_band)
        self.undo.clicked.connect(self._put_back)

    def show_settings(self) -> None:
        """Show the bands in force."""
        self.problem.set_text("")
        self.forget_removed()
        self.show_bands()

    def show_bands(self) -> None:
        """Show the bands in force, and leave alone what was said of them."""
        bands = [self._store.settings.bands[place] for place in self._places]
        while len(self.rows) < len(bands):
            self._add_row()
        for number, row in enumerate(self.rows):
            row.setVisible(number < len(bands))
            if number < len(bands):
                is_last = number == len(bands) - 1
                row.show_band(bands[number], is_lightest=number == 0, is_strongest=is_last)

    def _add_row(self) -> None:
        row, number = BandRow(self._look), len(self.rows)
        self.rows.append(row)
        self._place.addWidget(row)
        row.renamed.connect(lambda name: self._rename(number, name))
        row.coloured.connect(lambda colour: self._colour(number, colour))
        row.moved.connect(lambda by: self._move(number, by))
        row.removed.connect(lambda: self._remove(number))
        stops = [control for each in self.rows for control in each.controls]
        for before, after in pairwise([*stops, self.adder, self.undo] if number else ()):
            QWidget.setTabOrder(before, after)

    @property
    def _places(self) -> list[int]:
        """List where among all bands those of this kind are."""
        bands = self._store.settings.bands
        return [place for place, band in enumerate(bands) if band.kind is self._kind]

    def _rename(self, number: int, name: str) -> None:
        place, known = self._places[number], self._exercises()
        if name == self._store.settings.bands[place].name:
            self.problem.set_text("")
        else:
            self._change(lambda settings: with_band(settings, place, known, name=name))

    def _colour(self, number: int, colour: str) -> None:
        place, known = self._places[number], self._exercises()
        self._change(lambda settings: with_band(settings, place, known, colour=colour))

    def _move(self, number: int, by: int) -> None:
        place = self._places[number]
        self._change(lambda settings: with_band_moved(settings, place, by))
        row = self.rows[number + by]
        button = row.lighter if by < 0 else row.stronger
        give_focus(button if button.isEnabled() else row.name)

    def _add_band(self) -> None:
        if self._change(lambda settings: with_new_band(settings, self._kind)):
            name = self.rows[len(self._places) - 1].name
            give_focus(name)
            name.selectAll()

    def _remove(self, number: int) -> None:
        before, place = self._store.settings.bands, self._places[number]
        if self._change(lambda settings: without_band(settings, place)):
            self._before = before
            self._removed.set_text(f"{before[place].name} was removed.")
            self.undo.setVisible(True)
            give_focus(self.undo)

    def _put_back(self) -> None:
        before = self._before
        if before is not None:
            self._change(lambda settings: replace(settings, bands=before))
            give_focus(self.adder)

    def forget_removed(self) -> None:
        """Offer no longer to put a band back."""
        self._before = None
        self._removed.set_text("")
        self.undo.setVisible(False)

    def _change(self, change: Change) -> bool:
        """Put a change in force; say why it cannot be, and change nothing, where it cannot."""
        try:
            changed = change(self._store.settings)
        except BandError as error:
            self.problem.set_text(str(error))
            return False
        self.problem.set_text("")
        try:
            self._store.change(lambda _: changed)
        except StorageError as error:
            self.failed.emit(str(error))
        self.changed.emit()
        return True


class BandSection(Section):
    """The bands of both kinds."""

    def __init__(self, look: Look, store: SettingsStore, exercises: Exercises) -> None:
        super().__init__(look, "Bands")
        about = Text(look, 15, ink="dim", wrap=True)
        about.set_text(
            "The bands you own, the lightest first. B chooses one of them in a session, and each "
            "set is recorded with its band."
        )
        self._column.addWidget(about)
        self.groups = {
            kind: BandGroup(look, kind, title, store, exercises) for kind, title in _KINDS.items()
        }
        for group in self.groups.values():
            self._column.addWidget(group)
            group.changed.connect(self._follow)
            group.failed.connect(self.failed)

    def show_settings(self) -> None:
        """Show the bands in force."""
        for group in self.groups.values():
            group.show_settings()

    def _follow(self) -> None:
        # What was removed of one kind can be put back only until any band is changed.
        for group in self.groups.values():
            group.forget_removed()
            group.show_bands()
        self.changed.emit()
