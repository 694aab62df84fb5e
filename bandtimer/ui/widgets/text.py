"""A line or paragraph of text that scales with the window."""

import math
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy

from bandtimer.present.tone import Tone
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.widgets.paint import (
    boxed_font,
    draw_line,
    draw_wrapped,
    wrapped_font,
    wrapped_height,
)

Ink = Literal["ink", "dim", "on_accent"] | Tone


def ink_colour(look: Look, ink: Ink) -> QColor:
    """Return the theme's colour for a kind of ink."""
    if isinstance(ink, Tone):
        return look.theme.tones[ink]
    colour: QColor = getattr(look.theme, ink)
    return colour


class Text(QLabel):
    """Plain text: one line, which shrinks a little and then is elided.

    With `wrap` it breaks into as many lines as it needs, with `boxed` into lines as small as fit
    the height of one, so that what stands below keeps its place. Without any text it takes no
    room, unless it `keeps_room`.
    """

    def __init__(
        self,
        look: Look,
        size: float,
        weight: Weight = Weight.REGULAR,
        ink: Ink = "ink",
        *,
        wrap: bool = False,
        boxed: bool = False,
        keeps_room: bool = False,
    ) -> None:
        super().__init__()
        self._heights: dict[int, int] = {}
        self._is_boxed, self._keeps_room = boxed, keeps_room
        self._look, self._size, self._weight, self._ink = look, size, weight, ink
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        look.changed.connect(self._restyle)
        self._restyle()

    def set_text(self, text: str) -> None:
        """Show the text; without any it takes no room, unless it keeps it."""
        if text != self.text():
            self._heights.clear()
            self.setText(text)
        # Without a parent it would become a window of its own.
        if self.parentWidget() is not None and not self._keeps_room:
            self.setVisible(bool(text))

    def set_ink(self, ink: Ink) -> None:
        """Change the colour."""
        if ink != self._ink:
            self._ink = ink
            self._restyle()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size of the text, of one line even without any."""
        if self.wordWrap():
            return super().sizeHint()
        width = self._look.width(self._size, self.text(), self._weight)
        return QSize(math.ceil(width) + 1, math.ceil(QFontMetricsF(self.font()).height()))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the least size; a single line gives way to what stands beside it."""
        if self.wordWrap():
            return QSize(0, self._look.text_px(self._size))
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the text so that it fits."""
        look, text, rect = self._look, self.text(), QRectF(self.contentsRect())
        if self.wordWrap():
            # Text that can be marked with the mouse is Qt's to paint.
            if self.textInteractionFlags() != Qt.TextInteractionFlag.LinksAccessibleByMouse:
                super().paintEvent(event)
            else:
                self._paint_lines(rect, self._wrapped_font(rect))
        elif self._is_boxed and not look.fits(self._size, text, rect.width(), self._weight):
            self._paint_lines(
                rect, boxed_font(look, (text,), self._size, rect.size(), self._weight)
            )
        else:
            ink = ink_colour(look, self._ink)
            draw_line(QPainter(self), look, rect, text, self._size, ink, self._weight)

    def _paint_lines(self, rect: QRectF, font: QFont) -> None:
        """Paint the text in lines, in the middle of the height."""
        spare = rect.height() - wrapped_height(font, self.text(), rect.width())
        rect.setTop(rect.top() + max(spare / 2, 0))
        draw_wrapped(QPainter(self), rect, self.text(), font, ink_colour(self._look, self._ink))

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Return how high the text is in lines of this width."""
        if not self.wordWrap():
            return super().heightForWidth(width)
        # A layout asks for the same few widths many times over.
        if width not in self._heights:
            font = self._wrapped_font(QRectF(0, 0, width, 0))
            self._heights[width] = math.ceil(wrapped_height(font, self.text(), width))
        return self._heights[width]

    def _wrapped_font(self, rect: QRectF) -> QFont:
        return wrapped_font(self._look, self.text(), self._size, rect.width(), self._weight)

    def _restyle(self) -> None:
        self._heights.clear()
        self.setFont(self._look.font(self._size, self._weight))
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.WindowText, ink_colour(self._look, self._ink))
        self.setPalette(palette)
        self.updateGeometry()
