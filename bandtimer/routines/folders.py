"""Folders of files on disk: which there are, whether they changed, and what was made of them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import bandtimer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bandtimer.core.codec import Json


def is_yaml(name: str) -> bool:
    """Tell whether a file of that name holds YAML; hidden ones are an editor's own affair."""
    return name.lower().endswith((".yaml", ".yml")) and not name.startswith(".")


def is_file(path: Path) -> bool:
    """Tell whether there is such a file; a name that cannot be one is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def yaml_files(folder: Path) -> list[Path]:
    """List the folder's YAML files by name; none if there is no such folder.

    Raises OSError where the folder cannot be read.
    """
    return [Path(entry.path) for entry in _entries(folder)]


def stamp(folders: Iterable[Path]) -> list[Json]:
    """Return what changes whenever a file of the folders does, or the program."""
    files: list[Json] = [bandtimer.__version__]
    for folder in folders:
        files.append(str(folder))
        try:
            entries = _entries(folder)
        except OSError:
            entries = []
        for entry in entries:
            try:
                found = entry.stat()
                files.append([entry.name, found.st_size, found.st_mtime_ns, found.st_mode])
            except OSError:
                files.append([entry.name])
    return files


def read_cache(cache: Path, stamp: list[Json]) -> Any:
    """Return the data kept under the same stamp; None for any other or damaged cache."""
    try:
        data = json.loads(cache.read_bytes())
        return data["kept"] if data["stamp"] == stamp else None
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None


def write_cache(cache: Path, kept: Any, stamp: list[Json]) -> None:
    """Keep data for the next start, all of it or nothing, readable by its owner only."""
    fresh = cache.with_name(f"{cache.name}.{os.getpid()}")
    text = json.dumps({"stamp": stamp, "kept": kept})
    try:
        cache.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        fresh.replace(cache)
    except (OSError, ValueError):
        _remove(fresh)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except (OSError, ValueError):
        return


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            found = [entry for entry in entries if is_yaml(entry.name)]
    except FileNotFoundError:
        return []
    return sorted(found, key=lambda entry: entry.name)
