"""A session in real time: the clock, the timer, and the controller that joins engine and journal.

The only package beside the window that knows Qt. What a person does reaches it as an `Intent`,
whatever key, click or remote it came from; what happens leaves it as two signals.
"""
