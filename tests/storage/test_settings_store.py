"""Settings kept by a window while others write the same file."""

from dataclasses import replace
from pathlib import Path

import pytest

from bandtimer.storage.settings import RoutineChoices, Settings
from bandtimer.storage.settings_store import SettingsStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def test_two_windows_keep_what_each_has_changed(path: Path) -> None:
    one, other = SettingsStore(path), SettingsStore(path)
    one.change(lambda settings: replace(settings, sessions_per_week=5, voice=False))
    other.change(lambda settings: replace(settings, volume_percent=50))
    both = Settings(sessions_per_week=5, voice=False, volume_percent=50)
    assert other.settings == both
    assert SettingsStore(path).settings == both


def test_what_is_written_by_hand_meanwhile_stays(path: Path) -> None:
    store = SettingsStore(path)
    store.change(lambda settings: replace(settings, volume_percent=70))
    path.write_text(path.read_text().replace("get_ready_s = 10", "get_ready_s = 20 # floor"))
    store.choose("beginner", RoutineChoices(sets=2))
    assert store.settings.get_ready_s == 20
    assert "get_ready_s = 20 # floor" in path.read_text()


def test_a_file_that_is_gone_takes_no_setting_with_it(path: Path) -> None:
    store = SettingsStore(path)
    store.change(lambda settings: replace(settings, volume_percent=70))
    path.unlink()
    store.change(lambda settings: replace(settings, voice=False))
    assert SettingsStore(path).settings == Settings(volume_percent=70, voice=False)


def test_a_file_that_was_broken_meanwhile_is_set_aside_and_the_choice_kept(path: Path) -> None:
    store = SettingsStore(path)
    store.change(lambda settings: replace(settings, volume_percent=70))
    path.write_text("volume_percent = [")
    store.change(lambda settings: replace(settings, voice=False))
    assert SettingsStore(path).settings.voice is False
    assert path.with_name("settings.toml.damaged").read_text() == "volume_percent = ["
