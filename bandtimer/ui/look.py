"""How big and in which colours everything is, in one place that every widget asks."""

from enum import IntEnum

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QBoxLayout, QGridLayout

from bandtimer.assets import resources
from bandtimer.ui.theme import Theme

# The size the design is drawn at; sizes in code are pixels of that design.
DESIGN = QSize(1280, 800)
SMALLEST = QSize(900, 560)
MAX_SCALE = 4.0

FONT_FAMILY = "Inter"


class Weight(IntEnum):
    """The weights that ship with the program."""

    REGULAR = QFont.Weight.Normal.value
    SEMIBOLD = QFont.Weight.DemiBold.value
    BOLD = QFont.Weight.Bold.value


def load_fonts() -> None:
    """Make the program's own fonts known, so that it looks and measures alike everywhere."""
    for path in sorted((resources() / "fonts").glob("*.otf")):
        QFontDatabase.addApplicationFont(str(path))


class Look(QObject):
    """The theme and the scale of one window; `changed` says that either is another now."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.scale = 1.0

    def fit(self, size: QSize) -> None:
        """Scale everything so that the design fills a window of this size."""
        wide, high = size.width() / DESIGN.width(), size.height() / DESIGN.height()
        smallest = SMALLEST.height() / DESIGN.height()
        # Steps of a hundredth keep a window that is dragged larger from laying out every pixel.
        scale = round(min(max(min(wide, high), smallest), MAX_SCALE), 2)
        if scale != self.scale:
            self.scale = scale
            self.changed.emit()

    def px(self, size: float) -> int:
        """Return the size, given in pixels of the design, in pixels of the window."""
        return round(size * self.scale)

    def font(self, size: float, weight: Weight = Weight.REGULAR) -> QFont:
        """Return the font at a size in pixels of the design, with digits of one width."""
        font = QFont(FONT_FAMILY)
        font.setPixelSize(max(self.px(size), 1))
        font.setWeight(QFont.Weight(weight))
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def lay_out(
        self,
        layout: QBoxLayout | QGridLayout,
        margins: tuple[float, float, float, float] = (0, 0, 0, 0),
        spacing: float = 0,
    ) -> None:
        """Give a layout that lives as long as the window margins (left, top, right, bottom)."""

        def apply() -> None:
            layout.setContentsMargins(*(self.px(side) for side in margins))
            layout.setSpacing(self.px(spacing))

        apply()
        self.changed.connect(apply)
