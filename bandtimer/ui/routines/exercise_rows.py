"""The exercises of the chosen routine."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bandtimer.present.library_view import ExerciseRow
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.routines.thumbnails import Thumbnails
from bandtimer.ui.widgets.accessible import Role
from bandtimer.ui.widgets.paint import draw_line, fill_rounded

_NAME = 16.5
_WORK = 15.5
_BAND = 14
_PICTURE = 66
# Where name, work and band begin and how wide they are, as shares of the room for them.
_COLUMNS = ((0.0, 0.37), (0.38, 0.25), (0.65, 0.35))


class ExerciseRows(QWidget):
    """A row an exercise: name, sets and work, band; below each other where it is narrow."""

    accessible_role = Role.StaticText

    def __init__(self, look: Look, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._look, self._thumbnails = look, thumbnails
        self._rows: Sequence[ExerciseRow] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
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
        width = self._look.px(400)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the least size; no width is too small."""
        return QSize(0, self._row_height(is_stacked=False) * len(self._rows))

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Return the height of all rows at this width."""
        return self._row_height(is_stacked=self._is_stacked(width)) * len(self._rows)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the rows, every other on a panel."""
        look, theme = self._look, self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_stacked = self._is_stacked(self.width())
        height = self._row_height(is_stacked=is_stacked)
        for place, row in enumerate(self._rows):
            rect = QRectF(0, place * height, self.width(), height)
            if place % 2 == 0:
                fill_rounded(painter, rect, theme.panel, look.px(12))
            picture = QRectF(0, 0, look.px(_PICTURE), look.px(58))
            picture.moveCenter(QPointF(look.px(12) + picture.width() / 2, rect.center().y()))
            ground = theme.window if place % 2 else theme.panel
            self._thumbnails.draw(painter, picture, row.exercise, ground)
            inside = rect.adjusted(look.px(92), look.px(8), -look.px(14), -look.px(8))
            for number, (text, size, weight) in enumerate(_texts(row)):
                cell = QRectF(inside)
                if is_stacked:
                    cell.setHeight(inside.height() / 3)
                    cell.translate(0, number * cell.height())
                else:
                    left, share = _COLUMNS[number]
                    cell.setLeft(inside.left() + left * inside.width())
                    cell.setWidth(share * inside.width())
                ink = theme.dim if size == _BAND else theme.ink
                draw_line(painter, look, cell, text, size, ink, weight)

    def _row_height(self, *, is_stacked: bool) -> int:
        look = self._look
        return look.room(84, _NAME, _WORK, _BAND) if is_stacked else look.room(66, _NAME)

    def _is_stacked(self, width: int) -> bool:
        look = self._look
        room = width - look.px(92 + 14)
        return not all(
            look.fits(size, text, share * room, weight)
            for row in self._rows
            for (text, size, weight), (_, share) in zip(_texts(row), _COLUMNS, strict=True)
        )

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


def _texts(row: ExerciseRow) -> tuple[tuple[str, float, Weight], ...]:
    return (
        (row.name, _NAME, Weight.SEMIBOLD),
        (row.prescription, _WORK, Weight.REGULAR),
        (row.band, _BAND, Weight.REGULAR),
    )
