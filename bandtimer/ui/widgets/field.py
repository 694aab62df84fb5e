"""A place to type in."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QWidget

from bandtimer.ui.look import Look
from bandtimer.ui.widgets.paint import draw_focus, fill_control
from bandtimer.ui.widgets.scroll import ScrollBar

_RADIUS = 10
_LINE_TEXT = 15
_NOTE_TEXT = 16


def paint_ground(widget: QWidget, look: Look, *, has_focus: bool) -> None:
    """Paint a rounded ground, ringed while the field has the keyboard."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    rect = QRectF(widget.rect())
    fill_control(painter, look, rect, look.theme.panel, look.px(_RADIUS))
    if has_focus:
        draw_focus(painter, look, rect, look.px(_RADIUS))


class LineField(QLineEdit):
    """One line to type in; what `is_search` is cleared by a button, too."""

    def __init__(self, look: Look, name: str, placeholder: str, *, is_search: bool = False) -> None:
        super().__init__()
        self._look = look
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        if is_search:
            # There is nothing to clear yet, and the button's picture takes a while to load.
            self.textChanged.connect(lambda _text: self.setClearButtonEnabled(True))
        self.setFrame(False)
        # A palette that sets one role leaves the others to the theme.
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.setPalette(palette)
        look.changed.connect(self._restyle)
        self._restyle()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the ground below the text."""
        paint_ground(self, self._look, has_focus=self.hasFocus())
        super().paintEvent(event)

    def _restyle(self) -> None:
        look = self._look
        self.setFont(look.font(_LINE_TEXT))
        self.setFixedHeight(look.room(40, _LINE_TEXT))
        self.setTextMargins(look.px(8), 0, look.px(8), 0)


class NoteField(QPlainTextEdit):
    """A few lines to type in; Tab leaves it."""

    def __init__(self, look: Look, name: str, placeholder: str) -> None:
        super().__init__()
        self._look = look
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.setPalette(palette)
        self.viewport().setAutoFillBackground(False)
        self.setVerticalScrollBar(ScrollBar())
        look.changed.connect(self._restyle)
        self._restyle()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the ground below the text."""
        paint_ground(self.viewport(), self._look, has_focus=self.hasFocus())
        super().paintEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show the ring."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Hide the ring."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _restyle(self) -> None:
        look = self._look
        self.setFont(look.font(_NOTE_TEXT))
        self.setFixedHeight(look.room(96, _NOTE_TEXT, _NOTE_TEXT, _NOTE_TEXT))
        self.document().setDocumentMargin(look.px(12))
