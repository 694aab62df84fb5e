"""Figures out of measurements, and how they are printed."""

from collections.abc import Sequence
from statistics import quantiles


def percentile(values: Sequence[float], percent: int) -> float:
    """Return the value that so many percent of the values do not exceed."""
    return quantiles(values, n=100, method="inclusive")[percent - 1]


def line(what: str, figures: str, target: str = "") -> None:
    """Print one measurement."""
    print(f"{what:<42} {figures:<44} {target}".rstrip(), flush=True)


def verdict(value: float, most: float, unit: str = "") -> str:
    """Say what was to be reached and whether it was."""
    return f"(at most {most:g}{unit}: {'reached' if value <= most else 'MISSED'})"
