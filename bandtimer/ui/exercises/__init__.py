"""The exercises: how each is done, and what one has done of it."""
