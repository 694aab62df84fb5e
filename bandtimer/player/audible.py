"""What the settings make of sound and voice."""

from __future__ import annotations

from bandtimer.player.announcer import Speech
from bandtimer.player.conductor import Hearing
from bandtimer.present.wish import Telling
from bandtimer.storage.settings import Settings
from bandtimer.voice.engine import Manner


def hearing(settings: Settings) -> Hearing:
    """Return what is heard of the sounds."""
    volume = settings.volume_percent / 100 if settings.sound else 0.0
    return Hearing(volume, settings.quiet_sounds, settings.sound_latency_ms, settings.lower_music)


def manner(settings: Settings) -> Manner:
    """Return how the voice speaks."""
    return Manner(
        settings.voice_language,
        settings.voice_name,
        settings.voice_speed_percent,
        settings.voice_pitch_percent,
    )


def speech(settings: Settings) -> Speech | None:
    """Return how the voice speaks and what of; None where it is switched off."""
    if not settings.voice:
        return None
    telling = Telling(settings.count_aloud, settings.form_cues, settings.encouragement)
    return Speech(manner(settings), telling)
