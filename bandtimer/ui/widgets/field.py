"""A place to type in."""

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit

from bandtimer.ui.look import Look


class LineField(QLineEdit):
    """One line to type in."""

    def __init__(self, look: Look, name: str, placeholder: str) -> None:
        super().__init__()
        self._look = look
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setClearButtonEnabled(True)
        look.changed.connect(self._restyle)
        self._restyle()

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
        self.setFrameShape(QFrame.Shape.StyledPanel)
        look.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        look = self._look
        self.setFont(look.font(16))
        self.setFixedHeight(look.px(84))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, look.theme.panel)
        self.setPalette(palette)
