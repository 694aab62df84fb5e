"""The form cues, or the set-up, a line each."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bandtimer.present.player import CueLine
from bandtimer.present.tone import Tone
from bandtimer.ui.look import Look
from bandtimer.ui.widgets.paint import draw_elided, fill_rounded, fitted

_LINE = 34
_MOST = 4


class CueList(QWidget):
    """Up to four lines; the current one is bright, its mark in the phase's tone."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._cues: tuple[CueLine, ...] = ()
        self._tone = Tone.NEUTRAL
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._restyle)
        self._restyle()

    def set_cues(self, cues: tuple[CueLine, ...], tone: Tone) -> None:
        """Show these lines."""
        if (cues, tone) != (self._cues, self._tone):
            self._cues, self._tone = cues, tone
            self.setAccessibleName(". ".join(cue.text for cue in cues))
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint mark and text of each line."""
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        none_current = not any(cue.is_current for cue in self._cues)
        for place, cue in enumerate(self._cues):
            top = look.px(_LINE) * place
            mark = QRectF(0, top + look.px(4), look.px(8), look.px(26))
            is_bright = cue.is_current or none_current
            colour = look.theme.tones[self._tone] if cue.is_current else look.theme.track
            fill_rounded(painter, mark, colour, look.px(4))
            line = QRectF(look.px(20), top, self.width() - look.px(20), look.px(_LINE))
            ink = look.theme.ink if is_bright else look.theme.dim
            font = fitted(look.font(20), cue.text, line.width())
            draw_elided(painter, line, cue.text, font, ink)

    def _restyle(self) -> None:
        self.setFixedHeight(self._look.px(_LINE) * _MOST)
        self.update()
