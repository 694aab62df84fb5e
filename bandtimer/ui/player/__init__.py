"""The player: what a running session looks like, and the keys that lead it."""
