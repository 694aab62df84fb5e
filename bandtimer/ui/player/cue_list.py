"""The form cues, or the set-up, each with a mark before it."""

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bandtimer.present.player import CueLine
from bandtimer.present.tone import Tone
from bandtimer.ui.look import Look
from bandtimer.ui.widgets.accessible import Role
from bandtimer.ui.widgets.paint import boxed_font, draw_wrapped, fill_rounded, wrapped_height

_TEXT = 20
_LINE = 34
_MOST = 4
_GAP = 9
_INDENT = 20


class CueList(QWidget):
    """Up to four cues; the current one is bright, its mark in the phase's tone.

    All have one size: the largest at which they fit, broken into lines where there is room.
    """

    accessible_role = Role.StaticText

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._cues: tuple[CueLine, ...] = ()
        self._tone = Tone.NEUTRAL
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._restyle)
        self._restyle()

    def set_cues(self, cues: tuple[CueLine, ...], tone: Tone) -> None:
        """Show these cues."""
        if (cues, tone) != (self._cues, self._tone):
            self._cues, self._tone = cues, tone
            self.setAccessibleName(". ".join(cue.text for cue in cues))
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint mark and text of each cue."""
        look, theme = self._look, self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        none_current = not any(cue.is_current for cue in self._cues)
        room = self._room
        font = self.text_font()
        top = 0.0
        for cue in self._cues:
            height = wrapped_height(font, cue.text, room.width())
            mark = QRectF(0, top, look.px(8), height)
            colour = theme.tones[self._tone] if cue.is_current else theme.track
            fill_rounded(painter, mark, colour, look.px(4))
            line = QRectF(look.px(_INDENT), top, room.width(), height)
            ink = theme.ink if cue.is_current or none_current else theme.dim
            draw_wrapped(painter, line, cue.text, font, ink)
            top += height + look.px(_GAP)

    @property
    def _room(self) -> QSizeF:
        return QSizeF(self.width() - self._look.px(_INDENT), self.height())

    def text_font(self) -> QFont:
        """Return the font that the cues are set in."""
        look, texts = self._look, [cue.text for cue in self._cues]
        return boxed_font(look, texts, look.no_smaller(_TEXT), self._room, gap=look.px(_GAP))

    def _restyle(self) -> None:
        look, plain = self._look, _LINE * _MOST
        self.setFixedHeight(max(look.room(plain, *[_TEXT] * _MOST), look.px(plain)))
        self.update()
