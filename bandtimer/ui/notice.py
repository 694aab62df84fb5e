"""A line of news across the top of the window, until it is dismissed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from bandtimer.present.tone import Tone
from bandtimer.ui.look import Look
from bandtimer.ui.widgets.button import Button, Kind
from bandtimer.ui.widgets.panel import Panel
from bandtimer.ui.widgets.text import Text


class Notice(Panel):
    """Tells what happened and what to do; nothing in it is lost while it is not read."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "raised", radius=0)
        self._messages: list[str] = []
        self._text = Text(look, 15, ink=Tone.ALERT, wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        dismiss = Button(look, "Dismiss", "", Kind.QUIET, size=14, height=32)
        dismiss.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        look.lay_out(row, (24, 8, 14, 8), 14)
        row.addWidget(self._text, 1)
        row.addWidget(dismiss)
        self.hide()

    def tell(self, message: str) -> None:
        """Add a message to those shown."""
        if message not in self._messages:
            self._messages.append(message)
        self._text.set_text("\n".join(self._messages))
        self.show()

    def dismiss(self) -> None:
        """Clear all messages."""
        self._messages.clear()
        self.hide()
