"""The column at the left that leads from page to page."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout

from bandtimer.ui.look import Look, Weight
from bandtimer.ui.widgets.keyboard import is_enter
from bandtimer.ui.widgets.paint import draw_elided, draw_focus, fill_rounded
from bandtimer.ui.widgets.panel import Panel
from bandtimer.ui.widgets.text import Text


class NavItem(QAbstractButton):
    """One page's name; the current one stands out."""

    def __init__(self, look: Look, name: str, key: str) -> None:
        super().__init__()
        self._look = look
        self.setText(name)
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({key})")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size of an entry."""
        return QSize(self._look.px(140), self._look.px(44))

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
        if self.isChecked():
            fill_rounded(painter, rect, theme.raised, look.px(10))
        weight = Weight.SEMIBOLD if self.isChecked() else Weight.REGULAR
        ink = theme.ink if self.isChecked() or self.underMouse() else theme.dim
        inside = rect.adjusted(look.px(12), 0, -look.px(8), 0)
        draw_elided(painter, inside, self.text(), look.font(16, weight), ink)
        if self.hasFocus():
            draw_focus(painter, look, rect, look.px(10))


class Nav(Panel):
    """The program's name and its pages; `wanted` carries a page's number."""

    wanted = Signal(int)

    def __init__(self, look: Look, pages: tuple[str, ...]) -> None:
        super().__init__(look, "side", radius=0)
        name = Text(look, 18, Weight.BOLD)
        name.set_text("BandTimer")
        head = QVBoxLayout()
        look.lay_out(head, (12, 0, 0, 12))
        head.addWidget(name)
        column = QVBoxLayout(self)
        look.lay_out(column, (14, 24, 14, 16), 4)
        column.addLayout(head)
        self._items = [
            NavItem(look, page, f"Ctrl+{number}") for number, page in enumerate(pages, start=1)
        ]
        for number, item in enumerate(self._items):
            item.clicked.connect(lambda _checked, number=number: self.wanted.emit(number))
            column.addWidget(item)
        column.addStretch()
        self._look = look
        look.changed.connect(self._restyle)
        self._restyle()

    def set_current(self, number: int) -> None:
        """Mark the page that is shown."""
        self._items[number].setChecked(True)

    def _restyle(self) -> None:
        self.setFixedWidth(self._look.px(168))
