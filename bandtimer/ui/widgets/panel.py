"""A ground for other widgets to stand on."""

from typing import Literal

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from bandtimer.ui.look import Look
from bandtimer.ui.widgets.paint import fill_rounded

Ground = Literal["window", "side", "panel", "raised"]


class Panel(QWidget):
    """An area in one of the theme's grounds, its corners rounded by `radius` design pixels."""

    def __init__(self, look: Look, ground: Ground = "panel", radius: float = 14) -> None:
        super().__init__()
        self._look, self._ground, self._radius = look, ground, radius
        look.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = getattr(self._look.theme, self._ground)
        fill_rounded(painter, QRectF(self.rect()), colour, self._look.px(self._radius))
