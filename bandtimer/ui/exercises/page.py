"""The exercises page: the list at the left, the chosen exercise with its figure at the right."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QPainter, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bandtimer.core.routine import Exercise, Hold
from bandtimer.present.dates import long_day
from bandtimer.present.exercises import (
    Chapter,
    chapters,
    matches,
    record_lines,
)
from bandtimer.present.rep import usual_place
from bandtimer.present.wording import band_text
from bandtimer.storage.errors import StorageError
from bandtimer.storage.history import History
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.player.stage import Stage
from bandtimer.ui.widgets.field import LineField
from bandtimer.ui.widgets.paint import draw_line
from bandtimer.ui.widgets.rows import RowList
from bandtimer.ui.widgets.scroll import ScrollColumn
from bandtimer.ui.widgets.text import Text

_FRAME_MS = 50
_NAME, _BAND = 16.5, 13.5
# No exercise says more kinds of things of itself.
_CHAPTERS = 7


class ExercisesPage(QWidget):
    """Shows how each exercise is done; `failed` carries a sentence for the user."""

    failed = Signal(str)

    def __init__(self, look: Look, history: History, now_ms: Callable[[], int]) -> None:
        super().__init__()
        self._look, self._history, self._now_ms = look, history, now_ms
        self._exercises: Mapping[str, Exercise] = {}
        self._search = LineField(look, "Find an exercise", "Find an exercise", is_search=True)
        self.list = RowList(look, "Exercises", self._row_height, self._paint, _spoken)
        self._none = Text(look, 16, ink="dim", wrap=True)
        self._title = Text(look, 31, Weight.BOLD, wrap=True)
        self._summary = Text(look, 16, ink="dim", wrap=True)
        self._stage = Stage(look)
        self._record = Text(look, 16, wrap=True)
        self._headings = [Text(look, 17, Weight.SEMIBOLD) for _ in range(_CHAPTERS)]
        self._lines = [Text(look, 16, wrap=True) for _ in range(_CHAPTERS)]
        self._began_ms = 0
        self._frames = QTimer(self)
        self._frames.setInterval(_FRAME_MS)
        self._frames.timeout.connect(self._move)
        self._search.textChanged.connect(self._filter)
        self._search.returnPressed.connect(self.list.setFocus)
        self.list.chosen.connect(self._show_exercise)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.activated.connect(self._search.setFocus)
        self._lay_out(look)

    def _lay_out(self, look: Look) -> None:
        left = QVBoxLayout()
        look.lay_out(left, (16, 22, 16, 16), 10)
        left.addWidget(self._search)
        left.addWidget(self._none)
        left.addWidget(self.list, 1)
        left.addStretch()
        scroll = ScrollColumn("Exercise")
        look.lay_out(scroll.column, (0, 0, 14, 12), 6)
        for heading, lines in zip(self._headings, self._lines, strict=True):
            scroll.column.addWidget(heading)
            scroll.column.addWidget(lines)
        scroll.column.addStretch()
        right = QVBoxLayout()
        look.lay_out(right, (14, 24, 20, 12), 10)
        right.addWidget(self._title)
        right.addWidget(self._summary)
        right.addWidget(self._stage, 4)
        right.addWidget(scroll, 5)
        whole = QHBoxLayout(self)
        look.lay_out(whole)
        whole.addLayout(left, 34)
        whole.addLayout(right, 66)

    def set_exercises(self, exercises: Mapping[str, Exercise]) -> None:
        """Show these exercises, by name."""
        self._exercises = exercises
        self._filter()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Read what has been done since, and move."""
        super().showEvent(event)
        if self.list.current is not None:
            self._show_exercise(self.list.current)
        self.list.setFocus()
        self._frames.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Rest while nobody looks."""
        super().hideEvent(event)
        self._frames.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """End a search with Esc, which is for what is around where nothing is looked for."""
        if event.key() == Qt.Key.Key_Escape and self._search.text():
            self._search.clear()
        else:
            super().keyPressEvent(event)

    def _filter(self, _text: str = "") -> None:
        kept = self.list.current
        by_name = sorted(self._exercises.values(), key=lambda exercise: exercise.name.casefold())
        found = [exercise for exercise in by_name if matches(exercise, self._search.text())]
        names = [exercise.id for exercise in found]
        place = names.index(kept.id) if kept is not None and kept.id in names else 0
        self.list.set_rows(found, place)
        self.list.setVisible(bool(found))
        self._none.set_text("" if found else "No exercise has all of these words.")

    def _show_exercise(self, exercise: Exercise) -> None:
        self._title.set_text(exercise.name)
        says = (exercise.summary.rstrip("."), band_text(exercise).capitalize())
        self._summary.set_text(". ".join(filter(None, says)))
        self._stage.set_ghost(is_shown=not isinstance(exercise.usual, Hold))
        self._stage.show_exercise(exercise)
        self._began_ms = self._now_ms()
        self._move()
        own = Chapter("Your record", self._record_of(exercise))
        texts = (own, *chapters(exercise, self._exercises))
        for place in range(_CHAPTERS):
            chapter = texts[place] if place < len(texts) else Chapter("", ())
            self._headings[place].set_text(chapter.title)
            self._lines[place].set_text("\n".join(chapter.lines))

    def _record_of(self, exercise: Exercise) -> tuple[str, ...]:
        try:
            bests = self._history.bests(exercise.id)
            done = self._history.last_done_of(exercise.id)
            pain = self._history.last_pain(exercise.id)
        except StorageError as error:
            self.failed.emit(str(error))
            return ("It cannot be read.",)
        hurt = "" if pain is None else long_day(pain.started)
        return record_lines(exercise, bests, "" if done is None else long_day(done), hurt)

    def _move(self) -> None:
        exercise = self.list.current
        if exercise is None:
            return
        ms = 0 if self._look.is_still else self._now_ms() - self._began_ms
        self._stage.show_moment(*usual_place(exercise, ms))

    def _row_height(self, _width: float) -> float:
        look = self._look
        return look.room(22, _NAME) + look.room(20, _BAND) + look.px(18)

    def _paint(self, painter: QPainter, rect: QRectF, exercise: Exercise) -> None:
        look, theme = self._look, self._look.theme
        inside = rect.adjusted(look.px(12), look.px(8), -look.px(10), -look.px(8))
        name, band = QRectF(inside), QRectF(inside)
        name.setHeight(look.room(22, _NAME))
        band.setTop(name.bottom())
        draw_line(painter, look, name, exercise.name, _NAME, theme.ink, Weight.SEMIBOLD)
        text = band_text(exercise).capitalize()
        draw_line(painter, look, band, text, _BAND, theme.dim)


def _spoken(exercise: Exercise) -> str:
    return f"{exercise.name}, {band_text(exercise)}"
