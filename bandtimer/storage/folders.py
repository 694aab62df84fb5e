"""Where a user's files lie."""

from pathlib import Path
from typing import NamedTuple, Self

from bandtimer.storage.failure import StorageError
from bandtimer.storage.files import make_private_folder


class Folders(NamedTuple):
    """The places of one user's data.

    `root` holds what is worth keeping: the `database` and the user's own `routines` and
    `exercises`, and `backups` of the database, a folder that is made with the first of them.
    `settings` is a file, `cache` a folder that may be deleted at any time.
    """

    root: Path
    settings: Path
    database: Path
    routines: Path
    exercises: Path
    backups: Path
    cache: Path

    @property
    def backup_failure(self) -> Path:
        """Return the file that is there only after the last backup failed, and says why."""
        return self.backups / "failed.txt"

    @property
    def speech(self) -> Path:
        """Return the folder of phrases that are rendered."""
        return self.cache / "speech"

    @property
    def low_music(self) -> Path:
        """Return the file that is there while other programs' music is lowered."""
        return self.cache / "low-music.json"

    @classmethod
    def at(cls, data_dir: Path) -> Self:
        """Return the places when everything lies below one folder."""
        return cls._laid_out(data_dir, config=data_dir, cache=data_dir / "cache")

    @classmethod
    def default(cls) -> Self:
        """Return the places that the operating system sets aside for the user."""
        import platformdirs  # noqa: PLC0415 - not needed with --data-dir

        return cls._laid_out(
            platformdirs.user_data_path("bandtimer", appauthor=False),
            config=platformdirs.user_config_path("bandtimer", appauthor=False),
            cache=platformdirs.user_cache_path("bandtimer", appauthor=False),
        )

    @classmethod
    def _laid_out(cls, root: Path, config: Path, cache: Path) -> Self:
        return cls(
            root=root,
            settings=config / "settings.toml",
            database=root / "history.sqlite3",
            routines=root / "routines",
            exercises=root / "exercises",
            backups=root / "backups",
            cache=cache,
        )

    @property
    def write_ahead_log(self) -> Path:
        """Return the file in which SQLite keeps what is not in the database yet."""
        return self.database.with_name(f"{self.database.name}-wal")

    def create(self) -> None:
        """Make the folders that are missing, 0700; raise StorageError where that is impossible."""
        needed = (self.root, self.settings.parent, self.routines, self.exercises, self.cache)
        for folder in needed:
            try:
                make_private_folder(folder)
            except OSError as error:
                raise StorageError(
                    f"The folder {folder} cannot be made: {error.strerror or error}. Make it "
                    "yourself, or name another place with --data-dir."
                ) from error
