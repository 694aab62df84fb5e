"""The window's first picture, kept from one start to the next.

It is what most of a start is for, and takes most of it: the library, the settings and the history
have to be read, and before that imported, to say what the routines page says. While none of these
has changed on disk the page still says the same, so it is drawn from what was kept, and the rest
follows behind it. It then puts the page right, whatever was kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bandtimer.assets import resources
from bandtimer.present.library_view import LibraryView
from bandtimer.routines.folders import read_cache, stamp, write_cache

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from bandtimer.storage.folders import Folders


class Opening(NamedTuple):
    """The page, and how it looks.

    `theme` is what the theme's file holds, `wanted` the theme's name where the desktop decided
    on it and may do so again, else ""; `text` is the factor of the text's size.
    """

    view: LibraryView
    theme: dict[str, Any]
    wanted: str
    text: float
    is_still: bool


def read_opening(folders: Folders, today: date) -> Opening | None:
    """Return what was kept, if it still holds today."""
    try:
        view, theme, wanted, text, is_still = read_cache(_file(folders), _stamp(folders, today))
        page = LibraryView.from_data(view)
        return Opening(page, dict(theme), str(wanted), float(text), bool(is_still))
    except (LookupError, TypeError, ValueError):
        return None


def keep_opening(folders: Folders, today: date, opening: Opening) -> None:
    """Keep the picture for the next start; the files must be as they were when it was made."""
    kept = [opening.view.to_data(), *opening[1:]]
    write_cache(_file(folders), kept, _stamp(folders, today))


def _file(folders: Folders) -> Path:
    return folders.cache / "opening.json"


def library_state(folders: Folders) -> list[Any]:
    """Return what changes whenever a file of the library does."""
    built_in = resources()
    return stamp(
        (built_in / "exercises", folders.exercises, built_in / "routines", folders.routines)
    )


def _stamp(folders: Folders, today: date) -> list[Any]:
    """Return what changes whenever the page may; the day does, as it tells how long ago."""
    files = (folders.settings, folders.database, folders.write_ahead_log)
    return [today.isoformat(), [_state(file) for file in files], library_state(folders)]


def _state(file: Path) -> list[int]:
    """Tell one content of a file from another; none and an empty one are alike."""
    try:
        found = file.stat()
    except OSError:
        return []
    return [found.st_size, found.st_mtime_ns] if found.st_size else []
