"""The screen on which the loudspeaker's delay is found by ear."""
