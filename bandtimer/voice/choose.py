"""Which speech engine this machine has."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from bandtimer.voice.engine import Engine, VoiceError
from bandtimer.voice.espeak import EspeakCommand, EspeakLibrary
from bandtimer.voice.systems import Say, WindowsSpeech

Maker = Callable[[], Engine]

_SYSTEMS_OWN: dict[str, Maker] = {"darwin": Say, "win32": WindowsSpeech}


def candidates(platform: str = sys.platform) -> Sequence[Maker]:
    """List how to make the engines of a platform, the best first."""
    own = _SYSTEMS_OWN.get(platform)
    return [EspeakLibrary.bundled, *([own] if own else []), EspeakCommand]


def find_engine(makers: Sequence[Maker] | None = None) -> Engine:
    """Return the first engine that can be made; raises VoiceError with every reason if none."""
    reasons = []
    for make in candidates() if makers is None else makers:
        try:
            return make()
        except VoiceError as error:
            reasons.append(str(error))
    raise VoiceError("; ".join(reasons))
