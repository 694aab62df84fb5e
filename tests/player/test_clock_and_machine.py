"""The machine's clocks, and what it says of itself."""

import sys
from itertools import pairwise
from pathlib import Path

import pytest

from bandtimer.player.clock import SystemClock
from bandtimer.player.machine import has_screen, sound_found

ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has to be asked")


def test_the_steady_clock_never_goes_back_and_moves() -> None:
    clock = SystemClock()
    seen = [clock.now_ms()]
    while len(set(seen)) < 4:
        seen.append(clock.now_ms())
    assert all(later >= earlier for earlier, later in pairwise(seen))


def test_a_faster_clock_moves_on_faster_in_proportion() -> None:
    plain, fast = SystemClock(), SystemClock(speed=500)
    before = plain.now_ms(), fast.now_ms()
    while plain.now_ms() < before[0] + 20:
        pass
    passed, passed_fast = plain.now_ms() - before[0], fast.now_ms() - before[1]
    assert passed_fast / passed == pytest.approx(500, rel=0.2)


def test_the_wall_clock_knows_its_offset() -> None:
    assert SystemClock().wall().utcoffset() is not None


@ON_LINUX
@pytest.mark.parametrize("name", ["QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"])
def test_any_sign_of_a_screen_will_do(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    for every in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"):
        monkeypatch.delenv(every, raising=False)
    assert not has_screen()
    monkeypatch.setenv(name, "")
    assert not has_screen()
    monkeypatch.setenv(name, "x")
    assert has_screen()


@ON_LINUX
def test_sound_is_found_by_its_server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    without = sound_found()
    assert without.startswith(("ALSA", "no sound server"))
    (tmp_path / "pulse").mkdir()
    (tmp_path / "pulse" / "native").touch()
    assert sound_found() == "PulseAudio"
    (tmp_path / "pipewire-0").touch()
    assert sound_found() == "PipeWire"
    monkeypatch.setenv("PULSE_SERVER", "tcp:studio")
    assert sound_found() == "PulseAudio at tcp:studio"
