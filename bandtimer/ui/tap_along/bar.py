"""The row of buttons below, each for its key."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent

from bandtimer.present.tapping_words import Offer
from bandtimer.ui.look import Look
from bandtimer.ui.player.action_bar import ActionButton
from bandtimer.ui.widgets.button import Kind
from bandtimer.ui.widgets.fit_row import FitRow

_MAIN = "Enter"
_KEYS = ("←", _MAIN, "→", "R", "L", "Esc")


class _OfferButton(ActionButton):
    """A button that a key held down does not press again."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.isAutoRepeat():
            event.ignore()
        else:
            super().keyPressEvent(event)


class OfferBar(FitRow):
    """Shows what is on offer; `wanted` carries the Wish of a button that is pressed."""

    wanted = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        look, row = self.row_look, self.row
        look.lay_out(row, spacing=12)
        row.addStretch()
        self._offers: Mapping[str, Offer] = {}
        self._buttons = {key: self._make(look, key) for key in _KEYS}
        for key, button in self._buttons.items():
            button.clicked.connect(lambda _checked=False, key=key: self._press(key))
            row.addWidget(button)
        row.addStretch()

    def show_offers(self, offers: Mapping[str, Offer]) -> None:
        """Show a button for each of these keys."""
        self._offers = offers
        for key, button in self._buttons.items():
            offer = offers.get(key)
            button.setVisible(offer is not None)
            if offer is not None:
                button.set_text(offer.text)
                button.setEnabled(offer.possible)

    def take_keyboard(self) -> bool:
        """Put the keyboard on the button that matters most; tell whether there is one."""
        if _MAIN in self._offers:
            self._buttons[_MAIN].setFocus()
        return _MAIN in self._offers

    def _make(self, look: Look, key: str) -> ActionButton:
        if key == _MAIN:
            return _OfferButton(look, "", key, Kind.ACCENT, size=20, height=56, wide=200)
        return _OfferButton(look, "", key, size=17, height=56)

    def _press(self, key: str) -> None:
        offer = self._offers.get(key)
        if offer is not None:
            self.wanted.emit(offer.wish)
