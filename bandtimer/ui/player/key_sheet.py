"""The sheet of keys, laid over the player while it goes on."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from bandtimer.ui.look import Look, Weight
from bandtimer.ui.player.keys import BINDINGS
from bandtimer.ui.widgets.accessible import Role
from bandtimer.ui.widgets.paint import (
    draw_elided,
    draw_keycap,
    draw_line,
    fill_sheet,
    keycap_height,
    keycap_width,
)

_LINE = 38
_TEXT = 17
_HEAD = 24
_WIDTH = 1080
_EDGE = 30
_COLUMNS = 2


class KeySheet(QWidget):
    """Every key of the player and what it does, in two columns."""

    accessible_role = Role.StaticText

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._page = look, parent
        self._lines = [(key.shown, key.says) for key in BINDINGS if key.shown]
        self.setAccessibleName("Keys. " + " ".join(f"{key}: {says}." for key, says in self._lines))
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.hide()
        parent.installEventFilter(self)
        look.changed.connect(self._place)

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
        fill_sheet(painter, look, QRectF(self.rect()), look.px(18))
        edge, line = look.px(_EDGE), look.room(_LINE, _TEXT)
        head = QRectF(edge, look.px(20), self.width() - 2 * edge, look.room(40, _HEAD))
        draw_line(painter, look, head, "Keys", _HEAD, theme.ink, Weight.BOLD)
        high = keycap_height(look)
        keys = max(keycap_width(look, key) for key, _ in self._lines) + look.px(16)
        column = (self.width() - (_COLUMNS + 1) * edge) / _COLUMNS
        fitted = (look.fitted(_TEXT, says, column - keys) for _, says in self._lines)
        font = min(fitted, key=QFont.pixelSize)
        for place, (key, says) in enumerate(self._lines):
            left = edge + place // self._rows * (column + edge)
            top = head.bottom() + place % self._rows * line
            cap = QRectF(left, top + (line - high) / 2, keycap_width(look, key), high)
            draw_keycap(painter, look, cap, key, theme.ink)
            text = QRectF(left + keys, top, column - keys, line)
            draw_elided(painter, text, says, font, theme.ink)

    @property
    def _rows(self) -> int:
        return -(-len(self._lines) // _COLUMNS)

    def _place(self) -> None:
        look, page = self._look, self._page
        width = min(look.room(_WIDTH, *[_TEXT] * 20), page.width() - look.px(24))
        head = look.px(20) + look.room(40, _HEAD)
        height = head + self._rows * look.room(_LINE, _TEXT) + look.px(24)
        left, top = (page.width() - width) // 2, (page.height() - height) // 2
        self.setGeometry(left, max(top, 0), width, min(height, page.height()))
