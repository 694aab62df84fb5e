"""The summary: what was done, how hard it was, a note."""
