"""How big and in which colours everything is, in one place that every widget asks.

Two things set the size. The window's scale fits the design to the window: all grows with it. The
text size is the athlete's wish: text grows by it, and what holds text with it, while a figure, a
ring or a margin does not. Large text grows by as many pixels as text of 20, since what is large
already needs no doubling to be read. A wish for larger text is met as far as there is room: a
single line may fall back to its plain size before it is shortened.
"""

from enum import IntEnum
from functools import lru_cache

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF
from PySide6.QtWidgets import QBoxLayout, QGridLayout

from bandtimer.assets import resources
from bandtimer.ui.theme import Theme

# The size the design is drawn at; sizes in code are pixels of that design.
DESIGN = QSize(1280, 800)
SMALLEST = QSize(900, 560)
MAX_SCALE = 4.0

FONT_FAMILY = "Inter"

# Up to this size text grows in full.
_BODY = 20.0
# Nobody reads smaller letters, in pixels of the screen.
LEAST_TEXT = 10
# A line that is a little too long is set this much smaller than its plain size at most.
LEAST_SHARE = 0.8
# From one line of text to the next, in its size.
_LINE = 1.25


class Weight(IntEnum):
    """The weights that ship with the program."""

    REGULAR = QFont.Weight.Normal.value
    SEMIBOLD = QFont.Weight.DemiBold.value
    BOLD = QFont.Weight.Bold.value


def load_fonts() -> None:
    """Make the program's own fonts known, so that it looks and measures alike everywhere."""
    for path in sorted((resources() / "fonts").glob("*.otf")):
        QFontDatabase.addApplicationFont(str(path))


def _font(pixels: int, weight: Weight) -> QFont:
    font = QFont(FONT_FAMILY)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight(weight))
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


# Layouts ask for the same widths again and again.
@lru_cache(maxsize=4096)
def _advance(pixels: int, weight: Weight, text: str) -> float:
    return QFontMetricsF(_font(pixels, weight)).horizontalAdvance(text)


class Look(QObject):
    """The theme, scale, text size and motion of one window; `changed` says that one is another.

    `text` is the factor text is wished larger by, `is_still` whether motion is unwanted.
    """

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.scale = 1.0
        self.text = 1.0
        self.is_still = False

    def fit(self, size: QSize) -> None:
        """Scale everything so that the design fills a window of this size."""
        wide, high = size.width() / DESIGN.width(), size.height() / DESIGN.height()
        smallest = SMALLEST.height() / DESIGN.height()
        # Steps of a hundredth keep a window that is dragged larger from laying out every pixel.
        scale = round(min(max(min(wide, high), smallest), MAX_SCALE), 2)
        if scale != self.scale:
            self.scale = scale
            self.changed.emit()

    def dress(self, theme: Theme, text: float, *, is_still: bool) -> None:
        """Take over what the settings say, all at once."""
        if (theme, text, is_still) != (self.theme, self.text, self.is_still):
            self.theme, self.text, self.is_still = theme, text, is_still
            self.changed.emit()

    def px(self, size: float) -> int:
        """Return the size, given in pixels of the design, in pixels of the window."""
        return round(size * self.scale)

    def text_px(self, size: float) -> int:
        """Return how large text of that size is set, in pixels of the window."""
        return max(round(self._wished(size) * self.scale), LEAST_TEXT)

    def no_smaller(self, size: float) -> float:
        """Return the size to ask for where text must be read from afar, whatever the wish."""
        return size + max(1.0 - self.text, 0.0) * min(size, _BODY)

    def room(self, size: float, *texts: float) -> int:
        """Return `size` and what lines of text of those sizes take beyond what they are drawn at.

        What holds text asks for its height with this, and for its width where that is fixed.
        """
        grown = sum(self.text_px(text) - round(text * self.scale) for text in texts)
        return round(size * self.scale + grown * _LINE)

    def font(self, size: float, weight: Weight = Weight.REGULAR) -> QFont:
        """Return the font at a size in pixels of the design, with digits of one width."""
        return _font(self.text_px(size), weight)

    def display_font(self, size: float, weight: Weight = Weight.BOLD) -> QFont:
        """Return the font for what is read from afar and scales with the window alone."""
        return _font(max(self.px(size), 1), weight)

    def fitted(
        self, size: float, text: str, width: float, weight: Weight = Weight.REGULAR
    ) -> QFont:
        """Return the font in which the line fits the width, as far as it may be made smaller."""
        pixels = self.text_px(size)
        needed = _advance(pixels, weight, text)
        if needed <= width:
            return _font(pixels, weight)
        plain = min(self.text_px(size), size * self.scale)
        least = max(round(plain * LEAST_SHARE), LEAST_TEXT)
        return _font(max(int(pixels * width / needed), least), weight)

    def fits(self, size: float, text: str, width: float, weight: Weight = Weight.REGULAR) -> bool:
        """Tell whether the line fits at the wished size, or a little below it."""
        pixels = max(round(self.text_px(size) * LEAST_SHARE), LEAST_TEXT)
        return _advance(pixels, weight, text) <= width

    def width(self, size: float, text: str, weight: Weight = Weight.REGULAR) -> float:
        """Return how wide a line is at the wished size, in pixels of the window."""
        return _advance(self.text_px(size), weight, text)

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

    def _wished(self, size: float) -> float:
        return size + (self.text - 1.0) * min(size, _BODY)


class RowLook(Look):
    """The look of widgets whose texts share one size: `limit` may keep it below the wish."""

    def __init__(self, whole: Look) -> None:
        super().__init__(whole.theme)
        self._whole, self._most = whole, whole.text
        whole.changed.connect(self._follow)
        self._follow()

    @property
    def wished(self) -> float:
        """Return the text size that would be taken with room enough."""
        return self._whole.text

    def limit(self, text: float) -> None:
        """Set text no larger than by this factor."""
        self._most = text
        if min(text, self.wished) != self.text:
            self._follow()

    def _follow(self) -> None:
        whole = self._whole
        self.theme, self.scale, self.is_still = whole.theme, whole.scale, whole.is_still
        self.text = min(whole.text, self._most)
        self.changed.emit()
