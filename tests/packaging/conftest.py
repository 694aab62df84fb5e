"""Let the tests import the set-up's modules, which stand beside the package and not in it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging"))
