"""What the machine offers for screen, sound and speech, found without starting any of it."""

import os
import shutil
import sys
from pathlib import Path


def has_screen() -> bool:
    """Tell whether a window can be opened; without a screen Qt would abort the process."""
    told = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET")
    return sys.platform != "linux" or any(os.environ.get(name) for name in told)


def sound_found() -> str:
    """Return in a sentence which way sound can take out of this machine."""
    if sys.platform != "linux":
        return "the system's own output"
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", f"/run/user/{os.getuid()}"))
    server = os.environ.get("PULSE_SERVER")
    if server:
        return f"PulseAudio at {server}"
    if (runtime / "pipewire-0").exists():
        return "PipeWire"
    if (runtime / "pulse" / "native").exists():
        return "PulseAudio"
    if any(Path("/dev/snd").glob("pcm*p")):
        return "ALSA devices, no sound server"
    return "none found: no sound server and no device"


def speech_found() -> str:
    """Return in a sentence which speech engine is there."""
    if sys.platform == "darwin":
        return "macOS voices (say)"
    if sys.platform == "win32":
        return "Windows voices (System.Speech)"
    for command in ("espeak-ng", "espeak"):
        path = shutil.which(command)
        if path:
            return f"{command} at {path}"
    return "none found: no espeak-ng"
