"""A row that always fits: where the wished text is too wide, all of it is set smaller alike."""

from typing import TypeVar

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bandtimer.ui.look import Look, RowLook

_STEP = 0.05
# A little below the plain size, for a row that is full at that.
_LEAST = 0.8
# What gives way keeps this share of the row, if it needs it.
_KEPT = 0.25

Item = TypeVar("Item", bound=QWidget)


class FitRow(QWidget):
    """Holds a `row` layout; what stands in it takes its size from `row_look`."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.row_look = RowLook(look)
        self.row = QHBoxLayout(self)
        self._yielding: list[QWidget] = []
        self._fitted_for: tuple[int, int, float, float] | None = None

    def give_way(self, item: Item) -> Item:
        """Let this item be cut short before all of the row is set smaller; return it."""
        self._yielding.append(item)
        return item

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the least size; no width is too small."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Fit the new width."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Fit again when what stands in the row asks for another size."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        look = self.row_look
        if self._fitted_for == self._state():
            return
        text = look.wished
        look.limit(text)
        while self._needed() > self.width() and text > min(look.wished, _LEAST):
            text = max(text - _STEP, min(look.wished, _LEAST))
            look.limit(text)
        self._fitted_for = self._state()

    def _needed(self) -> int:
        widths = (item.sizeHint().width() for item in self._yielding if not item.isHidden())
        spared = sum(max(width - _KEPT * self.width(), 0) for width in widths)
        return self.row.sizeHint().width() - round(spared)

    def _state(self) -> tuple[int, int, float, float]:
        """Return all that decides about the fit."""
        look = self.row_look
        return self._needed(), self.width(), look.wished, look.scale
