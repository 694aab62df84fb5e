"""The library of routines, and the chosen one with its choices."""
