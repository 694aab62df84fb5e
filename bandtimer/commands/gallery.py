"""`gallery`: a picture of every page in every state, for developers."""

import argparse
import os
import sys


def gallery(options: argparse.Namespace) -> int:
    """Write the pictures and print what is cut off, covered or overlapping; 1 if anything is."""
    # Whatever screen there is, the pictures must be the same.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from bandtimer.ui.application import make_application  # noqa: PLC0415 - after the platform
    from bandtimer.ui.gallery.pictures import pictured  # noqa: PLC0415
    from bandtimer.ui.gallery.states import STATES  # noqa: PLC0415

    names = [state.name for state in STATES]
    unknown = [name for name in options.states if name not in names]
    if unknown:
        print(f"There is no state {unknown[0]}. There are: {', '.join(names)}.", file=sys.stderr)
        return 1
    # Kept, as Qt ends with it.
    application = make_application()
    options.folder.mkdir(parents=True, exist_ok=True)
    chosen = [state for state in STATES if not options.states or state.name in options.states]
    found = False
    for fault in pictured(options.folder, chosen):
        print(fault, file=sys.stderr)
        found = True
    application.quit()
    return 1 if found else 0
