"""Painting that several widgets share."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPalette, QPen
from PySide6.QtWidgets import QWidget

from bandtimer.ui.look import LEAST_TEXT, Look, Weight

_KEYCAP_TEXT = 11.5
_UNBOUNDED = 1e6
# The outline of large letters differs by a hair with the sizes that their typeface was last used
# in; at this size, in pixels, it is exact.
_OUTLINE = 2048
_LEFT = Qt.AlignmentFlag.AlignLeft.value


def fill_rounded(painter: QPainter, rect: QRectF, colour: QColor, radius: float) -> None:
    """Fill a rectangle with rounded corners."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(rect, radius, radius)


def fill_control(
    painter: QPainter, look: Look, rect: QRectF, colour: QColor | None, radius: float
) -> None:
    """Fill the ground of what can be worked, framed where the theme frames controls."""
    if colour is not None:
        fill_rounded(painter, rect, colour, radius)
    if look.theme.outline is not None:
        _frame(painter, rect, look.theme.outline, max(1.0, look.scale), radius)


def fill_sheet(painter: QPainter, look: Look, rect: QRectF, radius: float) -> None:
    """Fill the ground of what lies over the page, with an edge that sets it off."""
    theme = look.theme
    fill_rounded(painter, rect, theme.raised, radius)
    edge = theme.hover if theme.outline is None else theme.outline
    _frame(painter, rect, edge, max(2.0, look.px(2)), radius)


def draw_focus(
    painter: QPainter, look: Look, rect: QRectF, radius: float, *, apart: bool = False
) -> None:
    """Show that a widget has the keyboard's attention, just inside `rect`.

    With `apart` a gap sets the ring off from a ground that is nearly as bright.
    """
    width = max(2.0, look.px(look.theme.focus_width))
    if apart:
        inner = rect.adjusted(width, width, -width, -width)
        _frame(painter, inner, look.theme.window, width, radius - width)
    _frame(painter, rect, look.theme.focus, width, radius)


def _frame(painter: QPainter, rect: QRectF, colour: QColor, width: float, radius: float) -> None:
    """Draw a frame that lies inside the rectangle."""
    inside = rect.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, width))
    painter.drawRoundedRect(inside, radius, radius)


def draw_line(
    painter: QPainter,
    look: Look,
    rect: QRectF,
    text: str,
    size: float,
    colour: QColor,
    weight: Weight = Weight.REGULAR,
    *,
    flags: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
) -> None:
    """Draw one line of text at a size of the design, smaller or shortened where it must be."""
    draw_elided(painter, rect, text, look.fitted(size, text, rect.width(), weight), colour, flags)


def wrapped_font(
    look: Look, text: str, size: float, width: float, weight: Weight = Weight.REGULAR
) -> QFont:
    """Return the font in which the text breaks into lines, none of its words too wide."""
    if look.width(size, text, weight) <= width:
        return look.font(size, weight)
    widest = max(text.split(), key=lambda word: look.width(size, word, weight), default="")
    return look.fitted(size, widest, width, weight)


def wrapped_height(font: QFont, text: str, width: float) -> float:
    """Return how high the text is when it breaks into lines of this width."""
    room = QRectF(0, 0, width, _UNBOUNDED)
    flags = _wrap_flags(font, text, width)
    return QFontMetricsF(font).boundingRect(room, flags, text).height() if text else 0.0


def boxed_font(
    look: Look,
    texts: Sequence[str],
    size: float,
    box: QSizeF,
    weight: Weight = Weight.REGULAR,
    *,
    gap: float = 0,
) -> QFont:
    """Return the largest font, up to the size, in which all texts fit the box below each other.

    Each breaks into as many lines as it needs, and `gap` pixels lie below each.
    """
    font = look.font(size, weight)
    while font.pixelSize() > LEAST_TEXT:
        heights = (wrapped_height(font, text, box.width()) + gap for text in texts)
        words = " ".join(texts).split()
        if sum(heights) <= box.height() and not _is_too_wide(font, words, box.width()):
            break
        font.setPixelSize(font.pixelSize() - 1)
    return font


def draw_wrapped(painter: QPainter, rect: QRectF, text: str, font: QFont, colour: QColor) -> None:
    """Draw text that breaks into lines, from the top of the rectangle."""
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, _wrap_flags(font, text, rect.width()), text)


def _wrap_flags(font: QFont, text: str, width: float) -> int:
    """Break between words, or anywhere where a single one is too wide."""
    anywhere = _is_too_wide(font, text.split(), width)
    return _LEFT | (Qt.TextFlag.TextWrapAnywhere if anywhere else Qt.TextFlag.TextWordWrap)


def _is_too_wide(font: QFont, words: Sequence[str], width: float) -> bool:
    metrics = QFontMetricsF(font)
    if metrics.horizontalAdvance(" ".join(words)) <= width:
        return False
    return any(metrics.horizontalAdvance(word) > width for word in words)


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


def draw_large(
    painter: QPainter, baseline: QPointF, text: str, font: QFont, colour: QColor
) -> None:
    """Draw letters too large for a glyph cache from where their baseline begins.

    They look alike whatever was drawn before them.
    """
    exact = QFont(font)
    exact.setPixelSize(_OUTLINE)
    scale = font.pixelSize() / _OUTLINE
    painter.save()
    painter.translate(baseline)
    painter.scale(scale, scale)
    painter.setFont(exact)
    painter.setPen(colour)
    painter.drawText(QPointF(), text)
    painter.restore()


def keycap_font(look: Look) -> QFont:
    """Return the font of the key names that buttons carry."""
    return look.font(_KEYCAP_TEXT, Weight.REGULAR)


def keycap_width(look: Look, key: str) -> float:
    """Return how wide a keycap for this key is drawn."""
    if not key:
        return 0.0
    text = QFontMetricsF(keycap_font(look)).horizontalAdvance(key)
    return max(text + look.px(12), keycap_height(look))


def keycap_height(look: Look) -> float:
    """Return how high a keycap is drawn."""
    return look.room(21, _KEYCAP_TEXT)


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


def see_through(widget: QWidget, role: QPalette.ColorRole) -> None:
    """Let the ground behind the widget show through where Qt would fill it with the role."""
    # One that sets a single role leaves the others to the theme.
    palette = QPalette()
    palette.setColor(role, QColor(0, 0, 0, 0))
    widget.setPalette(palette)


def mixed(colour: QColor, ground: QColor, share: float) -> QColor:
    """Return the colour laid over the ground with this share of opacity."""
    return QColor.fromRgbF(
        colour.redF() * share + ground.redF() * (1 - share),
        colour.greenF() * share + ground.greenF() * (1 - share),
        colour.blueF() * share + ground.blueF() * (1 - share),
    )
