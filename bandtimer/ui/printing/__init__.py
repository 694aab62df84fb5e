"""Paper: what Qt lays out for it."""
