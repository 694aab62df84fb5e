"""Notices that the user's own files have changed."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

# Editors write a file in several steps; wait until they are through.
_SETTLE_MS = 250


class LibraryWatcher(QObject):
    """Emits `changed` once after files in the folders were added, removed or written."""

    changed = Signal()

    def __init__(self, folders: Sequence[Path], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folders = folders
        self._watcher = QFileSystemWatcher(self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._settled)
        self._watcher.directoryChanged.connect(self._settle.start)
        self._watcher.fileChanged.connect(self._settle.start)
        self._watch()

    def _settled(self) -> None:
        self._watch()
        self.changed.emit()

    def _watch(self) -> None:
        """Watch folders and files; a file that was replaced has to be watched anew."""
        present = [folder for folder in self._folders if folder.is_dir()]
        files = [path for folder in present for path in folder.iterdir() if path.is_file()]
        wanted = {str(path) for path in (*present, *files)}
        watched = {*self._watcher.directories(), *self._watcher.files()}
        missing = sorted(wanted - watched)
        if missing:
            self._watcher.addPaths(missing)
