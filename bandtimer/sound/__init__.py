"""Sound in a process of its own: `python -m bandtimer.sound`, told over a pipe what to play when.

Without Qt, and with nothing of the program but itself: it may die without taking the window along.
miniaudio plays, because it comes with nothing to install, on Linux, macOS and Windows alike, and is
as exact as any. `python tests/bench outputs` weighs it against the others (Debian 12, two cores,
PulseAudio 16.1; p99 of the ms beside the beat, idle and with both cores busy, and what becomes of
the sound when the server is killed and started again):

    miniaudio         0.5  0.4  16 MiB  back
    libpulse-simple   0.3  0.4  17 MiB  back; Linux only; 13 when others were at work on it, too
    pacat, by a pipe  7.7   22  17 MiB  back; Linux only, and tells nothing of its latency
    sounddevice       0.3  2.4  20 MiB  back; needs PortAudio and ALSA's plugins from the system
    QAudioSink         21   20  51 MiB  silent for good; tells nothing of the server's latency

QSoundEffect was not weighed: it hangs.
"""

# What mixers and sound servers list our streams under.
PROGRAM = "BandTimer"
