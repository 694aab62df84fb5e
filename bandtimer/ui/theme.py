"""The colours of the window, from a theme file."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QColor, QPalette

from bandtimer.assets import resources
from bandtimer.present.tone import Tone


@dataclass(frozen=True, slots=True)
class Theme:
    """Colour tokens: grounds to stand on, text to read, tones to tell the phases apart."""

    window: QColor
    side: QColor
    panel: QColor
    raised: QColor
    hover: QColor
    track: QColor
    ink: QColor
    dim: QColor
    on_accent: QColor
    tones: dict[Tone, QColor]

    @property
    def accent(self) -> QColor:
        """Return the colour of the one action that matters most."""
        return self.tones[Tone.READY]

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
    """Read the theme `name`; every token must be there."""
    path = (folder or resources() / "themes") / f"{name}.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    plain = {key: QColor(value) for part in ("ground", "text") for key, value in data[part].items()}
    return Theme(**plain, tones={tone: QColor(data["tone"][tone.value]) for tone in Tone})
