"""The commands that need no window: results on standard output, problems on standard error.

Each takes its options and the user's folders, and returns the exit code.
"""
