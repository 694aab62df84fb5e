"""The history: past sessions and their sets."""
