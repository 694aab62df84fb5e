"""Sound in a process of its own: `python -m bandtimer.sound`, told over a pipe what to play when.

Without Qt, and with nothing of the program but itself: it may die without taking the window along.
miniaudio plays, because it places samples in a stream to the millisecond, comes with nothing to
install, and survives its server's death. Rejected: QSoundEffect and QAudioSink (hang and abort),
sounddevice (needs PortAudio from the system), a `pacat` fed by pipe (Linux only, 0.7 s of pipe
ahead of every sound, and no telling which sample is heard when).
"""
