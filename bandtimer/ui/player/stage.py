"""The panel that pictures the exercise."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bandtimer.core.routine import Exercise
from bandtimer.present.wording import band_text
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.widgets.paint import draw_elided, fill_rounded


class Stage(QWidget):
    """A card with what the exercise is for and which band it takes."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._exercise: Exercise | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.update)

    def set_exercise(self, exercise: Exercise) -> None:
        """Picture this exercise."""
        if exercise != self._exercise:
            self._exercise = exercise
            self.setAccessibleName(exercise.name)
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the card."""
        look, theme = self._look, self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        fill_rounded(painter, rect, theme.panel, look.px(18))
        if self._exercise is None:
            return
        inside = rect.adjusted(look.px(30), look.px(26), -look.px(30), -look.px(26))
        spoken = self._exercise.spoken
        painter.setFont(look.font(44, Weight.BOLD))
        painter.setPen(theme.ink)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.drawText(inside, flags, spoken[:1].upper() + spoken[1:])
        foot = QRectF(inside.left(), inside.bottom() - look.px(30), inside.width(), look.px(30))
        draw_elided(painter, foot, ", ".join(self._exercise.muscles), look.font(18), theme.dim)
        foot.translate(0, -look.px(34))
        draw_elided(painter, foot, band_text(self._exercise), look.font(20), theme.accent)
