"""`figures`: every pose of every exercise on one sheet, for whoever draws or judges them."""

import argparse
import sys
from pathlib import Path

from bandtimer.commands.library import own_library
from bandtimer.storage.folders import Folders


def figures(options: argparse.Namespace, folders: Folders) -> int:
    """Write the sheet as PNG; 1 where it cannot be written."""
    from bandtimer.ui.contact_sheet import write_contact_sheet  # noqa: PLC0415 - needs Qt

    exercises = own_library(folders).exercises.values()
    try:
        write_contact_sheet(exercises, Path(options.sheet))
    except OSError as error:
        print(error, file=sys.stderr)
        return 1
    print(options.sheet)
    return 0
