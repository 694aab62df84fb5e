"""A session that was done without the program, entered by hand."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from bandtimer.core.compile import Choices, PlanError, compile_plan
from bandtimer.core.entered import Entry
from bandtimer.core.routine import HOUR, MAX_SETS, MINUTE, Routine
from bandtimer.present.by_hand import (
    FIRST_DAY,
    entry_of,
    exercise_routine,
    nearest_day,
    read_day,
    read_time,
)
from bandtimer.present.dates import full_day
from bandtimer.routines.library import Library
from bandtimer.ui.history.editor import EFFORTS
from bandtimer.ui.history.sheet import BUTTON, Sheet
from bandtimer.ui.look import Look
from bandtimer.ui.widgets.button import Button, Kind
from bandtimer.ui.widgets.choice import ChoiceTile
from bandtimer.ui.widgets.field import LineField, NoteField
from bandtimer.ui.widgets.number_field import NumberField
from bandtimer.ui.widgets.text import Text
from bandtimer.ui.widgets.tile_grid import TileGrid

_MAX_LENGTH_MIN = 24 * HOUR // MINUTE
_AS_PLANNED = 0


class DayField(LineField):
    """A day written as 2026-11-22; the arrows up and down go to the day after and before.

    They stop at the days that a session can have: the first one, and `today`.
    """

    def __init__(self, look: Look, name: str, placeholder: str, today: Callable[[], date]) -> None:
        super().__init__(look, name, placeholder)
        self._today = today

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Go a day on or back."""
        day = read_day(self.text())
        turns = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        key = Qt.Key(event.key())
        if key in turns and day is not None:
            today = self._today()
            turned = nearest_day(day, today)
            if turned == day:
                turned = nearest_day(day + timedelta(days=turns[key]), today)
            self.setText(turned.isoformat())
        else:
            super().keyPressEvent(event)


@dataclass(frozen=True, slots=True)
class ByHand:
    """The session as entered, and when it was begun."""

    routine: Routine
    entry: Entry
    started: datetime


class ByHandForm(Sheet):
    """Asks what was done and when; `entered` carries a ByHand. The sets are put right later.

    `choices` returns what to plan a routine with, and `wall` the time now.
    """

    entered = Signal(object)

    def __init__(
        self,
        look: Look,
        library: Callable[[], Library],
        choices: Callable[[str], Choices],
        wall: Callable[[], datetime],
    ) -> None:
        add = Button(look, "Add", "Ctrl+S", Kind.ACCENT, **BUTTON)
        super().__init__(look, "Add a session", (add,))
        self._library, self._choices, self._wall = library, choices, wall
        self._routines: dict[Hashable, Routine] = {}
        self.what = ChoiceTile(look, "What you did")
        self.sets = ChoiceTile(look, "Sets")
        self.day = DayField(look, "Day", "2026-11-22", lambda: wall().date())
        self.time = LineField(look, "Time", "18:30")
        self.minutes = NumberField(look, "Minutes", 1, _MAX_LENGTH_MIN)
        self.effort = ChoiceTile(look, "Effort")
        self.note = NoteField(look, "Note", "A note for next time")
        self._weekday = Text(look, 13.5, ink="dim", wrap=True)
        hint = Text(look, 14, ink="dim", wrap=True)
        hint.set_text("All sets are entered as planned. Then put right what was different.")
        self.body.addWidget(self.what)
        self.body.addWidget(TileGrid(look, (self.sets, self.effort)))
        when = QHBoxLayout()
        look.lay_out(when, spacing=8)
        fields: tuple[tuple[str, LineField, int], ...] = (
            ("Day", self.day, 5),
            ("Time", self.time, 3),
            ("Minutes", self.minutes, 3),
        )
        for label, field, share in fields:
            when.addLayout(self._labelled(label, field), share)
        self.body.addLayout(when)
        self.body.addWidget(self._weekday)
        self.body.addWidget(self.note)
        self.body.addWidget(hint)
        self.body.addStretch()
        add.clicked.connect(self._add)
        QShortcut(QKeySequence.StandardKey.Save, self).activated.connect(self._add)
        self.what.chosen.connect(lambda _key: self._plan_anew())
        self.sets.chosen.connect(lambda _sets: self._plan_anew())
        self.day.textChanged.connect(self._tell_day)
        for line in (self.day, self.time):
            line.returnPressed.connect(self._add)
        self.minutes.entered.connect(self._add)

    def _labelled(self, label: str, field: LineField) -> QVBoxLayout:
        name = Text(self._look, 13.5, ink="dim")
        name.set_text(label)
        pair = QVBoxLayout()
        self._look.lay_out(pair, spacing=4)
        pair.addWidget(name)
        pair.addWidget(field)
        return pair

    def ask(self) -> None:
        """Begin with an empty form, as of now."""
        library, now = self._library(), self._wall()
        self._routines = {("routine", key): one for key, one in library.routines.items()}
        by_name = sorted(library.exercises.values(), key=lambda exercise: exercise.name)
        self._routines |= {("exercise", one.id): exercise_routine(one) for one in by_name}
        values = [(key, routine.name) for key, routine in self._routines.items()]
        self.what.set_values(values, self.what.value)
        numbers = [(number, str(number)) for number in range(1, MAX_SETS + 1)]
        self.sets.set_values([(_AS_PLANNED, "As planned"), *numbers], _AS_PLANNED)
        self.day.setText(now.date().isoformat())
        self.time.setText(f"{now:%H:%M}")
        self.effort.set_values(EFFORTS, 0)
        self.note.setPlainText("")
        self.warn("")
        self._plan_anew()
        self._tell_day()
        self.what.setFocus()

    def _routine(self) -> Routine:
        return self._routines[self.what.value]

    def _planned(self) -> Entry:
        """Return the entry as the form stands; raise PlanError where it cannot be planned."""
        routine = self._routine()
        chosen = self._choices(routine.id)
        sets = self.sets.value
        if isinstance(sets, int) and sets:
            chosen = Choices(sets=sets, tempo=chosen.tempo, bands=chosen.bands)
        plan = compile_plan(routine, self._library().exercises, chosen)
        self._estimate_min = max(round(plan.estimated_ms / MINUTE), 1)
        effort = self.effort.value
        return entry_of(
            routine,
            plan,
            self.minutes.value,
            effort if isinstance(effort, int) and effort else None,
            self.note.toPlainText().strip(),
        )

    def _plan_anew(self) -> None:
        try:
            self._planned()
        except PlanError as error:
            self.warn(str(error))
        else:
            self.warn("")
            self.minutes.set_value(self._estimate_min)

    def _tell_day(self, _text: str = "") -> None:
        day = read_day(self.day.text())
        self._weekday.set_text("" if day is None else full_day(day))

    def _add(self) -> None:
        day, time = read_day(self.day.text()), read_time(self.time.text())
        today = self._wall().date()
        if day is None:
            self.warn("Write the day as year, month and day: 2026-11-22.")
            self.day.setFocus()
        elif day != nearest_day(day, today):
            self.warn(f"Choose a day from {FIRST_DAY} to today, {today}.")
            self.day.setFocus()
        elif time is None:
            self.warn("Write the time as hours and minutes: 18:30.")
            self.time.setFocus()
        else:
            # The offset from UTC is that of the day, not that of today.
            started = datetime.combine(day, time).astimezone()
            try:
                self.entered.emit(ByHand(self._routine(), self._planned(), started))
            except PlanError as error:
                self.warn(str(error))
