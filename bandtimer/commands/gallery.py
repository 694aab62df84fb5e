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

    application = make_application()
    options.folder.mkdir(parents=True, exist_ok=True)
    found = False
    for fault in pictured(options.folder):
        print(fault, file=sys.stderr)
        found = True
    application.quit()
    return 1 if found else 0
