"""Lead a session without a screen, at speed, taking up the one that was cut off: a child process.

Usage: led_at_speed.py DATA_DIR ROUTINE_FILE SPEED. Prints a line as soon as time passes and
ends when the session does. It is the program's own composition, with its keys pressed for it.
"""

import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from bandtimer.app import Desktop, Launch, load_own_library
from bandtimer.player.clock import SystemClock
from bandtimer.player.intents import Intent
from bandtimer.routines.library import find_routine
from bandtimer.storage.database import open_database
from bandtimer.storage.folders import Folders
from bandtimer.ui.application import make_application


def main(data_dir: str, routine_file: str, speed: str) -> None:
    """Go on with the unfinished session, or start the routine, and stay until it ends."""
    folders = Folders.at(Path(data_dir))
    folders.create()
    library = load_own_library(folders)
    application = make_application()
    desktop = Desktop(folders, open_database(folders.database), library, SystemClock(float(speed)))
    window = desktop.window
    window.session_ended.connect(application.quit)
    unfinished = window._pages.services.sessions.unfinished()
    if unfinished is None:
        routine = find_routine(library, routine_file)
        desktop.open(routine, Launch(routine_file, play=True))
    else:
        desktop.open(None, Launch())
        window.resume(unfinished)
        controller = window._pages.player.controller
        assert controller is not None
        if not controller.is_running:
            controller.perform(Intent.PAUSE)
    print("led", flush=True)
    application.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
