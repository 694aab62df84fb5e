"""Run BandTimer as a module."""

import sys

from bandtimer.cli import main

sys.exit(main())
