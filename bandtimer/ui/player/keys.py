"""Which key means what in the player; the sheet of keys is made from the same table."""

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from bandtimer.player.intents import Intent

Key = Qt.Key


class Ask(Enum):
    """A wish that opens something to choose from or to look at, before anything happens."""

    BAND = auto()
    VARIANT = auto()
    HURT = auto()
    KEYS = auto()
    SOUND = auto()
    VOICE = auto()
    FULL_SCREEN = auto()


@dataclass(frozen=True, slots=True)
class Binding:
    """A wish, the keys that mean it, and how the sheet of keys puts it, if it does."""

    wish: Intent | Ask
    keys: tuple[Qt.Key, ...]
    shown: str
    says: str
    shift: bool = False


BINDINGS = (
    # A headset's button sends play or pause by what it believes is going on, so all three are one.
    Binding(Intent.PRIMARY, (Key.Key_Space, Key.Key_MediaTogglePlayPause, Key.Key_MediaPlay,
                             Key.Key_MediaPause), "Space",
            "Pause and go on; count a rep at your pace"),
    # A presenter's key for a black screen sends a full stop.
    Binding(Intent.PAUSE, (Key.Key_P, Key.Key_Period), "P", "Pause and go on, whatever is running"),
    Binding(Intent.HALT, (Key.Key_MediaStop,), "", ""),
    Binding(Intent.NEXT, (Key.Key_Right, Key.Key_MediaNext, Key.Key_F5), "→",
            "Done, on to the next step"),
    Binding(Intent.SKIP, (Key.Key_Right,), "Shift →", "Skip this step", shift=True),
    Binding(Intent.FORWARD, (Key.Key_PageDown,), "Page ↓",
            "As →, but counts a rep at your pace (for presenters)"),
    Binding(Intent.BACK, (Key.Key_Left, Key.Key_PageUp, Key.Key_MediaPrevious), "←",
            "Restart the step; again for the one before"),
    Binding(Intent.MORE_TIME, (Key.Key_Plus, Key.Key_Equal), "+", "Ten seconds more"),
    Binding(Intent.LESS_TIME, (Key.Key_Minus,), "−", "Ten seconds less"),
    Binding(Intent.MORE_REPS, (Key.Key_Up,), "↑", "One rep more for the last set"),
    Binding(Intent.FEWER_REPS, (Key.Key_Down,), "↓", "One rep fewer for the last set"),
    Binding(Ask.BAND, (Key.Key_B,), "B", "Another band for this exercise"),
    Binding(Intent.MORE_SETS, (Key.Key_S,), "S", "One set more of this exercise"),
    Binding(Intent.FEWER_SETS, (Key.Key_S,), "Shift S", "One set fewer of this exercise",
            shift=True),
    Binding(Ask.VARIANT, (Key.Key_E,), "E", "An easier or harder variant"),
    Binding(Ask.HURT, (Key.Key_H,), "H", "Something hurts: pause, and choose what to do"),
    Binding(Ask.SOUND, (Key.Key_M,), "M", "All sound off, and on again"),
    Binding(Ask.VOICE, (Key.Key_V,), "V", "The voice off, and on again"),
    Binding(Ask.FULL_SCREEN, (Key.Key_F, Key.Key_F11), "F", "Full screen, and back"),
    Binding(Ask.KEYS, (Key.Key_Question,), "?", "Show or hide these keys", shift=True),
    Binding(Intent.STOP, (Key.Key_End,), "End", "End the session here and keep it"),
    Binding(Intent.LEAVE, (Key.Key_Escape,), "Esc", "Leave; it is saved and can be resumed"),
)  # fmt: skip


def wish_of(event: QKeyEvent) -> Intent | Ask | None:
    """Return what a key press means, or None where it means nothing here."""
    key = event.key()
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    fits = [binding for binding in BINDINGS if key in binding.keys]
    exact = [binding for binding in fits if binding.shift == shift]
    chosen = exact or fits
    return chosen[0].wish if chosen else None
