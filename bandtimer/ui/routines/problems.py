"""What is shown in place of a routine whose file cannot be used."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bandtimer.present.library_view import BrokenFile
from bandtimer.ui.look import Look, Weight
from bandtimer.ui.widgets.scroll import ScrollColumn
from bandtimer.ui.widgets.text import Text


class ProblemDetail(QWidget):
    """Shows why a file cannot be used."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._title = Text(look, 31, Weight.BOLD, wrap=True)
        self._advice = Text(look, 16, ink="dim", wrap=True)
        self._problems = Text(look, 15, wrap=True)
        self._problems.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        scroll = ScrollColumn()
        look.lay_out(scroll.column)
        scroll.column.addWidget(self._problems)
        scroll.column.addStretch()
        column = QVBoxLayout(self)
        look.lay_out(column, (30, 24, 30, 24), 14)
        column.addWidget(self._title)
        column.addWidget(self._advice)
        column.addWidget(scroll, 1)

    def show_problems(self, file: BrokenFile) -> None:
        """Show the problems of this file."""
        self._title.set_text(file.name)
        self._advice.set_text(
            f"{file.id} cannot be used yet. Mend what is listed below, line by line, and save it; "
            "the list then follows by itself."
        )
        self._problems.set_text("\n\n".join(file.problems))
