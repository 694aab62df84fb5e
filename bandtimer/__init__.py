"""BandTimer leads a runner through a resistance-band routine and keeps the history."""

__version__ = "0.1.0"
