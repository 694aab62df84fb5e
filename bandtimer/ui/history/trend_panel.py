"""The trend of one exercise, with what chooses exercise, value and period."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bandtimer.core.tally import FollowedExercise, Metric
from bandtimer.present.trends import (
    METRIC_WORDS,
    PERIOD_WORDS,
    Period,
    band_view,
    exercise_to_open,
    period_start,
    trend_view,
)
from bandtimer.storage.errors import StorageError
from bandtimer.storage.trends import Trends
from bandtimer.ui.charts.trend_chart import TrendChart
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.widgets.choice import ChoiceField
from bandtimer.ui.widgets.fit_row import FitRow
from bandtimer.ui.widgets.panel import Panel
from bandtimer.ui.widgets.text import Text


class TrendPanel(Panel):
    """Follows an exercise; `failed` carries a sentence for the user.

    `bands` returns the names of the bands owned, the lightest first.
    """

    failed = Signal(str)

    def __init__(self, look: Look, trends: Trends, bands: Callable[[], Sequence[str]]) -> None:
        super().__init__(look)
        self._trends, self._bands = trends, bands
        self._exercises: dict[str, FollowedExercise] = {}
        self._exercise = self._own_exercise = ""
        self._metric, self._period = Metric.LONGEST_HOLD, Period.YEAR
        self._today = date.min
        self._since: date | None = None
        self.chart = TrendChart(look)
        choices = FitRow(look)
        inner = choices.row_look
        inner.lay_out(choices.row, spacing=10)
        self._exercise_choice, self._metric_choice, self._period_choice = (
            ChoiceField(inner, label, size=15, height=38, ground="raised")
            for label in ("Exercise", "Value", "Period")
        )
        for choice, stretch in (
            (self._exercise_choice, 5),
            (self._metric_choice, 4),
            (self._period_choice, 3),
        ):
            choices.row.addWidget(choice, stretch)
        self._told = Text(look, 14, ink="dim", keeps_room=True)
        self._best = Text(look, 15, Weight.SEMIBOLD)
        line = QHBoxLayout()
        look.lay_out(line, (4, 0, 4, 0), 14)
        line.addWidget(self._told, 1)
        line.addWidget(self._best, 0, Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        look.lay_out(column, (14, 14, 14, 12), 8)
        column.addWidget(choices)
        column.addLayout(line)
        column.addWidget(self.chart)
        self._exercise_choice.chosen.connect(self._choose_exercise)
        self._metric_choice.chosen.connect(self._choose_metric)
        self._period_choice.chosen.connect(self._choose_period)
        self.chart.told.connect(self._tell)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Return what takes the keyboard, in order."""
        return (
            self._exercise_choice,
            self._metric_choice,
            self._period_choice,
            self.chart,
        )

    def show_trends(self, today: date, since: date | None) -> None:
        """Show how things stand today; there is nothing before the day `since`."""
        self._today, self._since = today, since
        try:
            self._exercises = {one.id: one for one in self._trends.exercises()}
        except StorageError as error:
            self.failed.emit(str(error))
            return
        self.setVisible(bool(self._exercises))
        if not self._exercises:
            return
        exercise = exercise_to_open(
            tuple(self._exercises.values()), self._own_exercise, self._first_day()
        )
        self._exercise = exercise.id
        self._exercise_choice.set_values(
            [(one.id, one.name) for one in self._exercises.values()], self._exercise
        )
        self._period_choice.set_values(list(PERIOD_WORDS.items()), self._period)
        if not self._show() and self._metric is not exercise.metrics[0]:
            self._choose_metric(exercise.metrics[0])

    def follow(self, exercise: str, metric: Metric) -> None:
        """Show this value of an exercise that has been done."""
        self._own_exercise, self._metric = exercise, metric
        self.show_trends(self._today, self._since)

    def _choose_exercise(self, exercise: str) -> None:
        self._exercise = self._own_exercise = exercise
        self._show()

    def _choose_metric(self, metric: Metric) -> None:
        self._metric = metric
        self._show()

    def _choose_period(self, period: Period) -> None:
        self._period = period
        self._show()

    def _first_day(self) -> date:
        return period_start(self._period, self._today, self._since)

    def _show(self) -> bool:
        """Show what is chosen; tell whether there is any of it."""
        exercise = self._exercises[self._exercise]
        if self._metric not in exercise.metrics:
            self._metric = exercise.metrics[0]
        self._metric_choice.set_values(
            [(metric, METRIC_WORDS[metric]) for metric in exercise.metrics], self._metric
        )
        first = self._first_day()
        span = (first, self._today)
        try:
            if self._metric is Metric.BAND:
                used = self._trends.bands(exercise.id, *span)
                view = band_view(used, self._bands(), span)
            else:
                values = self._trends.values(exercise.id, self._metric, *span)
                before = self._trends.bests_before(exercise.id, self._metric, first)
                view = trend_view(self._metric, values, before, span)
        except StorageError as error:
            self.failed.emit(str(error))
            return False
        if view.series:
            self._best.set_ink(view.series[0].tone)
        self._best.set_text(view.best)
        self.chart.show_view(f"{exercise.name}, {METRIC_WORDS[self._metric].lower()}", view)
        return bool(view.series)

    def _tell(self, text: str) -> None:
        self._told.set_text(text)
