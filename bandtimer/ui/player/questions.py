"""What the athlete is asked in the middle of a session, and what becomes of the answers."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from bandtimer.core.facts import PauseReason, Relief
from bandtimer.core.state import State
from bandtimer.player.controller import SessionController
from bandtimer.player.intents import Intent
from bandtimer.present.options import (
    GO_ON,
    Offer,
    bands_offered,
    exercise_at_hand,
    relief_offered,
    variants_offered,
)
from bandtimer.ui.look import Look
from bandtimer.ui.player.keys import Ask
from bandtimer.ui.player.pick_sheet import PickSheet

OwnedBands = Callable[[], tuple[tuple[str, str, str], ...]]


class Questions(QObject):
    """Asks for a band, a variant, or what to do about pain, while the session stands or goes on.

    `told` carries a sentence when there is nothing to choose or the choice was not possible,
    `band_chosen` an exercise and the name of the band it is done with from now on.
    """

    told = Signal(str)
    band_chosen = Signal(str, str)

    def __init__(self, look: Look, page: QWidget, owned_bands: OwnedBands) -> None:
        super().__init__(page)
        self._owned_bands = owned_bands
        self._controller: SessionController | None = None
        self._asked: Ask | None = None
        self._about = ""
        self._sheet = PickSheet(look, page)
        self._sheet.picked.connect(self._answer)
        self._sheet.dismissed.connect(self._dismiss)

    def lead(self, controller: SessionController | None) -> None:
        """Ask about this session from now on."""
        self._controller = controller
        self._sheet.hide()

    def ask(self, wish: Ask) -> None:
        """Put the question; pain stops the session first."""
        if self._controller is None:
            return
        if wish is Ask.HURT:
            self._controller.perform(Intent.HURT)
        offer = self._offer(wish, self._controller.state)
        if offer.options:
            self._asked = wish
            self._about = exercise_at_hand(self._controller.state).id
            self._sheet.offer(offer)
        else:
            self.told.emit(offer.none)

    def _offer(self, wish: Ask, state: State) -> Offer:
        match wish:
            case Ask.BAND:
                return bands_offered(state, self._owned_bands())
            case Ask.VARIANT:
                return variants_offered(state)
            case _:
                return relief_offered(state)

    def _answer(self, value: str) -> None:
        controller = self._controller
        if controller is None:
            return
        exercise = exercise_at_hand(controller.state)
        match self._asked:
            case Ask.VARIANT | Ask.BAND if exercise.id != self._about:
                self.told.emit(f"Too late: the session is at {exercise.name} now.")
                return
            case Ask.VARIANT:
                done = controller.swap_exercise(value)
            case Ask.BAND:
                done = controller.choose_band(value)
                if done:
                    self.band_chosen.emit(exercise.id, value)
            case _ if value == GO_ON:
                done = True
                self._dismiss()
            case _:
                done = controller.relieve(Relief(value))
        if not done:
            self.told.emit("That is not possible at this point of the session.")

    def _dismiss(self) -> None:
        """Go on where it stands, if it was the question that made it stand."""
        controller = self._controller
        if controller is not None and controller.state.pause_reason is PauseReason.PAIN:
            controller.perform(Intent.PAUSE)
