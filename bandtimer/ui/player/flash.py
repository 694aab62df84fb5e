"""A frame around the player that lights up with the cues, for those who do not hear them."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from bandtimer.core.cues import Cue
from bandtimer.present.score import Sound, sound_of
from bandtimer.present.tone import Tone
from bandtimer.ui.look import Look

# WCAG 2.1, 2.3.1: nothing flashes more than three times in any one second.
LEAST_APART_MS = 350
_LIT_MS = 180
# Where motion is unwanted, the frame is thin and stays instead of flashing. The margins of the page
# are as wide as the frame, so that nothing that is read is covered.
_STEADY_MS = 700
_WIDE, _THIN = 11, 5

_TONES = {
    Sound.SESSION_DONE: Tone.REST,
    Sound.GO: Tone.WORK,
    Sound.SWITCH: Tone.SWITCH,
    Sound.SET_DONE: Tone.REST,
    Sound.MINIMUM: Tone.HOLD,
    Sound.HALFWAY: Tone.HOLD,
    Sound.TEN_LEFT: Tone.READY,
    Sound.TICK: Tone.READY,
}


class Flash(QWidget):
    """Lies over a page, lets clicks through, and is to be seen only for a moment.

    The phases of a rep and the reps do not light it: the ring and the number show them all along.
    """

    def __init__(self, look: Look, page: QWidget) -> None:
        super().__init__(page)
        self._look, self._page = look, page
        self._tone = Tone.READY
        self._last_ms = -LEAST_APART_MS
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._over = QTimer(self)
        self._over.setSingleShot(True)
        self._over.timeout.connect(self.hide)
        page.installEventFilter(self)
        self.hide()

    def show_cue(self, cue: Cue, now_ms: int) -> None:
        """Light up for a cue, in its tone; `now_ms` tells cues apart that come too fast."""
        sound = sound_of(cue)
        tone = None if sound is None else _TONES.get(sound)
        if tone is None or now_ms - self._last_ms < LEAST_APART_MS:
            return
        self._last_ms = now_ms
        self.light(tone)
        self._over.start(_STEADY_MS if self._look.is_still else _LIT_MS)

    def light(self, tone: Tone) -> None:
        """Light up until it is hidden."""
        self._tone = tone
        self.setGeometry(self._page.rect())
        self.raise_()
        self.show()
        self.update()

    def eventFilter(self, _page: QObject, event: QEvent) -> bool:  # noqa: N802
        """Stay as large as the page."""
        if event.type() is QEvent.Type.Resize:
            self.setGeometry(self._page.rect())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the frame."""
        look = self._look
        painter = QPainter(self)
        width = look.px(_THIN if look.is_still else _WIDE)
        pen = QPen(look.theme.tones[self._tone], width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        inside = round(width / 2)
        painter.drawRect(self.rect().adjusted(inside, inside, -inside, -inside))
