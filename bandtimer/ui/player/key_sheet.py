"""The sheet of keys, laid over the player while it goes on."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from bandtimer.ui.look import Look, Weight
from bandtimer.ui.player.keys import BINDINGS
from bandtimer.ui.widgets.paint import draw_elided, draw_keycap, fill_rounded, keycap_width

_LINE = 36
_WIDTH = 620
_KEYS = 110


class KeySheet(QWidget):
    """Every key of the player and what it does."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._page = look, parent
        self._lines = [(binding.shown, binding.says) for binding in BINDINGS if binding.shown]
        self.setAccessibleName("Keys. " + " ".join(f"{key}: {says}." for key, says in self._lines))
        self.hide()
        parent.installEventFilter(self)

    def toggle(self) -> None:
        """Show it, or hide it again."""
        self.setVisible(not self.isVisible())
        self._place()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Stay in the middle of the page."""
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, _event: QMouseEvent) -> None:  # noqa: N802
        """Hide on a click."""
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the sheet."""
        look, theme = self._look, self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill_rounded(painter, QRectF(self.rect()), theme.raised, look.px(18))
        left, line = look.px(30), look.px(_LINE)
        head = QRectF(left, look.px(20), self.width() - 2 * left, line)
        draw_elided(painter, head, "Keys", look.font(22, Weight.BOLD), theme.ink)
        for place, (key, says) in enumerate(self._lines, start=1):
            top = head.top() + place * line
            high = look.px(22)
            cap = QRectF(left, top + (line - high) / 2, keycap_width(look, key), high)
            draw_keycap(painter, look, cap, key, theme.ink)
            text = QRectF(
                left + look.px(_KEYS), top, self.width() - left * 2 - look.px(_KEYS), line
            )
            draw_elided(painter, text, says, look.font(17), theme.ink)

    def _place(self) -> None:
        page = self._page
        width = self._look.px(_WIDTH)
        height = self._look.px(_LINE) * (len(self._lines) + 1) + self._look.px(42)
        left, top = (page.width() - width) // 2, (page.height() - height) // 2
        self.setGeometry(left, max(top, 0), width, min(height, page.height()))
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
