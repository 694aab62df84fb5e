"""Painting that several widgets share."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from bandtimer.ui.look import Look, Weight


def fill_rounded(painter: QPainter, rect: QRectF, colour: QColor, radius: float) -> None:
    """Fill a rectangle with rounded corners."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(rect, radius, radius)


def draw_focus(painter: QPainter, look: Look, rect: QRectF, radius: float) -> None:
    """Show that a widget has the keyboard's attention, just inside `rect`."""
    width = max(2.0, look.px(2))
    inside = rect.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.theme.accent, width))
    painter.drawRoundedRect(inside, radius, radius)


def draw_elided(
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: QFont,
    colour: QColor,
    flags: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
) -> None:
    """Draw one line of text, shortened with an ellipsis where `rect` is too narrow."""
    painter.setFont(font)
    painter.setPen(colour)
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, flags, shown)


def fitted(font: QFont, text: str, width: float, least: float = 0.8) -> QFont:
    """Return the font, made smaller, to `least` of its size, so that the text fits the width."""
    needed = QFontMetricsF(font).horizontalAdvance(text)
    if needed <= width:
        return font
    smaller = QFont(font)
    smaller.setPixelSize(max(int(font.pixelSize() * max(width / needed, least)), 1))
    return smaller


def keycap_font(look: Look) -> QFont:
    """Return the font of the key names that buttons carry."""
    return look.font(11.5, Weight.REGULAR)


def keycap_width(look: Look, key: str) -> float:
    """Return how wide a keycap for this key is drawn."""
    if not key:
        return 0.0
    return max(QFontMetricsF(keycap_font(look)).horizontalAdvance(key) + look.px(12), look.px(22))


def draw_keycap(painter: QPainter, look: Look, rect: QRectF, key: str, colour: QColor) -> None:
    """Draw a key's name in a small frame."""
    frame = QColor(colour)
    frame.setAlphaF(0.55)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(frame, max(1.0, look.scale)))
    painter.drawRoundedRect(rect, look.px(4), look.px(4))
    painter.setFont(keycap_font(look))
    painter.setPen(colour)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, key)
