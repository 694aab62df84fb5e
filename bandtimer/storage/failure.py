"""The error that everything here reports.

It stands apart from the rest as the window's first picture needs it and nothing else of it.
"""


class StorageError(Exception):
    """The world failed us; the text says what happened and what to do about it."""
