"""Where the program's own data lies: in the wheel beside the code, in a checkout beside it."""

from functools import cache
from pathlib import Path


@cache
def resources() -> Path:
    """Return the folder that holds exercises, routines, icons and themes."""
    package = Path(__file__).parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"
