"""Charts drawn with QPainter: a calendar, a trend, the course of a session."""
