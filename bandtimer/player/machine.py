"""What the machine offers for screen and sound, found without starting any of it.

Whether it can be kept awake is the exception: that is known only when it has been tried.
"""

import os
import sys
from pathlib import Path

_PATIENCE_S = 5.0


def has_screen() -> bool:
    """Tell whether a window can be opened; without a screen Qt would abort the process."""
    told = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET")
    return sys.platform != "linux" or any(os.environ.get(name) for name in told)


def sound_found() -> str:
    """Return in a few words which way sound can take out of this machine."""
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
    return "no sound server and no device"


def keep_awake_command() -> tuple[str, ...]:
    """Return how to start the process that keeps the machine awake."""
    # -P: our modules must not hide Python's own.
    return sys.executable, "-P", str(Path(__file__).with_name("keep_awake.py"))


def awake_found() -> str:
    """Return in a sentence by which method the screen can be kept on; takes seconds at worst."""
    if sys.platform == "linux" and not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return "none found: no session bus (DBUS_SESSION_BUS_ADDRESS is not set)"
    import subprocess  # noqa: PLC0415 - the window opens without it

    try:
        tried = subprocess.run(  # noqa: S603 - our own program
            keep_awake_command(),
            input="on\n",
            capture_output=True,
            text=True,
            timeout=_PATIENCE_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return "none found: no answer"
    return tried.stdout.strip() or "none found: wakepy does not start"
