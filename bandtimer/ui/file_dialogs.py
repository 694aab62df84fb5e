"""The desktop's own dialogs for files; imported when one is first wanted, as they take a while."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def ask_where_to_save(parent: QWidget, title: str, suggested: Path) -> Path | None:
    """Ask for a file to write, which asks before one is replaced; None where it is left."""
    kind = f"*{suggested.suffix}"
    name, _ = QFileDialog.getSaveFileName(parent, title, str(suggested), f"{kind} ({kind})")
    if not name:
        return None
    path = Path(name)
    return path if path.suffix else path.with_suffix(suggested.suffix)


def ask_what_to_open(parent: QWidget, title: str, kinds: str) -> Path | None:
    """Ask for a file to read; None where it is left."""
    name, _ = QFileDialog.getOpenFileName(parent, title, str(Path.home()), kinds)
    return Path(name) if name else None
