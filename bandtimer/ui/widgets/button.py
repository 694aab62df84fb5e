"""A button that shows its key."""

from enum import Enum, auto

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from bandtimer.present.tone import Tone
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.widgets.keyboard import is_enter
from bandtimer.ui.widgets.paint import (
    draw_focus,
    draw_keycap,
    fill_control,
    fill_rounded,
    keycap_height,
    keycap_width,
)


class Kind(Enum):
    """How much a button matters."""

    ACCENT = auto()
    STRONG = auto()
    RAISED = auto()
    QUIET = auto()
    ALERT = auto()


class Pressed(QAbstractButton):
    """What Enter presses as well as Space, but once however long it is held down."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the size it never goes below."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Let Enter press it, too."""
        if is_enter(event):
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)


class Button(Pressed):
    """Text, with the name of its key beside it; Enter and, outside the player, Space press it."""

    def __init__(
        self,
        look: Look,
        text: str,
        key: str = "",
        kind: Kind = Kind.RAISED,
        *,
        size: float = 17,
        height: float = 47,
        wide: float = 0,
    ) -> None:
        super().__init__(look)
        self._key, self._kind = key, kind
        self._size, self._height, self._wide = size, height, wide
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_text(text)
        look.changed.connect(self._restyle)
        self._restyle()

    def set_text(self, text: str) -> None:
        """Change what it says."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
            self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size that text and key need."""
        look = self._look
        text = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        key = keycap_width(look, self._key)
        gap = look.px(10) if self._key else 0
        width = text + key + gap + look.px(38 if self._kind is not Kind.QUIET else 20)
        return QSize(max(round(width), look.px(self._wide)), look.room(self._height, self._size))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint ground, text and key."""
        look = self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, ink = self._colours()
        rect = QRectF(self.rect())
        radius = look.px(10)
        if not self.isEnabled():
            painter.setOpacity(0.38)
        if self._kind is Kind.RAISED:
            fill_control(painter, look, rect, ground, radius)
        elif ground is not None:
            fill_rounded(painter, rect, ground, radius)
        key_width = keycap_width(look, self._key)
        gap = look.px(10) if self._key else 0
        text_width = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        left = (rect.width() - text_width - gap - key_width) / 2
        painter.setFont(self.font())
        painter.setPen(ink)
        painter.drawText(
            QRectF(left, 0, text_width + 1, rect.height()),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            self.text(),
        )
        if self._key:
            high = keycap_height(look)
            cap = QRectF(left + text_width + gap, (rect.height() - high) / 2, key_width, high)
            draw_keycap(painter, look, cap, self._key, ink)
        if self.hasFocus():
            painter.setOpacity(1.0)
            is_bright = self._kind in {Kind.ACCENT, Kind.STRONG}
            draw_focus(painter, look, rect, radius, apart=is_bright)

    def _colours(self) -> tuple[QColor | None, QColor]:
        theme = self._look.theme
        hovered = self.underMouse() and self.isEnabled()
        match self._kind:
            case Kind.ACCENT:
                return theme.accent.lighter(108) if hovered else theme.accent, theme.on_accent
            case Kind.STRONG:
                return theme.ink, theme.window
            case Kind.RAISED:
                return theme.hover if hovered else theme.raised, theme.ink
            case Kind.QUIET:
                return theme.hover if hovered else None, theme.dim
            case Kind.ALERT:
                return theme.hover if hovered else None, theme.tones[Tone.ALERT]

    def _restyle(self) -> None:
        weight = Weight.SEMIBOLD if self._kind is not Kind.QUIET else Weight.REGULAR
        self.setFont(self._look.font(self._size, weight))
        self.updateGeometry()
        self.update()
