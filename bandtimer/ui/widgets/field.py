"""A place to type in."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QWidget

from bandtimer.ui.look import Look
from bandtimer.ui.widgets.paint import draw_focus, fill_rounded

_RADIUS = 10


def paint_ground(widget: QWidget, look: Look) -> None:
    """Paint a rounded ground, framed while the widget has the keyboard."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    rect = QRectF(widget.rect())
    fill_rounded(painter, rect, look.theme.panel, look.px(_RADIUS))
    if widget.hasFocus():
        draw_focus(painter, look, rect, look.px(_RADIUS))


class LineField(QLineEdit):
    """One line to type in."""

    def __init__(self, look: Look, name: str, placeholder: str) -> None:
        super().__init__()
        self._look = look
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setClearButtonEnabled(True)
        self.setFrame(False)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.setPalette(palette)
        look.changed.connect(self._restyle)
        self._restyle()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the ground below the text."""
        paint_ground(self, self._look)
        super().paintEvent(event)

    def _restyle(self) -> None:
        look = self._look
        self.setFont(look.font(15))
        self.setFixedHeight(look.px(40))
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
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, look.theme.panel)
        self.setPalette(palette)
        look.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        look = self._look
        self.setFont(look.font(16))
        self.setFixedHeight(look.px(96))
        self.document().setDocumentMargin(look.px(12))
