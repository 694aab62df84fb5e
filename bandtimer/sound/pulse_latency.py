"""How long PulseAudio, or PipeWire in its place, takes until what is written is heard.

miniaudio does not hand out what the server knows, so it is asked by another stream of our own, as
long buffered, that is silent, short, and gone again. That one is made by libpulse-simple, which
comes in one package with what miniaudio plays by; where it does not, nothing is known.
"""

import ctypes

_SAMPLE_S16LE = 3
_PLAYBACK = 1
_RATE = 48_000
_DEFAULT = 2**32 - 1
# The first fills the buffer; once the next has found room, the buffer is as full as it gets. On a
# busy machine one answer or another is off.
_FIRST_TOLD, _WRITES = 1, 6


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
    silence = bytes(2 * _RATE * buffer_ms // 1_000)
    format_ = _Format(_SAMPLE_S16LE, _RATE, 1)
    buffer = _Buffer(_DEFAULT, len(silence), _DEFAULT, _DEFAULT, _DEFAULT)
    failed = ctypes.byref(ctypes.c_int(0))
    stream = pulse.pa_simple_new(
        None, b"BandTimer", _PLAYBACK, None, b"Latency", ctypes.byref(format_), None,
        ctypes.byref(buffer), failed,
    )  # fmt: skip
    if not stream:
        return None
    handle = ctypes.c_void_p(stream)
    try:
        told = []
        for _ in range(_WRITES):
            if pulse.pa_simple_write(handle, silence, ctypes.c_size_t(len(silence)), failed) < 0:
                return None
            told.append(int(pulse.pa_simple_get_latency(handle, failed)))
    finally:
        pulse.pa_simple_free(handle)
    usual = sorted(told[_FIRST_TOLD:])[(_WRITES - _FIRST_TOLD) // 2]
    # What it cannot tell it reports as an error in all bits.
    return usual * 1_000 if usual < 2**63 else None
