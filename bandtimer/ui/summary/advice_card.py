"""What to do next time: one suggestion after the other, each taken or dismissed by one key."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from bandtimer.ui.look import Look, Weight
from bandtimer.ui.widgets.button import Button
from bandtimer.ui.widgets.fit_row import FitRow
from bandtimer.ui.widgets.panel import Panel
from bandtimer.ui.widgets.text import Text


class AdviceCard(Panel):
    """Shows the first of some suggestions; `taken` and `dismissed` say what is wanted of it."""

    taken = Signal()
    dismissed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._title = Text(look, 19, Weight.SEMIBOLD)
        self.text = Text(look, 17, wrap=True)
        row = FitRow(look)
        self.take = Button(row.row_look, "Do that", "T", size=16, height=42)
        self.leave = Button(row.row_look, "Not now", "D", size=16, height=42)
        look.lay_out(row.row, spacing=10)
        row.row.addWidget(self.take)
        row.row.addWidget(self.leave)
        row.row.addStretch()
        column = QVBoxLayout(self)
        look.lay_out(column, (18, 14, 18, 14), 10)
        column.addWidget(self._title)
        column.addWidget(self.text)
        column.addWidget(row)
        self.take.clicked.connect(self.taken)
        self.leave.clicked.connect(self.dismissed)
        self.hide()

    def show_advice(self, text: str, number: int) -> None:
        """Show this suggestion, the first of so many; with none of them take no room."""
        more = f", and {number - 1} more" if number > 1 else ""
        self._title.set_text(f"Next time{more}")
        self.text.set_text(text)
        self.setVisible(number > 0)
