import os
import stat
from collections.abc import Iterator
from pathlib import Path

import platformdirs
import pytest

from bandtimer.storage.errors import StorageError
from bandtimer.storage.files import make_private_file, write_atomically
from bandtimer.storage.folders import Folders

posix_only = pytest.mark.skipif(os.name != "posix", reason="Windows has no modes")


@pytest.fixture(params=[0o000, 0o022, 0o777], ids="umask {:03o}".format)
def umask(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[None]:
    # Asked for here so that pytest makes its folder before the umask changes.
    assert tmp_path.is_dir()
    before = os.umask(request.param)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_one_folder_holds_everything_when_it_is_named(tmp_path: Path) -> None:
    root = tmp_path / "data"
    assert Folders.at(root) == Folders(
        root=root,
        settings=root / "settings.toml",
        database=root / "history.sqlite3",
        routines=root / "routines",
        exercises=root / "exercises",
        backups=root / "backups",
        cache=root / "cache",
    )


def test_the_operating_system_says_where_things_lie_by_default() -> None:
    folders = Folders.default()
    assert folders.root == platformdirs.user_data_path("bandtimer", appauthor=False)
    assert folders.database.parent == folders.routines.parent == folders.root
    assert folders.settings.parent == platformdirs.user_config_path("bandtimer", appauthor=False)
    assert folders.cache == platformdirs.user_cache_path("bandtimer", appauthor=False)


@posix_only
@pytest.mark.usefixtures("umask")
def test_every_folder_made_is_the_owners_alone(tmp_path: Path) -> None:
    folders = Folders.at(tmp_path / "new" / "data")
    folders.create()
    made = {path: mode(path) for path in tmp_path.rglob("*")}
    assert made == dict.fromkeys(
        [
            tmp_path / "new",
            folders.root,
            folders.routines,
            folders.exercises,
            folders.cache,
        ],
        0o700,
    )


@posix_only
def test_a_folder_that_exists_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    Folders.at(tmp_path).create()
    assert mode(tmp_path) == 0o755


def test_a_folder_that_cannot_be_made_is_named_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match=r"file/data cannot be made: .*--data-dir"):
        Folders.at(tmp_path / "file" / "data").create()


@posix_only
@pytest.mark.usefixtures("umask")
def test_every_file_made_is_the_owners_alone(tmp_path: Path) -> None:
    write_atomically(tmp_path / "written", b"text")
    make_private_file(tmp_path / "made")
    assert {path.name: mode(path) for path in tmp_path.iterdir()} == {
        "written": 0o600,
        "made": 0o600,
    }


def test_writing_replaces_the_whole_content_and_leaves_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "file"
    write_atomically(file, b"longer content")
    write_atomically(file, b"short")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"file": b"short"}


@posix_only
def test_writing_through_a_link_leaves_the_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_bytes(b"before")
    link.symlink_to(real)
    write_atomically(link, b"after")
    assert link.is_symlink()
    assert real.read_bytes() == b"after"


def test_a_write_that_fails_leaves_the_old_content_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "in the way"
    (folder / "something").mkdir(parents=True)
    with pytest.raises(OSError, match="directory"):
        write_atomically(folder, b"text")
    assert list(tmp_path.rglob("*")) == [folder, folder / "something"]
