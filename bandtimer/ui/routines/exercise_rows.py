"""The exercises of the chosen routine."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bandtimer.present.routines import ExerciseRow
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.routines.thumbnails import Thumbnails
from bandtimer.ui.widgets.paint import draw_elided, fill_rounded, fitted

_ROW = 66


class ExerciseRows(QWidget):
    """A line an exercise: name, sets and work, band."""

    def __init__(self, look: Look, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._look, self._thumbnails = look, thumbnails
        self._rows: Sequence[ExerciseRow] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._restyle)

    def set_rows(self, rows: Sequence[ExerciseRow]) -> None:
        """Show these exercises."""
        self._rows = rows
        self.setAccessibleName(
            ". ".join(f"{row.name}, {row.prescription}, {row.band}" for row in rows)
        )
        self._restyle()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return a size with room for all rows."""
        return QSize(self._look.px(400), self._look.px(_ROW) * len(self._rows))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the rows, every other on a panel."""
        look, theme = self._look, self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = look.px(_ROW)
        for place, row in enumerate(self._rows):
            rect = QRectF(0, place * height, self.width(), height)
            if place % 2 == 0:
                fill_rounded(painter, rect, theme.panel, look.px(12))
            picture = rect.adjusted(look.px(12), look.px(4), 0, -look.px(4))
            picture.setWidth(look.px(66))
            ground = theme.window if place % 2 else theme.panel
            self._thumbnails.draw(painter, picture, row.exercise, ground)
            inside = rect.adjusted(look.px(92), 0, -look.px(14), 0)
            width = inside.width()
            columns = (
                (0.0, 0.37, row.name, look.font(16.5, Weight.SEMIBOLD), theme.ink),
                (0.38, 0.25, row.prescription, look.font(15.5), theme.ink),
                (0.65, 0.35, row.band, look.font(14), theme.dim),
            )
            for left, share, text, font, ink in columns:
                cell = QRectF(inside.left() + left * width, inside.top(), share * width, height)
                draw_elided(painter, cell, text, fitted(font, text, cell.width()), ink)

    def _restyle(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
        self.updateGeometry()
        self.update()
