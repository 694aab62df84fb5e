"""The number that is read from afar, with a word above it and a caption below."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bandtimer.present.tapping_words import TapView
from bandtimer.present.tone import Tone
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.widgets.accessible import Role
from bandtimer.ui.widgets.paint import draw_large, draw_line

# In pixels of the design.
_DIGITS = 200
_LEAST_DIGITS = 90
_WORD, _CAPTION = 30, 26
_LINE = 38
_GAP = 16
_CENTRE = Qt.AlignmentFlag.AlignCenter


class BigNumber(QWidget):
    """Fills its place with the number, as far as it may become large."""

    accessible_role = Role.Indicator

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._word = self._number = self._caption = ""
        self._tone = Tone.NEUTRAL
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self._restyle)

    def show_view(self, view: TapView) -> None:
        """Show what the view says."""
        self._word, self._number, self._caption = view.word, view.number, view.caption
        self._tone = view.tone
        self.setAccessibleName(" ".join(filter(None, (view.word, view.number, view.caption))))
        self._restyle()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size at which the number is largest."""
        look = self._look
        return QSize(look.px(600), round(look.px(_DIGITS) + self._lines()))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the least size at which it can be read from afar."""
        return QSize(0, round(self._look.px(_LEAST_DIGITS) + self._lines()))

    def number_height(self) -> float:
        """Return how high the digits are drawn, in pixels of the screen."""
        return QFontMetricsF(self._font()).capHeight()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the three below each other, in the middle."""
        look, theme = self._look, self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self._font()
        metrics = QFontMetricsF(font)
        cap = metrics.capHeight()
        top = (self.height() - cap - self._lines()) / 2
        if self._word:
            high = look.room(_LINE, _WORD)
            place = QRectF(0, top, self.width(), high)
            tone = theme.tones[self._tone]
            draw_line(painter, look, place, self._word, _WORD, tone, Weight.BOLD, flags=_CENTRE)
            top += high + look.px(_GAP)
        left = (self.width() - metrics.horizontalAdvance(self._number)) / 2
        draw_large(painter, QPointF(left, top + cap), self._number, font, theme.ink)
        if self._caption:
            high = look.room(_LINE, _CAPTION)
            place = QRectF(0, top + cap + look.px(_GAP), self.width(), high)
            draw_line(painter, look, place, self._caption, _CAPTION, theme.dim, flags=_CENTRE)

    def _lines(self) -> float:
        """Return how high word and caption are with the ground between."""
        look = self._look
        word = look.room(_LINE, _WORD) + look.px(_GAP) if self._word else 0
        return word + (look.room(_LINE, _CAPTION) + look.px(_GAP) if self._caption else 0)

    def _font(self) -> QFont:
        font = self._look.display_font(_DIGITS)
        # A letter is a little lower than its font is high.
        room = max(self.height() - self._lines(), 1)
        font.setPixelSize(min(font.pixelSize(), max(round(room), 1)))
        width = QFontMetricsF(font).horizontalAdvance(self._number)
        if width > self.width():
            font.setPixelSize(max(int(font.pixelSize() * self.width() / width), 1))
        return font

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
