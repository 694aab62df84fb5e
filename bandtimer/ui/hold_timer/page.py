"""The hold timer's page: what to hold, today's holds, and the best beside them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bandtimer.core.routine import Exercise, Sides
from bandtimer.present.dates import time_of_day
from bandtimer.present.hold_timer import (
    HoldChoice,
    hold_routine,
    hold_text,
    holdable,
    second_choices,
    side_choices,
)
from bandtimer.storage.errors import StorageError
from bandtimer.storage.history import History
from bandtimer.storage.settings_store import SettingsStore
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.player.stage import Stage
from bandtimer.ui.widgets.button import Button, Kind
from bandtimer.ui.widgets.choice import ChoiceTile
from bandtimer.ui.widgets.keyboard import is_enter
from bandtimer.ui.widgets.panel import Panel
from bandtimer.ui.widgets.scroll import ScrollColumn
from bandtimer.ui.widgets.text import Text
from bandtimer.ui.widgets.tile_grid import TileGrid


class HoldTimerPage(QWidget):
    """Chooses a hold and starts it; `start_wanted` carries it as a routine.

    `failed` carries a sentence for the user.
    """

    start_wanted = Signal(object)
    failed = Signal(str)

    def __init__(
        self, look: Look, history: History, store: SettingsStore, wall: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self._history, self._store, self._wall = history, store, wall
        self._exercises: Mapping[str, Exercise] = {}
        self._chosen = HoldChoice.from_texts(store.settings.hold_timer)
        self._stage = Stage(look)
        self._best = Text(look, 26, Weight.BOLD)
        self._today = Text(look, 19, wrap=True)
        self._tiles = {
            name: ChoiceTile(look, label)
            for name, label in (
                ("exercise", "Hold"),
                ("target", "Target"),
                ("minimum", "Minimum"),
                ("sides", "Sides"),
            )
        }
        self._start = Button(look, "Start", "Enter", Kind.ACCENT, size=21, height=58, wide=222)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._tiles["exercise"].chosen.connect(self._choose_exercise)
        self._tiles["target"].chosen.connect(self._choose_target)
        self._tiles["minimum"].chosen.connect(self._choose_minimum)
        self._tiles["sides"].chosen.connect(self._choose_sides)
        self._start.clicked.connect(self._begin)
        self._lay_out(look)

    def _lay_out(self, look: Look) -> None:
        title = Text(look, 30, Weight.BOLD)
        title.set_text("Hold timer")
        about = Text(look, 16, ink="dim", wrap=True)
        about.set_text(
            "Get ready, hold, and let go with any key. Minimum and target are called on the way."
        )
        tiles = QVBoxLayout()
        look.lay_out(tiles, spacing=10)
        tiles.addWidget(self._tiles["exercise"])
        others = [self._tiles[name] for name in ("target", "minimum", "sides")]
        tiles.addWidget(TileGrid(look, others))
        foot = QHBoxLayout()
        look.lay_out(foot, spacing=22)
        safety = Text(look, 14, ink="dim", wrap=True)
        safety.set_text("Breathe all the time. Let go as soon as it hurts or the form goes.")
        foot.addWidget(self._start)
        foot.addWidget(safety, 1)
        left = QVBoxLayout()
        look.lay_out(left, (26, 26, 26, 24), 14)
        left.addWidget(title)
        left.addWidget(about)
        left.addLayout(tiles)
        left.addWidget(self._stage, 1)
        left.addLayout(foot)
        side = Panel(look, "side", radius=0)
        scroll = ScrollColumn()
        look.lay_out(scroll.column, (22, 30, 22, 22), 12)
        heading = Text(look, 19, Weight.SEMIBOLD)
        heading.set_text("Today's holds")
        scroll.column.addWidget(self._best)
        scroll.column.addWidget(heading)
        scroll.column.addWidget(self._today)
        scroll.column.addStretch()
        column = QVBoxLayout(side)
        look.lay_out(column)
        column.addWidget(scroll)
        whole = QHBoxLayout(self)
        look.lay_out(whole)
        whole.addLayout(left, 7)
        whole.addWidget(side, 3)

    def set_exercises(self, exercises: Mapping[str, Exercise]) -> None:
        """Offer these exercises, holds by nature first."""
        self._exercises = exercises
        offered = holdable(exercises.values())
        if self._chosen.exercise not in exercises and offered:
            self._chosen = replace(self._chosen, exercise=offered[0].id, sides=None)
        values = tuple((exercise.id, exercise.name) for exercise in offered)
        self._tiles["exercise"].set_values(values, self._chosen.exercise)
        self._tiles["target"].set_values(second_choices("None"), self._chosen.target_s)
        self._tiles["minimum"].set_values(second_choices("None"), self._chosen.minimum_s)
        self._show_exercise()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Read what has come in since."""
        super().showEvent(event)
        self._refresh()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Start with Enter or Space."""
        if is_enter(event) or event.key() == Qt.Key.Key_Space:
            self._begin()
        else:
            super().keyPressEvent(event)

    def _show_exercise(self) -> None:
        if self._chosen.exercise in self._exercises:
            exercise = self._exercises[self._chosen.exercise]
            sides = side_choices(exercise)
            wanted = self._chosen.sides or Sides(sides[0][0])
            self._tiles["sides"].set_values(sides, wanted.value)
            self._stage.picture_hold(exercise)
        self._refresh()

    def _choose_exercise(self, exercise: str) -> None:
        self._choose(replace(self._chosen, exercise=exercise, sides=None))
        self._show_exercise()

    def _choose_target(self, seconds: int | None) -> None:
        self._choose(replace(self._chosen, target_s=seconds))

    def _choose_minimum(self, seconds: int | None) -> None:
        self._choose(replace(self._chosen, minimum_s=seconds))

    def _choose_sides(self, sides: str) -> None:
        self._choose(replace(self._chosen, sides=Sides(sides)))

    def _choose(self, chosen: HoldChoice) -> None:
        self._chosen = chosen
        try:
            self._store.remember_hold(chosen.to_texts())
        except StorageError as error:
            self.failed.emit(str(error))

    def _begin(self) -> None:
        chosen = self._chosen
        if chosen.exercise in self._exercises:
            exercise = self._exercises[chosen.exercise]
            sides = chosen.sides or Sides(side_choices(exercise)[0][0])
            self.start_wanted.emit(hold_routine(exercise, chosen.minimum_s, chosen.target_s, sides))

    def _refresh(self) -> None:
        exercise = self._exercises.get(self._chosen.exercise)
        if exercise is None:
            return
        try:
            held = self._history.holds_on(exercise.id, self._wall().date())
            bests = self._history.bests(exercise.id)
        except StorageError as error:
            self.failed.emit(str(error))
            return
        best = [
            hold_text(exercise, side, done.hold_ms)
            for side, done in bests.items()
            if done.hold_ms is not None
        ]
        self._best.set_text(f"Best {', '.join(best)}" if best else "No hold yet")
        lines = (
            f"{time_of_day(hold.started)}   {hold_text(exercise, hold.side, hold.hold_ms)}"
            for hold in reversed(held)
        )
        self._today.set_text("\n".join(lines) or "None so far.")
