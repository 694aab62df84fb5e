"""How long PulseAudio, or PipeWire in its place, takes until what is written is heard.

miniaudio does not hand out what the server knows, so it is asked by another stream of our own, as
long buffered, that is silent, short, and gone again. That one is made by libpulse-simple, which
comes in one package with what miniaudio plays by; where it does not, nothing is known.
"""

import ctypes

from bandtimer.sound import PROGRAM

_SAMPLE_S16LE = 3
_PLAYBACK = 1
_RATE = 48_000
_DEFAULT = 2**32 - 1
# The buffer is as full as it gets when all is written that it had room for. How much that is only
# the server knows: so a little is written at a time, and the most that is told counts, which on a
# busy machine is less now and then. The first round fills the buffer.
_PIECE_MS = 1
_ROUNDS = 6


class _Format(ctypes.Structure):
    _fields_ = (
        ("format", ctypes.c_int),
        ("rate", ctypes.c_uint32),
        ("channels", ctypes.c_uint8),
    )


class _Buffer(ctypes.Structure):
    _fields_ = tuple(
        (name, ctypes.c_uint32) for name in ("maxlength", "tlength", "prebuf", "minreq", "fragsize")
    )


def pulse_latency_ns(buffer_ms: int) -> int | None:
    """Return the latency of the default output with so much buffer; None where it is not told.

    Takes a few times `buffer_ms` while the output runs, and seconds where it has to wake up.
    """
    try:
        pulse = ctypes.CDLL("libpulse-simple.so.0")
    except OSError:
        return None
    pulse.pa_simple_new.restype = ctypes.c_void_p
    pulse.pa_simple_get_latency.restype = ctypes.c_uint64
    silence = bytes(2 * _RATE * _PIECE_MS // 1_000)
    pieces = buffer_ms // _PIECE_MS
    format_ = _Format(_SAMPLE_S16LE, _RATE, 1)
    buffer = _Buffer(_DEFAULT, len(silence) * pieces, _DEFAULT, _DEFAULT, _DEFAULT)
    failed = ctypes.byref(ctypes.c_int(0))
    stream = pulse.pa_simple_new(
        None, PROGRAM.encode(), _PLAYBACK, None, b"Latency", ctypes.byref(format_), None,
        ctypes.byref(buffer), failed,
    )  # fmt: skip
    if not stream:
        return None
    handle = ctypes.c_void_p(stream)
    try:
        told = []
        for _ in range(_ROUNDS * pieces):
            if pulse.pa_simple_write(handle, silence, ctypes.c_size_t(len(silence)), failed) < 0:
                return None
            told.append(int(pulse.pa_simple_get_latency(handle, failed)))
    finally:
        pulse.pa_simple_free(handle)
    fullest = max(told[pieces:])
    # What it cannot tell it reports as an error in all bits, and less than is buffered while it
    # gets no time itself.
    return fullest * 1_000 if buffer_ms * 500 < fullest < 2**63 else None
