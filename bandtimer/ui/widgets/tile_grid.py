"""Tiles side by side, in as many rows as they need."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from bandtimer.ui.look import Look

_GAP = 10


class TileGrid(QWidget):
    """Spreads the tiles that are shown over the width, all equally wide."""

    def __init__(self, look: Look, tiles: Sequence[QWidget]) -> None:
        super().__init__()
        self._look, self._tiles = look, tiles
        self._laid_out: tuple[int, tuple[QWidget, ...]] | None = None
        self._grid = QGridLayout(self)
        look.lay_out(self._grid, spacing=_GAP)
        for place, tile in enumerate(tiles):
            self._grid.addWidget(tile, 0, place)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the least size; no width is too small."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Spread the tiles anew."""
        super().resizeEvent(event)
        self._spread()

    def event(self, event: QEvent) -> bool:
        """Spread the tiles anew when one asks for another size."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._spread()
        return super().event(event)

    def _spread(self) -> None:
        shown = tuple(tile for tile in self._tiles if not tile.isHidden())
        if not shown:
            return
        gap = self._look.px(_GAP)
        widest = max(tile.minimumSizeHint().width() for tile in shown)
        most = max((self.width() + gap) // (widest + gap), 1)
        rows = -(-len(shown) // most)
        columns = -(-len(shown) // rows)
        if self._laid_out == (columns, shown):
            return
        self._laid_out = (columns, shown)
        for tile in self._tiles:
            self._grid.removeWidget(tile)
        for place, tile in enumerate(shown):
            self._grid.addWidget(tile, place // columns, place % columns)
        for column in range(len(self._tiles)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
