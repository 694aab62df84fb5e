"""The colours of the window, from a theme file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtGui import QColor, QPalette

from bandtimer.assets import resources
from bandtimer.present.tone import Tone


class Theme(NamedTuple):
    """Colour tokens: grounds to stand on, text to read, tones to tell the phases apart.

    `accent` is the one action that matters most, `focus` the ring around what has the keyboard,
    `focus_width` pixels of the design wide. `outline` frames controls, where the theme has one.
    `figure` has the colours of a FigurePalette but its ground.
    """

    window: QColor
    side: QColor
    panel: QColor
    raised: QColor
    hover: QColor
    track: QColor
    ink: QColor
    dim: QColor
    on_accent: QColor
    accent: QColor
    focus: QColor
    focus_width: float
    outline: QColor | None
    tones: Mapping[Tone, QColor]
    figure: Mapping[str, QColor]

    def palette(self) -> QPalette:
        """Return the palette that makes Qt's own widgets fit in."""
        palette = QPalette()
        roles = {
            QPalette.ColorRole.Window: self.window,
            QPalette.ColorRole.WindowText: self.ink,
            QPalette.ColorRole.Base: self.panel,
            QPalette.ColorRole.AlternateBase: self.raised,
            QPalette.ColorRole.Text: self.ink,
            QPalette.ColorRole.PlaceholderText: self.dim,
            QPalette.ColorRole.Button: self.raised,
            QPalette.ColorRole.ButtonText: self.ink,
            QPalette.ColorRole.ToolTipBase: self.raised,
            QPalette.ColorRole.ToolTipText: self.ink,
            QPalette.ColorRole.Highlight: self.accent,
            QPalette.ColorRole.HighlightedText: self.on_accent,
            QPalette.ColorRole.Accent: self.focus,
            QPalette.ColorRole.Light: self.hover,
            QPalette.ColorRole.Midlight: self.hover,
            QPalette.ColorRole.Mid: self.track,
            QPalette.ColorRole.Dark: self.track,
            QPalette.ColorRole.Shadow: self.side,
        }
        for role, colour in roles.items():
            palette.setColor(role, colour)
        disabled = QPalette.ColorGroup.Disabled
        palette.setColor(disabled, QPalette.ColorRole.Text, self.dim)
        palette.setColor(disabled, QPalette.ColorRole.WindowText, self.dim)
        return palette


def load_theme(name: str, folder: Path | None = None) -> Theme:
    """Read the theme `name`."""
    return make_theme(read_theme(name, folder))


def read_theme(name: str, folder: Path | None = None) -> dict[str, Any]:
    """Return what the file of the theme `name` holds."""
    import tomllib  # noqa: PLC0415 - a start from what was kept needs none

    path = (folder or resources() / "themes") / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def make_theme(data: Mapping[str, Any]) -> Theme:
    """Return the theme that a file describes; every token but `outline` must be there."""
    control = data["control"]
    outline = control.get("outline")
    return Theme(
        **_colours(data["ground"]),
        **_colours(data["text"]),
        accent=QColor(control["accent"]),
        focus=QColor(control["focus"]),
        focus_width=control["focus_width"],
        outline=None if outline is None else QColor(outline),
        tones={tone: QColor(data["tone"][tone.value]) for tone in Tone},
        figure=_colours(data["figure"]),
    )


def _colours(table: Mapping[str, str]) -> dict[str, QColor]:
    return {token: QColor(value) for token, value in table.items()}
