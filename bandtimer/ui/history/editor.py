"""What was recorded of a session, put right: set by set, and as a whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QKeySequence, QPainter, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bandtimer.core.choices import Side
from bandtimer.core.plan import Plan
from bandtimer.core.record import SetRecord
from bandtimer.core.routine import MAX_REPS, MAX_ROUTINE_MS, SECOND
from bandtimer.present.session_detail import set_name
from bandtimer.present.session_edit import short_text
from bandtimer.storage.editing import SetValues, values_of
from bandtimer.ui.history.sheet import BUTTON, Sheet
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.widgets.button import Button, Kind
from bandtimer.ui.widgets.choice import ChoiceTile
from bandtimer.ui.widgets.field import LineField, NoteField
from bandtimer.ui.widgets.number_field import NumberField
from bandtimer.ui.widgets.paint import draw_line
from bandtimer.ui.widgets.rows import RowList
from bandtimer.ui.widgets.text import Text

_TEXT = 14.5
_EDGE = 12
_FEWEST_ROWS = 3
_NOT_RATED = 0
EFFORTS = ((_NOT_RATED, "Not rated"), *((effort, str(effort)) for effort in range(1, 11)))

Key = tuple[int, Side]

# Stands in the list for the session as a whole.
WHOLE: Key = (-1, Side.BOTH)


@dataclass(frozen=True, slots=True)
class Edits:
    """What is to be changed: sets by step and side, and effort and note of the whole, if at all."""

    sets: Mapping[Key, SetValues]
    effort: int | None
    note: str


class SessionEditor(Sheet):
    """Shows all sets and a form for the one in hand; `saved` carries the Edits."""

    saved = Signal(object)

    def __init__(self, look: Look) -> None:
        save = Button(look, "Save", "Ctrl+S", Kind.ACCENT, **BUTTON)
        super().__init__(look, "Edit session", (save,))
        self._plan: Plan | None = None
        self._records: dict[Key, SetRecord] = {}
        self._values: dict[Key, SetValues] = {}
        self._effort: int | None = None
        self._key = WHOLE
        self._list = RowList(look, "Sets", self._row_height, self._paint_row, self._spoken)
        self._what = Text(look, 15, Weight.SEMIBOLD, wrap=True)
        self._recorded = Text(look, 13.5, ink="dim", wrap=True)
        self._originals: dict[Key, SetRecord] = {}
        self.reps = NumberField(look, "Reps", 0, MAX_REPS)
        self.seconds = NumberField(look, "Seconds", 0, MAX_ROUTINE_MS // SECOND)
        self.band = ChoiceTile(look, "Band")
        self.effort = ChoiceTile(look, "Effort")
        self.set_note = LineField(look, "Note on this set", "Note on this set")
        self.note = NoteField(look, "Note", "A note for next time")
        self._places = {field: QWidget() for field in (self.reps, self.seconds)}
        self._lay_out(look)
        save.clicked.connect(self._save)
        self._list.chosen.connect(self._show)
        self._list.opened.connect(lambda _row: self._enter())
        self.reps.changed.connect(lambda reps: self._change(reps=reps))
        self.seconds.changed.connect(lambda s: self._change(elapsed_ms=s * SECOND))
        self.band.chosen.connect(lambda band: self._change(band=band))
        self.effort.chosen.connect(self._rate)
        self.set_note.textEdited.connect(lambda text: self._change(note=text.strip()))
        for field in (self.reps, self.seconds):
            field.entered.connect(self._next)
        self.set_note.returnPressed.connect(self._next)
        QShortcut(QKeySequence.StandardKey.Save, self).activated.connect(self._save)
        look.changed.connect(self._restyle)
        self._restyle()

    @staticmethod
    def _label(look: Look, text: str) -> Text:
        label = Text(look, 13.5, ink="dim")
        label.set_text(text)
        return label

    def _lay_out(self, look: Look) -> None:
        self.body.addWidget(self._list)
        self.body.addWidget(self._what)
        self.body.addWidget(self._recorded)
        self._form = QWidget()
        form = QVBoxLayout(self._form)
        numbers, choices = QHBoxLayout(), QHBoxLayout()
        look.lay_out(form, spacing=8)
        # What is alone in its row has all of it.
        for row in (numbers, choices):
            look.lay_out(row, spacing=8)
            form.addLayout(row)
        for field, place in self._places.items():
            pair = QVBoxLayout(place)
            look.lay_out(pair, spacing=4)
            pair.addWidget(self._label(look, field.accessibleName()))
            pair.addWidget(field)
            numbers.addWidget(place, 1)
        choices.addWidget(self.band, 1)
        choices.addWidget(self.effort, 1)
        form.addWidget(self.set_note)
        form.addWidget(self.note)
        self.body.addWidget(self._form)
        self.body.addStretch()

    def edit(
        self,
        plan: Plan,
        records: Sequence[SetRecord],
        said: tuple[int | None, str],
        bands: Sequence[str],
        originals: Iterable[SetRecord] = (),
    ) -> None:
        """Take these sets in hand, and effort and note of the whole; `bands` can be chosen.

        `originals` has the sets as they were recorded.
        """
        self._originals = {(record.step, record.side): record for record in originals}
        self._plan = plan
        self._records = {(record.step, record.side): record for record in records}
        self._values = {key: values_of(record) for key, record in self._records.items()}
        self._effort, note = said
        used = [record.band for record in records if record.band]
        names = dict.fromkeys((*bands, *used))
        self.band.set_values([("", "None"), *((name, name) for name in names)], "")
        self.note.setPlainText(note)
        self.warn("")
        self._list.set_rows([*self._records, WHOLE])
        self._list.setFocus()
        self._restyle()

    def _show(self, key: Key) -> None:
        self._key = key
        is_set = key != WHOLE
        for field in (self.band, self.set_note):
            field.setVisible(is_set)
        self.note.setVisible(not is_set)
        if key == WHOLE:
            self._what.set_text("Whole session")
            self._recorded.set_text("")
            effort = self._effort
        else:
            values, record = self._values[key], self._records[key]
            self._what.set_text(self._name(record))
            original = self._originals.get(key) if record.edited else None
            self._recorded.set_text("" if original is None else f"Recorded: {short_text(original)}")
            self.reps.set_value(values.reps or 0)
            self.seconds.set_value(values.elapsed_ms // SECOND)
            self.band.turn_to(values.band)
            self.set_note.setText(values.note)
            effort = values.effort
        has_reps = is_set and self._values[key].reps is not None
        for field, is_shown in ((self.reps, has_reps), (self.seconds, is_set)):
            self._places[field].setVisible(is_shown)
        self.effort.set_values(EFFORTS, effort or _NOT_RATED)
        self._restyle()

    def _change(self, **values: object) -> None:
        if self._key != WHOLE:
            self._values[self._key] = replace(self._values[self._key], **values)  # type: ignore[arg-type]
            self._list.viewport().update()

    def _rate(self, effort: int) -> None:
        if self._key == WHOLE:
            self._effort = effort or None
            self._list.viewport().update()
        else:
            self._change(effort=effort or None)

    def _enter(self) -> None:
        """Go from the list into the form."""
        fields = (self.reps, self.seconds, self.effort)
        next(field for field in fields if field.isVisible()).setFocus()
        self.area.ensureWidgetVisible(self._form)

    def _next(self) -> None:
        """Go on with the next set, in its first field."""
        row = self._list.currentIndex().row()
        if row < len(self._list.rows) - 1:
            self._list.setCurrentIndex(self._list.model().index(row + 1, 0))
        self._enter()

    def _save(self) -> None:
        changed = {
            key: values
            for key, values in self._values.items()
            if values != values_of(self._records[key])
        }
        self.saved.emit(Edits(changed, self._effort, self.note.toPlainText().strip()))

    def _name(self, record: SetRecord) -> str:
        return set_name(self._plan, record) if self._plan is not None else record.exercise_name

    def _texts(self, key: Key) -> tuple[str, str]:
        if key == WHOLE:
            return "Whole session", f"Effort {self._effort}" if self._effort else "Not rated"
        values, record = self._values[key], self._records[key]
        is_changed = values != values_of(record)
        now = replace(
            record,
            reps=values.reps,
            elapsed_ms=values.elapsed_ms,
            band=values.band,
            effort=values.effort,
        )
        text = short_text(now)
        return self._name(record), f"{text}, changed" if is_changed else text

    def _spoken(self, key: Key) -> str:
        return ": ".join(self._texts(key))

    def _row_height(self, _width: float) -> float:
        return self._look.room(54, _TEXT, _TEXT)

    def _paint_row(self, painter: QPainter, rect: QRectF, key: Key) -> None:
        look, theme = self._look, self._look.theme
        name, value = self._texts(key)
        inside = rect.adjusted(look.px(_EDGE), 0, -look.px(_EDGE), 0)
        high = look.room(21, _TEXT)
        upper = QRectF(inside.left(), inside.center().y() - high, inside.width(), high)
        draw_line(painter, look, upper, name, _TEXT, theme.ink, Weight.SEMIBOLD)
        draw_line(painter, look, upper.translated(0, high), value, _TEXT, theme.dim)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Show as many sets as have room beside the form."""
        super().resizeEvent(event)
        self._restyle()

    def _restyle(self) -> None:
        row = self._row_height(0) + self._look.px(6)
        look = self._look
        # The form below the list stays in sight, as far as there is room for both.
        others = (self.heading, self._what, self._form)
        taken = sum(part.sizeHint().height() for part in others) + look.px(80)
        room = int((self.area.viewport().height() - taken) / row)
        rows = min(max(room, _FEWEST_ROWS), len(self._list.rows) or 1)
        self._list.setFixedHeight(round(rows * row + self._look.px(2)))
