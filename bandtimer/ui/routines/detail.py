"""The chosen routine: what it is, what may be chosen, what it asks for, Start."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bandtimer.present.library_view import RoutineView
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.routines.exercise_rows import ExerciseRows
from bandtimer.ui.routines.thumbnails import Thumbnails
from bandtimer.ui.widgets.button import Button, Kind
from bandtimer.ui.widgets.choice import ChoiceTile
from bandtimer.ui.widgets.scroll import ScrollColumn
from bandtimer.ui.widgets.text import Text
from bandtimer.ui.widgets.tile_grid import TileGrid

_SAFETY = "Stop an exercise if it hurts. Good technique comes before more reps."


class RoutineDetail(QWidget):
    """Shows a routine.

    `chosen` carries the name of what was chosen, as in a RoutineView, and its value;
    `start_wanted` is the wish to begin.
    """

    chosen = Signal(str, object)
    start_wanted = Signal()

    def __init__(self, look: Look, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._title = Text(look, 31, Weight.BOLD, wrap=True)
        self._summary = Text(look, 16, ink="dim", wrap=True)
        self._tiles = {
            name: ChoiceTile(look, label)
            for name, label in (
                ("sets", "Sets"),
                ("reps", "Reps"),
                ("rest", "Rest"),
                ("counting", "Counting"),
                ("first_side", "First side"),
                ("variants", "Exercises"),
            )
        }
        for name, tile in self._tiles.items():
            tile.chosen.connect(lambda value, name=name: self.chosen.emit(name, value))
        self._exercises = ExerciseRows(look, thumbnails)
        self._length = Text(look, 15, ink="dim", wrap=True)
        self._start = Button(look, "Start", "Enter", Kind.ACCENT, size=21, height=58, wide=222)
        self._start.clicked.connect(self.start_wanted)
        self._lay_out(look)

    def _lay_out(self, look: Look) -> None:
        tiles = TileGrid(look, tuple(self._tiles.values()))
        safety = Text(look, 14, ink="dim", wrap=True)
        safety.set_text(_SAFETY)
        scroll = ScrollColumn("Routine")
        look.lay_out(scroll.column, (30, 24, 18, 12), 14)
        for widget in (self._title, self._summary, tiles, self._exercises):
            scroll.column.addWidget(widget)
        scroll.column.addStretch()
        start = QHBoxLayout()
        look.lay_out(start, spacing=22)
        start.addWidget(self._start)
        start.addWidget(self._length, 1)
        foot = QVBoxLayout()
        look.lay_out(foot, (30, 0, 30, 18), 8)
        foot.addLayout(start)
        foot.addWidget(safety)
        column = QVBoxLayout(self)
        look.lay_out(column, spacing=8)
        column.addWidget(scroll, 1)
        column.addLayout(foot)

    def show_view(self, view: RoutineView, now: datetime) -> None:
        """Show the routine, as if it were started now."""
        self._title.set_text(view.name)
        self._summary.set_text(view.summary)
        for name, tile in self._tiles.items():
            values, chosen = getattr(view, name)
            tile.set_values(values, chosen)
            tile.setVisible(len(values) > 1)
        self._exercises.set_rows(view.exercises)
        self._length.set_text(view.length_text(now))
