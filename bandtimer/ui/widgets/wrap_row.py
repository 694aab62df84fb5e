"""Buttons side by side, in as many rows as they need."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bandtimer.ui.look import Look

_GAP = 8


class WrapRow(QWidget):
    """Places the widgets that are shown one after the other, at the left or at the right."""

    def __init__(
        self, look: Look, widgets: Sequence[QWidget], align: Literal["left", "right"] = "left"
    ) -> None:
        super().__init__()
        self._look, self._widgets, self._align = look, widgets, align
        for widget in widgets:
            widget.setParent(self)
            widget.installEventFilter(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self._restyle)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size of a single row."""
        sizes = [widget.sizeHint() for widget in self._shown()]
        gaps = self._look.px(_GAP) * max(len(sizes) - 1, 0)
        high = max((size.height() for size in sizes), default=0)
        return QSize(sum(size.width() for size in sizes) + gaps, high)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the least size; no width is too small."""
        return QSize(0, self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Tell that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Return the height of all rows at this width."""
        rects = self._places(width)
        return max((rect.bottom() + 1 for rect in rects), default=0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Place the widgets anew."""
        super().resizeEvent(event)
        self._place()

    def eventFilter(self, _watched: object, event: QEvent) -> bool:  # noqa: N802
        """Place the widgets anew when one is shown, hidden or asks for another size."""
        if event.type() in {QEvent.Type.ShowToParent, QEvent.Type.HideToParent}:
            self._restyle()
        return False

    def event(self, event: QEvent) -> bool:
        """Place the widgets anew when one asks for another size."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._restyle()
        return super().event(event)

    def _shown(self) -> list[QWidget]:
        return [widget for widget in self._widgets if not widget.isHidden()]

    def _places(self, width: int) -> list[QRect]:
        gap = self._look.px(_GAP)
        rows: list[list[QRect]] = [[]]
        left = top = high = 0
        for widget in self._shown():
            size = widget.sizeHint()
            if rows[-1] and left + size.width() > width:
                rows.append([])
                left, top, high = 0, top + high + gap, 0
            rows[-1].append(QRect(left, top, size.width(), size.height()))
            left += size.width() + gap
            high = max(high, size.height())
        if self._align == "right":
            for row in filter(None, rows):
                spare = max(width - row[-1].right() - 1, 0)
                for rect in row:
                    rect.translate(spare, 0)
        return [rect for row in rows for rect in row]

    def _place(self) -> None:
        for widget, rect in zip(self._shown(), self._places(self.width()), strict=True):
            widget.setGeometry(rect)

    def _restyle(self) -> None:
        self.updateGeometry()
        self._place()
