"""How strongly colours differ: to the eye, to one without green cones, and in greyscale.

Colours are (red, green, blue) of sRGB, each from 0 to 1.
"""

import math
from collections.abc import Iterable

from PySide6.QtGui import QColor

Colour = tuple[float, float, float]

# Luminance of linear sRGB, in the weights that WCAG gives.
_WEIGHTS = (0.2126, 0.7152, 0.0722)

# Total deuteranopia in linear sRGB. Machado, Oliveira and Fernandes, “A Physiologically-based
# Model for Simulation of Color Vision Deficiency”, IEEE TVCG 15 (6), 2009, table 1, severity 1.0.
_DEUTERANOPIA = (
    (0.367322, 0.860646, -0.227968),
    (0.280085, 0.672501, 0.047413),
    (-0.011820, 0.042940, 0.968881),
)

# Linear sRGB to CIE XYZ, each row divided by the D65 white point (IEC 61966-2-1).
_TO_XYZ = (
    (0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339 / 1.08883, 0.1191920 / 1.08883, 0.9503041 / 1.08883),
)


def colour_of(colour: QColor) -> Colour:
    return (colour.redF(), colour.greenF(), colour.blueF())


def linear(colour: Colour) -> Colour:
    """Undo sRGB's transfer curve, as WCAG 2.2 writes it under “relative luminance”."""
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in colour
    )
    return red, green, blue


def luminance(colour: Colour) -> float:
    """Return WCAG 2.2's relative luminance: 0 for black, 1 for white."""
    return _dot(_WEIGHTS, linear(colour))


def contrast(one: Colour, other: Colour) -> float:
    """Return WCAG 2.2's contrast ratio, (L1 + 0.05) / (L2 + 0.05): 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def lab(light: Colour) -> Colour:
    """Return CIE L*a*b* of linear sRGB."""
    x, y, z = (_cube_root(_dot(row, light)) for row in _TO_XYZ)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def lightness(colour: Colour) -> float:
    """Return CIE L*: 0 for black, 100 for white; what is left of a colour in greyscale."""
    return lab(linear(colour))[0]


def deuteranopic_distance(one: Colour, other: Colour) -> float:
    """Return the CIE76 difference of two colours to an eye without green cones; 2.3 is just seen.

    The figure for what is just seen is from Mahy, Van Eycken and Oosterlinck, Color Research &
    Application 19 (2), 1994.
    """
    seen = [lab(_without_green_cones(linear(colour))) for colour in (one, other)]
    return math.dist(*seen)


def _without_green_cones(light: Colour) -> Colour:
    red, green, blue = (min(max(_dot(row, light), 0.0), 1.0) for row in _DEUTERANOPIA)
    return red, green, blue


def _cube_root(share: float) -> float:
    return share ** (1 / 3) if share > 216 / 24389 else (24389 / 27 * share + 16) / 116


def _dot(one: Iterable[float], other: Iterable[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))
