"""Large digits look alike whatever was drawn before them."""

from itertools import product

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from bandtimer.ui.look import Look, Weight
from bandtimer.ui.theme import load_theme
from bandtimer.ui.widgets.paint import draw_large

BASELINE = QPointF(20.5, 220.25)


def digits(look: Look) -> QImage:
    image = QImage(300, 300, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_large(painter, BASELINE, "36", look.display_font(160), QColor("white"))
    painter.end()
    return image


def use(look: Look, size: int, weight: Weight) -> None:
    """Have the typeface draw a line of another size."""
    image = QImage(200, 60, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setFont(look.font(size, weight))
    painter.drawText(QPointF(0, 40), "Rest 36")
    painter.end()


@pytest.mark.parametrize("weight", list(Weight))
def test_large_letters_do_not_depend_on_what_was_drawn_before(
    qapp: QApplication, weight: Weight
) -> None:
    look = Look(load_theme("dark"))
    first = digits(look)
    for size, _ in product((10, 13, 17, 30, 38, 61, 100, 150), range(2)):
        use(look, size, weight)
        assert digits(look) == first
