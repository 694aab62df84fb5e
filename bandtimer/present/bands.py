"""The colours that bands are sold in."""

BAND_COLOURS = (
    ("#f5d547", "Yellow"),
    ("#f7b26a", "Peach"),
    ("#e07b39", "Orange"),
    ("#d9433f", "Red"),
    ("#c4416f", "Raspberry"),
    ("#e58ab0", "Pink"),
    ("#8f55c8", "Purple"),
    ("#4a90e2", "Blue"),
    ("#35a3a8", "Teal"),
    ("#4caf6a", "Green"),
    ("#9aa6b2", "Grey"),
    ("#2b3038", "Black"),
    ("#e8edf2", "White"),
)


def colours_offered(current: str) -> tuple[tuple[str, str], ...]:
    """List the colours with their names, one from the settings file that has none among them."""
    known = any(colour == current for colour, _ in BAND_COLOURS)
    return BAND_COLOURS if known else (*BAND_COLOURS, (current, current))
