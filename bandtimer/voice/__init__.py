"""Phrases made into sound files, ahead of time: `python -m bandtimer.voice`, asked over a pipe.

In a process of its own, because an engine is foreign code that may hang or crash, and without Qt.
eSpeak NG's library comes with the program and is asked first wherever it loads: it is the same on
every system, and takes milliseconds a phrase. Rejected: Qt's TextToSpeech (80 MB of Addons; its
engine on Linux blocks its caller for seconds and cannot write to memory), and speaking live through
any engine, as nobody could tell when a phrase will be over.
"""
