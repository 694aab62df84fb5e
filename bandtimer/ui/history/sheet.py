"""What takes the place of a session while something is entered: title, body, news, buttons."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bandtimer.present.tone import Tone
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.widgets.button import Button, Kind
from bandtimer.ui.widgets.scroll import ScrollColumn
from bandtimer.ui.widgets.text import Text
from bandtimer.ui.widgets.wrap_row import WrapRow

BUTTON = {"size": 14.5, "height": 40}


class Sheet(QWidget):
    """Lays a form out in its `body`; `left` says that nothing more is wanted of it."""

    left = Signal()

    def __init__(self, look: Look, title: str, buttons: Sequence[Button]) -> None:
        super().__init__()
        self._look = look
        self.heading = Text(look, 21, Weight.BOLD, wrap=True)
        self.heading.set_text(title)
        self._alert = Text(look, 15, ink=Tone.ALERT, wrap=True)
        self._cancel = Button(look, "Cancel", "Esc", Kind.QUIET, **BUTTON)
        self._cancel.clicked.connect(self.left)
        self.area = ScrollColumn()
        self.body = self.area.column
        look.lay_out(self.body, (22, 26, 16, 12), 12)
        self.body.addWidget(self.heading)
        foot = QVBoxLayout()
        look.lay_out(foot, (22, 0, 16, 16), 8)
        foot.addWidget(self._alert)
        foot.addWidget(WrapRow(look, (*buttons, self._cancel)))
        column = QVBoxLayout(self)
        look.lay_out(column, spacing=6)
        column.addWidget(self.area, 1)
        column.addLayout(foot)
        self._alert.set_text("")

    def warn(self, text: str) -> None:
        """Say what has to be mended; nothing that was entered is lost."""
        self._alert.set_text(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Leave with Esc; letters are no commands here."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
