"""Exercises as small pictures, once the window's first picture has been shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QColor, QPainter

    from bandtimer.core.routine import Exercise
    from bandtimer.ui.look import Look


class Thumbnails:
    """Draws an exercise at the far end of its movement; nothing until `is_ready`.

    Geometry and painter of the figures are imported with the first drawing, which may wait.
    """

    def __init__(self, look: Look) -> None:
        self._look = look
        self.is_ready = False

    def draw(
        self, painter: QPainter, rect: QRectF, exercise: Exercise | None, ground: QColor
    ) -> None:
        """Draw the exercise, where it is known, within the rectangle, before this ground."""
        if exercise is None or not self.is_ready:
            return
        from bandtimer.core.routine import Phase  # noqa: PLC0415
        from bandtimer.present.figure import posed  # noqa: PLC0415
        from bandtimer.ui.figure import (  # noqa: PLC0415
            figure_palette,
            paint_card,
            paint_figure,
        )

        palette = figure_palette(self._look.theme, ground)
        if exercise.figure is None:
            painter.setFont(self._look.font(16))
            paint_card(painter, rect, exercise, palette)
        else:
            far_end = posed(exercise.figure, Phase.CONCENTRIC, 1.0)
            paint_figure(painter, rect, far_end, palette, posed(exercise.figure, None))
