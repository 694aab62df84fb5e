"""The spot that lights up when a beat should be heard."""

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from bandtimer.present.tone import Tone
from bandtimer.ui.look import Look
from bandtimer.ui.widgets.accessible import Role

# Beats are a second apart: one flash a second, where three are safe (WCAG 2.1, 2.3.1).
_LIT_MS = 160
_STROKE = 12
_LARGEST = 300


class BeatLight(QWidget):
    """A ring that is filled for a moment, at once: what fades has no instant of its own."""

    accessible_role = Role.Indicator

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._is_lit = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Light")
        self._over = QTimer(self)
        self._over.setSingleShot(True)
        self._over.setInterval(_LIT_MS)
        self._over.timeout.connect(lambda: self.light(is_lit=False))
        look.changed.connect(self.update)

    @property
    def is_lit(self) -> bool:
        """Tell whether it is filled."""
        return self._is_lit

    def flash(self) -> None:
        """Be lit for a moment."""
        self.light(is_lit=True)
        self._over.start()

    def light(self, *, is_lit: bool) -> None:
        """Be lit or not until told otherwise."""
        self._is_lit = is_lit
        # Painted now: a paint event waits for whatever else is to be done.
        self.repaint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the ring, and its ground when lit."""
        look, theme = self._look, self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        stroke = look.px(_STROKE)
        across = min(self.width(), self.height(), look.px(_LARGEST)) - stroke
        painter.setPen(QPen(theme.tones[Tone.READY] if self._is_lit else theme.track, stroke))
        painter.setBrush(theme.accent if self._is_lit else Qt.BrushStyle.NoBrush)
        centre = QPointF(self.width() / 2, self.height() / 2)
        painter.drawEllipse(centre, across / 2, across / 2)
