"""The column at the left that leads from page to page."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout

from bandtimer.ui.look import Look, Weight
from bandtimer.ui.widgets.keyboard import is_enter
from bandtimer.ui.widgets.paint import draw_focus, draw_line, fill_control
from bandtimer.ui.widgets.panel import Panel
from bandtimer.ui.widgets.text import Text

_TEXT = 16
_NARROWEST = 168


class NavItem(QAbstractButton):
    """One page's name; the current one stands out."""

    def __init__(self, look: Look, name: str, key: str) -> None:
        super().__init__()
        self._look = look
        self.setText(name)
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({key})")
        self._is_current = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def set_current(self, *, is_current: bool) -> None:
        """Mark it as the page that is shown, or as another."""
        self._is_current = is_current
        self.setAccessibleDescription("Current page" if is_current else "")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size of an entry."""
        name = self._look.width(_TEXT, self.text(), Weight.SEMIBOLD)
        return QSize(round(name) + self._look.px(22), self._look.room(44, _TEXT))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Let Enter press it, too."""
        if is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the name, on a ground if it is the current page."""
        look, theme = self._look, self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self._is_current:
            fill_control(painter, look, rect, theme.raised, look.px(10))
        weight = Weight.SEMIBOLD if self._is_current else Weight.REGULAR
        ink = theme.ink if self._is_current or self.underMouse() else theme.dim
        inside = rect.adjusted(look.px(12), 0, -look.px(8), 0)
        draw_line(painter, look, inside, self.text(), _TEXT, ink, weight)
        if self.hasFocus():
            draw_focus(painter, look, rect, look.px(10))


class Nav(Panel):
    """The program's name and its pages, the last of them at the foot; `wanted` carries one.

    `pages` has their names and keys.
    """

    wanted = Signal(str)

    def __init__(self, look: Look, pages: Mapping[str, str]) -> None:
        super().__init__(look, "side", radius=0)
        name = Text(look, 18, Weight.BOLD)
        name.set_text("BandTimer")
        head = QVBoxLayout()
        look.lay_out(head, (12, 0, 0, 12))
        head.addWidget(name)
        column = QVBoxLayout(self)
        look.lay_out(column, (14, 24, 14, 16), 4)
        column.addLayout(head)
        self._items = {page: NavItem(look, page, key) for page, key in pages.items()}
        for page, item in self._items.items():
            item.clicked.connect(lambda _checked, page=page: self.wanted.emit(page))
            column.addWidget(item)
        column.insertStretch(column.count() - 1)
        self._name = name
        self._look = look
        look.changed.connect(self._restyle)
        self._restyle()

    def set_current(self, page: str) -> None:
        """Mark the page that is shown."""
        for name, item in self._items.items():
            item.set_current(is_current=name == page)

    def _restyle(self) -> None:
        look = self._look
        widest = max(item.sizeHint().width() for item in self._items.values())
        name = self._name.sizeHint().width() + look.px(12)
        self.setFixedWidth(max(look.px(_NARROWEST), max(widest, name) + look.px(28)))
