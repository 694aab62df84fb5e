"""A few things to choose from, laid over the player."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from bandtimer.present.options import Offer
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.widgets.accessible import Role
from bandtimer.ui.widgets.keyboard import is_enter
from bandtimer.ui.widgets.paint import (
    draw_focus,
    draw_keycap,
    draw_line,
    fill_rounded,
    fill_sheet,
    keycap_height,
    keycap_width,
)

_WIDTH = 620
_ROW = 66
_HEAD = 74
_FOOT = 22
_TITLE = 24
_LABEL = 18
_DETAIL = 15


class PickSheet(QWidget):
    """Digits, arrows with Enter, and clicks choose; `picked` carries the value, Esc closes."""

    accessible_role = Role.PopupMenu
    picked = Signal(str)
    dismissed = Signal()

    def __init__(self, look: Look, page: QWidget) -> None:
        super().__init__(page)
        self._look, self._page = look, page
        self._offer = Offer("", ())
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.hide()
        page.installEventFilter(self)
        look.changed.connect(self._place)

    def offer(self, offer: Offer) -> None:
        """Ask this question."""
        self._offer, self._current = offer, 0
        self._announce()
        self._place()
        self.show()
        self.raise_()
        self.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Keep its place on the page."""
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Choose; other keys do nothing while the question stands."""
        last = len(self._offer.options) - 1
        if event.text().isdecimal() and 1 <= int(event.text()) <= last + 1:
            self._pick(int(event.text()) - 1)
        elif is_enter(event) or event.key() == Qt.Key.Key_Space:
            self._pick(self._current)
        elif event.key() == Qt.Key.Key_Escape:
            self._close()
            self.dismissed.emit()
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            step = -1 if event.key() == Qt.Key.Key_Up else 1
            self._go_to(min(max(self._current + step, 0), last))

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Go round the options with Tab; the page below has to wait."""
        self._go_to((self._current + (1 if forward else -1)) % len(self._offer.options))
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose what was clicked on."""
        for place in range(len(self._offer.options)):
            if self._row(place).contains(event.position()):
                self._pick(place)
                return

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint title and options."""
        look, theme = self._look, self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill_sheet(painter, look, QRectF(self.rect()), look.px(18))
        edge = look.px(30)
        head = QRectF(edge, look.px(16), self.width() - 2 * edge, look.room(44, _TITLE))
        draw_line(painter, look, head, self._offer.title, _TITLE, theme.ink, Weight.BOLD)
        for place, option in enumerate(self._offer.options):
            row = self._row(place)
            if place == self._current:
                fill_rounded(painter, row, theme.hover, look.px(12))
                if self.hasFocus():
                    draw_focus(painter, look, row, look.px(12))
            high = keycap_height(look)
            middle = row.center().y() - high / 2
            cap = QRectF(row.left() + look.px(14), middle, keycap_width(look, "0"), high)
            draw_keycap(painter, look, cap, str(place + 1), theme.ink)
            text = row.adjusted(0, look.px(8), -look.px(14), -look.px(8))
            text.setLeft(cap.right() + look.px(16))
            if option.colour:
                dot = QRectF(text.left(), 0, look.px(16), look.px(16))
                dot.moveTop(row.center().y() - dot.height() / 2)
                fill_rounded(painter, dot, QColor(option.colour), look.px(8))
                text.setLeft(text.left() + look.px(30))
            label = QRectF(text)
            if option.detail:
                label.setHeight(text.height() / 2)
                detail = text.adjusted(0, text.height() / 2, 0, 0)
                draw_line(painter, look, detail, option.detail, _DETAIL, theme.dim)
            draw_line(painter, look, label, option.label, _LABEL, theme.ink, Weight.SEMIBOLD)

    def _pick(self, place: int) -> None:
        self._close()
        self.picked.emit(self._offer.options[place].value)

    def _go_to(self, place: int) -> None:
        self._current = place
        self._announce()

    def _close(self) -> None:
        self.hide()
        self._page.setFocus()

    def _announce(self) -> None:
        option = self._offer.options[self._current]
        place = f"{self._current + 1} of {len(self._offer.options)}"
        self.setAccessibleName(f"{self._offer.title}: {option.label}, {option.detail}, {place}")
        self.update()

    def _row(self, place: int) -> QRectF:
        look = self._look
        top = look.room(_HEAD, _TITLE) + place * self._row_height
        height = self._row_height - look.px(4)
        return QRectF(look.px(16), top, self.width() - look.px(32), height)

    @property
    def _row_height(self) -> int:
        return self._look.room(_ROW, _LABEL, _DETAIL)

    def _place(self) -> None:
        look, page = self._look, self._page
        height = look.room(_HEAD + _FOOT, _TITLE) + self._row_height * len(self._offer.options)
        width = min(look.room(_WIDTH, *[_LABEL] * 10), page.width() - look.px(24))
        # At the left, where the time that goes on can be seen beside it.
        left = min(look.px(24), (page.width() - width) // 2)
        self.setGeometry(left, (page.height() - height) // 2, width, height)
