"""Which key means what in the player; the sheet of keys is made from the same table."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from bandtimer.player.intents import Intent

Key = Qt.Key


@dataclass(frozen=True, slots=True)
class Binding:
    """An intent, the keys that mean it, and how the sheet of keys puts it."""

    intent: Intent
    keys: tuple[Qt.Key, ...]
    shown: str
    says: str
    shift: bool = False


BINDINGS = (
    Binding(Intent.PRIMARY, (Key.Key_Space,), "Space", "Pause and go on; count a rep at your pace"),
    Binding(Intent.PAUSE, (Key.Key_P, Key.Key_MediaTogglePlayPause, Key.Key_MediaPlay,
                           Key.Key_MediaPause), "P", "Pause and go on, whatever is running"),
    Binding(Intent.SKIP, (Key.Key_Right,), "Shift →", "Skip this step", shift=True),
    Binding(Intent.NEXT, (Key.Key_Right, Key.Key_PageDown, Key.Key_MediaNext), "→",
            "Done, on to the next step"),
    Binding(Intent.BACK, (Key.Key_Left, Key.Key_PageUp, Key.Key_MediaPrevious), "←",
            "Restart the step; again for the one before"),
    Binding(Intent.MORE_TIME, (Key.Key_Plus, Key.Key_Equal), "+", "Ten seconds more"),
    Binding(Intent.LESS_TIME, (Key.Key_Minus,), "−", "Ten seconds less"),
    Binding(Intent.MORE_REPS, (Key.Key_Up,), "↑", "One rep more for the last set"),
    Binding(Intent.FEWER_REPS, (Key.Key_Down,), "↓", "One rep fewer for the last set"),
    Binding(Intent.STOP, (Key.Key_End,), "End", "End the session here and keep it"),
    Binding(Intent.LEAVE, (Key.Key_Escape,), "Esc", "Leave; it is saved and can be resumed"),
)  # fmt: skip


def intent_of(event: QKeyEvent) -> Intent | None:
    """Return what a key press means, or None where it means nothing here."""
    key = event.key()
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    fits = [binding for binding in BINDINGS if key in binding.keys]
    exact = [binding for binding in fits if binding.shift == shift]
    chosen = exact or [binding for binding in fits if not binding.shift]
    return chosen[0].intent if chosen else None
