"""One session: its course, its sets beside the plan, what was said, and the time before."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bandtimer.core.plan import Plan
from bandtimer.core.record import SetRecord
from bandtimer.core.routine import Routine
from bandtimer.core.state import State
from bandtimer.present.course import Course
from bandtimer.present.dates import full_day, time_of_day
from bandtimer.present.session_detail import SetRow, Sums, comparisons, set_rows
from bandtimer.present.summary import effort_text
from bandtimer.present.wording import clock
from bandtimer.storage.history import SessionRow
from bandtimer.ui.charts.course_bar import CourseBar
from bandtimer.ui.history.set_table import SetTable
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.widgets.button import Button, Kind
from bandtimer.ui.widgets.panel import Panel
from bandtimer.ui.widgets.scroll import ScrollColumn
from bandtimer.ui.widgets.text import Text
from bandtimer.ui.widgets.wrap_row import WrapRow

_SOURCES = {"led": "", "by_hand": "entered by hand", "imported": "imported"}
_BUTTON = {"size": 14.5, "height": 40}


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """All that is shown of a session.

    `planned` is its plan as it was begun, `previous` the last one of the same routine, if any.
    """

    row: SessionRow
    routine: Routine
    planned: Plan
    state: State
    records: tuple[SetRecord, ...]
    course: Course
    previous: tuple[SessionRow, tuple[SetRecord, ...]] | None


class SessionDetail(QWidget):
    """Shows a session; the signals say what is wanted of it, `left` that it is dealt with."""

    repeat_wanted = Signal()
    edit_wanted = Signal()
    export_wanted = Signal()
    delete_wanted = Signal()
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._name = Text(look, 21, Weight.BOLD, wrap=True)
        self._when = Text(look, 15, ink="dim", wrap=True)
        self._effort = Text(look, 15, ink="dim")
        self._course = CourseBar(look)
        self._piece = Text(look, 13, ink="dim", wrap=True)
        self._table = SetTable(look)
        self._note_text = Text(look, 15, ink="dim", wrap=True)
        self._note = Panel(look, "raised", radius=10)
        self._before_title = Text(look, 15, Weight.SEMIBOLD, wrap=True)
        self._before = SetTable(look)
        self.back = Button(look, "Back", "Esc", Kind.QUIET, **_BUTTON)
        self._repeat = Button(look, "Repeat", "R", Kind.RAISED, **_BUTTON)
        self._edit = Button(look, "Edit", "E", Kind.RAISED, **_BUTTON)
        self._export = Button(look, "Export", "X", Kind.RAISED, **_BUTTON)
        self._delete = Button(look, "Delete", "Del", Kind.ALERT, **_BUTTON)
        self._repeat.clicked.connect(self.repeat_wanted)
        self._edit.clicked.connect(self.edit_wanted)
        self._export.clicked.connect(self.export_wanted)
        self._delete.clicked.connect(self.delete_wanted)
        self.back.clicked.connect(self.left)
        self._course.told.connect(self._tell_piece)
        self._told = ""
        self._lay_out(look)

    def _lay_out(self, look: Look) -> None:
        note = QVBoxLayout(self._note)
        look.lay_out(note, (14, 10, 14, 12))
        note.addWidget(self._note_text)
        course = QVBoxLayout()
        look.lay_out(course, (0, 4, 0, 8), 4)
        course.addWidget(self._course)
        course.addWidget(self._piece)
        before = QVBoxLayout()
        look.lay_out(before, (0, 10, 0, 0), 8)
        before.addWidget(self._before_title)
        before.addWidget(self._before)
        scroll = ScrollColumn("Session")
        look.lay_out(scroll.column, (22, 26, 16, 16), 10)
        head = QVBoxLayout()
        look.lay_out(head, spacing=3)
        for widget in (self._name, self._when, self._effort):
            head.addWidget(widget)
        scroll.column.addLayout(head)
        scroll.column.addLayout(course)
        scroll.column.addWidget(self._table)
        scroll.column.addWidget(self._note)
        scroll.column.addLayout(before)
        scroll.column.addStretch()
        buttons = (self.back, self._repeat, self._edit, self._export, self._delete)
        foot = QVBoxLayout()
        look.lay_out(foot, (22, 6, 16, 16))
        foot.addWidget(WrapRow(look, buttons))
        self.back.hide()
        column = QVBoxLayout(self)
        look.lay_out(column, spacing=6)
        column.addWidget(scroll, 1)
        column.addLayout(foot)

    def show_session(self, facts: SessionFacts) -> None:
        """Show this session."""
        row = facts.row
        self._name.set_text(row.name)
        parts = (
            f"{full_day(row.started)}, {time_of_day(row.started)}",
            clock(row.active_ms),
            _SOURCES[row.source],
        )
        self._when.set_text(" · ".join(part for part in parts if part))
        self._effort.set_text(effort_text(row.effort))
        self._course.show_course(facts.course)
        self._told = facts.course.told if row.source == "led" else ""
        self._course.setVisible(bool(self._told) and bool(facts.course.pieces))
        self._tell_piece("")
        self._table.set_rows(set_rows(facts.state.plan, facts.records, facts.state.pains))
        self._note_text.set_text(row.note)
        self._note.setVisible(bool(row.note))
        self._compare(facts)
        has_ended = row.status != "active"
        for button in (self._edit, self._export, self._delete):
            button.setVisible(has_ended)
        self._repeat.setVisible(has_ended and bool(facts.planned.steps))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Leave the letters to the page."""
        event.ignore()

    def _compare(self, facts: SessionFacts) -> None:
        if facts.previous is None:
            self._before_title.set_text("")
            self._before.set_rows(())
            self._before.hide()
            return
        row, (old, old_records) = facts.row, facts.previous
        lines = comparisons(
            (Sums(row.active_ms, row.sets_done), facts.records),
            (Sums(old.active_ms, old.sets_done), old_records),
        )
        self._before_title.set_text(f"Against {full_day(old.started)}")
        self._before.set_rows(
            [SetRow(line.name, f"{line.now}  ({line.change})", True, "") for line in lines]
        )
        self._before.show()

    def _tell_piece(self, text: str) -> None:
        self._piece.set_text(text or self._told)
