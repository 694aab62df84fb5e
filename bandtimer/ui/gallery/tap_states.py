"""The states of the screen on which the loudspeaker's delay is found by ear."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from bandtimer.player.beats import FIRST_BEAT_MS
from bandtimer.present.tapping import BEAT_MS
from bandtimer.sound.messages import Report, Trouble
from bandtimer.ui.gallery.state import Pose, State
from bandtimer.ui.gallery.studio import Hush, Studio
from bandtimer.ui.settings.sound import SoundSection
from bandtimer.ui.tap_along.light import BeatLight

_STEADY = (140, 260, 180, 155, 120, 190, 150, 142, 171, 148)
_WIDE = (90, 210, 180, 60, 240, 190, 120, 150, 90, 205)
_WILD = (30, 400, 700, 60, 340, -190, 520, 150, 690, 305)


def _open(studio: Studio, report: Report | None = None) -> QWidget:
    studio.show("Settings")
    (section,) = studio.window.findChildren(SoundSection)
    section.by_ear.click()
    for hush in studio.window.findChildren(Hush):
        hush.reported.emit(report or Report("PipeWire", 40))
    return studio.window


def _tap(studio: Studio, late: tuple[int, ...]) -> QWidget:
    """Tap along to a loudspeaker that is so late, in ms."""
    _open(studio)
    studio.press(Qt.Key.Key_Return)
    waited = -FIRST_BEAT_MS
    for beat, ms in enumerate(late):
        studio.wait(beat * BEAT_MS + ms - waited)
        waited = beat * BEAT_MS + ms
        studio.press(Qt.Key.Key_Space, " ")
    return studio.window


def _taps(*late: int) -> Pose:
    return lambda studio: _tap(studio, late)


def _check(studio: Studio) -> QWidget:
    _tap(studio, _STEADY)
    studio.press(Qt.Key.Key_Return)
    for _ in range(2):
        studio.press(Qt.Key.Key_Right)
    (light,) = studio.window.findChildren(BeatLight)
    light.light(is_lit=True)
    return studio.window


def _sound_off(studio: Studio) -> QWidget:
    studio.change(lambda settings: replace(settings, sound=False))
    return _open(studio)


TAP_ALONG = (
    State("taps-ready", _open),
    State("taps-sound-off", _sound_off),
    State("taps", _taps(*_STEADY[:6])),
    State("taps-found", _taps(*_STEADY)),
    State("taps-wide", _taps(*_WIDE)),
    State("taps-unclear", _taps(*_WILD)),
    State("taps-check", _check),
    State("taps-no-sound", lambda studio: _open(studio, Report(trouble=Trouble.NO_OUTPUT))),
)
