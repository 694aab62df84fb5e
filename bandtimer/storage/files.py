"""Files and folders that nobody but their owner can look into, written whole or not at all."""

import os
from collections.abc import Iterable
from pathlib import Path

FOLDER_MODE = 0o700
FILE_MODE = 0o600


def make_private_folder(folder: Path) -> None:
    """Make the folder and those missing above it, 0700 whatever the umask; may raise OSError.

    A folder that exists already stays as it is: it may be shared on purpose.
    """
    if folder.is_dir():
        return
    if folder.parent != folder:
        make_private_folder(folder.parent)
    folder.mkdir(FOLDER_MODE, exist_ok=True)
    _set_mode(folder, FOLDER_MODE)


def make_private_file(path: Path) -> None:
    """Make the file if it is missing, and 0600 in any case; may raise OSError."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, FILE_MODE))
    _set_mode(path, FILE_MODE)


def make_private(path: Path) -> None:
    """Make the file 0600 if there is one."""
    if path.exists():
        _set_mode(path, FILE_MODE)


def write_atomically(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Replace the file's content in one step that survives a power cut; may raise OSError.

    Content that comes in pieces is written as they come; what is raised on the way leaves the
    file as it was. A link stays a link: the file it leads to is replaced.
    """
    pieces = (content,) if isinstance(content, bytes) else content
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        make_private_file(temporary)
        with temporary.open("wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def sync_file(path: Path) -> None:
    """Have the content of the file survive a power cut; may raise OSError."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Have the names in the folder survive a power cut; may raise OSError."""
    # The new name is on disk only once its folder is; Windows cannot open folders.
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _set_mode(path: Path, mode: int) -> None:
    if path.stat().st_mode & 0o777 == mode:
        return
    try:
        path.chmod(mode)
    except PermissionError:
        # FAT and some network file systems have no permissions to set; that must not stop us.
        return
