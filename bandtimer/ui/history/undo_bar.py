"""What was just done in the history, and the way to take it back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from bandtimer.ui.look import Look
from bandtimer.ui.widgets.button import Button, Kind
from bandtimer.ui.widgets.panel import Panel
from bandtimer.ui.widgets.text import Text

_BUTTON = {"size": 14.5, "height": 36}


class UndoBar(Panel):
    """Stays until the next change, or until it is dismissed; `undo_wanted` asks to take it back."""

    undo_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, "raised", radius=12)
        self._text = Text(look, 15, wrap=True)
        self.undo = Button(look, "Undo", "Ctrl+Z", Kind.STRONG, **_BUTTON)
        dismiss = Button(look, "Dismiss", "", Kind.QUIET, **_BUTTON)
        row = QHBoxLayout(self)
        look.lay_out(row, (18, 10, 12, 10), 10)
        row.addWidget(self._text, 1)
        row.addWidget(self.undo)
        row.addWidget(dismiss)
        self.undo.clicked.connect(self.undo_wanted)
        dismiss.clicked.connect(self.hide)
        self.hide()

    def tell(self, text: str) -> None:
        """Say what was done and can be taken back."""
        self._say(text, can_undo=True)

    def inform(self, text: str) -> None:
        """Say what was done, if there is nothing to take back."""
        self._say(text, can_undo=False)

    def _say(self, text: str, *, can_undo: bool) -> None:
        self.undo.setVisible(can_undo)
        self._text.set_text(text)
        self.setAccessibleName(text)
        self.show()
