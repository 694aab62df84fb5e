"""The whole session as a bar: a piece a step, what is done filled in.

Work is told from what lies between by height as well as by colour.
"""

from collections.abc import Iterator

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bandtimer.present.outline import Outline
from bandtimer.present.tone import Tone
from bandtimer.ui.look import Look
from bandtimer.ui.widgets.accessible import Role
from bandtimer.ui.widgets.paint import fill_rounded, mixed

_HEIGHT = 7
_THIN = 3
_WORK = (Tone.WORK, Tone.HOLD)
_GAP = 2
_GROUP_GAP = 10


class TimelineBar(QWidget):
    """Shows where in the session a step lies; pieces are as long as their steps."""

    accessible_role = Role.ProgressBar

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._outline: Outline | None = None
        self._step, self._fraction = 0, 0.0
        self.setAccessibleName("Session")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._restyle)
        self._restyle()

    def set_outline(self, outline: Outline) -> None:
        """Take the plan to show."""
        self._outline = outline
        self.update()

    def accessible_value(self) -> str:
        """Say for a screen reader how far the session is."""
        steps = 0 if self._outline is None else len(self._outline.segments)
        return f"Step {self._step + 1} of {steps}"

    def set_position(self, step: int, fraction: float) -> None:
        """Show how far the session is: so much of this step."""
        before = (self._step, round(self._fraction * 100))
        self._step, self._fraction = step, fraction
        if before != (step, round(fraction * 100)):
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the pieces: done in a darker shade, the current one filled as far as it is."""
        if self._outline is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._look.theme
        for index, (rect, tone) in enumerate(self._pieces(self._outline)):
            colour = theme.tones[tone]
            radius = min(rect.height(), rect.width()) / 2
            if index < self._step:
                fill_rounded(painter, rect, mixed(colour, theme.window, 0.55), radius)
                continue
            fill_rounded(painter, rect, theme.track, radius)
            if index == self._step and self._fraction > 0:
                done = QRectF(rect)
                done.setWidth(max(rect.width() * self._fraction, min(rect.height(), rect.width())))
                fill_rounded(painter, done, colour, radius)

    def _pieces(self, outline: Outline) -> Iterator[tuple[QRectF, Tone]]:
        segments = outline.segments
        gaps = sum(_GROUP_GAP if segment.opens_group else _GAP for segment in segments[1:])
        total = sum(segment.length_ms for segment in segments) or 1
        gap_scale = min(self._look.scale, self.width() / 3 / max(gaps, 1))
        unit = (self.width() - gaps * gap_scale) / total
        left = 0.0
        for place, segment in enumerate(segments):
            if place:
                left += (_GROUP_GAP if segment.opens_group else _GAP) * gap_scale
            width = segment.length_ms * unit
            high = self.height() if segment.tone in _WORK else self._look.px(_THIN)
            yield QRectF(left, (self.height() - high) / 2, width, high), segment.tone
            left += width

    def _restyle(self) -> None:
        self.setFixedHeight(self._look.px(_HEIGHT))
        self.update()
