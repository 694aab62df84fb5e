"""The summary page."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bandtimer.core.choices import Side
from bandtimer.core.personal_best import Best
from bandtimer.player.controller import SessionController
from bandtimer.present.progress import taken_text
from bandtimer.present.summary import effort_text, summary_view
from bandtimer.present.tone import Tone
from bandtimer.storage.errors import StorageError
from bandtimer.storage.history import History
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.summary.advice_card import AdviceCard
from bandtimer.ui.summary.effort import EffortScale
from bandtimer.ui.summary.next_time import Advice, NextTime
from bandtimer.ui.widgets.button import Button, Kind
from bandtimer.ui.widgets.field import NoteField
from bandtimer.ui.widgets.keyboard import is_enter
from bandtimer.ui.widgets.record_table import RecordTable
from bandtimer.ui.widgets.scroll import ScrollColumn
from bandtimer.ui.widgets.text import Text

_FIGURES = 4


class SummaryPage(QWidget):
    """Shows an ended session and takes its effort and note; `closed` says it is dealt with.

    What to do next time is worked out anew when the effort is rated, since the rules ask for it.
    """

    closed = Signal()

    def __init__(self, look: Look, history: History, next_time: NextTime) -> None:
        super().__init__()
        self._history, self._next_time = history, next_time
        self._advice: tuple[Advice, ...] = ()
        self._card = AdviceCard(look)
        self._taken = Text(look, 16, Weight.SEMIBOLD, Tone.READY, wrap=True)
        self._differences = Text(look, 16, ink="dim", wrap=True)
        self._bests = Text(look, 17, Weight.SEMIBOLD, Tone.READY, wrap=True)
        self._controller: SessionController | None = None
        self._saved_note = ""
        self._title = Text(look, 34, Weight.BOLD)
        self._routine = Text(look, 19, ink="dim")
        self._values = [Text(look, 30, Weight.BOLD) for _ in range(_FIGURES)]
        self._labels = [Text(look, 15, ink="dim") for _ in range(_FIGURES)]
        self._table = RecordTable(look)
        self._effort = EffortScale(look)
        self._effort_text = Text(look, 16, ink="dim")
        self._note = NoteField(look, "Note", "A note for next time: band, aches, what went well")
        self._alert = Text(look, 15, ink=Tone.ALERT, wrap=True)
        self._done = Button(look, "Done", "Enter", Kind.ACCENT, size=20, height=56, wide=200)
        self._effort.rated.connect(self._rate)
        self._done.clicked.connect(self._close)
        self._card.taken.connect(self._take)
        self._card.dismissed.connect(self._dismiss)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._lay_out(look)

    def _lay_out(self, look: Look) -> None:
        figures = QHBoxLayout()
        look.lay_out(figures, (0, 14, 0, 14), 36)
        for value, label in zip(self._values, self._labels, strict=True):
            pair = QHBoxLayout()
            look.lay_out(pair, spacing=8)
            pair.addWidget(value, 0, Qt.AlignmentFlag.AlignBaseline)
            pair.addWidget(label, 0, Qt.AlignmentFlag.AlignBaseline)
            figures.addLayout(pair)
        figures.addStretch()
        left = QVBoxLayout()
        look.lay_out(left, spacing=4)
        left.addWidget(self._title)
        left.addWidget(self._routine)
        left.addLayout(figures)
        left.addWidget(self._bests)
        scroll = ScrollColumn()
        look.lay_out(scroll.column, (0, 8, 12, 0), 10)
        scroll.column.addWidget(self._card)
        scroll.column.addWidget(self._taken)
        scroll.column.addWidget(self._differences)
        scroll.column.addWidget(self._table)
        scroll.column.addStretch()
        left.addWidget(scroll, 1)
        right = QVBoxLayout()
        look.lay_out(right, (0, 8, 0, 0), 10)
        effort = Text(look, 19, Weight.SEMIBOLD)
        effort.set_text("How hard was it?")
        note = Text(look, 19, Weight.SEMIBOLD)
        note.set_text("Note")
        right.addWidget(effort)
        right.addWidget(self._effort)
        right.addWidget(self._effort_text)
        right.addSpacing(12)
        right.addWidget(note)
        right.addWidget(self._note)
        right.addWidget(self._alert)
        right.addStretch()
        right.addWidget(self._done, 0, Qt.AlignmentFlag.AlignRight)
        whole = QHBoxLayout(self)
        look.lay_out(whole, (48, 40, 48, 32), 48)
        whole.addLayout(left, 1)
        whole.addLayout(right)

    def review(self, controller: SessionController) -> None:
        """Show this ended session."""
        self._controller = controller
        controller.storage_failed.connect(self._alert.set_text)
        self._alert.set_text("")
        view = summary_view(controller.state, self._bests_before(controller))
        self._bests.set_text("\n".join(view.bests))
        self._title.set_text(view.title)
        self._routine.set_text(view.routine)
        for place in range(_FIGURES):
            shown = view.figures[place] if place < len(view.figures) else None
            self._values[place].set_text(shown.value if shown else "")
            self._labels[place].set_text(shown.label if shown else "")
        self._table.set_rows(view.rows)
        self._effort.set_effort(None)
        self._effort_text.set_text("Keys 1 to 9, and 0 for ten")
        self._saved_note = ""
        self._note.setPlainText("")
        self._differences.set_text("\n".join(view.differences))
        self._taken.set_text("")
        self._look_ahead()

    def _bests_before(self, controller: SessionController) -> dict[str, Mapping[Side, Best]]:
        """Look up the bests of earlier sessions at what was done in this one."""
        try:
            row = self._history.session(controller.session_id)
            used = controller.state.plan.used
            return {exercise.id: self._history.bests(exercise.id, row) for exercise in used}
        except StorageError as error:
            self._alert.set_text(str(error))
            return {}

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Put the keyboard on the scale, which digits and Enter serve at once."""
        super().showEvent(event)
        self._effort.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Close with Enter or Esc; take what is suggested with T, dismiss it with D."""
        if is_enter(event) or event.key() == Qt.Key.Key_Escape:
            self._close()
        elif event.key() == Qt.Key.Key_T:
            self._take()
        elif event.key() == Qt.Key.Key_D:
            self._dismiss()
        else:
            super().keyPressEvent(event)

    def save_note(self) -> None:
        """Record the note if it has changed."""
        text = self._note.toPlainText().strip()
        if self._controller is not None and text != self._saved_note:
            self._controller.note(text)
            self._saved_note = text

    def _rate(self, effort: int) -> None:
        if self._controller is not None:
            self._controller.rate(effort)
            self._effort_text.set_text(effort_text(effort))
            self._look_ahead()

    def _look_ahead(self) -> None:
        """Show what to do next time, as far as it can be told yet."""
        self._advice = ()
        if self._controller is not None:
            state, session = self._controller.state, self._controller.session_id
            is_rated = state.effort is not None
            try:
                self._advice = self._next_time.advice(state.plan, session, is_rated=is_rated)
            except StorageError as error:
                self._alert.set_text(str(error))
        self._show_advice()

    def _show_advice(self) -> None:
        text = self._advice[0].text if self._advice else ""
        self._card.show_advice(text, len(self._advice))

    def _take(self) -> None:
        if self._advice and self._controller is not None:
            advice, plan = self._advice[0], self._controller.state.plan
            self._settle(lambda: self._next_time.take(advice, plan))
            done = taken_text(advice.suggestion, advice.exercise, plan.exercises)
            self._taken.set_text("\n".join(filter(None, (self._taken.text(), done))))

    def _dismiss(self) -> None:
        if self._advice:
            advice = self._advice[0]
            self._settle(lambda: self._next_time.dismiss(advice))

    def _settle(self, deed: Callable[[], None]) -> None:
        """Do what is wanted of the first suggestion, and go on to the next."""
        try:
            deed()
        except StorageError as error:
            self._alert.set_text(str(error))
        self._advice = self._advice[1:]
        self._show_advice()
        self._effort.setFocus()

    def _close(self) -> None:
        self.save_note()
        self._controller = None
        self.closed.emit()
